/** Ghostlight's own addresses: OLA, media servers and anything one can teach an address. */
import type { OscProfile } from './profile.ts'

export const genericProfile: OscProfile = {
  name: 'generic',
  bundles: true,
  // What fits into one Ethernet frame over IPv4 UDP; longer datagrams are fragmented and lost as a whole when one part is.
  maxPacketBytes: 1472,
  transports: ['udp', 'tcpLength', 'tcpSlip'],
  slot: (target, universe, slot) =>
    target.universes.includes(universe)
      ? {
          address: (target.dmxAddress ?? '/ghostlight/dmx/{universe}/{slot}')
            .replaceAll('{universe}', String(universe))
            .replaceAll('{slot}', String(slot)),
          type: 'i',
          scale: 1,
        }
      : null,
  fixture: (target, fixtureNumber) =>
    (target.levels ?? true) ? { address: `/ghostlight/light/${fixtureNumber}`, type: 'f', scale: 1 } : null,
  trigger: (_target, message) => [{ ...message, afterMs: 0 }],
}
