/**
 * Finds, or obtains, a browser for what needs one: rendering stems, and the tests. A browser counts as found once it has drawn a WebGL2 frame.
 * Order: GHOSTLIGHT_BROWSER, playwright's cache, a system Chrome/Chromium/Edge, `playwright install --only-shell chromium`,
 * apt-get as root on Debian; then a loud error, never a skip. Nothing is looked for before the first call.
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { type Browser, chromium, type LaunchOptions } from 'playwright-core'

/** Software rendering that draws the same pixels on every machine; sound without a gesture; no throttling of hidden pages. */
export const browserFlags: readonly string[] = [
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--autoplay-policy=no-user-gesture-required',
  '--disable-background-timer-throttling',
  '--disable-renderer-backgrounding',
  '--disable-backgrounding-occluded-windows',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]
const asRoot = process.getuid?.() === 0

/** `without` names flags to leave out, such as the autoplay policy when a test needs a locked AudioContext. */
export interface BrowserOptions {
  readonly without?: readonly string[]
  readonly extraFlags?: readonly string[]
}

function launchOptions(executablePath: string, { without = [], extraFlags = [] }: BrowserOptions): LaunchOptions {
  const flags = [...browserFlags, ...extraFlags].filter((flag) => !without.some((name) => flag.startsWith(name)))
  return { executablePath, args: [...flags, ...(asRoot ? ['--no-sandbox'] : [])] }
}

/** Empty when it drew red where red was asked for; else what went wrong. */
async function whyItDoesNotDraw(executablePath: string): Promise<string> {
  if (!existsSync(executablePath)) return 'no such file'
  let browser: Browser | null = null
  try {
    browser = await chromium.launch({ ...launchOptions(executablePath, {}), timeout: 30_000 })
    const page = await browser.newPage()
    const pixel = await page.evaluate(() => {
      const gl = document.createElement('canvas').getContext('webgl2')
      if (gl === null) return null
      gl.clearColor(1, 0, 0, 1)
      gl.clear(gl.COLOR_BUFFER_BIT)
      const rgba = new Uint8Array(4)
      gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, rgba)
      return [...rgba]
    })
    return pixel?.join() === '255,0,0,255' ? '' : 'it drew no WebGL2 frame'
  } catch (error) {
    return error instanceof Error ? (error.message.split('\n')[0] ?? 'it did not start') : String(error)
  } finally {
    await browser?.close()
  }
}

function systemBrowsers(): string[] {
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`)
  }
  if (process.platform === 'win32') {
    const roots = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA]
    return roots
      .filter((root) => root !== undefined)
      .flatMap((root) => [join(root, 'Google/Chrome/Application/chrome.exe'), join(root, 'Microsoft/Edge/Application/msedge.exe')])
  }
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge']
  return ['/usr/bin', '/usr/local/bin', '/snap/bin'].flatMap((folder) => names.map((name) => join(folder, name)))
}

/** Playwright's own download, where it would be or is. The one for headless use is tried too. */
function playwrightBrowsers(): string[] {
  try {
    const full = chromium.executablePath()
    const shell = full.replace(/chromium-(\d+)/, 'chromium_headless_shell-$1').replace(/chrome(\.exe)?$/, 'headless_shell$1')
    return shell === full ? [full] : [full, shell]
  } catch {
    return [] // this platform has no such download
  }
}

function obtainFromPlaywright(): string[] {
  const cli = join(dirname(createRequire(import.meta.url).resolve('playwright-core/package.json')), 'cli.js')
  console.error('no browser found: fetching one with "playwright install --only-shell chromium" …')
  spawnSync(process.execPath, [cli, 'install', '--only-shell', 'chromium'], { stdio: ['ignore', 2, 2], timeout: 300_000 })
  return playwrightBrowsers()
}

function obtainFromApt(): string[] {
  if (!asRoot || !existsSync('/etc/debian_version')) return []
  console.error("no browser found: installing Debian's chromium with apt-get …")
  spawnSync('apt-get', ['update', '-qq'], { stdio: ['ignore', 2, 2] })
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], {
    stdio: ['ignore', 2, 2],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
  return ['/usr/bin/chromium']
}

async function search(): Promise<string> {
  const tried: string[] = []
  const given = process.env.GHOSTLIGHT_BROWSER
  const sources = [() => (given ? [given] : []), playwrightBrowsers, systemBrowsers, obtainFromPlaywright, obtainFromApt]
  for (const source of sources) {
    for (const path of source()) {
      if (path !== given && !existsSync(path)) continue
      const why = await whyItDoesNotDraw(path)
      if (why === '') return path
      tried.push(`  ${path}: ${why}`)
    }
  }
  throw new Error(
    `A Chromium that can draw WebGL2 is needed, and none was found.\n${tried.join('\n')}\nInstall Chrome or Chromium, or name one in the environment variable GHOSTLIGHT_BROWSER.`,
  )
}

let found: Promise<string> | null = null

/** @returns path of a browser that has drawn a frame. Looked for once per test process. */
export function findBrowser(): Promise<string> {
  found ??= search()
  return found
}

/** A headless browser with software rendering; the caller closes it. */
export async function launchBrowser(options: BrowserOptions = {}): Promise<Browser> {
  return chromium.launch(launchOptions(await findBrowser(), options))
}
