import { describe, expect, it } from 'vitest'
import { type ScreenSettings, setLike } from '../screen-settings.ts'
import { handlesOf, withHandle, withMask, withMaskPoint, withoutMaskPoint } from './handles.ts'
import { beginHistory, changed, redone, undone } from './settings-history.ts'
import { keepTried, readTried } from './tried-settings.ts'
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
    const moved = withHandle(screen, 2, [1900.06, 1000.04]) as ScreenSettings
    expect(handlesOf(moved)).toEqual([
      [0, 0],
      [1920, 0],
      [1900.1, 1000],
      [0, 1080],
    ])
  })
  it('refuses corners that fold the picture over', () => {
    expect(withHandle(screen, 0, [1900, 1070])).toBe('folded')
  })
  it('refuses a mask whose edges cross, and takes one with a dent', () => {
    const masked = withMask(screen, true)
    expect(withHandle(masked, 4, [1000, 1500])).toBe('crossed')
    expect(withHandle(withMaskPoint(masked), 5, [960, 900])).not.toBe('crossed')
  })
  it('can be set like another screen: the same places of its own raster, its own name and size', () => {
    const other = { ...screen, name: 'Other', order: 'b', widthPx: 960, heightPx: 540, mirror: true, blackLiftUnit: 0.1, required: false }
    const pinned = withHandle(withMask(other, true), 0, [10.1, 20]) as ScreenSettings
    const like = setLike(screen, pinned)
    expect(like).toMatchObject({
      name: 'Screen',
      order: 'a',
      widthPx: 1920,
      heightPx: 1080,
      required: true,
      mirror: true,
      blackLiftUnit: 0.1,
    })
    expect(like.cornersPx?.topLeft).toEqual([20.2, 40])
    expect(like.maskPx?.[2]).toEqual([1920, 1080])
    expect(setLike(like, screen)).toEqual(screen)
  })
  it('keeps what was tried and not saved, for the same raster only, until it is saved', () => {
    const kept = new Map<string, string>()
    const store = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key),
    } as Storage
    const tried = withHandle(screen, 0, [5, 5]) as ScreenSettings
    keepTried(store, 'wall', tried)
    expect(readTried(store, 'wall', { ...screen, name: 'Renamed' })).toEqual({ ...tried, name: 'Renamed' })
    expect([readTried(store, 'other', screen), readTried(store, 'wall', { ...screen, widthPx: 800 })]).toEqual([null, null])
    expect(undone(beginHistory(screen, tried)).now).toEqual(screen)
    keepTried(store, 'wall', null)
    expect(readTried(store, 'wall', screen)).toBeNull()
    kept.set('ghostlight.tried.wall', '{')
    expect(readTried(store, 'wall', screen)).toBeNull()
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
    for (const x of [1, 2, 3]) history = changed(history, withHandle(screen, 0, [x, 0]) as ScreenSettings, 'drag 1')
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
