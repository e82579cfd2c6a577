/** What people did besides starting cues, in words: the acts of a log that a report tells between its cues. */
import { type Decision, type Edition, type Entry, type Text, takenKey } from '@ghostlight/timeline'

export interface ActReport {
  readonly kind: Decision['kind']
  /** When it took effect: performance time. */
  readonly atMs: number
  /** Who did it, as the log has it. */
  readonly by: string
  /** "hold", "blackout off", "locate to Daisy Bell at 0:12.0". */
  readonly what: string
  /** How many entries it stands for: a fader that is drawn is one act. */
  readonly entries: number
}

/** Moves of one fader that follow each other faster than this are one act. */
const ONE_MOVE_MS = 2000

export const wordsOf = (text: Text | undefined): string => text?.en ?? Object.values(text ?? {})[0] ?? ''

const percent = (unit: number): string => `${Math.round(unit * 100)} %`
const songTime = (atMs: number): string => {
  const tenths = Math.round(atMs / 100)
  return `${Math.floor(tenths / 600)}:${String(Math.floor(tenths / 10) % 60).padStart(2, '0')}.${tenths % 10}`
}
const cueWords = (edition: Edition, cueId: string | null): string =>
  cueId === null ? 'no cue' : `cue ${edition.show.cues[cueId]?.number ?? cueId}`

function takenWords(edition: Edition, taken: Extract<Decision, { kind: 'take' }>['taken']): string {
  if (taken.kind === 'channel') return `channel ${taken.universe}/${taken.slot} to ${taken.value}`
  if (taken.kind === 'output') return `${edition.venue.outputs[taken.outputId]?.name ?? taken.outputId} to ${percent(taken.levelUnit)}`
  const { levelUnit, colour, panDeg, tiltDeg, beamDeg, strobeHz, parked } = taken
  const parts = [
    levelUnit === undefined ? '' : percent(levelUnit),
    colour ?? '',
    panDeg === undefined ? '' : `pan ${Math.round(panDeg)}°`,
    tiltDeg === undefined ? '' : `tilt ${Math.round(tiltDeg)}°`,
    beamDeg === undefined ? '' : `beam ${Math.round(beamDeg)}°`,
    strobeHz === undefined ? '' : `strobe ${strobeHz} Hz`,
    parked === true ? 'parked' : '',
  ].filter(Boolean)
  const fixture = edition.venue.fixtures[taken.fixtureId]
  const name = fixture === undefined ? taken.fixtureId : `fixture ${fixture.number} ${fixture.name}`
  return parts.length === 0 ? name : `${name} to ${parts.join(', ')}`
}

/** Null: nothing to tell beside the cues. @param goneCueId  of an undone GO. */
function actWords(decision: Decision, edition: Edition, goneCueId: string | null): string | null {
  const onOff = (what: string, on: boolean) => (on ? what : `${what} off`)
  switch (decision.kind) {
    case 'open':
    case 'go':
    case 'fire':
      return null
    case 'epoch':
      return decision.n <= 1 ? null : `engine came back${decision.heldOnStart ? ', held' : ''}`
    case 'standBy':
      return `${cueWords(edition, decision.cueId)} on standby`
    case 'hold':
    case 'resume':
      return decision.kind
    case 'devamp':
      return 'devamp: leave the loop'
    case 'vamp':
      return `vamp: loop ${wordsOf(sectionName(edition, decision.sectionId)) || decision.sectionId}`
    case 'locate': {
      const segment = edition.show.setlist[decision.segmentId]
      return `locate to ${wordsOf(segment?.name) || decision.segmentId} at ${songTime(decision.positionMs)}`
    }
    case 'blackout':
      return onOff('blackout', decision.on)
    case 'freeze': {
      const output = decision.outputId === null ? 'every screen' : (edition.venue.outputs[decision.outputId]?.name ?? decision.outputId)
      return `${onOff('freeze', decision.on)}: ${output}`
    }
    case 'panic':
      return `panic in ${decision.fadeMs / 1000} s`
    case 'undoLastGo':
      return `GO undone: ${cueWords(edition, goneCueId)}`
    case 'grandMaster':
      return `grand master to ${percent(decision.levelUnit)}`
    case 'mute':
      return `${decision.on ? 'mute' : 'unmute'} ${decision.outputClass}`
    case 'strobe':
      return decision.on ? 'strobes allowed' : 'strobes off'
    case 'showLock':
      return decision.on ? 'edits locked' : 'edits unlocked'
    case 'arm':
      return `${cueWords(edition, decision.cueId)} ${decision.on ? 'armed' : 'disarmed'}`
    case 'take':
      return `take ${takenWords(edition, decision.taken)}`
    case 'release':
      return `release ${decision.key ?? 'everything taken by hand'}`
    case 'releaseCues':
      return `release ${decision.of} of cues in ${decision.fadeMs / 1000} s`
    case 'adopt':
      return `edition ${decision.edition.slice(0, 12)} on air ${decision.at === 'now' ? 'now' : 'from the next segment'}`
    case 'fireEdge':
      return `trigger fired by hand: ${decision.message.address}`
  }
}

const sectionName = (edition: Edition, sectionId: string): Text | undefined =>
  Object.values(edition.songs).find((song) => song.sections[sectionId] !== undefined)?.sections[sectionId]?.name

const faderOf = (decision: Decision): string | null =>
  decision.kind === 'grandMaster' ? decision.kind : decision.kind === 'take' ? takenKey(decision.taken) : null

export interface ActList {
  /** @param edition  in force once the entry is folded. */
  readonly add: (entry: Entry, edition: Edition) => void
  /** By time. */
  readonly acts: () => readonly ActReport[]
  /** Root runs whose GO was undone, with when and by whom. */
  readonly undone: ReadonlyMap<string, { readonly atMs: number; readonly by: string }>
}

export function createActList(): ActList {
  const acts: ActReport[] = []
  const undone = new Map<string, { readonly atMs: number; readonly by: string }>()
  const cueOf = new Map<string, string>()
  let drawn: { readonly fader: string; readonly by: string; readonly lastMs: number } | null = null
  return {
    add: ({ decision, atMs, by }, edition) => {
      if (decision.kind === 'go') cueOf.set(decision.runId, decision.cueId)
      if (decision.kind === 'undoLastGo') undone.set(decision.runId, { atMs, by })
      const what = actWords(decision, edition, decision.kind === 'undoLastGo' ? (cueOf.get(decision.runId) ?? null) : null)
      if (what === null) return
      const fader = faderOf(decision)
      const before = acts.at(-1)
      const goesOn = drawn !== null && drawn.fader === fader && drawn.by === by && atMs - drawn.lastMs <= ONE_MOVE_MS
      if (goesOn && before !== undefined) acts[acts.length - 1] = { ...before, what, entries: before.entries + 1 }
      else acts.push({ kind: decision.kind, atMs, by, what, entries: 1 })
      drawn = fader === null ? null : { fader, by, lastMs: atMs }
    },
    acts: () => acts.toSorted((a, b) => a.atMs - b.atMs),
    undone,
  }
}
