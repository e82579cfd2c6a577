/**
 * The inventory of speech sounds that every language draws on, with what each asks of the vocal tract.
 * Names are ARPAbet in lower case for English; Japanese and Spanish sounds that English lacks have names of their own.
 * All formants are those of the reference tract (an adult woman); a voice design scales them.
 *
 * Sources: vowels after Peterson & Barney 1952 (women), Kasuya, Suzuki & Kido 1968 (women) and Bradlow 1995 (Spanish men, scaled), moved where running
 * speech or a sung vowel needs it, never by more than 15 % (`npm run bench formants`); consonant loci, friction spectra and durations after Klatt 1980 and
 * Stevens 1998, then tuned on our own renders beside a recogniser's models.
 */

export type PhonemeClass = 'vowel' | 'nasal' | 'liquid' | 'glide' | 'stop' | 'affricate' | 'fricative' | 'aspirate' | 'pause'

/** F1, F2, F3 in Hz. */
export type Formants = readonly [number, number, number]

/** Noise made at a constriction: two broad peaks and a flat part, each with its level in dB relative to an ordinary vowel. */
export interface Friction {
  readonly peaks: readonly [Peak, Peak]
  readonly flatDb: number
  /** Below this the noise falls by 12 dB an octave. */
  readonly cutHz: number
}
export interface Peak {
  readonly hz: number
  readonly bandwidthHz: number
  readonly db: number
}

/** Mouth shape: VRM's five visemes and the jaw, 0–1 each. `closed` marks lips that must meet. */
export interface MouthTarget {
  readonly aa: number
  readonly ih: number
  readonly ou: number
  readonly ee: number
  readonly oh: number
  readonly jaw: number
  readonly closed: boolean
}

export interface PhonemeSpec {
  readonly symbol: string
  readonly kind: PhonemeClass
  readonly voiced: boolean
  /** Where the formants go; a diphthong has a second place. */
  readonly formants: Formants
  readonly glideTo: Formants | null
  /** How much of F2 comes from the neighbouring vowel rather than from the place above, 0–1 (locus theory: Delattre, Liberman & Cooper 1955). */
  readonly yieldUnit: number
  /** Level of the voice during the sound, dB relative to an ordinary vowel. */
  readonly voiceDb: number
  readonly friction: Friction | null
  /** Aspiration through the tract, dB relative to an ordinary vowel; −100 is none. */
  readonly aspirationDb: number
  /** How far the velum is open, 0–1, and where the mouth behind the tongue or lips takes energy away. */
  readonly nasalUnit: number
  readonly zeroHz: number
  /** Comfortable length when sung at about two syllables a second; vowels fill what is left. */
  readonly durationMs: number
  /** Stops and affricates: length of the noise after the closure opens, and of the breath that follows. */
  readonly burstMs: number
  readonly breathMs: number
  readonly mouth: MouthTarget
}

const none = -100
const mouth = (aa: number, ih: number, ou: number, ee: number, oh: number, jaw: number): MouthTarget => ({
  aa,
  ih,
  ou,
  ee,
  oh,
  jaw,
  closed: false,
})
const closedLips: MouthTarget = { aa: 0, ih: 0, ou: 0, ee: 0, oh: 0, jaw: 0.02, closed: true }
const narrow = mouth(0.05, 0.3, 0, 0.05, 0, 0.12)
const toothy = mouth(0, 0.4, 0, 0.15, 0, 0.08)
const rounded = mouth(0, 0, 0.6, 0, 0, 0.12)
const lipTeeth = mouth(0, 0.2, 0.05, 0, 0, 0.05)
const back = mouth(0.2, 0.1, 0, 0.05, 0.05, 0.2)

const inventory = new Map<string, PhonemeSpec>()

function add(
  symbol: string,
  kind: PhonemeClass,
  spec: Partial<Omit<PhonemeSpec, 'symbol' | 'kind'>> & { formants: Formants; mouth: MouthTarget },
): void {
  inventory.set(symbol, {
    symbol,
    kind,
    voiced: true,
    glideTo: null,
    yieldUnit: 0,
    voiceDb: none,
    friction: null,
    aspirationDb: none,
    nasalUnit: 0,
    zeroHz: 1000,
    durationMs: 80,
    burstMs: 0,
    breathMs: 0,
    ...spec,
  })
}

