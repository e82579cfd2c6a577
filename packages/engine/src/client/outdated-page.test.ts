import { describe, expect, it } from 'vitest'
import { type PageOfBrowser, reloadOnce } from './outdated-page.ts'

function createPage(): PageOfBrowser & { readonly reloads: () => number } {
  const kept = new Map<string, string>()
  let reloads = 0
  return {
    location: {
      reload() {
        reloads += 1
      },
    },
    sessionStorage: { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) },
    reloads: () => reloads,
  }
}

describe('a page of another version than its engine', () => {
  it('loads anew, once for each version of the engine', () => {
    const page = createPage()
    expect([reloadOnce(2, page), reloadOnce(2, page), reloadOnce(2, page)]).toEqual([true, false, false])
    expect([reloadOnce(3, page), reloadOnce(3, page)]).toEqual([true, false])
    expect(page.reloads()).toBe(2)
  })
  it('does not load for ever where nothing can be remembered, and not at all outside a browser', () => {
    const page = createPage()
    const forgetful = {
      ...page,
      sessionStorage: {
        getItem: () => null,
        setItem: () => {
          throw new Error('QuotaExceededError')
        },
      },
    }
    expect([reloadOnce(2, forgetful), reloadOnce(2, undefined), page.reloads()]).toEqual([false, false, 0])
  })
})
