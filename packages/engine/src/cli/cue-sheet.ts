/**
 * `ghostlight cues --html`: what a stage manager is handed. One list of all cues in running order, then a page for each department with
 * only its own cues, and with what the songs do by themselves between two GOs, by time and bar. The foot of every page says which
 * edition it was printed from.
 */
import type { Cue, Edition, Text } from '@ghostlight/timeline'
import { allCues, doesOf, songClock, whereOf } from './cues.ts'

const DEPARTMENTS = ['Stage', 'Light', 'Sound', 'Picture', 'Desk'] as const
type Department = (typeof DEPARTMENTS)[number]
const MEANINGS: Readonly<Record<Department, string>> = {
  Stage: 'songs, talks, performers and cameras',
  Light: 'looks',
  Sound: 'recordings beside the songs',
  Picture: 'screens',
  Desk: 'messages to other desks',
}

/** Whose cue it is; null: everybody's. */
function departmentOf({ action }: Cue): Department | null {
  switch (action.kind) {
    case 'segment':
    case 'performer':
    case 'camera':
    case 'vamp':
      return 'Stage'
    case 'look':
    case 'releaseLooks':
      return 'Light'
    case 'sound':
    case 'soundFade':
    case 'soundStop':
      return 'Sound'
    case 'output':
      return 'Picture'
    case 'osc':
      return 'Desk'
    case 'hold':
    case 'wait':
    case 'group':
    case 'release':
    case 'command':
    case 'note':
      return null
  }
}

