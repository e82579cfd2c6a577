/** Prints docs/osc.md from the table of addresses: node scripts/run-ts.mjs packages/engine/src/osc/document.ts */
import { writeFileSync } from 'node:fs'
import { incomingAddresses, outgoingAddresses } from './address.ts'
import { profiles } from './profile/profiles.ts'

/** The whole page. The same table gives the same bytes. */
export function oscPage(): string {
  const row = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return `${[
    '# OSC',
    '',
    '<!-- Printed from packages/engine/src/osc/address.ts by `node scripts/run-ts.mjs packages/engine/src/osc/document.ts`. -->',
    '',
    'Ghostlight speaks Open Sound Control 1.0 over UDP. It listens on port 4401 (`--osc-port`) and sends to the targets of the venue',
    'and to `--osc-out host:port`.',
    '',
    '## In',
    '',
    'Every message goes through the same gate as the console: it can be refused (double GO, nothing standing by), and what is accepted is',
    'logged with the sender’s address. Address patterns (`*`, `?`, `[…]`, `{…}`) are understood when they mean exactly one address.',
    'Bundles are unfolded and acted upon when they arrive, whatever their timetag; argument types i, f, d and h are interchangeable.',
    'A packet that is malformed anywhere is dropped as a whole and counted.',
    '',
    row(['address', 'arguments', 'meaning']),
    row(['---', '---', '---']),
    ...incomingAddresses.map((entry) => row([`\`${entry.address}\``, entry.args, entry.meaning])),
    '',
    '## Out',
    '',
    'Levels are *states*: sent when they change, once more a tenth of a second after they settled, then every two seconds, and asserted',
    'again after a restart or when a target comes back. Messages of cues are *edges*: sent at most once. Packets are plain messages, one',
    'datagram each, sent at their time minus the `latencyMs` of the target. A target that refuses packets is shown as down, knocked at',
    'twice a second, and never delays another.',
    '',
    row(['address', 'arguments', 'meaning']),
    row(['---', '---', '---']),
    ...outgoingAddresses.map((entry) => row([entry.address === 'any' ? 'any' : `\`${entry.address}\``, entry.args, entry.meaning])),
    '',
    '## Profiles',
    '',
    row(['profile', 'bundles', 'largest datagram']),
    row(['---', '---', '---']),
    ...Object.values(profiles).map((profile) => row([profile.name, profile.bundles ? 'yes' : 'no', `${profile.maxPacketBytes} bytes`])),
    '',
    '## sACN and Art-Net',
    '',
    'A target of the kind `sacn` or `artnet` receives its universes whole, through the same thread: when a slot changes, at most 44 times a',
    'second, three times in all, then every 0.9 s. sACN (ANSI E1.31-2018) goes to a host or, with the host `multicast`, to the group of',
    'each universe; its packets carry the `priority` of the target (100) and a sender’s id that stays the same over restarts, and three',
    'packets with the “stream terminated” bit end it. Art-Net (ArtDmx, protocol 14) goes to a node or a broadcast address; nodes are not',
    'discovered. `universeOffset` is added to our universe number on the wire. Neither carries messages of cues.',
    '',
    '## Where osc-js is used',
    '',
    'osc-js 2.4.1 encodes what Ghostlight sends, behind `packages/engine/src/osc/encode.ts`, which holds it to the specification (typed',
    'floats, UTF-8 text, 32-bit range, timetags with fractions). Bytes from the network never reach it: its decoder loses siblings of',
    'nested bundles, rounds timetags to seconds, and a 16-byte packet can keep its address matching busy for a second, doubling with',
    'every further character. `decode.ts` reads instead, in a number of steps proportional to the length of the packet.',
  ].join('\n')}\n`
}

/** Writes docs/osc.md, from the root of the repository. */
export function main(): void {
  writeFileSync('docs/osc.md', oscPage())
}
