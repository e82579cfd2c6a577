/** Turns what the schema objects to into words a choreographer can act on: what is wrong, what was given, what to do. */
import { z } from 'zod'
import type { Issue } from '../issue.ts'
import { nearestWord } from './nearest-word.ts'

type ZodIssue = z.core.$ZodIssue

/** All issues of a failed parse, in document order, with paths as in "tracks.lead.notes.n12.lyric". */
export function explain(issues: readonly ZodIssue[], input: unknown, schema: z.ZodType): Issue[] {
  return issues.flatMap((issue) => explainOne(issue, [], input, schema))
}

function explainOne(issue: ZodIssue, prefix: readonly PropertyKey[], input: unknown, schema: z.ZodType): Issue[] {
  const path = [...prefix, ...issue.path]
  const given = valueAt(input, path)
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownField([...path, key], key, fieldsAt(schema, input, path)))
    case 'invalid_union':
      return explainUnion(issue, path, input, schema)
    case 'invalid_key':
      return [
        problem([...path], 'bad-id', `"${String(path.at(-1))}" cannot name this: ${issue.issues[0]?.message ?? 'it is not a valid id'}`),
      ]
    case 'invalid_type':
      if (given === undefined) return [problem(path, 'missing-field', missing(issue.expected, path, schema, input))]
      return [problem(path, 'wrong-type', `${article(issue.expected)} belongs here${unitOf(path)}, but ${show(given)} was given`)]
    case 'too_small':
    case 'too_big':
      return [problem(path, 'out-of-range', outOfRange(issue, path, given))]
    case 'invalid_value': {
      const values = issue.values.map((value) => String(value))
      if (path.at(-1) === 'schemaVersion') {
        return [problem(path, 'wrong-version', `schemaVersion must be ${values.join(' or ')}; ${show(given)} was given`)]
      }
      return [oneOf(path, given, values)]
    }
    case 'invalid_format':
      return [problem(path, 'bad-format', `${show(given)}: ${issue.message}`)]
    case 'not_multiple_of':
      return [problem(path, 'out-of-range', `must be a multiple of ${issue.divisor}; ${show(given)} was given`)]
    case 'invalid_element':
    case 'custom':
      return [problem(path, 'wrong-value', `${issue.message}; ${show(given)} was given`)]
  }
}

/** The alternative whose tag or type fits says what is wrong; with none fitting, all are named. */
function explainUnion(
  issue: Extract<ZodIssue, { code: 'invalid_union' }>,
  path: readonly PropertyKey[],
  input: unknown,
  schema: z.ZodType,
): Issue[] {
  if ('discriminator' in issue && typeof issue.discriminator === 'string') return [unknownKind(issue.discriminator, path, input, schema)]
  const given = valueAt(input, path)
  if (given === undefined) return [problem(path, 'missing-field', 'is missing')]
  const alternatives = issue.errors.filter((errors) => errors.length > 0)
  if (typeof given === 'object') {
    // An alternative fits when nothing is wrong with its tag: a member that may have one value only.
    const fitting = alternatives.find((errors) => !errors.some(isTagError))
    if (fitting) return fitting.flatMap((error) => explainOne(error, path, input, schema))
    const tags = alternatives.map((errors) => errors.find(isTagError)!)
    const tag = tags[0]?.path[0]
    if (tag !== undefined && tags.every((error) => error.path[0] === tag)) {
      return [oneOf([...path, tag], valueAt(given, [tag]), unique(tags.flatMap(valuesOf)))]
    }
  }
  const values = unique(alternatives.flatMap((errors) => errors.flatMap(valuesOf)))
  const wishes = unique(alternatives.flatMap((errors) => errors.filter((error) => error.code !== 'invalid_value').map(wish)))
  if (wishes.length === 0) return [oneOf(path, given, values)]
  const wanted = [...wishes, ...(values.length > 0 ? [`one of ${quoted(values)}`] : [])]
  return [problem(path, 'unknown-value', `${show(given)} is not known here; ${wanted.join(', or ')}`)]
}

const isTagError = (issue: ZodIssue): boolean => issue.code === 'invalid_value' && issue.path.length === 1
const valuesOf = (issue: ZodIssue): string[] => (issue.code === 'invalid_value' ? issue.values.map(String) : [])

/** What a tag says when no alternative answers to it. zod gives the path with the tag, or without when the record has none. */
function unknownKind(tag: string, path: readonly PropertyKey[], input: unknown, schema: z.ZodType): Issue {
  const at = path.at(-1) === tag ? path.slice(0, -1) : path
  return oneOf([...at, tag], valueAt(input, [...at, tag]), discriminatorValues(schemaAt(schema, input, at), tag))
}

function oneOf(path: readonly PropertyKey[], given: unknown, values: readonly string[]): Issue {
  if (given === undefined) return problem(path, 'missing-field', `is missing; one of ${quoted(values)}`)
  const hint = typeof given === 'string' ? nearestWord(given, values) : null
  return problem(
    path,
    'unknown-value',
    `${show(given)} is not known here; ${hint ? `did you mean "${hint}"?` : `one of ${quoted(values)}`}`,
  )
}

const wish = (issue: ZodIssue): string => (issue.code === 'invalid_type' ? article(issue.expected) : issue.message)

function unknownField(path: readonly PropertyKey[], key: string, known: readonly string[]): Issue {
  const hint = nearestWord(key, known)
  const rest = hint ? `; did you mean "${hint}"?` : known.length > 0 ? `; the fields here are ${known.join(', ')}` : ''
  return problem(path, 'unknown-field', `unknown field "${key}"${rest}`)
}

