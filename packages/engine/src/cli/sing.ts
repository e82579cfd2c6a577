/** `ghostlight sing <score> --out x.wav`: a score as sound, with its pitch curve and phonemes beside it if wanted. */
import { homedir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { createTempoMap, inOrder, type Show, type Song, type TempoMap, type VocalTrack } from '@ghostlight/timeline'
import { parseShow, readJson } from '@ghostlight/timeline/format'
import { voiceDesigns, withDictionary } from '@ghostlight/voice'
import { createFileLayer, type FileLayer } from '../store/file-layer.ts'
import { isBankFolder } from '../vocals/bank-folder.ts'
import { singInThread, type TakeFiles, type TaskSinger } from '../vocals/singing.ts'
import { createProgress } from './progress.ts'
import { printScoreIssues, readScore, type ScoreReading, type SungLanguage } from './score.ts'

export interface SingOptions {
  readonly out: string
  /** Built-in voice, or the folder of a voicebank. */
  readonly singer: string
  /** Track id; null: the first lead, else the first vocal track. */
  readonly track: string | null
  readonly language: SungLanguage | null
  readonly reading: ScoreReading
  /** Samples as 16 or 24 bit whole numbers, or 32 bit float. */
  readonly format: 16 | 24 | 'float'
  /** Folder that gets every vocal part as a file of its own, all beginning with the song; null: the one track alone. */
  readonly stems: string | null
  readonly f0: string | null
  readonly lab: string | null
  readonly alignment: string | null
}

const sampleRateHz = 48_000

function trackOf(song: Song, wanted: string | null): VocalTrack | string {
  const vocals = inOrder(song.tracks).flatMap((id) => {
    const track = song.tracks[id]
    return track?.kind === 'vocal' ? [{ id, track }] : []
  })
  const found = wanted === null ? (vocals.find(({ track }) => track.role === 'lead') ?? vocals[0]) : vocals.find(({ id }) => id === wanted)
  if (found !== undefined) return found.track
  if (vocals.length === 0) return 'There is nothing to sing: the score has no track with words.'
  return `There is no vocal track "${wanted}"; there are ${vocals.map(({ id }) => id).join(', ')}.`
}

function singerOf(name: string): TaskSinger | null {
  if (name in voiceDesigns) return { kind: 'builtIn', design: name }
  const folder = resolve(name)
  // Analysis is slow and depends on the recordings alone: kept for the person, not for the show.
  return isBankFolder(folder) ? { kind: 'bank', folder, cacheFolder: join(homedir(), '.cache', 'ghostlight', 'voices') } : null
}

/** What the show of a song.json says about its words; nothing for a score of its own. A show that cannot be read is said and left aside. */
function dictionaryBeside(score: string, files: FileLayer): Show['dictionary'] {
  const folder = dirname(dirname(dirname(score)))
  if (basename(score) !== 'song.json' || basename(dirname(dirname(score))) !== 'songs') return undefined
  const bytes = files.read(join(folder, 'show.json'))
  if (bytes === null) return undefined
  const reading = readJson(bytes.toString('utf8'))
  const parsed = reading.ok ? parseShow(reading.value) : null
  if (parsed?.ok) return parsed.value.dictionary
  console.error(`! ${join(folder, 'show.json')} cannot be read, so its dictionary is not used.`)
  return undefined
}

export async function sing(score: string, options: SingOptions): Promise<number> {
  const files = createFileLayer()
  const parsed = readScore(
    score,
    { title: null, songId: null, performerId: 'singer', language: options.language, reading: options.reading },
    files,
  )
  printScoreIssues(parsed.issues)
  if (!parsed.ok) return 1
  const track = trackOf(parsed.value, options.track)
  if (typeof track === 'string') {
    console.error(track)
    return 1
  }
  const song = parsed.value
  const tempo = Object.values(song.tempo).sort((a, b) => a.atBeats - b.atBeats)
  const metre = Object.values(song.metre).sort((a, b) => a.atBeats - b.atBeats)
  const singer = singerOf(options.singer)
  if (singer === null) {
    console.error(
      `There is no singer "${options.singer}": neither a built-in voice (${Object.keys(voiceDesigns).join(', ')}) nor the folder of a voicebank.`,
    )
    return 1
  }
  const startedMs = performance.now()
  const { lexiconFor } = await import('@ghostlight/voice/lexicon')
  const lexicon = withDictionary(lexiconFor([song]), dictionaryBeside(score, files))
  const progress = createProgress(process.stderr, () => performance.now())
  const main: TakeFiles = { wav: options.out, originMs: null, f0: options.f0, lab: options.lab, alignment: options.alignment }
  const stems = options.stems === null ? null : stemsOf(song, options.stems, createTempoMap(tempo))
  if (stems !== null) files.makeFolder(stems.folder)
  const tasks = [
    { part: track, takes: [main, ...(stems?.takes.get(track) ?? [])] },
    ...[...(stems?.takes ?? [])].flatMap(([part, takes]) => (part === track ? [] : [{ part, takes }])),
  ]
  if (stems !== null && stems.originMs < 0) console.log('The parts begin one second before the song, for the sounds before its first beat.')
  const stop = stopOnSignals()
  try {
    for (const { part, takes } of tasks) {
      const sung = await singInThread(
        { track: part, tempo, metre, singer, lexicon, sampleRateHz, seed: 1, format: options.format, takes },
        stop.signal,
        ({ what, done, of }) =>
          progress.show(what === 'phrases' ? part.name : 'reading the voicebank', done, of, what === 'phrases' ? 'phrases' : 'recordings'),
      )
      progress.clear()
      printScoreIssues(sung.issues)
      takes.forEach(({ wav }, index) => {
        const used = wav === options.out ? ` sung in ${((performance.now() - startedMs) / 1000).toFixed(1)} s` : ''
        console.log(`${wav}: ${part.name}, ${sung.seconds[index]!.toFixed(1)} s${used}.`)
      })
    }
  } catch (error) {
    progress.clear()
    console.error((error as Error).message)
    return stop.signal.aborted ? 130 : 1
  } finally {
    stop.dispose()
  }
  return 0
}

/** Every vocal part as files of its own. They begin together, so that they lie under each other in any editor. */
function stemsOf(song: Song, folder: string, time: TempoMap) {
  const vocals = inOrder(song.tracks).flatMap((id) => {
    const track = song.tracks[id]
    return track?.kind === 'vocal' ? [{ id, track }] : []
  })
  const firstMs = vocals.reduce(
    (least, { track }) => Object.values(track.notes).reduce((a, note) => Math.min(a, time.beatsToMs(note.startBeats)), least),
    Number.POSITIVE_INFINITY,
  )
  // Breath and consonants take less than a second.
  const originMs = firstMs < 1000 ? -1000 : 0
  const takes = new Map(
    vocals.map(({ id, track }): [VocalTrack, readonly TakeFiles[]] => [
      track,
      [{ wav: join(folder, `${id}.wav`), originMs, f0: null, lab: join(folder, `${id}.lab`), alignment: null }],
    ]),
  )
  return { folder, originMs, takes }
}

/** Ctrl-C ends the singing, not the program in the middle of a file. */
function stopOnSignals(): { readonly signal: AbortSignal; readonly dispose: () => void } {
  const controller = new AbortController()
  const stop = (): void => controller.abort(new Error('Stopped; nothing was written that is not whole.'))
  const signals = ['SIGINT', 'SIGTERM'] as const
  for (const name of signals) process.once(name, stop)
  return {
    signal: controller.signal,
    dispose: () => {
      for (const name of signals) process.off(name, stop)
    },
  }
}
