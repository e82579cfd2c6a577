/** What a key means on the piano roll. Pure. */
export type RollKey =
  /** To another note by its place in time; `widen` keeps the selection. */
  | { readonly kind: 'goTo'; readonly to: 'previous' | 'next' | 'first' | 'last'; readonly widen: boolean }
  | { readonly kind: 'move'; readonly byGrid: 1 | -1 }
  | { readonly kind: 'resize'; readonly byGrid: 1 | -1 }
  | { readonly kind: 'pitch'; readonly byPitch: number }
  | { readonly kind: 'zoom'; readonly factor: number }
  | { readonly kind: 'delete' | 'openWord' | 'letGo' | 'fit' | 'add' | 'all' }

export const zoomStep = 1.4

export function rollKey(press: { readonly key: string; readonly shiftKey: boolean; readonly command: boolean }): RollKey | null {
  const { key, shiftKey, command } = press
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowRight': {
      const sign = key === 'ArrowLeft' ? -1 : 1
      if (!command) return { kind: 'goTo', to: sign < 0 ? 'previous' : 'next', widen: shiftKey }
      return { kind: shiftKey ? 'resize' : 'move', byGrid: sign }
    }
    case 'ArrowUp':
    case 'ArrowDown':
      return { kind: 'pitch', byPitch: (key === 'ArrowDown' ? -1 : 1) * (shiftKey ? 12 : 1) }
    case 'Home':
      return { kind: 'goTo', to: 'first', widen: shiftKey }
    case 'End':
      return { kind: 'goTo', to: 'last', widen: shiftKey }
    case 'Delete':
    case 'Backspace':
      return { kind: 'delete' }
    case 'Enter':
      return { kind: 'openWord' }
    case 'Escape':
      return { kind: 'letGo' }
    case 'a':
      return command ? { kind: 'all' } : null
  }
  if (command) return null
  switch (key) {
    case '+':
    case '=':
      return { kind: 'zoom', factor: zoomStep }
    case '-':
      return { kind: 'zoom', factor: 1 / zoomStep }
    case '0':
      return { kind: 'fit' }
    case 'n':
    case 'N':
      return { kind: 'add' }
  }
  return null
}
