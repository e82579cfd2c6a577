/** Instruments of the band. Scores name them, `check` knows them, the stage's band plays them. */
export const instrumentNames = [
  'kick',
  'snare',
  'clap',
  'hat',
  'brush',
  'bass',
  'keys',
  'piano',
  'saws',
  'pad',
  'strings',
  'accordion',
  'lead',
  'pluck',
  'celesta',
  'bell',
  'koto',
] as const
export type InstrumentName = (typeof instrumentNames)[number]