const vowel = (symbol: string, formants: Formants, shape: MouthTarget, glideTo: Formants | null = null, voiceDb = 0): void =>
  add(symbol, 'vowel', { formants, glideTo, voiceDb, mouth: shape, durationMs: 200 })

// Japanese and Spanish vowels
vowel('a', [840, 1400, 2920], mouth(1, 0, 0, 0, 0, 0.85))
vowel('i', [330, 2700, 3350], mouth(0, 0.9, 0, 0.1, 0, 0.25))
vowel('u', [370, 1560, 2700], mouth(0, 0.05, 0.85, 0, 0, 0.2))
vowel('e', [530, 2270, 2980], mouth(0.1, 0.1, 0, 0.9, 0, 0.45))
vowel('o', [510, 1030, 2850], mouth(0.05, 0, 0.1, 0, 0.95, 0.5))
// English
vowel('iy', [330, 2750, 3350], mouth(0, 0.9, 0, 0.1, 0, 0.22))
vowel('ih', [470, 2200, 3000], mouth(0, 0.7, 0, 0.3, 0, 0.3))
vowel('eh', [670, 2080, 2940], mouth(0.2, 0, 0, 0.8, 0, 0.5))
vowel('ae', [850, 2020, 2850], mouth(0.65, 0, 0, 0.45, 0, 0.75))
vowel('aa', [880, 1240, 2800], mouth(1, 0, 0, 0, 0.05, 0.85))
vowel('ao', [640, 950, 2720], mouth(0.3, 0, 0, 0, 0.75, 0.6))
vowel('uh', [470, 1180, 2680], mouth(0, 0, 0.65, 0, 0.25, 0.3))
vowel('uw', [380, 1070, 2650], mouth(0, 0, 0.95, 0, 0, 0.18))
vowel('ah', [690, 1380, 2780], mouth(0.7, 0, 0, 0.15, 0.1, 0.6))
vowel('ax', [470, 1480, 2740], mouth(0.35, 0.1, 0, 0.25, 0.1, 0.35), null, -1.5)
vowel('er', [500, 1480, 1900], mouth(0.1, 0, 0.4, 0.2, 0.2, 0.35))
vowel('ey', [560, 2350, 3000], mouth(0.05, 0.2, 0, 0.85, 0, 0.42), [370, 2650, 3250])
vowel('ay', [830, 1400, 2780], mouth(0.95, 0, 0, 0.05, 0, 0.8), [450, 2280, 2950])
vowel('oy', [570, 930, 2720], mouth(0.1, 0, 0, 0, 0.9, 0.5), [450, 2250, 2950])
vowel('aw', [850, 1420, 2780], mouth(0.9, 0, 0, 0, 0.1, 0.8), [470, 1020, 2650])
vowel('ow', [570, 1050, 2750], mouth(0.05, 0, 0.15, 0, 0.9, 0.45), [410, 920, 2650])

// Nasals: the mouth is shut, so the murmur has a low F1 and a zero from the closed mouth cavity.
const nasal = (symbol: string, formants: Formants, zeroHz: number, shape: MouthTarget, yieldUnit: number, durationMs: number): void =>
  add(symbol, 'nasal', { formants, zeroHz, mouth: shape, yieldUnit, durationMs, voiceDb: -5, nasalUnit: 1 })
nasal('m', [280, 1150, 2300], 850, closedLips, 0.25, 90)
nasal('n', [290, 1750, 2700], 1550, narrow, 0.15, 80)
nasal('ng', [300, 1900, 2500], 1700, back, 0.4, 90)
nasal('ny', [290, 2250, 3050], 1900, narrow, 0.1, 85)
/** Moraic ん before a pause or a vowel: uvular, the lips relaxed. */
nasal('nn', [340, 1350, 2650], 2600, mouth(0.1, 0.15, 0.1, 0, 0.05, 0.12), 0.4, 120)

const liquid = (symbol: string, formants: Formants, voiceDb: number, durationMs: number, shape: MouthTarget, yieldUnit: number): void =>
  add(symbol, 'liquid', { formants, voiceDb, durationMs, mouth: shape, yieldUnit })
