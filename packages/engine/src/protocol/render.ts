/** What `ghostlight render` asks of the page that draws (`apps/stage/render.html`), and what it is told. */
import type { Performance } from '@ghostlight/timeline'

export type VideoContainer = 'webm' | 'mp4'
/** H.264 goes by the name that browsers give it. */
export type VideoCodecName = 'vp9' | 'av1' | 'avc'

export interface RenderRequest {
  /** Hash of the edition; `/editions/<hash>.json` has it. */
  readonly edition: string
  readonly songId: string
  /** The show as it is planned, folded up to the GO that starts the song; null: no cue does, it is played alone. */
  readonly performance: Performance | null
  /** Show time at which position 0 of the song falls; 0 when it is played alone. */
  readonly startAtMs: number
  /** Output of the venue whose picture is drawn, or null: the camera in the hall. */
  readonly outputId: string | null
  /** Of an output: what it shows before it is mirrored, turned, pinned, masked and trimmed. */
  readonly contentOnly: boolean
  /** Positions in the song. */
  readonly fromMs: number
  readonly toMs: number
  readonly fps: number
  readonly widthPx: number
  readonly heightPx: number
  readonly lyrics: boolean
  readonly language: 'en' | 'ja'
  readonly container: VideoContainer
  readonly codec: VideoCodecName
  /** Video only, bits per second. */
  readonly bitrate: number
  /** Frames of one part: what is lost at most when the rendering is broken off. */
  readonly partFrames: number
}
export interface RenderOpened {
  readonly frames: number
  readonly parts: number
  /** Codecs this browser encodes at the size asked for. */
  readonly codecs: readonly VideoCodecName[]
}
export interface RenderedPart {
  readonly frames: number
  /** FNV-1a over all pixels of the part, as drawn, before encoding. */
  readonly pixels: string
}
