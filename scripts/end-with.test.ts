import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterEach, describe, expect, it } from 'vitest'

const module = JSON.stringify(new URL('./end-with.mjs', import.meta.url).href)
const stays = `process.on('SIGTERM', () => { console.log('tidied'); process.exit(7) }); setInterval(() => {}, 1000); console.log('up ' + process.pid)`
const started: ChildProcess[] = []
const left: number[] = []

/** Runs a script, and resolves once a line of it, or of what it started, says "up <pid>"; the rest of what is said follows. */
async function start(script: string): Promise<{ child: ChildProcess; pid: number; rest: () => Promise<string> }> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  started.push(child)
  let heard = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    heard += text
  })
  while (!/up \d+\n/.test(heard)) await once(child.stdout, 'data')
  const pid = Number(/up (\d+)\n/.exec(heard)?.[1])
  left.push(pid)
  return {
    child,
    pid,
    // The pipe closes when the last process that holds it has ended.
    rest: async () => {
      if (!child.stdout.readableEnded) await once(child.stdout, 'end')
      return heard
    },
  }
}

afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL')
  for (const pid of left.splice(0)) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // It has ended, as it should.
    }
  }
})

describe.skipIf(process.platform === 'win32')('what the everyday commands start', () => {
  it('is told of the signal that its starter gets, and ends first with a code that is passed on', async () => {
    const { child, rest } = await start(
      `import { runToEnd } from ${module}\nprocess.exit(await runToEnd(['--input-type=module', '-e', ${JSON.stringify(stays)}], {}))`,
    )
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    expect(await ended).toEqual([7, null])
    expect(await rest()).toContain('tidied')
  })
  it('ends when the process that started it is gone, so that no port stays taken', async () => {
    const watched = JSON.stringify(`import { endWithParent } from ${module}\nendWithParent(20)\n${stays}`)
    const { child, rest } = await start(
      `import { spawn } from 'child_process'\nspawn(process.execPath, ['--input-type=module', '-e', ${watched}], { stdio: 'inherit' })\nsetInterval(() => {}, 1000)`,
    )
    child.kill('SIGKILL')
    expect(await rest()).toContain('tidied')
  })
})
