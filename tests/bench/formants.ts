/**
 * `npm run bench formants [design …]`: are the vowels the ones they claim to be? Every vowel is whispered by the built-in voice (the noise of the breath
 * excites the same tract as the voice does, and gives no partials that a judge could take for a resonance) and praat finds F1, F2 and F3. They must lie
 * within 8, 8 and 12 % of the design's targets; the targets within 15 % of published means after one scale per singer; and the vowels of a language
 * must stay apart.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beats } from '@ghostlight/timeline'
import { phonemeSpec, renderVocal, voiceDesigns, writeWav } from '@ghostlight/voice'
import { constantTempo, trackOf } from '../../packages/voice/src/testing/score.ts'

type Three = readonly [number, number, number]
const sampleRateHz = 48_000

/**
 * Means in Hz, as published, of speakers who share one scale.
 * - English: women of Peterson & Barney 1952 (JASA 24, table II), checked against the 76 speakers' own figures as praat carries them.
 * - Japanese: women of Kasuya, Suzuki & Kido 1968 (J. Acoust. Soc. Japan 24).
 * - Spanish: the four men of Bradlow 1995 (JASA 97, table II); F3 is not given.
 * Women of Hillenbrand et al. 1995 say iy 437 2761 3378, ih 484 2369 3057, eh 727 2063 2953, uw 459 1106 2735: between the two tables ours lie on the
 * side of the open vowels.
 */
const published: Readonly<Record<string, { readonly scale: string; readonly means: Readonly<Record<string, readonly number[]>> }>> = {
  English: {
    scale: 'women',
    means: {
      iy: [310, 2790, 3310],
      ih: [430, 2480, 3070],
      eh: [610, 2330, 2990],
      ae: [860, 2050, 2850],
      aa: [850, 1220, 2810],
      ao: [590, 920, 2710],
      uh: [470, 1160, 2680],
      uw: [370, 950, 2670],
      ah: [760, 1400, 2780],
      er: [500, 1640, 1960],
    },
  },
  Japanese: {
    scale: 'women',
    means: {
      i: [325, 2725, 3475],
      e: [483, 2317, 2983],
      a: [888, 1363, 3050],
      o: [483, 925, 3000],
      u: [375, 1675, 2688],
    },
  },
  Spanish: { scale: 'men', means: { i: [286, 2147], e: [458, 1814], a: [638, 1353], o: [460, 1019], uw: [322, 992] } },
}
/** Vowels that one language keeps apart; a diphthong is judged by the vowels it joins. */
const languages: Readonly<Record<string, readonly string[]>> = {
  Japanese: ['a', 'i', 'u', 'e', 'o'],
  Spanish: ['a', 'e', 'i', 'o', 'uw'],
  English: ['iy', 'ih', 'eh', 'ae', 'aa', 'ao', 'uh', 'uw', 'ah', 'er'],
}
/** Two vowels are apart when one of their formants differs by this much. */
const apart = 0.08
const limits: Three = [0.08, 0.08, 0.12]
/** Where vowels go in a relaxed mouth, as in the voice. */
const neutral: Three = [520, 1550, 2700]

const script = `form F
 sentence wav x.wav
 real ceiling 5500
endform
Read from file: wav$
To Formant (burg): 0.05, 5, ceiling, 0.3, 20000
for k to 3
 f = Get quantile: k, 0.9, 2.7, "hertz", 0.5
 appendInfo: fixed$(f, 0), " "
endfor
`

function whispered(vowel: string, design: string): Float32Array {
  const line = trackOf('en', [[`[${vowel}]`, 50, 3]], 1)
  const track = { ...line, curves: { voicingUnit: [[beats(0), 0] as [ReturnType<typeof beats>, number]] } }
  const { samples } = renderVocal(track, constantTempo(60), { ...voiceDesigns[design]!, airDb: 0 }, { sampleRateHz, seed: 1, lexicon: {} })
  // The breath leans to high frequencies (1 − 0.9 z⁻¹). Linear prediction takes such a lean for a higher F1, so the judge gets even noise.
  let before = 0
  return samples.map((x) => {
    before = x * 0.1 + 0.9 * before
    return before
  })
}

const percent = (x: number): string => `${x >= 0 ? '+' : ''}${(100 * x).toFixed(0)}`

