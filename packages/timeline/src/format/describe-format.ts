/** The page docs/show-format.md, made from the JSON Schemas: one table per shape. */
import { unitOfName } from './explain.ts'
import { jsonSchemas } from './json-schema.ts'
import { CURRENT_SCHEMA_VERSION } from './migrations/migrate.ts'

interface Schema {
  readonly type?: string
  readonly description?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly pattern?: string
  readonly minLength?: number
  readonly minItems?: number
  readonly items?: Schema
  readonly prefixItems?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: Schema | boolean
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
}

const FILES: Readonly<Record<'show' | 'song' | 'venue', string>> = { show: 'show.json', song: 'songs/<id>/song.json', venue: 'venue.json' }

/** Markdown of the whole page, ending with a newline. */
export function describeFormat(): string {
  const schemas = jsonSchemas()
  const lines = [
    '# The show format',
    '',
    '<!-- Written by scripts/write-schema.ts from the shapes in packages/timeline/src/document. Change those, not this page. -->',
    '',
    `Format version ${CURRENT_SCHEMA_VERSION}. A show is a folder with \`show.json\`, \`venue.json\` and one \`songs/<id>/song.json\` per song; files name the`,
    'JSON Schemas in `docs/schema`. Musical positions are quarter notes ("beats"), whatever the metre. Collections are records keyed by id;',
    'where their order matters each entry has an `order` text and they are sorted by it. Unknown fields are mistakes and are named by `ghostlight check`.',
    'Older versions are brought up to date when they are opened; a newer one is refused.',
    '',
  ]
  for (const name of ['show', 'song', 'venue'] as const) {
    lines.push(`## ${name}`, '', `\`${FILES[name]}\`, JSON Schema: [schema/${name}.schema.json](schema/${name}.schema.json)`, '')
    describeShape(name, schemas[name] as Schema, lines)
  }
  return `${lines.join('\n').trimEnd()}\n`
}

/** A table of one shape's fields, then the shapes inside it. */
function describeShape(title: string, schema: Schema, lines: string[]): void {
  const alternatives = alternativesOf(schema)
  if (alternatives) {
    for (const alternative of alternatives) describeShape(`${title} (${tagOf(alternative)})`, alternative, lines)
    return
  }
  if (title.includes('.') || title.includes('(')) lines.push(`### ${title}`, '')
  if (schema.description) lines.push(schema.description, '')
  lines.push('| field | type | unit or range | meaning |', '|---|---|---|---|')
  const inner: [string, Schema][] = []
  for (const [name, field] of Object.entries(schema.properties ?? {})) {
    const optional = schema.required?.includes(name) ? '' : '?'
    const cells = [`\`${name}\`${optional}`, typeText(field), rangeText(name, field), field.description ?? '']
    lines.push(`| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    const shape = shapeInside(field)
    if (shape) inner.push([`${title}.${name}${shape === field ? '' : field.type === 'array' ? '[]' : '.{id}'}`, shape])
  }
  lines.push('')
  for (const [innerTitle, shape] of inner) describeShape(innerTitle, shape, lines)
}

const isShape = (schema: Schema): boolean => schema.properties !== undefined
const alternativesOf = (schema: Schema): readonly Schema[] | null => {
  const options = schema.oneOf ?? schema.anyOf
  return options?.every(isShape) ? options : null
}

/** The shape that deserves a table of its own: the field itself, the values of a record, the entries of a list. */
function shapeInside(field: Schema): Schema | null {
  const value = typeof field.additionalProperties === 'object' ? field.additionalProperties : field.type === 'array' ? field.items : field
  return value && (isShape(value) || alternativesOf(value)) ? value : null
}

function tagOf(schema: Schema): string {
  const tag = Object.entries(schema.properties ?? {}).find(([, field]) => field.const !== undefined)
  return tag ? `${tag[0]}: ${String(tag[1].const)}` : 'shape'
}

function typeText(field: Schema): string {
  if (field.const !== undefined) return `\`${JSON.stringify(field.const)}\``
  if (field.enum) return field.enum.map((value) => `\`${String(value)}\``).join(', ')
  const options = field.oneOf ?? field.anyOf
  if (options) return alternativesOf(field) ? `one of ${options.map(tagOf).join(', ')}` : options.map(typeText).join(' or ')
  if (field.prefixItems) return `[${field.prefixItems.map(typeText).join(', ')}]`
  if (field.type === 'array') return `list of ${field.items ? typeText(field.items) : 'anything'}`
  if (typeof field.additionalProperties === 'object' && !isShape(field)) {
    return `record of ${isShape(field.additionalProperties) || alternativesOf(field.additionalProperties) ? 'shapes' : typeText(field.additionalProperties)}`
  }
  if (isShape(field)) return 'shape'
  if (field.type === 'integer') return 'whole number'
  if (field.type === 'string') return 'text'
  return field.type === 'boolean' ? 'true or false' : (field.type ?? 'anything')
}

/** Numbers beyond this are limits of the machine, not of the format. */
const REAL_LIMIT = 2 ** 53 - 1

function rangeText(name: string, field: Schema): string {
  const parts: string[] = []
  const low = field.exclusiveMinimum !== undefined ? `more than ${field.exclusiveMinimum}` : field.minimum
  const limited = (value: number | undefined) => value !== undefined && Math.abs(value) < REAL_LIMIT
  if (limited(field.minimum) && limited(field.maximum)) parts.push(`${field.minimum} to ${field.maximum}`)
  else if (field.exclusiveMinimum !== undefined) parts.push(String(low))
  else if (limited(field.minimum)) parts.push(`${field.minimum} or more`)
  if (field.pattern && !field.description) parts.push(`\`${field.pattern}\``)
  if (field.minItems !== undefined) parts.push(`at least ${field.minItems}`)
  if (field.minLength !== undefined) parts.push('not empty')
  const unit = unitOfName(name)
  if (unit !== null && unit !== '0 to 1' && field.type !== 'string') parts.push(unit)
  return parts.join(', ')
}
