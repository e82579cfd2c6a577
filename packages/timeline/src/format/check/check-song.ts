import type { Show } from '../../document/show.ts'
import type { Song } from '../../document/song.ts'
import type { Track } from '../../document/track.ts'
import type { Venue } from '../../document/venue.ts'
import { compareText } from '../../order.ts'
import { createSongTime } from '../../song-time.ts'
import { beats } from '../../units.ts'
import { checkVocal } from './check-vocal.ts'
import type { CheckOptions } from './options.ts'
import { barText, noSuch, type Report } from './report.ts'
import { SLACK_BEATS, type SongCheck } from './song-check.ts'

/** A recording may ring on after the last bar; longer than this it is probably a wrong length. */
const TAIL_MS = 10_000

export function checkSong(report: Report, path: string, song: Song, show: Show, venue: Venue, options: CheckOptions): void {
  const check: SongCheck = { report, path, song, time: createSongTime(song), show, venue, options }
  checkTempo(check)
  checkMetre(check)
  checkSections(check)
  checkVamps(check)
  if (Object.keys(song.credits).length === 0)
    report.warning(`${path}.credits`, 'no-credits', 'nobody is credited for this song, and no licence is named')
  for (const [trackId, track] of Object.entries(song.tracks)) checkTrack(check, `${path}.tracks.${trackId}`, track)
}

function checkTempo({ report, path, song }: SongCheck): void {
  const points = Object.entries(song.tempo).sort(([, a], [, b]) => a.atBeats - b.atBeats)
  if (!points.some(([, point]) => point.atBeats === 0)) {
    report.error(`${path}.tempo`, 'tempo-without-start', 'no tempo stands at beat 0; add a point with "atBeats": 0')
  }
  points.forEach(([id, point], index) => {
    const at = `${path}.tempo.${id}`
    const twin = points[index - 1]
    if (twin && twin[1].atBeats === point.atBeats) {
      report.error(`${at}.atBeats`, 'duplicate-tempo', `"${twin[0]}" gives a tempo at beat ${point.atBeats} already`)
    }
    if (point.atBeats > song.lengthBeats)
      report.warning(`${at}.atBeats`, 'beyond-end', `lies after the end of the song (beat ${song.lengthBeats})`)
    if (point.curve === 'ramp' && index === points.length - 1) {
      report.warning(`${at}.curve`, 'ramp-to-nowhere', 'a ramp needs a later point to lead to; the tempo stays steady')
    }
  })
}

function checkMetre({ report, path, song }: SongCheck): void {
  const points = Object.entries(song.metre).sort(([, a], [, b]) => a.atBeats - b.atBeats)
  if (!points.some(([, point]) => point.atBeats === 0)) {
    report.error(`${path}.metre`, 'metre-without-start', 'no metre stands at beat 0; add a point with "atBeats": 0')
  }
  points.forEach(([id, point], index) => {
    const before = points[index - 1]?.[1]
    if (!before) return
    const barBeats = (before.beatsPerBar * 4) / before.beatUnit
    const bars = (point.atBeats - before.atBeats) / barBeats
    if (point.atBeats === before.atBeats) {
      report.error(`${path}.metre.${id}.atBeats`, 'duplicate-metre', `another metre stands at beat ${point.atBeats} already`)
    } else if (Math.abs(bars - Math.round(bars)) > SLACK_BEATS) {
      const nearest = before.atBeats + Math.round(bars) * barBeats
      report.error(`${path}.metre.${id}.atBeats`, 'metre-off-bar', `beat ${point.atBeats} is no bar line; the nearest is beat ${nearest}`)
    }
  })
}

interface Spanned {
  readonly startBeats: number
  readonly lengthBeats: number
}

/** Whether a span runs over the end of the song. */
function checkEnd({ report, song }: SongCheck, path: string, what: string, span: Spanned): void {
  const end = span.startBeats + span.lengthBeats
  if (end <= song.lengthBeats + SLACK_BEATS) return
  report.error(path, 'beyond-end', `${what} ends at beat ${round(end)}, but the song ends at beat ${song.lengthBeats}`)
}

