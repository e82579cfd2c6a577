/** What a gobo or a prism makes of a beam in haze. Pure. */
import type { FixtureState } from '@ghostlight/light'

type Optics = NonNullable<FixtureState['optics']>

/** Turns a second at full speed. */
const FASTEST_HZ = 0.5

/** How many shafts a beam falls into; 0: it is whole. Gobos differ: by number, or by their name. */
export function shaftsOf(optics: Optics | undefined): number {
  const gobo = optics?.gobo ?? 0
  const prism = optics?.prism ?? 0
  const which = typeof gobo === 'string' ? [...gobo].reduce((sum, letter) => sum + letter.charCodeAt(0), 1) : gobo
  const open = which === 0 ? 0 : 3 + (which % 5)
  return prism === 0 ? open : Math.max(3, open)
}

/** How far the shafts have turned at an instant, radians. */
export function turnOf(optics: Optics | undefined, atMs: number): number {
  const speed = (optics?.gobo ?? 0) !== 0 ? (optics?.goboSpeedUnit ?? 0) : (optics?.prismSpeedUnit ?? 0)
  return 2 * Math.PI * (((atMs / 1000) * FASTEST_HZ * speed) % 1)
}
