/**
 * Draws what the lamps do in the songs of the demo show: node scripts/run-ts.mjs scripts/light-chart.ts
 * One row per fixture, one column per instant, as bright and as coloured as the lamp is; above it the sections of the song, below it the
 * cues that come by themselves. Writes docs/pictures/light-plan.svg.
 */
import { writeFileSync } from 'node:fs'
import { type FixtureState, fixturesInOrder, lightsAt } from '@ghostlight/light'
import type { Edition } from '@ghostlight/timeline'
import { png } from './png.ts'
import { Evening, firstLight } from './songbook/show/evening.ts'

const WIDTH = 1000
const ROW = 7
const LEFT = 60
const PANEL = { top: 40, bottom: 34, gap: 16 }
const SONGS = [
  { cue: '2', segmentId: 'daisy' },
  { cue: '4', segmentId: 'sakura' },
  { cue: '6', segmentId: 'nokoribi' },
] as const

/** Linear light as a byte of sRGB (IEC 61966-2-1). */
const encoded = (unit: number): number =>
  Math.round(255 * (unit <= 0.0031308 ? 12.92 * unit : 1.055 * Math.min(1, unit) ** (1 / 2.4) - 0.055))
const words = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
const text = (x: number, y: number, more: string, what: string): string =>
  `<text x="${x.toFixed(1)}" y="${y}" ${more}>${words(what)}</text>`

function raster(states: readonly (readonly FixtureState[])[], rows: number): string {
  const pixels = new Uint8Array(states.length * rows * 3)
  for (const [x, column] of states.entries()) {
    for (const [y, { levelUnit, rgb }] of column.entries()) {
      for (let part = 0; part < 3; part++) pixels[(y * states.length + x) * 3 + part] = encoded(levelUnit * rgb[part as 0 | 1 | 2])
    }
  }
  return png(states.length, rows, pixels).toString('base64')
}

/** One song, `top` px from the top. */
function panel(edition: Edition, { cue, segmentId }: (typeof SONGS)[number], top: number): string {
  const { songId, name } = edition.show.setlist[segmentId]!
  const { tempo, lengthMs } = edition.time[songId]!
  const lamps = fixturesInOrder(edition.venue)
  const height = lamps.length * ROW
  const xOf = (positionMs: number): number => LEFT + (positionMs / lengthMs) * WIDTH
  const evening = new Evening(edition)
  evening.give({ command: 'fire', cue })
  const columns: (readonly FixtureState[])[] = []
  const came: string[] = []
  for (let x = 0; x < WIDTH; x++) {
    evening.pass(Math.max(0, ((x + 0.5) / WIDTH) * lengthMs - evening.positionMs))
    columns.push(lightsAt(edition, evening.frame()))
    for (const { cueId, atMs } of evening.performance.cues) {
      const { number, anchor } = edition.show.cues[cueId]!
      const mark = `${number}@${atMs}`
      if (anchor === undefined || came.includes(mark)) continue
      came.push(mark)
    }
  }
  const startMs = evening.atMs - evening.positionMs
  const sections = Object.values(edition.songs[songId]!.sections).map(({ name, startBeats }) => {
    const x = xOf(tempo.beatsToMs(startBeats))
    return `<line x1="${x.toFixed(1)}" x2="${x.toFixed(1)}" y1="${top + PANEL.top - 14}" y2="${top + PANEL.top + height}" class="bar"/>${text(x + 3, top + PANEL.top - 4, 'class="small"', name['en']!)}`
  })
  const groups = new Map<string, number[]>()
  for (const [row, { fixture }] of lamps.entries()) groups.set(fixture.groups[0]!, [...(groups.get(fixture.groups[0]!) ?? []), row])
  const labels = [...groups].map(([group, rows]) =>
    text(LEFT - 6, top + PANEL.top + ((rows[0]! + rows.at(-1)! + 1) / 2) * ROW + 4, 'class="small" text-anchor="end"', group),
  )
  const cues = came.map((mark) => {
    const [number, atMs] = mark.split('@')
    const x = xOf(Number(atMs) - startMs)
    return `<path d="M${x.toFixed(1)} ${top + PANEL.top + height + 3}l-4 7h8z" class="cue"/>${text(x, top + PANEL.top + height + 21, 'class="small" text-anchor="middle"', number!)}`
  })
  const image = `<image x="${LEFT}" y="${top + PANEL.top}" width="${WIDTH}" height="${height}" preserveAspectRatio="none" style="image-rendering:pixelated" href="data:image/png;base64,${raster(columns, lamps.length)}"/>`
  const title = text(LEFT, top + 14, 'class="title"', `${name['en']} · ${name['ja']}`)
  const length = text(LEFT + WIDTH, top + 14, 'class="small" text-anchor="end"', `${(lengthMs / 1000).toFixed(0)} s`)
  return [title, length, image, ...sections, ...labels, ...cues].join('\n')
}

export function main(): void {
  const edition = firstLight()
  const lamps = fixturesInOrder(edition.venue)
  const each = PANEL.top + lamps.length * ROW + PANEL.bottom + PANEL.gap
  const style =
    'text{font-family:sans-serif;fill:#e8e8f0}.title{font-size:14px;font-weight:bold}.small{font-size:10px}.bar{stroke:#fff;stroke-opacity:.35}.cue{fill:#80bafb}'
  const panels = SONGS.map((song, index) => panel(edition, song, 8 + index * each))
  const size = { width: LEFT + WIDTH + 16, height: 8 + SONGS.length * each }
  writeFileSync(
    'docs/pictures/light-plan.svg',
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" role="img" aria-label="Light of three songs over time"><style>${style}</style><rect width="100%" height="100%" fill="#101018"/>\n${panels.join('\n')}\n</svg>\n`,
  )
  console.log(`docs/pictures/light-plan.svg: ${lamps.length} lamps, ${SONGS.length} songs`)
}
