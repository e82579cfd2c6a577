/**
 * `npm run bench model [--commands 100000] [--seed 1]`: random logs of 20 to 200 commands through the performance and through the plain model
 * that shares no code with it, compared after every command; how often each command met each kind of moment.
 */
import { compareModels, type MomentKind, momentKinds } from '../../packages/timeline/src/testing/compare-models.ts'
import { createRandom } from '../../packages/timeline/src/testing/random.ts'

const numberOf = (args: readonly string[], flag: string, otherwise: number): number => {
  const at = args.indexOf(flag)
  return at < 0 ? otherwise : Number(args[at + 1])
}

/** @returns the exit code: 0 when the two agree everywhere and every command met every kind of moment. */
export function main(args: readonly string[] = []): number {
  const goal = numberOf(args, '--commands', 100_000)
  const firstSeed = numberOf(args, '--seed', 1)
  const random = createRandom(firstSeed)
  const met = new Map<string, Map<MomentKind, { accepted: number; refused: number }>>()
  const count = (verb: string, kinds: readonly MomentKind[], accepted: boolean) => {
    const row = met.get(verb) ?? new Map()
    met.set(verb, row)
    for (const kind of kinds) {
      const cell = row.get(kind) ?? { accepted: 0, refused: 0 }
      row.set(kind, cell)
      if (accepted) cell.accepted++
      else cell.refused++
    }
  }
  let commands = 0
  let accepted = 0
  let logs = 0
  const startedAt = process.hrtime.bigint()
  for (let seed = firstSeed; commands < goal; seed++) {
    const result = compareModels(seed, random.whole(20, 200), count)
    commands += result.commands
    accepted += result.accepted
    logs++
    if (result.difference) {
      console.log(
        `seed ${seed}: they differ in ${result.difference.what} at ${result.difference.atMs} ms, after command ${result.difference.afterCommand}`,
      )
      console.log(`  performance  ${JSON.stringify(result.difference.real)}`)
      console.log(`  plain model  ${JSON.stringify(result.difference.plain)}`)
      return 1
    }
  }
  const seconds = Number(process.hrtime.bigint() - startedAt) / 1e9
  console.log(
    `${commands} commands in ${logs} logs of 20 to 200 (seeds from ${firstSeed}): ${accepted} accepted, no difference; ${seconds.toFixed(0)} s\n`,
  )
  return printTable(met)
}

/** A cell is "accepted/refused". */
function printTable(met: ReadonlyMap<string, ReadonlyMap<MomentKind, { accepted: number; refused: number }>>): number {
  const width = Math.max(...[...met.keys()].map((verb) => verb.length)) + 2
  console.log(`${''.padEnd(width)}${momentKinds.map((kind) => kind.padStart(15)).join('')}`)
  let missing = 0
  for (const [verb, row] of [...met].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const cells = momentKinds.map((kind) => {
      const cell = row.get(kind)
      if (!cell) missing++
      return (cell ? `${cell.accepted}/${cell.refused}` : '–').padStart(15)
    })
    console.log(`${verb.padEnd(width)}${cells.join('')}`)
  }
  console.log(missing === 0 ? '\nEvery command met every kind of moment (accepted/refused).' : `\n${missing} meetings are missing.`)
  return missing === 0 ? 0 : 1
}
