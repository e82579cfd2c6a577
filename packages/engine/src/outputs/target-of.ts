/** Targets given on the command line instead of in a venue file. */
import type { OscTarget, Venue } from '@ghostlight/timeline'

/**
 * `--osc-out host:port` as a target that gets every universe of the venue. IPv6 hosts stand in brackets: `[::1]:7770`.
 *
 * @returns null when the text is not host:port.
 */
export function targetOf(hostAndPort: string, venue: Venue): OscTarget | null {
  const colon = hostAndPort.lastIndexOf(':')
  const host = hostAndPort.slice(0, Math.max(0, colon)).replace('[', '').replace(']', '')
  const port = Number(hostAndPort.slice(colon + 1))
  if (colon <= 0 || host === '' || !Number.isInteger(port) || port < 1 || port > 65535) return null
  const universes = [...new Set(Object.values(venue.fixtures).map((fixture) => fixture.universe))].sort((a, b) => a - b)
  return {
    kind: 'osc',
    order: '~',
    name: hostAndPort,
    host,
    port,
    profile: 'generic',
    latencyMs: 0 as OscTarget['latencyMs'],
    universes,
    enabled: true,
  }
}
