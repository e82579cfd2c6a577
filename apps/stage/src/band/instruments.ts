/** The instruments of the band, by the names that song documents use. Each schedules one note on a context. */
import type { InstrumentName } from '@ghostlight/timeline'
import { type Envelope, envelopeGain, filter, type NoteEvent, noise, oscillator, pluckedString } from './tone-source.ts'

export type Instrument = (context: BaseAudioContext, to: AudioNode, note: NoteEvent) => void

const env = (attackS: number, decayS: number, sustainUnit: number, releaseS: number): Envelope => ({
  attackS,
  decayS,
  sustainUnit,
  releaseS,
})

/** Several detuned oscillators through one filter whose cutoff follows the note: the base of pads, saws and strings. */
function ensemble(options: {
  readonly type: OscillatorType
  readonly detunes: readonly number[]
  readonly envelope: Envelope
  readonly peak: number
  readonly cutoff: (note: NoteEvent) => number
  readonly sweep?: { readonly to: number; readonly timeS: number }
  readonly q?: number
}): Instrument {
  return (context, to, note) => {
    const { node, endS } = envelopeGain(
      context,
      note,
      (options.peak * (0.35 + 0.65 * note.velocityUnit)) / Math.sqrt(options.detunes.length),
      options.envelope,
    )
    node.connect(to)
    const low = filter(context, 'lowpass', options.cutoff(note), options.q ?? 0.7, node)
    if (options.sweep) {
      low.frequency.setValueAtTime(options.cutoff(note), note.timeS)
      low.frequency.setTargetAtTime(options.sweep.to, note.timeS, options.sweep.timeS)
    }
    options.detunes.forEach((cents) => {
      oscillator(context, options.type, note.frequencyHz, cents, note.timeS, endS, low)
    })
  }
}

/** Two-operator frequency modulation (Chowning 1973): bells, celesta, electric piano. */
function frequencyModulated(options: {
  readonly ratio: number
  readonly index: number
  readonly indexDecayS: number
  readonly envelope: Envelope
  readonly peak: number
  readonly overtone?: number
}): Instrument {
  return (context, to, note) => {
    const { node, endS } = envelopeGain(context, note, options.peak * (0.3 + 0.7 * note.velocityUnit), options.envelope)
    node.connect(to)
    const carrier = oscillator(context, 'sine', note.frequencyHz, 0, note.timeS, endS, node)
    const depth = context.createGain()
    const deviationHz = note.frequencyHz * options.ratio * options.index * (0.4 + 0.6 * note.velocityUnit)
    depth.gain.setValueAtTime(deviationHz, note.timeS)
    depth.gain.setTargetAtTime(deviationHz * 0.08, note.timeS, options.indexDecayS)
    depth.connect(carrier.frequency)
    oscillator(context, 'sine', note.frequencyHz * options.ratio, 0, note.timeS, endS, depth)
    if (options.overtone) {
      const ring = envelopeGain(context, note, options.peak * 0.16 * note.velocityUnit, {
        ...options.envelope,
        decayS: options.envelope.decayS * 0.4,
      })
      ring.node.connect(to)
      oscillator(context, 'sine', note.frequencyHz * options.overtone, 0, note.timeS, ring.endS, ring.node)
    }
  }
}

/** A drum skin: a sine whose pitch falls, plus a click. */
function skin(options: {
  readonly fromHz: number
  readonly toHz: number
  readonly fallS: number
  readonly decayS: number
  readonly peak: number
  readonly click: number
}): Instrument {
  return (context, to, note) => {
    const { node, endS } = envelopeGain(
      context,
      { ...note, lengthS: 0.02 },
      options.peak * note.velocityUnit,
      env(0.001, options.decayS, 0, options.decayS),
    )
    node.connect(to)
    const body = oscillator(context, 'sine', options.fromHz, 0, note.timeS, endS, node)
    body.frequency.setValueAtTime(options.fromHz, note.timeS)
    body.frequency.exponentialRampToValueAtTime(options.toHz, note.timeS + options.fallS)
    const tick = envelopeGain(context, { ...note, lengthS: 0.004 }, options.click * note.velocityUnit, env(0.0005, 0.004, 0, 0.006))
    tick.node.connect(to)
    noise(context, note, tick.endS, filter(context, 'highpass', 1800, 0.7, tick.node))
  }
}

/** Shaped noise: hats, snares, claps, brushes. */
function rattle(options: {
  readonly type: BiquadFilterType
  readonly frequencyHz: number
  readonly q: number
  readonly decayS: number
  readonly peak: number
  readonly attackS?: number
  readonly bursts?: readonly number[]
}): Instrument {
  return (context, to, note) => {
    for (const delayS of options.bursts ?? [0]) {
      const at = { ...note, timeS: note.timeS + delayS, lengthS: 0.004 }
      const { node, endS } = envelopeGain(
        context,
        at,
        options.peak * note.velocityUnit,
        env(options.attackS ?? 0.001, options.decayS, 0, options.decayS),
      )
      node.connect(to)
      noise(context, at, endS, filter(context, options.type, options.frequencyHz, options.q, node))
    }
  }
}

