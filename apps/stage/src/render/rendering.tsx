/**
 * A show drawn picture by picture, for `ghostlight render` and the bench: the same scene, show time and sound as on stage, but the clock
 * is a number. Each part of a video begins with the scene as it comes out of a short run-up over the same instants, so a part is the same
 * whether it is drawn after the one before or alone, after a rendering was broken off.
 */
import { compileEdition, type EditionData } from '@ghostlight/timeline'
import { advance, createRoot } from '@react-three/fiber'
import {
  ALL_FORMATS,
  AudioBufferSource,
  BufferSource,
  BufferTarget,
  canEncodeAudio,
  canEncodeVideo,
  EncodedPacketSink,
  EncodedVideoPacketSource,
  Input,
  Mp4OutputFormat,
  Output,
  VideoSample,
  VideoSampleSource,
  WebMOutputFormat,
} from 'mediabunny'
import '@fontsource/noto-sans-jp/700.css'
import type { RenderedPart, RenderRequest } from '@ghostlight/engine/protocol'
import type { WebGLRenderer } from 'three'
import { OutputStage } from '../projection/OutputStage.tsx'
import { ProjectionScene } from '../projection/ProjectionScene.tsx'
import { extendFiber, openRenderer } from '../renderer.ts'
import { VocalPlans } from '../sound/vocal-plans.ts'
import { Stage } from '../stage.ts'
import { VenueScene } from '../venue/VenueScene.tsx'
import { drawLyrics } from './draw-lyrics.ts'
import { renderSound, sing } from './render-sound.ts'
import { RenderSource } from './render-source.ts'

/** Longer than anything that eases in the picture, and more than a jump that makes it start over. */
const RUN_UP_MS = 1600

export class Rendering {
  readonly #request: RenderRequest
  readonly #source: RenderSource
  readonly #plans = new VocalPlans()
  readonly #stage: Stage
  readonly #picture = document.createElement('canvas')
  readonly #page = document.createElement('canvas')
  #gl: WebGLRenderer | null = null

  /** @throws Error when the page cannot encode what is asked for. */
  static async of(request: RenderRequest): Promise<Rendering> {
    const { codec, widthPx: width, heightPx: height, bitrate } = request
    if (!(await canEncodeVideo(codec, { width, height, bitrate })))
      throw new Error(`this browser cannot encode ${codec} at ${width} × ${height}`)
    const answer = await fetch(`/editions/${request.edition}.json`)
    return new Rendering(request, (await answer.json()) as EditionData)
  }

