/**
 * What a key means in each mode, as a pure state machine. The shell feeds it every keydown and keyup of the window,
 * in the capture phase, so that no widget can swallow GO.
 *
 * Show mode: Space is GO, once per press; key repeat is ignored and only letting go re-arms it. Space in a text field types.
 * Escape held for 600 ms, or pressed twice within 3 s, is panic; U held as long, or pressed twice within 2 s, undoes the last GO.
 * Edit mode: Space plays; Escape lets go of the selection.
 * A key that belongs to an input method (composition) is never ours.
 */
export type Mode = 'show' | 'edit' | 'setUp'

export interface KeyPress {
  readonly key: string
  readonly repeat: boolean
  /** `event.isComposing || event.keyCode === 229`: an input method is at work. */
  readonly composing: boolean
  /** Ctrl, Alt or Meta is down. */
  readonly modified: boolean
  readonly inTextField: boolean
}

export type KeyMeaning =
  | 'none'
  /** Ours, and nothing happens: a repeat, or not re-armed. The default action must still be prevented. */
  | 'swallow'
  | 'go'
  | 'play'
  | 'panicDown'
  | 'panicUp'
  | 'back'
  | 'holdOrResume'
  | 'devamp'
  | 'blackout'
  | 'freeze'
  | 'undoDown'
  | 'undoUp'
  | 'locate'

/** Space is armed again once it has been let go of. */
export interface KeyState {
  readonly spaceDown: boolean
  readonly escapeDown: boolean
  readonly undoDown: boolean
}
export const keysAtRest: KeyState = { spaceDown: false, escapeDown: false, undoDown: false }

const letters: Readonly<Record<string, KeyMeaning>> = {
  b: 'back',
  h: 'holdOrResume',
  d: 'devamp',
  k: 'blackout',
  f: 'freeze',
  l: 'locate',
}

export function keyDown(
  state: KeyState,
  press: KeyPress,
  options: { readonly mode: Mode; readonly letterKeys: boolean },
): { readonly state: KeyState; readonly meaning: KeyMeaning } {
  if (press.composing || press.modified) return { state, meaning: 'none' }
  if (press.key === ' ') {
    if (press.inTextField) return { state, meaning: 'none' }
    if (press.repeat || state.spaceDown) return { state: { ...state, spaceDown: true }, meaning: 'swallow' }
    return { state: { ...state, spaceDown: true }, meaning: options.mode === 'show' ? 'go' : 'play' }
  }
  if (options.mode === 'edit') return { state, meaning: 'none' }
  if (press.key === 'Escape') {
    if (press.repeat || state.escapeDown) return { state, meaning: 'swallow' }
    return { state: { ...state, escapeDown: true }, meaning: 'panicDown' }
  }
  if (press.inTextField || press.repeat || !options.letterKeys) return { state, meaning: 'none' }
  const letter = press.key.toLowerCase()
  if (letter === 'u') return state.undoDown ? { state, meaning: 'swallow' } : { state: { ...state, undoDown: true }, meaning: 'undoDown' }
  return { state, meaning: letters[letter] ?? 'none' }
}

export function keyUp(state: KeyState, key: string): { readonly state: KeyState; readonly meaning: KeyMeaning } {
  if (key === ' ' && state.spaceDown) return { state: { ...state, spaceDown: false }, meaning: 'swallow' }
  if (key === 'Escape' && state.escapeDown) return { state: { ...state, escapeDown: false }, meaning: 'panicUp' }
  if (key.toLowerCase() === 'u' && state.undoDown) return { state: { ...state, undoDown: false }, meaning: 'undoUp' }
  return { state, meaning: 'none' }
}

/** Whether the focused element takes typed text. Buttons, sliders and check boxes do not: over them Space stays GO. */
export function takesText(
  element: { readonly tagName: string; readonly type?: string; readonly isContentEditable?: boolean } | null,
): boolean {
  if (element === null) return false
  if (element.isContentEditable === true) return true
  const tag = element.tagName.toLowerCase()
  if (tag === 'textarea') return true
  if (tag !== 'input') return false
  return !['button', 'checkbox', 'radio', 'range', 'submit', 'reset', 'color', 'file', 'image'].includes(element.type ?? 'text')
}

/** Esc and the panic button: held this long, or pressed again within the window, it fires. */
export const panicHoldMs = 600
export const panicConfirmMs = 3000
/** The same for undoing the last GO. */
export const undoHoldMs = 600
export const undoConfirmMs = 2000

/**
 * Milliseconds GO stays locked after the last GO, 0 when free. Counts from the engine's log, so a GO by another hand locks here too.
 *
 * @param lastGoAtMs  performance time at which the last GO was accepted; null when there was none.
 */
export function lockOutLeftMs(lastGoAtMs: number | null, goLockOutMs: number, nowMs: number): number {
  if (lastGoAtMs === null) return 0
  return Math.max(0, lastGoAtMs + goLockOutMs - nowMs)
}
