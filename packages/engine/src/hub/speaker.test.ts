import type { Venue } from '@ghostlight/timeline'
import { describe, expect, it } from 'vitest'
import { createSpeakerChoice } from './speaker.ts'

const venue = { outputs: { screen: { kind: 'screen' }, speakers: { kind: 'sound' } } } as unknown as Venue
function setUp(waitForFormer = false) {
  const told: (string | null)[] = []
  return {
    told,
    choice: createSpeakerChoice(
      () => venue,
      (id) => told.push(id),
      { waitForFormer },
    ),
  }
}
const from = (clientId: string, output: string | null = null) => [{ clientId, output }, { wasSpeaking: false }] as const

describe('which page speaks', () => {
  it('the first stage page, and the next when it leaves', () => {
    const { choice, told } = setUp()
    choice.join(...from('a'))
    choice.join(...from('b'))
    expect(choice.current()).toBe('a')
    choice.leave('a')
    expect(choice.current()).toBe('b')
    choice.leave('b')
    expect(choice.current()).toBe(null)
    expect(told).toEqual(['a', 'b', null])
  })
  it('a page on the sound output takes the word from one on a screen, not from another sound output', () => {
    const { choice } = setUp()
    choice.join(...from('a', 'screen'))
    choice.join(...from('b', 'speakers'))
    expect(choice.current()).toBe('b')
    choice.join(...from('c', 'speakers'))
    expect(choice.current()).toBe('b')
  })
  it('when it leaves, another sound output comes before a screen that was there earlier', () => {
    const { choice } = setUp()
    choice.join(...from('a', 'screen'))
    choice.join(...from('b', 'speakers'))
    choice.join(...from('c', 'speakers'))
    choice.leave('b')
    expect(choice.current()).toBe('c')
  })
  it('after a restart the page that was speaking keeps the word, even if others come first', () => {
    const { choice } = setUp(true)
    choice.join(...from('a'))
    expect(choice.current()).toBe(null)
    choice.join({ clientId: 'b', output: null }, { wasSpeaking: true })
    expect(choice.current()).toBe('b')
  })
  it('a page whose line was cut goes on speaking when it is back, though its old socket is not known to be dead yet', () => {
    const { choice, told } = setUp()
    choice.join(...from('old', 'speakers'))
    choice.join(...from('b', 'screen'))
    choice.join({ clientId: 'new', output: 'speakers' }, { wasSpeaking: true })
    expect(choice.current()).toBe('new')
    choice.leave('old')
    expect(choice.current()).toBe('new')
    expect(told).toEqual(['old', 'new'])
  })
  it('but does not take the word from a page on another output that was given it meanwhile', () => {
    const { choice } = setUp()
    choice.join(...from('b', 'speakers'))
    choice.join({ clientId: 'new', output: 'screen' }, { wasSpeaking: true })
    expect(choice.current()).toBe('b')
  })
  it('and when it never comes back, another speaks', () => {
    const { choice } = setUp(true)
    choice.join(...from('a'))
    choice.stopWaiting()
    expect(choice.current()).toBe('a')
  })
  it('a page may take the word; a stranger may not', () => {
    const { choice } = setUp()
    choice.join(...from('a'))
    choice.join(...from('b'))
    expect(choice.take('b')).toBe(true)
    expect(choice.take('x')).toBe(false)
    expect(choice.current()).toBe('b')
  })
})
