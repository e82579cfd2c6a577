/** Plays random logs through the real performance and the plain model, and tells where they part. */
import type { Edition } from '../edition.ts'
import type { Command } from '../performance/command.ts'
import { type Performance, takenKey } from '../performance/performance.ts'
import { schedule } from '../performance/schedule.ts'
import type { EdgeItem } from '../plan.ts'
import { type Ms, ms } from '../units.ts'
import { busyShow, busySongs } from './busy-show.ts'
import { createDesk } from './desk.ts'
import type { PlainRun } from './plain-list.ts'
import { PlainModel } from './plain-model.ts'
import { createRandom, type Random } from './random.ts'
import { randomCommand, randomPause } from './random-presses.ts'
import { editionOf } from './small-show.ts'

const CUES = 47
const show = busyShow()
const first = editionOf(show, busySongs())
/** The same show at half the tempo, without one cue. */
const second = editionOf(
  { ...show, cues: Object.fromEntries(Object.entries(show.cues).filter(([id]) => id !== 'warm')) },
  Object.fromEntries(Object.entries(busySongs()).map(([id, song]) => [id, { ...song, tempo: { t1: { ...song.tempo.t1!, bpm: 60 } } }])),
  'e2',
)
const source = (hash: string): Edition => (hash === 'e2' ? second : first)

/** What is on in words: a row of the table that the bench prints. */
export const momentKinds = [
  'nothing',
  'playing',
  'held',
  'ended',
  'vamp',
  'leaving a vamp',
  'fading',
  'panicked',
  'go pending',
  'waiting',
] as const
export type MomentKind = (typeof momentKinds)[number]

function kindsAt(desk: ReturnType<typeof createDesk>, atMs: number): MomentKind[] {
  const moment = desk.at(atMs)
  const p = desk.performance()
  const kinds: MomentKind[] = []
  const { segment } = moment
  if (!segment) kinds.push('nothing')
  else if (segment.heldForMs !== null) kinds.push('held')
  else if (segment.ended) kinds.push('ended')
  else kinds.push('playing')
  if (segment?.vamp && !segment.ended) kinds.push(segment.vamp.leavingAfterPass === null ? 'vamp' : 'leaving a vamp')
  if (moment.leaving) kinds.push('fading')
  if (moment.panicUnit < 1) kinds.push('panicked')
  if (p.pending.some(({ decision, atMs: at }) => at > atMs && (decision.kind === 'go' || decision.kind === 'fire')))
    kinds.push('go pending')
  if (moment.cues.some((cue) => cue.state === 'preWait')) kinds.push('waiting')
  return kinds
}

export interface Comparison {
  readonly commands: number
  readonly accepted: number
  /** Where the two first differ, or null. */
  readonly difference: {
    readonly afterCommand: number
    readonly atMs: number
    readonly what: string
    readonly real: unknown
    readonly plain: unknown
  } | null
}

/** @param count  told of every press: its verb, the kinds of moment it met, whether it was accepted. */
export function compareModels(
  seed: number,
  length: number,
  count: (verb: Command['command'], kinds: readonly MomentKind[], accepted: boolean) => void,
): Comparison {
  const random = createRandom(seed)
  const desk = createDesk(first, { editions: [first, second] })
  const editions = [first, second]
  let at = 0
  let accepted = 0
  const sent: string[] = []
  /** Triggers of a while ago: those that may be fired by hand. */
  let edges: readonly EdgeItem[] = []
  let from: Ms = ms(0)
  for (let i = 0; i < length; i++) {
    at += randomPause(random)
    const command = pointedAt(randomCommand(random, CUES), edges)
    const kinds = kindsAt(desk, at)
    desk.use(random.pick(editions))
    const before: Performance = desk.performance()
    const answer = desk.press(at, command, edges)
    count(command.command, kinds, answer.ok)
    if (answer.ok) {
      accepted++
      const { items } = schedule(source, before, from, ms(at))
      sent.push(...items.map((item) => edgeWords(item.id, item.dueMs)))
      edges = [...edges, ...items].slice(-8)
      from = ms(at)
    }
    const difference = differenceAt(desk, at + laterBy(random), sent, from)
    if (difference) return { commands: i + 1, accepted, difference: { afterCommand: i, ...difference } }
  }
  return { commands: length, accepted, difference: null }
}

/** A trigger to fire by hand among those that there are; two of ten name none. */
const pointedAt = (command: Command, edges: readonly EdgeItem[]): Command =>
  command.command === 'fireEdge' ? { command: 'fireEdge', edge: edges[Number(command.edge)]?.id ?? 'none' } : command

const laterBy = (random: Random): number =>
  random.pick([() => 0, () => random.whole(1, 99), () => random.whole(100, 5000), () => random.whole(5000, 30_000)])()

