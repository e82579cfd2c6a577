/** How she comes and goes, and how bright she stands, on the pixels of a projector's picture: black stays black, light is light. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from './support/browser.ts'
import { temporaryFolder } from './support/engine.ts'
import { type OpenRendering, openRendering, type RenderedPicture } from './support/rendered.ts'
import { smallShow, smallSong, writeShowFolder } from './support/small-show.ts'

/** 2.3 m of gauze fill the height of the picture; she stands in its middle. */
const size = { widthPx: 480, heightPx: 270 }
const pxPerM = size.heightPx / 2.3
const floorPx = size.heightPx * (1 - 0.055)
/** Fireflies 1.35 m away, grains of light 0.95 m, the pool 0.95 m; before the gauze they look larger, and glow a little beyond their middle. */
const litWithinM = 1.6
/** Her bow, her wave and the look at the hall; see VANISH_AFTER_MS. */
const curtainMs = 13_200

let browser: Browser
let folder: string
beforeAll(async () => {
  browser = await launchBrowser()
  folder = temporaryFolder()
})
afterAll(async () => {
  await browser?.close()
  if (folder) rmSync(folder, { recursive: true, force: true })
})

/** Performers by their looks, one song that the first of them turns round in, and a screen; nothing is lit but by the stage's own light. */
async function open(looks: readonly string[], shows: readonly string[], { widthPx, heightPx } = size): Promise<OpenRendering> {
  const { show, venue, songs } = smallShow({ oscTargetPort: null })
  const { song } = show.cues
  const at = join(folder, [...looks, ...shows].join('-'))
  const dances = Object.fromEntries(
    looks.map((look) => [
      `${look}-dance`,
      {
        ...{ kind: 'motion', order: `d${look}`, name: look, performerId: look },
        clips: { turn: { startBeats: 80, lengthBeats: 8, move: 'chain-turn', mirror: false, energyUnit: 0.8 } },
      },
    ]),
  )
  writeShowFolder(at, {
    songs: { ...songs, first: { ...songs.first, tracks: { ...songs.first.tracks, ...dances } } },
    show: {
      ...show,
      setlist: { first: show.setlist.first },
      cues: { song },
      performers: Object.fromEntries(
        looks.map((look) => [
          look,
          { name: { en: look }, singer: { kind: 'builtIn', design: 'hotaru' }, avatar: { kind: 'builtIn', look } },
        ]),
      ),
    },
    venue: { ...venue, outputs: { ...venue.outputs, screen: { ...venue.outputs.screen, shows } } },
  })
  return openRendering(browser, at, { song: 'first', output: 'screen', size: `${widthPx}x${heightPx}` })
}

/** Pixels that are as bright as `least` (the sum of their channels), of those that `where` takes; left out: that are not black. */
function lit({ rgb }: RenderedPicture, where: (xM: number, yM: number) => boolean, least = 1): number {
  let count = 0
  for (let k = 0; k < size.widthPx * size.heightPx; k++) {
    const [x, y] = [k % size.widthPx, Math.floor(k / size.widthPx)]
    if (rgb[k * 3]! + rgb[k * 3 + 1]! + rgb[k * 3 + 2]! < least) continue
    if (where((x + 0.5 - size.widthPx / 2) / pxPerM, (floorPx - y - 0.5) / pxPerM)) count++
  }
  return count
}
const beyond = (picture: RenderedPicture) => lit(picture, (xM) => Math.abs(xM) > litWithinM)

