/**
 * How fast and how well the built-in voices sing: `node scripts/run-ts.mjs packages/voice/bench.ts [folder for the sound files]`.
 * Speed is processor time of one core over sounding time, median of several rounds, so that a busy machine matters less.
 * Quality is judged by programs nobody here wrote, where they are installed: praat (pitch against the plan) and pocketsphinx (English words at spoken
 * tempo, among closed sets of lines). What is not installed is named and skipped.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { planVocal, renderPhrase, renderVocal, voiceDesigns, warmUp, writeF0, writeLab, writeWav } from './src/index.ts'
import { lexiconOf } from './src/lexicon/index.ts'
import { constantTempo, daisy, type Line, sakura, trackOf } from './src/testing/score.ts'

const sampleRateHz = 48000

/** Lines of six, equal in syllables within a set, of everyday words; laid out here, not the lines of any acceptance list. */
const spokenSets: readonly (readonly string[])[] = [
  ['cold holiday sleep', 'winter finger slow', 'yellow happy white', 'money mountain keep', 'purple tiger milk', 'garden sister jump'],
  ['open the window', 'follow the river', 'remember the song', 'yesterday was cold', 'bring me some water', 'we sing together'],
  ['light the candle now', 'seven little boats', 'paper moon and stars', 'never say goodbye', 'happy dancing feet', 'over every hill'],
  ['the rabbit ran home', 'a bird in the tree', 'my brother can swim', 'two apples for you', 'the snow is so deep', 'she opens the book'],
]

