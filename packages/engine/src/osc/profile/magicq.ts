/**
 * ChamSys MagicQ. UDP on the receive port of its network settings (8000 is usual). `/pb/1 f 0–1` or `i 0–100` moves the fader of a playback,
 * `/pb/1/go`, `/pause`, `/release` and `/pb/1/<cue>` need no value, `/pb/1/flash` is held by one and let go by 0. Addresses of the
 * desk's own Autom window may be anything, so nothing else is refused.
 * Source: ChamSys, MagicQ User Manual, "Open Sound Control (OSC)". Levels of single fixtures have no address there: send sACN or Art-Net.
 */
import { type OscProfile, pressAndRelease } from './profile.ts'

/** The built-in addresses reach this many playbacks. */
const PLAYBACKS = 10

export const magicQProfile: OscProfile = {
  name: 'magicQ',
  bundles: false,
  maxPacketBytes: 1472,
  transports: ['udp'],
  slot: () => null,
  fixture: () => null,
  trigger: (_target, { address, args }) => {
    const [, first, playback, verb] = address.split('/')
    if (first === 'pb') {
      const number = Number(playback)
      if (!(Number.isInteger(number) && number >= 1 && number <= PLAYBACKS))
        return `MagicQ has playbacks 1 to ${PLAYBACKS} under /pb, and this is ${address}`
      if (verb === 'flash' && args.length === 0) return pressAndRelease(address, 'i')
      const [level] = args
      if (verb === undefined && (level === undefined || level.type === 's'))
        return `MagicQ wants the level of ${address} with it: f 0–1 or i 0–100`
      if (verb === undefined && level?.type === 'f' && level.value > 1)
        return `MagicQ takes ${address} as f 0–1 or i 0–100, and this is f ${level.value}`
    }
    return [{ address, args, afterMs: 0 }]
  },
}