function differenceAt(desk: ReturnType<typeof createDesk>, atMs: number, sent: readonly string[], from: Ms) {
  const moment = desk.at(atMs)
  const model = new PlainModel(source, desk.log).playTo(atMs)
  const { needle, leaving } = model
  const pairs: [what: string, real: unknown, plain: unknown][] = [
    ['edition', moment.edition, model.edition.hash],
    ['standby', moment.standbyCueId, model.standbyShown(desk.log)],
    [
      'segment',
      moment.segment && {
        id: moment.segment.segmentId,
        runId: moment.segment.runId,
        position: moment.segment.positionMs,
        elapsed: moment.segment.elapsedMs,
        pass: moment.segment.ended ? 0 : (moment.segment.vamp?.pass ?? 0),
        vamp: moment.segment.ended ? null : (moment.segment.vamp?.vampId ?? null),
        held: moment.segment.heldForMs,
        ended: moment.segment.ended,
        entered: moment.segment.enteredForMs,
        inside: moment.segment.enteredInside,
        level: moment.segment.levelUnit,
        still: Math.round(moment.segment.stillUnit * 1e9),
      },
      needle && {
        id: needle.segmentId,
        runId: needle.runId,
        position: needle.position,
        elapsed: needle.elapsed,
        pass: needle.endedAt === null ? needle.pass : 0,
        vamp: needle.endedAt === null ? (needle.vamp(model.edition)?.id ?? null) : null,
        held: needle.heldAt === null || needle.endedAt !== null ? null : atMs - needle.heldAt,
        ended: needle.endedAt !== null,
        entered: needle.heldAt === null || needle.endedAt !== null ? atMs - needle.enteredAt : 0,
        inside: needle.enteredInside,
        level: needle.level(atMs),
        still: Math.round(needle.stillAt(atMs) * 1e9),
      },
    ],
    [
      'leaving',
      moment.leaving && { id: moment.leaving.segmentId, runId: moment.leaving.runId, level: moment.leaving.levelUnit },
      leaving && { id: leaving.segmentId, runId: leaving.runId, level: leaving.level(atMs) },
    ],
    ['idle', moment.idleForMs, needle ? (needle.endedAt === null ? 0 : atMs - needle.endedAt) : atMs - model.idleSince],
    ['blackout', moment.blackout, model.blackout],
    ['frozen', [...moment.frozen].sort(), frozenOf(model)],
    ['grand master', moment.grandMasterUnit, model.grandMaster],
    ['muted', moment.muted, model.muted],
    ['strobe', moment.strobe, model.strobe],
    ['show lock', desk.performance().showLocked, model.showLocked],
    ['armed', moment.armed, Object.fromEntries(model.armed)],
    ['taken', Object.fromEntries(moment.taken.map((taken) => [takenKey(taken), taken])), Object.fromEntries(model.taken)],
    ['panic', moment.panicUnit, panicOf(model, atMs)],
    [
      'cues',
      moment.cues.filter((cue) => cue.state !== 'done' && isCompared(cue.action.kind, cue.state)).map(realCue),
      model.runs
        .filter((run) => stateOf(model, run) !== 'done' && isCompared(run.action.kind, stateOf(model, run)))
        .map((run) => plainCue(model, run, atMs)),
    ],
    [
      'sent',
      [...sent, ...schedule(source, desk.performance(), from, ms(atMs)).items.map((item) => edgeWords(item.id, item.dueMs))].sort(),
      model.edges
        .filter((edge) => edge.at < atMs)
        .map((edge) => edgeWords(edge.id, edge.at))
        .sort(),
    ],
  ]
  for (const [what, real, plain] of pairs) {
    if (inWords(real) !== inWords(plain)) return { atMs, what, real, plain }
  }
  return null
}

/** To a millionth: sums of fractions differ far below that. */
const inWords = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) => (typeof part === 'number' ? Math.round(part * 1e6) / 1e6 + 0 : part))

/** Cues that only mark that a song or a group runs are forgotten 10 s after it is over, even if a locate brings the song back. */
const isCompared = (kind: string, state: string): boolean => state === 'preWait' || (kind !== 'segment' && kind !== 'group')

const edgeWords = (id: string, atMs: number): string => `${id} ${(Math.round(atMs * 1e6) / 1e6).toFixed(6)}`

const panicOf = (model: PlainModel, atMs: number): number => {
  if (model.panicAt === null) return 1
  return model.panicFade <= 0 ? 0 : 1 - Math.max(0, Math.min(1, (atMs - model.panicAt) / model.panicFade))
}

function frozenOf(model: PlainModel): string[] {
  const frozen = new Set(model.frozen)
  for (const run of model.runs) {
    const { action } = run
    if (action.kind === 'output' && action.picture.kind === 'freeze' && run.acted && model.outNow(run) === null)
      frozen.add(action.outputId ?? '')
  }
  return [...frozen].sort()
}

function stateOf(model: PlainModel, run: PlainRun): string {
  if (!run.acted) return 'preWait'
  if (run.slots) {
    const out = model.outNow(run)
    const fade = run.letGoAt !== null ? run.letGoFade : run.action.kind === 'sound' ? 0 : run.fade
    return out !== null && model.now >= out + fade ? 'done' : 'running'
  }
  if (run.action.kind === 'hold') return model.needle?.heldAt === run.actAt ? 'running' : 'done'
  if (run.musicOf !== null && model.needle?.runId !== run.musicOf) return 'done'
  return model.now < model.endOf(run) ? 'running' : 'done'
}

const realCue = (cue: ReturnType<ReturnType<typeof createDesk>['at']>['cues'][number]) => ({
  runId: cue.runId,
  cueId: cue.cueId,
  state: cue.state,
  since: cue.sinceMs,
  released: cue.released && [cue.released.sinceMs, cue.released.fadeMs],
  gain: cue.gainDb,
})

function plainCue(model: PlainModel, run: PlainRun, atMs: number) {
  const out = model.outNow(run)
  const fade = run.letGoAt !== null ? run.letGoFade : run.action.kind === 'sound' ? 0 : run.fade
  return {
    runId: run.id,
    cueId: run.cueId,
    state: stateOf(model, run),
    since: atMs - run.actAt,
    released: out === null || !run.slots ? null : [atMs - out, fade],
    gain: run.action.kind === 'sound' ? model.gain(run, atMs) : 0,
  }
}
