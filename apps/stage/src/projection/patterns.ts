/**
 * Test patterns, for the one who hangs the projector. Drawn in the picture's own pixels and then sent through the same output pass as
 * the show, so that what is straight here is straight there.
 */
import { defaultFraming, pixelOf } from './framing.ts'

export const patternKinds = ['grid', 'circles', 'crosshatch', 'ramps', 'bars', 'focus', 'identify', 'flash'] as const
export type PatternKind = (typeof patternKinds)[number]

/** Lines of the cross-hatch in each direction, edges included: every 16th of the width, every 9th of the height. */
const HATCH = { columns: 16, rows: 9 } as const
/** The flash stands for so long at the beginning of every second of show time, with a beep in the sound. */
export const FLASH_MS = 100

/** @param lines what stands in the middle of patterns that have room for words. */
export function drawPattern(canvas: HTMLCanvasElement, kind: PatternKind, lines: readonly string[]): void {
  const pen = canvas.getContext('2d')!
  const { width, height } = canvas
  pen.fillStyle = '#000'
  pen.fillRect(0, 0, width, height)
  pen.strokeStyle = '#fff'
  pen.lineWidth = 1
  draw[kind](pen, width, height)
  if (kind !== 'ramps' && kind !== 'bars' && kind !== 'crosshatch') write(pen, lines, width, height, kind === 'identify' ? 1 : 0.45)
}

type Draw = (pen: CanvasRenderingContext2D, width: number, height: number) => void

const draw: Readonly<Record<PatternKind, Draw>> = {
  /** Half metres at life size, the stage line and the middle, the outline, roundness. */
  grid(pen, width, height) {
    const framing = { ...defaultFraming, widthPx: width, heightPx: height }
    const halfWidthM = (framing.visibleHeightM * width) / height / 2
    for (let k = -Math.floor(halfWidthM * 2); k <= halfWidthM * 2; k++)
      line(pen, pixelOf(framing, k / 2, 0).xPx, 0, pixelOf(framing, k / 2, 0).xPx, height, k === 0 ? '#fff' : '#678')
    for (let m = 0; m <= framing.visibleHeightM; m += 0.5)
      line(pen, 0, pixelOf(framing, 0, m).yPx, width, pixelOf(framing, 0, m).yPx, m === 0 ? '#fff' : '#678')
    outline(pen, width, height)
  },
  circles(pen, width, height) {
    pen.lineWidth = 2
    const small = Math.min(width, height) * 0.12
    for (const [x, y] of [
      [small * 1.1, small * 1.1],
      [width - small * 1.1, small * 1.1],
      [width - small * 1.1, height - small * 1.1],
      [small * 1.1, height - small * 1.1],
    ] as const)
      circle(pen, x, y, small)
    for (const unit of [0.15, 0.3, 0.45]) circle(pen, width / 2, height / 2, Math.min(width, height) * unit)
    line(pen, 0, height / 2, width, height / 2, '#fff')
    line(pen, width / 2, 0, width / 2, height, '#fff')
    outline(pen, width, height)
  },
  crosshatch(pen, width, height) {
    for (let k = 0; k <= HATCH.columns; k++) {
      const x = Math.min(width - 1, Math.round((k / HATCH.columns) * width))
      line(pen, x, 0, x, height, '#fff')
    }
    for (let k = 0; k <= HATCH.rows; k++) {
      const y = Math.min(height - 1, Math.round((k / HATCH.rows) * height))
      line(pen, 0, y, width, y, '#fff')
    }
  },
  /** Grey, red, green, blue from nothing to all; below, the eight darkest steps: on a gauze they decide what is black. */
  ramps(pen, width, height) {
    const rows = ['255 255 255', '255 0 0', '0 255 0', '0 0 255']
    rows.forEach((full, row) => {
      const channels = full.split(' ').map(Number)
      for (let x = 0; x < width; x++) {
        const unit = Math.floor((x / width) * 256) / 255
        pen.fillStyle = `rgb(${channels.map((c) => Math.round(c * unit)).join(' ')})`
        pen.fillRect(x, (row * height) / 5, 1, Math.ceil(height / 5))
      }
    })
    for (let step = 0; step < 8; step++) {
      pen.fillStyle = `rgb(${step * 2} ${step * 2} ${step * 2})`
      pen.fillRect((step * width) / 8, (4 * height) / 5, Math.ceil(width / 8), Math.ceil(height / 5))
    }
  },
  bars(pen, width, height) {
    const colours = ['#fff', '#ff0', '#0ff', '#0f0', '#f0f', '#f00', '#00f', '#000']
    colours.forEach((colour, index) => {
      pen.fillStyle = colour
      pen.fillRect(Math.round((index * width) / 8), 0, Math.ceil(width / 8), height * 0.75)
    })
    for (let step = 0; step < 11; step++) {
      const grey = Math.round(step * 25.5)
      pen.fillStyle = `rgb(${grey} ${grey} ${grey})`
      pen.fillRect(Math.round((step * width) / 11), height * 0.75, Math.ceil(width / 11), Math.ceil(height * 0.25))
    }
  },
  /** Rays and single-pixel lines: sharp in the middle and in every corner, or not. */
  focus(pen, width, height) {
    const radius = Math.min(width, height) * 0.14
    for (const [x, y] of [
      [width / 2, height / 2],
      [radius * 1.2, radius * 1.2],
      [width - radius * 1.2, radius * 1.2],
      [width - radius * 1.2, height - radius * 1.2],
      [radius * 1.2, height - radius * 1.2],
    ] as const) {
      pen.fillStyle = '#fff'
      for (let ray = 0; ray < 36; ray++) {
        pen.beginPath()
        pen.moveTo(x, y)
        pen.arc(x, y, radius, (ray * 2 * Math.PI) / 36, ((ray + 0.5) * 2 * Math.PI) / 36)
        pen.fill()
      }
    }
    for (let k = 0; k < 24; k += 2) line(pen, width / 2 - 12 + k, height * 0.08, width / 2 - 12 + k, height * 0.2, '#fff')
    outline(pen, width, height)
  },
  identify(pen, width, height) {
    outline(pen, width, height)
    line(pen, 0, 0, width, height, '#678')
    line(pen, width, 0, 0, height, '#678')
  },
  flash(pen, width, height) {
    outline(pen, width, height)
  },
}

