import { useEffect, useRef } from 'react'
import type { Stage } from '../stage.ts'
import { defaultFraming, pixelOf } from './framing.ts'

/** For the one who hangs the projector: edges, a grid of half metres at life size, the stage line, roundness, grey and colour steps. */
export function TestPattern({ title, label, stage }: { readonly title: string; readonly label: string; readonly stage: Stage }) {
  const ref = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const canvas = ref.current!
    const draw = () => {
      canvas.width = Math.round(canvas.clientWidth * devicePixelRatio)
      canvas.height = Math.round(canvas.clientHeight * devicePixelRatio)
      paint(canvas, `${title} · ${canvas.width} × ${canvas.height} · ${stage.screen().displayLatencyMs} ms`)
    }
    draw()
    window.addEventListener('resize', draw)
    return () => window.removeEventListener('resize', draw)
  }, [title, stage])
  return <canvas ref={ref} className="pattern" role="img" aria-label={label} />
}

function paint(canvas: HTMLCanvasElement, title: string): void {
  const { width, height } = canvas
  const pen = canvas.getContext('2d')
  if (!pen) return
  const framing = { ...defaultFraming, widthPx: width, heightPx: height }
  pen.fillStyle = '#000'
  pen.fillRect(0, 0, width, height)
  pen.lineWidth = 1
  const halfWidthM = (framing.visibleHeightM * width) / height / 2
  for (let m = -Math.floor(halfWidthM * 2) / 2; m <= halfWidthM; m += 0.5)
    line(pen, pixelOf(framing, m, -1).xPx, 0, pixelOf(framing, m, -1).xPx, height, m === 0 ? '#fff' : '#567')
  for (let m = 0; m <= framing.visibleHeightM; m += 0.5)
    line(pen, 0, pixelOf(framing, 0, m).yPx, width, pixelOf(framing, 0, m).yPx, m === 0 ? '#fff' : '#567')
  pen.strokeStyle = '#fff'
  pen.lineWidth = 2
  pen.strokeRect(1, 1, width - 2, height - 2)
  pen.beginPath()
  pen.arc(width / 2, height / 2, height * 0.42, 0, 2 * Math.PI)
  pen.stroke()
  const step = width / 24
  for (let index = 0; index < 12; index++) {
    pen.fillStyle = `rgb(${index * 23} ${index * 23} ${index * 23})`
    pen.fillRect(width / 2 + (index - 6) * step, height * 0.3, step, step)
    pen.fillStyle = `hsl(${index * 30} 100% 50%)`
    pen.fillRect(width / 2 + (index - 6) * step, height * 0.3 + step, step, step)
  }
  pen.fillStyle = '#fff'
  pen.font = `${Math.round(height / 26)}px system-ui, sans-serif`
  pen.textAlign = 'center'
  pen.fillText(title, width / 2, height * 0.22)
}

function line(pen: CanvasRenderingContext2D, x1: number, y1: number, x2: number, y2: number, colour: string): void {
  pen.strokeStyle = colour
  pen.beginPath()
  pen.moveTo(Math.round(x1) + 0.5, Math.round(y1) + 0.5)
  pen.lineTo(Math.round(x2) + 0.5, Math.round(y2) + 0.5)
  pen.stroke()
}
