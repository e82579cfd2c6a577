/**
 * ETC Eos family. TCP on port 3032 (each packet behind its length) or 3037 (SLIP) is preferred, UDP on the port of the desk's set-up works.
 * Source: ETC, Eos Family Online Help, "Using OSC with Eos" and "OSC Eos Control"; ETC, "Eos Integration via OSC" (512 bytes).
 * Every address begins with /eos; a key without argument is pressed and released by the desk itself.
 */
import type { OscProfile } from './profile.ts'

const SLOTS_PER_UNIVERSE = 512

export const eosProfile: OscProfile = {
  name: 'eos',
  bundles: true,
  maxPacketBytes: 512,
  transports: ['udp', 'tcpLength', 'tcpSlip'],
  // Eos numbers its addresses through all universes: slot 1 of universe 2 is 513.
  slot: (target, universe, slot) =>
    target.universes.includes(universe)
      ? { address: `/eos/addr/${(universe - 1) * SLOTS_PER_UNIVERSE + slot}/DMX`, type: 'i', scale: 1 }
      : null,
  fixture: (target, fixtureNumber) => (target.levels === true ? { address: `/eos/chan/${fixtureNumber}`, type: 'f', scale: 100 } : null),
  trigger: (_target, message) =>
    message.address.toLowerCase().startsWith('/eos/')
      ? [{ ...message, afterMs: 0 }]
      : `Eos listens to addresses that begin with /eos/ only, and this is ${message.address}`,
}
