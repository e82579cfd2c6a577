/** General MIDI programs and drum keys → instruments of the band. */

/** By program 0–127, in the families of General MIDI level 1. */
export function instrumentOfProgram(program: number): string {
  if (program === 107) return 'koto'
  if (program < 4 || program === 7) return 'piano'
  if (program < 8) return 'keys'
  if (program < 16) return program === 14 ? 'bell' : 'celesta'
  if (program < 24) return 'accordion'
  if (program < 32) return 'pluck'
  if (program < 40) return 'bass'
  if (program < 52) return 'strings'
  if (program < 56) return 'pad'
  if (program < 80) return 'lead'
  if (program < 88) return 'saws'
  if (program < 104) return 'pad'
  if (program < 112) return 'pluck'
  return 'bell'
}

/** Channel 10 of General MIDI is drums: its keys are instruments. */
export const DRUM_CHANNEL = 9

export function drumOfKey(key: number): string {
  if (key <= 36 || key === 41 || key === 43) return 'kick'
  if (key === 39) return 'clap'
  if (key === 38 || key === 40 || key === 45 || key === 47 || key === 48 || key === 50) return 'snare'
  return 'hat'
}
