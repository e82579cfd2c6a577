import { beats, type MotionClip, type Section, type Song } from '@ghostlight/timeline'
import { hashUnit, seedOf } from '../noise.ts'
import { moves } from './library.ts'
import type { MoveKind } from './move.ts'
import type { Move } from './sample-move.ts'

// Lays moves on a song: sections give energy and character, metre and tempo choose who may dance there, phrases of two to four bars
// carry one move each, a phrase is answered by its mirror or by something new, and a chorus that comes again is danced again,
// a little bigger. The result is ordinary clips; a choreographer goes on from there.

/** What suits a kind of section, best first; a move whose kind is missing may still come, later. */
const suits: Readonly<Record<Section['kind'], readonly MoveKind[]>> = {
  intro: ['walk', 'groove', 'step', 'slow'],
  verse: ['groove', 'step', 'slow'],
  preChorus: ['step', 'clap', 'arms', 'slow'],
  chorus: ['arms', 'pose', 'point', 'turn', 'jump', 'step', 'clap', 'slow'],
  interlude: ['turn', 'walk', 'clap', 'step', 'slow'],
  bridge: ['arms', 'step', 'slow', 'pose'],
  outro: ['arms', 'step', 'pose', 'slow'],
  talk: ['talk', 'wave'],
  vamp: ['talk', 'wave', 'groove'],
}
/** A verse holds back, so that its chorus has somewhere to go. */
const dancedShare: Readonly<Partial<Record<Section['kind'], number>>> = { verse: 0.8, chorus: 1.1 }
const always: readonly MoveKind[] = ['talk', 'wave', 'bow']

/** Quarter notes per bar at a position. */
function barBeatsAt(song: Song, atBeats: number): number {
  let bar = 4
  let latest = Number.NEGATIVE_INFINITY
  for (const point of Object.values(song.metre)) {
    if (point.atBeats <= atBeats + 1e-9 && point.atBeats >= latest) {
      latest = point.atBeats
      bar = (point.beatsPerBar * 4) / point.beatUnit
    }
  }
  return bar
}

/** Tempo at a position: the step or ramp of the last tempo point before it. */
function bpmAt(song: Song, atBeats: number): number {
  const points = Object.values(song.tempo).sort((a, b) => a.atBeats - b.atBeats)
  const i = points.findLastIndex((p) => p.atBeats <= atBeats + 1e-9)
  const point = points[Math.max(0, i)]
  if (!point) return 120
  const next = points[i + 1]
  if (point.curve === 'step' || !next) return point.bpm
  return point.bpm + ((next.bpm - point.bpm) * (atBeats - point.atBeats)) / (next.atBeats - point.atBeats)
}

/** Moves that can be danced in this metre and tempo, at home or at half or double time, free ones (talking, bowing) last. */
function dancers(barBeats: number, bpm: number): readonly Move[] {
  const metre = barBeats % 3 === 0 ? 3 : 4
  const fits = (m: Move) => bpm >= m.windowBpm[0] && bpm <= m.windowBpm[1]
  const own = Object.values(moves).filter((m) => !always.includes(m.kind) && m.name !== 'final-pose' && m.metre === metre)
  const atHome = own.filter(fits)
  const nearest = [...own].sort((a, b) => Math.abs(Math.log(a.homeBpm / bpm)) - Math.abs(Math.log(b.homeBpm / bpm))).slice(0, 4)
  return atHome.length > 0 ? atHome : nearest
}

/** How well a move suits a section, higher is better; seeded so that two songs do not dance alike. */
function score(move: Move, section: Section, seed: number): number {
  const kinds = suits[section.kind]
  const place = kinds.indexOf(move.kind)
  const kindly = place < 0 ? -0.6 : 0.5 * (1 - place / kinds.length)
  return kindly - 1.3 * Math.abs(move.energyUnit - section.energyUnit) + 0.35 * hashUnit(seed, seedOf(move.name))
}

/**
 * Motion clips for one performer over a whole song, keyed by ids that stay the same while song and seed do.
 *
 * Sections without beats to dance in (talk, vamp) get talking hands. The last two bars before the end stay in a final pose.
 */
