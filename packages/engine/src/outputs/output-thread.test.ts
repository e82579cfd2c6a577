import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { OutputThread } from './output-thread.ts'

const folder = mkdtempSync(join(tmpdir(), 'ghostlight-last-words-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the output thread, seen from the main thread', () => {
  it('what it said before it ended is heard before its end, also when nobody could listen meanwhile', async () => {
    const file = join(folder, 'dies.mjs')
    const words = 200
    writeFileSync(
      file,
      `import { workerData } from 'node:worker_threads'
       for (let n = 0; n < ${words}; n++) workerData.port.postMessage({ kind: 'edges', sent: [{ edge: 'e|0|' + n, sentAtMs: n }] })
       process.exit(1)`,
    )
    const heard: string[] = []
    await new Promise<void>((resolve) => {
      new OutputThread(
        file,
        { hrtimeOrigin: 0n, latencyMs: [], wires: [], transports: [], realtime: false },
        {
          onMessage: (message) => void heard.push(message.kind),
          onDeath() {
            heard.push('death')
            resolve()
          },
        },
      )
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300)
    })
    expect(heard).toEqual([...Array.from({ length: words }, () => 'edges'), 'death'])
  })
})
