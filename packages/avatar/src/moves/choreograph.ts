import { beats, type MotionClip, type Section, type Song } from '@ghostlight/timeline'
import { at as blocks, type Figure, hand } from '../figure.ts'
import { hashUnit, seedOf } from '../noise.ts'
import { type BarOfSection, barOf, phraseToBar, upbeatOf } from './bars.ts'
import { moves } from './library.ts'
import { isFierce, minorUnit, sadMinor } from './minor-share.ts'
import type { MoveKind } from './move.ts'
import { figureOfMove, type Move, rateAt } from './sample-move.ts'
import { merry, shownBy, signs } from './signs.ts'

// Lays moves on a song: sections give energy and character, metre and tempo choose who may dance there, phrases of two to four bars
// carry one move each, a phrase is answered by its mirror or by something new, and a chorus that comes again is danced again,
// a little bigger. The result is ordinary clips; a choreographer goes on from there.

/** What suits a kind of section, best first; a move whose kind is missing may still come, later. */
const suits: Readonly<Record<Section['kind'], readonly MoveKind[]>> = {
  intro: ['walk', 'groove', 'step', 'slow'],
  verse: ['groove', 'step', 'arms', 'slow'],
  preChorus: ['step', 'clap', 'arms', 'slow'],
  chorus: ['arms', 'pose', 'point', 'turn', 'jump', 'step', 'clap', 'slow'],
  interlude: ['turn', 'walk', 'clap', 'step', 'slow'],
  bridge: ['arms', 'step', 'slow', 'pose'],
  outro: ['arms', 'step', 'pose', 'slow'],
  talk: ['talk', 'wave'],
  vamp: ['talk', 'wave', 'groove'],
}
/** A verse holds back, so that its chorus has somewhere to go. */
const dancedShare: Readonly<Partial<Record<Section['kind'], number>>> = { verse: 0.72, chorus: 1.1 }
const always: readonly MoveKind[] = ['talk', 'wave', 'bow']

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

/**
 * Moves that can be danced in this bar and tempo, at home or at half or double time, free ones (talking, bowing) last. A waltz keeps its three
 * on the three of the bar (twice in one of 6/8); in a slow three it would have to hurry across it, and slow moves are danced instead.
 */
function dancers(bar: BarOfSection, bpm: number): readonly Move[] {
  const all = Object.values(moves).filter((m) => !always.includes(m.kind) && m.name !== 'final-pose')
  if (inThree(bar)) {
    const inEighths = (m: Move) => bar.compound && rateAt(m, bpm) === 2 && bpm * 2 <= m.windowBpm[1]
    const waltzes = all.filter((m) => m.metre === 3 && (rateAt(m, bpm) === 1 || inEighths(m)))
    return waltzes.length > 0
      ? waltzes
      : nearest(
          all.filter((m) => m.kind === 'slow'),
          bpm,
        )
  }
  const own = all.filter((m) => m.metre === 4)
  const atHome = own.filter((m) => bpm >= m.windowBpm[0] && bpm <= m.windowBpm[1])
  return atHome.length > 0 ? atHome : nearest(own, bpm)
}

const inThree = (bar: BarOfSection): boolean => bar.compound || bar.lengthBeats % 3 === 0

