import { describe, expect, it } from 'vitest'
import { cue, emptyVenue, smallShow, smallSongs, song } from '../../testing/small-show.ts'
import { beats, ms } from '../../units.ts'
import { checkShow } from './check-show.ts'

// biome-ignore lint/suspicious/noExplicitAny: documents are broken on purpose, in every shape.
type Loose = any
function found(
  damage: (parts: { show: Loose; songs: Loose; venue: Loose }) => void,
  options: Parameters<typeof checkShow>[3] = {},
): string[] {
  const parts: Loose = structuredClone({ show: smallShow(), songs: smallSongs(), venue: emptyVenue })
  damage(parts)
  return checkShow(parts.show, parts.songs, parts.venue, options).map(
    (issue) => `${issue.severity} ${issue.path} [${issue.code}] ${issue.message}`,
  )
}
const vocal = (notes: Loose) => ({
  kind: 'vocal',
  order: 'v',
  name: 'Lead',
  performerId: 'hotaru',
  language: 'en',
  gainDb: 0,
  role: 'lead',
  notes,
})
const note = (startBeats: number, lengthBeats: number, more: object = {}) => ({ startBeats, lengthBeats, pitch: 60, lyric: 'la', ...more })

describe('check', () => {
  it('[check] a good show has no issues', () => {
    expect(found(() => undefined)).toEqual([])
  })

  it('[check] broken references are named with what was probably meant', () => {
    expect(
      found(({ show, songs, venue }) => {
        show.setlist.one.songId = 'song-onee'
        show.cues.vamp.action.segmentId = 'lop'
        show.cues.warm.action.look = 'wram'
        show.cues.shout.action.messages[0].targetId = 'dsk'
        show.looks.warm.groups.wahs = { levelUnit: 1 }
        songs['song-two'].tracks.dance = { kind: 'motion', order: 'z', name: 'Dance', performerId: 'hotru', clips: {} }
        songs['song-two'].tracks.light = {
          kind: 'light',
          order: 'z',
          name: 'L',
          clips: { a: { startBeats: 0, lengthBeats: 4, look: 'colt', levelUnit: 1 } },
        }
        songs['song-two'].tracks.osc.messages.once.targetId = 'lamp'
        songs['song-two'].tracks.stem = { kind: 'audio', order: 'z', name: 'S', gainDb: 0, stemOf: ['drums'], clips: {} }
        venue.fixtures.spot.universe = 9
      }),
    ).toEqual([
      'error show.setlist.one.songId [unknown-song] there is no song "song-onee"; did you mean "song-one"?',
      'warning show.setlist.loop [segment-never-started] no cue starts the segment "loop"',
      'error show.cues.warm.action.look [unknown-look] there is no look "wram"; did you mean "warm"?',
      'error show.cues.shout.action.messages.0.targetId [unknown-target] there is no target "dsk"; did you mean "desk"?',
      'error show.cues.vamp.action.segmentId [unknown-segment] there is no segment "lop"; did you mean "loop"?',
      'warning show.looks.warm.groups.wahs [unknown-group] there is no group "wahs"; did you mean "wash"? No fixture of this venue will follow it',
      'error songs/song-two.tracks.osc.messages.once.targetId [unknown-target] there is no target "lamp"; there is "desk"',
      'error songs/song-two.tracks.dance.performerId [unknown-performer] there is no performer "hotru"; did you mean "hotaru"?',
      'error songs/song-two.tracks.light.clips.a.look [unknown-look] there is no look "colt"; did you mean "cold"?',
      'error songs/song-two.tracks.stem.stemOf.0 [unknown-track] there is no instrument track "drums"; none is defined',
      'warning venue.targets [universe-not-sent] no enabled target receives universe 9, which spot is patched to',
    ])
  })

  it('[check] tempo, metre, vamps, sections and ends are checked against the song', () => {
    expect(
      found(({ songs }) => {
        songs['song-one'] = song('song-one', 16, {
          tempo: { t1: { atBeats: beats(2), bpm: 100, curve: 'ramp' } },
          metre: { m1: { atBeats: beats(0), beatsPerBar: 4, beatUnit: 4 }, m2: { atBeats: beats(6), beatsPerBar: 3, beatUnit: 4 } },
          vamps: {
            v1: { startBeats: beats(0), lengthBeats: beats(8) },
            v2: { startBeats: beats(4), lengthBeats: beats(4) },
            v3: { startBeats: beats(15), lengthBeats: beats(4) },
          },
          tracks: {
            cam: { kind: 'camera', order: 'a', name: 'C', clips: { c: { startBeats: beats(15), lengthBeats: beats(2), shot: 'wide' } } },
          },
        })
      }),
    ).toEqual([
      'error songs/song-one.tempo [tempo-without-start] no tempo stands at beat 0; add a point with "atBeats": 0',
      'warning songs/song-one.tempo.t1.curve [ramp-to-nowhere] a ramp needs a later point to lead to; the tempo stays steady',
      'error songs/song-one.metre.m2.atBeats [metre-off-bar] beat 6 is no bar line; the nearest is beat 8',
      'warning songs/song-one.vamps.v1 [vamp-off-bar] the edge at beat 8 is bar 3, beat 3, not a bar line',
      'warning songs/song-one.vamps.v2 [vamp-off-bar] the edge at beat 8 is bar 3, beat 3, not a bar line',
      'error songs/song-one.vamps.v3 [beyond-end] the vamp ends at beat 19, but the song ends at beat 16',
      'error songs/song-one.vamps.v2 [vamp-overlap] begins before the vamp "v1" ends; vamps must not overlap',
      'error songs/song-one.tracks.cam.clips.c [beyond-end] the clip ends at beat 17, but the song ends at beat 16',
    ])
  })

  it('[check] one voice sings one note at a time', () => {
    expect(
      found(({ songs }) => {
        songs['song-one'].tracks.lead = vocal({ a: note(0, 2), b: note(1, 1), c: note(4, 1, { lyric: ' ' }), d: note(31, 2) })
      }),
    ).toEqual([
      'error songs/song-one.tracks.lead.notes.d [beyond-end] the note ends at beat 33, but the song ends at beat 32',
      'error songs/song-one.tracks.lead.notes.b [notes-overlap] begins at bar 1, beat 2 before the note "a" ends; one voice sings one note at a time',
      'warning songs/song-one.tracks.lead.notes.c.lyric [empty-lyric] the note at bar 2, beat 1 has no words; "-" prolongs the vowel before',
    ])
  })

  it('[phrase-across-vamp] no phrase crosses the edge of a vamp: neither one note, nor two in one breath', () => {
    // Song two vamps over beats 4 to 8.
    const sing = (notes: Loose) =>
      found(({ songs }) => {
        songs['song-two'].tracks.lead = vocal(notes)
      })
    expect(sing({ a: note(3, 2) })).toEqual([
      'error songs/song-two.tracks.lead.notes.a [phrase-across-vamp] sounds across the edge of the vamp "v" at bar 2, beat 1; end it there',
    ])
    expect(sing({ a: note(7, 1), b: note(8, 1) })).toEqual([
      expect.stringMatching(/notes\.a \[phrase-across-vamp\] is sung in one breath with "b"/),
    ])
    expect(sing({ a: note(7, 1, { breathAfter: true }), b: note(8, 1) })).toEqual([])
    expect(sing({ a: note(7, 0.7), b: note(8, 1) })).toEqual([])
  })

  it('[check] cue numbers appear once; chains lead somewhere', () => {
    expect(
      found(({ show }) => {
        show.cues.shout.number = '02'
        show.cues.words.continueMode = 'autoContinue'
        show.cues.odd = cue('dd', '99', { kind: 'segment', segmentId: 'two', startBeats: 40 })
      }),
    ).toEqual([
      'error show.cues.shout.number [duplicate-cue-number] cue 02 is there twice: "warm" has the same number',
      'error show.cues.odd.action.startBeats [beyond-end] starts at beat 40, but "song-two" is 16 beats long',
      'warning show.cues.leave.number [cue-out-of-order] cue 5 runs after cue 99',
      'warning show.cues.words.continueMode [nothing-follows] cue 8 continues, but no armed cue follows it',
    ])
  })

  it('[check] fixtures must not overlap, overrun their universe or share a number', () => {
    expect(
      found(({ venue }) => {
        venue.fixtures.spot.slot = 3
        venue.fixtures.spot.number = 1
        venue.fixtures.head = { ...venue.fixtures.par, order: 'c', number: 3, kind: 'movingHead', slot: 506 }
      }),
    ).toEqual([
      'error venue.fixtures.spot.number [duplicate-fixture-number] fixture 1 is there twice: "par" has the same number',
      'error venue.fixtures.spot.slot [patch-overlap] slot 3 of universe 1 belongs to fixture 1 ("par") already; this is fixture 1',
      'error venue.fixtures.head.slot [patch-overrun] fixture 3 needs slots 506 to 514, but a universe ends at 512',
    ])
  })

  it('[check] a fixture is as wide as its profile, and a switched slot names another slot that is not switched', () => {
    const rest = { kind: 'rest', value: 0 }
    const switched = (by: number) => ({ kind: 'switched', by, cases: [{ from: 0, to: 255, use: rest }] })
    expect(
      found(({ venue }) => {
        venue.profiles = { odd: { name: 'Odd', homeBeamDeg: 10, slots: [rest, switched(0), switched(1), switched(9)] } }
        venue.fixtures.spot.profile = 'odd'
        venue.fixtures.spot.slot = 510
      }),
    ).toEqual([
      'error venue.fixtures.spot.slot [patch-overrun] fixture 2 needs slots 510 to 513, but a universe ends at 512',
      'error venue.profiles.odd.slots.2.by [switch-of-switch] slot 1 decides, but is switched itself',
      'error venue.profiles.odd.slots.3.by [unknown-slot] slot 9 decides, but the profile has slots 0 to 3',
    ])
  })

  it('[check] files that are missing and names that other packages own are checked when they are told', () => {
    const issues = found(
      ({ show, songs }) => {
        show.performers.hotaru.avatar = { kind: 'file', file: 'avatars/gone.vrm' }
        songs['song-one'].tracks.bass = { kind: 'instrument', order: 'b', name: 'Bass', instrument: 'bas', gainDb: 0, notes: {} }
        songs['song-one'].tracks.dance = {
          kind: 'motion',
          order: 'c',
          name: 'D',
          performerId: 'hotaru',
          clips: { a: { startBeats: 0, lengthBeats: 4, move: 'stepp' }, b: { startBeats: 4, lengthBeats: 4 } },
        }
        songs['song-one'].tracks.stem = {
          kind: 'audio',
          order: 'd',
          name: 'S',
          gainDb: 0,
          clips: { a: { startBeats: 0, file: 'audio/here.opus', durationMs: ms(60_000) } },
        }
      },
      { filesPresent: new Set(['audio/here.opus']), known: { instruments: ['bass', 'kick'], moves: ['step'] } },
    )
    expect(issues).toEqual([
      'error show.performers.hotaru.avatar.file [missing-file] the file "avatars/gone.vrm" is not in the show folder',
      'error songs/song-one.tracks.bass.instrument [unknown-instrument] there is no instrument "bas"; did you mean "bass"?',
      'error songs/song-one.tracks.dance.clips.a.move [unknown-move] there is no move "stepp"; did you mean "step"?',
      'error songs/song-one.tracks.dance.clips.b [empty-clip] names neither a move nor a motion file',
      'warning songs/song-one.tracks.stem.clips.a.durationMs [beyond-end] rings on for 44 s after the song ends',
    ])
  })
})
