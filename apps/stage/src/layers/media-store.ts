/** Stills and videos of cues as textures: fetched by content address, kept while they are wanted. */
import { CanvasTexture, LinearFilter, SRGBColorSpace, Texture, VideoTexture } from 'three'
import { drawPattern, type PatternKind } from '../projection/patterns.ts'
import { videoStep } from './layer-plan.ts'

export interface MediaTexture {
  readonly texture: Texture
  readonly aspect: number
}
interface Video {
  readonly element: HTMLVideoElement
  readonly texture: VideoTexture
}

export class MediaStore {
  readonly #address: (path: string) => string | null
  readonly #stills = new Map<string, MediaTexture>()
  readonly #videos = new Map<string, Video>()
  readonly #loading = new Set<string>()
  readonly #patterns = new Map<string, CanvasTexture>()
  readonly faults = new Map<string, string>()

  constructor(address: (path: string) => string | null) {
    this.#address = address
  }

  /** Begins to load what is not here. @returns the share that is ready, 0–1. */
  want(media: readonly { readonly file: string; readonly media: 'still' | 'video' }[]): number {
    let ready = 0
    for (const { file, media: kind } of media) {
      const url = this.#address(file)
      if (url === null) continue
      if (
        kind === 'still' ? this.#still(file, url) !== null : this.#video(file, url).element.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA
      )
        ready++
    }
    return media.length === 0 ? 1 : ready / media.length
  }

  still(file: string): MediaTexture | null {
    const url = this.#address(file)
    return url === null ? null : this.#still(file, url)
  }

  /** The video, brought to `mediaMs`; null until its first picture is here. @param runs  false where it has come to its end. */
  video(file: string, mediaMs: number, runs: boolean): MediaTexture | null {
    const url = this.#address(file)
    if (url === null) return null
    const { element, texture } = this.#video(file, url)
    if (element.readyState < HTMLMediaElement.HAVE_METADATA) return null
    const endS = Number.isFinite(element.duration) ? element.duration : Number.POSITIVE_INFINITY
    const wantedS = Math.min(mediaMs / 1000, endS - 0.001)
    const step = videoStep(element.currentTime, wantedS)
    if ('seekS' in step) {
      if (!element.seeking) element.currentTime = step.seekS
    } else element.playbackRate = step.rate
    if (runs && element.paused && !element.ended)
      void element.play().catch((error: unknown) => this.faults.set(url, `${file}: ${String(error)}`))
    else if (!runs && !element.paused) element.pause()
    if (element.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return null
    return { texture, aspect: element.videoWidth / Math.max(1, element.videoHeight) }
  }

  /** Videos that nobody has asked for in this picture stand still. */
  rest(playing: ReadonlySet<string>): void {
    for (const [url, { element }] of this.#videos) if (!element.paused && !playing.has(url)) element.pause()
  }

  addressOf(file: string): string | null {
    return this.#address(file)
  }

  pattern(kind: PatternKind, widthPx: number, heightPx: number): MediaTexture {
    const name = `${kind} ${widthPx} ${heightPx}`
    let texture = this.#patterns.get(name)
    if (!texture) {
      const canvas = document.createElement('canvas')
      canvas.width = widthPx
      canvas.height = heightPx
      drawPattern(canvas, kind, [])
      texture = new CanvasTexture(canvas)
      texture.colorSpace = SRGBColorSpace
      this.#patterns.set(name, texture)
    }
    return { texture, aspect: widthPx / heightPx }
  }

  /** Everything goes, as when a graphics context was lost; what is wanted again is fetched again. */
  letGo(): void {
    for (const { texture } of this.#stills.values()) texture.dispose()
    for (const texture of this.#patterns.values()) texture.dispose()
    for (const { element, texture } of this.#videos.values()) {
      element.pause()
      element.removeAttribute('src')
      element.load()
      texture.dispose()
    }
    this.#stills.clear()
    this.#patterns.clear()
    this.#videos.clear()
  }

  #still(file: string, url: string): MediaTexture | null {
    const known = this.#stills.get(url)
    if (known) return known
    if (!this.#loading.has(url)) void this.#load(file, url)
    return null
  }

  async #load(file: string, url: string): Promise<void> {
    this.#loading.add(url)
    try {
      const answer = await fetch(url)
      if (!answer.ok) throw new Error(`the server answered ${answer.status}`)
      const image = await createImageBitmap(await answer.blob(), { imageOrientation: 'flipY' })
      const texture = new Texture(image)
      texture.flipY = false
      texture.colorSpace = SRGBColorSpace
      texture.minFilter = LinearFilter
      texture.generateMipmaps = false
      texture.needsUpdate = true
      this.#stills.set(url, { texture, aspect: image.width / image.height })
      this.faults.delete(url)
      this.#loading.delete(url)
    } catch (error) {
      this.faults.set(url, `${file} cannot be shown: ${error instanceof Error ? error.message : String(error)}`)
      setTimeout(() => this.#loading.delete(url), 5000)
    }
  }

  #video(file: string, url: string): Video {
    const known = this.#videos.get(url)
    if (known) return known
    const element = document.createElement('video')
    element.crossOrigin = 'anonymous'
    element.muted = true
    element.playsInline = true
    element.preload = 'auto'
    element.onerror = () => this.faults.set(url, `${file} cannot be shown: ${element.error?.message || 'the browser cannot decode it'}`)
    element.src = url
    const texture = new VideoTexture(element)
    texture.colorSpace = SRGBColorSpace
    const video = { element, texture }
    this.#videos.set(url, video)
    return video
  }
}