function missing(expected: string, path: readonly PropertyKey[], schema: z.ZodType, input: unknown): string {
  const description = schemaAt(schema, input, path)?.description
  return `is missing; ${article(expected)} belongs here${unitOf(path)}${description ? `: ${description}` : ''}`
}

function outOfRange(issue: Extract<ZodIssue, { code: 'too_small' | 'too_big' }>, path: readonly PropertyKey[], given: unknown): string {
  const small = issue.code === 'too_small'
  const limit = small ? issue.minimum : issue.maximum
  if (issue.origin === 'string')
    return given === '' ? 'must not be empty' : `must have ${small ? 'at least' : 'at most'} ${limit} letters; ${show(given)} was given`
  if (issue.origin === 'array') return `must have ${small ? 'at least' : 'at most'} ${limit} entries`
  const bound = small
    ? issue.inclusive
      ? `at least ${limit}`
      : `more than ${limit}`
    : issue.inclusive
      ? `at most ${limit}`
      : `less than ${limit}`
  return `must be ${bound}${unitOf(path)}; ${show(given)} was given`
}

const problem = (path: readonly PropertyKey[], code: string, message: string): Issue => ({
  path: pathText(path),
  code,
  severity: 'error',
  message,
})

export const pathText = (path: readonly PropertyKey[]): string => path.map(String).join('.')

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined
    value = (value as Record<PropertyKey, unknown>)[key]
  }
  return value
}

/** What was given, short enough for a line. */
export function show(value: unknown): string {
  if (typeof value === 'string') return value.length > 60 ? `"${value.slice(0, 57)}…"` : `"${value}"`
  if (value === undefined) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object' && value !== null) return 'a record'
  return String(value)
}

const quoted = (values: readonly string[]): string => values.map((value) => `"${value}"`).join(', ')
const unique = (values: readonly string[]): string[] => [...new Set(values)]

function article(expected: string): string {
  switch (expected) {
    case 'int':
      return 'a whole number'
    case 'object':
    case 'record':
      return 'a record {…}'
    case 'array':
    case 'tuple':
      return 'a list […]'
    case 'string':
      return 'text'
    case 'boolean':
      return 'true or false'
    case 'number':
      return 'a number'
    default:
      return expected
  }
}

/** Unit of a field, read off its name. */
export function unitOfName(name: string): string | null {
  if (/Px$/.test(name)) return 'pixels'
  if (/(^|[a-z])Ms$/.test(name)) return 'milliseconds'
  if (/Beats$/.test(name)) return 'quarter notes'
  if (/Db$/.test(name)) return 'dB'
  if (/Cents$/.test(name)) return 'cents'
  if (/Deg$/.test(name)) return 'degrees'
  if (/Unit$/.test(name) && name !== 'beatUnit') return '0 to 1'
  if (/M$/.test(name)) return 'metres'
  if (name === 'bpm') return 'quarter notes per minute'
  if (name === 'pitch') return 'MIDI note number'
  return null
}

function unitOf(path: readonly PropertyKey[]): string {
  const unit = unitOfName(String(path.at(-1) ?? ''))
  if (unit === null) return ''
  return unit === '0 to 1' ? ' (a level from 0 to 1)' : ` (${unit})`
}

/** The schema that a path leads to, choosing alternatives by what the input says; undefined where it leads nowhere. */
function schemaAt(schema: z.ZodType, input: unknown, path: readonly PropertyKey[]): z.ZodType | undefined {
  let current: z.ZodType | undefined = schema
  let value = input
  for (const key of path) {
    current = stepInto(resolved(current, value), key)
    value = valueAt(value, [key])
    if (!current) return undefined
  }
  return current
}

function resolved(schema: z.ZodType | undefined, value: unknown): z.ZodType | undefined {
  if (schema instanceof z.ZodOptional) return resolved(schema.unwrap() as z.ZodType, value)
  if (schema instanceof z.ZodDiscriminatedUnion) {
    const tag = schema.def.discriminator
    const wanted = valueAt(value, [tag])
    return (schema.options as readonly z.ZodType[]).find((option) => literalOf(option, tag) === wanted)
  }
  return schema
}

function stepInto(schema: z.ZodType | undefined, key: PropertyKey): z.ZodType | undefined {
  if (schema instanceof z.ZodObject) return schema.shape[String(key)] as z.ZodType | undefined
  if (schema instanceof z.ZodRecord) return schema.valueType as z.ZodType
  if (schema instanceof z.ZodArray) return schema.element as z.ZodType
  if (schema instanceof z.ZodTuple) return schema.def.items[Number(key)] as z.ZodType | undefined
  return undefined
}

function fieldsAt(schema: z.ZodType, input: unknown, path: readonly PropertyKey[]): string[] {
  const found = resolved(schemaAt(schema, input, path), valueAt(input, path))
  return found instanceof z.ZodObject ? Object.keys(found.shape) : []
}

function literalOf(option: z.ZodType, tag: string): unknown {
  if (!(option instanceof z.ZodObject)) return undefined
  const literal = option.shape[tag]
  return literal instanceof z.ZodLiteral ? literal.value : undefined
}

function discriminatorValues(schema: z.ZodType | undefined, tag: string): string[] {
  const union = schema instanceof z.ZodOptional ? (schema.unwrap() as z.ZodType) : schema
  if (!(union instanceof z.ZodDiscriminatedUnion)) return []
  return (union.options as readonly z.ZodType[]).map((option) => String(literalOf(option, tag)))
}
