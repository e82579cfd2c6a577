/** A rasteriser without a graphics card: which triangle of a figure is nearest in each pixel. */
import type { Vector3 } from 'three'

/** What a pixel shows: nothing, a face as it is meant, the inside of one, skin that lies under hair or cloth at rest. */
export const seen = { nothing: 0, front: 1, back: 2, coveredSkin: 3 } as const

export const widthPx = 1200
export const heightPx = 1080
/** Pixels per metre when a hall of 2.2 m height fills 1080 lines. */
const pxPerM = 1080 / 2.2
const footY = 1040
const tilePx = 8
const tilesAcross = Math.ceil(widthPx / tilePx)

/** Of each triangle: its three corners, 1 where its inside may be seen, 1 where it is skin that nothing shows at rest. */
export interface Surface {
  readonly corners: Uint32Array
  readonly lined: Uint8Array
  readonly covered: Uint8Array
}

/** Its memory serves one picture after the other. */
export class IdCanvas {
  readonly #surface: Surface
  readonly #x: Float32Array
  readonly #y: Float32Array
  readonly #z: Float32Array
  readonly #depth = new Float64Array(widthPx * heightPx).fill(Number.NEGATIVE_INFINITY)
  /** Triangle that each pixel shows, −1 for none. */
  readonly #winner = new Int32Array(widthPx * heightPx).fill(-1)
  readonly #chosen: Uint8Array
  /** Pixels of a tile that still show one of the triangles wanted. */
  readonly #open = new Int32Array(tilesAcross * Math.ceil(heightPx / tilePx))
  #left = widthPx
  #right = -1
  #top = heightPx
  #bottom = -1

  constructor(vertices: number, surface: Surface) {
    this.#surface = surface
    this.#x = new Float32Array(vertices)
    this.#y = new Float32Array(vertices)
    this.#z = new Float32Array(vertices)
    this.#chosen = new Uint8Array(surface.covered.length)
  }

