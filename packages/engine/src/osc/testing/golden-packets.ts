/**
 * Packets and the bytes they are, as others write them: liblo 0.31 (Debian; `liblo.test.ts` asks it again where it is installed), and for
 * colours and arrays, which liblo does not know, the npm package `osc` 2.4.5. Source of all: Open Sound Control Specification 1.0.
 */
import type { OscBundle, OscMessage } from '../packet.ts'

export interface GoldenPacket {
  readonly what: string
  readonly packet: Pick<OscMessage, 'address' | 'args'> | OscBundle
  readonly hex: string
  readonly by: 'liblo' | 'osc'
}

export const goldenPackets: readonly GoldenPacket[] = [
  { what: 'no arguments', packet: { address: '/ghostlight/go', args: [] }, hex: '2f67686f73746c696768742f676f00002c000000', by: 'liblo' },
  {
    what: 'integers at their ends',
    packet: {
      address: '/a',
      args: [
        { type: 'i', value: -2147483648 },
        { type: 'i', value: -1 },
        { type: 'i', value: 0 },
        { type: 'i', value: 2147483647 },
      ],
    },
    hex: '2f6100002c6969696900000080000000ffffffff000000007fffffff',
    by: 'liblo',
  },
  {
    what: 'floats, whole ones among them',
    packet: {
      address: '/a',
      args: [
        { type: 'f', value: 1 },
        { type: 'f', value: -0.5 },
        { type: 'f', value: 3.4028234663852886e38 },
        { type: 'f', value: Number.POSITIVE_INFINITY },
      ],
    },
    hex: '2f6100002c666666660000003f800000bf0000007f7fffff7f800000',
    by: 'liblo',
  },
  {
    what: 'doubles',
    packet: {
      address: '/a',
      args: [
        { type: 'd', value: 1 },
        { type: 'd', value: 0.1 },
        { type: 'd', value: -1.7976931348623157e308 },
      ],
    },
    hex: '2f6100002c646464000000003ff00000000000003fb999999999999affefffffffffffff',
    by: 'liblo',
  },
  {
    what: 'texts of every padding',
    packet: {
      address: '/a',
      args: [
        { type: 's', value: '' },
        { type: 's', value: 'a' },
        { type: 's', value: 'abc' },
        { type: 's', value: 'abcd' },
      ],
    },
    hex: '2f6100002c737373730000000000000061000000616263006162636400000000',
    by: 'liblo',
  },
  {
    what: 'Japanese',
    packet: {
      address: '/舞台/灯',
      args: [
        { type: 's', value: '歌うホタル' },
        { type: 's', value: '光' },
      ],
    },
    hex: '2fe8889ee58fb02fe781af002c737300e6ad8ce38186e3839be382bfe383ab00e5858900',
    by: 'liblo',
  },
  {
    what: 'blobs of every padding',
    packet: {
      address: '/a',
      args: [
        { type: 'b', value: Uint8Array.of(1) },
        { type: 'b', value: Uint8Array.of(1, 2, 3, 4, 5) },
        { type: 'b', value: Uint8Array.of(0, 255, 0, 255) },
      ],
    },
    hex: '2f6100002c6262620000000000000001010000000000000501020304050000000000000400ff00ff',
    by: 'liblo',
  },
  {
    what: '64-bit integers',
    packet: {
      address: '/a',
      args: [
        { type: 'h', value: -9223372036854775808n },
        { type: 'h', value: 0n },
        { type: 'h', value: 1099511627776n },
        { type: 'h', value: 9223372036854775807n },
      ],
    },
    hex: '2f6100002c686868680000008000000000000000000000000000000000000100000000007fffffffffffffff',
    by: 'liblo',
  },
  {
    what: 'timetags as arguments',
    packet: {
      address: '/a',
      args: [
        { type: 't', value: 1n },
        { type: 't', value: 0n },
        { type: 't', value: 17088666083897901056n },
      ],
    },
    hex: '2f6100002c7474740000000000000000000000010000000000000000ed27234380000000',
    by: 'liblo',
  },
  {
    what: 'symbol and character',
    packet: {
      address: '/a',
      args: [
        { type: 'S', value: 'sym' },
        { type: 'c', value: 'a' },
        { type: 'c', value: '~' },
      ],
    },
    hex: '2f6100002c5363630000000073796d00000000610000007e',
    by: 'liblo',
  },
  {
    what: 'MIDI',
    packet: { address: '/a', args: [{ type: 'm', value: Uint8Array.of(1, 144, 60, 127) }] },
    hex: '2f6100002c6d000001903c7f',
    by: 'liblo',
  },
  {
    what: 'those without bytes',
    packet: { address: '/a', args: [{ type: 'T' }, { type: 'F' }, { type: 'N' }, { type: 'I' }] },
    hex: '2f6100002c54464e49000000',
    by: 'liblo',
  },
  {
    what: 'all at once',
    packet: {
      address: '/all',
      args: [
        { type: 'i', value: -7 },
        { type: 'f', value: 0.5 },
        { type: 's', value: '歌' },
        { type: 'b', value: Uint8Array.of(1, 2, 3) },
        { type: 'h', value: 5n },
        { type: 'd', value: 1.5 },
        { type: 'S', value: 's' },
        { type: 'c', value: 'x' },
        { type: 'm', value: Uint8Array.of(0, 176, 7, 64) },
        { type: 't', value: 1n },
        { type: 'T' },
        { type: 'F' },
        { type: 'N' },
        { type: 'I' },
      ],
    },
    hex: '2f616c6c000000002c69667362686453636d7454464e4900fffffff93f000000e6ad8c00000000030102030000000000000000053ff8000000000000730000000000007800b007400000000000000001',
    by: 'liblo',
  },
  {
    what: 'a bundle for now',
    packet: {
      timetag: 1n,
      elements: [
        { address: '/a', args: [{ type: 'f', value: 1 }] },
        { address: '/b', args: [] },
      ],
    },
    hex: '2362756e646c650000000000000000010000000c2f6100002c6600003f800000000000082f6200002c000000',
    by: 'liblo',
  },
  {
    what: 'a bundle for later, to a fraction of a second',
    packet: { timetag: 17088666082824159233n, elements: [{ address: '/a', args: [{ type: 's', value: '光' }] }] },
    hex: '2362756e646c6500ed272343400000010000000c2f6100002c730000e5858900',
    by: 'liblo',
  },
  { what: 'an empty bundle', packet: { timetag: 1n, elements: [] }, hex: '2362756e646c65000000000000000001', by: 'liblo' },
  {
    what: 'bundles in bundles, with siblings behind them',
    packet: {
      timetag: 1n,
      elements: [
        { address: '/a', args: [{ type: 'i', value: 1 }] },
        {
          timetag: 17088666081750417413n,
          elements: [
            { address: '/in', args: [{ type: 'i', value: 2 }] },
            { timetag: 17088666086045384710n, elements: [{ address: '/in/in', args: [{ type: 'i', value: 3 }] }] },
            { address: '/in', args: [{ type: 'i', value: 4 }] },
          ],
        },
        { address: '/b', args: [{ type: 'i', value: 5 }] },
      ],
    },
    hex: '2362756e646c650000000000000000010000000c2f6100002c69000000000001000000582362756e646c6500ed272343000000050000000c2f696e002c69000000000002000000242362756e646c6500ed27234400000006000000102f696e2f696e00002c690000000000030000000c2f696e002c690000000000040000000c2f6200002c69000000000005',
    by: 'liblo',
  },
  {
    what: 'a colour',
    packet: { address: '/colour', args: [{ type: 'r', value: 0xff8040ff }] },
    hex: '2f636f6c6f7572002c720000ff8040ff',
    by: 'osc',
  },
  {
    what: 'arrays in arrays',
    packet: {
      address: '/list',
      args: [
        {
          type: '[',
          values: [
            { type: 'i', value: 1 },
            {
              type: '[',
              values: [
                { type: 'f', value: 2.5 },
                { type: 's', value: 'x' },
              ],
            },
            { type: 'T' },
          ],
        },
      ],
    },
    hex: '2f6c6973740000002c5b695b66735d545d000000000000014020000078000000',
    by: 'osc',
  },
]
