/**
 * The audio graph of a page, in Tone: buses for vocals and band, a chain that sits the voice in the room, a limiter at the door.
 * No AudioWorklet anywhere: pages served over plain HTTP have none.
 *
 *   vocals → high-pass → presence → compressor → make-up ─┬──────────────→ loudness → limiter → ceiling → master → loudspeaker
 *                                                          └→ plate (send) ↗
 *   band ──────────────────────────────────────────────────────────────── ↗
 *   sounds of cues, as recorded ───────────────────────────────────────────────────── ↗
 */
import * as Tone from 'tone'
import { plateImpulse } from './plate-impulse.ts'
import { openTimecodeChannel, type TimecodeChannel } from './timecode-channel.ts'

/** DynamicsCompressorNode looks ahead 6 ms in Chromium and Firefox; every compressor on the way delays by it. Measured by tests/stage-sound. */
const COMPRESSOR_DELAY_MS = 6
export const BUS_DELAY_MS = { vocals: 2 * COMPRESSOR_DELAY_MS, band: COMPRESSOR_DELAY_MS, cues: COMPRESSOR_DELAY_MS, timecode: 0 } as const

/** Below the lowest sung fundamental (about 130 Hz) there is only rumble of plosives. */
const HIGH_PASS_HZ = 100
/** Consonants live at 3–5 kHz; 2 dB there lifts words over the band without more level. */
const PRESENCE_HZ = 3600
const PRESENCE_DB = 2
/** Sung phrases arrive levelled at about −20 LUFS with peaks near −8 dBFS: 3:1 above −22 dB takes 3–5 dB off the peaks. */
const COMPRESSOR = { threshold: -22, ratio: 3, attack: 0.006, release: 0.16, knee: 8 } as const
/**
 * The node makes up gain by itself, (1 / gain at full scale)^0.6 (Web Audio specification, "makeup gain"); this takes it back
 * so that the balance measured on the stems stands. 0.6 × 22 × (1 − 1/3) dB = 8.8 dB, less the 3 dB the compressor takes on average.
 */
const MAKE_UP_DB = -5.8
/** A short plate 15 dB under the dry voice: a room, no cathedral; words stay clear. */
const PLATE_DB = -15
const LIMIT_DB = -2.5
/**
 * The limiter takes 3 ms to close, and a plucked string is faster: what slips through is bent over between these two levels
 * (full scale is 1), so that no true peak passes −1 dBTP. Measured by `npm run bench mix`.
 */
const BEND_FROM = 0.62
const CEILING = 0.82
/** The voice gains by its presence and plate; the band comes up with it, so that words lead by 2 to 4 dB. */
const BAND_DB = 3
/** Brings songs balanced around a voice of −20 LUFS to −14 LUFS, what listeners are used to. Measured by `npm run bench mix`. */
const LOUDNESS_DB = 3.5

/** What singers and band go through on the way to the loudspeaker, on any context: the page's own, or an offline one that measures the mix. */
export interface MixingDesk {
  readonly vocals: Tone.Gain
  readonly band: Tone.Gain
  readonly cues: Tone.Gain
  /** The listener's volume; 1 unless turned. */
  readonly master: Tone.Gain
  readonly parts: readonly Tone.ToneAudioNode[]
}

