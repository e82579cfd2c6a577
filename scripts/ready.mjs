// What `npm start`, `npm test` and the other everyday commands go through: is this Node new enough, are the
// dependencies and the built pages up to date, and then the verb itself. Plain old syntax on purpose: a Node
// that is too old must still be able to read this file and say so.
import { spawn, spawnSync } from 'child_process'
import { createHash } from 'crypto'
import fs from 'fs'
import path from 'path'
import { fileURLToPath, pathToFileURL } from 'url'
import { endWithParent, runToEnd } from './end-with.mjs'

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const stamps = path.join(root, 'node_modules', '.ghostlight')
const inside = (name) => path.join(root, name)

function say(line) {
  process.stderr.write(line + '\n')
}

function stop(message) {
  say(message)
  process.exit(1)
}

/** 20.19 and later 20s, 22.12 and later 22s, and everything newer: what the bundler asks for. */
function requireNode() {
  const parts = process.versions.node.split('.').map(Number)
  const major = parts[0]
  const minor = parts[1]
  const good = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22
  if (good) return
  const exact = major > 20 ? ' (of Node 22: 22.12 or newer)' : ''
  stop(
    'Ghostlight needs Node 20.19 or newer' +
      exact +
      '; found ' +
      process.versions.node +
      ' at ' +
      process.execPath +
      '.\n' +
      'Get a newer one from https://nodejs.org, or with your version manager: nvm install 22',
  )
}

/** Calls `see(file)` for every file under `directory`, in a stable order. */
function walk(directory, see) {
  let names
  try {
    names = fs.readdirSync(directory, { withFileTypes: true })
  } catch (error) {
    if (error.code === 'ENOENT') return
    throw error
  }
  names.sort((a, b) => (a.name < b.name ? -1 : 1))
  names.forEach((entry) => {
    if (entry.name === 'node_modules' || entry.name === 'dist' || entry.name.charAt(0) === '.') return
    const file = path.join(directory, entry.name)
    if (entry.isDirectory()) walk(file, see)
    else if (entry.isFile()) see(file)
  })
}

function hashOf(names) {
  const hash = createHash('sha256')
  hash.update(process.versions.node.split('.')[0])
  const add = (file) => {
    if (/\.test\.tsx?$/.test(file) || /\.md$/.test(file)) return
    hash.update(path.relative(root, file).split(path.sep).join('/') + '\0')
    hash.update(fs.readFileSync(file))
  }
  names.forEach((name) => {
    const at = inside(name)
    if (!fs.existsSync(at)) return
    if (fs.statSync(at).isDirectory()) walk(at, add)
    else add(at)
  })
  return hash.digest('hex')
}

function readStamp(name) {
  try {
    return fs.readFileSync(path.join(stamps, name), 'utf8')
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return ''
    throw error
  }
}

function writeStamp(name, value) {
  fs.mkdirSync(stamps, { recursive: true })
  fs.writeFileSync(path.join(stamps, name), value)
}

/** npm itself says in a hidden lockfile what it has put there: somebody who ran `npm install` by hand need not wait again. */
function installedByHand() {
  let wanted
  let found
  try {
    wanted = JSON.parse(fs.readFileSync(inside('package-lock.json'), 'utf8')).packages
    found = JSON.parse(fs.readFileSync(inside('node_modules/.package-lock.json'), 'utf8')).packages
  } catch (_unread) {
    return false
  }
  return Object.keys(wanted).every((key) => {
    const want = wanted[key]
    if (key.indexOf('node_modules/') < 0 || want.optional || want.devOptional || want.peer) return true
    const have = found[key]
    if (have === undefined || !fs.existsSync(inside(key))) return false
    return want.link ? have.link === true : have.version === want.version
  })
}

/** npm's own script, so that no shell and no npm.cmd is needed. */
function findNpm() {
  const given = process.env.npm_execpath
  if (given && /npm-cli\.c?js$/.test(given) && fs.existsSync(given)) return given
  const bin = path.dirname(process.execPath)
  const places = [path.join(bin, 'node_modules/npm/bin/npm-cli.js'), path.join(bin, '../lib/node_modules/npm/bin/npm-cli.js')]
  const found = places.filter((place) => fs.existsSync(place))
  return found.length > 0 ? found[0] : null
}

function seconds(sinceMs) {
  return ((Date.now() - sinceMs) / 1000).toFixed(1) + ' s'
}

function install() {
  const want = hashOf(['package-lock.json'])
  if (readStamp('installed') === want && fs.existsSync(inside('node_modules/.package-lock.json'))) return
  if (installedByHand()) {
    writeStamp('installed', want)
    return
  }
  const npm = findNpm()
  if (npm === null) stop('The dependencies are not installed and npm was not found beside ' + process.execPath + '. Run: npm ci')
  say('Installing dependencies (npm ci; this happens once) …')
  const sinceMs = Date.now()
  const ticking = path.join(root, 'scripts', 'still-working.mjs')
  const ticker = spawn(process.execPath, [ticking, 'installing'], { stdio: ['pipe', 'ignore', 'inherit'] })
  const result = spawnSync(process.execPath, [npm, 'ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', process.stderr, process.stderr],
    env: Object.assign({}, process.env, { npm_config_update_notifier: 'false' }),
  })
  ticker.stdin.end()
  ticker.kill()
  if (result.status !== 0)
    stop('npm ci failed (see above). Is there a network connection? Nothing was changed outside node_modules; try again.')
  writeStamp('installed', want)
  say('Installed in ' + seconds(sinceMs) + '.')
}

