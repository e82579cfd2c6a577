/** Stills and videos of cues for a rendering: every picture of a video is the one that belongs to the instant, decoded, not played. */
import type { PictureLayer } from '@ghostlight/timeline'
import { ALL_FORMATS, BlobSource, CanvasSink, Input, type WrappedCanvas } from 'mediabunny'
import { CanvasTexture, LinearFilter, SRGBColorSpace } from 'three'
import { MediaStore, type MediaTexture } from '../layers/media-store.ts'

/** Farther ahead than this it is quicker to look for the next key picture than to decode all between. */
const SEEK_S = 4

export class FrameMedia extends MediaStore {
  readonly #reels = new Map<string, Reel>()

  /** Fetches and decodes what these layers show at this instant. @throws Error when one cannot be had. */
  async bring(layers: readonly PictureLayer[]): Promise<void> {
    for (const { picture, mediaMs } of layers) {
      if (picture.kind !== 'media') continue
      const url = this.addressOf(picture.file)
      if (url === null) throw new Error(`${picture.file} is not in the show`)
      if (picture.media === 'video') {
        let reel = this.#reels.get(url)
        if (!reel) {
          reel = await Reel.open(url, picture.file)
          this.#reels.set(url, reel)
        }
        await reel.wind((mediaMs ?? 0) / 1000)
      } else {
        while (this.still(picture.file) === null) {
          const fault = this.faults.get(url)
          if (fault !== undefined) throw new Error(fault)
          await new Promise((resume) => setTimeout(resume, 10))
        }
      }
    }
  }

  /** Nothing is prepared: `bring` waits for what is needed. */
  override want(): number {
    return 1
  }

  override video(file: string): MediaTexture | null {
    return this.#reels.get(this.addressOf(file) ?? '')?.shown ?? null
  }
}

/** One video, wound to an instant and back. */
class Reel {
  readonly #sink: CanvasSink
  readonly #endS: number
  readonly #texture: CanvasTexture<HTMLCanvasElement | OffscreenCanvas>
  readonly shown: MediaTexture
  #pictures: AsyncGenerator<WrappedCanvas, void, unknown> | null = null
  #now: WrappedCanvas | null = null
  #next: WrappedCanvas | null = null

  private constructor(sink: CanvasSink, width: number, height: number, endS: number) {
    this.#sink = sink
    this.#endS = endS
    const canvas = new OffscreenCanvas(width, height)
    this.#texture = new CanvasTexture(canvas)
    this.#texture.colorSpace = SRGBColorSpace
    this.#texture.generateMipmaps = false
    this.#texture.minFilter = LinearFilter
    this.shown = { texture: this.#texture, aspect: width / height }
  }

  static async open(url: string, file: string): Promise<Reel> {
    const answer = await fetch(url)
    if (!answer.ok) throw new Error(`${file}: the server answered ${answer.status}`)
    const track = await new Input({ source: new BlobSource(await answer.blob()), formats: ALL_FORMATS }).getPrimaryVideoTrack()
    if (!track || !(await track.canDecode())) throw new Error(`${file} holds no video that this browser can decode`)
    const sink = new CanvasSink(track, { poolSize: 3 })
    return new Reel(sink, track.displayWidth, track.displayHeight, await track.computeDuration())
  }

  /** Beyond its end a video keeps its last picture. */
  async wind(toS: number): Promise<void> {
    const atS = Math.max(0, Math.min(toS, this.#endS - 0.001))
    const before = this.#now
    if (!this.#now || atS < this.#now.timestamp || atS > this.#now.timestamp + SEEK_S) {
      await this.#pictures?.return()
      this.#pictures = this.#sink.canvases(atS)
      this.#now = (await this.#pictures.next()).value ?? null
      this.#next = (await this.#pictures.next()).value ?? null
    }
    while (this.#next && this.#next.timestamp <= atS + 1e-6) {
      this.#now = this.#next
      this.#next = (await this.#pictures?.next())?.value ?? null
    }
    if (!this.#now || this.#now === before) return
    const { width, height } = this.#texture.image
    const pen = this.#texture.image.getContext('2d') as OffscreenCanvasRenderingContext2D | null
    pen?.drawImage(this.#now.canvas, 0, 0, width, height)
    this.#texture.needsUpdate = true
  }
}
