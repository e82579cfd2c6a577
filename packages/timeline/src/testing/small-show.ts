/** A small show for tests: two songs, a vamp between them, a cue of every kind. Ours; used by tests only. */
import { compileEdition } from '../compile-edition.ts'
import type { Cue, CueAction } from '../document/cue.ts'
import type { Show } from '../document/show.ts'
import type { Song } from '../document/song.ts'
import type { Venue } from '../document/venue.ts'
import type { Edition, EditionData } from '../edition.ts'
import { beats, ms } from '../units.ts'

/** 120 bpm, 4/4: one beat is 500 ms, one bar 2 s. */
export function song(id: string, lengthBeats: number, parts: Partial<Song> = {}): Song {
  return {
    schemaVersion: 1,
    id,
    title: { en: id },
    lengthBeats: beats(lengthBeats),
    tempo: { t1: { atBeats: beats(0), bpm: 120, curve: 'step' } },
    metre: { m1: { atBeats: beats(0), beatsPerBar: 4, beatUnit: 4 } },
    sections: {},
    vamps: {},
    tracks: {},
    credits: { c1: { order: 'a', name: 'Trad.', role: 'music', licence: 'public domain' } },
    ...parts,
  }
}

export function cue(order: string, number: string, action: CueAction, parts: Partial<Cue> = {}): Cue {
  return {
    order,
    number,
    name: { en: `Cue ${number}` },
    preWaitMs: ms(0),
    postWaitMs: ms(0),
    continueMode: 'none',
    armed: true,
    action,
    ...parts,
  }
}

export const emptyVenue: Venue = {
  schemaVersion: 1,
  id: 'hall',
  name: 'Hall',
  outputs: {
    gauze: {
      kind: 'screen',
      order: 'a',
      name: 'Gauze',
      widthPx: 1920,
      heightPx: 1080,
      displayLatencyMs: ms(0),
      mirror: false,
      required: true,
    },
    sound: { kind: 'sound', order: 'b', name: 'Sound', required: true },
  },
  targets: {
    desk: {
      kind: 'osc',
      order: 'a',
      name: 'Desk',
      host: '192.0.2.1',
      port: 7770,
      profile: 'generic',
      latencyMs: ms(0),
      universes: [1],
      enabled: true,
    },
  },
  fixtures: {
    par: { order: 'a', number: 1, name: 'Par', kind: 'rgb', universe: 1, slot: 1, groups: ['wash'], positionM: [0, 4, 2], aimM: [0, 1, 0] },
    spot: {
      order: 'b',
      number: 2,
      name: 'Spot',
      kind: 'dimmer',
      universe: 1,
      slot: 10,
      groups: ['front'],
      positionM: [0, 4, 4],
      aimM: [0, 1, 0],
    },
  },
}

/** Song one: 32 beats (16 s). Song two: 16 beats with a vamp over beats 4–8 (2 s long, from 2 s). Loop: 8 beats, vamps as a whole. */
export function smallShow(parts: Partial<Show> = {}): Show {
  return {
    schemaVersion: 1,
    id: 'small',
    title: { en: 'Small' },
    performers: {
      hotaru: { name: { en: 'Hotaru' }, singer: { kind: 'builtIn', design: 'hotaru' }, avatar: { kind: 'builtIn', look: 'hotaru' } },
    },
    setlist: {
      one: { order: 'a', kind: 'song', name: { en: 'One' }, songId: 'song-one', fadeOutMs: ms(1000) },
      loop: { order: 'b', kind: 'vamp', name: { en: 'Loop' }, songId: 'loop', fadeOutMs: ms(500) },
      two: { order: 'c', kind: 'song', name: { en: 'Two' }, songId: 'song-two', fadeOutMs: ms(1000) },
    },
    cues: {
      start: cue('a', '1', { kind: 'segment', segmentId: 'one' }),
      warm: cue('b', '2', { kind: 'look', look: 'warm', fadeMs: ms(1000) }),
      shout: cue('c', '3', { kind: 'osc', messages: [{ address: '/go', args: [{ type: 'i', value: 1 }] }] }),
      vamp: cue('d', '4', { kind: 'segment', segmentId: 'loop' }),
      leave: cue('e', '5', { kind: 'command', command: 'devamp' }),
      second: cue('f', '6', { kind: 'segment', segmentId: 'two' }),
      dark: cue('g', '7', { kind: 'releaseLooks', fadeMs: ms(2000) }),
      words: cue('h', '8', { kind: 'note' }),
    },
    looks: {
      warm: { name: 'Warm', groups: { wash: { levelUnit: 0.8, colour: '#ffaa66' } } },
      cold: { name: 'Cold', groups: { wash: { levelUnit: 0.5, colour: '#66aaff' } } },
      spot: { name: 'Spot', groups: { front: { levelUnit: 1 } } },
    },
    settings: { startLeadMs: ms(100), goLockOutMs: 600, audienceDelayMs: ms(2000), panicFadeMs: ms(1000) },
    credits: { c1: { order: 'a', name: 'Us', role: 'show', licence: 'CC-BY-4.0' } },
    ...parts,
  }
}

export function smallSongs(): Record<string, Song> {
  const trigger = (atBeats: number, address: string, more: object = {}) => ({ atBeats: beats(atBeats), address, args: [], ...more })
  return {
    'song-one': song('song-one', 32, {
      sections: {
        verse: {
          name: { en: 'Verse' },
          startBeats: beats(0),
          lengthBeats: beats(16),
          kind: 'verse',
          energyUnit: 0.4,
          colours: { hues: ['#112233', '#223344', '#334455'], accent: '#ffffff' },
        },
        chorus: {
          name: { en: 'Chorus' },
          startBeats: beats(16),
          lengthBeats: beats(16),
          kind: 'chorus',
          energyUnit: 0.9,
          colours: { hues: ['#aa2233', '#bb3344', '#cc4455'], accent: '#ffee00' },
        },
      },
      tracks: {
        osc: {
          kind: 'osc',
          order: 'a',
          name: 'Triggers',
          messages: {
            m1: trigger(0, '/a'),
            m2: trigger(8, '/b', { catchUp: 'latest' }),
            m3: trigger(16, '/b', { catchUp: 'latest' }),
            m4: trigger(24, '/c', { catchUp: 'all' }),
          },
        },
      },
    }),
    loop: song('loop', 8),
    'song-two': song('song-two', 16, {
      vamps: { v: { startBeats: beats(4), lengthBeats: beats(4) } },
      tracks: {
        osc: {
          kind: 'osc',
          order: 'a',
          name: 'Triggers',
          messages: { once: trigger(5, '/once'), each: trigger(6, '/each', { everyPass: true }), after: trigger(10, '/after') },
        },
      },
    }),
  }
}

export function editionOf(
  show: Show = smallShow(),
  songs: Record<string, Song> = smallSongs(),
  hash = 'e1',
  venue: Venue = emptyVenue,
): Edition {
  const data: EditionData = { formatVersion: 1, show, songs, venue, assets: {}, lexicon: {} }
  return compileEdition(data, hash)
}
