/** The line being sung, painted for a rendered picture as the page lays it over its own. */
import type { Edition, Frame } from '@ghostlight/timeline'
import { linesOf } from '../live/lyric-lines.ts'
import type { PageLanguage } from '../words/words.ts'

/** @returns whether anything is sung. */
export function drawLyrics(
  pen: CanvasRenderingContext2D,
  edition: Edition,
  frame: Frame,
  language: PageLanguage,
  { width, height }: { readonly width: number; readonly height: number },
): boolean {
  const { lyric } = frame
  if (!lyric || frame.pictureUnit <= 0.02 || frame.heldForMs !== null) return false
  const lead = Object.values(edition.songs[frame.songId ?? '']?.tracks ?? {}).find(
    (track) => track.kind === 'vocal' && track.role === 'lead',
  )
  const lines = linesOf(lyric.text, lead?.kind === 'vocal' ? lead.language : 'en', language)
  if (!lines) return false
  const unit = Math.min(width, height) / 100
  const write = (sizePx: number) => {
    pen.font = `700 ${sizePx}px "Noto Sans JP", system-ui, sans-serif`
  }
  const draw = (text: string, wishedPx: number, baseline: number, sungUnit: number | null) => {
    write(wishedPx)
    // A long line in a tall picture is written smaller.
    const sizePx = wishedPx * Math.min(1, (0.9 * width) / (pen.measureText(text).width + wishedPx * 1.2))
    write(sizePx)
    const span = pen.measureText(text).width
    const left = (width - span) / 2
    pen.fillStyle = '#000000b8'
    pen.beginPath()
    pen.roundRect(left - sizePx * 0.6, baseline - sizePx * 1.1, span + sizePx * 1.2, sizePx * 1.5, sizePx * 0.35)
    pen.fill()
    if (sungUnit === null) pen.fillStyle = '#f0f4ff'
    else {
      const sweep = pen.createLinearGradient(left, 0, left + span, 0)
      sweep.addColorStop(Math.min(1, sungUnit), '#ffe9a8')
      sweep.addColorStop(Math.min(1, sungUnit + 0.03), '#ffffffd9')
      pen.fillStyle = sweep
    }
    pen.fillText(text, left, baseline)
  }
  const small = unit * 2.9
  const bottom = height * 0.93
  if (lines.translation !== null) draw(lines.translation, small, bottom, null)
  draw(lines.sung, unit * 4.6, lines.translation === null ? bottom : bottom - small * 2, lyric.progressUnit)
  return true
}
