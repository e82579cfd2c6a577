import { useEffect, useRef } from 'react'
import { useWords } from '../../words/words-context.tsx'
import { levelColour, type Spectrogram } from './spectrogram.ts'
import type { Sung } from './take.ts'

const axisPx = 44
const footPx = 34

/** The sound of a take: time to the right, frequency up, level as lightness; phonemes stand under it. */
export function SpectrogramView(props: {
  readonly sung: Sung
  readonly label: string
  /** Both takes are drawn on one time scale. */
  readonly spanMs: number
  readonly sounding: boolean
  readonly progressUnit: () => number | null
}) {
  const { sung, spanMs } = props
  const { words, language } = useWords()
  const box = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const line = useRef<HTMLSpanElement>(null)

  useEffect(() => {
    const draw = (): void => {
      const element = canvas.current
      const room = box.current?.getBoundingClientRect()
      if (element === null || room === undefined || room.width < axisPx || room.height < footPx) return
      const ratio = window.devicePixelRatio
      element.width = Math.round(room.width * ratio)
      element.height = Math.round(room.height * ratio)
      const pen = element.getContext('2d')
      if (pen === null) return
      pen.scale(ratio, ratio)
      paint(pen, room.width, room.height, sung, spanMs, language)
    }
    draw()
    const watcher = new ResizeObserver(draw)
    if (box.current !== null) watcher.observe(box.current)
    return () => watcher.disconnect()
  }, [sung, spanMs, language])

  useEffect(() => {
    if (!props.sounding) return
    let frame = requestAnimationFrame(function move() {
      const unit = props.progressUnit()
      if (line.current !== null) {
        line.current.style.visibility = unit === null ? 'hidden' : 'visible'
        line.current.style.left = `calc(${axisPx}px + (100% - ${axisPx}px) * ${unit ?? 0})`
      }
      frame = requestAnimationFrame(move)
    })
    return () => cancelAnimationFrame(frame)
  }, [props.sounding, props.progressUnit])

  const spoken = sung.phonemes.filter(({ phoneme }) => phoneme !== 'pau').map(({ phoneme }) => phoneme)
  return (
    <div className="spectrogram" ref={box}>
      <canvas ref={canvas} role="img" aria-label={`${props.label}: ${words.singer.picture(spoken.join(' '))}`} />
      {props.sounding && <span className="spectrogram-line" ref={line} aria-hidden="true" />}
    </div>
  )
}

function paint(pen: CanvasRenderingContext2D, width: number, height: number, sung: Sung, spanMs: number, language: string): void {
  const plotWidth = width - axisPx
  const plotHeight = height - footPx
  const { spectrogram } = sung
  pen.clearRect(0, 0, width, height)
  pen.fillStyle = '#000'
  pen.fillRect(axisPx, 0, plotWidth, plotHeight)
  const picture = pictureOf(spectrogram)
  pen.imageSmoothingEnabled = true
  pen.drawImage(picture, axisPx, 0, (plotWidth * spectrogram.columns * spectrogram.hopMs) / spanMs, plotHeight)
  pen.font = '12px "Noto Sans JP", sans-serif'
  pen.fillStyle = '#b4bfc9'
  pen.textBaseline = 'middle'
  pen.textAlign = 'right'
  const number = new Intl.NumberFormat(language)
  const lowRoom = plotHeight < 120 ? 4000 : 2000
  for (let hz = 0; hz <= spectrogram.topHz; hz += lowRoom) {
    const y = plotHeight * (1 - hz / spectrogram.topHz)
    pen.fillText(hz === 0 ? 'Hz' : number.format(hz), axisPx - 5, Math.max(7, Math.min(plotHeight - 7, y)))
    pen.fillRect(axisPx - 3, Math.min(plotHeight - 1, y), 3, 1)
  }
  pen.textAlign = 'center'
  const stepMs = spanMs > 8000 ? 2000 : spanMs > 3000 ? 1000 : 500
  for (let atMs = stepMs; atMs < spanMs; atMs += stepMs) {
    const x = axisPx + (plotWidth * atMs) / spanMs
    pen.fillRect(x, plotHeight, 1, 3)
    pen.fillText(`${number.format(atMs / 1000)} s`, Math.min(width - 12, x), height - 7)
  }
  pen.fillStyle = '#f3f6f8'
  let free = axisPx
  for (const { phoneme, startMs, endMs } of sung.phonemes) {
    if (phoneme === 'pau') continue
    const from = axisPx + (plotWidth * startMs) / spanMs
    const to = axisPx + (plotWidth * endMs) / spanMs
    pen.fillRect(from, plotHeight, 1, 4)
    const half = pen.measureText(phoneme).width / 2
    const middle = (from + to) / 2
    // Consonants at speed stand closer than letters are wide; the vowel after them says the syllable.
    if (middle - half < free) continue
    pen.fillText(phoneme, middle, plotHeight + 11)
    free = middle + half + 2
  }
}

/** Pixel for value, at its own size; the canvas stretches it. */
function pictureOf({ levels, columns, rows }: Spectrogram): HTMLCanvasElement {
  const canvas = document.createElement('canvas')
  canvas.width = columns
  canvas.height = rows
  const pen = canvas.getContext('2d')
  if (pen === null) return canvas
  const pixels = pen.createImageData(columns, rows)
  const palette = Array.from({ length: 256 }, (_, level) => levelColour(level))
  for (let column = 0; column < columns; column += 1) {
    for (let row = 0; row < rows; row += 1) {
      const [red, green, blue] = palette[levels[column * rows + row] ?? 0]!
      const at = ((rows - 1 - row) * columns + column) * 4
      pixels.data[at] = red
      pixels.data[at + 1] = green
      pixels.data[at + 2] = blue
      pixels.data[at + 3] = 255
    }
  }
  pen.putImageData(pixels, 0, 0)
  return canvas
}

/** What the lightness means. */
export function SpectrogramLegend({ floorDb }: { readonly floorDb: number }) {
  const { words } = useWords()
  const colours = Array.from({ length: 9 }, (_, step) => `rgb(${levelColour((step / 8) * 255).join(' ')})`)
  return (
    <p className="spectrogram-legend">
      <span className="quiet">{words.singer.legend}</span>
      <span className="number">{floorDb} dB</span>
      <span className="legend-bar" aria-hidden="true" style={{ background: `linear-gradient(to right, ${colours.join(', ')})` }} />
      <span className="number">0 dB</span>
    </p>
  )
}
