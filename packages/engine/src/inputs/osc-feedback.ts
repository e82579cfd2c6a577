/**
 * Tells desks and buttons that asked what is on: the standby cue, what runs, where the song is. Whoever subscribes hears all of it at
 * once, then what changes, and the position a few times a second; after half a minute it has to ask again. Only senders that may command
 * can subscribe, and they are answered at their own address, so that nobody can be flooded through us.
 */

import { encodeMessage } from '../osc/encode.ts'
import type { OscValue } from '../osc/packet.ts'

/** What is on, as an operator would say it. */
export interface FeedbackState {
  /** Cue number; '' for none. */
  readonly standby: string
  /** Number of the cue that was started last and still runs; '' for none. */
  readonly running: string
  /** Song id; '' for none. */
  readonly song: string
  readonly positionMs: number
  /** Both from 1; 0 when no song is on. */
  readonly bar: number
  readonly beat: number
  readonly held: boolean
  readonly blackout: boolean
}
export interface OscFeedback {
  /** From `address`, to be answered at `port`. False: there are too many already. */
  subscribe(address: string, port: number): boolean
  unsubscribe(address: string, port: number): void
  /** Something may have changed. Cheap when nobody listens. */
  changed(): void
  stop(): void
}
export interface OscFeedbackParts {
  readonly read: () => FeedbackState
  readonly nowMs: () => number
  readonly send: (packet: Uint8Array, port: number, address: string) => void
}

const mostSubscribers = 32
/** A subscription ends after this unless it is asked for again. */
export const subscriptionMs = 30_000
/** What a counter on a desk needs to look alive. */
const positionEveryMs = 250

const text = (value: string): OscValue => ({ type: 's', value })
const whole = (value: number): OscValue => ({ type: 'i', value })

/** Address and arguments of everything there is to tell. */
export const feedbackMessages: Readonly<
  Record<string, { readonly args: string; readonly meaning: string; readonly of: (state: FeedbackState) => readonly OscValue[] }>
> = {
  '/ghostlight/standby': {
    args: 's',
    meaning: 'Number of the cue that the next GO fires; empty for none.',
    of: ({ standby }) => [text(standby)],
  },
  '/ghostlight/running': {
    args: 's',
    meaning: 'Number of the cue that was started last and still runs; empty for none.',
    of: ({ running }) => [text(running)],
  },
  '/ghostlight/held': { args: 'i 0/1', meaning: 'The show is held.', of: ({ held }) => [whole(held ? 1 : 0)] },
  '/ghostlight/dark': { args: 'i 0/1', meaning: 'Blackout is on.', of: ({ blackout }) => [whole(blackout ? 1 : 0)] },
  '/ghostlight/position': {
    args: 's song, f position in ms, i bar, i beat',
    meaning: 'Where the song is, four times a second while it plays.',
    of: ({ song, positionMs, bar, beat }) => [text(song), { type: 'f', value: positionMs }, whole(bar), whole(beat)],
  },
}

export function createOscFeedback({ read, nowMs, send }: OscFeedbackParts): OscFeedback {
  /** By address and port. */
  const subscribers = new Map<string, { readonly address: string; readonly port: number; readonly untilMs: number }>()
  let told = new Map<string, string>()
  let timer: ReturnType<typeof setInterval> | null = null

  function tell(state: FeedbackState, to: readonly { readonly address: string; readonly port: number }[], everything: boolean): void {
    const now = new Map<string, string>()
    for (const [address, { of }] of Object.entries(feedbackMessages)) {
      const args = of(state)
      const key = JSON.stringify(args.map((arg: OscValue) => ('value' in arg ? String(arg.value) : arg.type)))
      now.set(address, key)
      if (!everything && told.get(address) === key) continue
      const packet = encodeMessage({ address, args: [...args] })
      for (const one of to) send(packet, one.port, one.address)
    }
    if (!everything) told = now
  }

  function changed(): void {
    if (subscribers.size === 0) return
    for (const [name, { untilMs }] of subscribers) if (untilMs <= nowMs()) subscribers.delete(name)
    if (subscribers.size > 0) tell(read(), [...subscribers.values()], false)
    else rest()
  }

  function rest(): void {
    if (timer !== null) clearInterval(timer)
    timer = null
    told = new Map()
  }

  return {
    subscribe(address, port) {
      const name = `${address} ${port}`
      if (!subscribers.has(name) && subscribers.size >= mostSubscribers) return false
      subscribers.set(name, { address, port, untilMs: nowMs() + subscriptionMs })
      tell(read(), [{ address, port }], true)
      timer ??= setInterval(changed, positionEveryMs)
      return true
    },
    unsubscribe(address, port) {
      subscribers.delete(`${address} ${port}`)
      if (subscribers.size === 0) rest()
    },
    changed,
    stop() {
      subscribers.clear()
      rest()
    },
  }
}
