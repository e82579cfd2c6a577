/** A song put in order for `evaluate`, `schedule` and the vamps of a run. Made once per edition. */
import type { Song } from '../document/song.ts'
import type { CameraClip, LightClip, MotionClip, OscMessage, Track } from '../document/track.ts'
import { compareText, inOrder } from '../order.ts'
import type { SongTime } from '../song-time.ts'
import { beats } from '../units.ts'
import { createSpanIndex, type Span, type SpanIndex } from './span-index.ts'

type ExpressionClip = Extract<Track, { kind: 'expression' }>['clips'][string]
type LyricLine = Extract<Track, { kind: 'lyrics' }>['lines'][string]

/** One trigger of an OSC track. `messageId` is unique in the song: "<track>/<message>". */
export interface SongTrigger {
  readonly messageId: string
  readonly positionMs: number
  readonly message: OscMessage
  readonly everyPass: boolean
  readonly catchUp: 'skip' | 'latest' | 'all'
}

export interface VampSpan {
  readonly vampId: string
  readonly startMs: number
  readonly endMs: number
}

export interface SongIndex {
  /** By performer id. */
  readonly motion: ReadonlyMap<string, SpanIndex<MotionClip>>
  readonly expressions: ReadonlyMap<string, SpanIndex<ExpressionClip>>
  readonly leadTracks: ReadonlyMap<string, string>
  /** In track order. */
  readonly lyrics: readonly { readonly trackId: string; readonly lines: SpanIndex<LyricLine> }[]
  readonly camera: SpanIndex<CameraClip>
  readonly light: SpanIndex<LightClip>
  /** Ascending by position. */
  readonly triggers: readonly SongTrigger[]
  readonly triggerMs: Float64Array
  /** Ascending, not overlapping; of overlapping ones the first stands (`checkShow` names the other). */
  readonly vamps: readonly VampSpan[]
}

const span = <T extends { readonly startBeats: number; readonly lengthBeats: number }>(id: string, item: T): Span<T> => ({
  id,
  start: item.startBeats,
  end: item.startBeats + item.lengthBeats,
  item,
})

function grouped<T>(spans: ReadonlyMap<string, readonly Span<T>[]>): ReadonlyMap<string, SpanIndex<T>> {
  return new Map([...spans].map(([key, list]) => [key, createSpanIndex(list)]))
}

function push<T>(map: Map<string, T[]>, key: string, values: readonly T[]): void {
  map.set(key, [...(map.get(key) ?? []), ...values])
}

export function createSongIndex(song: Song, time: SongTime): SongIndex {
  const motion = new Map<string, Span<MotionClip>[]>()
  const expressions = new Map<string, Span<ExpressionClip>[]>()
  const leadTracks = new Map<string, string>()
  const lyrics: { trackId: string; lines: SpanIndex<LyricLine> }[] = []
  const camera: Span<CameraClip>[] = []
  const light: Span<LightClip>[] = []
  const triggers: SongTrigger[] = []
  for (const trackId of inOrder(song.tracks)) {
    const track = song.tracks[trackId]!
    const clipId = (id: string) => `${trackId}/${id}`
    switch (track.kind) {
      case 'motion':
        push(
          motion,
          track.performerId,
          Object.entries(track.clips).map(([id, clip]) => span(clipId(id), clip)),
        )
        break
      case 'expression':
        push(
          expressions,
          track.performerId,
          Object.entries(track.clips).map(([id, clip]) => span(clipId(id), clip)),
        )
        break
      case 'vocal':
        if (track.role === 'lead' && !leadTracks.has(track.performerId)) leadTracks.set(track.performerId, trackId)
        break
      case 'lyrics':
        lyrics.push({ trackId, lines: createSpanIndex(Object.entries(track.lines).map(([id, line]) => span(id, line))) })
        break
      case 'camera':
        camera.push(...Object.entries(track.clips).map(([id, clip]) => span(clipId(id), clip)))
        break
      case 'light':
        light.push(...Object.entries(track.clips).map(([id, clip]) => span(clipId(id), clip)))
        break
      case 'osc':
        for (const [id, { atBeats, everyPass, catchUp, ...message }] of Object.entries(track.messages)) {
          triggers.push({
            messageId: clipId(id),
            positionMs: time.tempo.beatsToMs(atBeats),
            message,
            everyPass: everyPass ?? false,
            catchUp: catchUp ?? 'skip',
          })
        }
        break
      case 'instrument':
      case 'audio':
      case 'marker':
      case 'chords':
        break
    }
  }
  triggers.sort((a, b) => a.positionMs - b.positionMs || compareText(a.messageId, b.messageId))
  return {
    motion: grouped(motion),
    expressions: grouped(expressions),
    leadTracks,
    lyrics,
    camera: createSpanIndex(camera),
    light: createSpanIndex(light),
    triggers,
    triggerMs: Float64Array.from(triggers, (trigger) => trigger.positionMs),
    vamps: vampSpans(song, time),
  }
}

function vampSpans(song: Song, time: SongTime): VampSpan[] {
  const spans: VampSpan[] = []
  const sorted = Object.entries(song.vamps).sort(([idA, a], [idB, b]) => a.startBeats - b.startBeats || compareText(idA, idB))
  for (const [vampId, vamp] of sorted) {
    const startMs = time.tempo.beatsToMs(vamp.startBeats)
    const endMs = time.tempo.beatsToMs(beats(Math.min(song.lengthBeats, vamp.startBeats + vamp.lengthBeats)))
    if (endMs > startMs && startMs >= (spans.at(-1)?.endMs ?? 0)) spans.push({ vampId, startMs, endMs })
  }
  return spans
}
