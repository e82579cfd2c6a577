/**
 * Small sound sources that the instruments of the band are made of: oscillators with envelopes, shaped noise, plucked strings.
 * They schedule plain Web Audio nodes on an offline context: an oscillator renders at some 250 × real time where
 * Tone.PolySynth reaches 3 × (docs/decisions.md), and a song has four thousand notes.
 */

export interface NoteEvent {
  readonly timeS: number
  readonly lengthS: number
  readonly frequencyHz: number
  /** 0–1. */
  readonly velocityUnit: number
  /** Counts the notes of a track; seeds what must differ from note to note. */
  readonly index: number
}

/** Attack, decay, sustain, release; seconds and a level 0–1. */
export interface Envelope {
  readonly attackS: number
  readonly decayS: number
  readonly sustainUnit: number
  readonly releaseS: number
}

/** A gain node that follows the envelope over one note; returns it and the instant it is silent again. */
export function envelopeGain(
  context: BaseAudioContext,
  note: NoteEvent,
  peak: number,
  e: Envelope,
): { readonly node: GainNode; readonly endS: number } {
  const node = context.createGain()
  const g = node.gain
  const off = Math.max(note.timeS + e.attackS, note.timeS + note.lengthS)
  const endS = off + e.releaseS * 4
  g.setValueAtTime(0, note.timeS)
  g.linearRampToValueAtTime(peak, note.timeS + e.attackS)
  g.setTargetAtTime(peak * e.sustainUnit, note.timeS + e.attackS, Math.max(0.005, e.decayS / 3))
  g.setTargetAtTime(0, off, Math.max(0.004, e.releaseS / 3))
  return { node, endS }
}

export function oscillator(
  context: BaseAudioContext,
  type: OscillatorType,
  frequencyHz: number,
  detuneCents: number,
  startS: number,
  endS: number,
  to: AudioNode,
): OscillatorNode {
  const o = context.createOscillator()
  o.type = type
  o.frequency.value = frequencyHz
  o.detune.value = detuneCents
  o.connect(to)
  o.start(startS)
  o.stop(endS)
  return o
}

export function filter(context: BaseAudioContext, type: BiquadFilterType, frequencyHz: number, q: number, to: AudioNode): BiquadFilterNode {
  const f = context.createBiquadFilter()
  f.type = type
  f.frequency.value = frequencyHz
  f.Q.value = q
  f.connect(to)
  return f
}

/** xorshift32: the same noise on every machine. Seed must not be 0. */
export function seededNoise(length: number, seed: number): Float32Array<ArrayBuffer> {
  const out = new Float32Array(length)
  let s = seed | 0 || 1
  for (let i = 0; i < length; i++) {
    s ^= s << 13
    s ^= s >>> 17
    s ^= s << 5
    out[i] = (s | 0) / 2147483648
  }
  return out
}

const noiseBuffers = new WeakMap<BaseAudioContext, AudioBuffer>()
/** Two seconds of seeded white noise, one buffer per context. */
function noiseBuffer(context: BaseAudioContext): AudioBuffer {
  const known = noiseBuffers.get(context)
  if (known) return known
  const buffer = context.createBuffer(1, context.sampleRate * 2, context.sampleRate)
  buffer.copyToChannel(seededNoise(buffer.length, 20_261), 0)
  noiseBuffers.set(context, buffer)
  return buffer
}

export function noise(context: BaseAudioContext, note: NoteEvent, endS: number, to: AudioNode): void {
  const source = context.createBufferSource()
  source.buffer = noiseBuffer(context)
  source.connect(to)
  source.start(note.timeS, (note.index * 0.137) % 1.2, endS - note.timeS)
}

/**
 * A plucked string after Karplus and Strong (1983, Computer Music Journal 7:2) with a fractional delay
 * (Jaffe and Smith 1983): returns mono samples.
 *
 * @param brightnessUnit 0 dull … 1 bright
 * @param decayS         time to fall by 60 dB
 */
export function pluckedString(options: {
  readonly sampleRateHz: number
  readonly frequencyHz: number
  readonly lengthS: number
  readonly brightnessUnit: number
  readonly decayS: number
  readonly seed: number
}): Float32Array<ArrayBuffer> {
  const { sampleRateHz, frequencyHz } = options
  const length = Math.ceil(options.lengthS * sampleRateHz)
  const out = new Float32Array(length)
  // The averaging filter delays by half a sample.
  const period = sampleRateHz / frequencyHz - 0.5
  const whole = Math.floor(period)
  const fraction = period - whole
  const line = seededNoise(whole + 1, options.seed)
  // A plectrum away from the bridge notches the spectrum: subtract the burst delayed by a seventh of the string.
  const pick = Math.max(1, Math.round(whole / 7))
  const burst = Float32Array.from(line, (v, i) => v - 0.9 * (line[(i + line.length - pick) % line.length] ?? 0))
  const loss = 10 ** (-3 / (options.decayS * frequencyHz))
  const keep = 0.5 + 0.5 * options.brightnessUnit
  let at = 0
  let previous = 0
  let before = 0
  for (let i = 0; i < length; i++) {
    const now = burst[at]!
    const next = burst[(at + 1) % burst.length]!
    const delayed = now + (next - now) * (1 - fraction)
    const smoothed = loss * (keep * delayed + (1 - keep) * previous)
    previous = delayed
    burst[at] = smoothed
    // Take away what stands still, so that a chord does not pull the loudspeaker out.
    out[i] = delayed - before * 0.995
    before = delayed
    at = (at + 1) % burst.length
  }
  return out
}
