import { useEffect, useRef } from 'react'
import { type KeyMeaning, type KeyState, keyDown, keysAtRest, keyUp, type Mode, takesText } from '../show/go-key.ts'

/**
 * Listens on the window in the capture phase, before any widget. A meaning other than 'none' is taken away from the page:
 * Space must not also press the focused button.
 */
export function useKeys(options: {
  readonly mode: Mode
  readonly letterKeys: boolean
  readonly onKey: (meaning: KeyMeaning) => void
}): void {
  const latest = useRef(options)
  latest.current = options
  useEffect(() => {
    let state: KeyState = keysAtRest
    const take = (event: KeyboardEvent, meaning: KeyMeaning): void => {
      if (meaning === 'none') return
      event.preventDefault()
      event.stopImmediatePropagation()
      if (meaning !== 'swallow') latest.current.onKey(meaning)
    }
    const down = (event: KeyboardEvent): void => {
      const { mode, letterKeys } = latest.current
      const press = {
        key: event.key,
        repeat: event.repeat,
        // keyCode 229 is how some input methods mark their keys before composition has begun.
        composing: event.isComposing || event.keyCode === 229,
        modified: event.ctrlKey || event.altKey || event.metaKey,
        inTextField: takesText(document.activeElement as HTMLElement | null),
      }
      const read = keyDown(state, press, { mode, letterKeys })
      state = read.state
      take(event, read.meaning)
    }
    const up = (event: KeyboardEvent): void => {
      const read = keyUp(state, event.key)
      state = read.state
      take(event, read.meaning)
    }
    // A key let go of while another window had the focus sends no keyup here.
    const rest = (): void => {
      if (state.escapeDown) latest.current.onKey('panicUp')
      if (state.undoDown) latest.current.onKey('undoUp')
      state = keysAtRest
    }
    window.addEventListener('keydown', down, { capture: true })
    window.addEventListener('keyup', up, { capture: true })
    window.addEventListener('blur', rest)
    return () => {
      window.removeEventListener('keydown', down, { capture: true })
      window.removeEventListener('keyup', up, { capture: true })
      window.removeEventListener('blur', rest)
    }
  }, [])
}
