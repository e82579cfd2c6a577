/**
 * `npm run bench recognise [design …] [--seeds 20262,20263] [--words common|dictionary] [--calibrate]`: can the words be understood? pocketsphinx hears
 * 60 English lines at spoken tempo, ten closed sets of six lines with equal syllable counts, drawn with a seed from 220 common words or from the whole
 * dictionary that the judge knows; a set counts only when flite's own voice passes it whole, so that the sets of a seed are the same for every design
 * and every state of the voice. Then 20 controls that must not be heard as the line they were made from: syllables in reverse order, bare vowels, the
 * words of other languages. Half of the bare vowels are a row of a, i, u, e, o; the other half are the line's own vowels with every consonant gone,
 * the harder kind.
 *
 * A choice among six falls on one of them whatever it hears. So a line is recognised when it is the one chosen of the six and the sound is near it:
 * `nearness` is at least NEAR. Both figures are printed. NEAR comes from flite's voice alone (`--calibrate`): half way between the farthest of its 120
 * lines and the nearest of its 40 controls on the seeds on which designs are tuned; 20262, 20263 and the singers had no part in it.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { voiceDesigns } from '@ghostlight/voice'
import { lexiconOf } from '@ghostlight/voice/lexicon'
import { flitePasses, heard, type Judge, narrow, nearness, sing, spokenByFlite } from './recognise-judge.ts'
import { commonWords, controls, createDraw, dictionaryWords, drawSet, LINES, type Sound, spoken, stressesOf } from './recognise-lines.ts'

const SETS = 10
const SEEDS = [20_262, 20_263]
/** Designs are tuned on these and on 201 and 202 (words of the whole dictionary). */
const CALIBRATION_SEEDS = [101, 102]
/** Least nearness of a recognised line: what `--calibrate` prints. */
const NEAR = -21

function has(program: string): boolean {
  try {
    execFileSync('which', [program], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** @returns 1 when fewer than 95 % of the lines or any control are recognised and near, 2 when a judge is missing, else 0. */
export function main(args: readonly string[]): number {
  const missing = ['flite', 'pocketsphinx_continuous', 'sox'].filter((program) => !has(program))
  if (missing.length > 0) {
    console.error(`Not installed: ${missing.join(', ')} (Debian: flite, pocketsphinx, pocketsphinx-en-us, sox). Words are not judged.`)
    return 2
  }
  const option = (name: string): string | null => {
    const at = args.indexOf(name)
    return at < 0 ? null : (args[at + 1] ?? null)
  }
  const given = option('--words') === 'dictionary' ? dictionaryWords() : commonWords()
  const judge: Judge = { folder: mkdtempSync(join(tmpdir(), 'ghostlight-recognise-')), lexicon: lexiconOf(given) }
  const words = given.filter((word) => stressesOf(word, judge.lexicon).length > 0 && stressesOf(word, judge.lexicon).length < 5)
  const calibrating = args.includes('--calibrate')
  const seeds = option('--seeds')?.split(',').map(Number) ?? (calibrating ? CALIBRATION_SEEDS : SEEDS)
  const wanted = args.filter((arg) => arg in voiceDesigns)
  const designs = wanted.length > 0 ? wanted : Object.keys(voiceDesigns)
  try {
    if (calibrating) {
      calibrate(judge, words, seeds)
      return 0
    }
    return seeds.map((seed) => judgeSeed(judge, words, designs, seed)).every((good) => good) ? 0 : 1
  } finally {
    rmSync(judge.folder, { recursive: true, force: true })
  }
}

/** Sets that flite's voice passes. */
function passedSets(judge: Judge, words: readonly string[], seed: number): string[][] {
  const draw = createDraw(seed)
  const sets: string[][] = []
  let drawn = 0
  while (sets.length < SETS && drawn < 60) {
    const lines = drawSet(words, judge.lexicon, draw)
    drawn++
    if (flitePasses(judge, lines)) sets.push(lines)
  }
  console.log(`seed ${seed}: ${sets.length} sets of ${LINES} lines that flite passes whole, of ${drawn} drawn`)
  return sets
}

const FLITE = 'flite'

interface Verdict {
  /** Chosen of the six. */
  readonly chosen: boolean
  /** Chosen, and near. */
  readonly recognised: boolean
  readonly near: number
  readonly what: string
  readonly line: string
  readonly got: string
}

/** Lines and controls of a singer, or of flite at the singer's tempo. */
function verdictsOf(judge: Judge, sets: readonly (readonly string[])[], singer: string) {
  const pitch = singer === 'low' ? 50 : 55
  const lines = sets.flatMap((set) =>
    set.map((line) => ({ what: 'line', line, lines: set, language: 'en' as const, syllables: spoken(line, judge.lexicon, pitch) })),
  )
  const verdict = ({ what, line, lines: set, language, syllables }: Sound): Verdict => {
    const wav = narrow(judge, singer === FLITE ? spokenByFlite(judge, syllables, language) : sing(judge, singer, syllables, language))
    const got = heard(judge, wav, set)
    const near = nearness(judge, wav, line)
    return { chosen: got === line, recognised: got === line && near >= NEAR, near, what, line, got }
  }
  return { lines: lines.map(verdict), controls: controls(sets, judge.lexicon, pitch).map(verdict) }
}

const farthest = (verdicts: readonly Verdict[]): number => Math.min(...verdicts.map(({ near }) => near))
const nearest = (verdicts: readonly Verdict[]): number => Math.max(...verdicts.map(({ near }) => near))
const count = (verdicts: readonly Verdict[], of: 'chosen' | 'recognised'): number => verdicts.filter((verdict) => verdict[of]).length

function calibrate(judge: Judge, words: readonly string[], seeds: readonly number[]): void {
  const all = seeds.map((seed) => verdictsOf(judge, passedSets(judge, words, seed), FLITE))
  const lines = farthest(all.flatMap((of) => of.lines))
  const others = nearest(all.flatMap((of) => of.controls))
  console.log(
    `flite: lines from ${lines.toFixed(1)} up, controls up to ${others.toFixed(1)}; half way ${((lines + others) / 2).toFixed(1)}`,
  )
}

function judgeSeed(judge: Judge, words: readonly string[], designs: readonly string[], seed: number): boolean {
  const sets = passedSets(judge, words, seed)
  let good = sets.length === SETS
  for (const singer of [FLITE, ...designs]) {
    const of = verdictsOf(judge, sets, singer)
    for (const { chosen, recognised, near, line, got } of of.lines)
      if (!recognised)
        console.log(`  ${singer}: "${line}" was heard as "${got}"${chosen ? `, but is far from it (${near.toFixed(1)})` : ''}`)
    for (const { chosen, recognised, near, what, line } of of.controls)
      if (chosen)
        console.log(
          `  ${singer}: ${what} was chosen as its line "${line}", ${recognised ? 'AND IS NEAR' : 'but is far from'} it (${near.toFixed(1)})`,
        )
    const all = of.lines.length
    const right = count(of.lines, 'recognised')
    const mistaken = count(of.controls, 'recognised')
    console.log(
      `${singer}: ${right} of ${all} lines recognised (${((100 * right) / all).toFixed(0)} %; chosen of six ${count(of.lines, 'chosen')}), ` +
        `${mistaken} of ${of.controls.length} controls (chosen of six ${count(of.controls, 'chosen')}); ` +
        `nearness of lines from ${farthest(of.lines).toFixed(1)} up, of controls up to ${nearest(of.controls).toFixed(1)}`,
    )
    if (singer !== FLITE) good = good && right >= 0.95 * all && mistaken === 0
  }
  return good
}
