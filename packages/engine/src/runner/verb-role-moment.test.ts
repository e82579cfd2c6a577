/** Every verb × every role × every kind of moment, through the gate: only what is allowed happens, and a refusal says why. */
import {
  apply,
  type Command,
  compileEdition,
  type Edition,
  type EditionData,
  momentAt,
  ms,
  openPerformance,
  type Performance,
} from '@ghostlight/timeline'
import { parseShow, parseSong, parseVenue } from '@ghostlight/timeline/format'
import { describe, expect, it } from 'vitest'
import type { Role } from '../protocol/index.ts'
import { createCommandGate, type GateState } from './command-gate.ts'
import { parseCommand, verbs } from './parse-command.ts'

const valid = <T>(parsed: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly issues: readonly unknown[] }): T => {
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues))
  return parsed.value
}
const section = (startBeats: number) => ({
  name: { en: 'Part' },
  startBeats,
  lengthBeats: 8,
  kind: 'verse',
  energyUnit: 0.5,
  colours: { hues: ['#ff0000', '#00ff00', '#0000ff'], accent: '#ffffff' },
})
const song = (id: string, vamps: Record<string, unknown>) =>
  valid(
    parseSong({
      schemaVersion: 1,
      id,
      title: { en: id },
      lengthBeats: 16,
      tempo: { t: { atBeats: 0, bpm: 120, curve: 'step' } },
      metre: { m: { atBeats: 0, beatsPerBar: 4, beatUnit: 4 } },
      sections: { first: section(0), second: section(8) },
      vamps,
      tracks: {},
      credits: {},
    }),
  )
const segment = (order: string, kind: string, songId: string) => ({ order, kind, name: { en: songId }, songId, fadeOutMs: 500 })
const cue = (order: string, number: string, action: unknown) => ({
  order,
  number,
  name: { en: number },
  preWaitMs: 0,
  postWaitMs: 0,
  continueMode: 'none',
  armed: true,
  action,
})
const show = valid(
  parseShow({
    schemaVersion: 1,
    id: 'test',
    title: { en: 'Test' },
    performers: {},
    setlist: { song: segment('a', 'song', 'one'), round: segment('b', 'vamp', 'two') },
    cues: {
      start: cue('a', '1', { kind: 'segment', segmentId: 'song' }),
      loop: cue('b', '2', { kind: 'segment', segmentId: 'round' }),
      words: cue('c', '3', { kind: 'note' }),
      last: cue('d', '4', { kind: 'note' }),
    },
    looks: {},
    settings: { startLeadMs: 100, goLockOutMs: 600, audienceDelayMs: 2000, panicFadeMs: 1000 },
    credits: {},
  }),
)
const venue = valid(
  parseVenue({
    schemaVersion: 1,
    id: 'v',
    name: 'V',
    outputs: {
      gauze: {
        kind: 'screen',
        order: 'a',
        name: 'Gauze',
        widthPx: 1920,
        heightPx: 1080,
        displayLatencyMs: 0,
        mirror: false,
        required: true,
      },
    },
    targets: {},
    fixtures: {
      par: { order: 'a', number: 1, name: 'Par', kind: 'dimmer', universe: 1, slot: 1, groups: [], positionM: [0, 4, 0], aimM: [0, 0, 0] },
    },
  }),
)
const data: EditionData = {
  formatVersion: 1,
  show,
  venue,
  songs: { one: song('one', {}), two: song('two', { round: { startBeats: 0, lengthBeats: 16 } }) },
  assets: {},
  lexicon: {},
}
const edition = compileEdition(data, 'e1')
const draft = compileEdition({ ...data, show: { ...show, title: { en: 'New' } } }, 'e2')
const editionOf = (hash: string): Edition => (hash === 'e2' ? draft : edition)

