/** The page's half of `npm run bench stage`: what one picture costs in script, memory and drawing, measured on the show's own scene. */

import type { RenderRequest } from '@ghostlight/engine/protocol'
import { MToonMaterial, type VRM } from '@pixiv/three-vrm'
import { AmbientLight, DirectionalLight, type Mesh, PerspectiveCamera, Scene, type Texture, WebGLRenderer } from 'three'
import { loadVrm } from '../performer/load-vrm.ts'
import type { ScreenSettings } from '../projection/screen-settings.ts'
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
  drawing(positionMs = atMs): { readonly calls: number; readonly triangles: number; readonly programs: number; readonly textures: number } {
    const gl = rendering!.gl
    rendering!.draw(positionMs, false)
    const { render, programs, memory } = gl.info
    return { calls: render.calls, triangles: render.triangles, programs: programs?.length ?? 0, textures: memory.textures }
  },

  /**
   * Time of a finished picture, ours without effects and a bare viewer's, turn about: the same avatar in the same pose before the same
   * camera, on canvases of the same size, smoothed alike. Milliseconds.
   * Her rim light is an effect of the show, which a bare viewer has not: it is off as well, and on again in a time of its own. Ours is
   * timed by way of the output pass too, as for a screen that is masked or pinned.
   */
  async ratio(rounds: number, lengthMs: number): Promise<RatioFigures> {
    const ours = rendering!
    const { width, height } = ours.gl.domElement
    const bare = await BareViewer.of(ours.avatarUrl(), width, height)
    const samples = (gl: WebGLRenderer) => gl.getContext().getParameter(gl.getContext().SAMPLES) as number
    const alike: Alike[] = []
    const times = { ours: [] as number[], bare: [] as number[], pass: [] as number[], rim: [] as number[] }
    const plain: Partial<ScreenSettings> = { shows: ['performer'] }
    // A mask larger than the raster: the same pixels by way of the pass.
    const all: [number, number][] = [
      [-9, -9],
      [9999, -9],
      [9999, 9999],
      [-9, 9999],
    ]
    const through: Partial<ScreenSettings> = { ...plain, maskPx: all }
    const rim = new RimSwitch(ours)
    for (let round = -2; round < rounds; round++) {
      const atMs = next(lengthMs)
      ours.adjust(plain)
      rim.set(false)
      ours.draw(atMs, false)
      bare.stand(ours)
      if (round >= 0 && round < 4)
        alike.push(
          compare(
            pixelsOf(ours.gl, () => ours.draw(atMs, false)),
            pixelsOf(bare.gl, () => bare.draw()),
          ),
        )
      for (const [draw, gl, into, set, hasRim] of [
        [() => ours.draw(next(lengthMs), false), ours.gl, times.ours, plain, false],
        [() => bare.draw(), bare.gl, times.bare, plain, false],
        [() => ours.draw(next(lengthMs), false), ours.gl, times.pass, through, false],
        [() => ours.draw(next(lengthMs), false), ours.gl, times.rim, plain, true],
      ] as const) {
        ours.adjust(set)
        rim.set(hasRim)
        draw()
        finished(gl)
        const startedMs = performance.now()
        for (let k = 0; k < 5; k++) {
          draw()
          finished(gl)
        }
        if (round >= 0) into.push((performance.now() - startedMs) / 5)
      }
    }
    const found: RatioFigures = {
      oursMs: median(times.ours),
      bareMs: median(times.bare),
      passMs: median(times.pass),
      rimMs: median(times.rim),
      oursPx: median(alike.map((one) => one.oursPx)),
      barePx: median(alike.map((one) => one.barePx)),
      apartPx: median(alike.map((one) => one.apartPx)),
      canvas: [ours.gl, bare.gl].map((gl) => `${gl.domElement.width} × ${gl.domElement.height}, ${samples(gl)} samples`),
    }
    bare.dispose()
    return found
  },
}

