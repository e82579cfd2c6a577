import type { Target, Venue } from '@ghostlight/timeline'
import { describe, expect, it } from 'vitest'
import { preflight } from './preflight.ts'
import { testEdition, testTarget } from './testing/show.ts'

interface Message {
  readonly address: string
  readonly args: readonly unknown[]
  readonly targetId?: string
}

/** "severity path code" of what is found; the cue "send" carries the messages. */
function found(targets: Readonly<Record<string, unknown>>, messages: readonly Message[]): string[] {
  const { show, venue } = testEdition({})
  const cue = { ...show.cues['send']!, action: { kind: 'osc', messages } }
  const documents = { show: { ...show, cues: { send: cue } }, songs: {}, venue: { ...venue, targets: targets as Venue['targets'] } }
  return preflight(documents as unknown as Parameters<typeof preflight>[0]).map(({ severity, path, code }) =>
    `${severity} ${path.replace('show.cues.send.action.', '')} ${code}`.trim(),
  )
}
const text = (length: number): Message => ({ address: '/eos/newcmd', args: [{ type: 's', value: 'x'.repeat(length) }] })
const desk = (profile: string, more: object): Target => testTarget(8000, { ...({ profile } as object), universes: [], ...more })
const sacn = (more: object) => ({ ...testTarget(5568, {}), profile: undefined, kind: 'sacn', ...more })

describe('preflight', () => {
  it('what every target takes is passed in silence', () => {
    const fire: Message = { address: '/eos/cue/1/5/fire', args: [] }
    expect(found({ generic: testTarget(7770, {}), eos: desk('eos', {}), node: sacn({}) }, [fire])).toEqual([])
  })

  it('600 bytes are refused for Eos and not for others; a disabled target is not asked', () => {
    expect(found({ eos: desk('eos', {}), any: testTarget(1, {}) }, [text(600)])).toEqual(['error messages.0 packet-too-long'])
    expect(found({ eos: desk('eos', { enabled: false }) }, [text(600)])).toEqual([])
  })

  it('a bundle is refused for grandMA3 and QLC+, not for Eos', () => {
    const targets = {
      ma: desk('grandMa3', { bundles: true }),
      qlc: desk('qlcPlus', { bundles: true }),
      eos: desk('eos', { bundles: true }),
    }
    expect(found(targets, [])).toEqual(['error venue.targets.ma.bundles bundle-refused', 'error venue.targets.qlc.bundles bundle-refused'])
  })

  it('a message meant for a desk that would do nothing with it is named; one meant for everybody is not', () => {
    const messages: Message[] = [
      { address: '/ghostlight/fx', args: [], targetId: 'eos' },
      { address: '/ghostlight/fx', args: [] },
      { address: '/cmd', args: [{ type: 'i', value: 1 }], targetId: 'ma' },
      { address: '/button', args: [{ type: 's', value: 'on' }], targetId: 'qlc' },
      { address: '/go', args: [], targetId: 'node' },
    ]
    const targets = { eos: desk('eos', {}), ma: desk('grandMa3', {}), qlc: desk('qlcPlus', {}), node: sacn({}) }
    expect(found(targets, messages)).toEqual([
      'warning messages.0 target-ignores',
      'warning messages.2 target-ignores',
      'warning messages.3 target-ignores',
      'error messages.4 not-an-osc-target',
    ])
  })

  it('what no desk could be sent is named once', () => {
    const messages: Message[] = [
      { address: '/a/', args: [] },
      { address: '/b', args: [{ type: 'i', value: 2 ** 31 }] },
    ]
    expect(found({ a: testTarget(1, {}), b: testTarget(2, {}) }, messages)).toEqual([
      'error messages.0 bad-osc',
      'error messages.1 bad-osc',
    ])
  })

  it('transports, prefixes and ports that a desk does not have are named', () => {
    const targets = {
      ma: desk('grandMa3', { transport: 'tcpSlip', universes: [1] }),
      eos: testTarget(3032, { profile: 'eos', universes: [], transport: 'tcpSlip', prefix: 'gma3' }),
    }
    expect(found(targets, [])).toEqual([
      'error venue.targets.ma.transport transport-refused',
      'warning venue.targets.ma.universes no-levels-over-osc',
      'warning venue.targets.eos.prefix prefix-unused',
      'warning venue.targets.eos.transport unusual-port',
    ])
  })

  it('universes that the protocol cannot number, or that one receiver would get twice, are named', () => {
    const targets = {
      low: sacn({ universeOffset: -1 }),
      node: { ...sacn({ universes: [1, 40000] }), kind: 'artnet' },
      a: sacn({ universes: [2] }),
      b: sacn({ universes: [1], universeOffset: 1 }),
      c: sacn({ host: 'multicast', universes: [2], interface: 'eth0' }),
    }
    expect(found(targets, [])).toEqual([
      'error venue.targets.low.universes universe-out-of-range',
      'error venue.targets.node.universes universe-out-of-range',
      'error venue.targets.c.interface bad-interface',
      'error venue.targets.b.universes universe-sent-twice',
    ])
  })
})
