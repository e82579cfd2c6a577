import { createSongTime, type Song } from '@ghostlight/timeline'
import { trackSeed } from '@ghostlight/voice'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { wordsIn } from '../format.ts'
import { mayEditNow } from '../role.ts'
import { useSay } from '../say.tsx'
import { rehearsalPositionMs, useRehearsal } from '../shell/rehearsal.tsx'
import { useKeys } from '../shell/use-keys.ts'
import { useShow } from '../show-context.tsx'
import { useWords } from '../words/words-context.tsx'
import { AdoptPanel } from './AdoptPanel.tsx'
import { type CaptionLine, captionLines } from './captions.ts'
import { OnAir, SavedMark, UndoButtons } from './draft-marks.tsx'
import { songDeed } from './edit-words.ts'
import { Inspector } from './Inspector.tsx'
import { LyricStrip } from './LyricStrip.tsx'
import { deleteNotes, type NoteEdit, phrasesOf, setLyrics, vocalNotes, wordNotes, wordStart } from './note-edits.ts'
import { PianoRoll, type RollHandle } from './roll/PianoRoll.tsx'
import { indexNotes } from './roll/roll-view.ts'
import { createRollViewStore } from './roll/roll-view-store.ts'
import { SceneryFields } from './SceneryFields.tsx'
import { gridOf, type Snap, SongBar } from './SongBar.tsx'
import { singableSongs, spanOfNotes, vocalTracks } from './song-tracks.ts'
import { type LaidLine, layOver, lineSyllables, type SungLanguage } from './syllables.ts'
import type { DraftDoor, DraftEdit } from './use-draft.ts'
import { useTypedWords } from './use-typed-words.ts'
import { CurveLane } from './voice/CurveLane.tsx'
import type { CurveName } from './voice/curve-kinds.ts'
import { NoteSinging } from './voice/NoteSinging.tsx'
import { PhonemeStrip } from './voice/PhonemeStrip.tsx'
import { TrackVoice } from './voice/TrackVoice.tsx'
import { useVocalPlan } from './voice/use-vocal-plan.ts'
import { VibratoFields } from './voice/VibratoFields.tsx'
import { setSung, trackAfter } from './voice/voice-edits.ts'

const firstView = { pxPerBeat: 44, pxPerPitch: 20, leftBeats: 0, topPitch: 84, widthPx: 100, heightPx: 100 }
const noLexicon: Readonly<Record<string, string>> = {}

