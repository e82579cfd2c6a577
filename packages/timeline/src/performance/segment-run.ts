/** What happens to the segment that is on: start, hold, resume, leave, devamp. Pure steps of the fold. */

import { clampUnit } from '../curve.ts'
import type { Boundary, Cue } from '../document/cue.ts'
import { type Edition, type EditionSource, editionNamed } from '../edition.ts'
import { type Beats, beats, type Ms, ms } from '../units.ts'
import { type Arming, isArmed } from './cue/chain.ts'
import type { HandOver, Performance, SegmentRun } from './performance.ts'
import { elapsedAt, endAtMs, hasEnded, placeAt, routeOf, songIdOf, vampsOf } from './route.ts'

/** A locate inside the same song cuts the sound with the shortest fade that does not click. */
export const CUT_FADE_MS = 30
/** A devamp closer than this to a boundary takes the next one: the pass after it is already scheduled in every sounding page. */
export const DEVAMP_MARGIN_MS = 200

export const isFading = (run: SegmentRun, atMs: number): boolean => run.leftAtMs !== null && atMs < run.leftAtMs + run.fadeOutMs

/** Ends what is on at `atMs` with a fade; an ended segment has nothing to fade. */
export function leaveSegment(p: Performance, edition: Edition, atMs: number, fadeMs: number | null): Performance {
  const run = p.segment
  if (!run) return p
  const over = hasEnded(edition, run, atMs)
  const leaving = over ? p.leaving : { ...run, leftAtMs: ms(atMs), fadeOutMs: ms(fadeMs ?? run.fadeOutMs) }
  return { ...p, segment: null, leaving, idleSinceAtMs: ms(over ? endAtMs(edition, run) : atMs), askResume: false }
}

export interface SegmentStart {
  readonly segmentId: string
  readonly runId: string
  /** Beats from the start of the song; used when `positionMs` is null. */
  readonly startBeats: Beats
  /** A section to start at instead, by id; one that is not there counts as none. */
  readonly startSectionId: string | null
  readonly positionMs: number | null
  readonly held: boolean
  /** Fade of what was on; null for its own. */
  readonly fadeMs: number | null
}

/** Where standby stands in another edition: at its cue, else at the next one after it that is there and armed, else nowhere. */
export function standbyIn(arming: Arming, before: Edition, after: Edition, cueId: string | null): string | null {
  if (cueId === null || Object.hasOwn(after.show.cues, cueId)) return cueId
  if (!before.cueOrder.includes(cueId)) return null
  const later = before.cueOrder.slice(before.cueOrder.indexOf(cueId) + 1)
  return later.find((id) => after.cueOrder.includes(id) && isArmed(arming, after, id)) ?? null
}

/** Puts a segment on; the edition that waited for it comes into force. A segment the edition does not have changes nothing. */
export function startSegment(p: Performance, source: EditionSource, atMs: number, start: SegmentStart): Performance {
  const hash = p.nextEdition ?? p.edition
  const before = editionNamed(source, p.edition)
  const edition = editionNamed(source, hash)
  const segment = edition.show.setlist[start.segmentId]
  const time = segment && edition.time[segment.songId]
  if (!segment || !time) return p
  const song = edition.songs[segment.songId]
  const sectionBeats = start.startSectionId === null ? undefined : song?.sections[start.startSectionId]?.startBeats
  const positionMs = Math.min(start.positionMs ?? time.tempo.beatsToMs(sectionBeats ?? start.startBeats), time.lengthMs)
  const was = p.segment ?? (p.leaving && isFading(p.leaving, atMs) ? p.leaving : null)
  return {
    ...leaveSegment(p, before, atMs, start.fadeMs),
    edition: hash,
    nextEdition: null,
    standbyCueId: standbyIn(p, before, edition, p.standbyCueId),
    panic: null,
    askResume: false,
    handOver: was && isRecent(before, was, atMs) ? handOverOf(p, was, atMs) : null,
    segmentStarts:
      p.segment?.segmentId === start.segmentId && start.positionMs !== null
        ? p.segmentStarts
        : { ...p.segmentStarts, [start.segmentId]: ms(atMs) },
    segment: {
      segmentId: start.segmentId,
      songId: segment.songId,
      runId: start.runId,
      edition: hash,
      anchorAtMs: ms(atMs),
      anchorElapsedMs: ms(0),
      startPositionMs: ms(positionMs),
      startElapsedMs: ms(0),
      startPass: 0,
      heldAtMs: start.held ? ms(atMs) : null,
      devamps: {},
      exits: {},
      loops: [],
      anchoredTo: { elapsedMs: 0, cueId: null },
      spentAnchors: [],
      stillUnit: start.held || (was === null && positionMs > 0) ? 1 : 0,
      leftAtMs: null,
      fadeOutMs: segment.fadeOutMs,
    },
  }
}

/** A jump stays of interest this long: every blend out of what was on is over by then. */
export const HAND_OVER_MS = 1500

