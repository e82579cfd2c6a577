/** What a page says about itself once a second, so that the console sees trouble before the audience does. */
import type { OutputReport } from '@ghostlight/engine/protocol'
import type { FrameMeter } from './frame-meter.ts'
import type { ReadyEditions } from './ready-editions.ts'
import type { ListenersDesk } from './sound/later-desk.ts'
import type { Stage } from './stage.ts'
import type { TimecodeDesk } from './timecode-in/timecode-desk.ts'

/** More than anybody reads at once. */
const MOST_TROUBLES = 8
const MOST_MISSING = 8

export function reportOf(parts: {
  readonly stage: Stage
  readonly meter: FrameMeter
  readonly desk: ListenersDesk
  readonly ready: ReadyEditions
  readonly timecode: TimecodeDesk | null
  /** What is wrong on this computer beside picture and sound, in words. */
  readonly others: readonly string[]
}): OutputReport {
  const { stage, meter, desk, ready, timecode, others } = parts
  const sound = desk.state()
  const cast = Object.entries(stage.source.edition()?.show.performers ?? {})
  const absent = cast.filter(([id]) => !stage.loaded.has(id))
  const dressed = cast.length === 0 ? 0 : 1 - absent.length / cast.length
  const avatars = absent.map(([, { avatar }]) => ({
    kind: 'avatar' as const,
    name: avatar.kind === 'builtIn' ? avatar.look : (avatar.file.split('/').at(-1) ?? avatar.file),
    loadedUnit: 0,
  }))
  return {
    output: stage.outputId,
    picture: stage.faults.size > 0 ? 'lost' : meter.state,
    fps: meter.fps,
    ...(meter.gapMs === null ? {} : { frameMs: Math.round(10 * meter.gapMs) / 10 }),
    missedFrames: meter.missed,
    sound: sound.sound,
    soundErrorMs: sound.errorMs,
    syncErrorMs: stage.source.clock.errorMs(),
    loadedUnit: Math.min(dressed, sound.loadedUnit, stage.mediaUnit),
    missing: [...avatars, ...sound.missing].slice(0, MOST_MISSING),
    editionsReady: ready.ready,
    draftLoadedUnit: ready.draftUnit,
    troubles: [...stage.faults.values(), ...sound.faults, ...(timecode?.faults() ?? []), ...others].slice(0, MOST_TROUBLES),
  }
}
