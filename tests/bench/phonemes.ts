/**
 * `npm run bench phonemes`: how words are read here beside tools nobody here wrote: open_jtalk for Japanese, espeak-ng for English and Spanish. Error is
 * the edit distance of phonemes over their number. Sounds are compared in classes that both sides tell apart; which ones are one class is written below.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beats, createTempoMap, type Note, type VocalTrack } from '@ghostlight/timeline'
import { planVocal } from '@ghostlight/voice'
import { lexiconOf } from '@ghostlight/voice/lexicon'
import { hasOpenJtalkDictionary, openJtalkReader } from './open-jtalk.ts'

type Language = VocalTrack['language']

const LIMITS: Readonly<Record<Language, number>> = { ja: 5, es: 5, en: 8 }

const listOf = (name: string): string[] =>
  readFileSync(fileURLToPath(new URL(`./words/${name}.txt`, import.meta.url)), 'utf8')
    .split(/\s+/)
    .filter((word) => word !== '')

function has(program: string): boolean {
  try {
    execFileSync('which', [program], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** What a singer sings when the whole word stands on one long note. */
function sungAs(word: string, language: Language, lexicon: Readonly<Record<string, string>>): string[] {
  const note: Note = { startBeats: beats(1), lengthBeats: beats(16), pitch: 60, lyric: word }
  const track: VocalTrack = { kind: 'vocal', order: 'a', name: '', performerId: 'p', language, gainDb: 0, role: 'lead', notes: { n: note } }
  const tempo = createTempoMap([{ atBeats: beats(0), bpm: 60, curve: 'step' }])
  return planVocal(track, tempo, { lexicon, seed: 1 }).phrases.flatMap((phrase) =>
    phrase.phonemes.filter((span) => span.kind === 'vowel' || span.kind === 'consonant').map((span) => span.phoneme),
  )
}

/** Levenshtein's distance; a tap of theirs is a t or a d of ours. */
function distance(a: readonly string[], b: readonly string[]): number {
  let row = b.map((_, i) => i + 1)
  a.forEach((x, i) => {
    let corner = i
    let left = i + 1
    row = row.map((above, k) => {
      const value = Math.min(above + 1, left + 1, corner + (x === b[k] || (b[k] === 'ɾ' && (x === 't' || x === 'd')) ? 0 : 1))
      corner = above
      left = value
      return value
    })
  })
  return row.at(-1) ?? a.length
}

/** IPA of espeak-ng to classes. Length and stress are left out; [ɾ], the tap between vowels, stands for t and for d. */
const ENGLISH_IPA: Readonly<Record<string, string>> = {
  iː: 'iy', i: 'iy', ɪ: 'ih', ᵻ: 'ax', ɛ: 'eh', æ: 'ae', ɑː: 'aa', ɑ: 'aa', ɔː: 'ao', ɔ: 'ao', ʊ: 'uh', uː: 'uw', u: 'uw', ʌ: 'ah', ə: 'ax', ɐ: 'ax', a: 'ae',
  ɜː: 'er', ɚ: 'er', eɪ: 'ey', aɪ: 'ay', ɔɪ: 'oy', aʊ: 'aw', oʊ: 'ow', oː: 'ao', ɡ: 'g', ʃ: 'sh', ʒ: 'zh', tʃ: 'ch', dʒ: 'jh', θ: 'th', ð: 'dh', ŋ: 'ng', ɹ: 'r',
  j: 'y', ʔ: 't', əl: 'ax l', 'n̩': 'ax n', aɪɚ: 'ay er', aɪə: 'ay ax', iə: 'iy ax', ɔːɹ: 'ao r', oːɹ: 'ao r', ɑːɹ: 'aa r', ɛɹ: 'eh r', ɪɹ: 'ih r', ʊɹ: 'uh r', ɜːɹ: 'er',
} // biome-ignore format: a table
const SPANISH_IPA: Readonly<Record<string, string>> = {
  u: 'uw', ɛ: 'e', iʝ: 'i y', ɡ: 'g', β: 'bv', ð: 'dv', ɣ: 'gv', ɾ: 'dx', r: 'rr', ɲ: 'ny', ʝ: 'y', ʎ: 'y', j: 'y', tʃ: 'ch', ŋ: 'ng', aɪ: 'a i', eɪ: 'e i', oɪ: 'o i', aʊ: 'a uw', eʊ: 'e uw', ai: 'a i', ei: 'e i', oi: 'o i', au: 'a uw', eu: 'e uw',
} // biome-ignore format: a table

/** Cot and caught are one class, and so are the full and the weak uh, which differ in stress alone. */
const ENGLISH_CLASSES: Readonly<Record<string, string>> = { ax: 'V', ah: 'V', ao: 'aa' }
/** Stops and their open forms, u and w, and n before k are one class each. */
const SPANISH_CLASSES: Readonly<Record<string, string>> = { bv: 'b', dv: 'd', gv: 'g', w: 'uw', ng: 'n' }

