/** What was tried on a screen, and the way back. Pure. */
import type { ScreenSettings } from '../screen-settings.ts'

export interface SettingsHistory {
  readonly now: ScreenSettings
  readonly past: readonly ScreenSettings[]
  readonly future: readonly ScreenSettings[]
  /** Changes of the same thing in a row are one step back; a new gesture begins another. */
  readonly gesture: string
}

export const beginHistory = (now: ScreenSettings): SettingsHistory => ({ now, past: [], future: [], gesture: '' })

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

/** Tenths of a pixel, as they are set and saved. */
export const toTenth = (px: number): number => Math.round(px * 10) / 10
