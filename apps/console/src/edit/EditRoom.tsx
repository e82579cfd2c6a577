import { useEffect, useRef } from 'react'
import type { Page } from '../shell/pages.ts'
import { takesText } from '../show/go-key.ts'
import { CueDesk } from './cues/CueDesk.tsx'
import { DictionaryDesk } from './dictionary/DictionaryDesk.tsx'
import { SongDesk } from './SongDesk.tsx'
import { SingerDesk } from './singer/SingerDesk.tsx'
import { useDraft } from './use-draft.ts'

/** Edit mode: one draft, its pages, and undo for all of them. */
export function EditRoom({ page }: { readonly page: Page }) {
  const draft = useDraft()
  useUndoKeys(draft.undo, draft.redo)
  if (page === 'cues') return <CueDesk draft={draft} />
  if (page === 'dictionary') return <DictionaryDesk draft={draft} />
  if (page === 'singer') return <SingerDesk draft={draft} />
  return <SongDesk draft={draft} />
}

/** Ctrl + Z and Ctrl + Shift + Z (or Ctrl + Y) anywhere but in a field with unfinished typing, where they belong to the typing. */
function useUndoKeys(undo: () => void, redo: () => void): void {
  const latest = useRef({ undo, redo })
  latest.current = { undo, redo }
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.isComposing) return
      const key = event.key.toLowerCase()
      if (key !== 'z' && key !== 'y') return
      const active = document.activeElement as HTMLElement | null
      if (takesText(active) && active?.dataset.dirty !== 'false') return
      event.preventDefault()
      if (key === 'y' || event.shiftKey) latest.current.redo()
      else latest.current.undo()
    }
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])
}
