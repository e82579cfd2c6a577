/** Commands arrive from keyboards, sockets, HTTP and desks as unknown data; they leave here as a `Command` or as words about what is wrong. */
import type { Command } from '@ghostlight/timeline'
import { z } from 'zod'

const unit = z.number().min(0).max(1)
const universe = z.number().int().min(1).max(63_999)
const slot = z.number().int().min(1).max(512)
const TakenSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('fixture'),
    fixtureId: z.string(),
    levelUnit: unit.optional(),
    colour: z
      .string()
      .regex(/^#[0-9a-f]{6}$/i, 'a colour is "#rrggbb"')
      .optional(),
    panDeg: z.number().min(-360).max(360).optional(),
    tiltDeg: z.number().min(-360).max(360).optional(),
    beamDeg: z.number().min(0).max(180).optional(),
    strobeHz: z.number().min(0).max(25).optional(),
    parked: z.boolean().optional(),
  }),
  z.strictObject({ kind: z.literal('output'), outputId: z.string(), levelUnit: unit }),
  z.strictObject({ kind: z.literal('channel'), universe, slot, value: z.number().int().min(0).max(255) }),
])
const TakenNameSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('fixture'), fixtureId: z.string() }),
  z.strictObject({ kind: z.literal('output'), outputId: z.string() }),
  z.strictObject({ kind: z.literal('channel'), universe, slot }),
])

const CommandSchema = z.discriminatedUnion('command', [
  z.strictObject({ command: z.literal('go'), expectedCue: z.string().optional() }),
  z.strictObject({ command: z.literal('standBy'), cue: z.string() }),
  z.strictObject({ command: z.literal('back') }),
  z.strictObject({ command: z.literal('fire'), cue: z.string() }),
  z.strictObject({ command: z.literal('hold') }),
  z.strictObject({ command: z.literal('resume') }),
  z.strictObject({ command: z.literal('devamp'), at: z.enum(['beat', 'bar', 'section', 'pass']).optional() }),
  z.strictObject({ command: z.literal('vamp'), section: z.string().optional() }),
  z.strictObject({
    command: z.literal('locate'),
    segment: z.string().optional(),
    positionMs: z.number().min(0).optional(),
    bar: z.number().min(1).optional(),
    beat: z.number().min(1).optional(),
  }),
  z.strictObject({ command: z.literal('blackout'), on: z.boolean() }),
  z.strictObject({ command: z.literal('freeze'), on: z.boolean(), output: z.string().optional() }),
  z.strictObject({ command: z.literal('panic'), fadeMs: z.number().min(0).max(600_000).optional() }),
  z.strictObject({ command: z.literal('undoLastGo') }),
  z.strictObject({ command: z.literal('grandMaster'), levelUnit: z.number().min(0).max(1) }),
  z.strictObject({ command: z.literal('mute'), outputClass: z.enum(['light', 'osc', 'sound', 'picture']), on: z.boolean() }),
  z.strictObject({ command: z.literal('strobe'), on: z.boolean() }),
  z.strictObject({ command: z.literal('showLock'), on: z.boolean() }),
  z.strictObject({ command: z.literal('arm'), cue: z.string(), on: z.boolean() }),
  z.strictObject({ command: z.literal('take'), taken: TakenSchema }),
  z.strictObject({ command: z.literal('release'), what: TakenNameSchema.nullable() }),
  z.strictObject({
    command: z.literal('releaseCues'),
    of: z.enum(['looks', 'performers', 'camera', 'outputs', 'sounds', 'all']),
    fadeMs: z.number().min(0).max(600_000).optional(),
  }),
  z.strictObject({ command: z.literal('adopt'), at: z.enum(['now', 'nextSegment']), force: z.boolean().optional() }),
  z.strictObject({ command: z.literal('fireEdge'), edge: z.string() }),
])
type Forgotten = Exclude<Command['command'], z.infer<typeof CommandSchema>['command']>
/** Does not compile when a verb of the timeline cannot be asked for here. */
const nothingIsForgotten: [Forgotten] extends [never] ? true : Forgotten = true
void nothingIsForgotten

/** Every verb, for messages and documentation. */
export const verbs: readonly string[] = CommandSchema.options.map((option) => option.shape.command.value)

export type ParsedCommand =
  | { readonly ok: true; readonly command: Command; readonly id: string | null }
  | { readonly ok: false; readonly message: string }

/** @param value {"command": "go", …, "id"?: idempotency key of up to 200 characters} */
export function parseCommand(value: unknown): ParsedCommand {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { ok: false, message: 'A command is an object such as {"command": "go"}.' }
  }
  const { id, ...rest } = value as Record<string, unknown>
  if (id !== undefined && (typeof id !== 'string' || id.length === 0 || id.length > 200)) {
    return { ok: false, message: `"id" is a text of 1 to 200 characters that names this request; got ${JSON.stringify(id)}.` }
  }
  if (typeof rest.command !== 'string' || !verbs.includes(rest.command)) {
    return { ok: false, message: `Unknown command ${JSON.stringify(rest.command)}. Known are: ${verbs.join(', ')}.` }
  }
  const parsed = CommandSchema.safeParse(rest)
  if (!parsed.success) {
    const words = parsed.error.issues.map((issue) => `${issue.path.join('.') || rest.command}: ${issue.message}`)
    return { ok: false, message: `${rest.command}: ${words.join('; ')}` }
  }
  // zod types a missing field as `| undefined`; a field that is not there is not there.
  const command = Object.fromEntries(Object.entries(parsed.data).filter(([, field]) => field !== undefined))
  return { ok: true, command: command as unknown as Command, id: (id as string | undefined) ?? null }
}
