/** What `ghostlight render` was wished for, and the request to the page that it makes. Pure. */
import { extname } from 'node:path'
import { type Cue, type Edition, inOrder, momentAt, ms, type Performance, type VenueOutput } from '@ghostlight/timeline'
import type { RenderRequest, VideoCodecName } from '../protocol/index.ts'
import { performanceFromGo } from './plan.ts'

export interface RenderOptions {
  readonly venue: string | null
  /** null: the first song of the setlist. */
  readonly song: string | null
  /** Output of the venue; null: the camera in the hall. */
  readonly output: string | null
  /** Of an output: its content, before it is pinned and trimmed. */
  readonly content: boolean
  /** Seconds of the song; null: its beginning, its end. */
  readonly from: number | null
  readonly to: number | null
  readonly fps: number
  /** "1280x720"; null: the output's own, or 1920 × 1080. */
  readonly size: string | null
  /** null: VP9 in .webm, H.264 in .mp4. */
  readonly codec: VideoCodecName | null
  /** Megabits per second of picture; null: by size. */
  readonly bitrate: number | null
  readonly lyrics: boolean
  readonly language: 'en' | 'ja'
  readonly out: string
}

const PART_S = 5
/** Bits per pixel and picture: clean edges of a bright figure on black. */
const BITS_PER_PIXEL = 0.12
const LARGEST_PX = 7680
/** From GO until the song begins: waits of its cue and of what its group does before. */
const LONGEST_WAIT_MS = 600_000
const LOOK_EVERY_MS = 10

/**
 * The show as it is planned up to a song: a GO for every cue before the one that starts it, then that GO; cues that follow or fire by
 * themselves come of it. Null when no cue starts the song.
 */
function plannedRun(edition: Edition, songId: string): { readonly performance: Performance; readonly startAtMs: number } | null {
  const cues = edition.show.cues
  const startsIt = ({ action, anchor }: Cue) =>
    anchor === undefined && action.kind === 'segment' && edition.show.setlist[action.segmentId]?.songId === songId
  const found = inOrder(cues).find((id) => startsIt(cues[id]!) && cues[id]!.armed)
  if (found === undefined) return null
  const { action } = cues[found]!
  const segmentId = action.kind === 'segment' ? action.segmentId : ''
  // A child of a group is started by the GO for its group.
  let cueId = found
  for (let parent = cues[cueId]?.groupId; parent !== undefined; parent = cues[cueId]?.groupId) cueId = parent
  if (!edition.cueOrder.includes(cueId)) return null
  const { performance, goAtMs } = performanceFromGo(edition, cueId, true)
  for (let afterMs = 0; afterMs <= LONGEST_WAIT_MS; afterMs += LOOK_EVERY_MS) {
    const { segment } = momentAt(edition, performance, ms(goAtMs + afterMs))
    if (segment?.segmentId === segmentId) return { performance, startAtMs: goAtMs + afterMs - segment.positionMs }
  }
  return null
}

/** What is wrong with the wish, in words, or the request it makes. */
export function requestOf(edition: Edition, options: RenderOptions): RenderRequest | string {
  const { show, venue } = edition
  const container = extname(options.out).toLowerCase()
  if (container !== '.webm' && container !== '.mp4' && container !== '.png')
    return `--out ends with .webm, .mp4 or .png; got "${options.out}".`
  const inSetlist = edition.segmentOrder.flatMap((id) => show.setlist[id]?.songId ?? [])
  const songId = options.song ?? inSetlist.find((id) => Object.values(show.setlist).some((s) => s.kind === 'song' && s.songId === id))
  if (songId === undefined || !inSetlist.includes(songId))
    return `The setlist has no song "${options.song ?? ''}". Its songs: ${[...new Set(inSetlist)].join(', ')}.`
  const output: VenueOutput | undefined = options.output === null ? undefined : venue.outputs[options.output]
  if (options.output !== null && output?.kind !== 'screen') {
    const screens = Object.keys(venue.outputs).filter((id) => venue.outputs[id]?.kind === 'screen')
    return `The venue has no screen "${options.output}". Its screens: ${screens.join(', ')}.`
  }
  const size = options.size === null ? null : /^(\d{2,4})x(\d{2,4})$/.exec(options.size)
  if (options.size !== null && size === null) return `--size is width x height, such as 1920x1080; got "${options.size}".`
  const own = output?.kind === 'screen' ? [output.widthPx, output.heightPx] : [1920, 1080]
  const [width = 0, height = 0] = size ? [Number(size[1]), Number(size[2])] : own
  // Encoders halve the colour planes: both sides must be even.
  const [widthPx, heightPx] = [width - (width % 2), height - (height % 2)]
  if (widthPx < 16 || heightPx < 16 || Math.max(widthPx, heightPx) > LARGEST_PX)
    return `--size goes from 16 to ${LARGEST_PX} pixels a side; got ${width}x${height}.`
  const lengthMs = edition.time[songId]?.lengthMs ?? 0
  const fromMs = Math.round((options.from ?? 0) * 1000)
  const toMs = container === '.png' ? fromMs + 1 : Math.min(lengthMs, Math.round((options.to ?? lengthMs / 1000) * 1000))
  if (!(fromMs >= 0 && fromMs < toMs)) return `--from and --to are seconds inside the song, which lasts ${(lengthMs / 1000).toFixed(1)} s.`
  if (container === '.webm' && options.codec === 'avc') return 'H.264 goes into .mp4; .webm holds VP9 or AV1.'
  if (!(options.fps >= 1 && options.fps <= 120)) return `--fps goes from 1 to 120; got ${options.fps}.`
  return {
    edition: edition.hash,
    songId,
    ...(plannedRun(edition, songId) ?? { performance: null, startAtMs: 0 }),
    outputId: options.output,
    contentOnly: options.content,
    fromMs,
    toMs,
    fps: options.fps,
    widthPx,
    heightPx,
    lyrics: options.lyrics,
    language: options.language,
    container: container === '.mp4' ? 'mp4' : 'webm',
    codec: options.codec ?? (container === '.mp4' ? 'avc' : 'vp9'),
    bitrate: Math.round(options.bitrate === null ? BITS_PER_PIXEL * widthPx * heightPx * options.fps : options.bitrate * 1e6),
    partFrames: Math.max(1, Math.round(PART_S * options.fps)),
  }
}
