/** `ghostlight sing <score> --out x.wav`: a score as sound, with its pitch curve and phonemes beside it if wanted. */
import { homedir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { createTempoMap, inOrder, type Show, type Song, type VocalTrack } from '@ghostlight/timeline'
import { parseShow, readJson } from '@ghostlight/timeline/format'
import { voiceDesigns, withDictionary } from '@ghostlight/voice'
import { createFileLayer, type FileLayer } from '../store/file-layer.ts'
import { isBankFolder } from '../vocals/bank-folder.ts'
import { type Sung, singInThread, type TaskSinger } from '../vocals/singing.ts'
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

/** null after having said why: a folder that is no voicebank, say. */
async function singOrSay(...task: Parameters<typeof singInThread>): Promise<Sung | null> {
  try {
    return await singInThread(...task)
  } catch (error) {
    console.error((error as Error).message)
    return null
  }
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
  const time = createTempoMap(tempo)
  const metre = Object.values(song.metre).sort((a, b) => a.atBeats - b.atBeats)
  const singer = singerOf(options.singer)
  if (singer === null) {
    console.error(
      `There is no singer "${options.singer}": neither a built-in voice (${Object.keys(voiceDesigns).join(', ')}) nor the folder of a voicebank.`,
    )
    return 1
  }
  const startedMs = performance.now()
  let shownMs = startedMs
  const { lexiconFor } = await import('@ghostlight/voice/lexicon')
  const lexicon = withDictionary(lexiconFor([song]), dictionaryBeside(score, files))
  const singOne = (part: VocalTrack, originMs: number | null) =>
    singOrSay(
      { track: part, tempo, metre, singer, lexicon, sampleRateHz, seed: 1, format: options.format, originMs },
      ({ what, done, of }) => {
        if (performance.now() - shownMs < 1000) return
        shownMs = performance.now()
        console.error(what === 'phrases' ? `  … ${done} of ${of} phrases` : `  … reading the voicebank: ${done} of ${of} recordings`)
      },
    )
  const sung = await singOne(track, null)
  if (sung === null) return 1
  printScoreIssues(sung.issues)
  const results: readonly (readonly [string | null, string | Uint8Array])[] = [
    [options.out, sung.wav],
    [options.f0, sung.f0],
    [options.lab, sung.lab],
    [options.alignment, sung.alignment],
  ]
  for (const [path, content] of results) if (path !== null) files.replace(path, content)
  console.log(`${options.out}: ${sung.seconds.toFixed(1)} s sung in ${((performance.now() - startedMs) / 1000).toFixed(1)} s.`)
  if (options.stems !== null) {
    files.makeFolder(options.stems)
    // Breath and consonants take less than a second. All files begin together, so that they lie under each other in any editor.
    const vocals = Object.values(song.tracks).filter((part) => part.kind === 'vocal')
    const firstMs = Math.min(...vocals.flatMap((part) => Object.values(part.notes).map((note) => time.beatsToMs(note.startBeats))))
    const originMs = firstMs < 1000 ? -1000 : 0
    if (originMs < 0) console.log('The parts begin one second before the song, for the sounds before its first beat.')
    for (const id of inOrder(song.tracks)) {
      const part = song.tracks[id]
      if (part?.kind !== 'vocal') continue
      const stem = await singOne(part, originMs)
      if (stem === null) return 1
      if (part !== track) printScoreIssues(stem.issues)
      files.replace(join(options.stems, `${id}.wav`), stem.wav)
      files.replace(join(options.stems, `${id}.lab`), stem.lab)
      console.log(`${join(options.stems, `${id}.wav`)}: ${part.name}, ${stem.seconds.toFixed(1)} s.`)
    }
  }
  return 0
}