export function createMixingDesk(context: Tone.BaseContext): MixingDesk {
  const master = new Tone.Gain({ context, gain: 1 })
  const loudness = new Tone.Gain({ context, gain: Tone.dbToGain(LOUDNESS_DB) })
  const limiter = new Tone.Limiter({ context, threshold: LIMIT_DB })
  const vocals = new Tone.Gain({ context, gain: 1 })
  const band = new Tone.Gain({ context, gain: Tone.dbToGain(BAND_DB) })
  const cues = new Tone.Gain({ context, gain: 1 })
  const ceiling = new Tone.WaveShaper({ context, mapping: bend, length: 4097 })
  const highPass = new Tone.Filter({ context, type: 'highpass', frequency: HIGH_PASS_HZ, Q: 0.7 })
  const presence = new Tone.Filter({ context, type: 'peaking', frequency: PRESENCE_HZ, Q: 0.9, gain: PRESENCE_DB })
  const compressor = new Tone.Compressor({ context, ...COMPRESSOR })
  const makeUp = new Tone.Gain({ context, gain: Tone.dbToGain(MAKE_UP_DB) })
  const send = new Tone.Gain({ context, gain: Tone.dbToGain(PLATE_DB) })
  const plate = new Tone.Convolver({ context, normalize: false })
  plate.buffer = new Tone.ToneAudioBuffer({ url: impulse(context) })
  vocals.chain(highPass, presence, compressor, makeUp, loudness)
  makeUp.chain(send, plate, loudness)
  band.connect(loudness)
  cues.connect(limiter)
  loudness.chain(limiter, ceiling, master, context.destination)
  return {
    vocals,
    band,
    cues,
    master,
    parts: [vocals, band, cues, highPass, presence, compressor, makeUp, send, plate, loudness, limiter, ceiling, master],
  }
}

/** Straight below `BEND_FROM`, then ever flatter towards `CEILING`. */
function bend(sample: number): number {
  const over = Math.abs(sample) - BEND_FROM
  if (over <= 0) return sample
  return Math.sign(sample) * (BEND_FROM + (CEILING - BEND_FROM) * Math.tanh(over / (CEILING - BEND_FROM)))
}

function impulse(context: Tone.BaseContext): AudioBuffer {
  const { left, right } = plateImpulse(context.sampleRate)
  const buffer = context.createBuffer(2, left.length, context.sampleRate)
  buffer.getChannelData(0).set(left)
  buffer.getChannelData(1).set(right)
  return buffer
}

export class SoundGraph {
  readonly context: Tone.Context
  readonly native: AudioContext
  readonly vocals: Tone.Gain
  readonly band: Tone.Gain
  readonly cues: Tone.Gain
  readonly #desk: MixingDesk
  #volume = 1
  #hand = 1
  #timecode: { readonly channel: number; readonly way: TimecodeChannel | string } | null = null

  constructor() {
    this.native = new AudioContext({ latencyHint: 'playback' })
    this.context = new Tone.Context(this.native)
    // Tone opens a context of its own when it is imported; it is closed, or it would hold a second output device.
    Tone.setContext(this.context, true)
    this.#desk = createMixingDesk(this.context)
    this.vocals = this.#desk.vocals
    this.band = this.#desk.band
    this.cues = this.#desk.cues
  }

  /** Reaches the level in about 60 ms. */
  setVolume(unit: number): void {
    // Squared: a slider that feels even.
    this.#volume = unit * unit
    this.#turn()
  }

  /** The level at which an operator holds the sound, 0–1; 1 when nobody does. */
  setHand(unit: number): void {
    if (unit === this.#hand) return
    this.#hand = unit
    this.#turn()
  }

  #turn(): void {
    this.#desk.master.gain.setTargetAtTime(this.#volume * this.#hand, this.native.currentTime, 0.02)
  }

  /**
   * Gives timecode a channel of the sound device, or (null) takes it back.
   *
   * @returns where it goes in, what is wrong in words, or null.
   */
  timecode(channel: number | null): AudioNode | string | null {
    if (channel !== (this.#timecode?.channel ?? null)) {
      const way = this.#timecode?.way
      if (typeof way === 'object') way.dispose()
      const { master } = this.#desk
      this.#timecode = channel === null ? null : { channel, way: openTimecodeChannel(this.native, master, channel) }
    }
    const way = this.#timecode?.way ?? null
    return typeof way === 'object' && way !== null ? way.input : way
  }

  dispose(): void {
    for (const part of this.#desk.parts) part.dispose()
    this.context.dispose()
    void this.native.close()
  }
}
