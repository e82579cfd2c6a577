/**
 * grandMA3. UDP, no bundles; with a prefix in the desk's OSC set-up every address begins with it. `/cmd s "Go+ Sequence 1"` runs a
 * command, `/Page1/Fader201 f 0–100` moves a fader, `/Page1/Key201 i 1|0` presses and releases a key.
 * Source: MA Lighting, grandMA3 User Manual, "OSC". Levels of single fixtures have no address of their own there: send sACN or Art-Net.
 */
import type { OscTarget } from '@ghostlight/timeline'
import { type OscProfile, type PlannedMessage, pressAndRelease } from './profile.ts'

const prefixOf = (target: OscTarget): string => (target.prefix === undefined || target.prefix === '' ? '' : `/${target.prefix}`)

/** "/Page1/Key201": the last part is a key with its number. */
function isKey(address: string): boolean {
  const [, page, key, ...more] = address.split('/')
  return more.length === 0 && (page ?? '').startsWith('Page') && (key ?? '').startsWith('Key')
}

export const grandMa3Profile: OscProfile = {
  name: 'grandMa3',
  bundles: false,
  maxPacketBytes: 1472,
  transports: ['udp'],
  slot: () => null,
  fixture: () => null,
  trigger: (target, { address, args }): readonly PlannedMessage[] | string => {
    const prefix = prefixOf(target)
    const [, first] = address.split('/')
    if (first !== 'cmd' && !(first ?? '').startsWith('Page')) {
      return `grandMA3 listens to /cmd and /Page<number>/… only, and this is ${address}`
    }
    if (first === 'cmd' && args[0]?.type !== 's') return 'grandMA3 wants the command of /cmd as text (s)'
    if (isKey(address) && args.length === 0) return pressAndRelease(`${prefix}${address}`, 'i')
    return [{ address: `${prefix}${address}`, args, afterMs: 0 }]
  },
}
