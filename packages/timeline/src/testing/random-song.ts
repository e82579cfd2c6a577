/** Random songs for fuzzing: overlaps, ties, touching clips, several tracks of a kind, tempo ramps, vamps. */
import type { Song } from '../document/song.ts'
import type { Track } from '../document/track.ts'
import { beats } from '../units.ts'
import type { Random } from './random.ts'
import { song } from './small-show.ts'

export function randomSong(random: Random, id: string): Song {
  const lengthBeats = random.whole(8, 64)
  // Quarters of a beat, so that starts and ends often fall together.
  const place = () => random.whole(0, lengthBeats * 4 - 1) / 4
  const span = () => {
    const startBeats = place()
    return { startBeats: beats(startBeats), lengthBeats: beats(Math.max(0.25, random.whole(1, 32) / 4)) }
  }
  const many = <T>(make: () => T): Record<string, T> =>
    Object.fromEntries(Array.from({ length: random.whole(0, 12) }, (_, i) => [`c${i}`, make()]))
  const tracks: Record<string, Track> = {}
  for (let i = 0; i < random.whole(1, 12); i++) {
    const base = { order: random.pick(['a', 'b', 'c']), name: `T${i}` }
    const performerId = random.pick(['hotaru', 'other'])
    const track = random.pick<() => Track>([
      () => ({
        kind: 'motion',
        ...base,
        performerId,
        clips: many(() => ({
          ...span(),
          move: 'step',
          ...(random.unit() < 0.5 ? { phaseBeats: random.whole(0, 3) } : {}),
          ...(random.unit() < 0.3 ? { energyUnit: random.unit() } : {}),
        })),
      }),
      () => ({
        kind: 'expression',
        ...base,
        performerId,
        clips: many(() => ({
          ...span(),
          expression: random.pick(['joy', 'sorrow']),
          levelUnit: random.unit(),
          ...(random.unit() < 0.5 ? { fadeBeats: beats(random.whole(1, 8) / 4) } : {}),
        })),
      }),
      () => ({ kind: 'camera', ...base, clips: many(() => ({ ...span(), shot: random.pick(['wide', 'close'] as const) })) }),
      () => ({
        kind: 'light',
        ...base,
        clips: many(() => ({
          ...span(),
          look: 'warm',
          levelUnit: random.unit(),
          ...(random.unit() < 0.5 ? { fadeInBeats: random.whole(0, 8) / 4, fadeOutBeats: random.whole(0, 8) / 4 } : {}),
        })),
      }),
      () => ({ kind: 'lyrics', ...base, lines: many(() => ({ ...span(), text: { en: `line ${random.whole(1, 99)}` } })) }),
      () => ({
        kind: 'vocal',
        ...base,
        performerId,
        language: 'en',
        gainDb: 0,
        role: random.pick(['lead', 'harmony'] as const),
        notes: {},
      }),
      () => ({
        kind: 'osc',
        ...base,
        messages: many(() => ({ atBeats: beats(place()), address: `/${random.whole(1, 5)}`, args: [], everyPass: random.unit() < 0.5 })),
      }),
    ])() // prettier-ignore
    tracks[`t${i}`] = track
  }
  const sections = Object.fromEntries(
    Array.from({ length: random.whole(0, 4) }, (_, i) => [
      `s${i}`,
      {
        ...span(),
        name: { en: `S${i}` },
        kind: 'verse' as const,
        energyUnit: random.unit(),
        colours: { hues: ['#000000', '#111111', '#222222'] as [string, string, string], accent: '#ffffff' },
      },
    ]),
  )
  const vampStart = random.whole(0, lengthBeats - 4)
  const vamps =
    random.unit() < 0.5
      ? { v: { startBeats: beats(vampStart), lengthBeats: beats(random.whole(1, Math.min(8, lengthBeats - vampStart))) } }
      : {}
  return song(id, lengthBeats, {
    tempo: {
      t1: { atBeats: beats(0), bpm: random.whole(40, 200), curve: random.pick(['step', 'ramp']) },
      t2: { atBeats: beats(place() + 0.25), bpm: random.whole(40, 200), curve: random.pick(['step', 'ramp']) },
      t3: { atBeats: beats(place() + 0.5), bpm: random.whole(40, 200), curve: 'step' },
    },
    metre: { m1: { atBeats: beats(0), beatsPerBar: random.whole(2, 7), beatUnit: random.pick([4, 8] as const) } },
    sections,
    vamps,
    tracks,
  })
}
