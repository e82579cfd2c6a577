import type { Section, Song } from '@ghostlight/timeline'

/** Share of a section's beats that minor chords cover, 0–1; 0.1, nothing to grieve about, where no chords are written. */
export function minorUnit(song: Song, section: Section): number {
  const chords = Object.values(song.tracks)
    .flatMap((track) => (track.kind === 'chords' ? Object.values(track.chords) : []))
    .sort((a, b) => a.atBeats - b.atBeats)
  const end = section.startBeats + section.lengthBeats
  let minor = 0
  let all = 0
  chords.forEach((chord, i) => {
    const from = Math.max(section.startBeats, chord.atBeats)
    const to = Math.min(end, chords[i + 1]?.atBeats ?? end)
    if (to <= from) return
    all += to - from
    if (/^[A-G][#b]?(m(?!aj)|dim)/.test(chord.symbol)) minor += to - from
  })
  return all > 0 ? minor / all : 0.1
}

/** From this share of minor chords on a quiet section is sad; below it she smiles. */
export const sadMinor = 0.35

/** Loud and not in a bright key: brows go down, and nobody smiles. */
export const isFierce = (section: Section, minor: number): boolean => section.energyUnit > 0.7 && minor * section.energyUnit > 0.12
