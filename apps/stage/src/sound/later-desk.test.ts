import { describe, expect, it } from 'vitest'
import { LaterDesk } from './later-desk.ts'
import type { SoundDesk } from './SoundDesk.ts'

function desk() {
  const told: string[] = []
  const listeners = new Set<() => void>()
  const made = {
    setVolume: (unit: number) => told.push(`volume ${unit}`),
    unlock: async () => told.push('unlock') > 0,
    wake: () => told.push('wake'),
    state: () => ({ sound: 'speaking', errorMs: 0, loadedUnit: 1, faults: [] }),
    subscribe: (listener: () => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  } as unknown as SoundDesk
  return { told, listeners, made }
}

describe('a sound desk that comes later', () => {
  it('is silent until it is there, then does what it was asked meanwhile, once', async () => {
    const { told, listeners, made } = desk()
    let times = 0
    const later = new LaterDesk(async () => {
      times++
      return made
    })
    later.setVolume(0.5)
    later.setVolume(0.7)
    later.wake()
    let changes = 0
    later.subscribe(() => changes++)
    expect(later.state().sound).toBe('silent')
    await Promise.all([later.bring(), later.bring()])
    expect([times, told, later.state().sound]).toEqual([1, ['volume 0.7'], 'speaking'])
    for (const listener of listeners) listener()
    expect(changes).toBe(2)
  })
  it('is fetched by whoever asks for sound first', async () => {
    const { told, made } = desk()
    const later = new LaterDesk(async () => made)
    expect(await later.unlock()).toBe(true)
    expect(told).toEqual(['unlock'])
  })
})
