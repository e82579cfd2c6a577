import { describe, expect, it } from 'vitest'
import type { Cue } from '../document/cue.ts'
import { evaluate } from '../evaluate/evaluate.ts'
import { busySongs } from '../testing/busy-show.ts'
import { createDesk } from '../testing/desk.ts'
import { cue, editionOf, smallShow } from '../testing/small-show.ts'
import { ms } from '../units.ts'
import { schedule } from './schedule.ts'

/** A desk with cues of its own; cue "song" starts song one, cue "two" song two. Fire them by number. */
function deskWith(cues: Record<string, Cue>) {
  const edition = editionOf(
    {
      ...smallShow(),
      cues: {
        song: cue('a', '1', { kind: 'segment', segmentId: 'one' }),
        two: cue('b', '2', { kind: 'segment', segmentId: 'two' }),
        ...cues,
      },
    },
    busySongs(),
  )
  const desk = createDesk(edition)
  const frame = (at: number) => evaluate(edition, desk.at(at))
  return { desk, edition, frame, fire: (at: number, number: string) => desk.press(at, { command: 'fire', cue: number }) }
}

describe('overrides', () => {
  it('[performer-cue] a move lies over the dance, a face over the song’s; both go out after their length', () => {
    const { fire, frame } = deskWith({
      w: cue('c', '3', {
        kind: 'performer',
        performerId: 'hotaru',
        move: 'bow',
        expressions: { joy: 1 },
        fadeMs: ms(400),
        lengthMs: ms(2000),
      }),
    })
    fire(0, '1')
    fire(1100, '3')
    const her = (at: number) => frame(at).performers.hotaru!
    expect(her(1300).overrides).toMatchObject([{ weightUnit: 0.5, layer: { clip: { move: 'bow' }, startBeats: 2 } }])
    expect(her(1600)).toMatchObject({ expressions: { joy: 1 }, motion: { current: { clip: { move: 'step' } } } })
    expect(her(2600).overrides![0]!.layer).toMatchObject({ startBeats: 2, phaseBeats: 3 })
    expect(her(3300).overrides![0]!.weightUnit).toBeCloseTo(0.5, 9)
    expect(her(3500).overrides).toBeUndefined()
  })

  it('[performer-cue] a held song holds the override; where nothing is on it is danced at 120 bpm', () => {
    const { desk, fire, frame } = deskWith({ w: cue('c', '3', { kind: 'performer', performerId: 'hotaru', move: 'bow', fadeMs: ms(0) }) })
    fire(0, '3')
    expect(frame(1500).performers.hotaru!.overrides).toMatchObject([{ weightUnit: 1, layer: { phaseBeats: 3 } }])
    fire(2000, '1')
    desk.press(4100, { command: 'hold' })
    expect(frame(4400).performers.hotaru!.overrides).toMatchObject([{ weightUnit: 0.5 }])
    expect(frame(5000).performers.hotaru!.overrides).toBeUndefined()
  })

  it('[camera-cue] the latest camera cue is the camera until it is over or released, then the song’s again', () => {
    const { fire, frame } = deskWith({
      c: cue('c', '3', { kind: 'camera', shot: 'close', lengthMs: ms(3000), from: -30, to: 30, moveMs: 4000 }),
      d: cue('d', '4', { kind: 'release', of: 'camera', fadeMs: ms(0) }),
    })
    fire(0, '1')
    fire(1100, '3')
    expect(frame(3100).camera).toMatchObject({ clipId: 'r3', progressUnit: 0.5, clip: { shot: 'close', from: -30 } })
    expect(frame(4100).camera).toBeNull()
    fire(5000, '3')
    fire(5500, '4')
    expect(frame(5500).camera).toBeNull()
  })
})

