import { createSongTime, type Song } from '@ghostlight/timeline'
import { Minus, MoveHorizontal, Play, Plus, Repeat, Square, SquarePlus, Trash2 } from 'lucide-react'
import { useCallback, useMemo, useRef, useState } from 'react'
import { Button, ToggleButton } from 'react-aria-components'
import { wordsIn } from '../format.ts'
import { mayEdit } from '../role.ts'
import { useSay } from '../say.tsx'
import { IconButton } from '../shell/IconButton.tsx'
import { rehearsalPositionMs, useRehearsal } from '../shell/rehearsal.tsx'
import { useKeys } from '../shell/use-keys.ts'
import { useShow } from '../show-context.tsx'
import { useWords } from '../words/words-context.tsx'
import { AdoptPanel } from './AdoptPanel.tsx'
import { type CaptionLine, captionLines, layOver, syllablesOf } from './captions.ts'
import { OnAir, SavedMark, UndoButtons } from './draft-marks.tsx'
import { Inspector } from './Inspector.tsx'
import { LyricStrip } from './LyricStrip.tsx'
import { deleteNotes, type NoteEdit, phrasesOf, setLyrics, vocalNotes, wordStart } from './note-edits.ts'
import { PianoRoll, type RollHandle } from './PianoRoll.tsx'
import { indexNotes } from './roll-view.ts'
import type { DraftDoor, DraftEdit } from './use-draft.ts'
import { useVocalPlan } from './use-vocal-plan.ts'

const snaps = ['off', 'bar', '1', '0.5', '0.25', '0.333333'] as const
type Snap = (typeof snaps)[number]
const snapNames: Readonly<Record<Exclude<Snap, 'off' | 'bar'>, string>> = { '1': '1/4', '0.5': '1/8', '0.25': '1/16', '0.333333': '1/8 T' }

