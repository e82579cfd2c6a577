/** The page's half of `npm run bench stage`: what one picture costs in script, memory and drawing, measured on the show's own scene. */

import type { RenderRequest } from '@ghostlight/engine/protocol'
import type { VRM } from '@pixiv/three-vrm'
import { AmbientLight, DirectionalLight, PerspectiveCamera, Scene, WebGLRenderer } from 'three'
import { loadVrm } from '../performer/load-vrm.ts'
import { Rendering } from './rendering.tsx'

/** Browsers round clocks to 0.1 ms; a batch is long enough for that not to matter. */
const BATCH = 20
const STEP_MS = 1000 / 60

declare global {
  interface Performance {
    readonly memory?: { readonly usedJSHeapSize: number }
  }
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]!

let rendering: Rendering | null = null
let atMs = 0

/** The instants of a song one after the other, round and round. */
function next(lengthMs: number): number {
  atMs = (atMs + STEP_MS) % lengthMs
  return atMs
}

const bench = {
  async open(request: RenderRequest): Promise<void> {
    rendering = await Rendering.of(request)
    await rendering.open()
  },

  /** Script per picture with nothing drawn: fold, evaluation, pose, mouth, springs, lights. Milliseconds. */
  script(frames: number, lengthMs: number): { readonly medianMs: number; readonly p95Ms: number; readonly worstMs: number } {
    const means: number[] = []
    for (let k = 0; k < frames / BATCH; k++) {
      const startedMs = performance.now()
      for (let frame = 0; frame < BATCH; frame++) rendering!.draw(next(lengthMs), true)
      means.push((performance.now() - startedMs) / BATCH)
    }
    means.sort((a, b) => a - b)
    return { medianMs: median(means), p95Ms: means[Math.floor(means.length * 0.95)]!, worstMs: means.at(-1)! }
  },

  /** Bytes of script memory that a picture leaves behind for the collector, and what stays after it has been through. */
  memory(frames: number, lengthMs: number): { readonly perFrame: number; readonly retained: number } {
    const used = () => performance.memory?.usedJSHeapSize ?? Number.NaN
    for (let frame = 0; frame < 600; frame++) rendering!.draw(next(lengthMs), true)
    // Short stretches without a collection in between; one that shrinks was interrupted by one.
    const stretches: number[] = []
    for (let k = 0; k < 40; k++) {
      const before = used()
      for (let frame = 0; frame < 10; frame++) rendering!.draw(next(lengthMs), true)
      const grown = used() - before
      if (grown > 0) stretches.push(grown / 10)
    }
    globalThis.gc?.()
    globalThis.gc?.()
    const before = used()
    for (let frame = 0; frame < frames; frame++) rendering!.draw(next(lengthMs), true)
    globalThis.gc?.()
    globalThis.gc?.()
    return { perFrame: stretches.length === 0 ? Number.NaN : median(stretches), retained: used() - before }
  },

  /** What the graphics card is asked for in one picture. */
  drawing(): { readonly calls: number; readonly triangles: number; readonly programs: number; readonly textures: number } {
    const gl = rendering!.gl
    rendering!.draw(atMs, false)
    const { render, programs, memory } = gl.info
    return { calls: render.calls, triangles: render.triangles, programs: programs?.length ?? 0, textures: memory.textures }
  },

  /** Time of a finished picture, ours with effects off and a bare viewer's of the same avatar, turn about. Milliseconds. */
  async ratio(rounds: number, lengthMs: number): Promise<{ readonly oursMs: number; readonly bareMs: number }> {
    const ours = rendering!
    const { width, height } = ours.gl.domElement
    const bare = await BareViewer.of(ours.avatarUrl(), width, height)
    const [oursMs, bareMs]: [number[], number[]] = [[], []]
    const finished = (gl: WebGLRenderer) => {
      const context = gl.getContext()
      context.readPixels(0, 0, 1, 1, context.RGBA, context.UNSIGNED_BYTE, new Uint8Array(4))
    }
    for (let round = -2; round < rounds; round++) {
      for (const [draw, gl, times] of [
        [() => ours.draw(next(lengthMs), false), ours.gl, oursMs],
        [() => bare.draw(), bare.gl, bareMs],
      ] as const) {
        const startedMs = performance.now()
        for (let k = 0; k < 5; k++) {
          draw()
          finished(gl)
        }
        if (round >= 0) times.push((performance.now() - startedMs) / 5)
      }
    }
    bare.dispose()
    return { oursMs: median(oursMs), bareMs: median(bareMs) }
  },
}

/** A three-vrm viewer as its own examples write it: one light, one camera, `vrm.update`. */
class BareViewer {
  readonly gl: WebGLRenderer
  readonly #vrm: VRM
  readonly #scene = new Scene()
  readonly #camera: PerspectiveCamera

  private constructor(vrm: VRM, width: number, height: number) {
    this.#vrm = vrm
    this.gl = new WebGLRenderer({ antialias: true })
    this.gl.setSize(width, height, false)
    this.#camera = new PerspectiveCamera(14.5, width / height, 0.1, 20)
    this.#camera.position.set(0, 1.05, 9)
    this.#scene.add(vrm.scene, new DirectionalLight(0xffffff, Math.PI), new AmbientLight(0xffffff, 0.4))
  }

  static async of(url: string, width: number, height: number): Promise<BareViewer> {
    return new BareViewer(await loadVrm(url), width, height)
  }

  draw(): void {
    this.#vrm.update(1 / 60)
    this.gl.render(this.#scene, this.#camera)
  }

  dispose(): void {
    this.gl.dispose()
  }
}

declare global {
  interface Window {
    ghostlightBench?: typeof bench
  }
}
window.ghostlightBench = bench
