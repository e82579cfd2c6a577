/**
 * `evaluate` again, slow and obvious: reads the document from end to end for every question, sorts and searches nothing in advance.
 * Shares no search code with the fast form, which is fuzzed against it.
 */
import type { Track } from '../document/track.ts'
import type { Edition } from '../edition.ts'
import type { Frame, LookLayer, MotionLayer, PerformerFrame } from '../frame.ts'
import type { Moment, SegmentMoment } from '../performance/moment.ts'
import { beats, ms } from '../units.ts'
import { cameraOverride, motionOverrides, pictureLayers, soundLayers, withFaces } from './cue-layers.ts'
import { beforeOf, ORDINARY_ENERGY_UNIT, REST_BPM } from './evaluate.ts'
import { levelsOf, pulseOf } from './levels.ts'
import { cueLookLayer, LEAVING_LOOK_ORDER, lightClipLevel, lightClipPresence } from './look-layers.ts'

interface Found<T> {
  readonly id: string
  readonly item: T
}

type OfKind<K extends Track['kind']> = Extract<Track, { kind: K }>

/** Tracks of one kind in the order authors see them: by order text, then by id. */
function tracksOf<K extends Track['kind']>(
  edition: Edition,
  songId: string,
  kind: K,
): { readonly trackId: string; readonly track: OfKind<K> }[] {
  const found: { trackId: string; track: OfKind<K> }[] = []
  for (const [trackId, track] of Object.entries(edition.songs[songId]?.tracks ?? {})) {
    if (track.kind === kind) found.push({ trackId, track: track as OfKind<K> })
  }
  return found.sort((a, b) => {
    if (a.track.order !== b.track.order) return a.track.order < b.track.order ? -1 : 1
    return a.trackId < b.trackId ? -1 : 1
  })
}

/** Spans in the order they begin; together: by id. */
function byStart<T extends { readonly startBeats: number }>(spans: readonly Found<T>[]): Found<T>[] {
  return [...spans].sort((a, b) => {
    if (a.item.startBeats !== b.item.startBeats) return a.item.startBeats - b.item.startBeats
    return a.id < b.id ? -1 : 1
  })
}

type Spanned = { readonly startBeats: number; readonly lengthBeats: number }
const isOn = (item: Spanned, at: number): boolean => item.startBeats <= at && at < item.startBeats + item.lengthBeats

type ClipKind = 'motion' | 'expression' | 'camera' | 'light'
type ClipOf<K extends ClipKind> = Extract<Track, { kind: K }>['clips'][string]

function clipsOf<K extends ClipKind>(edition: Edition, songId: string, kind: K, performerId: string | null): Found<ClipOf<K>>[] {
  const all: Found<ClipOf<K>>[] = []
  for (const { trackId, track } of tracksOf(edition, songId, kind)) {
    if (performerId !== null && 'performerId' in track && track.performerId !== performerId) continue
    const clips = (track as { readonly clips: Readonly<Record<string, ClipOf<K>>> }).clips
    for (const [id, item] of Object.entries(clips)) all.push({ id: `${trackId}/${id}`, item })
  }
  return byStart(all)
}

export function evaluatePlainly(edition: Edition, moment: Moment): Frame {
  const known = (segment: SegmentMoment | null) => (segment && edition.songs[segment.songId] ? segment : null)
  const on = known(moment.segment ?? moment.leaving)
  const leaving = moment.segment && on ? moment.leaving : null
  const song = on ? edition.songs[on.songId]! : null
  const time = on ? edition.time[on.songId]! : null
  const at = on && time ? time.tempo.msToBeats(on.positionMs) : beats(0)
  const barBeat = time ? time.barBeatAt(at) : null
  const sectionId = time ? time.sectionAt(at) : null
  const section = song && sectionId !== null ? song.sections[sectionId]! : null

  const performers: Record<string, PerformerFrame> = {}
  for (const performerId of Object.keys(edition.show.performers)) {
    const motion = on ? motionOf(edition, on.songId, performerId, at) : { current: null, previous: null, next: null }
    const lead = on
      ? tracksOf(edition, on.songId, 'vocal').find(({ track }) => track.role === 'lead' && track.performerId === performerId)
      : undefined
    const overrides = motionOverrides(edition, moment, on, performerId, at)
    performers[performerId] = {
      performerId,
      ...(overrides.length === 0 ? {} : { overrides }),
      motion,
      expressions: withFaces(moment, performerId, on ? expressionsOf(edition, on.songId, performerId, at) : {}),
      leadTrackId: lead?.trackId ?? null,
      energyUnit: motion.current?.clip.energyUnit ?? section?.energyUnit ?? ORDINARY_ENERGY_UNIT,
    }
  }

  const looks: LookLayer[] = []
  if (leaving && edition.songs[leaving.songId]) {
    looks.push(...songLooks(edition, leaving, edition.time[leaving.songId]!.tempo.msToBeats(leaving.positionMs), LEAVING_LOOK_ORDER))
  }
  if (on) looks.push(...songLooks(edition, on, at, 0))
  for (const cue of moment.cues) {
    const layer = cueLookLayer(cue, on && !on.ended ? at : null)
    if (layer) looks.push(layer)
  }

  return {
    atMs: moment.atMs,
    segmentId: on?.segmentId ?? null,
    songId: on?.songId ?? null,
    leaving: leaving
      ? {
          segmentId: leaving.segmentId,
          songId: leaving.songId,
          runId: leaving.runId,
          positionMs: leaving.positionMs,
          elapsedMs: leaving.elapsedMs,
          levelUnit: leaving.levelUnit,
        }
      : null,
    positionMs: on?.positionMs ?? ms(0),
    positionBeats: at,
    elapsedMs: on?.elapsedMs ?? ms(0),
    bpm: time ? time.tempo.bpmAt(at) : REST_BPM,
    barBeat,
    sectionId,
    sectionColours: section?.colours ?? null,
    heldForMs: on?.heldForMs ?? null,
    enteredForMs: on?.enteredInside && on.heldForMs === null ? on.enteredForMs : null,
    stillUnit: on ? on.stillUnit : 1,
    before: on ? beforeOf(edition, moment, evaluatePlainly) : null,
    idleForMs: moment.idleForMs,
    ...levelsOf(moment, on),
    performers,
    lyric: on ? lyricOf(edition, on.songId, at) : null,
    camera: cameraOverride(edition, moment, on) ?? (on ? cameraOf(edition, on, at) : null),
    looks,
    pulse: pulseOf(on?.ended ? null : barBeat),
    blackout: moment.blackout,
    frozen: moment.frozen,
    layers: pictureLayers(edition, moment),
    sounds: soundLayers(moment),
    muted: moment.muted,
    strobe: moment.strobe,
    taken: moment.taken,
  }
}

