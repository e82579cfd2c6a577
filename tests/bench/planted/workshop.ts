/** A copy of the sources in a temporary folder, in which faults are put and taken out again and single test files are run. */
import { execFileSync, spawnSync } from 'node:child_process'
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type Fault, planted, type Verdict, type VitestReport, verdictOf } from './plant.ts'

/** A test file that takes longer than this hangs. */
const unitMs = 240_000
const pageMs = 600_000

const projectOf = (test: string): string => (test.startsWith('tests/') ? 'system' : 'unit')

export class Workshop {
  readonly folder = mkdtempSync(join(tmpdir(), 'ghostlight-planted-'))
  readonly #root: string

  /** Copies every tracked file as it lies in the work tree; dependencies are linked, the workspaces among them to the copy. */
  constructor(root: string) {
    this.#root = root
    const files = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 }).split('\0')
    for (const file of files) {
      if (file === '' || !existsSync(join(root, file))) continue
      mkdirSync(dirname(join(this.folder, file)), { recursive: true })
      copyFileSync(join(root, file), join(this.folder, file))
    }
    this.#linkModules()
  }

  #linkModules(): void {
    const [from, to] = [join(this.#root, 'node_modules'), join(this.folder, 'node_modules')]
    mkdirSync(join(to, '@ghostlight'), { recursive: true })
    for (const name of readdirSync(from)) {
      // Caches of the build belong to the copy, and @ghostlight leads into it.
      if (name !== '@ghostlight' && !name.startsWith('.')) symlinkSync(join(from, name), join(to, name))
    }
    for (const group of ['packages', 'apps']) {
      for (const name of readdirSync(join(this.folder, group)))
        symlinkSync(join(this.folder, group, name), join(to, '@ghostlight', name), 'dir')
    }
    copyFileSync(join(from, '.package-lock.json'), join(to, '.package-lock.json'))
  }

  /** Page tests open what was built: begin with what the repository has, so that only what a fault changes is built anew. */
  bringBuild(): void {
    if (existsSync(join(this.#root, 'dist'))) cpSync(join(this.#root, 'dist'), join(this.folder, 'dist'), { recursive: true })
    const stamps = join(this.#root, 'node_modules', '.ghostlight')
    if (existsSync(stamps)) cpSync(stamps, join(this.folder, 'node_modules', '.ghostlight'), { recursive: true })
  }

  /** @returns what went wrong, or null */
  #build(): string | null {
    const built = spawnSync(process.execPath, ['scripts/ready.mjs', 'build'], { cwd: this.folder, encoding: 'utf8', timeout: pageMs })
    return built.status === 0 ? null : `it does not build: ${built.stderr.trim().split('\n').at(-1) ?? ''}`
  }

  /** Runs one test file, or those of its tests whose full name matches. */
  run({ test, named, page = false }: Pick<Fault, 'test' | 'named' | 'page'>): Verdict {
    if (!existsSync(join(this.folder, test))) return { kind: 'nothing', why: `there is no ${test}` }
    if (page) {
      const why = this.#build()
      if (why !== null) return { kind: 'nothing', why }
    }
    const report = join(this.folder, 'vitest-report.json')
    rmSync(report, { force: true })
    const args = ['node_modules/vitest/vitest.mjs', 'run', '--project', projectOf(test), test]
    args.push('--reporter=json', `--outputFile=${report}`, ...(named === undefined ? [] : ['-t', named]))
    const ran = spawnSync(process.execPath, args, { cwd: this.folder, encoding: 'utf8', timeout: page ? pageMs : unitMs })
    if (!existsSync(report)) return { kind: 'nothing', why: `vitest ended without a report: ${ran.stderr.trim().split('\n')[0] ?? ''}` }
    return verdictOf(JSON.parse(readFileSync(report, 'utf8')) as VitestReport)
  }

  /** Why a fault cannot be put into the sources as they are; null when it can. */
  staleness(fault: Fault): string | null {
    const file = join(this.folder, fault.file)
    if (!existsSync(file)) return `there is no ${fault.file}`
    const read = planted(readFileSync(file, 'utf8'), fault)
    return read.ok ? null : read.why
  }

  /** Puts the fault in, runs its test, takes it out again. */
  try(fault: Fault): Verdict {
    const why = this.staleness(fault)
    if (why !== null) return { kind: 'nothing', why }
    const file = join(this.folder, fault.file)
    const sound = readFileSync(file, 'utf8')
    const read = planted(sound, fault)
    if (!read.ok) return { kind: 'nothing', why: read.why }
    writeFileSync(file, read.text)
    try {
      return this.run(fault)
    } finally {
      writeFileSync(file, sound)
    }
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }
}
