/**
 * `npm run bench quality [-- <voicebank folder> …]`: how the built-in voices sound, in figures. praat judges harmonics against noise, jitter and shimmer
 * at every breathiness, and long-term spectra; beside them loudness of vowels and pitches, dynamics of plain notes, and how much brighter louder is.
 * With a voicebank whose recordings are named by their kana (VCV), the first voice sings the same kana at the same pitch and tempo, and the spectra of
 * both are laid side by side.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beats, type VocalTrack } from '@ghostlight/timeline'
import { joinPhrases, planVocal, renderPhrase, renderVocal, type VoiceDesign, voiceDesigns, writeWav } from '@ghostlight/voice'
import { loudness } from '../../packages/voice/src/testing/measure.ts'
import { constantTempo, daisy, daisyLexicon, type Line, sakura, trackOf } from '../../packages/voice/src/testing/score.ts'

const sampleRateHz = 48_000
const limits = {
  hnr: [18, 27],
  jitter: [0.2, 0.8],
  shimmer: [1.5, 5],
  vowels: 8,
  sweep: 4,
  arc: 6,
  rise: [1.3, 1.7],
  bands: [4, 6],
} as const
const breaths = [-1, -0.5, 0, 0.25, 0.5, 0.75, 1]
/** Where each voice is at home: the middle of its notes, and the pitch floor that suits it. */
const homes: Readonly<Record<string, { readonly pitch: number; readonly floorHz: number }>> = { low: { pitch: 50, floorHz: 75 } }
const homeOf = (name: string) => homes[name] ?? { pitch: 60, floorHz: 150 }

const script = `form Q
 sentence wav x.wav
 real floor 150
endform
s = Read from file: wav$
h = To Harmonicity (cc): 0.01, floor, 0.1, 1
hnr = Get mean: 0, 0
selectObject: s
p = To Pitch (ac): 0, floor, 15, "no", 0.03, 0.45, 0.01, 0.35, 0.14, 900
selectObject: s, p
pp = To PointProcess (cc)
jit = Get jitter (local): 0, 0, 0.0001, 0.02, 1.3
selectObject: s, pp
shim = Get shimmer (local): 0, 0, 0.0001, 0.02, 1.3, 1.6
selectObject: s
lt = To Ltas: 100
a = Get mean: 0, 1000, "energy"
b = Get mean: 1000, 2000, "energy"
c = Get mean: 2000, 4000, "energy"
d = Get mean: 4000, 8000, "energy"
g = Get mean: 8000, 12000, "energy"
writeInfoLine: hnr, " ", jit * 100, " ", shim * 100, " ", b - a, " ", c - a, " ", d - a, " ", g - a
`

interface Heard {
  readonly hnr: number
  readonly jitter: number
  readonly shimmer: number
  /** 1–2, 2–4, 4–8 and 8–12 kHz, dB relative to 0–1 kHz. */
  readonly bands: readonly number[]
}

function hear(folder: string, wav: string, floorHz: number): Heard {
  const figures = execFileSync('praat', ['--run', join(folder, 'quality.praat'), wav, String(floorHz)], { encoding: 'utf8' })
    .trim()
    .split(' ')
    .map(Number)
  return { hnr: figures[0]!, jitter: figures[1]!, shimmer: figures[2]!, bands: figures.slice(3) }
}

function sung(design: VoiceDesign, track: VocalTrack, bpm: number) {
  return renderVocal(track, constantTempo(bpm), design, { sampleRateHz, seed: 1, lexicon: daisyLexicon })
}

function write(folder: string, samples: Float32Array): string {
  const wav = join(folder, 'sung.wav')
  writeFileSync(wav, writeWav(samples, { sampleRateHz, format: 24 }))
  return wav
}

