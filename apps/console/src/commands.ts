/** Sends commands with an idempotency key each and tells the answer in the language of the page. */
import type { Command, CommandResult, Decision, Entry, SaidValues } from '@ghostlight/timeline'
import { useCallback } from 'react'
import { wordsIn } from './format.ts'
import { useSay } from './say.tsx'
import { useShowDoor } from './show-context.tsx'
import type { Words } from './words/en.ts'
import { useWords } from './words/words-context.tsx'

let sentCount = 0
// A page over plain HTTP has no crypto.randomUUID; the opening instant and a counter tell the commands of one page apart.
const pageKey = `${Math.floor(performance.timeOrigin + performance.now()).toString(36)}${Math.floor(Math.random() * 1e6).toString(36)}`

export function nextCommandId(): string {
  sentCount += 1
  return `${pageKey}-${sentCount}`
}

/** Names of what a decision speaks of. */
export interface DecisionNames {
  readonly cue: (cueId: string) => { readonly number: string; readonly name: string }
  /** Of the song that it means; null when it is not known here. */
  readonly section: (sectionId: string) => { readonly section: string; readonly song: string } | null
}

/** What the log recorded, in words. */
export function sayDecision(decision: Decision, words: Words, nameOf: DecisionNames): string {
  switch (decision.kind) {
    case 'go':
    case 'fire': {
      const { number, name } = nameOf.cue(decision.cueId)
      return words.go.wentOn(number, name)
    }
    case 'standBy': {
      if (decision.cueId === null) return words.go.nothing
      const { number, name } = nameOf.cue(decision.cueId)
      return words.say.standby(number, name)
    }
    case 'hold':
      return words.say.held
    case 'resume':
      return words.say.resumed
    case 'devamp':
      return decision.exitElapsedMs === undefined ? words.say.devamp : words.say.devampInPass
    case 'vamp': {
      const named = decision.sectionId === null ? null : nameOf.section(decision.sectionId)
      return named === null ? words.say.vamp : words.say.vampOf(named.section, named.song)
    }
    case 'strobe':
      return decision.on ? words.say.strobeOn : words.say.strobeOff
    case 'mute':
      return words.say.muted(words.cueEdit.choice[decision.outputClass] ?? decision.outputClass, decision.on)
    case 'blackout':
      return decision.on ? words.say.blackoutOn : words.say.blackoutOff
    case 'freeze':
      return decision.on ? words.say.freezeOn : words.say.freezeOff
    case 'undoLastGo':
      return words.say.undone
    case 'locate':
      return words.say.located
    case 'panic':
      return words.transport.panicked
    case 'adopt':
      return words.say.adopted
    case 'fireEdge':
      return words.say.edgeFired
    case 'showLock':
      return decision.on ? words.say.showLocked : words.say.showUnlocked
    default:
      return words.say.done
  }
}

/** What the engine remarked on, in the language of the page; its own words where none of ours fit. */
export function sayRemark(
  { decision, atMs, acceptedAtMs }: Pick<Entry, 'decision' | 'atMs' | 'acceptedAtMs'>,
  remark: string,
  words: Words,
): string {
  if (decision.kind === 'hold') return words.say.droppedWaiting
  if (decision.kind === 'locate') return words.say.locatedHeld
  if ((decision.kind === 'vamp' || decision.kind === 'devamp') && atMs > acceptedAtMs) return words.say.comingMusic
  if (decision.kind === 'devamp')
    return decision.exitElapsedMs === undefined ? words.say.nextPass(decision.lastPass + 1) : words.say.nextPlace
  return remark
}

/** Why it was refused; in the words of a newer engine where ours know nothing of it. */
export function tellRefusal({ reason, message, values }: CommandResult & { readonly ok: false }, words: Words): string {
  const told: ((said: SaidValues) => string) | undefined = words.refusal[reason]
  return told === undefined ? message : told(values ?? {})
}

/** @returns a function that sends and says; it resolves to the answer, or null when none came. */
export function useSend(): (command: Command) => Promise<CommandResult | null> {
  const door = useShowDoor()
  const { say } = useSay()
  const { words, language } = useWords()
  return useCallback(
    async (command) => {
      let result: CommandResult
      try {
        result = await door.send({ ...command, id: nextCommandId() })
      } catch {
        say(words.say.noAnswer, 'refused')
        return null
      }
      if (!result.ok) {
        say(words.say.refused(tellRefusal(result, words)), 'refused')
        return result
      }
      const { entry } = result
      const edition = door.edition()
      const nameOf: DecisionNames = {
        cue(cueId) {
          const cue = edition?.show.cues[cueId]
          return { number: cue?.number ?? cueId, name: wordsIn(cue?.name, language) }
        },
        section(sectionId) {
          const song = edition?.songs[door.moment(entry.atMs)?.segment?.songId ?? '']
          const section = song?.sections[sectionId]
          return section === undefined ? null : { section: wordsIn(section.name, language), song: wordsIn(song?.title, language) }
        },
      }
      // The grand master is its own display; a line per step of the slider would drown everything else.
      if (entry.decision.kind === 'grandMaster') return result
      const done = sayDecision(entry.decision, words, nameOf)
      if (!result.durable) say(words.say.notDurable, 'refused')
      else if (result.say !== undefined) say(`${done} ${sayRemark(entry, result.say, words)}`, 'remark')
      else say(done, 'done')
      return result
    },
    [door, say, words, language],
  )
}
