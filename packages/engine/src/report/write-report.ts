/** A report as a table to read, as CSV for a spreadsheet, or as a sheet to print and file. */
import type { ActReport } from './acts.ts'
import type { CueReport, EdgeReport, PerformanceReport } from './performance-report.ts'

/** 01:02:03.456 */
export function clockText(atMs: number): string {
  const whole = Math.round(Math.max(0, atMs))
  const two = (n: number) => String(n).padStart(2, '0')
  const seconds = Math.floor(whole / 1000)
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}.${String(whole % 1000).padStart(3, '0')}`
}

const figure = (value: number | null): string => (value === null ? '' : value.toFixed(3))
const columns = [
  'kind',
  'number',
  'name',
  'by',
  'started ms',
  'planned ms',
  'sent ms',
  'late ms',
  'state',
  'address',
  'target',
  'id',
  'undone ms',
] as const
type Row = readonly string[]

const startedBy = ({ by, asserted }: CueReport): string => (asserted ? 'put on by a locate' : by === '' ? 'follows by itself' : by)
const cueRow = (cue: CueReport): Row => [
  'cue',
  cue.number,
  cue.name,
  startedBy(cue),
  figure(cue.atMs),
  figure(cue.plannedMs),
  figure(cue.sentMs),
  figure(cue.lateMs),
  cue.first ?? '',
  '',
  '',
  cue.runId,
  figure(cue.undone?.atMs ?? null),
]
const actRow = (act: ActReport): Row => ['act', '', act.what, act.by, figure(act.atMs), '', '', '', '', '', '', '', '']
const edgeRow = (edge: EdgeReport): Row => [
  'trigger',
  edge.cue ?? '',
  edge.song ?? '',
  '',
  '',
  figure(edge.plannedMs),
  figure(edge.sentMs),
  figure(edge.lateMs),
  edge.state,
  edge.address,
  edge.targetId ?? '',
  edge.edgeId,
  '',
]

/** Cues and acts as they followed each other. */
const inTurn = <T>({ cues, acts }: PerformanceReport, ofCue: (cue: CueReport) => T, ofAct: (act: ActReport) => T): readonly T[] =>
  [...cues.map((cue) => ({ atMs: cue.plannedMs, told: ofCue(cue) })), ...acts.map((act) => ({ atMs: act.atMs, told: ofAct(act) }))]
    .sort((a, b) => a.atMs - b.atMs)
    .map(({ told }) => told)

/** Every cue with its triggers behind it and every act, then the triggers of songs. */
const rowsOf = (report: PerformanceReport): readonly Row[] => [
  ...inTurn(
    report,
    (cue) => [cueRow(cue), ...cue.edges.map(edgeRow)],
    (act) => [actRow(act)],
  ).flat(),
  ...report.songEdges.map(edgeRow),
]

/** A cell that begins like a formula would be one in a spreadsheet. */
const csvCell = (cell: string): string => {
  const safe = /^[=+@\t\r-]/.test(cell) && Number.isNaN(Number(cell)) ? `'${cell}` : cell
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
export const reportAsCsv = (report: PerformanceReport): string =>
  `${[columns, ...rowsOf(report)].map((row) => row.map(csvCell).join(',')).join('\r\n')}\r\n`

const heading = ({ title, venue, openedAtWallMs }: PerformanceReport): string =>
  [title, venue, openedAtWallMs === null ? '' : `opened ${new Date(openedAtWallMs).toISOString().replace('T', ' ').slice(0, 19)} UTC`]
    .filter((part) => part !== '')
    .join(' · ')