const drawn = (track: VocalTrack, curve: 'breathinessUnit' | 'dynamicsDb', value: number): VocalTrack => ({
  ...track,
  curves: { [curve]: [[beats(0), value]] },
})
const vowelLine = (pitch: number): Line => ['あ', 'い', 'う', 'え', 'お'].map((vowel) => [vowel, pitch, 2] as const)
const transposed = (line: Line, by: number): Line =>
  line.map(([lyric, pitch, length, more]) => [lyric, pitch + by, length, more ?? {}] as const)
const within = (value: number, [low, high]: readonly [number, number]): boolean => value >= low && value <= high

/** Loudness of the middle of one long vowel. */
function vowelLoudness(design: VoiceDesign, lyric: string, pitch: number): number {
  const { samples, startMs } = sung(design, trackOf(lyric.startsWith('[') ? 'en' : 'ja', [[lyric, pitch, 1.2]]), 60)
  const from = Math.round((2350 - startMs) * (sampleRateHz / 1000))
  return loudness(samples, from, from + 0.4 * sampleRateHz, sampleRateHz)
}

function evenness(name: string): { vowels: number; sweep: number; slope: number } {
  const design = voiceDesigns[name]!
  const { pitch } = homeOf(name)
  const vowels = ['あ', 'い', 'う', 'え', 'お', '[iy]', '[ae]', '[ao]', '[uw]', '[er]']
  const levels = vowels.map((vowel) => vowelLoudness(design, vowel, pitch))
  let sweep = 0
  let slope = 0
  for (const vowel of ['あ', 'い', 'う']) {
    const steps = Array.from({ length: 25 }, (_, i) => vowelLoudness(design, vowel, pitch - 7 + i))
    const mean = steps.reduce((sum, one) => sum + one) / steps.length
    const perStep = steps.reduce((sum, one, i) => sum + one * (i - 12), 0) / 1300
    slope = Math.max(slope, Math.abs(perStep * 12))
    sweep = Math.max(sweep, ...steps.map((one, i) => Math.abs(one - mean - perStep * (i - 12))))
  }
  return { vowels: Math.max(...levels) - Math.min(...levels), sweep, slope }
}

/** Least distance, over the phrases of two songs, between the softest and the loudest 150 ms of their vowels, LU. */
function arcs(name: string): number {
  const { pitch } = homeOf(name)
  return Math.min(
    ...[sakura, daisy].flatMap((song) => {
      const { samples, startMs, plan } = sung(
        voiceDesigns[name]!,
        trackOf(song === sakura ? 'ja' : 'en', transposed(song, pitch === 60 ? 0 : -12)),
        110,
      )
      return plan.phrases.map((phrase) => {
        const levels = phrase.phonemes.flatMap((span) => {
          const count = span.kind === 'vowel' ? Math.max(0, Math.floor((span.endMs - span.startMs - 220) / 50)) : 0
          return Array.from({ length: count }, (_, i) => {
            const at = Math.round((span.startMs + 50 + i * 50 - startMs) * (sampleRateHz / 1000))
            return loudness(samples, at, at + 0.15 * sampleRateHz, sampleRateHz)
          })
        })
        return Math.max(...levels) - Math.min(...levels)
      })
    }),
  )
}

/** How much 2–4 kHz rise per LU over 12 dB of effort, mean of three vowels. */
function brightening(name: string, folder: string): number {
  const rises = ['あ', 'い', 'お'].map((vowel) => {
    const of = (db: number): [number, number] => {
      const { samples, startMs } = sung(voiceDesigns[name]!, drawn(trackOf('ja', [[vowel, homeOf(name).pitch, 3]]), 'dynamicsDb', db), 60)
      const from = Math.round((2400 - startMs) * (sampleRateHz / 1000))
      const steady = samples.subarray(from, from + sampleRateHz)
      const wav = write(folder, steady)
      const level = Number(execFileSync('praat', ['--run', join(folder, 'band.praat'), wav], { encoding: 'utf8' }).trim())
      return [level, loudness(steady, 0, steady.length, sampleRateHz)]
    }
    const [softBand, soft] = of(-8)
    const [loudBand, loud] = of(4)
    return (loudBand - softBand) / (loud - soft)
  })
  return rises.reduce((sum, one) => sum + one / 3, 0)
}

