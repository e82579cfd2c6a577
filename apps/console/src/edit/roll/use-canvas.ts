import { type RefObject, useCallback, useEffect, useRef } from 'react'

/**
 * A canvas that is drawn at most once per frame, at the resolution of the screen.
 *
 * @param paint  draws everything; one unit is one CSS pixel. It may change from render to render; every render draws.
 */
export function useCanvas(paint: (context: CanvasRenderingContext2D, widthPx: number, heightPx: number) => void): {
  readonly canvas: RefObject<HTMLCanvasElement | null>
  readonly requestDraw: () => void
} {
  const canvas = useRef<HTMLCanvasElement>(null)
  const frame = useRef(0)
  const latest = useRef(paint)
  latest.current = paint
  const draw = useCallback(() => {
    frame.current = 0
    const element = canvas.current
    const context = element?.getContext('2d')
    if (element == null || context == null) return
    const scale = devicePixelRatio
    const width = Math.round(element.clientWidth * scale)
    const height = Math.round(element.clientHeight * scale)
    if (element.width !== width || element.height !== height) {
      element.width = width
      element.height = height
    }
    context.setTransform(scale, 0, 0, scale, 0, 0)
    latest.current(context, element.clientWidth, element.clientHeight)
  }, [])
  const requestDraw = useCallback(() => {
    if (frame.current === 0) frame.current = requestAnimationFrame(draw)
  }, [draw])
  // Without dependencies: every change of what is shown is drawn.
  useEffect(requestDraw)
  useEffect(() => () => cancelAnimationFrame(frame.current), [])
  useEffect(() => {
    void document.fonts.ready.then(requestDraw)
    const element = canvas.current
    if (element === null) return
    const watcher = new ResizeObserver(requestDraw)
    watcher.observe(element)
    return () => watcher.disconnect()
  }, [requestDraw])
  return { canvas, requestDraw }
}