function ipaToClasses(ipa: string, table: Readonly<Record<string, string>>, classes: Readonly<Record<string, string>>): string[] {
  return ipa
    .replace(/[ˈˌ]/g, '')
    .split(/[_\s]+/)
    .filter((sound) => sound !== '')
    .flatMap((sound) => (table[sound] ?? table[sound.replace(/ː/g, '')] ?? sound.replace(/ː/g, '')).split(' '))
    .map((sound) => classes[sound] ?? sound)
}

function espeak(voice: string, words: readonly string[]): string[] {
  return words.map((word) => execFileSync('espeak-ng', ['-q', '--ipa', '--sep=_', '-v', voice, word], { encoding: 'utf8' }).trim())
}

/** Phonemes of this singer as open_jtalk names them. */
function asOpenJtalk(phonemes: readonly string[]): string[] {
  const vowels = 'aiueo'
  const out: string[] = []
  phonemes.forEach((symbol, i) => {
    const next = phonemes[i + 1]
    const moraic =
      symbol === 'nn' || (['m', 'n', 'ng'].includes(symbol) && (next === undefined || (!vowels.includes(next) && next !== 'y')))
    if (moraic) out.push('N')
    else if (symbol === 'y' && out.length > 0 && /^[kgnbpmr]$/.test(out.at(-1)!)) out[out.length - 1] += 'y'
    else out.push({ q: 'cl', dx: 'r', ph: 'f', jh: 'j', hy: next === 'i' ? 'h' : 'hy' }[symbol] ?? symbol)
  })
  return out
}

interface Comparison {
  readonly word: string
  readonly ours: readonly string[]
  readonly theirs: readonly string[]
}

function report(title: string, rows: readonly Comparison[], limit: number | null): boolean {
  const sounds = rows.reduce((sum, { theirs }) => sum + theirs.length, 0)
  const wrong = rows.reduce((sum, { ours, theirs }) => sum + distance(ours, theirs), 0)
  const differing = rows.filter(({ ours, theirs }) => distance(ours, theirs) > 0)
  const percent = (100 * wrong) / sounds
  console.log(
    `${title}: ${rows.length} words, ${sounds} phonemes, ${percent.toFixed(1)} % differ${limit === null ? '' : ` (at most ${limit} %)`}, in ${differing.length} words`,
  )
  if (limit !== null)
    for (const { word, ours, theirs } of differing) console.log(`  ${word}: ${ours.join(' ')}   they: ${theirs.join(' ')}`)
  return limit === null || percent <= limit
}

/** @returns 1 when a language is beyond its limit, else 0; judges that are not installed are named. */
export function main(): number {
  let good = true
  if (has('open_jtalk') && hasOpenJtalkDictionary()) {
    const folder = mkdtempSync(join(tmpdir(), 'ghostlight-phonemes-'))
    const read = openJtalkReader(folder)
    const rows = listOf('ja').map((pair): Comparison => {
      const [written, kana] = pair.split('/')
      // Capitals are vowels that speech devoices; singing does not.
      return {
        word: pair,
        ours: asOpenJtalk(sungAs(kana!, 'ja', {})),
        theirs: read(written!).map((name) => (/^[AIUEO]$/.test(name) ? name.toLowerCase() : name)),
      }
    })
    rmSync(folder, { recursive: true, force: true })
    good = report('Japanese, beside open_jtalk', rows, LIMITS.ja) && good
  } else console.log('open_jtalk or its dictionary (open-jtalk-mecab-naist-jdic) is not installed: Japanese is not judged')
  if (!has('espeak-ng')) {
    console.log('espeak-ng is not installed: English and Spanish are not judged')
    return good ? 0 : 1
  }
  const english = listOf('en')
  const heard = espeak('en-us', english).map((ipa) => ipaToClasses(ipa, ENGLISH_IPA, ENGLISH_CLASSES))
  const classes = (phonemes: readonly string[]): string[] => phonemes.map((sound) => ENGLISH_CLASSES[sound] ?? sound)
  const lexicon = lexiconOf(english)
  const compare = (words: Readonly<Record<string, string>>): Comparison[] =>
    english.map((word, i) => ({ word, ours: classes(sungAs(word, 'en', words)), theirs: heard[i]! }))
  good = report('English by dictionary, beside espeak-ng (en-us)', compare(lexicon), LIMITS.en) && good
  report('English by spelling rules alone', compare({}), null)
  const spanish = listOf('es')
  const heardSpanish = espeak('es-419', spanish).map((ipa) => ipaToClasses(ipa, SPANISH_IPA, SPANISH_CLASSES))
  const rows = spanish.map(
    (word, i): Comparison => ({
      word,
      ours: sungAs(word, 'es', {}).map((sound) => SPANISH_CLASSES[sound] ?? sound),
      theirs: heardSpanish[i]!,
    }),
  )
  good = report('Spanish by rule, beside espeak-ng (es-419)', rows, LIMITS.es) && good
  return good ? 0 : 1
}