/** A jump away from `run`, with the one before it while that is recent. */
export function handOverOf(p: Performance, run: SegmentRun, atMs: number): HandOver {
  const last = p.handOver
  const recent = last !== null && atMs < last.atMs + HAND_OVER_MS
  return { run, atMs: ms(atMs), ...(recent ? { earlier: { run: last.run, atMs: last.atMs } } : {}) }
}

/** Whether what was on still moved a moment ago; what has stood at its end for longer leaves an idle performer behind. */
const isRecent = (edition: Edition, run: SegmentRun, atMs: number): boolean => atMs < endAtMs(edition, run) + HAND_OVER_MS

/** From dancing to standing still, and back, in a straight line over this long. */
export const STILL_MS = 600

/** How far the performer of a run stands still: rises while it is held, falls while it plays. */
export function stillUnitAt(run: SegmentRun, atMs: number): number {
  const playedMs = Math.max(0, Math.min(atMs, run.heldAtMs ?? atMs) - run.anchorAtMs)
  const heldMs = run.heldAtMs === null ? 0 : Math.max(0, atMs - run.heldAtMs)
  return clampUnit(clampUnit(run.stillUnit - playedMs / STILL_MS) + heldMs / STILL_MS)
}

/** Marks an anchored cue that is fired by hand while its segment is on: it does not fire again by itself. */
export function spendAnchor(p: Performance, cue: Cue, cueId: string): Performance {
  const run = p.segment
  if (!run || cue.anchor?.segmentId !== run.segmentId || run.spentAnchors.includes(cueId)) return p
  return { ...p, segment: { ...run, spentAnchors: [...run.spentAnchors, cueId] } }
}

export function holdSegment(p: Performance, edition: Edition, atMs: number): Performance {
  const run = p.segment
  if (!run || run.heldAtMs !== null || hasEnded(edition, run, atMs)) return p
  return { ...p, segment: { ...run, heldAtMs: ms(atMs) } }
}

export function resumeSegment(p: Performance, edition: Edition, atMs: number): Performance {
  const run = p.segment
  if (!run || run.heldAtMs === null) return { ...p, askResume: false }
  // One that came up held beyond the end (a locate into an edition whose song is shorter) has been over since then.
  if (hasEnded(edition, run, run.heldAtMs)) return { ...p, askResume: false, segment: { ...run, heldAtMs: null } }
  return {
    ...p,
    askResume: false,
    segment: {
      ...run,
      anchorAtMs: ms(atMs),
      anchorElapsedMs: ms(elapsedAt(run, run.heldAtMs)),
      stillUnit: stillUnitAt(run, atMs),
      heldAtMs: null,
    },
  }
}

export interface DevampChoice {
  readonly vampId: string
  /** The last pass that is played, 0-based; to its end unless `exitElapsedMs` says otherwise. */
  readonly lastPass: number
  readonly exitElapsedMs: Ms | null
  readonly boundaryAtMs: number
  /** It missed the nearest boundary's margin. */
  readonly late: boolean
}

/** Where a devamp at `atMs` would leave, or null outside a vamp. */
export function devampChoice(edition: Edition, run: SegmentRun, atMs: number, boundary: Boundary): DevampChoice | null {
  if (hasEnded(edition, run, atMs)) return null
  const elapsedMs = elapsedAt(run, atMs)
  const place = placeAt(routeOf(edition, run), run, elapsedMs)
  if (place.vampId === null) return null
  const vamp = vampsOf(edition, run).find((candidate) => candidate.vampId === place.vampId)!
  const lengthMs = vamp.endMs - vamp.startMs
  // While held the next pass has not been scheduled, so there is no boundary too near.
  const marginMs = run.heldAtMs === null ? DEVAMP_MARGIN_MS : 0
  const inside = boundary === 'pass' ? [] : boundariesWithin(edition, run, vamp, boundary)
  // Boundaries of this pass and the next, ascending; the end of a pass is one of every kind.
  const ends = [place.toElapsedMs, place.toElapsedMs + lengthMs]
  const choices = ends.flatMap((endMs, n) => [
    ...inside
      .map((positionMs) => ({ exitMs: endMs - (vamp.endMs - positionMs), pass: place.pass + n, isEnd: false }))
      .filter(({ exitMs }) => exitMs > elapsedMs),
    { exitMs: endMs, pass: place.pass + n, isEnd: true },
  ])
  const chosen = choices.findIndex(({ exitMs }) => exitMs - elapsedMs >= marginMs)
  const { exitMs, pass, isEnd } = choices[chosen] ?? choices.at(-1)!
  return {
    vampId: place.vampId,
    lastPass: pass,
    exitElapsedMs: isEnd ? null : ms(exitMs),
    boundaryAtMs: atMs + (exitMs - elapsedMs),
    late: chosen !== 0,
  }
}