  private constructor(request: RenderRequest, data: EditionData) {
    this.#request = request
    const { widthPx, heightPx, outputId } = request
    const edition = compileEdition(data, request.edition)
    this.#source = new RenderSource(edition, request.songId)
    this.#stage = new Stage({ source: this.#source, plans: this.#plans, outputId, projects: outputId !== null, latencyMs: 0 })
    const screen = this.#stage.screen()
    // The content of the output, as a media server would want it: where it is pinned to is the projector's business.
    if (screen) {
      const { rotationDeg: _r, cornersPx: _c, maskPx: _m, blackLiftUnit: _b, brightnessUnit: _u, colourTrim: _t, ...content } = screen
      this.#stage.adjusted = { ...content, mirror: false }
    }
    for (const canvas of [this.#picture, this.#page]) {
      canvas.width = widthPx
      canvas.height = heightPx
    }
    this.#picture.style.width = `${widthPx}px`
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

  /** Address of the first performer's avatar. */
  avatarUrl(): string {
    const [performer] = Object.values(this.#source.edition().show.performers)
    if (!performer) throw new Error('nobody performs')
    const { avatar } = performer
    return this.#source.assetUrl(avatar.kind === 'builtIn' ? `builtIn:avatar/${avatar.look}` : avatar.file)!
  }

  /** Loads everybody and everything. */
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
    root.render(
      outputId !== null ? (
        <ProjectionScene stage={stage} smooth />
      ) : (
        <>
          <VenueScene stage={stage} detail="high" />
          <OutputStage stage={stage} smooth />
        </>
      ),
    )
    this.#plans.prepare(edition, songId)
    const cast = Object.keys(edition.show.performers).length
    const tracks = Object.entries(edition.songs[songId]?.tracks ?? {}).filter(([, track]) => track.kind === 'vocal')
    const waits = performance.now()
    while (stage.loaded.size < cast || tracks.some(([id]) => !this.#plans.plan(edition, songId, id))) {
      const fault = [...stage.faults.values(), ...this.#plans.faults()][0]
      if (fault !== undefined) throw new Error(fault)
      if (performance.now() - waits > 60_000) throw new Error('the performers did not arrive within a minute')
      await new Promise((resume) => setTimeout(resume, 30))
    }
    await document.fonts.load('700 20px "Noto Sans JP"', 'Aあ').catch(() => [])
  }

  /** Draws the picture of an instant; with `dry` only what must be known to draw the next. */
  draw(atMs: number, dry: boolean): void {
    this.#source.atMs = atMs
    this.#stage.dry = dry
    this.#stage.take()
    advance(atMs)
  }

  #runUp(atMs: number): void {
    const stepMs = 1000 / this.#request.fps
    const from = Math.max(0, atMs - RUN_UP_MS)
    const steps = Math.floor((atMs - from) / stepMs)
    for (let step = steps; step > 0; step--) this.draw(atMs - step * stepMs, true)
  }

  /** The picture as it goes into the video. */
  #finished(): HTMLCanvasElement {
    const { lyrics, language, widthPx: width, heightPx: height } = this.#request
    const now = this.#stage.now
    if (!now || !(lyrics || (this.#request.outputId !== null && this.#stage.shows('lyrics')))) return this.#picture
    const pen = this.#page.getContext('2d')!
    pen.drawImage(this.#picture, 0, 0)
    drawLyrics(pen, now.edition, now.frame, language, { width, height })
    return this.#page
  }

  async still(atMs: number): Promise<Blob> {
    this.#runUp(atMs)
    this.draw(atMs, false)
    const picture = this.#finished()
    return new Promise((done, fail) => picture.toBlob((blob) => (blob ? done(blob) : fail(new Error('no picture'))), 'image/png'))
  }

  async part(index: number, tell: (frame: number) => void): Promise<{ readonly bytes: ArrayBuffer; readonly told: RenderedPart }> {
    const { fromMs, fps, partFrames, codec, bitrate, container } = this.#request
    const first = index * partFrames
    const last = Math.min(this.frames, first + partFrames)
    const target = new BufferTarget()
    const output = new Output({ format: formatOf(container), target })
    const video = new VideoSampleSource({
      codec,
      bitrate,
      keyFrameInterval: 5,
      latencyMode: 'quality',
      hardwareAcceleration: 'prefer-software',
    })
    output.addVideoTrack(video, { frameRate: fps })
    await output.start()
    let hash = 0x811c9dc5
    this.#runUp(fromMs + (first * 1000) / fps)
    for (let frame = first; frame < last; frame++) {
      this.draw(fromMs + (frame * 1000) / fps, false)
      hash = hashPixels(this.#gl!.getContext() as WebGL2RenderingContext, hash)
      const sample = new VideoSample(this.#finished(), { timestamp: (frame - first) / fps, duration: 1 / fps })
      await video.add(sample)
      sample.close()
      tell(frame + 1)
    }
    await output.finalize()
    if (!target.buffer) throw new Error('the encoder wrote nothing')
    return { bytes: target.buffer, told: { frames: last - first, pixels: (hash >>> 0).toString(16).padStart(8, '0') } }
  }

  /** Sound, and the parts behind each other. */
  async join(partOf: (index: number) => Promise<ArrayBuffer>): Promise<ArrayBuffer> {
    const { container, codec, songId, fromMs, toMs, fps, partFrames } = this.#request
    await sing(this.#plans, this.#source.edition(), songId)
    const sound = await renderSound(this.#source, this.#plans, fromMs, toMs)
    const target = new BufferTarget()
    const output = new Output({ format: formatOf(container), target })
    const video = new EncodedVideoPacketSource(codec)
    output.addVideoTrack(video, { frameRate: fps })
    const aac = container === 'mp4' && (await canEncodeAudio('aac'))
    const audio = new AudioBufferSource({ codec: aac ? 'aac' : 'opus', bitrate: 192_000 })
    output.addAudioTrack(audio)
    await output.start()
    const hearing = audio.add(sound).then(() => audio.close())
    let told = false
    for (let index = 0; index < this.parts; index++) {
      const input = new Input({ source: new BufferSource(await partOf(index)), formats: ALL_FORMATS })
      const track = await input.getPrimaryVideoTrack()
      if (!track) throw new Error(`part ${index} holds no picture`)
      const decoderConfig = await track.getDecoderConfig()
      for await (const packet of new EncodedPacketSink(track).packets()) {
        const placed = packet.clone({ timestamp: packet.timestamp + (index * partFrames) / fps })
        await video.add(placed, told || !decoderConfig ? undefined : { decoderConfig })
        told = true
      }
    }
    video.close()
    await hearing
    await output.finalize()
    if (!target.buffer) throw new Error('nothing was written')
    return target.buffer
  }
}

const formatOf = (container: RenderRequest['container']) =>
  container === 'mp4' ? new Mp4OutputFormat({ fastStart: 'in-memory' }) : new WebMOutputFormat()

/** FNV-1a, four bytes at a time, over the picture drawn last. */
function hashPixels(gl: WebGL2RenderingContext, from: number): number {
  const bytes = new Uint8Array(gl.drawingBufferWidth * gl.drawingBufferHeight * 4)
  gl.readPixels(0, 0, gl.drawingBufferWidth, gl.drawingBufferHeight, gl.RGBA, gl.UNSIGNED_BYTE, bytes)
  let hash = from
  for (const word of new Uint32Array(bytes.buffer)) hash = Math.imul(hash ^ word, 0x01000193)
  return hash
}
