/** Every desk profile by the same rules, then what is special about each. */
import type { OscTarget } from '@ghostlight/timeline'
import { describe, expect, it } from 'vitest'
import { testTarget } from '../../outputs/testing/show.ts'
import { decodePacket } from '../decode.ts'
import { encodeMessage } from '../encode.ts'
import { lengthFramed, slipFramed } from '../framing.ts'
import { triggerPackets } from '../trigger-packets.ts'
import { profiles } from './profiles.ts'

const target = (profile: OscTarget['profile'], more: Partial<OscTarget>): OscTarget => testTarget(8000, { profile, ...more })
/** "address value … +ms" of each packet, or why there is none. */
function sent(to: OscTarget, address: string, args: Parameters<typeof triggerPackets>[1]['args']): readonly string[] | string {
  const packets = triggerPackets(to, { address, args })
  if (typeof packets === 'string') return packets
  return packets.map(({ bytes, afterMs }) => {
    const decoded = decodePacket(bytes)
    if (!decoded.ok) throw new Error(decoded.reason)
    return `${decoded.messages.map((m) => [m.address, ...m.args.map((arg) => ('value' in arg ? arg.value : arg.type))].join(' '))} +${afterMs}`
  })
}

describe('every desk profile', () => {
  for (const [name, profile] of Object.entries(profiles)) {
    it(`${name}: calls itself so, its levels can be encoded and fit, and a desk without levels gets none of them`, () => {
      expect(profile.name).toBe(name)
      const full = target(name as OscTarget['profile'], { universes: [1, 16], levels: true })
      for (const state of [profile.slot(full, 1, 1), profile.slot(full, 16, 512), profile.fixture(full, 9999)]) {
        if (state === null) continue
        const bytes = encodeMessage({ address: state.address, args: [{ type: state.type, value: 0 }] })
        expect(bytes.length).toBeLessThanOrEqual(profile.maxPacketBytes)
      }
      expect(profile.slot(full, 2, 1)).toBeNull()
      expect(profile.fixture({ ...full, levels: false }, 1)).toBeNull()
    })
  }
})

describe('triggers', () => {
  it('generic: as they stand in the show, as a bundle when asked for', () => {
    expect(sent(target('generic', {}), '/a', [{ type: 'f', value: 1 }])).toEqual(['/a 1 +0'])
    const [bundle] = triggerPackets(target('generic', { bundles: true }), { address: '/a', args: [] })
    expect(Buffer.from((bundle as { readonly bytes: Uint8Array }).bytes.subarray(0, 7)).toString()).toBe('#bundle')
  })

  it('Eos: what begins with /eos/, addresses counted through all universes', () => {
    expect(sent(target('eos', {}), '/eos/cue/1/2.5/fire', [])).toEqual(['/eos/cue/1/2.5/fire +0'])
    expect(sent(target('eos', {}), '/cmd', [])).toContain('/eos/')
    expect(profiles.eos.slot(target('eos', { universes: [2] }), 2, 1)).toMatchObject({ address: '/eos/addr/513/DMX' })
    expect(() => triggerPackets(target('eos', {}), { address: '/eos/newcmd', args: [{ type: 's', value: 'x'.repeat(600) }] })).toThrow(
      '620 bytes',
    )
  })

  it('grandMA3: behind its prefix; a key without a value is pressed and released; never a bundle', () => {
    const desk = target('grandMa3', { prefix: 'gma3', bundles: true })
    expect(sent(desk, '/cmd', [{ type: 's', value: 'Go+ Sequence 1' }])).toEqual(['/gma3/cmd Go+ Sequence 1 +0'])
    expect(sent(desk, '/Page1/Key201', [])).toEqual(['/gma3/Page1/Key201 1 +0', '/gma3/Page1/Key201 0 +50'])
    expect(sent(desk, '/Page1/Key201', [{ type: 'i', value: 1 }])).toEqual(['/gma3/Page1/Key201 1 +0'])
    expect(sent(desk, '/Page1/Fader201', [{ type: 'f', value: 50 }])).toEqual(['/gma3/Page1/Fader201 50 +0'])
    expect(sent(desk, '/eos/ping', [])).toContain('grandMA3 listens')
  })

  it('MagicQ: ten playbacks with a level or a verb; flash is held and let go; its Autom window may take anything', () => {
    const desk = target('magicQ', {})
    expect(sent(desk, '/pb/1/go', [])).toEqual(['/pb/1/go +0'])
    expect(sent(desk, '/pb/10', [{ type: 'f', value: 0.5 }])).toEqual(['/pb/10 0.5 +0'])
    expect(sent(desk, '/pb/2', [{ type: 'i', value: 80 }])).toEqual(['/pb/2 80 +0'])
    expect(sent(desk, '/pb/2/flash', [])).toEqual(['/pb/2/flash 1 +0', '/pb/2/flash 0 +50'])
    expect(sent(desk, '/confetti', [])).toEqual(['/confetti +0'])
    expect(sent(desk, '/pb/11/go', [])).toContain('playbacks 1 to 10')
    expect(sent(desk, '/pb/2', [])).toContain('wants the level')
    expect(sent(desk, '/pb/2', [{ type: 'f', value: 80 }])).toContain('f 0–1 or i 0–100')
  })

  it('QLC+: a message without a number becomes press and release', () => {
    expect(sent(target('qlcPlus', {}), '/cue/next', [])).toEqual(['/cue/next 1 +0', '/cue/next 0 +50'])
    expect(sent(target('qlcPlus', {}), '/fader', [{ type: 'f', value: 0.5 }])).toEqual(['/fader 0.5 +0'])
    expect(profiles.qlcPlus.slot(target('qlcPlus', { universes: [1] }), 1, 512)).toMatchObject({ address: '/0/dmx/511', scale: 1 / 255 })
  })
})

describe('framing', () => {
  it('the length of a packet stands before it, high byte first', () => {
    expect([...lengthFramed(Uint8Array.of(1, 2, 3, 4))]).toEqual([0, 0, 0, 4, 1, 2, 3, 4])
  })

  it('SLIP: an END before and after; END and ESC inside are escaped', () => {
    expect([...slipFramed(Uint8Array.of(1, 0xc0, 2, 0xdb))]).toEqual([0xc0, 1, 0xdb, 0xdc, 2, 0xdb, 0xdd, 0xc0])
  })
})
