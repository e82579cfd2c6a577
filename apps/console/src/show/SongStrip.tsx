import type { Edition, Song } from '@ghostlight/timeline'
import { MapPin } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Button, Input, Label, TextField, ToggleButton } from 'react-aria-components'
import { useSend } from '../commands.ts'
import { wordsIn } from '../format.ts'
import { mayOperate } from '../role.ts'
import { useShow, useTick, useTicked } from '../show-context.tsx'
import { useWords } from '../words/words-context.tsx'

/** Sections in order of time. */
export function sectionsInOrder(song: Song) {
  return Object.entries(song.sections).sort(([, a], [, b]) => a.startBeats - b.startBeats)
}

/**
 * The running song at a glance: sections in their colours, the melody, the light clips. The position line is an element of its own,
 * moved by transform once per frame.
 *
 * Sections jump only while "Locate" is on, so that a stray click never moves a show.
 */
export function SongStrip({ locating, onLocating }: { readonly locating: boolean; readonly onLocating: (on: boolean) => void }) {
  const show = useShow()
  const send = useSend()
  const { words, language } = useWords()
  const edition = show.edition()
  const segmentId = useTicked(({ moment }) => moment?.segment?.segmentId ?? null)
  const shownId = segmentId ?? edition?.segmentOrder[0] ?? null
  const segment = shownId === null ? undefined : edition?.show.setlist[shownId]
  const song = segment === undefined ? undefined : edition?.songs[segment.songId]
  const sectionId = useTicked(({ moment }) => {
    const now = moment?.segment
    const time = now == null ? undefined : edition?.time[now.songId]
    return now == null || time === undefined ? null : time.sectionAt(time.tempo.msToBeats(now.positionMs))
  })
  const [bar, setBar] = useState('')
  const allowed = mayOperate(show.role())

  const jump = (command: { positionMs: number } | { bar: number }): void => {
    if (shownId === null) return
    void send({ command: 'locate', segment: shownId, ...command })
    onLocating(false)
  }
  const jumpToBar = (): void => {
    const number = Number.parseInt(bar, 10)
    if (Number.isFinite(number) && number > 0) jump({ bar: number })
    setBar('')
  }

  return (
    <section className="panel strip" aria-labelledby="strip-heading" data-locating={locating}>
      <header className="panel-head">
        <h2 id="strip-heading">{segment === undefined ? words.strip.heading : wordsIn(segment.name, language)}</h2>
        {locating && <p className="strip-help">{words.strip.locateHelp}</p>}
        <span className="spring" />
        {locating && (
          <form
            className="strip-bar"
            onSubmit={(event) => {
              event.preventDefault()
              jumpToBar()
            }}
          >
            <TextField value={bar} onChange={setBar} className="field field-inline">
              <Label>{words.strip.bar}</Label>
              <Input inputMode="numeric" size={4} />
            </TextField>
            <Button type="submit" className="button button-small">
              {words.strip.jump}
            </Button>
          </form>
        )}
        <ToggleButton
          className="button button-small"
          isSelected={locating}
          onChange={onLocating}
          isDisabled={!allowed || song === undefined}
        >
          <MapPin aria-hidden="true" size={16} />
          {locating ? words.strip.close : words.strip.locate}
        </ToggleButton>
      </header>
      {song === undefined || edition === null || shownId === null ? (
        <p className="empty">{words.strip.empty}</p>
      ) : (
        <div className="strip-body">
          <div className="strip-sections">
            {sectionsInOrder(song).map(([id, section], at) => {
              const time = edition.time[song.id]
              const startMs = time?.tempo.beatsToMs(section.startBeats) ?? 0
              const endMs = time?.tempo.beatsToMs((section.startBeats + section.lengthBeats) as typeof section.startBeats) ?? 0
              const lengthMs = time?.lengthMs ?? 1
              const style = {
                left: `${(startMs / lengthMs) * 100}%`,
                width: `${((endMs - startMs) / lengthMs) * 100}%`,
                '--hue': section.colours.hues[0],
                '--hue-2': section.colours.hues[1],
              } as React.CSSProperties
              const name = wordsIn(section.name, language)
              return locating ? (
                <Button
                  key={id}
                  className="strip-section"
                  style={style}
                  data-now={id === sectionId}
                  // Not the bar field: in a text field Space would type instead of being GO.
                  autoFocus={at === 0}
                  aria-label={words.strip.jumpTo(name)}
                  onPress={() => jump({ positionMs: startMs })}
                >
                  <span>{name}</span>
                </Button>
              ) : (
                <div key={id} className="strip-section" style={style} data-now={id === sectionId}>
                  <span>{name}</span>
                </div>
              )
            })}
          </div>
          <StripPicture song={song} edition={edition} />
          <PositionLine edition={edition} songId={song.id} />
        </div>
      )}
    </section>
  )
}

