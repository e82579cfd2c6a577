/** The page behind `ghostlight stems`: renders and encodes one stem at a time for the command line. */
import type { Song } from '@ghostlight/timeline'
import { AudioBufferSource, BufferTarget, OggOutputFormat, Output } from 'mediabunny'
import { renderStem, type StemName, tracksOfStem } from './render-stem.ts'

export interface StemResult {
  /** Ogg Opus, base64. */
  readonly base64: string
  readonly durationMs: number
  readonly trackIds: readonly string[]
}

const BITRATES: Readonly<Record<StemName, number>> = { drums: 96_000, bass: 64_000, music: 128_000 }

async function encode(buffer: AudioBuffer, stem: StemName): Promise<Uint8Array> {
  const target = new BufferTarget()
  const output = new Output({ format: new OggOutputFormat(), target })
  const source = new AudioBufferSource({ codec: 'opus', bitrate: BITRATES[stem] })
  output.addAudioTrack(source)
  await output.start()
  await source.add(buffer)
  await output.finalize()
  if (!target.buffer) throw new Error('the encoder wrote nothing')
  return new Uint8Array(target.buffer)
}

function base64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
  return btoa(text)
}

async function stem(song: Song, name: StemName): Promise<StemResult | null> {
  const buffer = await renderStem(song, name)
  if (!buffer) return null
  return {
    base64: base64(await encode(buffer, name)),
    durationMs: (buffer.length / buffer.sampleRate) * 1000,
    trackIds: tracksOfStem(song, name),
  }
}

declare global {
  interface Window {
    ghostlightStem?: typeof stem
  }
}
window.ghostlightStem = stem