/** The four made for the tempo nearest to this one, and those made for the same as the fourth. */
function nearest(among: readonly Move[], bpm: number): readonly Move[] {
  const away = (m: Move) => Math.abs(Math.log(m.homeBpm / bpm))
  const sorted = [...among].sort((a, b) => away(a) - away(b))
  const fourth = sorted[Math.min(4, sorted.length) - 1]
  return sorted.filter((m) => fourth && away(m) <= away(fourth) + 1e-9)
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
 * Sections without beats to dance in (talk, vamp) get talking hands. The last two bars before the end (one in a very short song) stay in a
 * final pose. A song of a single section is danced larger where its singing lies high.
 */
export function choreograph(song: Song, { seed }: { seed: number }): Record<string, MotionClip> {
  const clips: Record<string, MotionClip> = {}
  const own = seed + seedOf(song.id)
  const sections = Object.entries(song.sections).sort(([, a], [, b]) => a.startBeats - b.startBeats)
  const seen = new Map<Section['kind'], { count: number; picks: readonly Move[] }>()
  let lastName = ''
  const shown: string[] = []
  const firstChorus = sections.find(([, section]) => section.kind === 'chorus')?.[1]
  const ownSign = firstChorus
    ? signOf(
        song,
        dancers(barOf(song, firstChorus), bpmAt(song, firstChorus.startBeats)).filter((m) => brightEnough(song, m, firstChorus)),
        firstChorus,
        own,
      )
    : null
  /** A song that nobody has cut into sections has no chorus to hold back for: it swells with its singing instead. */
  const alone = sections.length === 1 && !isTalk(sections[0]![1])
  sections.forEach(([sectionId, section], index) => {
    const talking = isTalk(section)
    const loops = isLooped(song, section)
    const bar = barOf(song, section)
    const barBeats = bar.lengthBeats
    const upbeat = upbeatOf(song, section)
    const bpm = bpmAt(song, section.startBeats + upbeat)
    const before = seen.get(section.kind)
    const count = before?.count ?? 0
    const pool = talking ? Object.values(moves).filter((m) => m.kind === 'talk' || m.kind === 'wave') : dancers(bar, bpm)
    const sign = section.kind === 'chorus' && section.lengthBeats >= barBeats * 6 && !loops ? ownSign : null
    const ranked = strongEnough(
      [...pool]
        .filter((m) => !loops || !travels(m))
        .filter((m) => brightEnough(song, m, section))
        // A verse leaves the way across the stage, and the sign of the song, to what follows it.
        .filter((m) => section.kind !== 'verse' || alone || !travels(m))
        .filter((m) => m.name !== ownSign?.name || !(section.kind === 'verse' || sign !== null))
        .sort((a, b) => score(b, section, own) - score(a, section, own) || (a.name < b.name ? -1 : 1)),
      section,
    )
    // A section that comes again keeps its moves; the last and strongest time its second choice makes room for the strongest one.
    const escalates = before !== undefined && section.energyUnit >= 0.85
    const picks = before ? (escalates ? withStrongest(before.picks, ranked) : before.picks) : spread(ranked, lastName)
    seen.set(section.kind, { count: count + 1, picks })

    const end = section.startBeats + section.lengthBeats
    const closes = index === sections.length - 1 && !talking && !loops
    const poseBeats = closes ? finalBars(section.lengthBeats / barBeats) * barBeats : 0
    let at: number = section.startBeats
    let slot = 0
    while (at < end - poseBeats - 1e-9) {
      const left = end - poseBeats - at
      const lead = slot === 0 ? upbeat : 0
      const hasRoom = (m: Move) => lead === 0 && left >= m.lengthBeats && phraseToBar(song, section, at, m.lengthBeats) === m.lengthBeats
      const seamless = loops && left <= picks[0]!.lengthBeats + barBeats
      const comesHome = sign !== null && slot > 0 && left <= Math.max(sign.lengthBeats, (barBeats === 3 ? 4 : 2) * barBeats) + 1e-9
      const home = sign !== null && (slot === 0 || (comesHome && shown.at(-1) !== armShape(sign)))
      const said =
        talking || loops
          ? null
          : saidAt(
              song,
              pool.filter((m) => brightEnough(song, m, section)),
              at,
              shown,
            )
      const move = seamless ? picks[0]! : home ? sign : (said ?? pickFor(picks, slot, count, hasRoom, section, shown.slice(-2)))
      // The mirror answers: every second slot of a pair, and the other way round when the section comes again. A loop ends as it begins.
      const mirror = loops ? false : (slot + count) % 2 === 1
      const whole = lead + phraseToBar(song, section, at + lead, phraseBeats(move, slot, bar, section.energyUnit))
      const lengthBeats = (home && comesHome) || left - whole < barBeats - 1e-9 ? left : whole
      add(clips, `${sectionId}-${slot}`, {
        at,
        lengthBeats,
        move: move.name,
        mirror,
        // The upbeat is danced as the end of what comes round on the bar.
        ...(lead > 0 && { phaseBeats: move.lengthBeats - ((lead * rateAt(move, bpm)) % move.lengthBeats) }),
        energyUnit: alone
          ? Math.min(1, Math.max(0, section.energyUnit + 0.25 * swellUnit(song, at, at + lengthBeats)))
          : Math.min(1, section.energyUnit * (dancedShare[section.kind] ?? 1) + 0.06 * count),
      })
      lastName = move.name
      shown.push(armShape(move))
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

/** Where each hand is at the accents of a move, in words: two moves of the same words look alike from the last row. Sides are exchanged at will. */
export function armShape(move: Move): string {
  const known = shapes.get(move.name)
  if (known !== undefined) return known
  const at = (beat: number) => {
    const figure = figureOfMove(move, beat, { mirror: false, energyUnit: move.energyUnit, bpm: move.homeBpm })
    return [handPlace(figure, blocks.leftHand), handPlace(figure, blocks.rightHand)].sort().join('+')
  }
  const shape = move.accents.map(at).join(', ')
  shapes.set(move.name, shape)
  return shape
}
const shapes = new Map<string, string>()

/** High, wide, low or near the body. */
function handPlace(figure: Figure, c: number): string {
  const [out, up, forward] = [figure[c]!, figure[c + 1]!, figure[c + 2]!]
  if (figure[c + hand.onHips]! > 0.5) return 'hip'
  if (up > 0.55) return 'high'
  if (Math.hypot(out, up, forward) < 0.66) return up > 0.05 ? 'face' : 'heart'
  if (up < -0.5) return 'low'
  return forward > 0.7 ? 'forward' : out < 0.3 ? 'across' : 'wide'
}

/** A sign made for fun is out of place where the music grieves or her face will be fierce. */
const brightEnough = (song: Song, move: Move, section: Section): boolean =>
  !merry.includes(move.name) ||
  (section.energyUnit >= 0.6 &&
    section.kind !== 'bridge' &&
    section.kind !== 'outro' &&
    minorUnit(song, section) <= sadMinor &&
    !isFierce(section, minorUnit(song, section)))

const isTalk = (section: Section): boolean => section.kind === 'talk' || section.kind === 'vamp'
const travels = (move: Move): boolean => move.kind === 'turn' || move.kind === 'walk'

/** A chorus leaves out what is danced far below it, a verse what is danced above it, as long as three moves are left. */
function strongEnough(ranked: readonly Move[], section: Section): readonly Move[] {
  const strong = ranked.filter((m) =>
    section.kind === 'chorus'
      ? m.energyUnit >= section.energyUnit - 0.35
      : section.kind !== 'verse' || m.energyUnit <= section.energyUnit + 0.21,
  )
  return strong.length >= 3 ? strong : ranked
}

/** Whether a vamp repeats the end of a section. */
function isLooped(song: Song, section: Section): boolean {
  const end = section.startBeats + section.lengthBeats
  return Object.values(song.vamps).some((v) => v.startBeats < end && v.startBeats + v.lengthBeats >= end - 1e-6)
}

/** How long a move stays: two bars (four in three), a strong section changes every second phrase after one bar. */
function phraseBeats(move: Move, slot: number, bar: BarOfSection, energy: number): number {
  const barBeats = bar.lengthBeats
  if (travels(move)) return move.lengthBeats
  if (inThree(bar) && move.metre !== 3) return barBeats * 2
  if (energy > 0.7 && barBeats === 4 && slot % 3 > 0) return move.lengthBeats
  return Math.max(move.lengthBeats, barBeats * (barBeats === 3 ? 4 : 2))
}

function add(
  clips: Record<string, MotionClip>,
  id: string,
  c: { at: number; lengthBeats: number; move: string; mirror: boolean; phaseBeats?: number; energyUnit: number },
): void {
  clips[id] = {
    startBeats: beats(c.at),
    lengthBeats: beats(c.lengthBeats),
    move: c.move,
    mirror: c.mirror,
    ...(c.phaseBeats !== undefined && { phaseBeats: c.phaseBeats }),
    energyUnit: Math.round(c.energyUnit * 100) / 100,
  } as MotionClip
}

/** Bars of the last pose: two where there is a dance before them, one in a song of two or three bars. */
const finalBars = (bars: number): number => (bars > 4 - 1e-6 ? 2 : bars > 2 - 1e-6 ? 1 : 0)

/** How far the singing of a stretch lies above the middle of the song's singing, −1 to 1 of what it strays: silence is half the way down. */
function swellUnit(song: Song, fromBeats: number, toBeats: number): number {
  const lead = Object.values(song.tracks).find((track) => track.kind === 'vocal' && track.role === 'lead')
  const notes = lead?.kind === 'vocal' ? Object.values(lead.notes) : []
  const mean = (of: typeof notes) => of.reduce((sum, n) => sum + n.pitch * n.lengthBeats, 0) / of.reduce((sum, n) => sum + n.lengthBeats, 0)
  const here = notes.filter((n) => n.startBeats > fromBeats - 1e-6 && n.startBeats < toBeats - 1e-6)
  if (notes.length === 0) return 0
  if (here.length === 0) return -0.5
  return Math.min(1, Math.max(-1, (mean(here) - mean(notes)) / 4))
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

/** Lines whose singing begins within a stretch of the song, all languages in one. */
const wordsIn = (song: Song, fromBeats: number, toBeats: number): string =>
  Object.values(song.tracks)
    .flatMap((track) => (track.kind === 'lyrics' ? Object.values(track.lines) : []))
    .filter((line) => line.startBeats >= fromBeats - 1e-6 && line.startBeats < toBeats - 1e-6)
    .flatMap((line) => Object.values(line.text))
    .join(' ')

/** The sign a song takes as its own: its choruses begin with it and come home to it. One that shows their words goes before. */
function signOf(song: Song, pool: readonly Move[], chorus: Section, seed: number): Move | null {
  const words = wordsIn(song, chorus.startBeats, chorus.startBeats + chorus.lengthBeats)
  const worth = (move: Move) => score(move, chorus, seed) + (words.match(new RegExp(shownBy[move.name]!, 'gi'))?.length ?? 0) * 0.4
  const own = signs.flatMap((sheet) => pool.filter((move) => move.name === sheet.name))
  return own.sort((a, b) => worth(b) - worth(a))[0] ?? null
}

/** The sign that shows the line which begins here, unless it has just been shown. */
function saidAt(song: Song, pool: readonly Move[], atBeats: number, shown: readonly string[]): Move | null {
  const words = wordsIn(song, atBeats - 1.5, atBeats + 2)
  const said = pool.find((move) => shownBy[move.name]?.test(words))
  return said && !shown.slice(-3).includes(armShape(said)) ? said : null
}

/**
 * A B A C, then D …: what comes back is remembered, what is new is noticed. Moves that travel need room to come home, and no phrase shows
 * the arms of the two before it again while others are to be had.
 */
function pickFor(
  picks: readonly Move[],
  slot: number,
  count: number,
  hasRoom: (move: Move) => boolean,
  section: Section,
  shown: readonly string[],
): Move {
  const order = section.kind === 'chorus' ? [1, 2, 0, 3, 4, 1, 2, 0, 3] : [0, 1, 2, 0, 3, 1, 4, 2]
  const first = order[(slot + (count > 1 ? 1 : 0)) % order.length]! % picks.length
  const fits = Array.from({ length: picks.length }, (_, i) => picks[(first + i) % picks.length]!).filter(
    (move) => !travels(move) || hasRoom(move),
  )
  const fresh = (among: readonly string[]) => fits.find((move) => !among.includes(armShape(move)))
  return fresh(shown) ?? fresh(shown.slice(-1)) ?? fits[0] ?? picks[0]!
}
