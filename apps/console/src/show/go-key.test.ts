import { describe, expect, it } from 'vitest'
import { type KeyPress, type KeyState, keyDown, keysAtRest, keyUp, lockOutLeftMs, takesText } from './go-key.ts'

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  repeat: false,
  composing: false,
  modified: false,
  inTextField: false,
  ...more,
})
const show = { mode: 'show', letterKeys: true } as const
const edit = { mode: 'edit', letterKeys: false } as const

/** Feeds a run of presses and releases; returns what each meant. */
function play(steps: readonly (KeyPress | string)[], options: Parameters<typeof keyDown>[2] = show): string[] {
  let state: KeyState = keysAtRest
  return steps.map((step) => {
    const read = typeof step === 'string' ? keyUp(state, step) : keyDown(state, step, options)
    state = read.state
    return read.meaning
  })
}

describe('keys of the console', () => {
  it('U only begins to undo: down and up are told apart, and key repeat says nothing more', () => {
    expect(play([press('u'), press('u', { repeat: true }), 'u', press('U'), 'U'])).toEqual([
      'undoDown',
      'none',
      'undoUp',
      'undoDown',
      'undoUp',
    ])
    expect(play([press('u'), 'u'], edit)).toEqual(['none', 'none'])
  })

  it('Space is GO once per press: repeats are swallowed until it is let go', () => {
    expect(play([press(' '), press(' ', { repeat: true }), press(' ', { repeat: true }), ' ', press(' ')])).toEqual([
      'go',
      'swallow',
      'swallow',
      'swallow',
      'go',
    ])
  })
  it('a second Space before the first was let go is no GO, even if the system does not mark it as a repeat', () => {
    expect(play([press(' '), press(' ')])).toEqual(['go', 'swallow'])
  })
  it('Space in a text field types, in both modes', () => {
    expect(play([press(' ', { inTextField: true })])).toEqual(['none'])
    expect(play([press(' ', { inTextField: true })], edit)).toEqual(['none'])
  })
  it('Space while an input method composes belongs to the input method', () => {
    expect(play([press(' ', { composing: true })])).toEqual(['none'])
  })
  it('Space plays in Edit mode and is never GO there', () => {
    expect(play([press(' '), ' ', press(' ')], edit)).toEqual(['play', 'swallow', 'play'])
  })
  it('Space with Ctrl, Alt or Meta is left to the system', () => {
    expect(play([press(' ', { modified: true })])).toEqual(['none'])
  })
  it('Escape goes down once and comes up once, so that holding it can be timed', () => {
    expect(play([press('Escape'), press('Escape', { repeat: true }), 'Escape'])).toEqual(['panicDown', 'swallow', 'panicUp'])
  })
  it('Escape is panic also in a text field of Show mode, and not ours in Edit mode', () => {
    expect(play([press('Escape', { inTextField: true })])).toEqual(['panicDown'])
    expect(play([press('Escape')], edit)).toEqual(['none'])
  })
  it('letters are verbs only where they are switched on and nothing is typed', () => {
    expect(play([press('h'), press('H'), press('k'), press('q')])).toEqual(['holdOrResume', 'holdOrResume', 'blackout', 'none'])
    expect(play([press('h', { inTextField: true })])).toEqual(['none'])
    expect(play([press('h', { repeat: true })])).toEqual(['none'])
    expect(play([press('h')], { mode: 'show', letterKeys: false })).toEqual(['none'])
  })
  it('buttons, sliders and check boxes take no text; inputs, text areas and editable elements do', () => {
    expect(takesText({ tagName: 'BUTTON' })).toBe(false)
    expect(takesText({ tagName: 'INPUT', type: 'range' })).toBe(false)
    expect(takesText({ tagName: 'INPUT', type: 'text' })).toBe(true)
    expect(takesText({ tagName: 'INPUT' })).toBe(true)
    expect(takesText({ tagName: 'TEXTAREA' })).toBe(true)
    expect(takesText({ tagName: 'DIV', isContentEditable: true })).toBe(true)
    expect(takesText(null)).toBe(false)
  })
  it('the lock-out counts from the last GO that was accepted', () => {
    expect(lockOutLeftMs(null, 600, 1000)).toBe(0)
    expect(lockOutLeftMs(1000, 600, 1100)).toBe(500)
    expect(lockOutLeftMs(1000, 600, 1600)).toBe(0)
  })
})