function summary({ cues, acts, songEdges, late, entries, untilMs, editions }: PerformanceReport): string[] {
  const edges = [...cues.flatMap((cue) => cue.edges), ...songEdges]
  const count = (state: EdgeReport['state']) => edges.filter((edge) => edge.state === state).length
  const undone = cues.filter((cue) => cue.undone !== null).length
  const lit = cues.flatMap(({ first, lateMs }) => (first === 'light' && lateMs !== null ? [lateMs] : [])).sort((a, b) => a - b)
  return [
    `${entries} entries over ${clockText(untilMs)}; ${cues.length} cue starts${undone === 0 ? '' : ` (${undone} undone)`}, ${acts.length} other acts; editions ${editions.map((hash) => hash.slice(0, 12)).join(', ')}`,
    `triggers: ${count('sent')} sent, ${count('passed')} passed over, ${count('uncertain')} uncertain${count('forgotten') === 0 ? '' : `, ${count('forgotten')} so long ago that the record names them no more`}`,
    ...(late === null
      ? []
      : [
          `triggers, sent minus planned: median ${figure(late.p50Ms)}, 95 % ${figure(late.p95Ms)}, 99 % ${figure(late.p99Ms)}, most ${figure(late.maxMs)} ms`,
        ]),
    ...(lit.length === 0
      ? []
      : [`light of ${lit.length} cues, sent minus its deadline: median ${figure(lit[lit.length >> 1]!)}, most ${figure(lit.at(-1)!)} ms`]),
  ]
}

export function reportAsText(report: PerformanceReport): string {
  const cue = (one: CueReport) => {
    const { sentMs, lateMs, first, edges, undone } = one
    return `${clockText(one.plannedMs)}  ${one.number.padStart(6)}  ${one.name.padEnd(28)}  ${startedBy(one).padEnd(24)}${
      undone === null ? '' : `  UNDONE at ${clockText(undone.atMs)} by ${undone.by}`
    }${sentMs === null || lateMs === null ? '' : `  first ${first} left at ${figure(sentMs)} ms, ${figure(lateMs)} ms late`}${edges
      .map((edge) => `\n${' '.repeat(22)}${edge.address}  ${edge.state}${edge.lateMs === null ? '' : ` ${figure(edge.lateMs)} ms late`}`)
      .join('')}`
  }
  const act = ({ atMs, what, by }: ActReport) => `${clockText(atMs)}  ${''.padStart(6)}  ${what.padEnd(28)}  ${by}`
  return `${[heading(report), ...summary(report), '', ...inTurn(report, cue, act)].join('\n')}\n`
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

const STYLE = `
@page{size:A4 landscape;margin:12mm}
:root{color-scheme:light}
body{font:9pt/1.35 system-ui,"Noto Sans","Noto Sans JP","Noto Sans CJK JP",sans-serif;color:#000;background:#fff;margin:8mm}
h1{font-size:18pt;margin:0}p{margin:1mm 0}
table{border-collapse:collapse;width:100%;margin-top:5mm;font-variant-numeric:tabular-nums}thead{display:table-header-group}tr{break-inside:avoid}
th,td{padding:1mm 1.4mm;text-align:left;vertical-align:top;overflow-wrap:anywhere}th{border-bottom:1.5pt solid #000;font-size:8pt}td{border-bottom:.4pt solid #888}
.cue td{font-weight:600}.act td:nth-child(3){font-style:italic}.trigger td{font-size:8pt;color:#333}
.undone td:nth-child(-n+3){text-decoration:line-through}
@media print{body{margin:0}}`

export function reportAsHtml(report: PerformanceReport): string {
  const cells = (row: Row, tag: 'td' | 'th') =>
    `<tr${tag === 'th' ? '' : ` class="${row[0]}${row.at(-1) === '' ? '' : ' undone'}"`}>${row.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join('')}</tr>`
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>${escaped(`Report · ${report.title}`)}</title>
<style>${STYLE}</style>
<h1>Report of a performance</h1>
<p>${escaped(heading(report))}</p>
${summary(report)
  .map((line) => `<p>${escaped(line)}</p>`)
  .join('\n')}
<table>
<thead>${cells(columns, 'th')}</thead>
<tbody>
${rowsOf(report)
  .map((row) => cells(row, 'td'))
  .join('\n')}
</tbody>
</table>
</html>
`
}
