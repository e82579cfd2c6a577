/**
 * Makes what the cue list of the demo show plays and shows: node scripts/run-ts.mjs scripts/songbook/write-media.ts
 * A moon (PNG) and the crackle of an ember (Opus, a loop; needs ffmpeg). Both are drawn and sounded by this file alone.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { png } from '../png.ts'

const root = 'shows/first-light'
/** Length of the loop, seconds. */
export const EMBER_S = 12
const RATE_HZ = 48_000

/** 0 ≤ u < 1, always the same row: mulberry32. */
function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x100000000
  }
}

/** A spring moon to the audience's left, in a thin halo. Everything else is black, which on gauze is nothing. */
function moon(): Buffer {
  const [widthPx, heightPx] = [1280, 720]
  const next = dice(4)
  const seas = Array.from({ length: 26 }, () => {
    const [angle, away] = [next() * 2 * Math.PI, 0.85 * Math.sqrt(next())]
    return { x: Math.cos(angle) * away, y: Math.sin(angle) * away, size: 0.1 + next() * 0.28, depth: 0.05 + next() * 0.13 }
  })
  const [centreX, centreY, radius] = [290, 200, 96]
  const pixels = new Uint8Array(widthPx * heightPx * 3)
  for (let y = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++) {
      const [dx, dy] = [(x + 0.5 - centreX) / radius, (y + 0.5 - centreY) / radius]
      const away = Math.hypot(dx, dy)
      const edge = Math.min(1, Math.max(0, (1 - away) * radius * 0.5 + 0.5))
      let disc = edge * (0.72 + 0.28 * Math.sqrt(Math.max(0, 1 - away * away)))
      for (const sea of seas) disc *= 1 - sea.depth * Math.exp(-(((dx - sea.x) ** 2 + (dy - sea.y) ** 2) / sea.size ** 2))
      const halo = 0.2 * Math.exp(-Math.max(0, away - 1) / 0.45) * (1 - edge)
      const light = disc + halo
      // A little noise, or the halo would come out in rings.
      const grain = light > 0.004 ? next() - 0.5 : 0
      const tint = [1, 0.955, 0.87 + 0.1 * (1 - edge)]
      for (let part = 0; part < 3; part++)
        pixels[(y * widthPx + x) * 3 + part] = Math.max(0, Math.min(255, light * tint[part]! * 250 + grain))
    }
  }
  return png(widthPx, heightPx, pixels)
}

/** Clicks of burning wood over a low breath; the end runs on into the beginning. 16-bit mono. */
function ember(): Int16Array {
  const next = dice(11)
  const count = EMBER_S * RATE_HZ
  const sound = new Float64Array(count)
  for (let click = 0; click < EMBER_S * 11; click++) {
    const from = Math.floor(next() * count)
    const loud = 0.05 + 0.9 * next() ** 6
    const decayMs = 0.6 + 5 * next() ** 2
    const pitchHz = 900 + 5200 * next()
    const last = Math.ceil((decayMs * 8 * RATE_HZ) / 1000)
    let noise = 0
    for (let i = 0; i < last; i++) {
      noise = 0.6 * noise + 0.4 * (next() * 2 - 1)
      const ring = Math.sin((2 * Math.PI * pitchHz * i) / RATE_HZ)
      const at = (from + i) % count
      sound[at] = sound[at]! + loud * Math.exp((-i * 1000) / RATE_HZ / decayMs) * (0.55 * ring + 1.4 * noise)
    }
  }
  // Breath: slow sines that fit the loop a whole number of times, so that nothing jumps where it begins again.
  const partials = Array.from({ length: 240 }, () => ({
    turns: Math.round((60 + 340 * next() ** 2) * EMBER_S),
    phase: next() * 2 * Math.PI,
  }))
  for (let i = 0; i < count; i++) {
    const swell = 0.7 + 0.3 * Math.sin((2 * Math.PI * 3 * i) / count)
    let breath = 0
    for (const { turns, phase } of partials) breath += Math.sin((2 * Math.PI * turns * i) / count + phase)
    sound[i] = sound[i]! + 0.005 * swell * breath
  }
  const top = sound.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  // Rounded over: a few loud clicks must not keep the rest from being heard.
  return Int16Array.from(sound, (value) => Math.round(Math.tanh((4 * value) / top) * 0.45 * 32_767))
}

export function main(): number {
  mkdirSync(`${root}/media`, { recursive: true })
  writeFileSync(`${root}/media/moon.png`, moon())
  const raw = `${root}/audio/ember.raw`
  writeFileSync(raw, new Uint8Array(ember().buffer))
  const input = ['-f', 's16le', '-ar', String(RATE_HZ), '-ac', '1', '-i', raw]
  const { status } = spawnSync('ffmpeg', ['-y', '-v', 'error', ...input, '-c:a', 'libopus', '-b:a', '48k', `${root}/audio/ember.ogg`], {
    stdio: 'inherit',
  })
  rmSync(raw)
  console.log(status === 0 ? `wrote media/moon.png and audio/ember.ogg under ${root}` : 'ffmpeg is needed for the sound')
  return status ?? 1
}
