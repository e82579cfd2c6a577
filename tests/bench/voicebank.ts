/**
 * How fast and how true voicebanks sing: `npm run bench voicebank -- <bank folder>…`; without a folder nothing is judged, since none is shipped.
 * Speed is processor time of one core over sounding time, median of several rounds, beside the built-in voice in the same run. Pitch is judged by
 * praat where it is installed, against the plan.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { joinPhrases, planVocal, renderPhrase, voiceDesigns, writeF0, writeWav } from '@ghostlight/voice'
import { openVoice, renderBankPhrase } from '@ghostlight/voice/bank'
import { packVoice } from '@ghostlight/voice/bank-import'
import { createFileLayer } from '../../packages/engine/src/store/file-layer.ts'
import { bankVoice } from '../../packages/engine/src/vocals/bank-voice.ts'
import { constantTempo, daisy, daisyLexicon, type Line, sakura, trackOf } from '../../packages/voice/src/testing/score.ts'

const sampleRateHz = 48000
const vowels: Line = [
  ['あ', 57, 2],
  ['い', 59, 2],
  ['う', 60, 2],
  ['え', 62, 2],
  ['お', 57, 2],
]
const lines: Readonly<Record<string, readonly ['ja' | 'en', Line]>> = {
  sakura: ['ja', sakura],
  vowels: ['ja', vowels],
  daisy: ['en', daisy],
}

function cpuSeconds(work: () => void): number {
  const before = process.cpuUsage()
  work()
  const used = process.cpuUsage(before)
  return (used.user + used.system) / 1e6
}
const median = (values: number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!

/** praat's pitch by 5 ms, Hz; null when praat is not installed. */
function heardPitch(folder: string, wav: string): Map<number, number> | null {
  const script = join(folder, 'f0.praat')
  writeFileSync(
    script,
    'form F\n sentence wav x.wav\nendform\nRead from file: wav$\nTo Pitch (ac): 0.005, 60, 15, "yes", 0.03, 0.45, 0.01, 0.35, 0.14, 1100\nn = Get number of frames\nfor i to n\n t = Get time from frame number: i\n f = Get value in frame: i, "Hertz"\n if f = undefined\n  f = 0\n endif\n appendInfoLine: fixed$(t,4), " ", fixed$(f,3)\nendfor\n',
  )
  try {
    const rows = execFileSync('praat', ['--run', script, wav], { encoding: 'utf8' }).trim().split('\n')
    return new Map(rows.map((row) => row.split(' ').map(Number)).map(([t, hz]) => [Math.round(t! * 200), hz!]))
  } catch {
    return null
  }
}

function pitchWords(planned: string, heard: Map<number, number>): string {
  const cents: number[] = []
  let all = 0
  for (const row of planned.trim().split('\n')) {
    const [t, hz] = row.split(' ').map(Number)
    const found = heard.get(Math.round(t! * 200))
    if (found === undefined) continue
    all++
    if (found > 0) cents.push(Math.abs(1200 * Math.log2(found / hz!)))
  }
  cents.sort((a, b) => a - b)
  const rms = Math.sqrt(cents.reduce((sum, c) => sum + c * c, 0) / cents.length)
  const voiced = (100 * cents.length) / all
  return `pitch rms ${rms.toFixed(2)} cents, 95 % within ${cents[Math.floor(cents.length * 0.95)]!.toFixed(2)}, worst ${cents.at(-1)!.toFixed(1)}, voiced ${voiced.toFixed(1)} % of ${all} frames`
}

function benchBank(folder: string, work: string): void {
  const options = { sampleRateHz, seed: 1, lexicon: daisyLexicon }
  const plans = Object.entries(lines).map(([name, [language, line]]) => ({
    name,
    plan: planVocal(trackOf(language, line), constantTempo(96), options),
  }))
  const startedMs = performance.now()
  const { voice, issues } = bankVoice(
    folder,
    plans.map(({ plan }) => plan),
    { cacheFolder: null, files: createFileLayer(), onProgress: () => undefined },
  )
  const bytes = packVoice(voice)
  console.log(
    `${voice.name} (${voice.style}): ${voice.samples.size} samples needed, analysed in ${((performance.now() - startedMs) / 1000).toFixed(1)} s, ${(bytes.length / 1000).toFixed(0)} kB`,
  )
  for (const issue of issues) console.log(`  ! ${issue.path}: ${issue.message}`)
  const openedMs = cpuSeconds(() => openVoice(bytes)) * 1000
  const opened = openVoice(bytes)
  console.log(`  opened in ${openedMs.toFixed(0)} ms`)
  for (const { name, plan } of plans) {
    const sing = () => plan.phrases.map((phrase) => renderBankPhrase(phrase, opened, options))
    const joined = joinPhrases(sing(), sampleRateHz)
    const seconds = joined.samples.length / sampleRateHz
    const bank = median(Array.from({ length: 7 }, () => cpuSeconds(sing))) / seconds
    const builtIn =
      median(
        Array.from({ length: 7 }, () =>
          cpuSeconds(() => plan.phrases.map((phrase) => renderPhrase(phrase, voiceDesigns['hotaru']!, options))),
        ),
      ) / seconds
    const wav = join(work, `${name}.wav`)
    writeFileSync(wav, writeWav(joined.samples, { sampleRateHz, format: 24 }))
    const heard = heardPitch(work, wav)
    const pitch = heard === null ? 'praat is not installed: pitch is not judged' : pitchWords(writeF0(plan, joined.startMs), heard)
    console.log(`  ${name}: ${bank.toFixed(4)} of real time (built-in ${builtIn.toFixed(4)}); ${pitch}`)
  }
}

export function main(args: readonly string[]): number {
  const folders = args.filter((arg) => !arg.startsWith('-'))
  if (folders.length === 0) {
    console.log('Which voicebanks? npm run bench voicebank -- <folder> …')
    return 0
  }
  const work = mkdtempSync(join(tmpdir(), 'ghostlight-voicebank-'))
  try {
    for (const folder of folders) benchBank(resolve(folder), work)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
  return 0
}