liquid('l', [370, 1150, 2900], -5, 75, mouth(0.2, 0.2, 0, 0.1, 0, 0.3), 0.25)
/** l behind the vowel of an English syllable: the back of the tongue is high, and the vowel before it bends down to it. */
export const darkL: PhonemeSpec = { ...inventory.get('l')!, formants: [490, 880, 2800], voiceDb: -2, yieldUnit: 0.05 }
liquid('r', [380, 1280, 1720], -3.5, 75, mouth(0, 0, 0.4, 0.1, 0.1, 0.2), 0.15)
/** Japanese r, and Spanish single r: one tap of the tongue. */
liquid('dx', [360, 1750, 2700], -9, 38, mouth(0.2, 0.2, 0, 0.1, 0, 0.25), 0.4)
/** Spanish rr, a trill: two or three taps in a row. */
liquid('rr', [420, 1450, 2450], -4, 96, mouth(0.2, 0.2, 0, 0.1, 0, 0.25), 0.3)
const glide = (symbol: string, formants: Formants, voiceDb: number, shape: MouthTarget): void =>
  add(symbol, 'glide', { formants, voiceDb, durationMs: 70, mouth: shape, yieldUnit: 0.1 })
glide('y', [310, 2700, 3300], -4, mouth(0, 0.7, 0, 0.1, 0, 0.15))
glide('w', [330, 760, 2450], -4, mouth(0, 0, 0.9, 0, 0, 0.1))

const peaks = (
  hz1: number,
  bandwidth1: number,
  db1: number,
  hz2: number,
  bandwidth2: number,
  db2: number,
  flatDb: number,
  cutHz = 200,
): Friction => ({
  peaks: [
    { hz: hz1, bandwidthHz: bandwidth1, db: db1 },
    { hz: hz2, bandwidthHz: bandwidth2, db: db2 },
  ],
  flatDb,
  cutHz,
})
const sibilantS = peaks(6300, 1500, -13, 9600, 4000, -18, -42, 4600)
const sibilantSh = peaks(3300, 900, -16, 5600, 2400, -17, -44, 2100)
const labial = peaks(1600, 1800, -34, 8500, 6000, -29, -36)
const dental = peaks(2200, 2000, -38, 8200, 5000, -30, -38)
const quieter = (f: Friction, db: number): Friction => ({
  peaks: [
    { ...f.peaks[0], db: f.peaks[0].db - db },
    { ...f.peaks[1], db: f.peaks[1].db - db },
  ],
  flatDb: f.flatDb - db,
  cutHz: f.cutHz,
})

const fricative = (
  symbol: string,
  formants: Formants,
  friction: Friction,
  voiceDb: number,
  durationMs: number,
  shape: MouthTarget,
  yieldUnit = 0.45,
): void => add(symbol, 'fricative', { formants, friction, voiceDb, voiced: voiceDb > none, durationMs, mouth: shape, yieldUnit })
fricative('s', [350, 1850, 2850], sibilantS, none, 115, toothy)
fricative('sh', [350, 2100, 2850], sibilantSh, none, 115, mouth(0, 0.1, 0.45, 0.1, 0, 0.1), 0.3)
fricative('f', [350, 1150, 2500], labial, none, 100, lipTeeth, 0.5)
fricative('th', [350, 1450, 2600], dental, none, 95, narrow)
fricative('z', [320, 1850, 2800], quieter(sibilantS, 5), -11, 85, toothy)
fricative('zh', [320, 2100, 2850], quieter(sibilantSh, 4), -10, 85, mouth(0, 0.1, 0.4, 0.1, 0, 0.1), 0.3)
fricative('v', [330, 1150, 2450], quieter(labial, 3), -8, 65, lipTeeth, 0.5)
fricative('dh', [330, 1450, 2600], quieter(dental, 3), -8, 55, narrow)
/** Japanese ふ, ひ; Spanish j. */
fricative('ph', [350, 1150, 2600], peaks(1500, 1600, -28, 7000, 6000, -31, -38), none, 95, rounded, 0.6)
fricative('hy', [330, 2650, 3300], peaks(3100, 700, -22, 5200, 2200, -27, -40), none, 95, toothy, 0.1)
fricative('x', [480, 1500, 2600], peaks(1800, 700, -23, 4200, 2400, -34, -44), none, 90, back, 0.7)
/** Spanish b, d, g between vowels: the closure stays open. */
add('bv', 'glide', {
  formants: [350, 1100, 2450],
  voiceDb: -9,
  durationMs: 55,
  yieldUnit: 0.4,
  mouth: { ...closedLips, jaw: 0.08, closed: false },
})
add('dv', 'glide', { formants: [350, 1600, 2650], voiceDb: -9, durationMs: 50, yieldUnit: 0.4, mouth: narrow })
add('gv', 'glide', { formants: [350, 1600, 2450], voiceDb: -9, durationMs: 55, yieldUnit: 0.7, mouth: back })

