/** Values and packets of every kind, for properties. */
import fc from 'fast-check'
import type { OscBundle, OscMessage, OscValue } from '../packet.ts'

type Message = Pick<OscMessage, 'address' | 'args'>

const text = fc.string({ unit: 'binary' }).filter((one) => !one.includes('\0') && one.isWellFormed())
const timetag = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })

/** What osc-js packs, and 64-bit zeros. */
export const commonValue: fc.Arbitrary<OscValue> = fc.oneof(
  fc.record({ type: fc.constant('i' as const), value: fc.integer({ min: -0x8000_0000, max: 0x7fff_ffff }) }),
  fc.record({ type: fc.constant('f' as const), value: fc.float({ noNaN: true }) }),
  fc.record({ type: fc.constant('f' as const), value: fc.integer({ min: -100, max: 100 }) }),
  fc.record({ type: fc.constant('d' as const), value: fc.double({ noNaN: true }) }),
  fc.record({ type: fc.constant('s' as const), value: text }),
  fc.record({ type: fc.constant('b' as const), value: fc.uint8Array({ maxLength: 40 }) }),
  fc.record({ type: fc.constant('h' as const), value: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }) }),
  fc.record({ type: fc.constant('t' as const), value: timetag }),
  fc.record({ type: fc.constantFrom('T' as const, 'F' as const, 'N' as const, 'I' as const) }),
)

/** Of every type but arrays and colours. */
export const plainValue: fc.Arbitrary<OscValue> = fc.oneof(
  { arbitrary: commonValue, weight: 3 },
  fc.record({ type: fc.constant('S' as const), value: text }),
  fc.record({ type: fc.constant('c' as const), value: fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 1 }) }),
  fc.record({ type: fc.constant('m' as const), value: fc.uint8Array({ minLength: 4, maxLength: 4 }) }),
)

/** Of every type, arrays in arrays included. */
export const { anyValue } = fc.letrec<{ anyValue: OscValue }>((tie) => ({
  anyValue: fc.oneof(
    { maxDepth: 3 },
    plainValue,
    fc.record({ type: fc.constant('r' as const), value: fc.integer({ min: 0, max: 0xffff_ffff }) }),
    fc.record({ type: fc.constant('[' as const), values: fc.array(tie('anyValue'), { maxLength: 4 }) }),
  ),
}))

export const address = fc.constantFrom('/a', '/ghostlight/dmx/1/3', '/舞台/灯', '/abc')

export const messageOf = (value: fc.Arbitrary<OscValue>): fc.Arbitrary<Message> =>
  fc.record({ address, args: fc.array(value, { maxLength: 8 }) })

/** Bundles in bundles. */
export const bundleOf = (value: fc.Arbitrary<OscValue>): fc.Arbitrary<OscBundle> =>
  fc.letrec<{ bundle: OscBundle }>((tie) => ({
    bundle: fc.record({
      timetag,
      elements: fc.array(fc.oneof({ maxDepth: 4 }, messageOf(value), tie('bundle')), { maxLength: 4 }),
    }),
  })).bundle

/** The messages in it, in order, each with the time of its innermost bundle. */
export const unfolded = (packet: Message | OscBundle, at: bigint | null): readonly OscMessage[] =>
  'elements' in packet
    ? packet.elements.flatMap((element) => unfolded(element, packet.timetag))
    : [{ address: packet.address, args: packet.args, timetag: at }]