/** Notes and words of one voice of a song, heard in the preview. Space plays here; GO is not on this desk. */
export function SongDesk({ draft }: { readonly draft: DraftDoor }) {
  const show = useShow()
  const { say } = useSay()
  const { words, language } = useWords()
  const rehearsal = useRehearsal()
  const roll = useRef<RollHandle>(null)
  const [songChoice, setSongChoice] = useState<string | null>(null)
  const [trackChoice, setTrackChoice] = useState<string | null>(null)
  const [snap, setSnap] = useState<Snap>('0.5')
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [focused, setFocused] = useState<string | null>(null)
  const [wordAsked, setWordAsked] = useState(0)
  const [loops, setLoops] = useState(false)
  const [stayedLines, setStayedLines] = useState<ReadonlySet<string>>(new Set())
  const placeBeats = useRef(0)
  const editable = mayEdit(show.role())

  const songs = draft.body?.songs ?? {}
  const songIds = useMemo(() => singableSongs(draft.base?.segmentOrder ?? [], draft.body), [draft.base, draft.body])
  const songId = songChoice !== null && songs[songChoice] !== undefined ? songChoice : (songIds[0] ?? null)
  const song = songId === null ? null : (songs[songId] ?? null)
  const tracks = song === null ? [] : vocalTracks(song)
  const trackId = trackChoice !== null && tracks.some(([id]) => id === trackChoice) ? trackChoice : (tracks[0]?.[0] ?? null)
  const time = useMemo(() => (song === null ? null : createSongTime(song)), [song])
  const notes = song === null || trackId === null ? null : vocalNotes(song, trackId)
  const index = useMemo(() => indexNotes(notes ?? {}), [notes])
  const phrases = useMemo(() => phrasesOf(notes ?? {}, 14), [notes])
  const captions = useMemo(() => (song === null ? [] : captionLines(song)), [song])
  const singer = useVocalPlan(song, trackId, time, draft.base?.lexicon ?? noLexicon)
  const troubled = useMemo(() => new Set(singer.issues.map((item) => item.noteId).filter((id) => id !== null)), [singer])
  const gridBeats =
    snap === 'off'
      ? 0
      : snap === 'bar'
        ? time === null
          ? 4
          : time.barStart(2) - time.barStart(1)
        : Number(snap) === 0.333333
          ? 1 / 3
          : Number(snap)

  const select = useCallback((ids: readonly string[], next: string | null) => {
    setSelected(new Set(ids))
    setFocused(next)
  }, [])
  const edit = useCallback(
    (change: NoteEdit, belongs?: DraftEdit['belongs']) =>
      songId !== null &&
      draft.edit({
        label: words.edit.did[change.kind],
        recipe: (body) => {
          const copy = body.songs[songId]
          if (copy !== undefined) change.recipe(copy as Song)
        },
        ...(belongs === undefined ? {} : { belongs }),
      }),
    [draft.edit, songId, words],
  )
  const order = useMemo(() => phrases.flat(), [phrases])
  const changeWords = (id: string, typed: string): void => {
    if (notes === null || trackId === null || song === null) return
    const language = notes[id]?.language ?? tracks.find(([own]) => own === trackId)?.[1].language ?? 'en'
    const { lyrics, surplus } = layOver(order.slice(order.indexOf(id)), syllablesOf(typed, language))
    let stayed: readonly string[] = []
    const taken = edit(
      setLyrics(trackId, lyrics, (lineIds) => {
        stayed = lineIds
      }),
      lyrics.size === 1 ? { whole: `${song.id} ${trackId} ${wordStart(notes, order, id)}`, part: id } : undefined,
    )
    if (!taken) return
    if (surplus.length > 0) say(words.edit.surplus(surplus.join(' ')), 'remark')
    else if (stayed.length > 0) say(words.edit.captionStayed, 'remark')
    setStayedLines((lines) => new Set([...lines, ...stayed]))
  }
  const changeCaption = (line: CaptionLine, language: string, text: string): void => {
    draft.edit({
      label: words.edit.did.caption,
      recipe: (body) => {
        const track = body.songs[songId ?? '']?.tracks[line.trackId]
        const own = track?.kind === 'lyrics' ? track.lines[line.lineId] : undefined
        if (own !== undefined) own.text[language] = text
      },
    })
    setStayedLines((lines) => new Set([...lines].filter((id) => id !== line.lineId)))
  }
  const askWord = useCallback(
    (id: string) => {
      select([id], id)
      roll.current?.reveal(id)
      setWordAsked((count) => count + 1)
    },
    [select],
  )

  const loop = useMemo(() => (loops && notes !== null ? spanOf([...selected], notes) : null), [loops, notes, selected])
  const play = (): void => {
    if (song === null || time === null || notes === null) return
    const toMs = (atBeats: number): number => time.tempo.beatsToMs(atBeats as never)
    if (rehearsal.playing) {
      const place = rehearsal.place.current
      const positionMs = place === null ? 0 : rehearsalPositionMs(place, performance.now())
      placeBeats.current = time.tempo.msToBeats(positionMs as never)
      rehearsal.rehearse({ songId: song.id, positionMs, playing: false })
      return
    }
    const span = spanOf([...selected], notes)
    const fromBeats = span === null ? placeBeats.current : span.startBeats
    rehearsal.rehearse({
      songId: song.id,
      positionMs: toMs(fromBeats),
      playing: true,
      ...(loop === null ? {} : { loop: { startMs: toMs(loop.startBeats), endMs: toMs(loop.endBeats) } }),
    })
  }
  useKeys({ mode: 'edit', letterKeys: false, onKey: (meaning) => meaning === 'play' && play() })

  if (song === null || time === null)
    return (
      <section className="panel edit-empty">
        <p className="empty">{words.edit.noSongs}</p>
      </section>
    )
  const one = focused !== null ? notes?.[focused] : undefined
  return (
    <>
      <section className="panel edit-bar" aria-label={words.mode.edit}>
        <Chooser
          label={words.edit.song}
          value={song.id}
          onChange={setSongChoice}
          options={songIds.map((id) => [id, wordsIn(songs[id]?.title, language)])}
        />
        <Chooser
          label={words.edit.track}
          value={trackId ?? ''}
          onChange={setTrackChoice}
          options={tracks.map(([id, track]) => [id, track.name])}
        />
        <div className="tools">
          <Button className="button" onPress={play} isDisabled={notes === null} aria-keyshortcuts="Space">
            {rehearsal.playing ? <Square aria-hidden="true" size={18} /> : <Play aria-hidden="true" size={18} />}
            {rehearsal.playing ? words.edit.stop : words.edit.play}
          </Button>
          <ToggleButton className="button button-icon" isSelected={loops} onChange={setLoops} aria-label={words.edit.loop}>
            <Repeat aria-hidden="true" size={18} />
          </ToggleButton>
        </div>
        <UndoButtons draft={draft} editable={editable} />
        <div className="tools">
          <IconButton onPress={() => roll.current?.add()} isDisabled={!editable || notes === null} name={words.edit.addNote}>
            <SquarePlus aria-hidden="true" size={18} />
          </IconButton>
          <IconButton
            onPress={() => {
              if (trackId !== null) edit(deleteNotes(trackId, [...selected]))
              select([], null)
            }}
            isDisabled={!editable || selected.size === 0}
            name={words.edit.deleteNotes}
          >
            <Trash2 aria-hidden="true" size={18} />
          </IconButton>
        </div>
        <Chooser
          label={words.edit.snap}
          value={snap}
          onChange={(value) => setSnap(snaps.find((candidate) => candidate === value) ?? 'off')}
          options={snaps.map((value) => [
            value,
            value === 'off' ? words.edit.snapNone : value === 'bar' ? words.edit.snapBar : snapNames[value],
          ])}
        />
        <div className="tools">
          <IconButton onPress={() => roll.current?.zoom(1 / 1.4)} name={words.edit.zoomOut}>
            <Minus aria-hidden="true" size={18} />
          </IconButton>
          <IconButton onPress={() => roll.current?.zoom(1.4)} name={words.edit.zoomIn}>
            <Plus aria-hidden="true" size={18} />
          </IconButton>
          <IconButton onPress={() => roll.current?.fit()} name={words.edit.fit}>
            <MoveHorizontal aria-hidden="true" size={18} />
          </IconButton>
        </div>
      </section>
      <section className="panel roll-panel" aria-label={words.edit.roll}>
        {notes === null || trackId === null ? (
          <p className="empty">{words.edit.noVocal}</p>
        ) : (
          <PianoRoll
            ref={roll}
            song={song}
            time={time}
            trackId={trackId}
            notes={notes}
            index={index}
            selected={selected}
            focused={focused}
            gridBeats={gridBeats}
            editable={editable}
            phonemes={singer.phonemes}
            troubled={troubled}
            loop={loop}
            onSelect={select}
            onEdit={edit}
            onOpenWord={askWord}
            onPlace={(atBeats) => {
              placeBeats.current = atBeats
              select([], null)
              rehearsal.rehearse({ songId: song.id, positionMs: time.tempo.beatsToMs(atBeats as never), playing: rehearsal.playing })
            }}
          />
        )}
      </section>
      {notes !== null && trackId !== null && (
        <LyricStrip
          notes={notes}
          phrases={phrases}
          time={time}
          trackLanguage={tracks.find(([id]) => id === trackId)?.[1].language ?? 'en'}
          focused={focused}
          troubled={troubled}
          editable={editable}
          wordAsked={wordAsked}
          onFocus={(id) => {
            select([id], id)
            roll.current?.reveal(id)
          }}
          captions={captions}
          stayedLines={stayedLines}
          onCaption={changeCaption}
          onLyric={changeWords}
          onAskWord={askWord}
        />
      )}
      <Inspector
        trackId={trackId}
        selected={selected}
        note={one ?? null}
        time={time}
        editable={editable}
        issues={singer.issues}
        onEdit={edit}
        onShow={(id) => {
          select([id], id)
          roll.current?.reveal(id)
        }}
        draft={
          <>
            <SavedMark draft={draft} />
            <AdoptPanel />
          </>
        }
        air={<OnAir />}
      />
    </>
  )
}
const noLexicon: Readonly<Record<string, string>> = {}

