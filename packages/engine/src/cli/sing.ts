/** `ghostlight sing <score> --out x.wav`: a score as sound, with its pitch curve and phonemes beside it if wanted. */
import { inOrder, type Song, type VocalTrack } from '@ghostlight/timeline'
import { createFileLayer } from '../store/file-layer.ts'
import { singInThread } from '../vocals/singing.ts'
import { printScoreIssues, readScore, type ScoreReading, type SungLanguage } from './score.ts'

export interface SingOptions {
  readonly out: string
  /** Built-in voice. */
  readonly singer: string
  /** Track id; null: the first lead, else the first vocal track. */
  readonly track: string | null
  readonly language: SungLanguage | null
  readonly reading: ScoreReading
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
  const startedMs = performance.now()
  let shownMs = startedMs
  const { lexiconFor } = await import('@ghostlight/voice/lexicon')
  const sung = await singInThread(
    { track, tempo, design: options.singer, lexicon: lexiconFor([song]), sampleRateHz, seed: 1 },
    (phrases, of) => {
      if (performance.now() - shownMs < 1000) return
      shownMs = performance.now()
      console.error(`  … ${phrases} of ${of} phrases`)
    },
  )
  printScoreIssues(sung.issues)
  const results: readonly (readonly [string | null, string | Uint8Array])[] = [
    [options.out, sung.wav],
    [options.f0, sung.f0],
    [options.lab, sung.lab],
    [options.alignment, sung.alignment],
  ]
  for (const [path, content] of results) if (path !== null) files.replace(path, content)
  console.log(`${options.out}: ${sung.seconds.toFixed(1)} s sung in ${((performance.now() - startedMs) / 1000).toFixed(1)} s.`)
  return 0
}
