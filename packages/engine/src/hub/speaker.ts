/**
 * Sound speaks from exactly one page. The page on the venue's sound output comes first, then the first stage page that came;
 * one that was speaking when the engine went away keeps the word; an operator or the page itself may move it.
 */
import type { Venue } from '@ghostlight/timeline'

export interface SpeakerCandidate {
  readonly clientId: string
  readonly output: string | null
}
export interface SpeakerChoice {
  /** Who speaks now; null: nobody. */
  current(): string | null
  join(candidate: SpeakerCandidate, options: { readonly wasSpeaking: boolean }): void
  leave(clientId: string): void
  /** Takes the word. False for one that is no candidate. */
  take(clientId: string): boolean
  /** Ends the waiting for a page that was speaking before the engine restarted. */
  stopWaiting(): void
}

/** @param waitForFormer after a restart in mid-show nobody new is chosen until `stopWaiting`. */
export function createSpeakerChoice(
  venue: () => Venue,
  onChange: (clientId: string | null) => void,
  { waitForFormer }: { readonly waitForFormer: boolean },
): SpeakerChoice {
  let candidates: SpeakerCandidate[] = []
  let speaker: string | null = null
  let waiting = waitForFormer
  const isSoundOutput = (candidate: SpeakerCandidate) => candidate.output !== null && venue().outputs[candidate.output]?.kind === 'sound'

  function set(next: string | null): void {
    if (next === speaker) return
    speaker = next
    onChange(next)
  }
  function choose(): void {
    if (waiting || (speaker !== null && candidates.some((candidate) => candidate.clientId === speaker))) return
    set((candidates.find(isSoundOutput) ?? candidates[0])?.clientId ?? null)
  }

  return {
    current: () => speaker,
    join(candidate, { wasSpeaking }) {
      // A page whose line was cut is back before its old socket is known to be dead: it is the same page, and goes on speaking.
      const former = candidates.find((other) => other.clientId === speaker)
      const isBack = wasSpeaking && (speaker === null || former?.output === candidate.output)
      candidates = [...candidates, candidate]
      if (isBack) {
        waiting = false
        set(candidate.clientId)
      } else if (isSoundOutput(candidate) && !waiting && !candidates.some((other) => other.clientId === speaker && isSoundOutput(other))) {
        set(candidate.clientId)
      } else choose()
    },
    leave(clientId) {
      candidates = candidates.filter((candidate) => candidate.clientId !== clientId)
      if (speaker === clientId) {
        speaker = null
        choose()
        if (speaker === null) onChange(null)
      }
    },
    take(clientId) {
      if (!candidates.some((candidate) => candidate.clientId === clientId)) return false
      waiting = false
      set(clientId)
      return true
    },
    stopWaiting() {
      waiting = false
      choose()
    },
  }
}
