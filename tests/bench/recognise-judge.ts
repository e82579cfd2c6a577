/** The judges of `npm run bench recognise`: flite speaks the same, pocketsphinx hears it and says how near the words are. */
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { beats, createTempoMap, type Note, type VocalTrack } from '@ghostlight/timeline'
import { planVocal, renderVocal, voiceDesigns, writeWav } from '@ghostlight/voice'
import type { Syllable } from './recognise-lines.ts'

/** Phonemes given one by one flite speaks in less than two thirds of the time of words; so much longer they last as long as the singer's. */
const FLITE_STRETCH = 1.7
const SAMPLE_RATE_HZ = 48_000
/** The judge's phones, as its acoustic model names them. */
const PHONES = 'AA AE AH AO AW AY B CH D DH EH ER EY F G HH IH IY JH K L M N NG OW OY P R S SH T TH UH UW V W Y Z ZH'.split(' ')

export interface Judge {
  readonly folder: string
  readonly lexicon: Readonly<Record<string, string>>
}

const tempo = createTempoMap([{ atBeats: beats(0), bpm: 60, curve: 'step' }])

function trackOf(syllables: readonly Syllable[], language: VocalTrack['language']): VocalTrack {
  const notes: Record<string, Note> = {}
  let at = 1
  syllables.forEach(([lyric, pitch, seconds], i) => {
    notes[`n${i}`] = { startBeats: beats(at), lengthBeats: beats(seconds), pitch, lyric }
    at += seconds
  })
  return { kind: 'vocal', order: 'a', name: '', performerId: 'p', language, gainDb: 0, role: 'lead', notes }
}

export function sing(judge: Judge, design: string, syllables: readonly Syllable[], language: VocalTrack['language'] = 'en'): string {
  const { samples } = renderVocal(trackOf(syllables, language), tempo, voiceDesigns[design]!, {
    sampleRateHz: SAMPLE_RATE_HZ,
    seed: 3,
    lexicon: judge.lexicon,
  })
  const wav = join(judge.folder, 'sung.wav')
  writeFileSync(wav, writeWav(samples, { sampleRateHz: SAMPLE_RATE_HZ, format: 16 }))
  return wav
}

/** Sounds that English lacks, by the nearest that flite has. */
const nearest: Readonly<Record<string, string>> = {
  a: 'aa', i: 'iy', u: 'uw', e: 'eh', o: 'ow', dx: 'd', rr: 'r', nn: 'n', ny: 'n', ph: 'f', hy: 'hh', h: 'hh', x: 'hh', ts: 's', dz: 'z',
  bv: 'b', dv: 'dh', gv: 'g', q: '', gs: '',
} // biome-ignore format: a table

/** The same phonemes by flite. */
export function spokenByFlite(judge: Judge, syllables: readonly Syllable[], language: VocalTrack['language']): string {
  const { phrases } = planVocal(trackOf(syllables, language), tempo, { seed: 3, lexicon: judge.lexicon })
  const phones = phrases.flatMap(({ phonemes }) =>
    phonemes.flatMap(({ phoneme, kind }) => (kind === 'vowel' || kind === 'consonant' ? [nearest[phoneme] ?? phoneme] : [])),
  )
  const wav = join(judge.folder, 'flite.wav')
  execFileSync(
    'flite',
    ['--setf', `duration_stretch=${FLITE_STRETCH}`, '-p', phones.filter((phone) => phone !== '').join(' '), '-o', wav],
    { stdio: 'ignore' },
  )
  return wav
}

/** The file as pocketsphinx wants it: 16 kHz, one channel, peak at −3 dB. */
export function narrow(judge: Judge, wav: string): string {
  const narrowed = join(judge.folder, 'narrow.wav')
  execFileSync('sox', ['-D', wav, '-r', '16000', '-b', '16', '-c', '1', narrowed, 'gain', '-n', '-3'], { stdio: 'ignore' })
  return narrowed
}

function writeGrammar(judge: Judge, rule: string): string {
  const grammar = join(judge.folder, 'lines.gram')
  writeFileSync(grammar, `#JSGF V1.0;\ngrammar lines;\npublic <line> = ${rule} ;\n`)
  return grammar
}

/** What pocketsphinx makes of a narrowed file among these lines; "" when it hears none. */
export function heard(judge: Judge, narrowed: string, lines: readonly string[]): string {
  const arguments_ = ['-infile', narrowed, '-jsgf', writeGrammar(judge, lines.join(' | ')), '-logfn', '/dev/null']
  return execFileSync('pocketsphinx_continuous', arguments_, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
}

interface Path {
  /** Log likelihood of the sound along the path, in the judge's unit: 1024 ln 1.0001, about a tenth of a nat. */
  readonly acoustic: number
  /** Frames of 10 ms, silence aside. */
  readonly frames: number
}

/** The best path through a grammar; null when none ends within the sound. All sounds of the model are scored, so that scores of two grammars compare. */
function bestPath(judge: Judge, narrowed: string, rule: string, dictionary: readonly string[]): Path | null {
  const control = join(judge.folder, 'files.ctl')
  const segments = join(judge.folder, 'segments')
  writeFileSync(control, `${basename(narrowed, '.wav')}\n`)
  const files = ['-ctl', control, '-cepdir', dirname(narrowed), '-cepext', '.wav', '-adcin', 'yes', '-adchdr', '44', '-hypseg', segments]
  const search = ['-jsgf', writeGrammar(judge, rule), ...dictionary, '-compallsen', 'yes', '-bestpath', 'no', '-logfn', '/dev/null']
  execFileSync('pocketsphinx_batch', [...files, ...search], { stdio: 'ignore' })
  // "name S 0 T total A acoustic L language", then "start acoustic language word" for each word, then the end.
  const fields = readFileSync(segments, 'utf8').trim().split(' ')
  const rows = fields.slice(9)
  let acoustic = 0
  let frames = 0
  for (let at = 0; at + 4 < rows.length; at += 4) {
    acoustic += Number(rows[at + 1])
    if (!/^[<(]/.test(rows[at + 3]!)) frames += Number(rows[at + 4]) - Number(rows[at])
  }
  return frames === 0 ? null : { acoustic, frames }
}

/**
 * How near the line's words are to whatever row of phones would suit the sound best: the log likelihood ratio of the two paths per frame of the words.
 * A choice among six lines must fall on one of them; this says whether the sound is that line at all (utterance verification, Sukkar & Lee 1996).
 * @returns about 0 for speech that is the line, far below for anything else; -Infinity when the words find no path.
 */
export function nearness(judge: Judge, narrowed: string, line: string): number {
  const dictionary = join(judge.folder, 'phones.dict')
  const names = PHONES.map((phone) => `phone_${phone.toLowerCase()}`)
  writeFileSync(dictionary, names.map((name, i) => `${name} ${PHONES[i]}\n`).join(''))
  const words = bestPath(judge, narrowed, line, [])
  const phones = bestPath(judge, narrowed, `(${names.join(' | ')})+`, ['-dict', dictionary])
  if (words === null) return Number.NEGATIVE_INFINITY
  if (phones === null) throw new Error(`No row of phones suits ${narrowed}`)
  return (words.acoustic - phones.acoustic) / words.frames
}

export function flitePasses(judge: Judge, lines: readonly string[]): boolean {
  const wav = join(judge.folder, 'flite.wav')
  return lines.every((line) => {
    execFileSync('flite', ['-t', line, '-o', wav], { stdio: 'ignore' })
    return heard(judge, narrow(judge, wav), lines) === line
  })
}
