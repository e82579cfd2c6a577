/** The cue list as a CSV that comes back: what may be edited in a spreadsheet, and how each column is read again. */
import type { Cue, Edition, Show } from '@ghostlight/timeline'

/** A column of a cue's own values; `read` gives the cue with the cell in it, or says what is wrong with it. */
export interface CueColumn {
  readonly name: string
  readonly write: (cue: Cue) => string
  readonly read: (cue: Cue, cell: string, decimals: 'point' | 'comma') => Cue | string
}

const secondsColumn = (name: string, field: 'preWaitMs' | 'postWaitMs'): CueColumn => ({
  name,
  write: (cue) => (cue[field] === 0 ? '' : String(cue[field] / 1000)),
  read: (cue, cell, decimals) => {
    const text = decimals === 'comma' ? cell.trim().replace(',', '.') : cell.trim()
    const seconds = text === '' ? 0 : Number(text)
    if (!Number.isFinite(seconds) || seconds < 0) return `"${cell}" is no number of seconds from 0`
    return { ...cue, [field]: Math.round(seconds * 1000) }
  },
})

/** Languages in which cues of this show are named, English first. */
export function languagesOf(show: Pick<Show, 'cues'>): readonly string[] {
  const all = new Set(Object.values(show.cues).flatMap((cue) => Object.keys(cue.name)))
  return ['en', ...[...all].filter((language) => language !== 'en').sort()]
}

const CONTINUE = ['none', 'autoContinue', 'autoFollow'] as const

/** Columns that may be edited. */
export function editableColumns(languages: readonly string[]): readonly CueColumn[] {
  return [
    {
      name: 'number',
      write: (cue) => cue.number,
      read: (cue, cell) =>
        /^\d+(\.\d+)*$/.test(cell.trim())
          ? { ...cue, number: cell.trim() }
          : `"${cell}" is no cue number; it is digits with points, such as 12.5`,
    },
    ...languages.map(
      (language): CueColumn => ({
        name: `name ${language}`,
        write: (cue) => cue.name[language] ?? '',
        read: (cue, cell) => {
          const { [language]: _, ...others } = cue.name
          return { ...cue, name: cell.trim() === '' ? others : { ...others, [language]: cell.trim() } }
        },
      }),
    ),
    secondsColumn('pre-wait s', 'preWaitMs'),
    secondsColumn('post-wait s', 'postWaitMs'),
    {
      name: 'continue',
      write: (cue) => (cue.continueMode === 'none' ? '' : cue.continueMode),
      read: (cue, cell) => {
        const mode = cell.trim() === '' ? 'none' : CONTINUE.find((one) => one.toLowerCase() === cell.trim().toLowerCase())
        return mode === undefined ? `"${cell}" is none of ${CONTINUE.join(', ')}` : { ...cue, continueMode: mode }
      },
    },
    {
      name: 'armed',
      write: (cue) => (cue.armed ? 'yes' : 'no'),
      read: (cue, cell) => {
        const word = cell.trim().toLowerCase()
        if (word !== 'yes' && word !== 'no') return `"${cell}" is neither yes nor no`
        return { ...cue, armed: word === 'yes' }
      },
    },
    {
      name: 'notes',
      write: (cue) => cue.notes ?? '',
      read: (cue, cell) => {
        const { notes: _, ...others } = cue
        return cell.trim() === '' ? others : { ...others, notes: cell.replaceAll('\r\n', '\n') }
      },
    },
  ]
}

/** Columns that only tell, with what they say of a cue. `id` is what a row is found by when it comes back. */
export const tellingColumns = ['id', 'kind', 'does'] as const

