/** Which test pattern stands in place of the show, and its picture. */
import { drawPattern, FLASH_MS, type PatternKind } from './patterns.ts'

export class PatternSource {
  kind: PatternKind | null = null
  /** Grows when the canvas was drawn anew. */
  version = 0
  flashUnit = 0
  #canvas: HTMLCanvasElement | null = null
  #drawn = ''

  get canvas(): HTMLCanvasElement | null {
    return this.kind === null ? null : this.#canvas
  }

  show(kind: PatternKind | null): void {
    this.kind = kind
    this.flashUnit = 0
  }

  /**
   * Brings the pattern up to date; call before every picture.
   *
   * @param atMs  show time at which the picture becomes visible.
   */
  update(widthPx: number, heightPx: number, lines: readonly string[], atMs: number): void {
    if (this.kind === null) return
    const key = [this.kind, widthPx, heightPx, ...lines].join('\n')
    if (key !== this.#drawn) {
      this.#canvas ??= document.createElement('canvas')
      this.#canvas.width = widthPx
      this.#canvas.height = heightPx
      drawPattern(this.#canvas, this.kind, lines)
      this.#drawn = key
      this.version++
    }
    this.flashUnit = this.kind === 'flash' && ((atMs % 1000) + 1000) % 1000 < FLASH_MS ? 1 : 0
  }
}
