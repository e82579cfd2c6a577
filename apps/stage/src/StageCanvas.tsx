import { advance, createRoot, type ReconcilerRoot, type RootState } from '@react-three/fiber'
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react'
import type { FrameMeter } from './frame-meter.ts'
import { extendFiber, openRenderer } from './renderer.ts'
import type { Stage } from './stage.ts'
import { warm } from './warm.ts'

extendFiber()

export interface StageCanvasProps {
  readonly stage: Stage
  readonly meter: FrameMeter
  /** The 3D scene, as fiber elements. */
  readonly children: ReactNode
  /** Pixels of the picture per CSS pixel; called before every frame. */
  readonly pixelRatio: () => number
  readonly label: string
  /** Smooth edges; costs weak machines dearly. */
  readonly smooth: boolean
}

/** Until everybody is there the hall is drawn now and then only: what draws slowly would keep them waiting. Not for long: somebody may never come. */
const LOADING_STEP_MS = 150
const LOADING_MS = 5000
/** How long a lost graphics context may stay lost before the picture is built anew. */
const REBUILD_AFTER_MS = 2500

/**
 * The picture: one canvas, one fiber root, one loop. The loop takes the moment first and then lets every part draw it.
 * A lost graphics context is waited for, then rebuilt from nothing.
 */
export function StageCanvas(props: StageCanvasProps) {
  const [life, setLife] = useState(0)
  const onGone = useCallback(() => setLife((n) => n + 1), [])
  return <Life key={life} {...props} onGone={onGone} />
}

function Life({ stage, meter, children, pixelRatio, label, smooth, onGone }: StageCanvasProps & { readonly onGone: () => void }) {
  const canvasRef = useRef<HTMLCanvasElement>(null)
  const rootRef = useRef<ReconcilerRoot<HTMLCanvasElement> | null>(null)
  const sceneRef = useRef(children)
  sceneRef.current = children

  useEffect(() => {
    const canvas = canvasRef.current!
    const root = createRoot(canvas)
    rootRef.current = root
    let ended = false
    let handle = 0
    let rebuild: ReturnType<typeof setTimeout> | undefined
    let width = 0
    let height = 0
    let ratio = 0
    let configured = Promise.resolve()
    let ready = false
    let state: (() => RootState) | null = null
    let warmed = 0
    let drawnAtMs = Number.NEGATIVE_INFINITY
    let lostHere = false

    const fit = (): boolean => {
      const wanted = Math.max(0.25, pixelRatio())
      const { clientWidth, clientHeight } = canvas
      if (clientWidth === 0 || clientHeight === 0) return false
      if (clientWidth === width && clientHeight === height && wanted === ratio) return true
      width = clientWidth
      height = clientHeight
      ratio = wanted
      configured = configured.then(() =>
        root
          .configure({
            frameloop: 'never',
            flat: true,
            dpr: ratio,
            size: { width, height, top: 0, left: 0 },
            camera: { manual: true } as never,
            gl: (defaults) => openRenderer(defaults.canvas as HTMLCanvasElement, smooth),
          })
          .then(() => {
            if (ended || ready) return
            ready = true
            // Built anew after a loss: the next picture is one again.
            if (meter.picture === 'lost') meter.picture = 'waiting'
            const store = root.render(sceneRef.current)
            state = () => store.getState()
          }),
      )
      return true
    }
    const draw = (atMs: number) => {
      handle = requestAnimationFrame(draw)
      if (!fit() || !ready || lostHere) return
      const loading = stage.firstPictureMs === null && !stage.everybodyLoaded && atMs < LOADING_MS
      if (loading && atMs - drawnAtMs < LOADING_STEP_MS) return
      drawnAtMs = atMs
      meter.begin()
      const now = stage.take()
      stage.updatePattern(canvas.width, canvas.height)
      if (stage.loaded.size !== warmed && state) {
        const { gl, scene, camera } = state()
        warm(gl, scene, camera)
        warmed = stage.loaded.size
      }
      if (!(now && stage.frozen)) {
        advance(atMs)
        stage.drawnFrames++
        if (stage.firstPictureMs === null && stage.everybodyLoaded) stage.firstPictureMs = performance.now()
      }
      meter.end()
    }
    stage.redraw = () => {
      advance(performance.now())
      return hashOf(canvas)
    }
    const lost = (event: Event) => {
      event.preventDefault()
      lostHere = true
      meter.picture = 'lost'
      rebuild ??= setTimeout(onGone, REBUILD_AFTER_MS)
    }
    const restored = () => {
      clearTimeout(rebuild)
      rebuild = undefined
      lostHere = false
      meter.picture = 'waiting'
    }
    canvas.addEventListener('webglcontextlost', lost)
    canvas.addEventListener('webglcontextrestored', restored)
    handle = requestAnimationFrame(draw)
    return () => {
      ended = true
      cancelAnimationFrame(handle)
      clearTimeout(rebuild)
      canvas.removeEventListener('webglcontextlost', lost)
      canvas.removeEventListener('webglcontextrestored', restored)
      rootRef.current = null
      root.unmount()
    }
  }, [stage, meter, pixelRatio, smooth, onGone])

  return <canvas ref={canvasRef} className="picture" role="img" aria-label={label} />
}

/** FNV-1a over the pixels of the picture drawn last; must be called in the same task. */
function hashOf(canvas: HTMLCanvasElement): string {
  const gl = canvas.getContext('webgl2')
  if (!gl) return ''
  const { drawingBufferWidth: width, drawingBufferHeight: height } = gl
  const bytes = new Uint8Array(width * height * 4)
  gl.readPixels(0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, bytes)
  let hash = 0x811c9dc5
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193)
  return (hash >>> 0).toString(16)
}