/** Where two voices differ most on the same line at the same pitch, dB, and the ratio of their tracts. */
function difference(a: string, b: string, folder: string): { bandDb: number; tract: number } {
  const [x, y] = [a, b].map((name) => hear(folder, write(folder, sung(voiceDesigns[name]!, trackOf('ja', vowelLine(55)), 100).samples), 75))
  const ratio = voiceDesigns[a]!.tractUnit / voiceDesigns[b]!.tractUnit
  return { bandDb: Math.max(...x!.bands.map((db, i) => Math.abs(db - y!.bands[i]!))), tract: Math.max(ratio, 1 / ratio) - 1 }
}

/** Kana of a recording of a VCV bank, or null when its name is not kana only. */
const kanaOf = (file: string): readonly string[] | null => {
  const name = file
    .normalize('NFC')
    .replace(/\.wav$/i, '')
    .replace(/^_/, '')
  return /^[ぁ-ん]+$/.test(name) ? (name.match(/[ぁ-ん][ぁぃぅぇぉゃゅょ]?/g) ?? null) : null
}

/** A bank's recordings and the same kana by a voice: bands of each, averaged over the recordings. */
function beside(bank: string, design: VoiceDesign, folder: string): void {
  const sums = { theirs: [0, 0, 0, 0], ours: [0, 0, 0, 0], hnr: [0, 0] }
  let count = 0
  for (const file of readdirSync(bank).sort()) {
    const kana = kanaOf(file)
    // Vowels, nasals and liquids: the spectrum of the voice, not of its hiss.
    if (!kana?.every((one) => /^[あいうえおんなにぬねのまみむめもらりるれろ]$/.test(one))) continue
    const path = join(bank, file)
    const theirs = hear(folder, path, 100)
    const tempo = 100
    const track = trackOf(
      'ja',
      kana.map((one) => [one, 55, 1] as const),
    )
    const plan = planVocal(track, constantTempo(tempo), { seed: 1, lexicon: {} })
    const { samples } = joinPhrases(
      plan.phrases.map((phrase) => renderPhrase(phrase, design, { sampleRateHz, seed: 1 })),
      sampleRateHz,
    )
    const ours = hear(folder, write(folder, samples), 100)
    theirs.bands.forEach((db, i) => {
      sums.theirs[i]! += db
      sums.ours[i]! += ours.bands[i]!
    })
    sums.hnr[0]! += theirs.hnr
    sums.hnr[1]! += ours.hnr
    count++
  }
  if (count === 0) {
    console.log(`${bank}: no recordings named by kana without hiss; nothing to lay beside`)
    return
  }
  const row = (name: string, bands: readonly number[], hnr: number): void =>
    console.log(`| ${[name, ...bands.map((db) => (db / count).toFixed(1)), (hnr / count).toFixed(1)].join(' | ')} |`)
  console.log(
    `\n${count} recordings of ${bank.split('/').filter(Boolean).at(-1)} and the same kana at the same pitch, dB relative to 0–1 kHz`,
  )
  console.log('| | 1–2 kHz | 2–4 kHz | 4–8 kHz | 8–12 kHz | HNR |\n|---|---|---|---|---|---|')
  row('the recordings', sums.theirs, sums.hnr[0]!)
  row(design.name, sums.ours, sums.hnr[1]!)
  const off = [1, 2].map((i) => Math.abs(sums.theirs[i]! - sums.ours[i]!) / count)
  console.log(
    `apart by ${off[0]!.toFixed(1)} dB at 2–4 kHz (limit ${limits.bands[0]}) and ${off[1]!.toFixed(1)} dB at 4–8 kHz (limit ${limits.bands[1]})`,
  )
}

