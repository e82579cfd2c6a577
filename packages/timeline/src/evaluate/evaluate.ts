/**
 * `evaluate(edition, moment)`: everything the outputs need, as a function of a show and a moment.
 * This is the fast form: it asks the sorted arrays that `compileEdition` prepared. `evaluate-plainly.ts` is the slow, obvious one it is
 * fuzzed against.
 */
import { clampUnit } from '../curve.ts'
import type { Edition } from '../edition.ts'
import type { BeforeFrame, Frame, LookLayer, LyricFrame, MotionLayer, PerformerFrame } from '../frame.ts'
import type { Moment, SegmentMoment } from '../performance/moment.ts'
import { beats, ms } from '../units.ts'
import { cameraOverride, motionOverrides, pictureLayers, soundLayers, withFaces } from './cue-layers.ts'
import { levelsOf, pulseOf } from './levels.ts'
import { cueLookLayer, LEAVING_LOOK_ORDER, lightClipLevel, lightClipPresence } from './look-layers.ts'
import type { SongIndex } from './song-index.ts'
import { allOn, countAtOrBelow, latestOn, type SpanIndex } from './span-index.ts'

/** Energy of a performer where neither clip nor section says. */
export const ORDINARY_ENERGY_UNIT = 0.5
export const REST_BPM = 120

export function evaluate(edition: Edition, moment: Moment): Frame {
  const on = moment.segment ?? moment.leaving
  const leaving = moment.segment ? moment.leaving : null
  const time = on ? edition.time[on.songId] : undefined
  const song = on ? edition.songs[on.songId] : undefined
  const index = on ? edition.index[on.songId] : undefined
  if (!on || !time || !song || !index) return restFrame(edition, moment)

  const positionBeats = time.tempo.msToBeats(on.positionMs)
  const barBeat = time.barBeatAt(positionBeats)
  const sectionId = time.sectionAt(positionBeats)
  const section = sectionId === null ? undefined : song.sections[sectionId]
  const sectionEnergy = section?.energyUnit ?? ORDINARY_ENERGY_UNIT
  const performers: Record<string, PerformerFrame> = {}
  for (const performerId of Object.keys(edition.show.performers)) {
    performers[performerId] = withCues(edition, moment, on, positionBeats, performerFrame(index, performerId, positionBeats, sectionEnergy))
  }
  return {
    atMs: moment.atMs,
    segmentId: on.segmentId,
    songId: on.songId,
    leaving: leaving && leavingFrame(leaving),
    positionMs: on.positionMs,
    positionBeats,
    elapsedMs: on.elapsedMs,
    bpm: time.tempo.bpmAt(positionBeats),
    barBeat,
    sectionId,
    sectionColours: section?.colours ?? null,
    heldForMs: on.heldForMs,
    enteredForMs: on.enteredInside && on.heldForMs === null ? on.enteredForMs : null,
    stillUnit: on.stillUnit,
    before: beforeOf(edition, moment, evaluate),
    idleForMs: moment.idleForMs,
    ...levelsOf(moment, on),
    performers,
    lyric: lyricFrame(index, positionBeats),
    camera: cameraOverride(edition, moment, on) ?? cameraFrame(edition, on, index, positionBeats),
    looks: looksOf(edition, moment, on, leaving, positionBeats),
    pulse: pulseOf(on.ended ? null : barBeat),
    blackout: moment.blackout,
    frozen: moment.frozen,
    layers: pictureLayers(edition, moment),
    sounds: soundLayers(moment),
    muted: moment.muted,
    strobe: moment.strobe,
    taken: moment.taken,
  }
}

/** Nothing is on: the performer idles, cue looks stay. */
function restFrame(edition: Edition, moment: Moment): Frame {
  const performers: Record<string, PerformerFrame> = {}
  for (const performerId of Object.keys(edition.show.performers)) {
    const idle = { performerId, motion: NO_MOTION, expressions: {}, leadTrackId: null, energyUnit: ORDINARY_ENERGY_UNIT }
    performers[performerId] = withCues(edition, moment, null, 0, idle)
  }
  return {
    atMs: moment.atMs,
    segmentId: null,
    songId: null,
    leaving: null,
    positionMs: ms(0),
    positionBeats: beats(0),
    elapsedMs: ms(0),
    bpm: REST_BPM,
    barBeat: null,
    sectionId: null,
    sectionColours: null,
    heldForMs: null,
    enteredForMs: null,
    stillUnit: 1,
    before: null,
    idleForMs: moment.idleForMs,
    ...levelsOf(moment, null),
    performers,
    lyric: null,
    camera: cameraOverride(edition, moment, null),
    looks: moment.cues.map((cue) => cueLookLayer(cue, null)).filter((layer) => layer !== null),
    pulse: pulseOf(null),
    blackout: moment.blackout,
    frozen: moment.frozen,
    layers: pictureLayers(edition, moment),
    sounds: soundLayers(moment),
    muted: moment.muted,
    strobe: moment.strobe,
    taken: moment.taken,
  }
}

/** What was on before the latest jump, as a frame of its own; null when there was none lately, or this edition does not have it. */
export function beforeOf(edition: Edition, moment: Moment, evaluateIt: (edition: Edition, moment: Moment) => Frame): BeforeFrame | null {
  const { before } = moment
  if (!before || !edition.time[before.segment.songId]) return null
  const { segment, idleForMs, sinceMs } = before
  const atMs = ms(moment.atMs - sinceMs)
  // Overrides of the performer lie over what was on as they lie over what is.
  const cues = moment.cues.filter((cue) => cue.action.kind === 'performer')
  return {
    sinceMs,
    frame: evaluateIt(edition, { ...moment, atMs, segment, leaving: null, idleForMs, before: before.before ?? null, cues }),
  }
}

