/** `ghostlight import dance.vmd --into show`: a motion file becomes the dance of a song of the show. */
import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { moveNames, moves } from '@ghostlight/avatar'
import { fittedClip, motionLengthMs, parseMotion, type SampledMotion, takesOfGlb } from '@ghostlight/avatar/import'
import { canonicalJson, createTempoMap, inOrder, type MotionClip, type Show, type Song } from '@ghostlight/timeline'
import { parseShow, parseSong } from '@ghostlight/timeline/format'
import { createFileLayer } from '../store/file-layer.ts'
import { readDocument } from './read-document.ts'
import { idFrom, printScoreIssues } from './score.ts'

export interface MotionImportOptions {
  readonly into: string
  /** Song id; null: the first of the setlist. */
  readonly song: string | null
  readonly performer: string | null
  readonly take: string | null
  /** Beat of the song at which the motion begins. */
  readonly atBeats: number
  /** Only this part of the file, s. */
  readonly trimS: { readonly from: number; readonly to: number } | null
  /** Once through lasts so many beats; null: as long as it was recorded. */
  readonly beats: number | null
  readonly times: number
  readonly mirror: boolean
  /** The legs are those of this move; null: of the file. */
  readonly legs: string | null
}

const decode = {
  utf8: (bytes: Uint8Array) => new TextDecoder().decode(bytes),
  shiftJis: (bytes: Uint8Array) => new TextDecoder('shift_jis').decode(bytes),
}

/** Every bar of the clip against the instant of the file that falls on it, so that a change of tempo never hurries the dance. */
function marksOf(song: Song, fromBeats: number, lengthBeats: number, fromMs: number): [number, number][] {
  const tempo = createTempoMap(Object.values(song.tempo))
  const start = tempo.beatsToMs(fromBeats as Parameters<typeof tempo.beatsToMs>[0])
  const at = (beat: number): [number, number] => [
    beat,
    fromMs + Math.round(((tempo.beatsToMs((fromBeats + beat) as Parameters<typeof tempo.beatsToMs>[0]) as number) - start) * 1000) / 1000,
  ]
  const steady = Object.keys(song.tempo).length <= 1
  const beats = steady ? [0, lengthBeats] : [...Array.from({ length: Math.ceil(lengthBeats / 4) }, (_, i) => i * 4), lengthBeats]
  return beats.map(at)
}

/** @returns exit code */
export function importMotion(file: string, options: MotionImportOptions): number {
  const files = createFileLayer()
  const refuse = (why: string): number => {
    console.error(why)
    console.error('Nothing was imported.')
    return 1
  }
  const showReading = readDocument(join(options.into, 'show.json'), files)
  if (showReading === null) return refuse(`${options.into} holds no show; import a score into it first, or name another folder.`)
  if (!showReading.ok) return refuse(showReading.message)
  const parsedShow = parseShow(showReading.value)
  if (!parsedShow.ok) {
    printScoreIssues(parsedShow.issues)
    return refuse('Mend the show first.')
  }
  const show: Show = parsedShow.value
  const songId = options.song ?? inOrder(show.setlist).map((id) => show.setlist[id]!.songId)[0]
  const performerId = options.performer ?? Object.keys(show.performers).sort()[0]
  const songPath = join(options.into, 'songs', songId ?? '', 'song.json')
  const songReading = songId === undefined ? null : readDocument(songPath, files)
  if (songId === undefined || songReading === null) {
    const known = Object.values(show.setlist).map((segment) => segment.songId)
    return refuse(`The show has no song "${songId ?? ''}"; it has ${known.join(', ') || 'none'}. Choose one with --song.`)
  }
  if (performerId === undefined || show.performers[performerId] === undefined)
    return refuse(`The show has no performer "${performerId ?? ''}"; it has ${Object.keys(show.performers).join(', ') || 'none'}.`)
  if (!songReading.ok) return refuse(songReading.message)
  const parsedSong = parseSong(songReading.value)
  if (!parsedSong.ok) {
    printScoreIssues(parsedSong.issues)
    return refuse('Mend the song first.')
  }
  const song: Song = parsedSong.value
  if (!(options.atBeats >= 0 && options.atBeats < song.lengthBeats))
    return refuse(`--at is a beat from 0 to ${song.lengthBeats}, the length of "${songId}"; got ${options.atBeats}.`)
  if (!existsSync(file)) return refuse(`There is no file ${file}.`)
  const bytes = new Uint8Array(readFileSync(file))
  const parsed = parseMotion(basename(file), bytes, decode, options.take)
  if (!parsed.ok) return refuse(`${basename(file)}: ${parsed.issues.map((issue) => issue.message).join('; ')}`)

  const motion = parsed.value
  const lengthMs = motionLengthMs(motion)
  if (options.trimS !== null && options.trimS.from * 1000 >= Math.max(lengthMs, 1))
    return refuse(`--trim begins at ${options.trimS.from} s, but ${basename(file)} lasts ${(lengthMs / 1000).toFixed(1)} s.`)
  if (!(options.beats === null || options.beats > 0)) return refuse(`--beats is a number of beats above 0; got ${options.beats}.`)
  if (!(Number.isInteger(options.times) && options.times >= 1)) return refuse(`--times is a whole number from 1; got ${options.times}.`)
  if (options.legs !== null && !Object.hasOwn(moves, options.legs))
    return refuse(`There is no move "${options.legs}" for the legs; there are ${moveNames.join(', ')}.`)
  const path = `motion/${basename(file)}`
  const clip = clipOf(song, motion, path, options)
  const trackId =
    Object.entries(song.tracks).find(([, track]) => track.kind === 'motion' && track.performerId === performerId)?.[0] ?? 'dance'
  const track = song.tracks[trackId]
  const before = track?.kind === 'motion' ? track.clips : {}
  const clips = { ...withRoomFor(before, clip), [clipId(before, idFrom(basename(file)))]: clip }
  const dance = track?.kind === 'motion' ? { ...track, clips } : { kind: 'motion', order: 'z', name: 'Dance', performerId, clips }
  const after = parseSong(JSON.parse(JSON.stringify({ ...song, tracks: { ...song.tracks, [trackId]: dance } })))
  if (!after.ok) {
    printScoreIssues(after.issues)
    return refuse('The song would not be valid with it.')
  }
  files.makeFolder(join(options.into, 'motion'))
  files.replace(join(options.into, path), bytes)
  files.replace(songPath, canonicalJson(after.value))
  report(file, motion, clip, songId, options.take, bytes)
  return 0
}