/** A field that begins like a formula would be one in a spreadsheet; the apostrophe is taken off again. */
const guarded = /^'*[=+\-@\t\r]/
function csvField(text: string): string {
  const safe = guarded.test(text) ? `'${text}` : text
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
const unguarded = (cell: string): string => (cell.startsWith("'") && guarded.test(cell.slice(1)) ? cell.slice(1) : cell)

/** @param does  what each cue does, in words. @param order  cue ids, children of groups included. */
export function cuesAsCsv({ show }: Pick<Edition, 'show'>, order: readonly string[], does: (cueId: string) => string): string {
  const columns = editableColumns(languagesOf(show))
  const header = [...columns.map(({ name }) => name), ...tellingColumns]
  const rows = order.map((id) => {
    const cue = show.cues[id]!
    return [...columns.map(({ write }) => write(cue)), id, cue.action.kind, does(id)]
  })
  return `${[header, ...rows].map((row) => row.map(csvField).join(',')).join('\r\n')}\r\n`
}

/** Rows of a CSV by RFC 4180; also what spreadsheets make of it: a byte-order mark, ";" or tabs in place of commas. */
export function parseCsv(text: string): { readonly rows: readonly (readonly string[])[]; readonly separator: string } {
  const source = text.replace(/^\uFEFF/, '')
  const firstLine = source.split(/\r?\n/, 1)[0] ?? ''
  const separator = [',', ';', '\t'].reduce((best, one) => (firstLine.split(one).length > firstLine.split(best).length ? one : best), ',')
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let quoted = false
  const endCell = () => {
    row.push(unguarded(cell))
    cell = ''
  }
  const endRow = () => {
    endCell()
    if (row.some((one) => one !== '')) rows.push(row)
    row = []
  }
  for (let i = 0; i < source.length; i++) {
    const character = source[i]!
    if (quoted) {
      if (character !== '"') cell += character
      else if (source[i + 1] === '"') cell += source[++i]
      else quoted = false
    } else if (character === '"' && cell === '') quoted = true
    else if (character === separator) endCell()
    else if (character === '\n') endRow()
    else if (character !== '\r') cell += character
  }
  endRow()
  return { rows, separator }
}

export interface CueEdits {
  readonly cues: Readonly<Record<string, Cue>>
  /** Cells that now say something else. */
  readonly changed: number
  /** Everything that is wrong, by row and column; while there is any, nothing should be taken over. */
  readonly problems: readonly string[]
  /** What is worth knowing. */
  readonly remarks: readonly string[]
}

/** What a CSV changes. Rows are found by id; cues without a row, and columns that are not there, stay as they are. */
export function readCueCsv(edition: Pick<Edition, 'show'>, text: string, does: (cueId: string) => string): CueEdits {
  const { show } = edition
  const { rows, separator } = parseCsv(text)
  const decimals = separator === ',' ? 'point' : 'comma'
  const [header, ...body] = rows
  const problems: string[] = []
  const remarks: string[] = []
  const names = (header ?? []).map((name) => name.trim())
  if (!names.includes('id'))
    return { cues: show.cues, changed: 0, remarks, problems: ['there is no column "id"; it tells which cue a row is'] }
  const written = names.flatMap((name) => /^name ([A-Za-z-]{2,12})$/.exec(name)?.[1] ?? [])
  const columns = new Map(editableColumns([...new Set([...languagesOf(show), ...written])]).map((column) => [column.name, column]))
  names.forEach((name, index) => {
    const known = columns.has(name) || (tellingColumns as readonly string[]).includes(name)
    if (!known)
      problems.push(`column ${index + 1}: there is no column "${name}"; there are ${[...columns.keys(), ...tellingColumns].join(', ')}`)
    if (names.indexOf(name) !== index) problems.push(`column ${index + 1}: "${name}" is there twice`)
  })
  const cues: Record<string, Cue> = { ...show.cues }
  const seen = new Set<string>()
  let changed = 0
  body.forEach((cells, index) => {
    const at = (name: string) => `row ${index + 2}, ${name}`
    const id = cells[names.indexOf('id')]?.trim() ?? ''
    if (!Object.hasOwn(show.cues, id)) {
      problems.push(`${at('id')}: there is no cue with the id "${id}"; new cues are made in the console`)
      return
    }
    if (seen.has(id)) problems.push(`${at('id')}: "${id}" is there twice`)
    seen.add(id)
    if (cells.length > names.length) problems.push(`row ${index + 2}: it has ${cells.length} cells, the header ${names.length}`)
    names.forEach((name, column) => {
      const cell = cells[column] ?? ''
      const before = cues[id]!
      if (name === 'kind' || name === 'does') {
        const told = name === 'kind' ? before.action.kind : does(id)
        if (cell !== told) remarks.push(`${at(name)}: it only tells what the cue does and was not read; change that in the console`)
        return
      }
      const editable = columns.get(name)
      if (editable === undefined || cell === editable.write(before)) return
      const after = editable.read(before, cell, decimals)
      if (typeof after === 'string') problems.push(`${at(name)}: ${after}`)
      else if (editable.write(after) !== editable.write(before)) {
        cues[id] = after
        changed++
      }
    })
  })
  const left = Object.keys(show.cues).filter((id) => !seen.has(id))
  if (left.length > 0)
    remarks.push(`${left.length} cue${left.length === 1 ? ' has' : 's have'} no row and stay as they are: ${left.join(', ')}`)
  const owners = new Map<string, string>()
  for (const [id, { number }] of Object.entries(cues)) {
    const twin = owners.get(number)
    if (twin !== undefined) problems.push(`cue ${number} would be there twice: "${twin}" and "${id}"`)
    owners.set(number, id)
  }
  return { cues, changed, problems, remarks }
}
