/** Parts of a beam that looks ask for and no fixture of the group has: nothing breaks, and nobody would see why nothing happens. */
import type { Edition, Issue, PlainSlotUse } from '@ghostlight/timeline'
import { paletteOf } from '../compiled-look.ts'
import { profileOf } from '../fixture.ts'
import { type Optics, opticsOf } from '../optics.ts'
import { fixturesOfGroup } from '../patch.ts'

/** What each wish needs of a fixture, and its word. */
const NEEDS: Readonly<Record<keyof Optics, readonly [PlainSlotUse['kind'], string]>> = {
  irisUnit: ['iris', 'an iris'],
  focusUnit: ['focus', 'a focus'],
  frostUnit: ['frost', 'a frost'],
  uvUnit: ['uv', 'ultraviolet'],
  gobo: ['gobo', 'a gobo'],
  goboSpeedUnit: ['goboSpeed', 'a gobo that turns'],
  prism: ['prism', 'a prism'],
  prismSpeedUnit: ['prismSpeed', 'a prism that turns'],
}

/** Groups that nothing hangs in here are somebody else's warning. */
export function checkOptics(edition: Edition): Issue[] {
  const { show, venue } = edition
  const issues: Issue[] = []
  for (const [lookId, look] of Object.entries(show.looks)) {
    for (const [group, groupLook] of Object.entries(look.groups)) {
      const members = fixturesOfGroup(venue, group)
      const asked = opticsOf(groupLook, paletteOf(edition, groupLook.beamPalette, 'beam'))
      if (asked === null || members.length === 0) continue
      const uses = members.flatMap(({ fixture }) => profileOf(venue, fixture).uses)
      for (const name of Object.keys(asked) as (keyof Optics)[]) {
        const wish = asked[name]!
        const [kind, word] = NEEDS[name]
        if (wish === 0 || uses.some((use) => use.kind === kind && hasIt(use, wish))) continue
        const which = name === 'gobo' || name === 'prism' ? `${name} ${typeof wish === 'string' ? `"${wish}"` : wish}` : word
        const message = `the look "${look.name}" asks for ${which}, and no fixture of the group "${group}" has it`
        issues.push({ path: `show.looks.${lookId}.groups.${group}.${name}`, code: 'no-such-beam', severity: 'warning', message })
      }
    }
  }
  return issues
}

function hasIt(use: PlainSlotUse, wish: number | string): boolean {
  if (use.kind === 'prism') return typeof wish === 'number' && wish <= use.stops.length
  if (use.kind !== 'gobo') return true
  if (typeof wish === 'number') return wish > (use.after ?? 0) && wish <= (use.after ?? 0) + use.stops.length
  return use.stops.some(({ name }) => name.toLowerCase().includes(wish.toLowerCase()))
}