/** One well-formed command per verb; those whose answer depends on what is named, with something that is there. */
const commands: Readonly<Record<string, Command>> = {
  go: { command: 'go' },
  standBy: { command: 'standBy', cue: '3' },
  back: { command: 'back' },
  fire: { command: 'fire', cue: '3' },
  hold: { command: 'hold' },
  resume: { command: 'resume' },
  devamp: { command: 'devamp' },
  vamp: { command: 'vamp' },
  locate: { command: 'locate', positionMs: 1000 },
  blackout: { command: 'blackout', on: true },
  freeze: { command: 'freeze', on: true, output: 'gauze' },
  panic: { command: 'panic' },
  undoLastGo: { command: 'undoLastGo' },
  grandMaster: { command: 'grandMaster', levelUnit: 0.5 },
  mute: { command: 'mute', outputClass: 'sound', on: true },
  strobe: { command: 'strobe', on: false },
  showLock: { command: 'showLock', on: true },
  arm: { command: 'arm', cue: '3', on: false },
  take: { command: 'take', taken: { kind: 'fixture', fixtureId: 'par', levelUnit: 1 } },
  release: { command: 'release', what: { kind: 'fixture', fixtureId: 'par' } },
  releaseCues: { command: 'releaseCues', of: 'all' },
  adopt: { command: 'adopt', at: 'nextSegment', force: true },
  fireEdge: { command: 'fireEdge', edge: 'none' },
}

interface Situation {
  readonly performance: Performance
  readonly nowMs: number
}
/** A performance in which these were pressed, and when it is now. */
function after(
  presses: readonly (readonly [number, Command])[],
  nowMs: number,
  more: (performance: Performance) => Performance = (p) => p,
): Situation {
  const gate = createCommandGate()
  let performance = apply(openPerformance(), editionOf, {
    seq: 1,
    atMs: ms(0),
    acceptedAtMs: ms(0),
    by: 'engine',
    decision: { kind: 'open', edition: 'e1', seed: 1, standbyCueId: 'start' },
  })
  for (const [atMs, command] of presses) {
    const verdict = gate.judge(command, null, { role: 'operator', name: 'Aki' }, stateOf({ performance, nowMs: atMs }))
    if (verdict.kind !== 'accept') throw new Error(`${command.command} at ${atMs} was not accepted: ${JSON.stringify(verdict)}`)
    performance = apply(performance, editionOf, verdict.entry)
  }
  return { performance: more(performance), nowMs }
}
function stateOf({ performance, nowMs }: Situation): GateState {
  return {
    edition: editionOf(performance.edition),
    editionOf,
    performance,
    nowMs: ms(nowMs),
    draft,
    readinessFor: () => [],
    runId: `r${performance.seq + 1}`,
    edges: [],
  }
}

const go: Command = { command: 'go' }
const moments: Readonly<Record<string, Situation>> = {
  'before the first GO': after([], 1000),
  'a GO not yet due': after([[1000, go]], 1050),
  'just after a GO': after([[1000, go]], 1300),
  'in a song': after([[1000, go]], 4000),
  held: after(
    [
      [1000, go],
      [3000, { command: 'hold' }],
    ],
    4000,
  ),
  'in a vamp': after(
    [
      [1000, go],
      [3000, go],
    ],
    6000,
  ),
  'leaving a vamp': after(
    [
      [1000, go],
      [3000, go],
      [5000, { command: 'devamp' }],
    ],
    6000,
  ),
  'the song is over': after([[1000, go]], 20_000),
  'at the last cue': after(
    [
      [1000, go],
      [3000, go],
      [5000, go],
      [7000, go],
    ],
    9000,
  ),
  'in a panic fade': after(
    [
      [1000, go],
      [3000, { command: 'panic' }],
    ],
    3500,
  ),
  'after a panic': after(
    [
      [1000, go],
      [3000, { command: 'panic' }],
    ],
    6000,
  ),
  'in a blackout': after(
    [
      [1000, go],
      [3000, { command: 'blackout', on: true }],
    ],
    4000,
  ),
  'the show is locked': after(
    [
      [1000, go],
      [3000, { command: 'showLock', on: true }],
    ],
    4000,
  ),
  'something is taken': after(
    [
      [1000, go],
      [3000, commands.take!],
    ],
    4000,
  ),
}

