/**
 * Fixtures of the Open Fixture Library (JSON, MIT licence, https://open-fixture-library.org) as profiles of a venue, one per mode.
 * Source: its "Fixture Format" documentation, schema 12. What looks can ask for is mapped (intensity, colour, pan, tilt, beam; pixels
 * as cells); every other parameter rests where it does not disturb: shutters open, functions off. What had to be guessed is told.
 */
import type { FixtureProfile, Issue, SlotUse } from '@ghostlight/timeline'
import { channelsOf } from './channel.ts'
import { listOf, memberOf, objectOf, textOf } from './json-reader.ts'
import { insertedChannels, matrixOf } from './matrix.ts'
import { slotsOf } from './slots-of.ts'

export type ImportedFixture =
  | {
      readonly ok: true
      readonly name: string
      /** By the name of the mode. */
      readonly modes: Readonly<Record<string, FixtureProfile>>
      /** Warnings: what was guessed or left at rest. */
      readonly issues: readonly Issue[]
    }
  | { readonly ok: false; readonly issues: readonly Issue[] }

const SLOTS_PER_UNIVERSE = 512

/** @param json the parsed file. */
export function importOpenFixtureLibrary(json: unknown): ImportedFixture {
  const fixture = objectOf(json)
  const name = textOf(memberOf(fixture, 'name'))
  if (fixture === null || name === null)
    return refuse('', 'not-a-fixture', 'this is not a fixture of the Open Fixture Library: it has no name')
  const redirect = textOf(memberOf(fixture, 'redirectTo'))
  if (redirect !== null)
    return refuse('redirectTo', 'redirected', `this file only says that the fixture is now "${redirect}"; import that one`)
  const issues: Issue[] = []
  const channels = channelsOf(fixture)
  const matrix = matrixOf(fixture)
  const lens = listOf(memberOf(objectOf(memberOf(objectOf(memberOf(fixture, 'physical')), 'lens')), 'degreesMinMax'))
  const lensDeg = lens.filter((deg): deg is number => typeof deg === 'number' && deg > 0 && deg <= 180)
  for (const group of matrix.unclear)
    issues.push(warning(`matrix.pixelGroups.${group}`, 'unclear-pixels', `which pixels form the group "${group}" could not be worked out`))
  const modes: Record<string, FixtureProfile> = {}
  listOf(memberOf(fixture, 'modes')).forEach((value, index) => {
    const mode = objectOf(value)
    const path = `modes.${index}`
    const modeName = textOf(memberOf(mode, 'name'))
    if (modeName === null) {
      issues.push(warning(path, 'mode-without-name', 'a mode without a name was left out'))
      return
    }
    const names = listOf(memberOf(mode, 'channels')).flatMap((entry) => {
      const insert = objectOf(entry)
      return insert === null ? [textOf(entry)] : insertedChannels(insert, matrix)
    })
    if (names.length === 0 || names.length > SLOTS_PER_UNIVERSE) {
      issues.push(warning(path, 'unusable-mode', `mode "${modeName}" has ${names.length} slots and was left out`))
      return
    }
    const say = (code: string, message: string) => issues.push(warning(path, code, `mode "${modeName}": ${message}`))
    const slots = slotsOf(names, channels, { lensDeg, say })
    const profile = { name: `${name}, ${modeName}`, slots, homeBeamDeg: Math.min(180, lensDeg.at(-1) ?? homeBeamOf(slots)) }
    Object.defineProperty(modes, modeName, { value: profile, enumerable: true })
  })
  if (Object.keys(modes).length === 0)
    return { ok: false, issues: [...issues, error('modes', 'no-modes', `"${name}" has no mode that can be used`)] }
  return { ok: true, name, modes, issues }
}

/** Without a lens in the file: a head is narrow, colour is washed wide. */
function homeBeamOf(slots: readonly SlotUse[]): number {
  const zoom = slots.find((slot) => slot.kind === 'zoom')
  if (zoom?.kind === 'zoom') return (zoom.lowDeg + zoom.highDeg) / 2
  return slots.some((slot) => slot.kind === 'pan') ? 12 : slots.some((slot) => slot.kind === 'red') ? 40 : 25
}

const refuse = (path: string, code: string, message: string): ImportedFixture => ({ ok: false, issues: [error(path, code, message)] })
const error = (path: string, code: string, message: string): Issue => ({ path, code, severity: 'error', message })
const warning = (path: string, code: string, message: string): Issue => ({ path, code, severity: 'warning', message })
