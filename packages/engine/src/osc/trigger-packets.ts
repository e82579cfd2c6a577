/** One trigger as the packets that one OSC target gets for it. The planner sends them, the pre-flight tries them. */
import type { OscArg, OscTarget } from '@ghostlight/timeline'
import { encodeBundle, encodeMessage, OscError } from './encode.ts'
import { IMMEDIATELY } from './packet.ts'
import { profiles } from './profile/profiles.ts'

export interface TriggerPacket {
  readonly bytes: Uint8Array
  readonly afterMs: number
}

/**
 * @returns the packets in order, or in words why this desk has no use for the message.
 * @throws OscError when the message cannot be written, or not within what the desk takes.
 */
export function triggerPackets(
  target: OscTarget,
  message: { readonly address: string; readonly args: readonly OscArg[] },
): readonly TriggerPacket[] | string {
  const profile = profiles[target.profile]
  const parts = profile.trigger(target, message)
  if (typeof parts === 'string') return parts
  return parts.map(({ afterMs, ...part }) => {
    const bytes =
      target.bundles === true && profile.bundles ? encodeBundle({ timetag: IMMEDIATELY, elements: [part] }) : encodeMessage(part)
    if (bytes.length > profile.maxPacketBytes) {
      throw new OscError(
        'too-long',
        `${part.address} makes a packet of ${bytes.length} bytes, but ${target.name} (${profile.name}) takes ${profile.maxPacketBytes} at most`,
      )
    }
    return { bytes, afterMs }
  })
}