function motionOf(edition: Edition, songId: string, performerId: string, at: number): PerformerFrame['motion'] {
  const clips = clipsOf(edition, songId, 'motion', performerId)
  const layer = (found: Found<MotionLayer['clip']> | undefined): MotionLayer | null =>
    found
      ? {
          clipId: found.id,
          clip: found.item,
          phaseBeats: at - found.item.startBeats + (found.item.phaseBeats ?? 0),
          startBeats: found.item.startBeats,
          lengthBeats: found.item.lengthBeats,
        }
      : null
  const begun = clips.filter(({ item }) => item.startBeats <= at)
  const current = begun.filter(({ item }) => isOn(item, at)).pop()
  const before = current ? clips.slice(0, clips.indexOf(current)) : begun
  return { current: layer(current), previous: layer(before.pop()), next: layer(clips.find(({ item }) => item.startBeats > at)) }
}

function expressionsOf(edition: Edition, songId: string, performerId: string, at: number): Record<string, number> {
  const weights: Record<string, number> = {}
  for (const { item } of clipsOf(edition, songId, 'expression', performerId)) {
    if (!isOn(item, at)) continue
    let level = item.levelUnit
    if (item.fadeBeats !== undefined) {
      const into = at - item.startBeats
      const left = item.startBeats + item.lengthBeats - at
      level *= Math.min(1, into / item.fadeBeats, left / item.fadeBeats)
    }
    weights[item.expression] = Math.max(weights[item.expression] ?? 0, level)
  }
  return weights
}

function lyricOf(edition: Edition, songId: string, at: number): Frame['lyric'] {
  for (const { trackId, track } of tracksOf(edition, songId, 'lyrics')) {
    const lines = byStart(Object.entries(track.lines).map(([id, item]) => ({ id, item })))
    const line = lines.filter(({ item }) => isOn(item, at)).pop()
    if (!line) continue
    const next = lines.find(({ item }) => item.startBeats > at)
    return {
      trackId,
      lineId: line.id,
      text: line.item.text,
      progressUnit: Math.min(1, Math.max(0, (at - line.item.startBeats) / line.item.lengthBeats)),
      next: next ? { text: next.item.text, inBeats: next.item.startBeats - at } : null,
    }
  }
  return null
}

function cameraOf(edition: Edition, on: SegmentMoment, at: number): Frame['camera'] {
  const found = clipsOf(edition, on.songId, 'camera', null)
    .filter(({ item }) => isOn(item, at))
    .pop()
  if (!found) return null
  return {
    clip: found.item,
    clipId: found.id,
    progressUnit: Math.min(1, Math.max(0, (at - found.item.startBeats) / found.item.lengthBeats)),
    sinceMs: ms(on.positionMs - edition.time[on.songId]!.tempo.beatsToMs(found.item.startBeats)),
  }
}

function songLooks(edition: Edition, on: SegmentMoment, at: number, order: number): LookLayer[] {
  const layers: LookLayer[] = []
  clipsOf(edition, on.songId, 'light', null).forEach(({ id, item }, i) => {
    if (!isOn(item, at)) return
    layers.push({
      source: 'song',
      id,
      look: item.look,
      levelUnit: lightClipLevel(item, at) * on.levelUnit,
      presenceUnit: lightClipPresence(item, at) * on.levelUnit,
      phaseBeats: at,
      order: order + i,
    })
  })
  return layers
}
