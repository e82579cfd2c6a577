import { describe, expect, it } from 'vitest'
import { createListeners } from './listeners.ts'

describe('listeners', () => {
  it('one that throws is told of, and disturbs neither the others nor whoever speaks', () => {
    const troubles: string[] = []
    const heard: string[] = []
    const listeners = createListeners<[string]>((error) => troubles.push(error.message))
    listeners.add((word) => heard.push(`a ${word}`))
    listeners.add(() => {
      throw new Error('broken')
    })
    listeners.add(() => {
      throw 'no error at all'
    })
    listeners.add((word) => heard.push(`b ${word}`))
    listeners.tell('go')
    expect(heard).toEqual(['a go', 'b go'])
    expect(troubles).toEqual(['broken', 'no error at all'])
  })
  it('one that leaves hears no more; one function that came twice leaves once', () => {
    let heard = 0
    const listeners = createListeners<[]>(() => undefined)
    const hear = () => {
      heard += 1
    }
    const leave = listeners.add(hear)
    listeners.add(hear)
    listeners.tell()
    leave()
    leave()
    listeners.tell()
    expect(heard).toBe(3)
  })
})
