import { beats, type ExpressionTrack, type Section, type Song } from '@ghostlight/timeline'
import { isFierce, minorUnit, sadMinor } from './minor-share.ts'

// What her face says in a song before an author says more: a mood for each section from its energy, kind and share of minor chords; what
// the words of a line name; a flick of the brows where a phrase begins; eyes that close over the longest held note. Ordinary clips.

export type ExpressionClip = ExpressionTrack['clips'][string]
type Written = readonly [feeling: string, levelUnit: number]

/** Feelings in words, in the languages of our songs: whole stems, so that "burning" and 燃える count. Not a reading of the poem. */
const named: readonly (readonly [feeling: string, levelUnit: number, words: RegExp])[] = [
  ['fierce', 0.5, /burn|fire|flame|craz|call|shout|scream|thousand|fight|燃|炎|叫|戦|呼んで/i],
  [
    'longing',
    0.5,
    /dark|alone|no one|lost|went out|never|tear|cry|cold|loves me not|hard to|can't|goodbye|暗|消え|誰もいない|涙|孤独|さよなら/i,
  ],
  ['wonder', 0.45, /hear|listen|breath|small light|sky|haze|cloud|is lit|star|ほら|聞こえ|息を|空|霞|雲|星|灯がともる/i],
  ['joy', 0.35, /heart|love|sweet|beautiful|flower|daisy|wing|sing|blossom|smile|together|胸|愛|翼|歌う|花|桜|匂い|きれい/i],
]

const round = (x: number): number => Math.round(x * 100) / 100

function moodOf(section: Section, minor: number): readonly Written[] {
  const e = section.energyUnit
  if (section.kind === 'talk' || section.kind === 'vamp') return [['joy', 0.35]]
  if (section.kind === 'bridge')
    return [
      ['tender', 0.5],
      ['sorrow', 0.2 + 0.25 * minor],
    ]
  if (e < 0.55)
    return [
      // Eased brows hang at their ends: beside a sad mood that is calm, in a bright face it is worry.
      ...(minor > sadMinor
        ? [['relaxed', 0.2 - 0.12 * minor] as const, ['sorrow', 0.28 + 0.42 * minor] as const]
        : [['joy', 0.52 + 0.4 * e] as const]),
      ...(section.kind === 'outro' && minor > sadMinor ? [['tender', 0.4] as const] : []),
    ]
  if (isFierce(section, minor)) return [['fierce', Math.min(0.95, 3.2 * minor * e)]]
  if (section.kind === 'chorus' && minor <= sadMinor) return [['glee', 0.3 + 0.65 * e]]
  return [['joy', (0.4 + 0.45 * e) * (1 - Math.min(0.7, minor))]]
}

interface SungPhrase {
  readonly startBeats: number
  readonly endBeats: number
  readonly longest: { readonly startBeats: number; readonly lengthBeats: number }
}

/** Phrases of the leading voice: notes without a rest of three quarters of a beat between them. */
function phrasesOf(song: Song): readonly SungPhrase[] {
  const notes = Object.values(song.tracks)
    .flatMap((track) => (track.kind === 'vocal' && track.role === 'lead' ? Object.values(track.notes) : []))
    .filter((note) => note.lyric !== '[br]')
    .sort((a, b) => a.startBeats - b.startBeats)
  const phrases: SungPhrase[] = []
  for (const note of notes) {
    const last = phrases.at(-1)
    const end = note.startBeats + note.lengthBeats
    if (!last || note.startBeats - last.endBeats >= 0.75) phrases.push({ startBeats: note.startBeats, endBeats: end, longest: note })
    else
      phrases[phrases.length - 1] = {
        startBeats: last.startBeats,
        endBeats: end,
        longest: note.lengthBeats >= last.longest.lengthBeats ? note : last.longest,
      }
  }
  return phrases
}

/** Shortest note over which eyes close, ms; and how far apart two such notes are at least, beats. */
const heldMs = 850
const raptureApartBeats = 14

function bpmAt(song: Song, atBeats: number): number {
  const points = Object.values(song.tempo).sort((a, b) => a.atBeats - b.atBeats)
  return (points.findLast((p) => p.atBeats <= atBeats + 1e-9) ?? points[0])?.bpm ?? 120
}

/** What a word means in the mouth of this section: a cry is no lament, and who is merry burns for fun. Null: nothing. */
function inCharacter(feeling: string, section: Section, minor: number): string | null {
  if (isFierce(section, minor)) return feeling === 'longing' || feeling === 'joy' ? 'fierce' : feeling
  if (feeling === 'fierce') return section.energyUnit < 0.5 ? null : minor > sadMinor ? 'longing' : 'joy'
  return feeling === 'longing' && (section.energyUnit > 0.7 || minor <= sadMinor) ? 'wonder' : feeling
}

