/**
 * QLC+ 4. UDP on port 7700 for its first universe, 7701 for the second, and so on. Any path can be taught to a widget by "auto detect";
 * buttons want a press and a release, and a message without a number in it does nothing. Timetags are ignored, so nothing is bundled.
 * Source: QLC+ documentation, "OSC plugin"; seen with 4.12.6. Values go as floats 0–1, which it turns into 0–255.
 */
import { type OscProfile, pressAndRelease } from './profile.ts'

export const qlcPlusProfile: OscProfile = {
  name: 'qlcPlus',
  bundles: false,
  maxPacketBytes: 1472,
  transports: ['udp'],
  slot: (target, universe, slot) =>
    target.universes.includes(universe) ? { address: `/${universe - 1}/dmx/${slot - 1}`, type: 'f', scale: 1 / 255 } : null,
  fixture: (target, fixtureNumber) =>
    target.levels === true ? { address: `/ghostlight/light/${fixtureNumber}`, type: 'f', scale: 1 } : null,
  trigger: (_target, { address, args }) => {
    if (args.length === 0) return pressAndRelease(address, 'f')
    if (!args.some((arg) => arg.type !== 's')) return 'QLC+ does nothing with a message that has text only; give it a number'
    return [{ address, args, afterMs: 0 }]
  },
}
