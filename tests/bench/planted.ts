/**
 * Would a test notice? npm run bench planted [-- --rule feet,lips] [--list] [--quick]
 * Puts one realistic fault after another into a copy of the sources (a sign, a dropped factor, a wrong unit; the lists stand in
 * `planted/`), runs the test file that holds the rule, and says:
 *   caught   an expectation was not met (with the name of the test)
 *   MISSED   the tests stayed green: a test is missing
 *   stale    the fault proves nothing: its text is no longer there, or code broke before anything could be expected
 * Aim (issue "The performer and the screen"): every rule is seen to fail. `--quick` leaves out what needs a browser.
 */
import { fileURLToPath } from 'node:url'
import { faceFaults } from './planted/face.ts'
import { figureFaults } from './planted/figure.ts'
import { importFaults } from './planted/import.ts'
import { movementFaults } from './planted/movement.ts'
import { chosen, type Fault, type Rule, type Verdict } from './planted/plant.ts'
import { screenFaults } from './planted/screen.ts'
import { Workshop } from './planted/workshop.ts'

const all: readonly Rule[] = [...figureFaults, ...movementFaults, ...faceFaults, ...importFaults, ...screenFaults]

const said = (verdict: Verdict): string => {
  if (verdict.kind === 'caught') return `caught  by "${verdict.by}"${verdict.count > 1 ? ` and ${verdict.count - 1} more` : ''}`
  return verdict.kind === 'green' ? `MISSED  ${verdict.count} tests stayed green` : `stale   ${verdict.why}`
}
const named = (fault: Fault): string => `${fault.file}: ${fault.why}`

function list(rules: readonly Rule[], workshop: Workshop): number {
  let stale = 0
  for (const { rule, promise, faults } of rules) {
    console.log(`${rule}: ${promise}`)
    for (const fault of faults) {
      const why = workshop.staleness(fault)
      if (why !== null) stale++
      console.log(`  ${named(fault)}  → ${fault.test}${fault.page ? ' (browser)' : ''}${why === null ? '' : `  STALE: ${why}`}`)
    }
  }
  return stale === 0 ? 0 : 1
}

/** Each test that is asked must be green on sound sources, or its red says nothing about a fault. */
class SoundRuns {
  readonly #workshop: Workshop
  readonly #known = new Map<string, Verdict>()

  constructor(workshop: Workshop) {
    this.#workshop = workshop
  }

  of(fault: Fault): Verdict {
    const key = `${fault.test} ${fault.named ?? ''}`
    const verdict = this.#known.get(key) ?? this.#workshop.run(fault)
    this.#known.set(key, verdict)
    return verdict
  }
}

export function main(args: readonly string[] = []): number {
  const rule = args.includes('--rule') ? (args[args.indexOf('--rule') + 1] ?? null) : null
  const rules = chosen(all, { rule, quick: args.includes('--quick') })
  if (rules.length === 0) {
    console.log(`No rule is called so; there are: ${all.map((one) => one.rule).join(', ')}`)
    return 1
  }
  const began = process.hrtime.bigint()
  const workshop = new Workshop(fileURLToPath(new URL('../../', import.meta.url)))
  try {
    if (args.includes('--list')) return list(rules, workshop)
    const faults = rules.flatMap((one) => one.faults)
    if (faults.some((fault) => fault.page)) workshop.bringBuild()
    console.log(`${faults.length} faults of ${rules.length} rules; each test is run as it is first.`)
    const sound = new SoundRuns(workshop)
    const counts = new Map<string, number>()
    let done = 0
    for (const one of rules) {
      for (const fault of one.faults) {
        const before = sound.of(fault)
        const verdict: Verdict =
          before.kind === 'green' ? workshop.try(fault) : { kind: 'nothing', why: `its test is not green without it: ${said(before)}` }
        if (verdict.kind === 'caught') counts.set(one.rule, (counts.get(one.rule) ?? 0) + 1)
        console.log(`${String(++done).padStart(3)}/${faults.length}  ${one.rule} · ${named(fault)}\n         ${said(verdict)}`)
      }
    }
    console.log(`\n${'rule'.padEnd(36)} faults  caught`)
    for (const one of rules) {
      const caught = counts.get(one.rule) ?? 0
      console.log(
        `${one.rule.padEnd(36)} ${String(one.faults.length).padStart(6)}  ${String(caught).padStart(6)}${caught < one.faults.length ? '  ✗' : ''}`,
      )
    }
    const caught = [...counts.values()].reduce((sum, count) => sum + count, 0)
    const seconds = Number((process.hrtime.bigint() - began) / 1_000_000_000n)
    console.log(`${caught} of ${faults.length} caught, in ${Math.floor(seconds / 60)} min ${seconds % 60} s.`)
    return caught === faults.length ? 0 : 1
  } finally {
    workshop.dispose()
  }
}
