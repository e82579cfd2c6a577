/** Prints docs/osc.md from the table of addresses: node scripts/run-ts.mjs packages/engine/src/osc/document.ts */
import { writeFileSync } from 'node:fs'
import { ms, type OscTarget } from '@ghostlight/timeline'
import { feedbackMessages } from '../inputs/osc-feedback.ts'
import { roundMs, valuesPerRound } from '../runner/faders.ts'
import { incomingAddresses, outgoingAddresses } from './address.ts'
import type { OscProfile, StateAddress } from './profile/profile.ts'
import { profiles } from './profile/profiles.ts'

const exampleTarget: OscTarget = {
  kind: 'osc',
  order: 'a',
  name: 'Desk',
  host: '127.0.0.1',
  port: 8000,
  profile: 'generic',
  latencyMs: ms(0),
  universes: [1],
  enabled: true,
}

/** Said by asking the profile, so that the page cannot lie. */
function profileCells(profile: OscProfile): readonly string[] {
  const state = (found: StateAddress | null) => (found === null ? 'no' : `\`${found.address} ${found.type}\``)
  const unasked = profile.fixture(exampleTarget, 1)
  const asked = profile.fixture({ ...exampleTarget, levels: true }, 1)
  const press = profile.trigger(exampleTarget, { address: '/Page1/Key201', args: [] })
  return [
    profile.name,
    profile.bundles ? 'with `bundles`' : 'never',
    `${profile.maxPacketBytes} bytes`,
    profile.transports.join(', '),
    state(profile.slot(exampleTarget, 1, 1)),
    unasked === null && asked !== null ? `${state(asked)}, with \`levels\`` : state(asked),
    typeof press !== 'string' && press.length > 1 ? `1, and 0 after ${press[1]!.afterMs} ms` : 'as it is',
  ]
}

/** The whole page. The same table gives the same bytes. */
export function oscPage(): string {
  const row = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return `${[
    '# OSC',
    '',
    '<!-- Printed from packages/engine/src/osc/address.ts by `node scripts/run-ts.mjs packages/engine/src/osc/document.ts`. -->',
    '',
    'Ghostlight speaks Open Sound Control 1.0 over UDP, and over TCP to desks that want it. It listens on port 4401 (`--osc-port`) and sends to the targets of the venue',
    'and to `--osc-out host:port`.',
    '',
    '## In',
    '',
    'Every message goes through the same gate as the console: it can be refused (double GO, nothing standing by), and what is accepted is',
    'logged with the sender’s address. Address patterns (`*`, `?`, `[…]`, `{…}`) are understood when they mean exactly one address.',
    'Bundles are unfolded and acted upon when they arrive, whatever their timetag; argument types i, f, d and h are interchangeable.',
    'A packet that is malformed anywhere is dropped as a whole and counted.',
    '',
    `Faders (\`take/dmx\`, \`grandmaster\`) may speak as often as they like: each is logged at once, then with its newest value every ${roundMs} ms`,
    `(${valuesPerRound} values in that time for all faders together, in turn), its last value always; what is so already is not logged. Whatever else is sent`,
    'finds the faders before it carried out.',
    '',
    'This machine may always command. With `--host` others can reach the port: only those named by `--osc-allow` are heard, addresses or',
    'networks (`--osc-allow 192.168.1.20 --osc-allow 10.1.0.0/16`). Packets of anybody else are not read; the console says how many there were',
    'and from where. An address is no proof of identity: who can forge packets in the network can forge GO, so give the show a network of its own.',
    '',
    row(['address', 'arguments', 'meaning']),
    row(['---', '---', '---']),
    ...incomingAddresses.map((entry) => row([`\`${entry.address}\``, entry.args, entry.meaning])),
    '',
    '## Feedback',
    '',
    'Whoever may command can also listen: `/ghostlight/subscribe` (optionally `i`: the port to answer at, else the one it was sent from). All',
    'of this is told at once, then what changes. It ends after 30 seconds unless it is asked for again, or with `/ghostlight/unsubscribe`;',
    'there is room for 32.',
    '',
    row(['address', 'arguments', 'meaning']),
    row(['---', '---', '---']),
    ...Object.entries(feedbackMessages).map(([address, { args, meaning }]) => row([`\`${address}\``, args, meaning])),
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
    'What a target is (`profile` in the venue) decides what it is sent. `check` tries every message of the show against every target',
    'before the evening and names what a desk would refuse or ignore.',
    '',
    row(['profile', 'bundles', 'largest packet', 'reached over', 'DMX levels', 'fixture levels', 'a message without arguments']),
    row(['---', '---', '---', '---', '---', '---', '---']),
    ...Object.values(profiles).map((profile) => row(profileCells(profile))),
    '',
    'Over TCP each packet stands behind its length (`tcpLength`, OSC 1.0) or between SLIP ENDs (`tcpSlip`, OSC 1.1); the connection is',
    'made again every second while it is down. Desks were not at hand: Eos, grandMA3 and MagicQ are written by their manuals.',
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
    'osc-js 2.4.1 packs the messages that Ghostlight sends, of the types `i f d s b h t T F N I`, behind `packages/engine/src/osc/encode.ts`,',
    'which holds it to the specification (typed floats, UTF-8 text, 32 and 64-bit ranges). What it refuses or gets wrong is written by `write.ts`:',
    'the types `S c r m`, arrays, a 64-bit zero, and bundles, whose timetags it takes in whole milliseconds only. On what both can write they agree byte for',
    'byte, which a test holds. Bytes from the network never reach osc-js: its decoder loses siblings of nested bundles, rounds timetags to',
    'seconds, and a 16-byte packet can keep its address matching busy for a second, doubling with every further character. `decode.ts` reads',
    'instead, in a number of steps proportional to the length of the packet, and `match.ts` matches address patterns without regular',
    'expressions, in at most pattern length × address length steps.',
    '',
    '## Conformance',
    '',
    'liblo 0.31 and Ghostlight write the same bytes and read the same values, both ways: every type that liblo has (`i f d s S b h t c m T F N I`),',
    'Japanese text, bundles in bundles with siblings behind them, timetags for now and to a fraction of a second later; liblo keeps a bundle of',
    'ours until its timetag. `packages/engine/src/osc/liblo.test.ts` asks the library itself (Python 3 and `liblo7`; `liblo-tools` for the same',
    'over UDP) and is skipped, with a word, where it is missing. Colours (`r`) and arrays, which liblo does not know, are held against the npm',
    'package `osc` 2.4.5. The bytes of both stand in `testing/golden-packets.ts`, so that every machine is held to them.',
    '',
    '`npm run bench osc` spoils a million packets: nothing throws, no packet costs more than four decoder steps a byte, the heap stays flat.',
  ].join('\n')}\n`
}

/** Writes docs/osc.md, from the root of the repository. */
export function main(): void {
  writeFileSync('docs/osc.md', oscPage())
}
