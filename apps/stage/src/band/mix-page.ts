/** The other half of band.html: a whole song through the stage's own mixing desk, offline, so that its loudness can be measured. */
import { createSongTime, type Song, type VocalTrack } from '@ghostlight/timeline'
import { type Lexicon, renderVocal, voiceDesigns } from '@ghostlight/voice'
import * as Tone from 'tone'
import { createMixingDesk } from '../sound/sound-graph.ts'

const SAMPLE_RATE_HZ = 48_000
const TAIL_S = 3

export interface MixRequest {
  readonly song: Song
  readonly lexicon: Lexicon
  readonly singer: string
  /** Recordings by the path that the song's audio clips name: where to fetch them. */
  readonly files: Readonly<Record<string, string>>
  /** What is heard: everything, the lead alone, or everything else, each through the whole desk. */
  readonly part: 'all' | 'lead' | 'rest'
}

function bytesBase64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
  return btoa(text)
}

/** @returns interleaved stereo 32-bit floats at 48 kHz, base64. */
async function mix(request: MixRequest): Promise<string> {
  const { song } = request
  const time = createSongTime(song)
  const seconds = time.lengthMs / 1000 + TAIL_S
  const wanted = (isLead: boolean) => request.part === 'all' || (request.part === 'lead') === isLead
  const offline = new Tone.OfflineContext(2, seconds, SAMPLE_RATE_HZ)
  const desk = createMixingDesk(offline)
  const play = (buffer: AudioBuffer, atS: number, offsetS: number, gainDb: number, pan: number, bus: Tone.Gain) => {
    const gain = new Tone.Gain({ context: offline, gain: Tone.dbToGain(gainDb) })
    const panner = new Tone.Panner({ context: offline, pan })
    const source = new Tone.ToneBufferSource({ context: offline, url: buffer })
    source.chain(gain, panner, bus)
    source.start(Math.max(0, atS), offsetS + Math.max(0, -atS))
  }
  for (const track of Object.values(song.tracks)) {
    if (track.kind === 'vocal' && wanted(track.role === 'lead')) {
      const design = voiceDesigns[request.singer]
      if (!design) throw new Error(`no voice "${request.singer}"`)
      const sung = renderVocal(track as VocalTrack, time.tempo, design, { sampleRateHz: SAMPLE_RATE_HZ, seed: 1, lexicon: request.lexicon })
      if (sung.samples.length === 0) continue
      const buffer = offline.createBuffer(1, sung.samples.length, SAMPLE_RATE_HZ)
      buffer.getChannelData(0).set(sung.samples)
      play(buffer, sung.startMs / 1000, 0, track.gainDb, track.panUnit ?? 0, desk.vocals)
    } else if (track.kind === 'audio' && wanted(false)) {
      for (const clip of Object.values(track.clips)) {
        const response = await fetch(request.files[clip.file] ?? clip.file)
        const decoded = await new OfflineAudioContext(2, 1, SAMPLE_RATE_HZ).decodeAudioData(await response.arrayBuffer())
        play(decoded, time.tempo.beatsToMs(clip.startBeats) / 1000, (clip.offsetMs ?? 0) / 1000, track.gainDb, 0, desk.band)
      }
    }
  }
  const rendered = await offline.render()
  const left = rendered.getChannelData(0)
  const right = rendered.getChannelData(1)
  const out = new Float32Array(left.length * 2)
  for (let i = 0; i < left.length; i++) {
    out[2 * i] = left[i] ?? 0
    out[2 * i + 1] = right[i] ?? 0
  }
  return bytesBase64(new Uint8Array(out.buffer))
}

declare global {
  interface Window {
    ghostlightMix?: typeof mix
  }
}
window.ghostlightMix = mix
