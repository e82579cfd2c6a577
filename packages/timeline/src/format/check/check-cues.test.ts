import { describe, expect, it } from 'vitest'
import type { Cue } from '../../document/cue.ts'
import { busyShow, busySongs } from '../../testing/busy-show.ts'
import { cue, emptyVenue } from '../../testing/small-show.ts'
import { beats, ms } from '../../units.ts'
import { checkShow } from './check-show.ts'

const files = { filesPresent: new Set(['media/rain.mp4', 'audio/rain.wav', 'audio/bell.wav']) }
const issuesOf = (cues: Record<string, Cue>, more: object = {}) =>
  checkShow({ ...busyShow(), ...more, cues: { ...busyShow().cues, ...cues } }, busySongs(), emptyVenue, files)
const first = (cues: Record<string, Cue>, code: string, more: object = {}) => {
  const issue = issuesOf(cues, more).find((one) => one.code === code)
  return issue ? `${issue.path}: ${issue.message}` : null
}
const note = { kind: 'note' } as const

describe('checking cues', () => {
  it('[check] a show with cues of every kind has no mistake', () => {
    expect(
      issuesOf({})
        .filter((issue) => issue.severity === 'error')
        .map((issue) => `${issue.path} ${issue.code}`),
    ).toEqual([]) // prettier-ignore
  })

  it('[check] an anchor to a note, marker or section that is missing, or to a place outside the song, is named', () => {
    const at = (anchor: Cue['anchor']) => ({ z: cue('z', '99', note, { anchor: anchor! }) })
    expect(first(at({ kind: 'note', segmentId: 'one', trackId: 'lead', noteId: 'n3' }), 'unknown-note')).toBe(
      'show.cues.z.anchor.noteId: cue 99 would never fire: there is no note "n3"; there are "n1", "n2"',
    )
    expect(first(at({ kind: 'marker', segmentId: 'one', trackId: 'marks', markerId: 'hit' }), 'unknown-marker')).toContain(
      'there is no marker "hit"',
    )
    expect(first(at({ kind: 'section', segmentId: 'one', sectionId: 'versee' }), 'unknown-section')).toContain('did you mean "verse"?')
    expect(first(at({ kind: 'note', segmentId: 'one', trackId: 'marks', noteId: 'n1' }), 'unknown-track')).toContain(
      'there is no sung track "marks"',
    )
    expect(first(at({ kind: 'bar', segmentId: 'one', bar: 9 }), 'anchor-outside')).toContain('32 beats long')
    expect(first(at({ kind: 'bar', segmentId: 'one', bar: 2, beat: 5 }), 'anchor-outside')).toContain('would never fire')
    expect(first(at({ kind: 'time', segmentId: 'nine', positionMs: ms(0) }), 'unknown-segment')).toContain('"nine"')
  })

  it('[check] a segment that an anchor in it starts again and again is named; one that goes round in its own time is not', () => {
    const again = (positionMs: number, startBeats = 0, preWaitMs = 0) => ({
      z: cue(
        'z',
        '99',
        { kind: 'segment', segmentId: 'one', startBeats },
        {
          anchor: { kind: 'time', segmentId: 'one', positionMs: ms(positionMs) },
          preWaitMs: ms(preWaitMs),
        },
      ),
    })
    expect(first(again(0), 'anchor-ring')).toContain('again and again, every 0 ms')
    expect(first(again(2100, 4), 'anchor-ring')).toContain('every 100 ms')
    expect(first(again(2100, 4, 1000), 'anchor-ring')).toBeNull()
    expect(first(again(8000), 'anchor-ring')).toBeNull()
    expect(first(again(500, 8), 'anchor-ring')).toBeNull()
  })

  it('[check] rings of groups, children of what is no group, and anchors inside groups are named', () => {
    const group = { kind: 'group', mode: 'together' } as const
    const ring = { a: cue('y', '98', group, { groupId: 'b' }), b: cue('z', '99', group, { groupId: 'a' }) }
    expect(first(ring, 'group-ring')).toContain('show.cues.a.groupId')
    expect(first({ a: cue('y', '98', note, { groupId: 'start' }) }, 'unknown-group')).toContain('no group cue "start"')
    expect(first({ a: cue('y', '98', group) }, 'empty-group')).toContain('"groupId": "a"')
    const inside = cue('y', '98', note, { groupId: 'all', anchor: { kind: 'time', segmentId: 'one', positionMs: ms(1) } })
    expect(first({ a: inside }, 'anchor-in-group')).toContain('anchor the group')
  })

  it('[check] media and sounds that are missing, a video without a length, verbs without what they need are named', () => {
    const media = { kind: 'media', media: 'video', file: 'gone.mp4', layer: 1 } as const
    const film = { a: cue('y', '98', { kind: 'output', outputId: 'sound', picture: media, fadeMs: ms(0) }) }
    expect(first(film, 'missing-file')).toContain('"gone.mp4"')
    expect(first(film, 'video-without-length')).toContain('how long')
    expect(first(film, 'unknown-output')).toContain('screen output "sound"')
    expect(first({ a: cue('y', '98', { kind: 'sound', file: 'x.wav', durationMs: 1, fadeMs: ms(0) }) }, 'missing-file')).toContain(
      '"x.wav"',
    )
    expect(first({ a: cue('y', '98', { kind: 'soundStop', cueId: 'warm', fadeMs: ms(0) }) }, 'unknown-cue')).toContain('sound cue "warm"')
    expect(first({ a: cue('y', '98', { kind: 'command', command: 'grandMaster' }) }, 'incomplete-command')).toContain('"levelUnit"')
    expect(first({ a: cue('y', '98', { kind: 'performer', performerId: 'hotaru', fadeMs: ms(0) }) }, 'empty-override')).toContain(
      'does nothing',
    )
  })

  it('[phrase-across-vamp] a section that a cue makes repeat may not cut a phrase', () => {
    const songs = busySongs()
    const lead = songs['song-one']!.tracks.lead as Extract<(typeof songs)[string]['tracks'][string], { kind: 'vocal' }>
    const long = { startBeats: beats(15), lengthBeats: beats(2), pitch: 60, lyric: 'ah' }
    const sung = { ...songs['song-one']!, tracks: { lead: { ...lead, notes: { long } } } }
    const cues = { a: cue('a', '1', { kind: 'segment', segmentId: 'one' }), v: cue('b', '2', { kind: 'vamp', sectionId: 'verse' }) }
    const issues = checkShow({ ...busyShow(), cues }, { ...songs, 'song-one': sung }, emptyVenue)
    expect(issues.find((issue) => issue.code === 'phrase-across-vamp')?.message).toContain('the section "verse", which cue 2 makes repeat')
  })

  it('[check-licence] a licence that forbids the planned use is named', () => {
    const credits = { c: { order: 'a', name: 'Aki', role: 'music', licence: 'CC-BY-NC-4.0' } }
    expect(first({}, 'licence-forbids', { credits })).toBeNull()
    expect(first({}, 'licence-forbids', { credits, use: { commercial: true } })).toBe(
      'show.credits.c.licence: "CC-BY-NC-4.0" of Aki (music) does not allow commercial use, which the show plans',
    )
    expect(first({}, 'licence-forbids', { credits, use: { streamed: true } })).toBeNull()
    const closed = { c: { ...credits.c, licence: 'All rights reserved' } }
    expect(first({}, 'licence-forbids', { credits: closed, use: { streamed: true } })).toContain('ask for a licence')
  })
})