describe('coming and going', () => {
  let alone: OpenRendering
  let whole: OpenRendering
  beforeAll(async () => {
    alone = await open(['hotaru'], ['performer'])
    whole = await open(['hotaru'], ['performer', 'effects'])
  })
  afterAll(async () => {
    await alone?.close()
    await whole?.close()
  })
  const goneMs = smallSong.lengthMs + curtainMs

  it('comes from the floor upwards: at no time is there anything of her far above what is there already', async () => {
    const shares = []
    for (const atMs of [0, 900, 1500, 2100, 2600]) {
      const picture = await alone.still(atMs)
      shares.push([lit(picture, (_, yM) => yM < 0.5), lit(picture, (_, yM) => yM > 1.4)] as const)
    }
    const [none, first, second, third, all] = shares
    expect(none).toEqual([0, 0])
    expect(first![0]).toBeGreaterThan(150)
    expect([first![1], second![1]]).toEqual([0, 0])
    expect(third![1]).toBeGreaterThan(50)
    expect(all![1]).toBeGreaterThan(third![1] * 0.8)
  })

  it('goes the same way, her face last, and leaves fireflies that rise until nothing is left', async () => {
    const early = await alone.still(goneMs + 1500)
    // Her boots are gone, what they were made of is in the air beside and above where they were, and her face looks on.
    expect(lit(early, (xM, yM) => Math.abs(xM) < 0.15 && yM < 0.2)).toBeLessThan(30)
    expect(lit(early, (xM, yM) => Math.abs(xM) < 0.15 && yM > 1.4)).toBeGreaterThan(300)
    const late = await alone.still(goneMs + 2700)
    const risen = lit(late, (_, yM) => yM > 1.75)
    expect(risen).toBeGreaterThan(100)
    expect(lit(late, (_, yM) => yM < 0.6)).toBeLessThan(risen / 4)
    expect(lit(await alone.still(goneMs + 4300), () => true)).toBe(0)
    expect(lit(await whole.still(goneMs + 4300), () => true)).toBe(0)
  })

  it('costs the graphics card a known number of calls and triangles, a few more only while she comes', async () => {
    // Large enough that outlines are drawn.
    const large = await open(['hotaru'], ['performer', 'effects'], { widthPx: 1280, heightPx: 720 })
    const there = await large.drawing(8000)
    expect(there.calls).toBeLessThanOrEqual(30)
    expect(there.calls).toBeGreaterThan(15)
    expect(there.triangles).toBeLessThanOrEqual(165_000)
    expect(there.triangles).toBeGreaterThan(100_000)
    const coming = await large.drawing(1600)
    await large.close()
    // One call for the grains of each of her meshes, and the hoop.
    expect(coming.calls - there.calls).toBeLessThanOrEqual(15)
    expect(coming.triangles - there.triangles).toBeLessThanOrEqual(4000)
  })

  it('keeps every pixel beyond the reach of its light at exactly 0, and draws the same each time', async () => {
    for (const atMs of [700, 1400, 2000, 2600, goneMs + 1500, goneMs + 2300, goneMs + 3000]) {
      const picture = await whole.still(atMs)
      expect([atMs, beyond(picture)]).toEqual([atMs, 0])
      expect([atMs, lit(picture, () => true) > 800]).toEqual([atMs, true])
    }
    // Her halo (0.8 m to the sides, 1 m up and down) ends where it says: beyond it there are but specks, of fireflies and the pool.
    const standing = await whole.still(6000)
    const isBeyondHalo = (xM: number, yM: number) =>
      Math.abs(xM) > 0.5 && Math.abs(xM) < 1.5 && yM > 0.3 && Math.hypot(xM / 0.8, yM - 1) > 1
    const specks = lit(standing, isBeyondHalo) / lit(standing, isBeyondHalo, 0)
    expect(specks).toBeLessThan(0.2)
    const again = [await whole.still(2000), await whole.still(900), await whole.still(2000)]
    expect(again[2]!.hash).toBe(again[0]!.hash)
    expect(again[1]!.hash).not.toBe(again[0]!.hash)
  })
})

describe('on a gauze, in neutral light', () => {
  /** Half of 1080 lines: soft edges count for more the smaller a picture is. */
  const large = { widthPx: 960, heightPx: 540 }
  /** Linear luminance of an 8-bit sRGB value. Source: IEC 61966-2-1. */
  const linear = (value: number) => (value <= 10.3 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4)

  it('every look has at most 3 % of its pixels under a luminance of 0.06, and at most 2 % clipped, standing and turning', async () => {
    const looks = ['hotaru', 'akane', 'tsukuyo']
    const pictures = await open(looks, ['performer'], large)
    const shares: Record<string, readonly [dark: number, clipped: number]> = {}
    for (const atMs of [8000, 41_000]) {
      const { rgb } = await pictures.still(atMs)
      // They stand beside each other, 1.5 m apart.
      for (const [place, look] of looks.entries()) {
        const middlePx = large.widthPx / 2 + ((place - 1) * 1.5 * large.heightPx) / 2.3
        let [figure, dark, clipped] = [0, 0, 0]
        for (let k = 0; k < large.widthPx * large.heightPx; k++) {
          if (Math.abs((k % large.widthPx) - middlePx) > (0.75 * large.heightPx) / 2.3) continue
          const [r, g, b] = [rgb[k * 3]!, rgb[k * 3 + 1]!, rgb[k * 3 + 2]!]
          if (r + g + b === 0) continue
          figure++
          if (0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b) < 0.06) dark++
          if (Math.min(r, g, b) === 255) clipped++
        }
        expect(figure).toBeGreaterThan(12_000)
        shares[`${look}, ${atMs}`] = [dark / figure, clipped / figure]
      }
    }
    await pictures.close()
    const told = Object.entries(shares).map(
      ([name, both]) => `${name} ms: ${both.map((share) => `${(100 * share).toFixed(2)} %`).join(' dark, ')} clipped`,
    )
    console.log(told.join('\n'))
    expect(Object.entries(shares).filter(([, [dark, clipped]]) => dark > 0.03 || clipped > 0.02)).toEqual([])
  })
})