/** Melody and light clips, drawn once per song and size. */
function StripPicture({ song, edition }: { readonly song: Song; readonly edition: Edition }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const element = canvas.current
    if (element === null) return
    const draw = (): void => drawStrip(element, song, edition)
    const watcher = new ResizeObserver(draw)
    watcher.observe(element)
    draw()
    return () => watcher.disconnect()
  }, [song, edition])
  return <canvas className="strip-picture" ref={canvas} />
}

function drawStrip(canvas: HTMLCanvasElement, song: Song, edition: Edition): void {
  const time = edition.time[song.id]
  const context = canvas.getContext('2d')
  if (time === undefined || context === null) return
  const { width, height } = canvas.getBoundingClientRect()
  const scale = devicePixelRatio
  canvas.width = Math.round(width * scale)
  canvas.height = Math.round(height * scale)
  context.scale(scale, scale)
  const xOf = (atBeats: number): number => (time.tempo.beatsToMs(atBeats as typeof time.lengthBeats) / time.lengthMs) * width
  const melodyHeight = height - 14
  let low = 127
  let high = 0
  for (const track of Object.values(song.tracks)) {
    if (track.kind !== 'vocal') continue
    for (const note of Object.values(track.notes)) {
      low = Math.min(low, note.pitch)
      high = Math.max(high, note.pitch)
    }
  }
  const span = Math.max(6, high - low)
  for (const track of Object.values(song.tracks)) {
    if (track.kind === 'vocal') {
      context.fillStyle = track.role === 'lead' ? '#f1f4f6' : '#8794a1'
      for (const note of Object.values(track.notes)) {
        const x = xOf(note.startBeats)
        const y = 4 + (1 - (note.pitch - low) / span) * (melodyHeight - 8)
        context.fillRect(x, y - 1, Math.max(1.5, xOf(note.startBeats + note.lengthBeats) - x - 1), 2.5)
      }
    } else if (track.kind === 'light') {
      for (const clip of Object.values(track.clips)) {
        const x = xOf(clip.startBeats)
        const section = song.sections[time.sectionAt(clip.startBeats) ?? '']
        context.globalAlpha = 0.35 + 0.65 * clip.levelUnit
        context.fillStyle = section?.colours.accent ?? '#8794a1'
        context.fillRect(x, height - 9, Math.max(1.5, xOf(clip.startBeats + clip.lengthBeats) - x - 1), 5)
        context.globalAlpha = 1
      }
    }
  }
  context.strokeStyle = '#fbf460'
  context.lineWidth = 1.5
  for (const vamp of Object.values(song.vamps)) {
    const x = xOf(vamp.startBeats) + 1
    const end = xOf(vamp.startBeats + vamp.lengthBeats) - 1
    context.beginPath()
    context.moveTo(x, 8)
    context.lineTo(x, 1.5)
    context.lineTo(end, 1.5)
    context.lineTo(end, 8)
    context.stroke()
  }
}

function PositionLine({ edition, songId }: { readonly edition: Edition; readonly songId: string }) {
  const line = useRef<HTMLDivElement>(null)
  const lengthMs = edition.time[songId]?.lengthMs ?? 1
  useTick(({ moment }) => {
    const element = line.current
    if (element === null) return
    const segment = moment?.segment
    const shown = segment != null && segment.songId === songId
    element.style.visibility = shown ? 'visible' : 'hidden'
    if (shown) element.style.transform = `translateX(${Math.min(100, (segment.positionMs / lengthMs) * 100)}%)`
  })
  return (
    <div className="strip-position" ref={line} aria-hidden="true">
      <span />
    </div>
  )
}
