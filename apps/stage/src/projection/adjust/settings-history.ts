/** What was tried on a screen, and the way back. Pure. */
import type { ScreenSettings } from '../screen-settings.ts'

export interface SettingsHistory {
  readonly now: ScreenSettings
  readonly past: readonly ScreenSettings[]
  readonly future: readonly ScreenSettings[]
  /** Changes of the same thing in a row are one step back; a new gesture begins another. */
  readonly gesture: string
}

/** @param tried  what was tried before and neither saved nor taken back: it goes on from there, one step from what is saved. */
export const beginHistory = (saved: ScreenSettings, tried: ScreenSettings | null = null): SettingsHistory => ({
  now: tried ?? saved,
  past: tried ? [saved] : [],
  future: [],
  gesture: '',
})

export function changed(history: SettingsHistory, now: ScreenSettings, gesture: string): SettingsHistory {
  const goesOn = gesture !== '' && gesture === history.gesture
  return { now, past: goesOn ? history.past : [...history.past, history.now], future: [], gesture }
}

export function undone(history: SettingsHistory): SettingsHistory {
  const before = history.past.at(-1)
  return before ? { now: before, past: history.past.slice(0, -1), future: [history.now, ...history.future], gesture: '' } : history
}

export function redone(history: SettingsHistory): SettingsHistory {
  const [next, ...future] = history.future
  return next ? { now: next, past: [...history.past, history.now], future, gesture: '' } : history
}
