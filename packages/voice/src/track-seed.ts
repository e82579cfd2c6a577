/** Harmony voices of one song must not breathe in unison; the seed follows the track's name, never chance. Everybody who plans a track for a show takes it. */
export function trackSeed(trackId: string): number {
  let seed = 17
  for (let index = 0; index < trackId.length; index++) seed = (Math.imul(seed, 31) + trackId.charCodeAt(index)) | 0
  return seed >>> 0
}