/** A plucked string from the model, with the hand lifting at the end of the note. */
function plucked(options: { readonly brightnessUnit: number; readonly decayS: number; readonly peak: number }): Instrument {
  return (context, to, note) => {
    const lengthS = Math.max(note.lengthS * 1.5, 1.2)
    const samples = pluckedString({
      sampleRateHz: context.sampleRate,
      frequencyHz: note.frequencyHz,
      lengthS,
      brightnessUnit: options.brightnessUnit * (0.55 + 0.45 * note.velocityUnit),
      decayS: options.decayS,
      seed: 977 + note.index * 31,
    })
    const buffer = context.createBuffer(1, samples.length, context.sampleRate)
    // The body of a koto swallows the hardest of the stroke; without this a pluck peaks 12 dB above its ring.
    buffer.copyToChannel(
      samples.map((v) => Math.tanh(3 * v) / 3),
      0,
    )
    const { node, endS } = envelopeGain(context, note, options.peak * (0.3 + 0.7 * note.velocityUnit), env(0.004, 4, 0.6, 0.7))
    node.connect(to)
    const source = context.createBufferSource()
    source.buffer = buffer
    source.connect(node)
    source.start(note.timeS)
    source.stop(Math.min(endS, note.timeS + lengthS))
  }
}

const both =
  (...parts: readonly Instrument[]): Instrument =>
  (context, to, note) => {
    for (const part of parts) part(context, to, note)
  }

const band: Readonly<Record<InstrumentName, Instrument>> = {
  kick: skin({ fromHz: 160, toHz: 48, fallS: 0.07, decayS: 0.28, peak: 0.9, click: 0.25 }),
  snare: both(
    skin({ fromHz: 260, toHz: 180, fallS: 0.05, decayS: 0.12, peak: 0.35, click: 0.2 }),
    rattle({ type: 'bandpass', frequencyHz: 2600, q: 0.5, decayS: 0.16, peak: 0.55 }),
    rattle({ type: 'highpass', frequencyHz: 6000, q: 0.7, decayS: 0.1, peak: 0.22 }),
  ),
  clap: rattle({ type: 'bandpass', frequencyHz: 1500, q: 1.1, decayS: 0.13, peak: 0.6, bursts: [0, 0.011, 0.023] }),
  hat: rattle({ type: 'highpass', frequencyHz: 7600, q: 0.8, decayS: 0.05, peak: 0.4 }),
  brush: rattle({ type: 'bandpass', frequencyHz: 4200, q: 0.4, decayS: 0.13, attackS: 0.012, peak: 0.4 }),
  bass: both(
    ensemble({
      type: 'sawtooth',
      detunes: [0],
      envelope: env(0.006, 0.25, 0.65, 0.06),
      peak: 0.42,
      cutoff: (n) => 260 + 700 * n.velocityUnit,
      sweep: { to: 240, timeS: 0.12 },
      q: 1.2,
    }),
    ensemble({ type: 'sine', detunes: [0], envelope: env(0.006, 0.3, 0.8, 0.06), peak: 0.4, cutoff: () => 2000 }),
  ),
  keys: frequencyModulated({ ratio: 1, index: 1.6, indexDecayS: 0.25, envelope: env(0.004, 1.2, 0.35, 0.18), peak: 0.22, overtone: 4 }),
  saws: ensemble({
    type: 'sawtooth',
    detunes: [-14, -5, 5, 14],
    envelope: env(0.008, 0.3, 0.7, 0.12),
    peak: 0.24,
    cutoff: (n) => 2200 + 3800 * n.velocityUnit,
    sweep: { to: 1900, timeS: 0.25 },
  }),
  pad: ensemble({ type: 'sawtooth', detunes: [-9, 0, 8], envelope: env(0.45, 0.8, 0.85, 0.9), peak: 0.2, cutoff: () => 1500 }),
  strings: ensemble({
    type: 'sawtooth',
    detunes: [-7, 2, 9],
    envelope: env(0.16, 0.5, 0.85, 0.35),
    peak: 0.22,
    cutoff: (n) => 1500 + 1600 * n.velocityUnit,
  }),
  accordion: both(
    ensemble({ type: 'sawtooth', detunes: [-6, 7], envelope: env(0.02, 0.2, 0.8, 0.08), peak: 0.2, cutoff: () => 2400 }),
    ensemble({ type: 'square', detunes: [0], envelope: env(0.02, 0.2, 0.8, 0.08), peak: 0.07, cutoff: () => 1800 }),
  ),
  lead: ensemble({
    type: 'square',
    detunes: [-6, 6],
    envelope: env(0.006, 0.4, 0.6, 0.12),
    peak: 0.22,
    cutoff: (n) => 2600 + 2600 * n.velocityUnit,
    sweep: { to: 2000, timeS: 0.3 },
  }),
  pluck: ensemble({
    type: 'triangle',
    detunes: [-4, 4],
    envelope: env(0.002, 0.22, 0.05, 0.1),
    peak: 0.34,
    cutoff: () => 5200,
    sweep: { to: 900, timeS: 0.1 },
  }),
  celesta: frequencyModulated({
    ratio: 3,
    index: 0.7,
    indexDecayS: 0.12,
    envelope: env(0.002, 1.1, 0.05, 0.5),
    peak: 0.26,
    overtone: 4.02,
  }),
  bell: frequencyModulated({ ratio: 1.41, index: 1.8, indexDecayS: 0.9, envelope: env(0.003, 3.5, 0.02, 2.5), peak: 0.28 }),
  koto: plucked({ brightnessUnit: 0.62, decayS: 2.6, peak: 0.5 }),
  piano: frequencyModulated({ ratio: 1, index: 1.1, indexDecayS: 0.4, envelope: env(0.003, 1.6, 0.2, 0.25), peak: 0.26, overtone: 3 }),
}

/** The instrument of that name; null when the band has none. */
export function instrumentNamed(name: string): Instrument | null {
  return name in band ? band[name as InstrumentName] : null
}

/** Which stem an instrument is mixed into. */
export function stemOf(instrument: string): 'drums' | 'bass' | 'music' {
  if (['kick', 'snare', 'clap', 'hat', 'brush'].includes(instrument)) return 'drums'
  return instrument === 'bass' ? 'bass' : 'music'
}