const round = (value: number): number => Number(value.toFixed(4))
const byStart = <T extends Spanned>(spans: Readonly<Record<string, T>>): [string, T][] =>
  Object.entries(spans).sort(([idA, a], [idB, b]) => a.startBeats - b.startBeats || compareText(idA, idB))

/** Calls back for each span that begins before the one before it ends. */
function eachOverlap<T extends Spanned>(spans: Readonly<Record<string, T>>, found: (id: string, otherId: string) => void): void {
  let last: [string, T] | null = null
  for (const [id, span] of byStart(spans)) {
    if (last && span.startBeats < last[1].startBeats + last[1].lengthBeats - SLACK_BEATS) found(id, last[0])
    if (!last || span.startBeats + span.lengthBeats > last[1].startBeats + last[1].lengthBeats) last = [id, span]
  }
}

function checkSections(check: SongCheck): void {
  const { report, path, song } = check
  for (const [id, section] of Object.entries(song.sections)) checkEnd(check, `${path}.sections.${id}`, 'the section', section)
  eachOverlap(song.sections, (id, other) => {
    report.warning(`${path}.sections.${id}`, 'overlap', `begins before the section "${other}" ends; from there on "${id}" counts`)
  })
}

function checkVamps(check: SongCheck): void {
  const { report, path, song } = check
  for (const [id, vamp] of Object.entries(song.vamps)) {
    checkEnd(check, `${path}.vamps.${id}`, 'the vamp', vamp)
    for (const edge of [vamp.startBeats, vamp.startBeats + vamp.lengthBeats]) {
      const { bar, beat } = check.time.barBeatAt(beats(edge))
      if (Math.abs(beat - 1) < SLACK_BEATS || edge >= song.lengthBeats) continue
      report.warning(`${path}.vamps.${id}`, 'vamp-off-bar', `the edge at beat ${round(edge)} is ${barText({ bar, beat })}, not a bar line`)
    }
  }
  eachOverlap(song.vamps, (id, other) => {
    report.error(`${path}.vamps.${id}`, 'vamp-overlap', `begins before the vamp "${other}" ends; vamps must not overlap`)
  })
}