/** Over a long note eyes are wide where the music is at its height, and closed on the way there. */
function heldFeeling(section: Section | null, energy: number, minor: number): Written {
  if (section && isFierce(section, minor)) return ['blaze', 1]
  if (energy > 0.7) return minor <= sadMinor ? ['glee', 1] : ['blaze', 0.7]
  if (minor <= sadMinor) return ['joy', 0.9]
  return energy > 0.55 ? ['rapture', 0.9] : ['tender', 0.7]
}

/** Where a bright song leaves her mouth free for long enough, her smile opens. */
function laughsBetween(
  song: Song,
  phrases: readonly SungPhrase[],
  sections: readonly (readonly [string, Section])[],
  add: (id: string, startBeats: number, lengthBeats: number, expression: string, levelUnit: number, fadeBeats: number) => void,
): void {
  const gaps = phrases.map((phrase, i) => [phrase.endBeats, phrases[i + 1]?.startBeats ?? song.lengthBeats] as const)
  gaps.forEach(([end, next], i) => {
    const [from, to] = [end + 1, next - 1.5]
    const [, before] = sections.findLast(([, s]) => s.startBeats < end - 1e-9) ?? [null, null]
    if (
      !before ||
      to - from < 3 ||
      before.energyUnit < 0.6 ||
      minorUnit(song, before) > sadMinor ||
      isFierce(before, minorUnit(song, before))
    )
      return
    add(`laugh-${i}`, from, Math.min(to - from, 9), 'laugh', 0.9, 1)
    // Once more in the last picture.
    if (i === gaps.length - 1 && to - from > 16) add('laugh-end', song.lengthBeats - 6.5, 6.5, 'laugh', 0.9, 1)
  })
}

/** Expression clips for one performer over a whole song, keyed by ids that stay the same while the song does. */
export function feelings(song: Song): Record<string, ExpressionClip> {
  const clips: Record<string, ExpressionClip> = {}
  const add = (id: string, startBeats: number, lengthBeats: number, expression: string, levelUnit: number, fadeBeats: number) => {
    if (lengthBeats <= 0 || levelUnit < 0.04) return
    clips[id] = {
      startBeats: beats(round(startBeats)),
      lengthBeats: beats(round(lengthBeats)),
      expression,
      levelUnit: round(Math.min(1, levelUnit)),
      fadeBeats: beats(round(Math.min(fadeBeats, lengthBeats / 2.5))),
    } as ExpressionClip
  }
  const sections = Object.entries(song.sections).sort(([, a], [, b]) => a.startBeats - b.startBeats)
  const sectionAt = (beat: number) =>
    sections.findLast(([, s]) => s.startBeats <= beat + 1e-9 && beat < s.startBeats + s.lengthBeats)?.[1] ?? null
  for (const [id, section] of sections)
    for (const [feeling, level] of moodOf(section, minorUnit(song, section)))
      add(`${id}-${feeling}`, section.startBeats, section.lengthBeats, feeling, level, 2)

  for (const track of Object.values(song.tracks)) {
    if (track.kind !== 'lyrics') continue
    for (const [id, line] of Object.entries(track.lines)) {
      const energy = sectionAt(line.startBeats)?.energyUnit ?? 0.5
      const text = Object.values(line.text).join(' ')
      const [feeling, level] = named.find(([, , words]) => words.test(text)) ?? [null, 0]
      if (feeling === null) continue
      const section = sectionAt(line.startBeats)
      const heard = section ? inCharacter(feeling, section, minorUnit(song, section)) : feeling
      if (heard !== null) add(`${id}-${heard}`, line.startBeats, Math.min(line.lengthBeats, 12), heard, level * (0.7 + 0.5 * energy), 1)
    }
  }

  let lastRapture = Number.NEGATIVE_INFINITY
  const phrases = phrasesOf(song)
  phrases.forEach((phrase, i) => {
    const energy = sectionAt(phrase.startBeats)?.energyUnit ?? 0.5
    add(`phrase-${i}`, phrase.startBeats, 1.25, 'browUp', 0.2 + 0.4 * energy * (i % 2 === 0 ? 1 : 0.6), 0.5)
    const { startBeats, lengthBeats } = phrase.longest
    const heldForMs = (lengthBeats * 60_000) / bpmAt(song, startBeats)
    if (heldForMs < heldMs || startBeats - lastRapture < raptureApartBeats) return
    lastRapture = startBeats
    // Nobody worries over a long note of a happy verse.
    const section = sectionAt(startBeats)
    const minor = section ? minorUnit(song, section) : 0
    const [feeling, level] = heldFeeling(section, energy, minor)
    add(`held-${i}`, startBeats + 0.2, lengthBeats - 0.1, feeling, level, lengthBeats * 0.3)
  })
  if (phrases.length > 0) laughsBetween(song, phrases, sections, add)
  return clips
}