const shared = ['package-lock.json', 'tsconfig.json', 'packages']
const parts = [
  { name: 'engine', config: 'vite.engine.config.ts', sources: shared },
  { name: 'console', config: 'apps/console/vite.config.ts', sources: shared.concat(['apps/console']) },
  { name: 'stage', config: 'apps/stage/vite.config.ts', sources: shared.concat(['apps/stage']) },
]

function viteArgs(part, extra) {
  const args = [inside('node_modules/vite/bin/vite.js'), 'build', '--config', inside(part.config), '--logLevel', 'warn']
  if (part.name === 'engine') args.push('--ssr')
  return args.concat(extra)
}

function buildPart(part, want) {
  return new Promise((done) => {
    const sinceMs = Date.now()
    const child = spawn(process.execPath, viteArgs(part, []), {
      cwd: path.dirname(inside(part.config)),
      stdio: ['ignore', process.stderr, process.stderr],
    })
    child.on('error', (error) => {
      stop('Could not start the build of ' + part.name + ': ' + error.message)
    })
    child.on('exit', (code) => {
      if (code === 0) {
        writeStamp('built-' + part.name, want)
        say('Built ' + part.name + ' in ' + seconds(sinceMs) + '.')
      }
      done(code === 0)
    })
  })
}

async function build() {
  const stale = []
  parts.forEach((part) => {
    if (!fs.existsSync(inside(part.config))) return
    const want = hashOf(part.sources.concat([part.config]))
    if (readStamp('built-' + part.name) === want && fs.existsSync(inside('dist/' + part.name))) return
    stale.push({ part: part, want: want })
  })
  if (stale.length === 0) return
  say('Building ' + stale.map((one) => one.part.name).join(', ') + ' …')
  const results = await Promise.all(stale.map((one) => buildPart(one.part, one.want)))
  if (results.indexOf(false) >= 0) stop('The build failed (see above).')
}

/** The engine runs in this very process: signals and exit codes need no forwarding. */
async function ghostlight(args) {
  const main = inside('dist/engine/main.js')
  process.argv = [process.execPath, main].concat(args)
  await import(pathToFileURL(main).href)
}

/** Runs a tool of node_modules and resolves to its exit code. */
function tool(file, args) {
  return runToEnd([inside('node_modules/' + file)].concat(args), { cwd: root })
}

async function check() {
  const codes = [
    await tool('typescript/bin/tsc', ['-p', 'tsconfig.json']),
    await tool('typescript/bin/tsc', ['-p', 'tsconfig.pure.json']),
    await tool('@biomejs/biome/bin/biome', ['check']),
  ]
  return Math.max.apply(null, codes)
}

/** Rebuilds on every change of a source; the engine restarts (and plays on) when its own files changed. */
function dev(args) {
  const children = parts
    .filter((part) => fs.existsSync(inside(part.config)))
    .map((part) => spawn(process.execPath, viteArgs(part, ['--watch']), { cwd: path.dirname(inside(part.config)), stdio: 'inherit' }))
  const serve = ['--watch', '--watch-preserve-output', inside('dist/engine/main.js'), 'serve'].concat(args)
  children.push(spawn(process.execPath, serve, { cwd: root, stdio: 'inherit' }))
  const end = () => {
    children.forEach((child) => {
      child.kill()
    })
    process.exit(0)
  }
  process.on('SIGINT', end)
  process.on('SIGTERM', end)
}

/** `npm run bench cues -- --quick`; without an area, all of them. */
async function bench(args) {
  const areas = []
  walk(inside('tests/bench'), (file) => {
    if (/\.ts$/.test(file) && /^export (async )?function main\(/m.test(fs.readFileSync(file, 'utf8')))
      areas.push(path.basename(file, '.ts'))
  })
  const named = args.length > 0 && args[0].charAt(0) !== '-' ? args[0] : null
  if (named !== null && areas.indexOf(named) < 0) stop('There is no bench "' + named + '"; there are: ' + areas.join(', '))
  const rest = named === null ? args : args.slice(1)
  let worst = 0
  for (const area of named === null ? areas : [named]) {
    const code = await runToEnd([inside('scripts/run-ts.mjs'), inside('tests/bench/' + area + '.ts')].concat(rest), { cwd: root })
    worst = Math.max(worst, code)
  }
  return worst
}

/** `npm start -- --port 5000` serves the demo show; a first argument that is no flag names another one. */
function withShow(args) {
  return args.length > 0 && args[0].charAt(0) !== '-' ? args : [inside('shows/first-light')].concat(args)
}

async function main() {
  requireNode()
  const verb = process.argv[2]
  const args = process.argv.slice(3)
  const verbs = ['start', 'dev', 'test', 'check', 'build', 'bench', 'ghostlight']
  if (verbs.indexOf(verb) < 0) stop('What to do? node scripts/ready.mjs ' + verbs.join(' | '))
  if (process.env.npm_lifecycle_event) endWithParent(500)
  install()
  if (verb === 'check') {
    process.exit(await check())
  }
  await build()
  if (verb === 'start') await ghostlight(['serve'].concat(withShow(args)))
  else if (verb === 'ghostlight') await ghostlight(args)
  else if (verb === 'bench') process.exit(await bench(args))
  else if (verb === 'dev') dev(withShow(args))
  else if (verb === 'test') process.exit(await tool('vitest/vitest.mjs', ['run'].concat(args)))
}

main().catch((error) => {
  stop(error && error.stack ? error.stack : String(error))
})
