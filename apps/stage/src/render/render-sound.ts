/** The sound of a stretch of a show: the very items the stage plays, through the very desk, offline. */
import type { Edition } from '@ghostlight/timeline'
import * as Tone from 'tone'
import { editionsOf } from '../show-source.ts'
import { cueSounds } from '../sound/cue-sounds.ts'
import { levelSteps, runLevels } from '../sound/run-levels.ts'
import { runWindows } from '../sound/run-windows.ts'
import { BUS_DELAY_MS, createMixingDesk } from '../sound/sound-graph.ts'
import { type SoundItem, soundItems } from '../sound/sound-items.ts'
import type { VocalPlans } from '../sound/vocal-plans.ts'
import type { RenderSource } from './render-source.ts'

export const SAMPLE_RATE_HZ = 48_000
/** Rendered before the stretch and thrown away: compressors settle and what began earlier is heard. */
const BEFORE_MS = 1000
/** Distance of the corners of faders. */
const CORNER_MS = 60

/** Waits until everything of the songs is sung. */
export async function sing(plans: VocalPlans, edition: Edition, songIds: readonly string[]): Promise<void> {
  for (const songId of songIds) {
    await new Promise<void>((done) => {
      let stop = () => {}
      const look = () => {
        if (plans.want(edition, songId, 0, SAMPLE_RATE_HZ) < 1) return
        stop()
        done()
      }
      stop = plans.subscribe(look)
      look()
    })
  }
}

/**
 * @param fromMs, toMs  show time.
 * @returns             the stretch, stereo, 48 kHz.
 * @throws              Error when a recording cannot be had.
 */
export async function renderSound(source: RenderSource, plans: VocalPlans, fromMs: number, toMs: number): Promise<AudioBuffer> {
  const beginMs = fromMs - BEFORE_MS
  const editions = editionsOf(source, source.edition())
  const windows = runWindows(editions, source.performance(), beginMs, toMs)
  await sing(plans, source.edition(), [...new Set(windows.map(({ run }) => run.songId))])
  const corners = Array.from({ length: Math.ceil((toMs - beginMs) / CORNER_MS) + 1 }, (_, index) => beginMs + index * CORNER_MS)
  const steps = levelSteps(editions, source.performance(), corners)
  const cues = cueSounds(editions, source.performance(), corners, toMs)
  const planOf = plans.plan.bind(plans)
  const all = [...cues.items, ...windows.flatMap((window) => soundItems(window, planOf, beginMs, toMs))]
  const items = new Map(all.map((item) => [item.key, item]))

  const offline = new Tone.OfflineContext(2, (toMs - beginMs) / 1000, SAMPLE_RATE_HZ)
  const desk = createMixingDesk(offline)
  const faders = new Map<string, Tone.Gain>()
  const faderOf = ({ runId, bus }: SoundItem & { readonly bus: keyof typeof desk & ('vocals' | 'band' | 'cues') }): Tone.Gain => {
    const name = `${bus} ${runId}`
    const known = faders.get(name)
    if (known) return known
    const fader = new Tone.Gain({ context: offline })
    const levels = cues.gains.get(runId) ?? runLevels(runId, windows, steps)
    layLevels(fader.gain, levels)
    faders.set(name, fader.connect(desk[bus]))
    return fader
  }
  for (const item of items.values()) {
    const { bus } = item
    if (bus === 'timecode') continue // for a recorder in the hall, not for ears
    const found = await bufferOf(item, source, plans)
    if (!found) continue
    const beginS = (item.startAtMs - BUS_DELAY_MS[bus] + found.leadMs - beginMs) / 1000
    const offsetS = item.offsetMs / 1000 + Math.max(0, -beginS)
    if (offsetS >= found.buffer.duration) continue
    const gain = new Tone.Gain({ context: offline, gain: Tone.dbToGain(item.gainDb) })
    const panner = new Tone.Panner({ context: offline, pan: item.panUnit })
    const player = new Tone.ToneBufferSource({ context: offline, url: found.buffer })
    player.chain(gain, panner, faderOf({ ...item, bus }))
    player.start(Math.max(0, beginS), offsetS)
    if (item.cutAtMs !== null) player.stop(Math.max(0, (item.cutAtMs - beginMs) / 1000))
  }
  const whole = await offline.render()
  const skip = Math.round((BEFORE_MS / 1000) * SAMPLE_RATE_HZ)
  const out = new AudioBuffer({ numberOfChannels: 2, length: whole.length - skip, sampleRate: SAMPLE_RATE_HZ })
  for (const channel of [0, 1]) out.copyToChannel(whole.getChannelData(channel).subarray(skip) as Float32Array<ArrayBuffer>, channel)
  return out
}

/** Straight from corner to corner; corners on a level stretch are left out. */
function layLevels(gain: Tone.Gain['gain'], levels: readonly number[]): void {
  gain.setValueAtTime(levels[0] ?? 1, 0)
  for (const [index, level] of levels.entries())
    if (index > 0 && (level !== levels[index - 1] || level !== (levels[index + 1] ?? level)))
      gain.linearRampToValueAtTime(level, (index * CORNER_MS) / 1000)
}

async function bufferOf(item: SoundItem, source: RenderSource, plans: VocalPlans): Promise<{ buffer: AudioBuffer; leadMs: number } | null> {
  if (item.source.kind === 'phrase') {
    const { songId, trackId, phraseId } = item.source
    const phrase = plans.phrase(item.edition, songId, trackId, phraseId, SAMPLE_RATE_HZ)
    if (!phrase || phrase.samples.length === 0) return null
    const buffer = new AudioBuffer({ numberOfChannels: 1, length: phrase.samples.length, sampleRate: SAMPLE_RATE_HZ })
    buffer.copyToChannel(phrase.samples as Float32Array<ArrayBuffer>, 0)
    return { buffer, leadMs: phrase.leadMs }
  }
  if (item.source.kind !== 'file') return null
  const url = source.assetUrl(item.source.path)
  if (url === null) throw new Error(`${item.source.path} is not in the show`)
  const answer = await fetch(url)
  if (!answer.ok) throw new Error(`${item.source.path}: ${answer.status}`)
  return { buffer: await new OfflineAudioContext(2, 1, SAMPLE_RATE_HZ).decodeAudioData(await answer.arrayBuffer()), leadMs: 0 }
}