/** Notes, words and singing of one voice of a song, heard in the preview. Space plays here; GO is not on this desk. */
export function SongDesk({ draft }: { readonly draft: DraftDoor }) {
  const show = useShow()
  const { say } = useSay()
  const { words, language } = useWords()
  const rehearsal = useRehearsal()
  const roll = useRef<RollHandle>(null)
  const [store] = useState(() => createRollViewStore(firstView))
  const [songChoice, setSongChoice] = useState<string | null>(null)
  const [trackChoice, setTrackChoice] = useState<string | null>(null)
  const [snap, setSnap] = useState<Snap>('0.5')
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [focused, setFocused] = useState<string | null>(null)
  const [wordAsked, setWordAsked] = useState(0)
  const [soundsAsked, setSoundsAsked] = useState(false)
  const [loops, setLoops] = useState(false)
  const [stayedLines, setStayedLines] = useState<ReadonlySet<string>>(new Set())
  const [linesWaiting, setLinesWaiting] = useState<
    readonly { readonly songId: string; readonly trackId: string; readonly id: string; readonly typed: string }[]
  >([])
  const [surplus, setSurplus] = useState<readonly string[]>([])
  const [drawsPitch, setDrawsPitch] = useState(false)
  const [showsVoice, setShowsVoice] = useState(true)
  const [curve, setCurve] = useState<CurveName>('dynamicsDb')
  const [trying, setTrying] = useState<NoteEdit | null>(null)
  const placeBeats = useRef(0)
  const editable = mayEditNow(show)

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
  const tried = useMemo(() => (song === null || trackId === null ? null : trackAfter(song, trackId, trying)), [song, trackId, trying])
  const typedWords = useTypedWords(draft.base?.lexicon ?? noLexicon)
  const singer = useVocalPlan(song, tried, time, {
    lexicon: typedWords.lexicon,
    trying: trying !== null,
    seed: trackSeed(trackId ?? ''),
  })
  const troubled = useMemo(() => new Set(singer.issues.map((item) => item.noteId).filter((id) => id !== null)), [singer])
  const gridBeats = gridOf(snap, time === null ? 4 : time.barStart(2) - time.barStart(1))

  const select = useCallback((ids: readonly string[], next: string | null) => {
    setSelected(new Set(ids))
    setFocused(next)
  }, [])
  const go = useCallback(
    (id: string) => {
      select([id], id)
      roll.current?.reveal(id)
    },
    [select],
  )
  const edit = useCallback(
    (change: NoteEdit, belongs?: DraftEdit['belongs']) =>
      songId !== null && draft.edit({ ...editOfSong(songId, change), ...(belongs === undefined ? {} : { belongs }) }),
    [draft.edit, songId],
  )
  /** Shown at once, sent when the hand has rested. */
  const editSoon = useCallback(
    (key: string, change: NoteEdit): void => {
      if (songId === null) return
      setTrying(change)
      draft.editSoon(`${songId} ${trackId} ${key}`, editOfSong(songId, change), () => setTrying(null))
    },
    [draft.editSoon, songId, trackId],
  )
  const order = useMemo(() => phrases.flat(), [phrases])
  const languageAt = (id: string): SungLanguage => notes?.[id]?.language ?? tracks.find(([own]) => own === trackId)?.[1].language ?? 'en'
  /** Null: the dictionary is still being read, and how many notes it takes is not known. */
  const lay = (id: string, typed: string): LaidLine | null =>
    !manyWords(typed) || typedWords.knows(typed, languageAt(id))
      ? layOver(order.slice(order.indexOf(id)), lineSyllables(typed, languageAt(id), typedWords.lexicon))
      : null
  const changeWords = (id: string, typed: string): void => {
    if (notes === null || trackId === null || song === null) return
    const laid = lay(id, typed)
    typedWords.lookUp(typed, languageAt(id))
    if (laid === null) {
      setLinesWaiting((lines) => [...lines, { songId: song.id, trackId, id, typed }])
      return
    }
    const { lyrics, surplus: left } = laid
    let stayed: readonly string[] = []
    const taken = edit(
      setLyrics(trackId, lyrics, (lineIds) => {
        stayed = lineIds
      }),
      lyrics.size === 1 ? { whole: `${song.id} ${trackId} ${wordStart(notes, order, id)}`, part: id } : undefined,
    )
    if (!taken) return
    setSurplus(left)
    if (left.length > 0) say(words.edit.surplus(left.join(' ')), 'remark')
    else if (stayed.length > 0) say(words.edit.captionStayed, 'remark')
    setStayedLines((lines) => new Set([...lines, ...stayed]))
  }
  // One at a time: each is laid over what the one before has left.
  const nextLine = linesWaiting[0]
  useEffect(() => {
    if (nextLine === undefined) return
    const gone = nextLine.songId !== songId || nextLine.trackId !== trackId || notes?.[nextLine.id] === undefined
    if (!gone && !typedWords.knows(nextLine.typed, languageAt(nextLine.id))) return
    setLinesWaiting((lines) => lines.slice(1))
    if (!gone) changeWords(nextLine.id, nextLine.typed)
  })
  const changeCaption = (line: CaptionLine, lineLanguage: string, text: string): void => {
    draft.edit({
      saying: songDeed('caption'),
      recipe: (body) => {
        const track = body.songs[songId ?? '']?.tracks[line.trackId]
        const own = track?.kind === 'lyrics' ? track.lines[line.lineId] : undefined
        if (own !== undefined) own.text[lineLanguage] = text
      },
    })
    setStayedLines((lines) => new Set([...lines].filter((id) => id !== line.lineId)))
  }
  const askWord = useCallback(
    (id: string) => {
      go(id)
      setWordAsked((count) => count + 1)
    },
    [go],
  )

  const soundsShown = useCallback(() => setSoundsAsked(false), [])

  const chosen = useMemo(() => (notes === null ? null : spanOfNotes(selected, notes)), [notes, selected])
  const loop = loops ? chosen : null
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
    rehearsal.rehearse({
      songId: song.id,
      positionMs: toMs(chosen?.fromBeats ?? placeBeats.current),
      playing: true,
      ...(loop === null ? {} : { loop: { startMs: toMs(loop.fromBeats), endMs: toMs(loop.toBeats) } }),
    })
  }
  useKeys({ mode: 'edit', letterKeys: false, onKey: (meaning) => meaning === 'play' && play() })

  if (song === null || time === null)
    return (
      <section className="panel edit-empty">
        <p className="empty">{words.edit.noSongs}</p>
      </section>
    )
  const track = trackId === null ? undefined : tracks.find(([id]) => id === trackId)?.[1]
  const canEdit = editable && notes !== null
  const note = focused === null ? undefined : notes?.[focused]
  return (
    <>
      <SongBar
        song={{ value: song.id, onChange: setSongChoice, options: songIds.map((id) => [id, wordsIn(songs[id]?.title, language)]) }}
        track={{ value: trackId ?? '', onChange: setTrackChoice, options: tracks.map(([id, one]) => [id, one.name]) }}
        snap={snap}
        onSnap={setSnap}
        playing={rehearsal.playing}
        canPlay={notes !== null}
        onPlay={play}
        loops={loops}
        onLoops={setLoops}
        canAdd={canEdit}
        canDelete={canEdit && selected.size > 0}
        onAdd={() => roll.current?.add()}
        onDelete={() => {
          if (trackId !== null) edit(deleteNotes(trackId, [...selected]))
          select([], null)
        }}
        onZoom={(factor) => roll.current?.zoom(factor)}
        onFit={() => roll.current?.fit()}
        drawsPitch={drawsPitch}
        onDrawsPitch={setDrawsPitch}
        showsVoice={showsVoice}
        onShowsVoice={setShowsVoice}
        undo={<UndoButtons draft={draft} editable={editable} />}
      />
      <section className="panel roll-panel" aria-label={words.edit.roll}>
        {notes === null || trackId === null || track === undefined ? (
          <p className="empty">{words.edit.noVocal}</p>
        ) : (
          <>
            <PianoRoll
              ref={roll}
              store={store}
              song={song}
              time={time}
              trackId={trackId}
              notes={notes}
              index={index}
              selected={selected}
              focused={focused}
              gridBeats={gridBeats}
              editable={editable}
              pitch={singer.pitch}
              troubled={troubled}
              loop={loop === null ? null : { startBeats: loop.fromBeats, endBeats: loop.toBeats }}
              tool={drawsPitch ? 'pitch' : 'notes'}
              onSelect={select}
              onEdit={edit}
              onTry={setTrying}
              onOpenWord={askWord}
              onPlace={(atBeats) => {
                placeBeats.current = atBeats
                select([], null)
                rehearsal.rehearse({ songId: song.id, positionMs: time.tempo.beatsToMs(atBeats as never), playing: rehearsal.playing })
              }}
            />
            {showsVoice && (
              <>
                <PhonemeStrip
                  store={store}
                  song={song}
                  time={time}
                  trackId={trackId}
                  notes={tried?.notes ?? notes}
                  strip={singer.strip}
                  focusedNote={focused}
                  editable={editable}
                  onEdit={edit}
                  onEditSoon={editSoon}
                  onTry={setTrying}
                  onNote={go}
                  onWrite={(id) => {
                    go(id)
                    setSoundsAsked(true)
                  }}
                />
                <CurveLane
                  store={store}
                  song={song}
                  time={time}
                  trackId={trackId}
                  curves={tried?.curves}
                  name={curve}
                  onName={setCurve}
                  chosen={chosen}
                  gridBeats={gridBeats}
                  editable={editable}
                  onEdit={edit}
                  onEditSoon={editSoon}
                  onTry={setTrying}
                />
              </>
            )}
          </>
        )}
      </section>
      {notes !== null && trackId !== null && track !== undefined && (
        <LyricStrip
          notes={notes}
          phrases={phrases}
          time={time}
          trackLanguage={track.language}
          focused={focused}
          troubled={troubled}
          editable={editable}
          wordAsked={wordAsked}
          onFocus={go}
          captions={captions}
          stayedLines={stayedLines}
          onCaption={changeCaption}
          lay={lay}
          onTyping={(id, typed) => manyWords(typed) && typedWords.lookUp(typed, languageAt(id))}
          waits={linesWaiting.length > 0}
          surplus={surplus}
          onLyric={changeWords}
          onReading={(id, reading) => edit(setSung(trackId, [id], 'reading', reading === '' ? undefined : reading))}
          onAskWord={askWord}
        />
      )}
      <Inspector
        trackId={trackId}
        selected={selected}
        note={note ?? null}
        time={time}
        editable={editable}
        issues={singer.issues}
        onEdit={edit}
        onShow={go}
        lyricOf={(id) => notes?.[id]?.lyric ?? ''}
        draft={
          <>
            <SavedMark draft={draft} />
            <AdoptPanel />
          </>
        }
        singing={
          trackId !== null &&
          track !== undefined &&
          note !== undefined &&
          focused !== null && (
            <>
              <NoteSinging
                trackId={trackId}
                ids={[...selected]}
                noteId={focused}
                note={note}
                trackLanguage={track.language}
                sounds={singer.phonemes.get(focused) ?? []}
                wordSounds={new Map(wordNotes(notes ?? {}, order, focused).map((id) => [id, singer.phonemes.get(id) ?? []]))}
                editable={editable}
                soundsAsked={soundsAsked}
                onSoundsShown={soundsShown}
                onEdit={edit}
              />
              <VibratoFields
                trackId={trackId}
                ids={[...selected]}
                noteId={focused}
                note={tried?.notes[focused] ?? note}
                editable={editable}
                onEdit={edit}
                onEditSoon={editSoon}
                onTry={setTrying}
              />
            </>
          )
        }
        voice={
          trackId === null || track === undefined ? null : (
            <TrackVoice trackId={trackId} track={track} draft={draft} editable={editable} onEdit={edit} />
          )
        }
        scenery={<SceneryFields song={song} editable={editable} onEdit={edit} />}
        air={<OnAir />}
      />
    </>
  )
}

/** A single word stays on its note and waits for nothing. */
const manyWords = (typed: string): boolean => /\S\s+\S/.test(typed.trim())

const editOfSong = (songId: string, change: NoteEdit): DraftEdit => ({
  saying: songDeed(change.kind),
  recipe: (body) => {
    const copy = body.songs[songId]
    if (copy !== undefined) change.recipe(copy as Song)
  },
})