function judge(design: string, folder: string): boolean {
  const { tractUnit, neutralUnit } = voiceDesigns[design]!
  const wav = join(folder, 'vowel.wav')
  const found = new Map<string, Three>()
  const worst = [0, 0, 0]
  let good = true
  for (const vowel of new Set(Object.values(languages).flat())) {
    const reference = phonemeSpec(vowel)!.formants
    const wanted = reference.map((hz, k) => (hz + (neutral[k]! - hz) * neutralUnit) * tractUnit)
    writeFileSync(wav, writeWav(whispered(vowel, design), { sampleRateHz, format: 24 }))
    const ceiling = String(Math.round(5400 * tractUnit))
    const heard = execFileSync('praat', ['--run', join(folder, 'formants.praat'), wav, ceiling], { encoding: 'utf8' })
      .trim()
      .split(' ')
      .map(Number)
    found.set(vowel, [heard[0]!, heard[1]!, heard[2]!])
    const off = wanted.map((hz, k) => heard[k]! / hz - 1)
    off.forEach((by, k) => {
      worst[k] = Math.max(worst[k]!, Math.abs(by))
    })
    if (!off.some((by, k) => Math.abs(by) > limits[k]!)) continue
    good = false
    console.log(`  ${design} ${vowel}: heard ${heard.join(' ')} for ${wanted.map(Math.round).join(' ')} (${off.map(percent).join(' ')} %)`)
  }
  console.log(
    `${design}: ${found.size} vowels; F1, F2, F3 at most ${worst.map((by) => (100 * by).toFixed(1)).join(', ')} % from their targets (limits 8, 8, 12)`,
  )
  // One scale for the singer beside women and one beside men: the middle of all ratios.
  for (const who of ['women', 'men']) {
    const rows = Object.entries(published).flatMap(([language, { scale, means }]) =>
      scale === who
        ? Object.entries(means).flatMap(([vowel, of]) =>
            of.map((mean, k) => {
              const target = phonemeSpec(vowel)!.formants[k]!
              return {
                name: `${language} ${vowel}: F${k + 1}`,
                ratio: ((target + (neutral[k]! - target) * neutralUnit) * tractUnit) / mean,
              }
            }),
          )
        : [],
    )
    const scale = rows.map(({ ratio }) => ratio).sort((a, b) => a - b)[Math.floor(rows.length / 2)]!
    const furthest = Math.max(...rows.map(({ ratio }) => Math.abs(ratio / scale - 1)))
    for (const { name, ratio } of rows) {
      if (Math.abs(ratio / scale - 1) <= 0.15) continue
      good = false
      console.log(`  ${design} ${name} is ${percent(ratio / scale - 1)} % from the published mean`)
    }
    console.log(`  targets at most ${(100 * furthest).toFixed(1)} % from published means of ${who} times ${scale.toFixed(3)} (limit 15)`)
  }
  for (const [language, vowels] of Object.entries(languages)) {
    let nearest = { by: Number.POSITIVE_INFINITY, pair: '' }
    vowels.forEach((a, i) => {
      for (const b of vowels.slice(i + 1)) {
        const by = Math.max(...found.get(a)!.map((hz, k) => Math.abs(hz / found.get(b)![k]! - 1)))
        if (by < nearest.by) nearest = { by, pair: `${a} and ${b}` }
      }
    })
    if (nearest.by < apart) good = false
    console.log(`  ${language}: the nearest two, ${nearest.pair}, are ${(100 * nearest.by).toFixed(0)} % apart in one formant`)
  }
  return good
}

/** @returns 1 when a vowel misses, 2 when praat is not installed, else 0. */
export function main(args: readonly string[]): number {
  const folder = mkdtempSync(join(tmpdir(), 'ghostlight-formants-'))
  try {
    execFileSync('praat', ['--version'], { stdio: 'ignore' })
  } catch {
    console.error('Not installed: praat. Vowels are not judged.')
    return 2
  }
  try {
    writeFileSync(join(folder, 'formants.praat'), script)
    const wanted = args.filter((arg) => arg in voiceDesigns)
    return (wanted.length > 0 ? wanted : Object.keys(voiceDesigns)).map((design) => judge(design, folder)).every(Boolean) ? 0 : 1
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