function checkTrack(check: SongCheck, path: string, track: Track): void {
  const { report, show, venue, options } = check
  if ('performerId' in track && !Object.hasOwn(show.performers, track.performerId)) {
    report.error(`${path}.performerId`, 'unknown-performer', noSuch('performer', track.performerId, Object.keys(show.performers)))
  }
  switch (track.kind) {
    case 'vocal':
      for (const [id, note] of Object.entries(track.notes)) checkEnd(check, `${path}.notes.${id}`, 'the note', note)
      checkVocal(check, path, track)
      return
    case 'instrument': {
      const instruments = options.known?.instruments
      if (instruments && !instruments.includes(track.instrument)) {
        report.error(`${path}.instrument`, 'unknown-instrument', noSuch('instrument', track.instrument, instruments))
      }
      for (const [id, note] of Object.entries(track.notes)) checkEnd(check, `${path}.notes.${id}`, 'the note', note)
      return
    }
    case 'audio':
      checkAudio(check, path, track)
      return
    case 'motion':
      for (const [id, clip] of Object.entries(track.clips)) {
        const at = `${path}.clips.${id}`
        checkEnd(check, at, 'the clip', clip)
        if (clip.move === undefined && clip.file === undefined) report.error(at, 'empty-clip', 'names neither a move nor a motion file')
        if (clip.move !== undefined && clip.file !== undefined && clip.part !== 'upperBody')
          report.error(at, 'two-motions', 'names a move and a file; keep one')
        const moves = options.known?.moves
        if (clip.move !== undefined && moves && !moves.includes(clip.move))
          report.error(`${at}.move`, 'unknown-move', noSuch('move', clip.move, moves))
        checkFile(check, `${at}.file`, clip.file)
      }
      return
    case 'expression': {
      const expressions = options.known?.expressions
      for (const [id, clip] of Object.entries(track.clips)) {
        const at = `${path}.clips.${id}`
        checkEnd(check, at, 'the clip', clip)
        if (expressions && !expressions.includes(clip.expression)) {
          report.warning(`${at}.expression`, 'unknown-expression', noSuch('expression', clip.expression, expressions))
        }
      }
      return
    }
    case 'camera':
      for (const [id, clip] of Object.entries(track.clips)) checkEnd(check, `${path}.clips.${id}`, 'the clip', clip)
      return
    case 'light':
      for (const [id, clip] of Object.entries(track.clips)) {
        checkEnd(check, `${path}.clips.${id}`, 'the clip', clip)
        if (!Object.hasOwn(show.looks, clip.look))
          report.error(`${path}.clips.${id}.look`, 'unknown-look', noSuch('look', clip.look, Object.keys(show.looks)))
      }
      return
    case 'osc':
      for (const [id, message] of Object.entries(track.messages)) {
        checkPoint(check, `${path}.messages.${id}.atBeats`, message.atBeats)
        if (message.targetId === undefined || Object.hasOwn(venue.targets, message.targetId)) continue
        report.error(`${path}.messages.${id}.targetId`, 'unknown-target', noSuch('target', message.targetId, Object.keys(venue.targets)))
      }
      return
    case 'lyrics':
      for (const [id, line] of Object.entries(track.lines)) {
        checkEnd(check, `${path}.lines.${id}`, 'the line', line)
        if (Object.keys(line.text).length === 0)
          report.warning(`${path}.lines.${id}.text`, 'empty-line', 'the line has no words in any language')
      }
      eachOverlap(track.lines, (id, other) => report.warning(`${path}.lines.${id}`, 'overlap', `begins before the line "${other}" ends`))
      return
    case 'marker':
      for (const [id, marker] of Object.entries(track.markers)) checkPoint(check, `${path}.markers.${id}.atBeats`, marker.atBeats)
      return
    case 'chords':
      for (const [id, chord] of Object.entries(track.chords)) checkPoint(check, `${path}.chords.${id}.atBeats`, chord.atBeats)
      return
  }
}

function checkPoint({ report, song }: SongCheck, path: string, atBeats: number): void {
  if (atBeats >= song.lengthBeats)
    report.error(path, 'beyond-end', `lies at beat ${atBeats}, but the song ends at beat ${song.lengthBeats}`)
}

function checkFile({ report, options }: SongCheck, path: string, file: string | undefined): void {
  if (file === undefined || !options.filesPresent || options.filesPresent.has(file)) return
  report.error(path, 'missing-file', `the file "${file}" is not in the show folder`)
}

function checkAudio(check: SongCheck, path: string, track: Extract<Track, { kind: 'audio' }>): void {
  const { report, song, time } = check
  track.stemOf?.forEach((trackId, index) => {
    const instruments = Object.keys(song.tracks).filter((id) => song.tracks[id]!.kind === 'instrument')
    if (!instruments.includes(trackId))
      report.error(`${path}.stemOf.${index}`, 'unknown-track', noSuch('instrument track', trackId, instruments))
  })
  for (const [id, clip] of Object.entries(track.clips)) {
    const at = `${path}.clips.${id}`
    checkFile(check, `${at}.file`, clip.file)
    checkPoint(check, `${at}.startBeats`, clip.startBeats)
    const overMs = time.tempo.beatsToMs(clip.startBeats) + clip.durationMs - time.lengthMs
    if (overMs > TAIL_MS)
      report.warning(`${at}.durationMs`, 'beyond-end', `rings on for ${Math.round(overMs / 1000)} s after the song ends`)
  }
}
