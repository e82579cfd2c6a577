/** JSON Schemas (draft 2020-12) of the three documents, made from the shapes themselves. */
import { z } from 'zod'
import { ShowSchema } from '../document/show.ts'
import { SongSchema } from '../document/song.ts'
import { VenueSchema } from '../document/venue.ts'

export const documentSchemas = { show: ShowSchema, song: SongSchema, venue: VenueSchema } as const

export function jsonSchemas(): { readonly show: object; readonly song: object; readonly venue: object } {
  const make = (name: keyof typeof documentSchemas) => ({
    title: `Ghostlight ${name}`,
    ...z.toJSONSchema(documentSchemas[name], { target: 'draft-2020-12', io: 'input', reused: 'inline' }),
  })
  return { show: make('show'), song: make('song'), venue: make('venue') }
}