/** Positions of beats, bar lines or section starts inside a vamp, ascending, its edges not among them. */
function boundariesWithin(
  edition: Edition,
  run: SegmentRun,
  vamp: { readonly startMs: number; readonly endMs: number },
  boundary: Exclude<Boundary, 'pass'>,
): readonly number[] {
  const time = edition.time[songIdOf(edition, run)]
  const song = edition.songs[songIdOf(edition, run)]
  if (!time || !song) return []
  const fromBeats = time.tempo.msToBeats(ms(vamp.startMs))
  const toBeats = time.tempo.msToBeats(ms(vamp.endMs))
  const found: number[] = []
  if (boundary === 'section') {
    for (const section of Object.values(song.sections)) found.push(section.startBeats)
  } else {
    for (let bar = time.barBeatAt(fromBeats).bar; ; bar++) {
      const barBeats = time.barStart(bar)
      if (barBeats >= toBeats) break
      const { beatsPerBar, beatUnit } = time.barBeatAt(barBeats)
      for (let beat = 0; beat < (boundary === 'bar' ? 1 : beatsPerBar); beat++) found.push(barBeats + (beat * 4) / beatUnit)
    }
  }
  const positions = found.filter((at) => at > fromBeats + 1e-6 && at < toBeats - 1e-6).map((at) => time.tempo.beatsToMs(beats(at)))
  return [...new Set(positions)].sort((a, b) => a - b)
}

export function devampSegment(
  p: Performance,
  { vampId, lastPass, exitElapsedMs }: { readonly vampId: string; readonly lastPass: number; readonly exitElapsedMs?: Ms | null },
): Performance {
  const run = p.segment
  if (!run || run.devamps[vampId] !== undefined) return p
  const exits = exitElapsedMs == null ? run.exits : { ...run.exits, [vampId]: exitElapsedMs }
  return { ...p, segment: { ...run, devamps: { ...run.devamps, [vampId]: lastPass }, exits } }
}

/** The section that would repeat: the one asked for, else the one that is on. null when there is none that can, with the reason. */
export function vampChoice(
  edition: Edition,
  run: SegmentRun,
  atMs: number,
  sectionId: string | null,
): { readonly sectionId: string } | { readonly not: 'no-section' | 'ended' | 'passed' | 'in-vamp' } {
  if (hasEnded(edition, run, atMs)) return { not: 'ended' }
  const songId = songIdOf(edition, run)
  const time = edition.time[songId]
  const sections = edition.songs[songId]?.sections ?? {}
  const place = placeAt(routeOf(edition, run), run, elapsedAt(run, atMs))
  const id = sectionId ?? time?.sectionAt(time.tempo.msToBeats(ms(place.positionMs))) ?? null
  const section = id !== null && Object.hasOwn(sections, id) ? sections[id] : undefined
  if (id === null || !section || !time) return { not: 'no-section' }
  const startMs = time.tempo.beatsToMs(section.startBeats)
  const endMs = time.tempo.beatsToMs(beats(section.startBeats + section.lengthBeats))
  if (place.vampId !== null || vampsOf(edition, run).some((other) => other.startMs < endMs && startMs < other.endMs))
    return { not: 'in-vamp' }
  return place.positionMs < endMs ? { sectionId: id } : { not: 'passed' }
}

/** Makes a section repeat until devamp; where it cannot, nothing changes. */
export function vampSection(p: Performance, edition: Edition, atMs: number, sectionId: string | null): Performance {
  const run = p.segment
  const choice = run && vampChoice(edition, run, atMs, sectionId)
  if (!run || !choice || 'not' in choice) return p
  return { ...p, segment: { ...run, loops: [...run.loops, choice.sectionId] } }
}

/** Carries the running segment into another edition at the same beat: elapsed and pass go on, the route is laid out anew from here. */
export function carrySegment(
  p: Performance,
  edition: Edition,
  after: Edition,
  atMs: number,
  carry: { readonly positionMs: number; readonly songId: string } | null,
): Performance {
  const run = p.segment
  if (!run || !carry) return p
  const endMs = endAtMs(edition, run)
  const elapsedMs = elapsedAt(run, Math.min(atMs, endMs))
  const place = placeAt(routeOf(edition, run), run, elapsedMs)
  const from = (anchorAtMs: number): SegmentRun => ({
    ...run,
    songId: carry.songId,
    edition: after.hash,
    anchorAtMs: ms(anchorAtMs),
    anchorElapsedMs: ms(elapsedMs),
    startPositionMs: ms(carry.positionMs),
    startElapsedMs: ms(elapsedMs),
    startPass: place.pass,
    // While held the run stays held at the same instant; what was reached by now is not reached again.
    stillUnit: stillUnitAt({ ...run, heldAtMs: null }, run.heldAtMs ?? anchorAtMs),
    anchoredTo: { elapsedMs, cueId: null },
  })
  // What has ended stays ended, as long ago as it was, unless the song is longer now.
  const carried = from(atMs)
  return { ...p, segment: endMs <= atMs && hasEnded(after, carried, atMs) ? from(endMs) : carried }
}