describe('outputs and sounds', () => {
  it('[output-cue] pictures lie from back to front, per output or on all, with their fades; a video knows where it is', () => {
    const { desk, fire, frame } = deskWith({
      black: cue('c', '3', { kind: 'output', picture: { kind: 'black' }, fadeMs: ms(1000) }),
      film: cue('d', '4', {
        kind: 'output',
        outputId: 'gauze',
        picture: { kind: 'media', media: 'video', file: 'm.mp4', layer: -1, durationMs: ms(3000), loop: true, levelUnit: 0.8 },
        fadeMs: ms(0),
      }),
      free: cue('e', '5', { kind: 'release', of: 'outputs', fadeMs: ms(500) }),
      freeze: cue('f', '6', { kind: 'output', outputId: 'gauze', picture: { kind: 'freeze' }, fadeMs: ms(0), lengthMs: ms(1000) }),
    })
    fire(0, '3')
    fire(1000, '4')
    expect(frame(5000).layers).toMatchObject([
      { outputIds: ['gauze'], behind: true, levelUnit: 0.8, mediaMs: 900 },
      { picture: { kind: 'black' }, levelUnit: 1 },
    ])
    fire(6000, '5')
    expect(frame(6250).layers!.map((layer) => layer.levelUnit)).toEqual([0.4, 0.5])
    expect(frame(6500).layers).toEqual([])
    fire(7000, '6')
    expect([frame(7500).frozen, frame(8000).frozen]).toEqual([['gauze'], []])
    fire(9000, '4')
    desk.press(9100, { command: 'blackout', on: true })
    expect(frame(9200).layers![0]!.levelUnit).toBe(0)
  })

  it('[sound-cue] a sound plays on from its start, fades in decibels, stops; the same cue again takes over from itself', () => {
    const { fire, frame } = deskWith({
      rain: cue(
        'c',
        '3',
        { kind: 'sound', file: 'r.wav', durationMs: 4000, loop: true, gainDb: -6, fadeMs: ms(200) },
        { preWaitMs: ms(300) },
      ),
      low: cue('d', '4', { kind: 'soundFade', cueId: 'rain', gainDb: -26, fadeMs: ms(2000) }),
      stop: cue('e', '5', { kind: 'soundStop', fadeMs: ms(1000) }),
    })
    expect(fire(0, '3')).toMatchObject({ leadMs: 0 })
    expect(frame(100).sounds).toMatchObject([{ startsAtMs: 300, levelUnit: 0 }])
    expect(frame(6300).sounds).toMatchObject([{ mediaMs: 2000, gainDb: -6, levelUnit: 1 }])
    fire(7000, '4')
    expect(frame(8000).sounds![0]!.gainDb).toBeCloseTo(-16, 9)
    fire(10_000, '5')
    expect(frame(10_250).sounds).toMatchObject([{ gainDb: -26, levelUnit: 0.75 }])
    expect(frame(11_000).sounds).toEqual([])
  })

  it('[lead] a cue that starts a sound or a video is logged startLeadMs ahead, also inside a group', () => {
    const { fire } = deskWith({
      bell: cue('c', '3', { kind: 'sound', file: 'b.wav', durationMs: 900, fadeMs: ms(0) }, { groupId: 'g' }),
      g: cue('d', '4', { kind: 'group', mode: 'together' }),
    })
    expect(fire(0, '4')).toMatchObject({ leadMs: 100 })
  })
})

