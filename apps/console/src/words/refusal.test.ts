import { type CommandResult, type Decision, ms, type Refusal, type SaidValues } from '@ghostlight/timeline'
import { describe, expect, it } from 'vitest'
import { sayDecision, sayRemark, tellRefusal } from '../commands.ts'
import { en } from './en.ts'
import { ja } from './ja.ts'

/** What the engine gives with each refusal, and which of it a person must read. */
const told: readonly (readonly [Refusal, SaidValues, readonly string[]])[] = [
  ['unknown-cue', { cue: '12.5' }, ['12.5']],
  ['unknown-segment', { segment: 'encore', known: 'one, two' }, ['encore', 'one', 'two']],
  ['unexpected-cue', { expected: '3', standby: '4' }, ['3', '4']],
  ['locked-out', { lockOutMs: 600 }, ['0.6']],
  ['already-leaving', { pass: 7 }, ['7']],
  ['disarmed', { cue: '8' }, ['8']],
  ['unknown-output', { output: 'wall', known: 'gauze' }, ['wall', 'gauze']],
  ['unknown-fixture', { fixture: 'spot9' }, ['spot9']],
  ['not-taken', { what: 'channel 1/24' }, ['channel 1/24']],
  ['bad-position', { positionMs: 99_000, lengthMs: 61_500 }, ['99.0', '61.5']],
  ['assets-missing', { loading: 'Gauze', absent: 'Wall' }, ['Gauze', 'Wall']],
  ['bad-command', { field: 'levelUnit', given: 2, least: 0, most: 1 }, ['0', '1', '2']],
]
const refused = (reason: Refusal, values?: SaidValues): CommandResult & { ok: false } => ({
  ok: false,
  reason,
  message: 'English of the engine',
  ...(values === undefined ? {} : { values }),
})

describe('why a command was refused', () => {
  it.each(told)('"%s" says what it is about in both languages', (reason, values, parts) => {
    for (const words of [en, ja]) for (const part of parts) expect(tellRefusal(refused(reason, values), words)).toContain(part)
    expect(tellRefusal(refused(reason, values), ja)).toMatch(/[ぁ-ん]/)
  })

  it('without values every reason is told plainly, and in Japanese without a word of the engine', () => {
    for (const reason of Object.keys(en.refusal) as Refusal[]) {
      for (const words of [en, ja]) expect(tellRefusal(refused(reason), words), reason).not.toMatch(/undefined|NaN|English of/)
      expect(tellRefusal(refused(reason), ja), reason).toMatch(/[ぁ-ん]/)
    }
  })

  it('a section that cannot repeat says which of four things stands in the way', () => {
    for (const words of [en, ja]) {
      const ways = ['ended', 'passed', 'in-vamp', 'no-section'].map((why) => tellRefusal(refused('no-section', { why }), words))
      expect(new Set(ways).size).toBe(4)
    }
  })

  it('what a newer engine says of which this page knows nothing is passed on', () => {
    expect(tellRefusal(refused('of-tomorrow' as Refusal), ja)).toBe('English of the engine')
  })
})

describe('what a vamp did', () => {
  const vamp: Decision = { kind: 'vamp', sectionId: 'verse' }
  const names = {
    cue: () => ({ number: '', name: '' }),
    section: (id: string) => (id === 'verse' ? { section: 'Verse', song: 'Sakura' } : null),
  }

  it('section and song are named, so that nobody takes the ending song for the next one', () => {
    for (const words of [en, ja]) {
      expect(sayDecision(vamp, words, names)).toContain('Verse')
      expect(sayDecision(vamp, words, names)).toContain('Sakura')
      expect(sayDecision({ kind: 'vamp', sectionId: 'lost' }, words, names)).toBe(words.say.vamp)
    }
  })

  it('pressed within the lead of the next song, it says which music it means', () => {
    const entry = { decision: vamp, acceptedAtMs: ms(100), atMs: ms(160) }
    for (const words of [en, ja]) expect(sayRemark(entry, 'means the music that is about to begin', words)).toBe(words.say.comingMusic)
  })
})
