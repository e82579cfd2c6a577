/** The words of what stands behind the performer and flies about her, in English. */
import type { Scenery } from '@ghostlight/timeline'

export const sceneryEn = {
  heading: 'Scenery',
  where: 'In',
  wholeSong: 'Whole song',
  wall: 'Wall',
  air: 'Air',
  asSong: (what: string) => `as the song (${what})`,
  usual: (what: string) => `as usual (${what})`,
  walls: {
    ring: 'ring of light',
    bars: 'bars of light',
    wheels: 'wheels and garlands',
    blossom: 'moon and cherry branches',
    city: 'town at night',
    sunrise: 'sunrise',
  } satisfies Record<NonNullable<Scenery['wall']>, string>,
  airs: { fireflies: 'fireflies', petals: 'petals', sparks: 'sparks', snow: 'snow' } satisfies Record<NonNullable<Scenery['air']>, string>,
}