const everywhere = (reason: string): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.keys(moments).map((moment) => [moment, reason]))
const but = (all: Readonly<Record<string, string>>, others: Readonly<Record<string, string>>) => ({ ...all, ...others })

/** What an operator is refused, by verb and moment; everything else is done. */
const refusals: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  go: { 'a GO not yet due': 'locked-out', 'just after a GO': 'locked-out', 'at the last cue': 'nothing-standing-by' },
  back: { 'before the first GO': 'first-cue' },
  hold: {
    'before the first GO': 'nothing-running',
    held: 'already-held',
    'the song is over': 'nothing-running',
    'in a panic fade': 'nothing-running',
    'after a panic': 'nothing-running',
  },
  resume: but(everywhere('not-held'), {
    'before the first GO': 'nothing-running',
    'a GO not yet due': 'nothing-running',
    held: 'ok',
    'in a panic fade': 'nothing-running',
    'after a panic': 'nothing-running',
  }),
  devamp: but(everywhere('no-vamp'), { 'in a vamp': 'ok', 'leaving a vamp': 'already-leaving', 'at the last cue': 'ok' }),
  vamp: {
    'before the first GO': 'nothing-running',
    'in a vamp': 'no-section',
    'leaving a vamp': 'no-section',
    'the song is over': 'no-section',
    'at the last cue': 'no-section',
    'in a panic fade': 'nothing-running',
    'after a panic': 'nothing-running',
  },
  locate: {
    'before the first GO': 'nothing-running',
    'a GO not yet due': 'nothing-running',
    'in a panic fade': 'nothing-running',
    'after a panic': 'nothing-running',
  },
  undoLastGo: { 'before the first GO': 'nothing-to-undo' },
  release: but(everywhere('not-taken'), { 'something is taken': 'ok' }),
  fireEdge: everywhere('unknown-edge'),
}

function answer(
  command: Command,
  role: Role,
  { performance, nowMs }: Situation,
): { readonly words: string; readonly message: string; readonly next: Performance } {
  const before = structuredClone(performance)
  const parsed = parseCommand(command)
  if (!parsed.ok) throw new Error(parsed.message)
  const verdict = createCommandGate().judge(parsed.command, null, { role, name: role }, stateOf({ performance, nowMs }))
  expect(performance).toEqual(before)
  if (verdict.kind === 'repeat') throw new Error('nothing was asked twice')
  if (verdict.kind === 'refuse') return { words: verdict.result.reason, message: verdict.result.message, next: performance }
  const next = apply(performance, editionOf, verdict.entry)
  return { words: 'ok', message: '', next }
}

const roles: readonly Role[] = ['operator', 'author', 'stage', 'audience']

describe('every verb, every role, every moment', () => {
  it('has a command here for each verb that can be asked for', () => {
    expect(Object.keys(commands).sort()).toEqual([...verbs].sort())
  })

  it.each(Object.keys(commands))(
    '%s: operators are answered by the table, others are not allowed; a refusal changes nothing and has words',
    (verb) => {
      for (const [moment, situation] of Object.entries(moments)) {
        for (const role of roles) {
          const { words, message, next } = answer(commands[verb]!, role, situation)
          const wanted = role === 'operator' ? (refusals[verb]?.[moment] ?? 'ok') : 'not-allowed'
          expect(`${verb}, ${role}, ${moment}: ${words}`).toBe(`${verb}, ${role}, ${moment}: ${wanted}`)
          if (words === 'ok') {
            expect(next.seq).toBe(situation.performance.seq + 1)
            // The moment can be asked for at once, and long after.
            for (const laterMs of [0, 100, 60_000]) expect(momentAt(editionOf, next, ms(situation.nowMs + laterMs)).seq).toBe(next.seq)
          } else {
            expect(next).toBe(situation.performance)
            expect(message.length, `${verb} says nothing ${moment}`).toBeGreaterThan(10)
          }
        }
      }
    },
  )
})
