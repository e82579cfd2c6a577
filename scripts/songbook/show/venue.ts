/** The venue that the demo show ships with: one gauze, one sound output, twenty fixtures in one universe, a desk that is switched off. */
import type { Venue } from '@ghostlight/timeline'
import type { Plain } from '../score.ts'

type PlainVenue = Plain<Venue>
type PlainFixture = PlainVenue['fixtures'][string]
const fixtures: Record<string, PlainFixture> = {}
let number = 1
let slot = 1
const hang = (
  kind: PlainFixture['kind'],
  slots: number,
  group: string,
  name: string,
  positionM: [number, number, number],
  aimM: [number, number, number],
) => {
  const id = `${group}-${Object.keys(fixtures).filter((k) => k.startsWith(group)).length + 1}`
  fixtures[id] = { order: `f${String(number).padStart(2, '0')}`, number, name, kind, universe: 1, slot, groups: [group], positionM, aimM }
  number += 1
  slot += slots
}
for (const x of [-3, -1, 1, 3]) hang('dimmer', 1, 'front', `Front ${x < 0 ? 'left' : 'right'}`, [x, 5, 6], [x * 0.8, 0, 3.4])
for (const [i, z] of [-0.6, -2.2].entries())
  for (const side of [-1, 1]) hang('rgb', 3, 'side', `Side ${side < 0 ? 'left' : 'right'} ${i + 1}`, [side * 4.6, 2.4, z], [0, 1.2, 0])
for (const x of [-3.6, -1.2, 1.2, 3.6]) hang('rgb', 3, 'back', 'Back wash', [x, 4.6, -3.4], [x * 0.4, 0.4, 0.5])
for (const x of [-4.2, -3, -1.8, -0.6, 0.6, 1.8, 3, 4.2]) hang('movingHead', 9, 'heads', 'Moving head', [x, 5, -3], [x * 0.6, 0, 3.5])

export const venue: PlainVenue = {
  $schema: '../../docs/schema/venue.schema.json',
  schemaVersion: 1,
  id: 'living-room',
  name: 'Any room with a projector',
  outputs: {
    gauze: { order: 'a', kind: 'screen', name: 'Gauze', widthPx: 1920, heightPx: 1080, displayLatencyMs: 0, mirror: false, required: true },
    sound: { order: 'b', kind: 'sound', name: 'House sound', required: true },
  },
  targets: {
    desk: {
      order: 'a',
      kind: 'osc',
      name: 'Lighting desk',
      host: '127.0.0.1',
      port: 7770,
      profile: 'generic',
      latencyMs: 0,
      universes: [1],
      enabled: false,
    },
  },
  fixtures,
}
