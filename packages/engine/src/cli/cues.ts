/** `ghostlight cues <show>`: the cue list as a table, as CSV, or as a sheet to print. */
import type { Cue, Edition, Text } from '@ghostlight/timeline'

const columns = ['number', 'name', 'kind', 'does', 'pre-wait s', 'post-wait s', 'continue', 'armed', 'notes'] as const
type Row = Readonly<Record<(typeof columns)[number], string>>

const inEnglish = (text: Text | undefined): string => text?.en ?? Object.values(text ?? {})[0] ?? ''

const stays = (lengthMs: number | undefined): string => (lengthMs === undefined ? '' : `for ${lengthMs / 1000} s`)

function doesOf(edition: Edition, cueId: string, { action }: Cue): string {
  switch (action.kind) {
    case 'segment': {
      const segment = edition.show.setlist[action.segmentId]
      const from = action.startBeats === undefined ? '' : ` from beat ${action.startBeats}`
      const section = action.startSectionId === undefined ? '' : ` from section ${action.startSectionId}`
      return `${inEnglish(segment?.name) || action.segmentId}${section || from}`
    }
    case 'look':
      return `${edition.show.looks[action.look]?.name ?? action.look} in ${action.fadeMs / 1000} s`
    case 'releaseLooks':
      return `looks out in ${action.fadeMs / 1000} s`
    case 'osc':
      return action.messages.map((message) => message.address).join(' ')
    case 'command':
      return [action.command, action.outputClass, action.boundary, action.levelUnit, action.cueId]
        .filter((part) => part !== undefined)
        .join(' ')
    case 'performer':
      return [action.performerId, action.move, ...Object.keys(action.expressions ?? {}), stays(action.lengthMs)].filter(Boolean).join(' ')
    case 'camera':
      return [action.shot, stays(action.lengthMs)].filter(Boolean).join(' ')
    case 'output': {
      const { picture } = action
      const what =
        picture.kind === 'media'
          ? `${picture.file} on layer ${picture.layer}`
          : picture.kind === 'pattern'
            ? `pattern ${picture.pattern}`
            : picture.kind
      return [action.outputId ?? 'every screen:', what, `in ${action.fadeMs / 1000} s`, stays(action.lengthMs)].filter(Boolean).join(' ')
    }
    case 'sound':
      return `${action.file}${action.loop ? ' looped' : ''} in ${action.fadeMs / 1000} s`
    case 'soundFade':
      return `${action.cueId ?? 'all sounds'} to ${action.gainDb} dB in ${action.fadeMs / 1000} s`
    case 'soundStop':
      return `${action.cueId ?? 'all sounds'} out in ${action.fadeMs / 1000} s`
    case 'release':
      return `${action.of} out in ${action.fadeMs / 1000} s`
    case 'vamp':
      return action.sectionId ?? 'this section'
    case 'hold':
      return stays(action.lengthMs)
    case 'wait':
      return `${action.lengthMs / 1000} s`
    case 'group':
      return `${(edition.groupChildren[cueId] ?? []).map((id) => edition.show.cues[id]!.number).join(action.mode === 'together' ? ' + ' : ', then ')}`
    case 'note':
      return ''
  }
}

const childrenBelow = (edition: Edition, cueId: string): readonly string[] =>
  (edition.groupChildren[cueId] ?? []).flatMap((id) => [id, ...childrenBelow(edition, id)])

function rowsOf(edition: Edition): readonly Row[] {
  return edition.cueOrder
    .flatMap((id) => [id, ...childrenBelow(edition, id)])
    .map((id) => {
      const cue = edition.show.cues[id]!
      return {
        number: cue.number,
        name: inEnglish(cue.name),
        kind: cue.action.kind,
        does: doesOf(edition, id, cue),
        'pre-wait s': cue.preWaitMs === 0 ? '' : String(cue.preWaitMs / 1000),
        'post-wait s': cue.postWaitMs === 0 ? '' : String(cue.postWaitMs / 1000),
        continue: cue.continueMode === 'none' ? '' : cue.continueMode,
        armed: cue.armed ? 'yes' : 'no',
        notes: cue.notes ?? '',
      }
    })
}

/** A field that begins like a formula would be one in a spreadsheet. */
const csvField = (text: string) => {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
const htmlText = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

export function cuesAsCsv(edition: Edition): string {
  const lines = [columns.join(','), ...rowsOf(edition).map((row) => columns.map((column) => csvField(row[column])).join(','))]
  return `${lines.join('\r\n')}\r\n`
}

export function cuesAsHtml(edition: Edition): string {
  const title = htmlText(inEnglish(edition.show.title))
  const head = columns.map((column) => `<th scope="col">${htmlText(column)}</th>`).join('')
  const body = rowsOf(edition)
    .map((row) => `<tr>${columns.map((column) => `<td>${htmlText(row[column])}</td>`).join('')}</tr>`)
    .join('\n')
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${title}: cues</title><style>
body{font:11pt/1.35 system-ui,sans-serif;margin:2em}table{border-collapse:collapse;width:100%}
th,td{border-bottom:1px solid #999;padding:.25em .5em;text-align:left;vertical-align:top}th{border-bottom:2px solid #000}
td:first-child{font-weight:700}thead{display:table-header-group}tr{break-inside:avoid}footer{margin-top:1em;color:#444;font-size:9pt}
</style></head><body><h1>${title}</h1><table><thead><tr>${head}</tr></thead><tbody>
${body}
</tbody></table><footer>Edition ${edition.hash}</footer></body></html>
`
}

export function cuesAsText(edition: Edition): string {
  const rows = rowsOf(edition)
  const shown = ['number', 'name', 'kind', 'does', 'continue', 'notes'] as const
  const width = (column: (typeof shown)[number]) => Math.max(column.length, ...rows.map((row) => row[column].length))
  const line = (row: Readonly<Record<string, string>>) =>
    shown
      .map((column) => (row[column] ?? '').padEnd(width(column)))
      .join('  ')
      .trimEnd()
  const header = line(Object.fromEntries(shown.map((column) => [column, column])))
  return `${[header, ...rows.map(line)].join('\n')}\n`
}