add('h', 'aspirate', { formants: [600, 1500, 2700], voiced: false, aspirationDb: -17, durationMs: 75, yieldUnit: 1, mouth: back })

const stop = (
  symbol: string,
  formants: Formants,
  burst: Friction,
  timing: { voiceDb: number; closureMs: number; burstMs: number; breathMs: number },
  shape: MouthTarget,
  yieldUnit: number,
): void =>
  add(symbol, 'stop', {
    formants,
    friction: burst,
    voiceDb: timing.voiceDb,
    voiced: timing.voiceDb > none,
    durationMs: timing.closureMs + timing.burstMs + timing.breathMs,
    burstMs: timing.burstMs,
    breathMs: timing.breathMs,
    aspirationDb: timing.breathMs > 0 ? -20 : none,
    yieldUnit,
    mouth: shape,
  })
const burstP = peaks(900, 1200, -26, 3500, 5000, -34, -38)
const burstT = peaks(4500, 2000, -14, 7600, 3500, -19, -36)
const burstK = peaks(2000, 550, -23, 4400, 2000, -32, -46)
stop('p', [300, 900, 2350], burstP, { voiceDb: none, closureMs: 70, burstMs: 8, breathMs: 32 }, closedLips, 0.55)
stop('t', [300, 1850, 2800], burstT, { voiceDb: none, closureMs: 60, burstMs: 12, breathMs: 34 }, narrow, 0.45)
stop('k', [300, 1900, 2500], burstK, { voiceDb: none, closureMs: 58, burstMs: 18, breathMs: 34 }, back, 0.85)
stop('b', [300, 900, 2350], quieter(burstP, 2), { voiceDb: -15, closureMs: 60, burstMs: 7, breathMs: 0 }, closedLips, 0.5)
stop('d', [300, 1850, 2800], quieter(burstT, 9), { voiceDb: -15, closureMs: 50, burstMs: 7, breathMs: 0 }, narrow, 0.45)
stop('g', [300, 1900, 2500], quieter(burstK, 2), { voiceDb: -15, closureMs: 50, burstMs: 14, breathMs: 0 }, back, 0.85)

const affricate = (
  symbol: string,
  formants: Formants,
  noise: Friction,
  voiceDb: number,
  closureMs: number,
  burstMs: number,
  shape: MouthTarget,
): void =>
  add(symbol, 'affricate', {
    formants,
    friction: noise,
    voiceDb,
    voiced: voiceDb > none,
    durationMs: closureMs + burstMs,
    burstMs,
    yieldUnit: 0.4,
    mouth: shape,
  })
affricate('ch', [320, 2050, 2850], quieter(sibilantSh, -1), none, 50, 75, mouth(0, 0.1, 0.4, 0.1, 0, 0.1))
affricate('ts', [330, 1850, 2800], quieter(sibilantS, -1), none, 48, 65, toothy)
affricate('jh', [320, 2050, 2850], quieter(sibilantSh, 3), -14, 42, 48, mouth(0, 0.1, 0.4, 0.1, 0, 0.1))
affricate('dz', [330, 1850, 2800], quieter(sibilantS, 4), -14, 40, 45, toothy)

/** っ: the closure is held. gs: a glottal stop. */
add('q', 'pause', { formants: [400, 1500, 2700], voiced: false, durationMs: 110, yieldUnit: 1, mouth: narrow })
add('gs', 'pause', { formants: [500, 1500, 2700], voiced: false, durationMs: 60, yieldUnit: 1, mouth: back })

/** What a phoneme asks of the tract, or null when the name is unknown. */
export const phonemeSpec = (symbol: string): PhonemeSpec | null => inventory.get(symbol) ?? null

/** The same, for symbols that are known to stand in the inventory. */
export function requirePhoneme(symbol: string): PhonemeSpec {
  const spec = inventory.get(symbol)
  if (!spec) throw new Error(`phoneme "${symbol}" is not in the inventory; known: ${[...inventory.keys()].join(' ')}`)
  return spec
}

export const phonemeSymbols: readonly string[] = [...inventory.keys()]
/** Sounds that can carry a note: vowels and the moraic nasal. */
export const isNucleus = (symbol: string): boolean => symbol === 'nn' || inventory.get(symbol)?.kind === 'vowel'