function has(program: string): boolean {
  try {
    execFileSync('which', [program], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

const median = (values: number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!

function cpuSeconds(work: () => void): number {
  const before = process.cpuUsage()
  work()
  const used = process.cpuUsage(before)
  return (used.user + used.system) / 1e6
}

/** A line at spoken tempo: one note per syllable, about 200 Hz. */
function spokenLine(line: string, lexicon: Readonly<Record<string, string>>, pitch: number): Line {
  return line.split(' ').flatMap((word) => {
    const stresses = (lexicon[word] ?? '').split(' ').filter((p) => /[0-9]$/.test(p))
    return stresses.map((p, i) => [i === 0 ? word : '+', pitch + (p.endsWith('1') ? 1 : 0), p.endsWith('0') ? 0.245 : 0.285] as const)
  })
}

/** praat's pitch track as pairs of seconds and hertz. */
function praatPitch(folder: string, wav: string): Map<number, number> {
  const script = join(folder, 'f0.praat')
  writeFileSync(
    script,
    `form F\n sentence wav x.wav\nendform\nRead from file: wav$\nTo Pitch (ac): 0.005, 80, 15, "yes", 0.03, 0.45, 0.01, 0.35, 0.14, 1100\nn = Get number of frames\nfor i to n\n t = Get time from frame number: i\n f = Get value in frame: i, "Hertz"\n if f = undefined\n  f = 0\n endif\n appendInfoLine: fixed$(t,4), " ", fixed$(f,3)\nendfor\n`,
  )
  const out = new Map<number, number>()
  for (const row of execFileSync('praat', ['--run', script, wav], { encoding: 'utf8' }).trim().split('\n')) {
    const [t, hz] = row.split(' ').map(Number)
    out.set(Math.round(t! * 200), hz!)
  }
  return out
}

function praatVoice(folder: string, wav: string): string {
  const script = join(folder, 'hnr.praat')
  writeFileSync(
    script,
    `form H\n sentence wav x.wav\nendform\ns = Read from file: wav$\nTo Harmonicity (cc): 0.01, 150, 0.1, 1\nh = Get mean: 0, 0\nselectObject: s\np = To Pitch (ac): 0, 150, 15, "no", 0.03, 0.45, 0.01, 0.35, 0.14, 900\nselectObject: s, p\npp = To PointProcess (cc)\nj = Get jitter (local): 0, 0, 0.0001, 0.02, 1.3\nselectObject: s, pp\nm = Get shimmer (local): 0, 0, 0.0001, 0.02, 1.3, 1.6\nselectObject: s\nTo Ltas: 100\na = Get mean: 0, 1000, "energy"\nc = Get mean: 2000, 4000, "energy"\nd = Get mean: 4000, 8000, "energy"\nwriteInfoLine: "HNR ", fixed$(h,1), " dB, jitter ", fixed$(j*100,2), " %, shimmer ", fixed$(m*100,2), " %, 2-4 kHz ", fixed$(c-a,1), " dB, 4-8 kHz ", fixed$(d-a,1), " dB"\n`,
  )
  return execFileSync('praat', ['--run', script, wav], { encoding: 'utf8' }).trim()
}

function judgePitch(folder: string, name: string, language: 'ja' | 'en', line: Line): void {
  const lexicon = lexiconOf(['daisy', 'give', 'me', 'your', 'answer', 'do'])
  const sung = renderVocal(trackOf(language, line), constantTempo(110), voiceDesigns[name]!, { sampleRateHz, seed: 1, lexicon })
  const wav = join(folder, `${name}-${language}.wav`)
  writeFileSync(wav, writeWav(sung.samples, { sampleRateHz, format: 24 }))
  writeFileSync(join(folder, `${name}-${language}.lab`), writeLab(sung.plan, sung.startMs))
  const heard = praatPitch(folder, wav)
  const errors: number[] = []
  let voiced = 0
  let all = 0
  for (const row of writeF0(sung.plan, sung.startMs).trim().split('\n')) {
    const [t, planned] = row.split(' ').map(Number)
    const hz = heard.get(Math.round(t! * 200))
    if (hz === undefined) continue
    all++
    if (hz === 0) continue
    voiced++
    errors.push(Math.abs(1200 * Math.log2(hz / planned!)))
  }
  errors.sort((a, b) => a - b)
  const rms = Math.sqrt(errors.reduce((sum, c) => sum + c * c, 0) / errors.length)
  console.log(
    `${name} ${language}: pitch rms ${rms.toFixed(2)} cents, 95 % within ${errors[Math.floor(errors.length * 0.95)]!.toFixed(2)}, worst ${errors.at(-1)!.toFixed(1)}, voiced ${((100 * voiced) / all).toFixed(1)} % of ${all} frames; ${praatVoice(folder, wav)}`,
  )
}

function judgeWords(folder: string, name: string): void {
  let right = 0
  let all = 0
  spokenSets.forEach((lines, set) => {
    const grammar = join(folder, `set${set}.gram`)
    writeFileSync(grammar, `#JSGF V1.0;\ngrammar lines;\npublic <line> = ${lines.join(' | ')} ;\n`)
    const lexicon = lexiconOf(lines.flatMap((l) => l.split(' ')))
    lines.forEach((line, i) => {
      const sung = renderVocal(trackOf('en', spokenLine(line, lexicon, name === 'low' ? 50 : 55)), constantTempo(60), voiceDesigns[name]!, {
        sampleRateHz,
        seed: 3,
        lexicon,
      })
      const wav = join(folder, `${name}-line${set}${i}.wav`)
      writeFileSync(wav, writeWav(sung.samples, { sampleRateHz, format: 16 }))
      execFileSync('sox', [wav, '-r', '16000', '-b', '16', '-c', '1', `${wav}.16k.wav`, 'gain', '-n', '-3'])
      const heard = execFileSync('pocketsphinx_continuous', ['-infile', `${wav}.16k.wav`, '-jsgf', grammar, '-logfn', '/dev/null'], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }).trim()
      all++
      if (heard === line) right++
      else console.log(`  ${name}: "${line}" was heard as "${heard}"`)
    })
  })
  console.log(`${name}: ${right} of ${all} lines recognised at spoken tempo`)
}

/** Five minutes of song in four parts, whole, one after another in this process: time and the most memory it ever held. */
function fiveMinutes(): void {
  const line: Line = Array.from({ length: 24 }, () => [...sakura, ...sakura.slice(0, 6), [null, 0, 6] as const]).flat()
  const before = process.memoryUsage().rss
  let seconds = 0
  let peak = before
  const usedS = cpuSeconds(() => {
    // Kept as a page keeps them: every part is there at once.
    const parts = ['hotaru', 'low', 'light', 'hotaru'].map((name, part) => {
      const lower = line.map(([lyric, pitch, length, more]) => [lyric, pitch - [0, 12, 4, 7][part]!, length, more ?? {}] as const)
      const sung = renderVocal(trackOf('ja', lower), constantTempo(120), voiceDesigns[name]!, { sampleRateHz, seed: part, lexicon: {} })
      peak = Math.max(peak, process.memoryUsage().rss)
      return sung.samples
    })
    seconds = parts[0]!.length / sampleRateHz
  })
  console.log(
    `a song of ${(seconds / 60).toFixed(1)} minutes in four parts: ${usedS.toFixed(1)} s of processor time, ${((peak - before) / 1e6).toFixed(0)} MB more than before it, ${(peak / 1e6).toFixed(0)} MB in all`,
  )
}

export function main(args: readonly string[]): number {
  const folder = args[0] ?? mkdtempSync(join(tmpdir(), 'ghostlight-voice-'))
  mkdirSync(folder, { recursive: true })
  const tempo = constantTempo(110)
  const long: Line = Array.from({ length: 6 }, () => [...sakura, [null, 0, 2] as const]).flat()
  const track = trackOf('ja', long)
  const options = { sampleRateHz, seed: 1, lexicon: {} }
  const warmMs = cpuSeconds(() => [...warmUp(sampleRateHz)]) * 1000
  const firstMs = cpuSeconds(() => {
    const plan = planVocal(track, tempo, options)
    renderPhrase(plan.phrases[0]!, voiceDesigns.hotaru!, options)
  })
  console.log(
    `a page makes itself ready to sing in ${warmMs.toFixed(0)} ms of processor time, while it opens; first phrase of the first song after that: ${(firstMs * 1000).toFixed(0)} ms`,
  )
  for (const [name, design] of Object.entries(voiceDesigns)) {
    let soundingS = 0
    const rounds = Array.from({ length: 7 }, () =>
      cpuSeconds(() => {
        soundingS = renderVocal(track, tempo, design, options).samples.length / sampleRateHz
      }),
    )
    console.log(
      `${name}: ${soundingS.toFixed(1)} s of song, real-time factor ${(median(rounds) / soundingS).toFixed(4)} (median of ${rounds.length})`,
    )
  }
  const plan = planVocal(track, tempo, options)
  const phrase = plan.phrases[3]!
  const edits = Array.from({ length: 15 }, () => cpuSeconds(() => renderPhrase(phrase, voiceDesigns.hotaru!, options)) * 1000)
  console.log(`one edited phrase of ${((phrase.endMs - phrase.startMs) / 1000).toFixed(1)} s: ${median(edits).toFixed(1)} ms`)
  const plans = Array.from({ length: 15 }, () => cpuSeconds(() => planVocal(track, tempo, options)) * 1000)
  console.log(`planning ${plan.phrases.length} phrases: ${median(plans).toFixed(1)} ms`)
  fiveMinutes()
  if (has('praat')) {
    for (const name of Object.keys(voiceDesigns)) {
      judgePitch(folder, name, 'ja', sakura)
      judgePitch(folder, name, 'en', daisy)
    }
  } else console.log('praat is not installed: pitch, noise and flutter are not judged')
  if (has('pocketsphinx_continuous') && has('sox')) for (const name of Object.keys(voiceDesigns)) judgeWords(folder, name)
  else console.log('pocketsphinx or sox is not installed: words are not judged')
  console.log(`sound files: ${folder}`)
  return 0
}
