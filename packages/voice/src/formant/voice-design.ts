import { clamp } from '../dsp/math.ts'

/** The numbers that make a built-in voice. Data only: a new voice is a new row here or in a show. */

export interface VoiceDesign {
  readonly name: string
  /** What kind of person one hears, for menus. */
  readonly character: string
  /** Formants relative to the reference tract: below 1 longer and darker, above 1 shorter and lighter. 0.75–1.25. */
  readonly tractUnit: number
  /** F4 and above relative to tractUnit; below 1 draws the singer's formant together. 0.85–1.1. */
  readonly upperUnit: number
  /** Width of all resonances; wider is softer and less metallic. 0.6–2. */
  readonly bandwidthUnit: number
  /** Glottal shape at ordinary effort, Fant's Rd: 0.7 pressed and bright … 2.2 soft and flute-like. */
  readonly rd: number
  /** Change of Rd per dB of effort; louder lowers Rd. */
  readonly rdPerDb: number
  /** Corner of the extra spectral tilt at ordinary effort, Hz. */
  readonly tiltHz: number
  /** Aspiration under the voice, dB relative to the voice; −40 clear … −14 breathy. */
  readonly breathDb: number
  /** Standard deviation of single periods and of their strength. */
  readonly jitterUnit: number
  readonly shimmerUnit: number
  /** Level of hiss and bursts relative to the common consonants, dB. */
  readonly consonantDb: number
  /** Lift of the region of F3–F5 (singer's formant), dB. */
  readonly ringDb: number
  /** Shelf above 4.2 kHz, dB: presence and air. */
  readonly airDb: number
  /** How far vowels of the reference move towards the neutral vowel, 0–0.4; a relaxed mouth. */
  readonly neutralUnit: number
  /** Level trim so that designs sound equally loud, dB. */
  readonly gainDb: number
}

/** Ranges in which a voice stays a voice. */
const ranges: Readonly<Record<Exclude<keyof VoiceDesign, 'name' | 'character'>, readonly [number, number]>> = {
  tractUnit: [0.75, 1.25],
  upperUnit: [0.85, 1.1],
  bandwidthUnit: [0.6, 2],
  rd: [0.6, 2.3],
  rdPerDb: [0, 0.1],
  tiltHz: [2000, 20000],
  breathDb: [-45, -10],
  jitterUnit: [0, 0.01],
  shimmerUnit: [0, 0.08],
  consonantDb: [-9, 6],
  ringDb: [-6, 8],
  airDb: [-10, 12],
  neutralUnit: [0, 0.4],
  gainDb: [-9, 6],
}

/** The design with every number brought back into its range: no slider reaches silence or scream. */
export function tame(design: VoiceDesign): VoiceDesign {
  const held = Object.fromEntries(
    Object.entries(ranges).map(([key, [low, high]]) => {
      const value = design[key as keyof typeof ranges]
      return [key, Number.isNaN(value) ? (low + high) / 2 : clamp(value, low, high)]
    }),
  )
  return { ...design, ...held }
}

const hotaru: VoiceDesign = {
  name: 'Hotaru',
  character: 'bright, warm young adult',
  tractUnit: 1,
  upperUnit: 1,
  bandwidthUnit: 1,
  rd: 0.9,
  rdPerDb: 0.043,
  tiltHz: 16000,
  breathDb: -21.5,
  jitterUnit: 0.0025,
  shimmerUnit: 0.022,
  consonantDb: 0,
  ringDb: 0.5,
  airDb: 11,
  neutralUnit: 0,
  gainDb: 0,
}

/** Built-in voices by name, as performers name them in a show. */
export const voiceDesigns: Readonly<Record<string, VoiceDesign>> = {
  hotaru,
  low: {
    ...hotaru,
    name: 'Low',
    character: 'calm, dark, with weight below',
    tractUnit: 0.855,
    upperUnit: 0.96,
    rd: 1.2,
    rdPerDb: 0.045,
    tiltHz: 5500,
    breathDb: -22.5,
    airDb: 5,
    bandwidthUnit: 0.9,
    ringDb: 0,
  },
  light: {
    ...hotaru,
    name: 'Light',
    character: 'small, airy, close',
    tractUnit: 1.09,
    upperUnit: 1.02,
    rd: 1.35,
    tiltHz: 9000,
    breathDb: -20.5,
    airDb: 7,
    ringDb: 0,
    consonantDb: 0.5,
  },
}
