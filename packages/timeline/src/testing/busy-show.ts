/** A show with cues of every kind for fuzzing: chains, groups in groups, anchors of every kind, sounds, pictures. Ours; used by tests only. */
import type { Show } from '../document/show.ts'
import type { Song } from '../document/song.ts'
import { beats, ms } from '../units.ts'
import { cue, smallShow, smallSongs } from './small-show.ts'

export function busySongs(): Record<string, Song> {
  const songs = smallSongs()
  const one = songs['song-one']!
  const two = songs['song-two']!
  const note = (startBeats: number) => ({ startBeats: beats(startBeats), lengthBeats: beats(1), pitch: 60, lyric: 'la' })
  return {
    ...songs,
    'song-one': {
      ...one,
      tracks: {
        ...one.tracks,
        lead: {
          kind: 'vocal',
          order: 'b',
          name: 'Lead',
          performerId: 'hotaru',
          language: 'en',
          gainDb: 0,
          role: 'lead',
          notes: { n1: note(6), n2: note(20) },
        },
        marks: { kind: 'marker', order: 'c', name: 'Marks', markers: { m1: { atBeats: beats(9.5), name: 'hit' } } },
        dance: {
          kind: 'motion',
          order: 'd',
          name: 'Dance',
          performerId: 'hotaru',
          clips: {
            a: { startBeats: beats(0), lengthBeats: beats(16), move: 'step' },
            b: { startBeats: beats(16), lengthBeats: beats(16), move: 'wave' },
          },
        },
      },
    },
    'song-two': {
      ...two,
      tracks: {
        ...two.tracks,
        marks: { kind: 'marker', order: 'c', name: 'Marks', markers: { m1: { atBeats: beats(5), name: 'in' } } },
        dance: {
          kind: 'motion',
          order: 'd',
          name: 'Dance',
          performerId: 'hotaru',
          clips: {
            a: { startBeats: beats(0), lengthBeats: beats(6), move: 'step' },
            b: { startBeats: beats(6), lengthBeats: beats(10), move: 'wave' },
          },
        },
      },
    },
  }
}

