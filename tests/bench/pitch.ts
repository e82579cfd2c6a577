/**
 * `npm run bench pitch [-- <voicebank folder> …]`: praat's pitch of sung vowels against the plan, sixteen phrases in three languages by every built-in
 * voice, and the ten Japanese ones by each voicebank; one row for each singer. Beside it, how far the plan, averaged over its vibrato, lies from the
 * written note in notes of 300 ms and more, from 150 ms after the onset of the vowel.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { VocalTrack } from '@ghostlight/timeline'
import { joinPhrases, planVocal, renderPhrase, type VocalPlan, voiceDesigns, wordsOf, writeF0, writeWav } from '@ghostlight/voice'
import { renderBankPhrase } from '@ghostlight/voice/bank'
import { lexiconOf } from '@ghostlight/voice/lexicon'
import { createFileLayer } from '../../packages/engine/src/store/file-layer.ts'
import { bankVoice } from '../../packages/engine/src/vocals/bank-voice.ts'
import { constantTempo, type Line, trackOf } from '../../packages/voice/src/testing/score.ts'
import { judgedPhrases } from './phrases.ts'

const sampleRateHz = 48_000
const tempo = constantTempo(100)
/** Limits: rms, 95 % within, none beyond, voiced share, plan from note. */
const limits = { rms: 3, most: 6, gross: 50, voiced: 0.99, note: 5 }

const script = `form F
 sentence wav x.wav
 real floor 60
endform
Read from file: wav$
To Pitch (ac): 0.005, floor, 15, "yes", 0.03, 0.45, 0.01, 0.35, 0.14, 1100
n = Get number of frames
for i to n
 t = Get time from frame number: i
 f = Get value in frame: i, "Hertz"
 if f = undefined
  f = 0
 endif
 appendInfoLine: fixed$(t,4), " ", fixed$(f,3)
endfor
`

interface Sums {
  readonly cents: number[]
  frames: number
  fromNote: number
  phrases: number
}

const tracksOf = (languages: readonly string[], transpose: number): readonly VocalTrack[] =>
  languages.map((language) => {
    const lines = judgedPhrases.filter((one) => one.language === language)
    const line: Line = lines.flatMap(({ line: notes }) => [
      ...notes.map(([lyric, pitch, length]) => [lyric, pitch + transpose, length] as const),
      [null, 0, 2] as const,
    ])
    return trackOf(language as VocalTrack['language'], line)
  })

/** Where the plan of a long note lies, in cents from the note. */
function fromNotes(plan: VocalPlan, track: VocalTrack): number {
  let furthest = 0
  for (const phrase of plan.phrases)
    for (const span of phrase.phonemes) {
      const note = track.notes[span.noteId]
      if (span.kind !== 'vowel' || !note || note.lengthBeats * 600 < 300 || span.endMs - span.startMs < 250) continue
      // Whole swings of a vibrato of about 180 ms.
      const from = Math.ceil((span.startMs + 150 - phrase.f0.startMs) / 5)
      const to = Math.floor((span.endMs - 60 - phrase.f0.startMs) / 5)
      const cents = [...phrase.f0.hz.slice(from, to)].map((hz) => 1200 * Math.log2(hz / 440) - (note.pitch - 69) * 100)
      if (cents.length >= 10) furthest = Math.max(furthest, Math.abs(cents.reduce((sum, c) => sum + c, 0) / cents.length))
    }
  return furthest
}

function judge(sums: Sums, track: VocalTrack, plan: VocalPlan, sung: ReturnType<typeof joinPhrases>, folder: string): void {
  const wav = join(folder, 'sung.wav')
  writeFileSync(wav, writeWav(sung.samples, { sampleRateHz, format: 24 }))
  const rows = execFileSync('praat', ['--run', join(folder, 'f0.praat'), wav, '60'], { encoding: 'utf8', maxBuffer: 1 << 26 })
    .trim()
    .split('\n')
  const heard = new Map(rows.map((row) => row.split(' ').map(Number)).map(([t, hz]) => [Math.round(t! * 200), hz!]))
  for (const row of writeF0(plan, sung.startMs).trim().split('\n')) {
    const [t, hz] = row.split(' ').map(Number)
    const found = heard.get(Math.round(t! * 200))
    if (found === undefined) continue
    sums.frames++
    if (found > 0) sums.cents.push(Math.abs(1200 * Math.log2(found / hz!)))
  }
  sums.fromNote = Math.max(sums.fromNote, fromNotes(plan, track))
  sums.phrases += plan.phrases.length
}

function row(name: string, sums: Sums): boolean {
  const cents = sums.cents.sort((a, b) => a - b)
  const rms = Math.sqrt(cents.reduce((sum, c) => sum + c * c, 0) / cents.length)
  const most = cents[Math.floor(cents.length * 0.95)]!
  const gross = cents.filter((c) => c > limits.gross).length
  const voiced = cents.length / sums.frames
  const good = rms <= limits.rms && most <= limits.most && gross === 0 && voiced >= limits.voiced && sums.fromNote <= limits.note
  const cells = [
    name,
    sums.phrases,
    rms.toFixed(2),
    most.toFixed(2),
    gross,
    `${(100 * voiced).toFixed(2)} %`,
    sums.frames,
    sums.fromNote.toFixed(1),
  ]
  console.log(`| ${cells.join(' | ')} |${good ? '' : ' ✗'}`)
  return good
}

/** @returns 1 when a singer misses a limit, 2 when praat is not installed, else 0. */
export function main(args: readonly string[]): number {
  try {
    execFileSync('praat', ['--version'], { stdio: 'ignore' })
  } catch {
    console.error('Not installed: praat. Pitch is not judged.')
    return 2
  }
  const folder = mkdtempSync(join(tmpdir(), 'ghostlight-pitch-'))
  let good = true
  try {
    writeFileSync(join(folder, 'f0.praat'), script)
    console.log(
      '| singer | phrases | rms, cents | 95 % within | over 50 | voiced | frames | plan from note |\n|---|---|---|---|---|---|---|---|',
    )
    for (const [name, design] of Object.entries(voiceDesigns)) {
      const sums: Sums = { cents: [], frames: 0, fromNote: 0, phrases: 0 }
      for (const track of tracksOf(['ja', 'en', 'es'], name === 'low' ? -7 : 0)) {
        const options = { sampleRateHz, seed: 1, lexicon: lexiconOf(wordsOf(track)) }
        const plan = planVocal(track, tempo, options)
        judge(
          sums,
          track,
          plan,
          joinPhrases(
            plan.phrases.map((phrase) => renderPhrase(phrase, design, options)),
            sampleRateHz,
          ),
          folder,
        )
      }
      good = row(name, sums) && good
    }
    for (const bank of args.filter((arg) => !arg.startsWith('-'))) {
      const sums: Sums = { cents: [], frames: 0, fromNote: 0, phrases: 0 }
      const options = { sampleRateHz, seed: 1, lexicon: {} }
      for (const track of tracksOf(['ja'], 0)) {
        const plan = planVocal(track, tempo, options)
        const { voice } = bankVoice(resolve(bank), [plan], { cacheFolder: null, files: createFileLayer(), onProgress: () => undefined })
        judge(
          sums,
          track,
          plan,
          joinPhrases(
            plan.phrases.map((phrase) => renderBankPhrase(phrase, voice, options)),
            sampleRateHz,
          ),
          folder,
        )
        good = row(`${voice.name} (${voice.style})`, sums) && good
      }
    }
    return good ? 0 : 1
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