export function choreograph(song: Song, { seed }: { seed: number }): Record<string, MotionClip> {
  const clips: Record<string, MotionClip> = {}
  const own = seed + seedOf(song.id)
  const sections = Object.entries(song.sections).sort(([, a], [, b]) => a.startBeats - b.startBeats)
  const seen = new Map<Section['kind'], { count: number; picks: readonly Move[] }>()
  let lastName = ''
  sections.forEach(([sectionId, section], index) => {
    const talking = section.kind === 'talk' || section.kind === 'vamp'
    const loops = isLooped(song, section)
    const barBeats = barBeatsAt(song, section.startBeats)
    const bpm = bpmAt(song, section.startBeats)
    const before = seen.get(section.kind)
    const count = before?.count ?? 0
    const pool = talking ? Object.values(moves).filter((m) => m.kind === 'talk' || m.kind === 'wave') : dancers(barBeats, bpm)
    const ranked = [...pool]
      .filter((m) => !loops || !travels(m))
      // A verse leaves the way across the stage to what follows it.
      .filter((m) => section.kind !== 'verse' || m.kind !== 'walk')
      .sort((a, b) => score(b, section, own) - score(a, section, own) || (a.name < b.name ? -1 : 1))
    // A section that comes again keeps its moves; the last and strongest time its second choice makes room for the strongest one.
    const escalates = before !== undefined && section.energyUnit >= 0.85
    const picks = before ? (escalates ? withStrongest(before.picks, ranked) : before.picks) : spread(ranked, lastName)
    seen.set(section.kind, { count: count + 1, picks })

    const end = section.startBeats + section.lengthBeats
    const closes = index === sections.length - 1 && !talking && !loops
    const poseBeats = closes && section.lengthBeats >= barBeats * 4 ? barBeats * 2 : 0
    let at: number = section.startBeats
    let slot = 0
    while (at < end - poseBeats - 1e-9) {
      const left = end - poseBeats - at
      const move = loops && left <= picks[0]!.lengthBeats + barBeats ? picks[0]! : pickFor(picks, slot, count, left, section.energyUnit)
      // The mirror answers: every second slot of a pair, and the other way round when the section comes again. A loop ends as it begins.
      const mirror = loops ? false : (slot + count) % 2 === 1
      const whole = phraseBeats(move, slot, barBeats, section.energyUnit)
      const lengthBeats = left - whole < barBeats - 1e-9 ? left : whole
      add(clips, `${sectionId}-${slot}`, {
        at,
        lengthBeats,
        move: move.name,
        mirror,
        energyUnit: Math.min(1, section.energyUnit * (dancedShare[section.kind] ?? 1) + 0.06 * count),
      })
      lastName = move.name
      at += lengthBeats
      slot++
    }
    if (poseBeats > 0)
      add(clips, `${sectionId}-end`, {
        at: end - poseBeats,
        lengthBeats: poseBeats,
        move: 'final-pose',
        mirror: hashUnit(own, 5) > 0.5,
        energyUnit: section.energyUnit,
      })
  })
  return clips
}

const travels = (move: Move): boolean => move.kind === 'turn' || move.kind === 'walk'

/** Whether a vamp repeats the end of a section. */
function isLooped(song: Song, section: Section): boolean {
  const end = section.startBeats + section.lengthBeats
  return Object.values(song.vamps).some((v) => v.startBeats < end && v.startBeats + v.lengthBeats >= end - 1e-6)
}

/** How long a move stays: two bars (four in three), a strong section changes every second phrase after one bar. */
function phraseBeats(move: Move, slot: number, barBeats: number, energy: number): number {
  if (travels(move)) return move.lengthBeats
  if (energy > 0.7 && barBeats === 4 && slot % 3 > 0) return move.lengthBeats
  return Math.max(move.lengthBeats, barBeats * (barBeats === 3 ? 4 : 2))
}

function add(
  clips: Record<string, MotionClip>,
  id: string,
  c: { at: number; lengthBeats: number; move: string; mirror: boolean; energyUnit: number },
): void {
  clips[id] = {
    startBeats: beats(c.at),
    lengthBeats: beats(c.lengthBeats),
    move: c.move,
    mirror: c.mirror,
    energyUnit: Math.round(c.energyUnit * 100) / 100,
  } as MotionClip
}

/** Up to five moves, of different kinds first, not beginning with the one just danced. */
function spread(ranked: readonly Move[], lastName: string): readonly Move[] {
  const fresh = ranked[0]?.name === lastName && ranked.length > 1 ? [...ranked.slice(1), ranked[0]] : [...ranked]
  const picks: Move[] = []
  for (const move of fresh) if (picks.length < 5 && !picks.some((p) => p.kind === move.kind)) picks.push(move)
  for (const move of fresh) if (picks.length < Math.min(5, fresh.length) && !picks.includes(move)) picks.push(move)
  return picks
}

function withStrongest(picks: readonly Move[], ranked: readonly Move[]): readonly Move[] {
  const strongest = [...ranked].sort((a, b) => b.energyUnit - a.energyUnit).find((m) => !picks.includes(m))
  return strongest ? picks.map((m, i) => (i === 1 ? strongest : m)) : picks
}

/** A A′ B A, then C D …: what comes back is remembered, what is new is noticed. Moves that travel need room to come home. */
function pickFor(picks: readonly Move[], slot: number, count: number, left: number, energy: number): Move {
  const order = energy > 0.7 ? [0, 1, 2, 0, 3, 4, 0, 2, 1, 3] : [0, 0, 1, 2, 0, 0, 1, 3]
  const first = order[(slot + (count > 1 ? 1 : 0)) % order.length]! % picks.length
  for (let i = 0; i < picks.length; i++) {
    const move = picks[(first + i) % picks.length]!
    if (!travels(move) || left >= move.lengthBeats) return move
  }
  return picks[0]!
}
