import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { main as sing } from '../../packages/voice/bench.ts'
import { sakura } from '../../packages/voice/src/testing/score.ts'

/** A song of five minutes at 120 bpm in four parts. */
function fiveMinutes(): unknown {
  const parts = { lead: 0, low: 12, middle: 4, high: 7 }
  const tracks = Object.entries(parts).map(([id, lower], order) => {
    const notes: [string, unknown][] = []
    for (let at = 2; at < 600; at += 2) {
      for (const [lyric, pitch, lengthBeats] of sakura) {
        notes.push([`n${String(notes.length).padStart(5, '0')}`, { startBeats: at, lengthBeats, pitch: pitch - lower, lyric }])
        at += lengthBeats
      }
    }
    const role = id === 'lead' ? 'lead' : 'harmony'
    const more = { performerId: 'singer', language: 'ja', gainDb: 0, role, notes: Object.fromEntries(notes) }
    return [id, { kind: 'vocal', order: `a${order}`, name: id, ...more }]
  })
  return {
    schemaVersion: 1,
    id: 'five',
    title: { en: 'Five minutes' },
    lengthBeats: 620,
    tempo: { start: { atBeats: 0, bpm: 120, curve: 'step' } },
    metre: { start: { atBeats: 0, beatsPerBar: 4, beatUnit: 4 } },
    sections: {},
    vamps: {},
    tracks: Object.fromEntries(tracks),
    credits: {},
  }
}

/** `ghostlight sing --stems` as a process of its own: its processor time and the most memory it ever held. */
async function singStems(): Promise<void> {
  const engine = join(import.meta.dirname, '../../dist/engine/main.js')
  if (!existsSync(engine)) {
    console.log('the engine is not built: sing --stems is not measured')
    return
  }
  const folder = mkdtempSync(join(tmpdir(), 'ghostlight-stems-'))
  try {
    const song = join(folder, 'five.json')
    writeFileSync(song, JSON.stringify(fiveMinutes()))
    const report =
      "import { isMainThread } from 'node:worker_threads'\nif (isMainThread) process.on('exit', () => { const u = process.resourceUsage(); console.log(JSON.stringify([(u.userCPUTime + u.systemCPUTime) / 1e6, u.maxRSS / 1024])) })"
    const { stdout } = await promisify(execFile)(process.execPath, [
      ...['--import', `data:text/javascript,${encodeURIComponent(report)}`],
      ...[engine, 'sing', song, '--out', join(folder, 'five.wav'), '--stems', join(folder, 'stems')],
    ])
    const [cpuS, mb] = JSON.parse(stdout.trim().split('\n').at(-1)!) as [number, number]
    console.log(`sing --stems of five minutes in four parts: ${cpuS.toFixed(1)} s of processor time, at most ${mb.toFixed(0)} MB`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Speed of the built-in voices, what praat and pocketsphinx make of them, and a long song on disk. */
export async function main(args: readonly string[]): Promise<number> {
  await singStems()
  return sing(args)
}