describe('hold, wait, vamp and groups', () => {
  it('[hold-cue] a hold of set length resumes by itself, unless somebody has resumed and held since', () => {
    const { desk, fire } = deskWith({ h: cue('c', '3', { kind: 'hold', lengthMs: ms(1000) }) })
    fire(0, '1')
    fire(2100, '3')
    expect(desk.at(3000).segment).toMatchObject({ positionMs: 2000, heldForMs: 900 })
    expect(desk.at(3600).segment).toMatchObject({ positionMs: 2500, heldForMs: null })
    fire(5100, '3')
    desk.press(5300, { command: 'resume' })
    desk.press(5400, { command: 'hold' })
    expect(desk.at(9000).segment?.heldForMs).toBe(3600)
  })

  it('[vamp-cue] a section repeats until devamp; one that is over, or lies in a vamp, does not', () => {
    const { desk, fire } = deskWith({ v: cue('c', '3', { kind: 'vamp' }) })
    fire(0, '1')
    fire(3100, '3')
    expect(desk.at(8100 + 500).segment).toMatchObject({ positionMs: 500, elapsedMs: 8500, vamp: { vampId: 'section:verse', pass: 1 } })
    expect(desk.press(9100, { command: 'devamp' })).toMatchObject({ ok: true, decision: { lastPass: 1 } })
    expect(desk.at(16_100).segment).toMatchObject({ positionMs: 8000, vamp: null })
    expect(desk.press(16_200, { command: 'vamp', section: 'verse' })).toMatchObject({ ok: false, reason: 'no-section' })
    expect(desk.press(16_200, { command: 'vamp' })).toMatchObject({ ok: true, decision: { sectionId: 'chorus' } })
  })

  it('[lead-of-music] a vamp cue within the lead of a song means that song, also while another plays', () => {
    const cues = {
      v: cue('c', '3', { kind: 'vamp' }),
      soon: cue('d', '4', { kind: 'segment', segmentId: 'one' }, { preWaitMs: ms(70) }),
      later: cue('e', '5', { kind: 'group', mode: 'together' }),
      inside: cue('f', '6', { kind: 'vamp' }, { groupId: 'later', preWaitMs: ms(30) }),
      leave: cue('g', '7', { kind: 'command', command: 'devamp' }),
      text: cue('h', '8', { kind: 'note' }),
    }
    const vampAfter = (start: string, waitMs: number, number: string) => {
      const { desk, fire } = deskWith(cues)
      fire(0.3, '2')
      fire(5000.1, start)
      const answer = fire(5000.1 + waitMs, number)
      return { vamp: desk.at(14_000).segment?.vamp?.vampId ?? null, leadMs: answer.ok ? answer.leadMs : null }
    }
    expect([100, 101]).toContain(vampAfter('1', 0, '3').leadMs)
    expect(vampAfter('1', 0, '3').vamp).toBe('section:verse')
    expect(vampAfter('1', 99.7, '3')).toEqual({ vamp: 'section:verse', leadMs: 1 })
    expect(vampAfter('1', 70, '5')).toEqual({ vamp: 'section:verse', leadMs: 31 })
    expect(vampAfter('1', 71, '5')).toEqual({ vamp: 'section:verse', leadMs: 0 })
    // The song waits 70 ms after its lead: at 120 ms it is no entry any more, but a cue that waits.
    for (const waitMs of [20, 120]) expect(vampAfter('4', waitMs, '3').vamp).toBe('section:verse')
    expect(vampAfter('1', 50, '7').leadMs).toBeGreaterThan(50)
    expect(vampAfter('1', 50, '8').leadMs).toBe(0)
    const { desk, fire } = deskWith(cues)
    fire(0, '1')
    fire(40, '3')
    desk.press(60, { command: 'hold' })
    expect(desk.at(5000)).toMatchObject({ segment: null, cues: [] })
  })

  it('[lead-of-music] vamp and devamp pressed within the lead of a song mean that song, and say so', () => {
    const { desk, fire } = deskWith({})
    fire(0, '2')
    fire(5000.1, '1')
    const answer = desk.press(5040, { command: 'vamp' })
    expect(answer).toMatchObject({ ok: true, decision: { sectionId: 'verse' }, say: expect.stringContaining('about to begin') })
    expect(answer.ok && answer.leadMs).toBeGreaterThan(60)
    expect(desk.at(5099).segment?.vamp?.vampId).toBe('v')
    expect(desk.at(14_000).segment?.vamp?.vampId).toBe('section:verse')

    const other = deskWith({})
    other.fire(0, '1')
    other.fire(3000, '2')
    expect(other.desk.press(3020, { command: 'vamp', section: 'verse' })).toMatchObject({ ok: false, reason: 'no-section' })
    other.desk.press(3030, { command: 'hold' })
    expect(other.desk.press(3040, { command: 'resume' })).toMatchObject({ ok: true })
  })

  it('[void-go] what voids a GO voids what was said of its song', () => {
    const { desk, fire } = deskWith({})
    fire(0, '1')
    fire(3000, '1')
    expect(desk.press(3020, { command: 'vamp' })).toMatchObject({ ok: true, decision: { sectionId: 'verse' } })
    desk.press(3040, { command: 'locate', positionMs: ms(2000) })
    expect(desk.at(12_500).segment?.vamp).toBeNull()
  })

  it('[vamp-cue] of a song that is over nothing can repeat, and that is what is said', () => {
    const { desk, fire } = deskWith({})
    fire(0, '1')
    expect(desk.press(3_600_000, { command: 'vamp' })).toMatchObject({ ok: false, reason: 'no-section', values: { why: 'ended' } })
  })

  it('[group-together] children start at once; the group is over, and continues, when the last of them is', () => {
    const { desk, fire, edition } = deskWith({
      g: cue('c', '3', { kind: 'group', mode: 'together' }, { continueMode: 'autoFollow', postWaitMs: ms(100) }),
      c1: cue('d', '4', { kind: 'look', look: 'warm', fadeMs: ms(500) }, { groupId: 'g', preWaitMs: ms(200) }),
      c2: cue('e', '5', { kind: 'wait', lengthMs: ms(300) }, { groupId: 'g' }),
      after: cue('f', '6', { kind: 'osc', messages: [{ address: '/after', args: [] }] }),
    })
    expect(edition.cueOrder).toEqual(['song', 'two', 'g', 'after'])
    fire(1000, '3')
    expect(desk.at(1100).cues.map((run) => [run.runId, run.state])).toEqual([
      ['r2', 'running'],
      ['r2+1', 'preWait'],
      ['r2+2', 'running'],
    ]) // prettier-ignore
    expect(schedule(edition, desk.performance(), ms(1000), ms(3000)).items).toMatchObject([{ id: 'r2.1:0', dueMs: 1800 }])
  })

  it('[group-sequence] children follow when the one before ends, or after its post-wait; a hold breaks the sequence off', () => {
    const { desk, fire } = deskWith({
      g: cue('c', '3', { kind: 'group', mode: 'sequence' }),
      c1: cue('d', '4', { kind: 'wait', lengthMs: ms(400) }, { groupId: 'g', postWaitMs: ms(100) }),
      c2: cue('e', '5', { kind: 'wait', lengthMs: ms(900) }, { groupId: 'g', continueMode: 'autoContinue', postWaitMs: ms(50) }),
      c3: cue('f', '6', { kind: 'look', look: 'warm', fadeMs: ms(0) }, { groupId: 'g' }),
    })
    const ids = (at: number) => desk.at(at).cues.map((run) => run.runId)
    fire(1000, '3')
    expect(ids(1499)).toEqual(['r2', 'r2+1'])
    expect(ids(1500)).toEqual(['r2', 'r2+1', 'r2+2'])
    expect(ids(1550)).toEqual(['r2', 'r2+1', 'r2+2', 'r2+3'])
    fire(3000, '1')
    fire(4000, '3')
    desk.press(4200, { command: 'hold' })
    expect(ids(9000).filter((id) => id.startsWith('r4'))).toEqual(['r4', 'r4+1'])
  })

  it('[undo-go] undo takes back what all children of a group put on', () => {
    const { desk, frame } = deskWith({
      g: cue('A', '0', { kind: 'group', mode: 'together' }),
      c1: cue('B', '0.1', { kind: 'look', look: 'warm', fadeMs: ms(0) }, { groupId: 'g' }),
      c2: cue('C', '0.2', { kind: 'output', picture: { kind: 'black' }, fadeMs: ms(0) }, { groupId: 'g' }),
    })
    desk.press(0, { command: 'go' })
    expect([frame(1000).looks.length, frame(1000).layers!.length]).toEqual([1, 1])
    desk.press(2000, { command: 'undoLastGo' })
    expect([frame(2000).looks.length, frame(2000).layers!.length]).toEqual([0, 0])
  })
})