/** Cues 1–8 as in the small show, then 9–12 a chain, 13–30 the other kinds, 31–39 anchored, 40–46 groups and their children. */
export function busyShow(): Show {
  const show = smallShow()
  const osc = (address: string) => ({ kind: 'osc' as const, messages: [{ address, args: [] }] })
  return {
    ...show,
    cues: {
      ...show.cues,
      chain1: cue(
        'i',
        '9',
        { kind: 'look', look: 'cold', fadeMs: ms(700) },
        { preWaitMs: ms(250), postWaitMs: ms(400), continueMode: 'autoContinue' },
      ),
      chain2: cue(
        'j',
        '10',
        {
          kind: 'osc',
          messages: [
            { address: '/x', args: [] },
            { address: '/y', args: [] },
          ],
        },
        { continueMode: 'autoFollow', postWaitMs: ms(150) },
      ),
      chain3: cue('k', '11', { kind: 'segment', segmentId: 'one', startBeats: 28 }, { continueMode: 'autoFollow', preWaitMs: ms(30) }),
      chain4: cue('l', '12', { kind: 'command', command: 'hold' }, { preWaitMs: ms(900) }),
      wave: cue('m', '13', { kind: 'performer', performerId: 'hotaru', move: 'wave', fadeMs: ms(400) }),
      smile: cue('m2', '14', {
        kind: 'performer',
        performerId: 'hotaru',
        expressions: { joy: 1 },
        fadeMs: ms(300),
        lengthMs: ms(2500),
      }),
      close: cue('m3', '15', { kind: 'camera', shot: 'close', lengthMs: ms(4000) }),
      wide: cue('m4', '16', { kind: 'camera', shot: 'wide' }),
      black: cue('n', '17', { kind: 'output', picture: { kind: 'black' }, fadeMs: ms(800) }),
      freeze: cue('n2', '18', { kind: 'output', outputId: 'gauze', picture: { kind: 'freeze' }, fadeMs: ms(0), lengthMs: ms(3000) }),
      film: cue('n3', '19', {
        kind: 'output',
        outputId: 'gauze',
        picture: { kind: 'media', media: 'video', file: 'media/rain.mp4', layer: -1, durationMs: ms(3000), loop: true },
        fadeMs: ms(600),
      }),
      rain: cue('o', '20', { kind: 'sound', file: 'audio/rain.wav', durationMs: 5000, loop: true, fadeMs: ms(500) }),
      bell: cue('o2', '21', { kind: 'sound', file: 'audio/bell.wav', durationMs: 2000, fadeMs: ms(0) }, { continueMode: 'autoFollow' }),
      softer: cue('o3', '22', { kind: 'soundFade', gainDb: -12, fadeMs: ms(1500) }),
      quiet: cue('o4', '23', { kind: 'soundStop', cueId: 'rain', fadeMs: ms(700) }),
      again: cue('p', '24', { kind: 'vamp' }),
      chorus: cue('p2', '25', { kind: 'vamp', sectionId: 'chorus' }),
      pause: cue('q', '26', { kind: 'hold', lengthMs: ms(1200) }, { continueMode: 'autoContinue', postWaitMs: ms(300) }),
      rest: cue('q2', '27', { kind: 'wait', lengthMs: ms(800) }, { continueMode: 'autoFollow' }),
      free: cue('q3', '28', { kind: 'release', of: 'all', fadeMs: ms(900) }),
      leaveBar: cue('r', '29', { kind: 'command', command: 'devamp', boundary: 'bar' }),
      mute: cue('r2', '30', { kind: 'command', command: 'muteOn', outputClass: 'osc' }),
      atNote: cue(
        's',
        '31',
        { kind: 'look', look: 'cold', fadeMs: ms(500) },
        { anchor: { kind: 'note', segmentId: 'one', trackId: 'lead', noteId: 'n1' } },
      ),
      atMark: cue('s2', '32', osc('/mark'), {
        anchor: { kind: 'marker', segmentId: 'one', trackId: 'marks', markerId: 'm1' },
        catchUp: 'latest',
      }),
      atBar: cue('s3', '33', osc('/bar'), { anchor: { kind: 'bar', segmentId: 'one', bar: 4, beat: 3 }, catchUp: 'all' }),
      atTime: cue('s4', '34', { kind: 'note' }, { anchor: { kind: 'time', segmentId: 'one', positionMs: ms(7000) } }),
      atChorus: cue(
        's5',
        '35',
        { kind: 'performer', performerId: 'hotaru', move: 'jump', fadeMs: ms(200), lengthMs: ms(3000) },
        { anchor: { kind: 'section', segmentId: 'one', sectionId: 'chorus' }, continueMode: 'autoContinue', postWaitMs: ms(600) },
      ),
      after: cue('s6', '36', osc('/after-chorus')),
      nearEnd: cue('s7', '37', { kind: 'releaseLooks', fadeMs: ms(1000) }, { anchor: { kind: 'beforeEnd', segmentId: 'one', beats: 4 } }),
      eachPass: cue('s8', '38', osc('/round'), {
        anchor: { kind: 'marker', segmentId: 'two', trackId: 'marks', markerId: 'm1', everyPass: true },
      }),
      firstPass: cue(
        's9',
        '39',
        { kind: 'look', look: 'spot', fadeMs: ms(100) },
        { anchor: { kind: 'time', segmentId: 'two', positionMs: ms(3000) } },
      ),
      all: cue('t', '40', { kind: 'group', mode: 'together' }, { continueMode: 'autoFollow', postWaitMs: ms(200) }),
      all1: cue('t1', '41', { kind: 'look', look: 'warm', fadeMs: ms(1100) }, { groupId: 'all', preWaitMs: ms(100) }),
      all2: cue('t2', '42', osc('/all'), { groupId: 'all' }),
      row: cue('u', '43', { kind: 'group', mode: 'sequence' }, { preWaitMs: ms(50) }),
      row1: cue('u1', '44', { kind: 'wait', lengthMs: ms(500) }, { groupId: 'row' }),
      row2: cue(
        'u2',
        '45',
        { kind: 'segment', segmentId: 'two', startBeats: 2 },
        { groupId: 'row', continueMode: 'autoContinue', postWaitMs: ms(250) },
      ),
      row3: cue('u3', '46', { kind: 'group', mode: 'together' }, { groupId: 'row' }),
      row4: cue('u4', '47', { kind: 'sound', file: 'audio/bell.wav', durationMs: 900, fadeMs: ms(0) }, { groupId: 'row3' }),
    },
  }
}
