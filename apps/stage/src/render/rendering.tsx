/**
 * A show drawn picture by picture, for `ghostlight render` and the bench: the same scene, show time and sound as on stage, but the clock
 * is a number. Each part of a video begins with the scene as it comes out of a short run-up over the same instants, so a part is the same
 * whether it is drawn after the one before or alone, after a rendering was broken off.
 */

import type { RenderedPart, RenderRequest, VideoCodecName } from '@ghostlight/engine/protocol'
import { compileEdition, type EditionData } from '@ghostlight/timeline'
import { advance, createRoot, type RootState } from '@react-three/fiber'
import '@fontsource/noto-sans-jp/700.css'
import type { Camera, Scene, WebGLRenderer } from 'three'
import { layersFor } from '../layers/layer-plan.ts'
import { OutputStage } from '../projection/OutputStage.tsx'
import { ProjectionScene } from '../projection/ProjectionScene.tsx'
import type { ScreenSettings } from '../projection/screen-settings.ts'
import { extendFiber, openRenderer } from '../renderer.ts'
import { VocalPlans } from '../sound/vocal-plans.ts'
import { Stage } from '../stage.ts'
import { VenueScene } from '../venue/VenueScene.tsx'
import { drawLyrics } from './draw-lyrics.ts'
import { FrameMedia } from './frame-media.ts'
import { renderSound } from './render-sound.ts'
import { RenderSource } from './render-source.ts'
import { songAlone } from './song-alone.ts'
import { codecsFor, joinParts, PartWriter } from './video.ts'

/** Longer than anything that eases in the picture, and more than a jump that makes it start over. */
const RUN_UP_MS = 1600
const MOST_PATIENCE_MS = 60_000

export class Rendering {
  readonly #request: RenderRequest
  readonly #source: RenderSource
  readonly #plans = new VocalPlans()
  readonly #media: FrameMedia
  readonly #stage: Stage
  readonly #picture = document.createElement('canvas')
  readonly #words = document.createElement('canvas')
  /** Codecs this browser can encode at the size asked for. */
  readonly codecs: readonly VideoCodecName[]
  #gl: WebGLRenderer | null = null
  #state: (() => RootState) | null = null

  static async of(request: RenderRequest): Promise<Rendering> {
    const [codecs, answer] = await Promise.all([codecsFor(request), fetch(`/editions/${request.edition}.json`)])
    return new Rendering(request, codecs, (await answer.json()) as EditionData)
  }

