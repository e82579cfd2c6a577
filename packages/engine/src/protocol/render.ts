/** What `ghostlight render` asks of the page that draws (`apps/stage/render.html`), and what it is told. */

export type VideoContainer = 'webm' | 'mp4'

export interface RenderRequest {
  /** Hash of the edition; `/editions/<hash>.json` has it. */
  readonly edition: string
  readonly songId: string
  /** Output of the venue whose content is drawn, or null: the camera in the hall. */
  readonly outputId: string | null
  readonly fromMs: number
  readonly toMs: number
  readonly fps: number
  readonly widthPx: number
  readonly heightPx: number
  readonly lyrics: boolean
  readonly language: 'en' | 'ja'
  readonly container: VideoContainer
  readonly codec: 'vp9' | 'av1' | 'avc'
  /** Video only, bits per second. */
  readonly bitrate: number
  /** Frames of one part: what is lost at most when the rendering is broken off. */
  readonly partFrames: number
}
export interface RenderOpened {
  readonly frames: number
  readonly parts: number
}
export interface RenderedPart {
  readonly frames: number
  /** FNV-1a over all pixels of the part, as drawn, before encoding. */
  readonly pixels: string
}
