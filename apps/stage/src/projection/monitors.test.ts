import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Monitors } from './monitors.ts'

// A browser that keeps to the Window Management specification (W3C, "getScreenDetails", "requestFullscreen with a screen"), as far as a
// page can see of it: one details object for the window's life, 'screenschange' when a screen comes or goes, fullscreen only from a
// gesture unless the site was given that right.

const laptop = { label: 'Built-in', left: 0, top: 0, width: 1440, height: 900, isPrimary: true }
const projector = { label: 'Projector', left: 1440, top: 0, width: 1920, height: 1080, isPrimary: false }
const projectorName = 'Projector 1920×1080 @ 1440,0'

class Details extends EventTarget {
  screens = [laptop, projector]
  currentScreen = laptop
}
let details: Details
let filled: unknown[]
let gesture: boolean
let stored: Map<string, string>
let fullscreenElement: object | null

beforeEach(() => {
  details = new Details()
  filled = []
  gesture = true
  stored = new Map()
  fullscreenElement = null
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
  })
  vi.stubGlobal('navigator', { permissions: { query: async () => ({ state: 'granted' }) } })
  vi.stubGlobal('window', { getScreenDetails: async () => details })
  vi.stubGlobal('document', {
    get fullscreenElement() {
      return fullscreenElement
    },
    documentElement: {
      async requestFullscreen({ screen }: { screen: typeof laptop }) {
        if (!gesture) throw new TypeError('Permissions check failed')
        filled.push(screen)
        details.currentScreen = screen
        fullscreenElement = {}
      },
    },
  })
})
afterEach(() => vi.unstubAllGlobals())

const settled = () => new Promise((resume) => setTimeout(resume, 0))
/** A page whose projector was chosen another day. */
async function chosenBefore(): Promise<Monitors> {
  stored.set('ghostlight.monitor.gauze', projectorName)
  const monitors = new Monitors('gauze')
  await monitors.open()
  return monitors
}
async function unplug(): Promise<void> {
  details.screens = [laptop]
  details.currentScreen = laptop
  fullscreenElement = null
  details.dispatchEvent(new Event('screenschange'))
  await settled()
}
async function plugIn(): Promise<void> {
  details.screens = [laptop, projector]
  details.dispatchEvent(new Event('screenschange'))
  await settled()
}

describe('the screens of a computer', () => {
  it('are listed once somebody asked, and the chosen one is filled and remembered for its output', async () => {
    const monitors = new Monitors('gauze')
    expect(monitors.names).toEqual([])
    await monitors.look()
    expect(monitors.names).toEqual(['Built-in 1440×900 @ 0,0', projectorName])
    expect(await monitors.fill(projectorName)).toBe(true)
    expect(filled).toEqual([projector])
    expect([monitors.chosen, new Monitors('other').chosen]).toEqual([projectorName, null])
  })

  it('a page that is opened again goes to its projector', async () => {
    await chosenBefore()
    expect(filled).toEqual([projector])
  })

  it('where the browser wants a hand, the first key or click takes it there, and only that one', async () => {
    gesture = false
    const monitors = await chosenBefore()
    expect(filled).toEqual([])
    gesture = true
    monitors.touch()
    await settled()
    expect(filled).toEqual([projector])
    fullscreenElement = null // somebody left it on purpose
    monitors.touch()
    await settled()
    expect(filled).toEqual([projector])
  })

  it('one that is pulled out is missed, and taken again when it is back, once', async () => {
    const monitors = await chosenBefore()
    let told = 0
    monitors.subscribe(() => told++)
    await monitors.look()
    await unplug()
    expect([monitors.unplugged, told > 0]).toEqual([true, true])
    await plugIn()
    expect([monitors.unplugged, filled]).toEqual([false, [projector, projector]])
    await plugIn()
    expect(filled).toHaveLength(2)
  })

  it('one that comes back at another place of the desktop is the same one, unless there are two of its kind', async () => {
    const monitors = await chosenBefore()
    await unplug()
    const moved = { ...projector, left: -1920 }
    details.screens = [laptop, moved]
    details.dispatchEvent(new Event('screenschange'))
    await settled()
    expect([monitors.unplugged, filled.at(-1), monitors.chosen]).toEqual([false, moved, 'Projector 1920×1080 @ -1920,0'])
    details.screens = [laptop, { ...projector, left: 5000 }, { ...projector, left: 7000 }]
    expect(monitors.unplugged).toBe(true)
  })

  it('nothing is asked of a browser that has no such thing, or of a user who never chose or has said no', async () => {
    const asked = vi.fn(async () => {
      throw new DOMException('no', 'NotAllowedError')
    })
    vi.stubGlobal('window', { getScreenDetails: asked })
    await new Monitors('gauze').open()
    expect(asked).not.toHaveBeenCalled()
    expect(await new Monitors('gauze').look()).toBe(false)
    vi.stubGlobal('window', {})
    expect([new Monitors('gauze').possible, await new Monitors('gauze').look()]).toEqual([false, false])
  })
})