/** Songs of the setlist in order, those with a voice first in line for editing. */
function singableSongs(segmentOrder: readonly string[], body: DraftDoor['body']): readonly string[] {
  if (body === null) return []
  const inSetlist = segmentOrder.map((id) => body.show.setlist[id]?.songId).filter((id) => id !== undefined && body.songs[id] !== undefined)
  const all = [...new Set([...inSetlist, ...Object.keys(body.songs)])] as string[]
  const sung = (id: string): boolean => body.songs[id] !== undefined && vocalTracks(body.songs[id]).length > 0
  return [...all.filter(sung), ...all.filter((id) => !sung(id))]
}

function vocalTracks(song: Song) {
  return Object.entries(song.tracks)
    .flatMap(([id, track]) => (track.kind === 'vocal' ? [[id, track] as const] : []))
    .sort(([, a], [, b]) => (a.role === b.role ? (a.order < b.order ? -1 : 1) : a.role === 'lead' ? -1 : 1))
}

function spanOf(ids: readonly string[], notes: NonNullable<ReturnType<typeof vocalNotes>>) {
  let startBeats = Number.POSITIVE_INFINITY
  let endBeats = 0
  for (const id of ids) {
    const note = notes[id]
    if (note === undefined) continue
    startBeats = Math.min(startBeats, note.startBeats)
    endBeats = Math.max(endBeats, note.startBeats + note.lengthBeats)
  }
  return endBeats > 0 ? { startBeats, endBeats } : null
}

function Chooser(props: {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly options: readonly (readonly [string, string])[]
}) {
  return (
    <label className="field chooser">
      <span>{props.label}</span>
      <select className="select" value={props.value} onChange={(event) => props.onChange(event.target.value)}>
        {props.options.map(([value, name]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}