const html = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
const colourOf = (colour: string | undefined) => (colour !== undefined && /^#[0-9a-fA-F]{6}$/.test(colour) ? colour : '#d0d0d0')

/** English, and below it the other languages. */
function names(text: Text): string {
  const [first, ...others] = Object.entries(text).sort(([a], [b]) => (a === 'en' ? -1 : b === 'en' ? 1 : a < b ? -1 : 1))
  const more = others.map(([language, words]) => `<span class="also" lang="${html(language)}">${html(words)}</span>`)
  return `<span lang="${html(first?.[0] ?? 'en')}">${html(first?.[1] ?? '')}</span>${more.join('')}`
}

/** How a cue begins and what comes after it. */
function flow(edition: Edition, id: string): string {
  const cue = edition.show.cues[id]!
  const parts: string[] = []
  if (cue.anchor !== undefined) parts.push(whereOf(edition, id))
  if (cue.preWaitMs > 0) parts.push(`waits ${cue.preWaitMs / 1000} s`)
  const after = cue.postWaitMs > 0 ? ` after ${cue.postWaitMs / 1000} s` : ''
  if (cue.continueMode === 'autoContinue') parts.push(`next starts with it${after}`)
  if (cue.continueMode === 'autoFollow') parts.push(`next follows its end${after}`)
  return parts.join('; ')
}

interface ByItself {
  readonly atBeats: number
  readonly what: string
}

/** What a song does of a department without a GO. */
function byItself({ show, songs }: Edition, songId: string, department: Department): readonly ByItself[] {
  const found: ByItself[] = []
  for (const track of Object.values(songs[songId]?.tracks ?? {})) {
    if (department === 'Light' && track.kind === 'light') {
      for (const clip of Object.values(track.clips))
        found.push({ atBeats: clip.startBeats, what: show.looks[clip.look]?.name ?? clip.look })
    }
    if (department === 'Desk' && track.kind === 'osc') {
      for (const { atBeats, address } of Object.values(track.messages)) found.push({ atBeats, what: address })
    }
  }
  return found.sort((a, b) => a.atBeats - b.atBeats)
}

function cueRow(edition: Edition, id: string, own: boolean): string {
  const cue = edition.show.cues[id]!
  const department = departmentOf(cue)
  const classes = [own ? '' : 'other', cue.armed ? '' : 'disarmed', cue.groupId === undefined ? '' : 'child'].filter(Boolean).join(' ')
  const state = cue.armed ? '' : '<span class="mark">disarmed</span> '
  const notes = cue.notes === undefined ? '' : `<p class="notes">${html(cue.notes).replaceAll('\n', '<br>')}</p>`
  return `<tr class="${classes}"><td class="tick"></td><td class="number" style="border-left-color:${colourOf(cue.colour)}">${html(cue.number)}</td><td>${names(cue.name)}${notes}</td><td>${department ?? 'All'}</td><td>${state}${html(doesOf(edition, id))}</td><td>${html(flow(edition, id))}</td></tr>`
}

function songRows(edition: Edition, songId: string, department: Department): string {
  const time = edition.time[songId]
  if (time === undefined) return ''
  return byItself(edition, songId, department)
    .map(({ atBeats, what }) => {
      const at = atBeats as Parameters<typeof time.barBeatAt>[0]
      const { bar, beat } = time.barBeatAt(at)
      const place = `${songClock(time.tempo.beatsToMs(at))} · bar ${bar}${beat > 1.001 ? `, beat ${Number(beat.toFixed(2))}` : ''}`
      return `<tr class="auto"><td class="tick"></td><td></td><td colspan="2">${place}</td><td>${html(what)}</td><td>in the song</td></tr>`
    })
    .join('\n')
}

const HEAD =
  '<thead><tr><th scope="col" class="tick">✓</th><th scope="col">Cue</th><th scope="col">Name and notes</th><th scope="col">For</th><th scope="col">What happens</th><th scope="col">Flow</th></tr></thead>'

function page(edition: Edition, department: Department | null): string {
  const ids = allCues(edition)
  const isOwn = (id: string) => {
    const of = departmentOf(edition.show.cues[id]!)
    return department === null || of === department || of === null
  }
  const rows = ids.flatMap((id) => {
    const { action } = edition.show.cues[id]!
    const songId = action.kind === 'segment' ? edition.show.setlist[action.segmentId]?.songId : undefined
    const inside = department === null || songId === undefined ? '' : songRows(edition, songId, department)
    // A song stands in every list: it is what everybody counts from.
    return isOwn(id) || songId !== undefined ? [cueRow(edition, id, isOwn(id)), inside] : []
  })
  const own = ids.filter((id) => departmentOf(edition.show.cues[id]!) === department)
  if (department !== null && own.length === 0 && !rows.some((row) => row.includes('class="auto"'))) return ''
  const title = department === null ? 'All cues' : `${department}: ${MEANINGS[department]}`
  return `<section><h2>${title}</h2><table>${HEAD}<tbody>
${rows.filter(Boolean).join('\n')}
</tbody></table></section>`
}

const STYLE = `
@page{size:A4;margin:14mm 12mm 18mm}
:root{color-scheme:light}
body{font:10pt/1.35 system-ui,"Noto Sans","Noto Sans JP","Noto Sans CJK JP",sans-serif;color:#000;background:#fff;margin:8mm auto;max-width:186mm;padding-bottom:12mm}
h1{font-size:20pt;margin:0}h2{font-size:13pt;margin:9mm 0 2mm}
section+section{break-before:page}
table{border-collapse:collapse;width:100%;table-layout:fixed}thead{display:table-header-group}tr{break-inside:avoid}
th{text-align:left;border-bottom:1.5pt solid #000;font-size:8.5pt}
th,td{padding:1.4mm 1.6mm;vertical-align:top;overflow-wrap:anywhere}td{border-bottom:.4pt solid #888}
th:nth-child(1){width:5mm}th:nth-child(2){width:19mm}th:nth-child(4){width:14mm}th:nth-child(5){width:40mm}th:nth-child(6){width:38mm}
td.tick{border:.8pt solid #444;border-width:0 0 .4pt}td.tick::before{content:"";display:block;width:3.4mm;height:3.4mm;border:.8pt solid #444;margin-top:.4mm}
.number{font-weight:700;font-size:12pt;border-left:1.6mm solid;font-variant-numeric:tabular-nums}
.also{display:block;color:#444;font-size:9pt}.notes{margin:.8mm 0 0;font-style:italic}
.auto td{font-size:8.5pt;color:#333;padding-top:.6mm;padding-bottom:.6mm}.auto .tick::before{display:none}
.other td{color:#555}.other .number{font-weight:400}.child .number{padding-left:5mm;font-size:10pt}
.disarmed td{text-decoration:line-through;color:#666}.disarmed .mark,.disarmed .tick{text-decoration:none}.mark{font-weight:700}
header p{margin:1mm 0}.hash{font-family:ui-monospace,monospace;font-size:8.5pt;overflow-wrap:anywhere}
footer{position:fixed;bottom:0;left:0;right:0;font-size:8pt;color:#333;text-align:center;background:#fff}
@media print{body{margin:0;max-width:none}}`

export function cuesAsHtml(edition: Edition): string {
  const { show, venue } = edition
  const title = html(show.title.en ?? Object.values(show.title)[0] ?? show.id)
  const short = edition.hash.slice(0, 12)
  const segments = edition.segmentOrder.length
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${title}: cue sheet ${short}</title><style>${STYLE}
</style></head><body>
<header><h1>${names(show.title)}</h1>
<p>${html(venue.name)} · ${edition.cueOrder.length} cues · ${segments} segment${segments === 1 ? '' : 's'}</p>
<p class="hash">Edition ${edition.hash}</p></header>
${[null, ...DEPARTMENTS]
  .map((department) => page(edition, department))
  .filter(Boolean)
  .join('\n')}
<footer>${title} · edition ${short}</footer>
</body></html>
`
}