function write(pen: CanvasRenderingContext2D, lines: readonly string[], width: number, height: number, unit: number): void {
  const size = Math.round(Math.min(height / 9, width / 14) * unit)
  pen.font = `700 ${size}px "Noto Sans JP", system-ui, sans-serif`
  pen.textAlign = 'center'
  lines.forEach((text, index) => {
    const y = height / 2 + (index - (lines.length - 1) / 2) * size * 1.35 + size * 0.35
    const half = pen.measureText(text).width / 2 + size * 0.3
    pen.fillStyle = '#000'
    pen.fillRect(width / 2 - half, y - size, 2 * half, size * 1.3)
    pen.fillStyle = '#fff'
    pen.fillText(text, width / 2, y)
  })
}

function outline(pen: CanvasRenderingContext2D, width: number, height: number): void {
  pen.strokeStyle = '#fff'
  pen.lineWidth = 2
  pen.strokeRect(1, 1, width - 2, height - 2)
}

function circle(pen: CanvasRenderingContext2D, x: number, y: number, radius: number): void {
  pen.strokeStyle = '#fff'
  pen.beginPath()
  pen.arc(x, y, radius, 0, 2 * Math.PI)
  pen.stroke()
}

/** One pixel wide, on whole pixels. */
function line(pen: CanvasRenderingContext2D, x1: number, y1: number, x2: number, y2: number, colour: string): void {
  pen.strokeStyle = colour
  pen.lineWidth = 1
  pen.beginPath()
  pen.moveTo(Math.round(x1) + 0.5, Math.round(y1) + 0.5)
  pen.lineTo(Math.round(x2) + 0.5, Math.round(y2) + 0.5)
  pen.stroke()
}
