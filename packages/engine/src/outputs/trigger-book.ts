/**
 * The packets of every trigger, encoded once. Encoding costs what the rest of a plan costs, so the cues that GO may fire next are encoded
 * while there is time: GO then only looks them up.
 */
import type { Edition, OscArg, Target } from '@ghostlight/timeline'
import { type TriggerPacket, triggerPackets } from '../osc/trigger-packets.ts'

/** The standby cue and the next two. */
const CUES_AHEAD = 3

interface Message {
  readonly address: string
  readonly args: readonly OscArg[]
}
interface Page {
  readonly address: string
  /** By target index. */
  readonly packets: (readonly TriggerPacket[] | string)[]
}

export class TriggerBook {
  private readonly targets: readonly { readonly id: string; readonly target: Target }[]
  /** By the arguments, which are one object as long as an edition lives: what is no longer played is forgotten by itself. */
  private readonly pages = new WeakMap<readonly OscArg[], Page>()
  private warmed: { readonly edition: Edition; readonly standbyCueId: string | null } | null = null

  constructor(targets: readonly { readonly id: string; readonly target: Target }[]) {
    this.targets = targets
  }

  /**
   * What target number `index` gets, in order. Text: in words why its desk has no use for the message; so for sACN and Art-Net, which
   * carry levels only.
   *
   * @throws OscError when the message cannot be written, or not within what the desk takes.
   */
  packets(index: number, message: Message): readonly TriggerPacket[] | string {
    const { target } = this.targets[index]!
    if (target.kind !== 'osc') return `${target.name} takes levels only`
    let page = this.pages.get(message.args)
    if (page?.address !== message.address) {
      page = { address: message.address, packets: [] }
      this.pages.set(message.args, page)
    }
    page.packets[index] ??= triggerPackets(target, message)
    return page.packets[index]
  }

  /** Encodes what the next GOs may send. Cheap when that was done. */
  warm(edition: Edition, standbyCueId: string | null): void {
    if (this.warmed?.edition === edition && this.warmed.standbyCueId === standbyCueId) return
    this.warmed = { edition, standbyCueId }
    const from = Math.max(0, edition.cueOrder.indexOf(standbyCueId ?? ''))
    const ahead = new Set(edition.cueOrder.slice(from, from + CUES_AHEAD))
    for (const [cueId, { action, groupId }] of Object.entries(edition.show.cues)) {
      if (action.kind !== 'osc' || !(ahead.has(cueId) || ahead.has(groupId ?? ''))) continue
      for (const message of action.messages) {
        this.targets.forEach(({ id }, index) => {
          if (message.targetId !== undefined && message.targetId !== id) return
          try {
            this.packets(index, message)
          } catch {
            // It is refused, and said, when it is planned.
          }
        })
      }
    }
  }
}