  /**
   * Turns the figure before the onlooker.
   *
   * @param at    world positions, x y z
   * @param hips  what the onlooker walks round
   */
  project(at: Float32Array, hips: Vector3, deg: number, pitchDeg: number): void {
    const [sin, cos] = [Math.sin((deg * Math.PI) / 180), Math.cos((deg * Math.PI) / 180)]
    const [ps, pc] = [Math.sin((pitchDeg * Math.PI) / 180), Math.cos((pitchDeg * Math.PI) / 180)]
    const [x, y, z] = [this.#x, this.#y, this.#z]
    for (let i = 0; i < x.length; i++) {
      const wx = at[i * 3]! - hips.x
      const wy = at[i * 3 + 1]!
      const wz = at[i * 3 + 2]! - hips.z
      const across = wx * cos - wz * sin
      const near = wx * sin + wz * cos
      const up = (wy - 0.95) * pc - near * ps
      x[i] = widthPx / 2 + across * pxPerM
      y[i] = footY - (up + 0.95) * pxPerM
      z[i] = near * pc + (wy - 0.95) * ps
    }
  }

  /** Draws everything. */
  draw(): void {
    this.#clear()
    const count = this.#surface.covered.length
    for (let t = 0; t < count; t++) this.#walk(t, false)
  }

  /** Draws some triangles, then takes away what the others hide of them. */
  drawOnly(wanted: (triangle: number) => boolean): void {
    this.#clear()
    const count = this.#surface.covered.length
    const chosen = this.#chosen
    for (let t = 0; t < count; t++) {
      chosen[t] = wanted(t) ? 1 : 0
      if (chosen[t] === 1) this.#walk(t, false)
    }
    const [winner, open] = [this.#winner, this.#open.fill(0)]
    for (let y = this.#top; y <= this.#bottom; y++)
      for (let x = this.#left; x <= this.#right; x++) if (winner[y * widthPx + x]! >= 0) open[tileOf(x, y)]!++
    for (let t = 0; t < count; t++) if (chosen[t] === 0) this.#walk(t, true)
  }

  /** Draws what should be hidden and is not: inside faces and covered skin. */
  drawHidden(): void {
    const { covered, lined } = this.#surface
    this.drawOnly((t) => (lined[t] === 0 || covered[t] === 1) && this.kindOf(t) >= seen.back)
  }

  /** What one sees of a triangle from here. */
  kindOf(triangle: number): number {
    const { covered, lined } = this.#surface
    // y goes down: a triangle that turns anticlockwise for the onlooker has a negative area.
    if (lined[triangle] === 0 && this.#areaOf(triangle) > 0) return seen.back
    return covered[triangle] === 1 ? seen.coveredSkin : seen.front
  }

  /** Pixels that show something, from above left, with their triangles. */
  eachShown(tell: (pixel: number, triangle: number) => void): void {
    for (let y = this.#top; y <= this.#bottom; y++)
      for (let pixel = y * widthPx + this.#left; pixel <= y * widthPx + this.#right; pixel++) {
        const triangle = this.#winner[pixel]!
        if (triangle >= 0) tell(pixel, triangle)
      }
  }

  #areaOf(triangle: number): number {
    const [x, y, { corners }] = [this.#x, this.#y, this.#surface]
    const a = corners[triangle * 3]!
    const b = corners[triangle * 3 + 1]!
    const c = corners[triangle * 3 + 2]!
    return (x[b]! - x[a]!) * (y[c]! - y[a]!) - (y[b]! - y[a]!) * (x[c]! - x[a]!)
  }

  #clear(): void {
    for (let y = this.#top; y <= this.#bottom; y++) {
      this.#depth.fill(Number.NEGATIVE_INFINITY, y * widthPx + this.#left, y * widthPx + this.#right + 1)
      this.#winner.fill(-1, y * widthPx + this.#left, y * widthPx + this.#right + 1)
    }
    this.#left = widthPx
    this.#right = -1
    this.#top = heightPx
    this.#bottom = -1
  }

  /** @param hiding  the triangle takes pixels away from what lies behind it, instead of showing itself */
  #walk(t: number, hiding: boolean): void {
    const { corners } = this.#surface
    const xs = this.#x
    const ys = this.#y
    const a = corners[t * 3]!
    const b = corners[t * 3 + 1]!
    const c = corners[t * 3 + 2]!
    const ay = ys[a]!
    const by = ys[b]!
    const cy = ys[c]!
    const ax = xs[a]!
    const bx = xs[b]!
    const cx = xs[c]!
    let y0 = Math.ceil((ay < by ? (ay < cy ? ay : cy) : by < cy ? by : cy) - 0.5)
    let y1 = Math.floor((ay > by ? (ay > cy ? ay : cy) : by > cy ? by : cy) - 0.5)
    let x0 = Math.ceil((ax < bx ? (ax < cx ? ax : cx) : bx < cx ? bx : cx) - 0.5)
    let x1 = Math.floor((ax > bx ? (ax > cx ? ax : cx) : bx > cx ? bx : cx) - 0.5)
    y0 = Math.max(y0, hiding ? this.#top : 0)
    y1 = Math.min(y1, hiding ? this.#bottom : heightPx - 1)
    x0 = Math.max(x0, hiding ? this.#left : 0)
    x1 = Math.min(x1, hiding ? this.#right : widthPx - 1)
    if (x0 > x1 || y0 > y1 || (hiding && !this.#anyOpen(x0, x1, y0, y1))) return
    const area = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
    if (area === 0) return
    if (!hiding) {
      if (x0 < this.#left) this.#left = x0
      if (x1 > this.#right) this.#right = x1
      if (y0 < this.#top) this.#top = y0
      if (y1 > this.#bottom) this.#bottom = y1
    }
    const depth = this.#depth
    const winner = this.#winner
    const sign = area > 0 ? 1 : -1
    const az = this.#z[a]!
    const bz = this.#z[b]!
    const cz = this.#z[c]!
    for (let py = y0; py <= y1; py++) {
      const fy = py + 0.5
      const toA = ay - fy
      const toB = by - fy
      const toC = cy - fy
      for (let px = x0; px <= x1; px++) {
        const pixel = py * widthPx + px
        const shown = winner[pixel]!
        if (hiding && shown < 0) continue
        const fx = px + 0.5
        const forA = (bx - fx) * toC - toB * (cx - fx)
        if (forA * sign < 0) continue
        const forB = (cx - fx) * toA - toC * (ax - fx)
        if (forB * sign < 0) continue
        const u = forA / area
        const v = forB / area
        const w = 1 - u - v
        if (w < 0) continue
        const near = u * az + v * bz + w * cz
        const before = depth[pixel]!
        if (!hiding) {
          if (near > before) {
            depth[pixel] = near
            winner[pixel] = t
          }
        } else if (near > before || (near === before && t < shown)) {
          // Of two alike the earlier triangle shows.
          winner[pixel] = -1
          this.#open[tileOf(px, py)]!--
        }
      }
    }
  }

  #anyOpen(x0: number, x1: number, y0: number, y1: number): boolean {
    for (let ty = Math.floor(y0 / tilePx); ty <= Math.floor(y1 / tilePx); ty++)
      for (let tx = Math.floor(x0 / tilePx); tx <= Math.floor(x1 / tilePx); tx++) if (this.#open[ty * tilesAcross + tx]! > 0) return true
    return false
  }
}

const tileOf = (x: number, y: number): number => Math.floor(y / tilePx) * tilesAcross + Math.floor(x / tilePx)