/** Lays what cues ask of a performer over what the song does. */
function withCues(
  edition: Edition,
  moment: Moment,
  on: SegmentMoment | null,
  positionBeats: number,
  frame: PerformerFrame,
): PerformerFrame {
  if (!moment.cues.some((cue) => cue.action.kind === 'performer')) return frame
  const overrides = motionOverrides(edition, moment, on, frame.performerId, positionBeats)
  const expressions = withFaces(moment, frame.performerId, frame.expressions)
  return { ...frame, expressions, ...(overrides.length === 0 ? {} : { overrides }) }
}

const NO_MOTION: PerformerFrame['motion'] = { current: null, previous: null, next: null }

function leavingFrame({ segmentId, songId, runId, positionMs, elapsedMs, levelUnit }: SegmentMoment): NonNullable<Frame['leaving']> {
  return { segmentId, songId, runId, positionMs, elapsedMs, levelUnit }
}

function performerFrame(index: SongIndex, performerId: string, positionBeats: number, sectionEnergy: number): PerformerFrame {
  const motion = index.motion.get(performerId)
  const layers = motion ? motionLayers(motion, positionBeats) : NO_MOTION
  const expressions: Record<string, number> = {}
  const clips = index.expressions.get(performerId)
  if (clips) {
    for (const i of allOn(clips, positionBeats)) {
      const clip = clips.items[i]!
      const fade = clip.fadeBeats ?? 0
      const into = positionBeats - clips.start[i]!
      const left = clips.end[i]! - positionBeats
      const level = clip.levelUnit * (fade > 0 ? Math.min(clampUnit(into / fade), clampUnit(left / fade)) : 1)
      expressions[clip.expression] = Math.max(expressions[clip.expression] ?? 0, level)
    }
  }
  return {
    performerId,
    motion: layers,
    expressions,
    leadTrackId: index.leadTracks.get(performerId) ?? null,
    energyUnit: layers.current?.clip.energyUnit ?? sectionEnergy,
  }
}

function motionLayers(clips: SpanIndex<MotionLayer['clip']>, positionBeats: number): PerformerFrame['motion'] {
  const layer = (i: number): MotionLayer | null => {
    const clip = clips.items[i]
    if (!clip) return null
    const startBeats = clips.start[i]!
    return {
      clipId: clips.ids[i]!,
      clip,
      phaseBeats: positionBeats - startBeats + (clip.phaseBeats ?? 0),
      startBeats,
      lengthBeats: clip.lengthBeats,
    }
  }
  const current = latestOn(clips, positionBeats)
  const started = countAtOrBelow(clips.start, positionBeats)
  return {
    current: layer(current),
    previous: layer(current >= 0 ? current - 1 : started - 1),
    next: layer(started),
  }
}

function lyricFrame(index: SongIndex, positionBeats: number): LyricFrame | null {
  for (const { trackId, lines } of index.lyrics) {
    const i = latestOn(lines, positionBeats)
    if (i < 0) continue
    const line = lines.items[i]!
    const nextIndex = countAtOrBelow(lines.start, positionBeats)
    const next = lines.items[nextIndex]
    return {
      trackId,
      lineId: lines.ids[i]!,
      text: line.text,
      progressUnit: clampUnit((positionBeats - line.startBeats) / line.lengthBeats),
      next: next ? { text: next.text, inBeats: lines.start[nextIndex]! - positionBeats } : null,
    }
  }
  return null
}

function cameraFrame(edition: Edition, on: SegmentMoment, index: SongIndex, positionBeats: number): Frame['camera'] {
  const i = latestOn(index.camera, positionBeats)
  if (i < 0) return null
  const clip = index.camera.items[i]!
  return {
    clip,
    clipId: index.camera.ids[i]!,
    progressUnit: clampUnit((positionBeats - clip.startBeats) / clip.lengthBeats),
    sinceMs: ms(on.positionMs - edition.time[on.songId]!.tempo.beatsToMs(clip.startBeats)),
  }
}

function looksOf(edition: Edition, moment: Moment, on: SegmentMoment, leaving: SegmentMoment | null, positionBeats: number): LookLayer[] {
  const layers: LookLayer[] = []
  if (leaving) {
    const time = edition.time[leaving.songId]
    if (time) songLooks(edition, leaving, time.tempo.msToBeats(leaving.positionMs), LEAVING_LOOK_ORDER, layers)
  }
  songLooks(edition, on, positionBeats, 0, layers)
  for (const cue of moment.cues) {
    const layer = cueLookLayer(cue, on.ended ? null : positionBeats)
    if (layer) layers.push(layer)
  }
  return layers
}

function songLooks(edition: Edition, on: SegmentMoment, positionBeats: number, order: number, out: LookLayer[]): void {
  const light = edition.index[on.songId]?.light
  if (!light) return
  for (const i of allOn(light, positionBeats)) {
    const clip = light.items[i]!
    const levelUnit = lightClipLevel(clip, positionBeats) * on.levelUnit
    const presenceUnit = lightClipPresence(clip, positionBeats) * on.levelUnit
    out.push({ source: 'song', id: light.ids[i]!, look: clip.look, levelUnit, presenceUnit, phaseBeats: positionBeats, order: order + i })
  }
}
