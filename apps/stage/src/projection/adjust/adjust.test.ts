import { describe, expect, it } from 'vitest'
import type { ScreenSettings } from '../screen-settings.ts'
import { handlesOf, withHandle, withMask, withMaskPoint, withoutMaskPoint } from './handles.ts'
import { beginHistory, changed, redone, undone } from './settings-history.ts'
import { adjustEn } from './words-en.ts'
import { adjustJa } from './words-ja.ts'

const screen = {
  kind: 'screen',
  order: 'a',
  name: 'Screen',
  widthPx: 1920,
  heightPx: 1080,
  displayLatencyMs: 0,
  mirror: false,
  required: true,
} as unknown as ScreenSettings

describe('adjusting a screen', () => {
  it('moves a corner by tenths of a pixel and leaves the others', () => {
    const moved = withHandle(screen, 2, [1900.06, 1000.04])!
    expect(handlesOf(moved)).toEqual([
      [0, 0],
      [1920, 0],
      [1900.1, 1000],
      [0, 1080],
    ])
  })
  it('refuses corners that fold the picture over', () => {
    expect(withHandle(screen, 0, [1900, 1070])).toBeNull()
  })
  it('adds and removes points of the mask between three and sixteen', () => {
    let masked = withMask(screen, true)
    expect(handlesOf(masked)).toHaveLength(8)
    for (let k = 0; k < 20; k++) masked = withMaskPoint(masked)
    expect(masked.maskPx).toHaveLength(16)
    for (let k = 0; k < 20; k++) masked = withoutMaskPoint(masked, 0)
    expect(masked.maskPx).toHaveLength(3)
    expect(withMask(masked, false)).toEqual(screen)
  })
  it('takes back gesture by gesture, not pixel by pixel', () => {
    let history = beginHistory(screen)
    for (const x of [1, 2, 3]) history = changed(history, withHandle(screen, 0, [x, 0])!, 'drag 1')
    history = changed(history, { ...history.now, mirror: true }, '')
    history = undone(history)
    expect(history.now.cornersPx?.topLeft).toEqual([3, 0])
    history = undone(history)
    expect(history.now).toEqual(screen)
    expect(undone(history)).toBe(history)
    expect(redone(redone(redone(history))).now.mirror).toBe(true)
  })
  it('speaks both languages', () => {
    expect(Object.keys(adjustJa).sort()).toEqual(Object.keys(adjustEn).sort())
  })
})