/** From the beat it begins until it has been danced as often as it is to be, or the song ends. */
function clipOf(song: Song, motion: SampledMotion, file: string, options: MotionImportOptions): MotionClip {
  const { atBeats, take, trimS, beats, times, mirror, legs } = options
  const tempo = createTempoMap(Object.values(song.tempo))
  type AtBeats = Parameters<typeof tempo.beatsToMs>[0]
  const lengthMs = motionLengthMs(motion)
  const fromMs = Math.round((trimS?.from ?? 0) * 1000)
  const toMs = Math.min(lengthMs, (trimS?.to ?? Number.POSITIVE_INFINITY) * 1000)
  const partMs = Math.max(toMs - fromMs, lengthMs > 0 ? 1 : 1000)
  const endMs = (tempo.beatsToMs(atBeats as AtBeats) as number) + partMs * times
  const dancedTo = beats === null ? tempo.msToBeats(endMs as Parameters<typeof tempo.msToBeats>[0]) : atBeats + beats * times
  const lengthBeats = Math.max(1 / 16, Math.round((Math.min(song.lengthBeats, dancedTo) - atBeats) * 1000) / 1000)
  const marks: [number, number][] =
    beats === null
      ? marksOf(song, atBeats, lengthBeats, fromMs)
      : [
          [0, fromMs],
          [beats, toMs],
        ]
  return fittedClip(file, take, lengthMs, { fromMs, toMs, times, mirror, legs }, { startBeats: atBeats, lengthBeats, marks })
}

/** The other clips, cut where the new one is: one body does one thing. */
function withRoomFor(clips: Readonly<Record<string, MotionClip>>, clip: MotionClip): Record<string, MotionClip> {
  const end = clip.startBeats + clip.lengthBeats
  const kept: Record<string, MotionClip> = {}
  for (const [id, one] of Object.entries(clips)) {
    const oneEnd = one.startBeats + one.lengthBeats
    if (oneEnd <= clip.startBeats || one.startBeats >= end) kept[id] = one
    else if (one.startBeats < clip.startBeats)
      kept[id] = { ...one, lengthBeats: (clip.startBeats - one.startBeats) as MotionClip['lengthBeats'] }
    else if (oneEnd > end)
      kept[id] = {
        ...one,
        startBeats: end as MotionClip['startBeats'],
        lengthBeats: (oneEnd - end) as MotionClip['lengthBeats'],
        phaseBeats: (one.phaseBeats ?? 0) + end - one.startBeats,
      }
  }
  return kept
}

const clipId = (taken: Readonly<Record<string, unknown>>, wanted: string): string => {
  let id = wanted
  for (let n = 2; Object.hasOwn(taken, id); n++) id = `${wanted}-${n}`
  return id
}

function report(file: string, motion: SampledMotion, clip: MotionClip, songId: string, take: string | null, bytes: Uint8Array): void {
  const seconds = (motionLengthMs(motion) / 1000).toFixed(1)
  console.log(`${basename(file)} → ${clip.file}, danced in "${songId}" from beat ${clip.startBeats} for ${clip.lengthBeats} beats`)
  const faces = Object.keys(motion.expressions ?? {}).length
  console.log(`  ${seconds} s, ${Object.keys(motion.rotations).length} bones${faces > 0 ? `, ${faces} expressions` : ''}.`)
  if (motion.unmapped.length > 0) {
    const some = motion.unmapped.slice(0, 12).join(', ')
    console.log(`  Not taken over: ${some}${motion.unmapped.length > 12 ? ` and ${motion.unmapped.length - 12} more` : ''}.`)
  }
  const takes = file.toLowerCase().endsWith('.glb') && take === null ? takesOfGlb(bytes) : []
  if (takes.length > 1) console.log(`  It holds ${takes.length} animations; this is "${takes[0]}". Choose with --take: ${takes.join(', ')}`)
}
