/**
 * A flash and a beep at the same instant, by a page that shares no code with the stage: what the recording makes of the two is what screen,
 * loudspeaker and recorder add by themselves. The page is plain HTML in one string; it answers `__marks()` with what it did.
 */

/** Far above the voice's strong formants, so that the two can be told apart in one recording. */
export const BEEP_HZ = 7000
export const BEEP_MS = 60
/** Shortest distance of two flashes. They are unevenly spaced, so that each is known by its neighbours. */
export const LEAST_EVERY_MS = 1013

export interface ReferenceMark {
  /** Both of the page's own clock (performance.now): when the beep was asked to sound, and the frame that turned white. */
  readonly beepMs: number
  readonly frameMs: number
}

/** @param webgl  flashes by drawing with WebGL in every frame, as the stage does, instead of by the page's background. */
export function referencePage({ webgl }: { readonly webgl: boolean }): string {
  return `<!doctype html><meta charset="utf-8"><title>Reference</title>
<style>html, body { margin: 0; height: 100%; background: #000; overflow: hidden }
canvas { display: block; width: 100%; height: 100% }</style>
<script type="module">
const context = new AudioContext({ latencyHint: 'playback' })
const offsets = []
const marks = []
let next = performance.now() + 2500
let nth = 0
let beeped = false
let white = false
const middle = (values) => [...values].sort((a, b) => a - b)[values.length >> 1]

setInterval(() => {
  const { contextTime, performanceTime } = context.getOutputTimestamp()
  if (context.state === 'running' && performanceTime > 0) offsets.push(contextTime * 1000 - performanceTime)
  if (offsets.length > 60) offsets.shift()
  if (beeped || offsets.length < 10 || next - performance.now() > 600) return
  beeped = true
  const at = (next + middle(offsets)) / 1000
  const tone = new OscillatorNode(context, { frequency: ${BEEP_HZ} })
  const level = new GainNode(context, { gain: 0.2 })
  tone.connect(level).connect(context.destination)
  tone.start(at)
  tone.stop(at + ${BEEP_MS / 1000})
}, 40)

const canvas = ${webgl} ? document.body.appendChild(document.createElement('canvas')) : null
const gl = canvas?.getContext('webgl2')
const paint = () => {
  document.body.style.background = white ? '#fff' : '#000'
  gl?.clearColor(+white, +white, +white, 1)
  gl?.clear(gl.COLOR_BUFFER_BIT)
}
requestAnimationFrame(function draw(frameMs) {
  requestAnimationFrame(draw)
  const since = frameMs - next
  if (!white && since >= 0) {
    white = true
    if (beeped) marks.push({ beepMs: next, frameMs })
  }
  if (white && since > 150) {
    white = false
    beeped = false
    next += ${LEAST_EVERY_MS} + ((nth++ * 89) % 331)
  }
  paint()
})
window.__marks = () => marks
</script>`
}
