/** The shots of the curtain call: her bow and her wave, cut on the clock of the call. */
import { CURTAIN_CALL_AT_MS, CURTAIN_CALL_MS } from '@ghostlight/avatar'
import type { PlannedShot } from './shots.ts'

/** After a song the last shot stands this long. */
export const RESTS_AFTER_MS = 2500

const SHOTS = ['full', 'medium'] as const

/** @param order  of the first of them among the shots of the song. */
export function callShots(songId: string, order: number): readonly PlannedShot[] {
  const call = (id: string, shot: PlannedShot['shot'], fromMs: number, toMs: number, place: number): PlannedShot => ({
    id: `${songId} call ${id}`,
    shot,
    fromMs,
    toMs,
    clock: 'call',
    fromDeg: null,
    toDeg: null,
    energyUnit: 0.2,
    opensMs: 0,
    order: order + place,
    performerId: null,
  })
  const calls = CURTAIN_CALL_AT_MS.map((atMs, place) =>
    call(`${place}`, SHOTS[place] ?? 'full', atMs, CURTAIN_CALL_AT_MS[place + 1] ?? CURTAIN_CALL_MS, place),
  )
  return [...calls, call('end', 'wide', CURTAIN_CALL_MS, CURTAIN_CALL_MS + 8000, calls.length)]
}
