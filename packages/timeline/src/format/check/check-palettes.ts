/** Looks and the palettes they name; curves drawn along light clips. */
import type { GroupLook, Palette } from '../../document/look.ts'
import type { Show } from '../../document/show.ts'
import type { Song } from '../../document/song.ts'
import { noSuch, type Report } from './report.ts'

const NAMES = { colourPalette: 'colour', positionPalette: 'position', beamPalette: 'beam' } as const satisfies Record<
  string,
  Palette['kind']
>

export function checkPalettes(report: Report, show: Show, songs: Readonly<Record<string, Song>>): void {
  const palettes = show.palettes ?? {}
  const used = new Set<string>()
  for (const [id, look] of Object.entries(show.looks)) {
    for (const [group, groupLook] of Object.entries(look.groups)) {
      for (const [field, kind] of Object.entries(NAMES) as [keyof typeof NAMES & keyof GroupLook, Palette['kind']][]) {
        const name = groupLook[field]
        if (name === undefined) continue
        used.add(name)
        const path = `show.looks.${id}.groups.${group}.${field}`
        const palette = Object.hasOwn(palettes, name) ? palettes[name]! : null
        const ofKind = Object.keys(palettes).filter((other) => palettes[other]!.kind === kind)
        if (palette === null) report.error(path, 'unknown-palette', noSuch(`${kind} palette`, name, ofKind))
        else if (palette.kind !== kind) {
          report.error(path, 'wrong-palette', `"${name}" is a ${palette.kind} palette, and this needs one of kind ${kind}`)
        }
      }
    }
  }
  for (const id of Object.keys(palettes)) {
    if (!used.has(id)) report.warning(`show.palettes.${id}`, 'unused-palette', `no look uses the palette "${id}"`)
  }
  for (const [songId, song] of Object.entries(songs)) {
    for (const [trackId, track] of Object.entries(song.tracks)) {
      if (track.kind !== 'light') continue
      for (const [clipId, clip] of Object.entries(track.clips)) {
        for (const [name, points] of Object.entries(clip.curves ?? {})) {
          const path = `songs/${songId}.tracks.${trackId}.clips.${clipId}.curves.${name}`
          if (points?.some((point, i) => i > 0 && point[0] < points[i - 1]![0]))
            report.error(path, 'curve-out-of-order', 'its points do not ascend in beats')
        }
      }
    }
  }
}