  private constructor(request: RenderRequest, codecs: readonly VideoCodecName[], data: EditionData) {
    this.#request = request
    this.codecs = codecs
    const { widthPx, heightPx, outputId, contentOnly, songId } = request
    const edition = compileEdition(data, request.edition)
    const source = new RenderSource(edition, request.performance ?? songAlone(edition, songId))
    this.#source = source
    this.#media = new FrameMedia((path) => source.assetUrl(path))
    const [plans, media, projects] = [this.#plans, this.#media, outputId !== null]
    this.#stage = new Stage({ source, plans, media, outputId, projects, latencyMs: 0, mirrors: true })
    const screen = this.#stage.screen()
    if (screen && contentOnly) {
      const { rotationDeg: _r, cornersPx: _c, maskPx: _m, blackLiftUnit: _b, brightnessUnit: _u, colourTrim: _t, ...content } = screen
      this.#stage.adjusted = { ...content, mirror: false }
    }
    this.#picture.width = widthPx
    this.#picture.height = heightPx
    this.#picture.style.width = `${widthPx}px`
    const [wordsWidth, wordsHeight] = this.#stage.pictureSize(widthPx, heightPx)
    this.#words.width = wordsWidth
    this.#words.height = wordsHeight
    document.body.append(this.#picture)
  }

  get frames(): number {
    const { fromMs, toMs, fps } = this.#request
    return Math.max(1, Math.round(((toMs - fromMs) / 1000) * fps))
  }

  get parts(): number {
    return Math.ceil(this.frames / this.#request.partFrames)
  }

  get gl(): WebGLRenderer {
    return this.#gl!
  }

  /** What is drawn, and from where. */
  get view(): { readonly scene: Scene; readonly camera: Camera } {
    return this.#state!()
  }

  /** From now on an output shows these only, and is set like this. */
  adjust(settings: Partial<ScreenSettings>): void {
    this.#stage.adjusted = null
    const screen = this.#stage.screen()
    if (screen) this.#stage.adjusted = { ...screen, ...settings }
  }

  /** Address of the first performer's avatar. */
  avatarUrl(): string {
    const [performer] = Object.values(this.#source.edition().show.performers)
    if (!performer) throw new Error('nobody performs')
    const { avatar } = performer
    return this.#source.assetUrl(avatar.kind === 'builtIn' ? `builtIn:avatar/${avatar.look}` : avatar.file)!
  }

  /** Loads everybody and everything: not a picture is drawn before all that it needs is there, or two runs would differ. */
  async open(): Promise<void> {
    const { widthPx: width, heightPx: height, songId, outputId } = this.#request
    const edition = this.#source.edition()
    extendFiber()
    const root = createRoot(this.#picture)
    await root.configure({
      frameloop: 'never',
      flat: true,
      dpr: 1,
      size: { width, height, top: 0, left: 0 },
      camera: { manual: true } as never,
      gl: (defaults) => {
        this.#gl = openRenderer(defaults.canvas as HTMLCanvasElement, true)
        return this.#gl
      },
    })
    const stage = this.#stage
    const store = root.render(
      outputId !== null ? (
        <ProjectionScene stage={stage} smooth />
      ) : (
        <>
          <VenueScene stage={stage} detail="high" />
          <OutputStage stage={stage} smooth />
        </>
      ),
    )
    this.#state = () => store.getState()
    this.#plans.prepare(edition, songId)
    const song = edition.songs[songId]
    const singers = Object.entries(song?.tracks ?? {}).filter(([, track]) => track.kind === 'vocal')
    const waits = performance.now()
    while (!stage.isComplete || singers.some(([id]) => !this.#plans.plan(edition, songId, id))) {
      const fault = [...stage.faults.values(), ...this.#plans.faults()][0]
      if (fault !== undefined) throw new Error(fault)
      if (performance.now() - waits > MOST_PATIENCE_MS) throw new Error('the performers did not arrive within a minute')
      await new Promise((resume) => setTimeout(resume, 30))
    }
    // The type comes in pieces, by the characters that are asked for.
    await document.fonts.load('700 20px "Noto Sans JP"', `Aあ${JSON.stringify(song?.tracks ?? {})}`)
  }

  /** Draws the picture of a position; with `dry` only what must be known to draw the next. */
  draw(positionMs: number, dry: boolean): void {
    this.#take(positionMs, dry)
    advance(this.#source.atMs)
  }

  #take(positionMs: number, dry: boolean): void {
    this.#source.atMs = this.#request.startAtMs + positionMs
    this.#stage.dry = dry
    this.#stage.take()
  }

  /** Draws the picture of a position with all that cues show and the words, as it goes into the file. */
  async #drawWhole(positionMs: number): Promise<void> {
    this.#take(positionMs, false)
    const { now, outputId, projects } = this.#stage
    if (now) await this.#media.bring(layersFor(now.edition, now.frame, { id: outputId, projects }))
    this.#stage.overlay = this.#paintWords() ? this.#words : null
    advance(this.#source.atMs)
  }

  /** @returns whether there are any. */
  #paintWords(): boolean {
    const { lyrics, language, outputId } = this.#request
    const { now } = this.#stage
    if (!now || !(lyrics || (outputId !== null && this.#stage.shows('lyrics')))) return false
    const pen = this.#words.getContext('2d')!
    pen.clearRect(0, 0, this.#words.width, this.#words.height)
    return drawLyrics(pen, now.edition, now.frame, language, this.#words)
  }

  #runUp(positionMs: number): void {
    const stepMs = 1000 / this.#request.fps
    const steps = Math.floor(Math.min(RUN_UP_MS, positionMs) / stepMs)
    for (let step = steps; step > 0; step--) this.draw(positionMs - step * stepMs, true)
  }

  /** @returns the picture, and the hash of its pixels as they were drawn. */
  async still(positionMs: number): Promise<{ readonly png: Blob; readonly pixels: string }> {
    this.#runUp(positionMs)
    await this.#drawWhole(positionMs)
    const pixels = hex(hashPixels(this.gl, FNV_BASIS))
    const png = await new Promise<Blob | null>((done) => this.#picture.toBlob(done, 'image/png'))
    if (!png) throw new Error('no picture')
    return { png, pixels }
  }

  async part(index: number, tell: (frame: number) => void): Promise<{ readonly bytes: ArrayBuffer; readonly told: RenderedPart }> {
    const { fromMs, fps, partFrames } = this.#request
    const first = index * partFrames
    const last = Math.min(this.frames, first + partFrames)
    const writer = await PartWriter.of(this.#request)
    let hash = FNV_BASIS
    this.#runUp(fromMs + (first * 1000) / fps)
    for (let frame = first; frame < last; frame++) {
      await this.#drawWhole(fromMs + (frame * 1000) / fps)
      hash = hashPixels(this.gl, hash)
      await writer.add(this.#picture)
      tell(frame + 1)
    }
    return { bytes: await writer.end(), told: { frames: last - first, pixels: hex(hash) } }
  }

  async join(partOf: (index: number) => Promise<ArrayBuffer>): Promise<ArrayBuffer> {
    const { startAtMs, fromMs, toMs } = this.#request
    const sound = await renderSound(this.#source, this.#plans, startAtMs + fromMs, startAtMs + toMs)
    return joinParts(this.#request, sound, this.parts, partOf)
  }
}

const FNV_BASIS = 0x811c9dc5
const hex = (hash: number) => (hash >>> 0).toString(16).padStart(8, '0')

/** FNV-1a, four bytes at a time, over the picture drawn last; in the same task, or it is gone. */
function hashPixels(renderer: WebGLRenderer, from: number): number {
  const gl = renderer.getContext() as WebGL2RenderingContext
  const bytes = new Uint8Array(gl.drawingBufferWidth * gl.drawingBufferHeight * 4)
  gl.readPixels(0, 0, gl.drawingBufferWidth, gl.drawingBufferHeight, gl.RGBA, gl.UNSIGNED_BYTE, bytes)
  let hash = from
  for (const word of new Uint32Array(bytes.buffer)) hash = Math.imul(hash ^ word, 0x01000193)
  return hash
}