export interface RatioFigures extends Alike {
  readonly oursMs: number
  readonly bareMs: number
  readonly passMs: number
  /** Ours with her rim light. */
  readonly rimMs: number
  /** Of ours and of the bare viewer. */
  readonly canvas: readonly string[]
}
interface Alike {
  /** Pixels that are not black, and those that are so in one of the two pictures only. */
  readonly oursPx: number
  readonly barePx: number
  readonly apartPx: number
}

/** Her rim light, which is painted into the spheres that her materials are lit by. */
class RimSwitch {
  readonly #lit: { readonly material: MToonMaterial; readonly texture: Texture | null }[] = []
  #isOn = true

  constructor({ view }: Rendering) {
    view.scene.traverse((object) => {
      const { material } = object as Mesh
      for (const each of material === undefined ? [] : [material].flat())
        if (each instanceof MToonMaterial && each.matcapTexture) this.#lit.push({ material: each, texture: each.matcapTexture })
    })
  }

  set(isOn: boolean): void {
    if (isOn === this.#isOn) return
    this.#isOn = isOn
    for (const { material, texture } of this.#lit) {
      material.matcapTexture = isOn ? texture : null
      material.needsUpdate = true
    }
  }
}

/** Waits until the card has drawn what it was asked for. */
function finished(gl: WebGLRenderer): void {
  const context = gl.getContext()
  context.readPixels(0, 0, 1, 1, context.RGBA, context.UNSIGNED_BYTE, new Uint8Array(4))
}

function pixelsOf(gl: WebGLRenderer, draw: () => void): Uint8Array {
  draw()
  const context = gl.getContext()
  const { width, height } = gl.domElement
  const bytes = new Uint8Array(width * height * 4)
  context.readPixels(0, 0, width, height, context.RGBA, context.UNSIGNED_BYTE, bytes)
  return bytes
}

function compare(ours: Uint8Array, bare: Uint8Array): Alike {
  let [oursPx, barePx, apartPx] = [0, 0, 0]
  for (let k = 0; k < ours.length; k += 4) {
    const [a, b] = [ours[k]! + ours[k + 1]! + ours[k + 2]! > 0, bare[k]! + bare[k + 1]! + bare[k + 2]! > 0]
    if (a) oursPx++
    if (b) barePx++
    if (a !== b) apartPx++
  }
  return { oursPx, barePx, apartPx }
}

/** A three-vrm viewer as its own examples write it: one light, one camera, `vrm.update`. It stands as she does and looks from where ours looks. */
class BareViewer {
  readonly gl: WebGLRenderer
  readonly #vrm: VRM
  readonly #scene = new Scene()
  readonly #camera = new PerspectiveCamera()

  private constructor(vrm: VRM, width: number, height: number) {
    this.#vrm = vrm
    this.gl = new WebGLRenderer({ antialias: true })
    this.gl.setSize(width, height, false)
    this.#scene.add(vrm.scene, new DirectionalLight(0xffffff, Math.PI), new AmbientLight(0xffffff, 0.4))
  }

  static async of(url: string, width: number, height: number): Promise<BareViewer> {
    return new BareViewer(await loadVrm(url), width, height)
  }

  /** Takes the pose and the camera of our picture; not part of what is timed. */
  stand({ view }: Rendering): void {
    view.scene.traverse(({ name, position, quaternion }) => {
      if (!name.startsWith('Normalized_')) return
      const own = this.#vrm.scene.getObjectByName(name)
      own?.position.copy(position)
      own?.quaternion.copy(quaternion)
    })
    this.#vrm.update(0)
    this.#vrm.springBoneManager?.reset()
    this.#camera.position.copy(view.camera.position)
    this.#camera.projectionMatrix.copy(view.camera.projectionMatrix)
    this.#camera.projectionMatrixInverse.copy(view.camera.projectionMatrixInverse)
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
