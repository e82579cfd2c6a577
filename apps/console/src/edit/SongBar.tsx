import { AudioLines, Minus, MoveHorizontal, PenLine, Play, Plus, Repeat, Square, SquarePlus, Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button, ToggleButton } from 'react-aria-components'
import { IconButton } from '../shell/IconButton.tsx'
import { useWords } from '../words/words-context.tsx'
import { Chooser } from './Chooser.tsx'
import { zoomStep } from './roll/roll-keys.ts'

export const snaps = ['off', 'bar', '1', '0.5', '0.25', '0.333333'] as const
export type Snap = (typeof snaps)[number]
const snapNames: Readonly<Record<Exclude<Snap, 'off' | 'bar'>, string>> = { '1': '1/4', '0.5': '1/8', '0.25': '1/16', '0.333333': '1/8 T' }

/** @param barBeats  length of a bar of this song. @returns 0 for no grid. */
export function gridOf(snap: Snap, barBeats: number): number {
  if (snap === 'off') return 0
  if (snap === 'bar') return barBeats
  return snap === '0.333333' ? 1 / 3 : Number(snap)
}

interface Choice {
  readonly value: string
  readonly options: readonly (readonly [string, string])[]
  readonly onChange: (value: string) => void
}

/** Everything above the roll: which voice, the rehearsal, undo, notes, the grid, zoom, and what is shown under the notes. */
export function SongBar(props: {
  readonly song: Choice
  readonly track: Choice
  readonly snap: Snap
  readonly onSnap: (snap: Snap) => void
  readonly playing: boolean
  readonly canPlay: boolean
  readonly onPlay: () => void
  readonly loops: boolean
  readonly onLoops: (on: boolean) => void
  readonly canAdd: boolean
  readonly canDelete: boolean
  readonly onAdd: () => void
  readonly onDelete: () => void
  readonly onZoom: (factor: number) => void
  readonly onFit: () => void
  readonly drawsPitch: boolean
  readonly onDrawsPitch: (on: boolean) => void
  readonly showsVoice: boolean
  readonly onShowsVoice: (on: boolean) => void
  readonly undo: ReactNode
}) {
  const { words } = useWords()
  return (
    <section className="panel edit-bar" aria-label={words.mode.edit}>
      <Chooser label={words.edit.song} {...props.song} />
      <Chooser label={words.edit.track} {...props.track} />
      <div className="tools">
        <Button className="button" onPress={props.onPlay} isDisabled={!props.canPlay} aria-keyshortcuts="Space">
          {props.playing ? <Square aria-hidden="true" size={18} /> : <Play aria-hidden="true" size={18} />}
          {props.playing ? words.edit.stop : words.edit.play}
        </Button>
        <ToggleIcon isOn={props.loops} onChange={props.onLoops} name={words.edit.loop}>
          <Repeat aria-hidden="true" size={18} />
        </ToggleIcon>
      </div>
      {props.undo}
      <div className="tools">
        <IconButton onPress={props.onAdd} isDisabled={!props.canAdd} name={words.edit.addNote}>
          <SquarePlus aria-hidden="true" size={18} />
        </IconButton>
        <IconButton onPress={props.onDelete} isDisabled={!props.canDelete} name={words.edit.deleteNotes}>
          <Trash2 aria-hidden="true" size={18} />
        </IconButton>
      </div>
      <Chooser
        label={words.edit.snap}
        value={props.snap}
        onChange={(value) => props.onSnap(snaps.find((candidate) => candidate === value) ?? 'off')}
        options={snaps.map((value) => [
          value,
          value === 'off' ? words.edit.snapNone : value === 'bar' ? words.edit.snapBar : snapNames[value],
        ])}
      />
      <div className="tools">
        <IconButton onPress={() => props.onZoom(1 / zoomStep)} name={words.edit.zoomOut}>
          <Minus aria-hidden="true" size={18} />
        </IconButton>
        <IconButton onPress={() => props.onZoom(zoomStep)} name={words.edit.zoomIn}>
          <Plus aria-hidden="true" size={18} />
        </IconButton>
        <IconButton onPress={props.onFit} name={words.edit.fit}>
          <MoveHorizontal aria-hidden="true" size={18} />
        </IconButton>
      </div>
      <div className="tools">
        <ToggleIcon isOn={props.drawsPitch} onChange={props.onDrawsPitch} name={words.voice.drawPitch}>
          <PenLine aria-hidden="true" size={18} />
        </ToggleIcon>
        <ToggleIcon isOn={props.showsVoice} onChange={props.onShowsVoice} name={words.voice.showLane}>
          <AudioLines aria-hidden="true" size={18} />
        </ToggleIcon>
      </div>
    </section>
  )
}

function ToggleIcon(props: {
  readonly name: string
  readonly isOn: boolean
  readonly onChange: (on: boolean) => void
  readonly children: ReactNode
}) {
  return (
    <ToggleButton
      className="button button-icon"
      isSelected={props.isOn}
      onChange={props.onChange}
      aria-label={props.name}
      // The same words as those that are read out, for who rests the pointer on it.
      {...{ title: props.name }}
    >
      {props.children}
    </ToggleButton>
  )
}
