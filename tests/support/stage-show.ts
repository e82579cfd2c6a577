/** A show for the eyes and ears of the stage tests: a performer, isolated syllables, and a recorded click on every beat. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { smallShow, smallSong, writeShowFolder } from './small-show.ts'

export const CLICK_RATE_HZ = 48_000

/** Writes the show into `folder`. GO three times: a look, a greeting, the song. */
export function writeStageShow(folder: string): void {
  const documents = smallShow({ oscTargetPort: null })
  const performer = { name: { en: 'Hotaru' }, singer: { kind: 'builtIn', design: 'hotaru' }, avatar: { kind: 'builtIn', look: 'hotaru' } }
  const { first } = documents.songs
  const song = {
    ...first,
    tracks: {
      ...first.tracks,
      clicks: {
        kind: 'audio',
        order: 'c',
        name: 'Clicks',
        gainDb: 0,
        clips: { all: { startBeats: 0, file: 'audio/clicks.wav', durationMs: smallSong.lengthMs } },
      },
    },
  }
  writeShowFolder(folder, {
    ...documents,
    show: { ...documents.show, performers: { hotaru: performer } },
    songs: { ...documents.songs, first: song },
  })
  mkdirSync(join(folder, 'audio'), { recursive: true })
  writeFileSync(join(folder, 'audio', 'clicks.wav'), clicksWav())
}

/** One sample of 0.5 at every beat, silence between: 16-bit mono WAV. */
function clicksWav(): Buffer {
  const samples = (smallSong.lengthMs / 1000) * CLICK_RATE_HZ
  const file = Buffer.alloc(44 + samples * 2)
  file.write('RIFF', 0)
  file.writeUInt32LE(36 + samples * 2, 4)
  file.write('WAVEfmt ', 8)
  file.writeUInt32LE(16, 16)
  file.writeUInt16LE(1, 20)
  file.writeUInt16LE(1, 22)
  file.writeUInt32LE(CLICK_RATE_HZ, 24)
  file.writeUInt32LE(CLICK_RATE_HZ * 2, 28)
  file.writeUInt16LE(2, 32)
  file.writeUInt16LE(16, 34)
  file.write('data', 36)
  file.writeUInt32LE(samples * 2, 40)
  const perBeat = (smallSong.beatMs / 1000) * CLICK_RATE_HZ
  // Three samples, so that resampling keeps it a click.
  for (let at = 0; at < samples; at += perBeat) for (let k = 0; k < 3; k++) file.writeInt16LE(16_384, 44 + (at + k) * 2)
  return file
}

export interface HeardClick {
  /** Base of performance.now(): when it left the loudspeaker. */
  readonly localMs: number
  readonly peak: number
}

/**
 * Listens at the loudspeaker, without using any code of the page: whatever is connected to an audio destination is also recorded, beside a
 * reference click whose context time is known. Call before the page is opened; the page then has `__heard()`.
 */
export async function listen(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const heard: { localMs: number; peak: number }[] = []
    const connect = AudioNode.prototype.connect as (this: AudioNode, to: AudioNode | AudioParam, ...rest: number[]) => AudioNode
    const recorders = new WeakMap<BaseAudioContext, ChannelMergerNode>()
    function recorderOf(context: AudioContext): ChannelMergerNode {
      const known = recorders.get(context)
      if (known) return known
      const merger = context.createChannelMerger(2)
      recorders.set(context, merger)
      const recorder = context.createScriptProcessor(2048, 2, 1)
      connect.call(merger, recorder)
      connect.call(recorder, context.destination)
      const tick = context.createBuffer(1, 8, context.sampleRate)
      tick.getChannelData(0)[0] = 1
      let referenceS = 0
      let referenceSample: number | null = null
      let samples = 0
      let dueS = -10
      const offsets: number[] = []
      let last = Number.NEGATIVE_INFINITY
      recorder.onaudioprocess = (event) => {
        const mix = event.inputBuffer.getChannelData(0)
        const reference = event.inputBuffer.getChannelData(1)
        for (let index = 0; index < mix.length; index++) {
          if (reference[index]! > 0.5) {
            referenceSample = samples + index
            referenceS = dueS
          }
          const value = Math.abs(mix[index]!)
          if (value > 0.05 && referenceSample !== null && samples + index - last > context.sampleRate * 0.1) {
            last = samples + index
            const contextS = referenceS + (samples + index - referenceSample) / context.sampleRate
            const sorted = [...offsets].sort((a, b) => a - b)
            heard.push({ localMs: contextS * 1000 - sorted[sorted.length >> 1]!, peak: value })
          }
        }
        samples += mix.length
      }
      setInterval(() => {
        const stamp = context.getOutputTimestamp()
        if (context.state !== 'running' || !stamp.performanceTime) return
        offsets.push(stamp.contextTime! * 1000 - stamp.performanceTime)
        if (offsets.length > 40) offsets.shift()
        if (referenceSample !== null || dueS > context.currentTime - 1) return
        dueS = context.currentTime + 0.2
        const source = context.createBufferSource()
        source.buffer = tick
        connect.call(source, merger, 0, 1)
        // On a whole sample, so that the click is not smeared over two.
        dueS = Math.ceil(dueS * context.sampleRate) / context.sampleRate
        source.start(dueS)
      }, 50)
      return merger
    }
    AudioNode.prototype.connect = function (this: AudioNode, to: AudioNode | AudioParam, ...rest: number[]) {
      if (to instanceof AudioDestinationNode) connect.call(this, recorderOf(this.context as AudioContext), 0, 0)
      return connect.call(this, to, ...rest)
    } as typeof AudioNode.prototype.connect
    Object.assign(window, { __heard: () => heard.splice(0) })
  })
}

/** What was heard since the last call, in show time. */
export async function heardInShowTime(page: Page): Promise<readonly { readonly showMs: number; readonly peak: number }[]> {
  return page.evaluate(() => {
    const heard = (window as unknown as { __heard(): HeardClick[] }).__heard()
    const hook = (window as unknown as { __ghostlight: { clockMs: number } }).__ghostlight
    const aheadMs = hook.clockMs - performance.now()
    return heard.map(({ localMs, peak }) => ({ showMs: localMs + aheadMs, peak }))
  })
}

/** The debugging window of a stage or live page. */
export const debugOf = (page: Page) =>
  page.evaluate(() => {
    // biome-ignore lint/suspicious/noExplicitAny: typed in apps/stage, which tests only know from outside
    const hook = (window as any).__ghostlight
    return hook
      ? {
          atMs: hook.atMs as number | null,
          clockMs: hook.clockMs as number,
          songId: hook.songId as string | null,
          positionMs: hook.positionMs as number | null,
          presenceUnit: hook.presenceUnit as number | null,
          drawnFrames: hook.drawnFrames as number,
          performersReady: hook.performersReady as string[],
          faults: hook.faults as string[],
          sound: hook.sound as {
            sound: string
            errorMs: number | null
            loadedUnit: number
            reanchors: number
            items: { key: string }[]
            faults: string[]
          } | null,
        }
      : null
  })

/** Opening of her mouth in the picture that was drawn last: the sum of the five shapes. */
export const mouthOf = (page: Page) =>
  page.evaluate(() => {
    // biome-ignore lint/suspicious/noExplicitAny: typed in apps/stage, which tests only know from outside
    const hook = (window as any).__ghostlight as { positionMs: number; mouths: Record<string, Record<string, number>> }
    const opening = Object.values(hook.mouths['hotaru'] ?? {}).reduce((sum, weight) => sum + weight, 0)
    return { positionMs: hook.positionMs, opening }
  })