/** @returns 1 when a figure is beyond its limit, 2 when praat is not installed, else 0. */
export function main(args: readonly string[]): number {
  try {
    execFileSync('praat', ['--version'], { stdio: 'ignore' })
  } catch {
    console.error('Not installed: praat. The sound of the voices is not judged.')
    return 2
  }
  const folder = mkdtempSync(join(tmpdir(), 'ghostlight-quality-'))
  const names = Object.keys(voiceDesigns)
  let good = true
  const cell = (text: string, fine: boolean): string => {
    good = good && fine
    return fine ? text : `${text} ✗`
  }
  try {
    writeFileSync(join(folder, 'quality.praat'), script)
    writeFileSync(
      join(folder, 'band.praat'),
      'form B\n sentence wav x.wav\nendform\nRead from file: wav$\nTo Ltas: 100\nx = Get mean: 2000, 4000, "energy"\nwriteInfoLine: x\n',
    )
    console.log(`| five vowels | HNR at breathiness ${breaths.join(', ')} | jitter, % | shimmer, % |\n|---|---|---|---|`)
    for (const name of names) {
      const { pitch, floorHz } = homeOf(name)
      const heard = breaths.map((value) =>
        hear(
          folder,
          write(folder, sung(voiceDesigns[name]!, drawn(trackOf('ja', vowelLine(pitch)), 'breathinessUnit', value), 60).samples),
          floorHz,
        ),
      )
      const plain = heard[breaths.indexOf(0)]!
      const falling = heard.every(({ hnr }, i) => i === 0 || hnr < heard[i - 1]!.hnr)
      console.log(
        `| ${name} | ${cell(heard.map(({ hnr }) => hnr.toFixed(1)).join(', '), falling && within(plain.hnr, limits.hnr))} | ${cell(plain.jitter.toFixed(2), within(plain.jitter, limits.jitter))} | ${cell(plain.shimmer.toFixed(2), within(plain.shimmer, limits.shimmer))} |`,
      )
    }
    console.log('\n| a song | HNR | jitter, % | shimmer, % | 1–2, 2–4, 4–8, 8–12 kHz, dB |\n|---|---|---|---|---|')
    for (const name of names) {
      const { pitch, floorHz } = homeOf(name)
      const heard = hear(
        folder,
        write(folder, sung(voiceDesigns[name]!, trackOf('ja', transposed(sakura, pitch - 65)), 100).samples),
        floorHz,
      )
      console.log(
        `| ${name} | ${cell(heard.hnr.toFixed(1), within(heard.hnr, limits.hnr))} | ${cell(heard.jitter.toFixed(2), within(heard.jitter, limits.jitter))} | ${cell(heard.shimmer.toFixed(2), within(heard.shimmer, limits.shimmer))} | ${heard.bands.map((db) => db.toFixed(1)).join(', ')} |`,
      )
    }
    console.log(
      '\n| | vowels within, LU | sweep of two octaves from its trend, LU | trend, LU an octave | least arc, LU | 2–4 kHz per LU |\n|---|---|---|---|---|---|',
    )
    for (const name of names) {
      const even = evenness(name)
      const arc = arcs(name)
      const rise = brightening(name, folder)
      console.log(
        `| ${name} | ${cell(even.vowels.toFixed(1), even.vowels <= limits.vowels)} | ${cell(even.sweep.toFixed(1), even.sweep <= limits.sweep)} | ${even.slope.toFixed(1)} | ${cell(arc.toFixed(1), arc >= limits.arc)} | ${cell(rise.toFixed(2), within(rise, limits.rise))} |`,
      )
    }
    console.log('\n| | furthest band apart, dB | tract, % |\n|---|---|---|')
    names.forEach((a, i) => {
      for (const b of names.slice(i + 1)) {
        const { bandDb, tract } = difference(a, b, folder)
        console.log(`| ${a}, ${b} | ${cell(bandDb.toFixed(1), bandDb >= 3 || tract >= 0.08)} | ${(100 * tract).toFixed(0)} |`)
      }
    })
    for (const bank of args) beside(bank, voiceDesigns[names[0]!]!, folder)
    return good ? 0 : 1
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
