/**
 * Lyrics as singing editors (UTAU, OpenUtau, VOCALOID, Synthesizer V, CeVIO) keep them on each note → the syllables of `Note.lyric`. Voicebanks
 * of the VCV kind write the vowel before in front ("a か", "- あ"); the voice works that out by itself.
 */
import type { Complaints, ScoreNote } from './score.ts'

export interface EditorNote {
  readonly startBeats: number
  readonly lengthBeats: number
  readonly pitch: number
  readonly lyric: string
  /** What continues a word on this note, besides the signs all editors share. */
  readonly dynamicsUnit?: number
  readonly vibrato?: NonNullable<ScoreNote['vibrato']>
  readonly bend?: NonNullable<ScoreNote['bend']>
}

/** "a か" → "か"; "- あ" → "あ"; a plain lyric as it is. The release of VCV banks ("a R") has no syllable of its own. */
function withoutPrefix(lyric: string): string {
  const vcv = /^(?:[a-zNn]|-)\s+(\S+)$/.exec(lyric)
  return vcv?.[1] !== undefined && (/[぀-ヿ]/.test(vcv[1]) || isRelease(vcv[1]) || isBreath(vcv[1])) ? vcv[1] : lyric
}

/** "か_B3", "さE3", "ら↑" → か, さ, ら: what banks of several pitches put behind a kana. The voice finds its own. */
const withoutPitch = (lyric: string): string => lyric.replace(/(?<=[ぁ-ヿ])(?:_?[A-G][#♯b♭]?\d|[↑↓]+)$/, '')

const isRelease = (lyric: string): boolean => /^(?:R|SP|Sil|Pau|’|')$/i.test(lyric)
const isBreath = (lyric: string): boolean => /^(?:息|吸|br\d*|AP|Asp)$/i.test(lyric)

/** A lyric as the document has it; null when the note is a release or a rest, which no syllable stands for. */
function syllableOf(raw: string): string | null {
  const lyric = withoutPitch(withoutPrefix(raw.normalize('NFC').trim()))
  if (lyric === '' || isRelease(lyric)) return null
  if (isBreath(lyric)) return '[br]'
  // OpenUtau: "+" is the next syllable, "+~" and "+*" hold; everyone: "-" and "ー" hold.
  if (/^\+[~*]\+?$/.test(lyric) || /^[-–—~～〜_]+$/.test(lyric)) return '-'
  if (/^\+\d*$/.test(lyric)) return '+'
  return lyric.replace(/\s+/g, ' ')
}

/**
 * @param notes  in any order; out in order of start. Releases stay notes of the list and hold the vowel before; breaths are "[br]".
 */
export function notesFromEditor(notes: readonly EditorNote[], name: string, complaints: Complaints): ScoreNote[] {
  const sorted = [...notes].sort((a, b) => a.startBeats - b.startBeats || a.pitch - b.pitch)
  let goesOn = false
  let first = true
  let releases = 0
  const out = sorted.map((note): ScoreNote => {
    const lyric = syllableOf(note.lyric)
    const { dynamicsUnit, vibrato, bend } = note
    const more = {
      ...(dynamicsUnit === undefined ? {} : { dynamicsUnit }),
      ...(vibrato === undefined ? {} : { vibrato }),
      ...(bend === undefined ? {} : { bend }),
    }
    const span = {
      startBeats: note.startBeats,
      lengthBeats: note.lengthBeats,
      pitch: note.pitch,
      velocityUnit: 0.7,
      startsLine: false,
      ...more,
    }
    if (lyric === null) {
      releases++
      return { ...span, lyric: '-', written: '' }
    }
    if (lyric === '-' || lyric === '+' || lyric === 'ー' || lyric === '[br]') return { ...span, lyric, written: '' }
    const bare = lyric.replace(/\[[^\]]*\]/g, '').replace(/-$/, '')
    const blank = first || goesOn || /[぀-ヿ㐀-鿿가-힯]/.test(bare) ? '' : ' '
    goesOn = /.-$/.test(lyric)
    first = false
    return { ...span, lyric, written: `${blank}${bare}` }
  })
  if (releases > 0)
    complaints.warn(
      '',
      'release-notes',
      `part "${name}": ${releases} notes carry a release ("R", "SP" …) and no word; they hold the vowel before`,
    )
  return out
}
