import { describe, expect, it } from 'vitest'
import { evaluate } from '../evaluate/evaluate.ts'
import { createDesk } from '../testing/desk.ts'
import { cue, editionOf, smallShow } from '../testing/small-show.ts'
import { ms } from '../units.ts'

const playing = () => {
  const desk = createDesk(editionOf())
  desk.press(0, { command: 'go' })
  return desk
}

describe('hold and resume', () => {
  it('[hold] hold stops the musical position; resume goes on from there', () => {
    const desk = playing()
    expect(desk.press(3100, { command: 'hold' })).toMatchObject({ ok: true, leadMs: 0 })
    expect(desk.at(5100).segment).toMatchObject({ positionMs: 3000, heldForMs: 2000 })
    desk.press(6100, { command: 'resume' })
    expect(desk.at(6600).segment).toMatchObject({ positionMs: 3500, heldForMs: null, enteredForMs: 500, enteredInside: true })
  })

  it('[hold-refused] hold with nothing playing, twice, or after the end is refused; so is resume when nothing is held', () => {
    const desk = createDesk(editionOf())
    expect(desk.press(0, { command: 'hold' })).toMatchObject({ reason: 'nothing-running' })
    expect(desk.press(0, { command: 'resume' })).toMatchObject({ reason: 'nothing-running' })
    desk.press(0, { command: 'go' })
    expect(desk.press(500, { command: 'resume' })).toMatchObject({ reason: 'not-held' })
    desk.press(600, { command: 'hold' })
    expect(desk.press(700, { command: 'hold' })).toMatchObject({ reason: 'already-held' })
    desk.press(800, { command: 'resume' })
    expect(desk.press(30_000, { command: 'hold' })).toMatchObject({ reason: 'nothing-running' })
  })

  it('[hold-refused] with nothing playing, hold still drops a cue in its pre-wait and a GO that is not yet due', () => {
    const show = smallShow()
    const slow = cue('a', '1', { kind: 'segment', segmentId: 'one' }, { preWaitMs: ms(5000) })
    const desk = createDesk(editionOf({ ...show, cues: { a: slow } }))
    desk.press(0, { command: 'go' })
    expect(desk.press(2000, { command: 'hold' })).toMatchObject({ ok: true, say: expect.stringContaining('dropped') })
    expect(desk.at(9000).segment).toBeNull()
    const held = playing()
    held.press(1000, { command: 'hold' })
    held.press(2000, { command: 'standBy', cue: '6' })
    held.press(3000, { command: 'go' })
    expect(held.press(3050, { command: 'hold' })).toMatchObject({ ok: true })
    expect(held.at(4000)).toMatchObject({ standbyCueId: 'second', segment: { segmentId: 'one', heldForMs: 3000 } })
  })

  it('[hold-fades] sound falls silent 30 ms into a hold and comes in over 30 ms at resume; the picture stays', () => {
    const edition = editionOf()
    const desk = playing()
    desk.press(1100, { command: 'hold' })
    const sound = (at: number) => evaluate(edition, desk.at(at)).soundUnit
    expect([sound(1100), sound(1115), sound(1130), sound(4000)]).toEqual([1, 0.5, 0, 0])
    expect(evaluate(edition, desk.at(4000)).pictureUnit).toBe(1)
    desk.press(5000, { command: 'resume' })
    expect([sound(5000), sound(5015), sound(5030)]).toEqual([0, 0.5, 1])
  })

  it('[void-go] hold, panic, locate and undo void a GO that is not yet due; standby stays at its cue', () => {
    for (const command of [
      { command: 'hold' },
      { command: 'panic' },
      { command: 'locate', positionMs: 100 },
      { command: 'undoLastGo' },
    ] as const) {
      const desk = playing()
      desk.press(2000, { command: 'standBy', cue: '6' })
      desk.press(3000, { command: 'go' })
      expect(desk.press(3050, command)).toMatchObject({ ok: true })
      expect(desk.at(4000).segment?.segmentId ?? null, command.command).toBe(command.command === 'panic' ? null : 'one')
      expect(desk.at(4000).standbyCueId).toBe('second')
      expect(desk.performance().pending).toEqual([])
    }
  })

  it('[void-go] undo of two GOs that are both not yet due puts standby back at the first', () => {
    const show = smallShow()
    const start = (order: string) => cue(order, order, { kind: 'segment', segmentId: 'one' })
    const desk = createDesk(editionOf({ ...show, cues: { a: start('a'), b: start('b'), c: start('c') } }))
    desk.press(0, { command: 'go' })
    desk.press(20, { command: 'go' })
    desk.press(40, { command: 'undoLastGo' })
    expect(desk.at(1000)).toMatchObject({ segment: null, standbyCueId: 'a' })
  })

  it('[drop-waiting] hold drops cues that wait in their pre-wait, but a song keeps its auto-follow', () => {
    const show = smallShow()
    const edition = editionOf({
      ...show,
      cues: {
        a: cue('a', '1', { kind: 'segment', segmentId: 'one' }, { continueMode: 'autoFollow' }),
        b: cue('b', '2', { kind: 'note' }),
        c: cue('c', '3', { kind: 'look', look: 'warm', fadeMs: ms(0) }, { preWaitMs: ms(3000) }),
      },
    })
    const desk = createDesk(edition)
    desk.press(0, { command: 'go' })
    desk.press(1000, { command: 'fire', cue: '3' })
    desk.press(2000, { command: 'hold' })
    desk.press(3000, { command: 'resume' })
    expect(desk.at(10_000).cues.map((run) => run.cueId)).toEqual(['a'])
    expect(desk.at(17_100).cues.map((run) => run.cueId)).toEqual(['a', 'b'])
  })
})

describe('at one instant', () => {
  it('[fold-order] a cue acts before an entry of the same instant: a hold finds it already done', () => {
    const show = smallShow()
    const edition = editionOf({
      ...show,
      cues: {
        a: cue('a', '1', { kind: 'look', look: 'warm', fadeMs: ms(0) }, { preWaitMs: ms(500) }),
        b: cue('b', '2', { kind: 'segment', segmentId: 'one' }),
      },
    }) // prettier-ignore
    const desk = createDesk(edition)
    desk.press(0, { command: 'fire', cue: '2' })
    desk.press(1000, { command: 'fire', cue: '1' })
    desk.press(1500, { command: 'hold' })
    expect(desk.at(1500).cues.map((run) => [run.cueId, run.state])).toEqual([
      ['b', 'running'],
      ['a', 'running'],
    ]) // prettier-ignore
  })

  it('[fold-order] entries of one instant take effect in the order of seq', () => {
    const desk = playing()
    desk.enter(1000, { kind: 'blackout', on: true }, 50)
    desk.enter(1050, { kind: 'blackout', on: false })
    expect(desk.at(1050).blackout).toBe(false)
    desk.enter(2000, { kind: 'blackout', on: true })
    desk.enter(2000, { kind: 'blackout', on: false })
    desk.enter(2000, { kind: 'blackout', on: true })
    expect(desk.at(2000).blackout).toBe(true)
  })
})

describe('panic', () => {
  it('[panic] panic fades everything out over panicFadeMs and stops; blackout and standby stay as they are', () => {
    const edition = editionOf()
    const desk = playing()
    desk.press(500, { command: 'go' })
    expect(desk.press(4100, { command: 'panic' })).toMatchObject({ leadMs: 0, decision: { fadeMs: 1000 } })
    const half = evaluate(edition, desk.at(4600))
    expect(half).toMatchObject({ soundUnit: 0.5, pictureUnit: 0.5, segmentId: 'one', looks: [{ look: 'warm', levelUnit: 0.5 }] })
    const after = desk.at(5100)
    expect(after).toMatchObject({ segment: null, leaving: null, panicUnit: 0, blackout: false, standbyCueId: 'shout' })
    expect(evaluate(edition, after)).toMatchObject({ soundUnit: 0, pictureUnit: 0, looks: [] })
  })

  it('[panic-twice] a second panic during the fade cuts', () => {
    const desk = playing()
    desk.press(4100, { command: 'panic' })
    expect(desk.press(4300, { command: 'panic' })).toMatchObject({ decision: { fadeMs: 0 } })
    expect(desk.at(4300)).toMatchObject({ leaving: null, panicUnit: 0 })
  })

  it('[panic-twice] nor does one after the fade bring anything back', () => {
    const desk = playing()
    desk.press(4100, { command: 'panic' })
    for (const atMs of [6000, 7000]) {
      desk.press(atMs, { command: 'panic' })
      expect(desk.at(atMs)).toMatchObject({ segment: null, panicUnit: 0 })
    }
  })

  it('[panic-ends] the next start of a song clears the panic', () => {
    const desk = playing()
    desk.press(4100, { command: 'panic' })
    desk.press(9000, { command: 'standBy', cue: '1' })
    desk.press(9100, { command: 'go' })
    expect(desk.at(9300)).toMatchObject({ panicUnit: 1, segment: { segmentId: 'one', positionMs: 100 } })
  })
})

describe('undoLastGo', () => {
  it('[undo-go] the song before returns, where it would be by now, as long as it still fades; standby goes back', () => {
    const desk = playing()
    desk.press(4900, { command: 'standBy', cue: '6' })
    desk.press(5000, { command: 'go' })
    expect(desk.at(5600)).toMatchObject({ segment: { segmentId: 'two' }, leaving: { segmentId: 'one', levelUnit: 0.5 } })
    desk.press(5700, { command: 'undoLastGo' })
    expect(desk.at(6000)).toMatchObject({
      segment: { segmentId: 'one', positionMs: 5900 },
      leaving: { segmentId: 'two' },
      standbyCueId: 'second',
    })
    expect(desk.press(6100, { command: 'undoLastGo' })).toMatchObject({ ok: false, reason: 'nothing-to-undo' })
  })

  it('[undo-go] a look that the undone one replaced comes back, however late', () => {
    const show = smallShow()
    const edition = editionOf({
      ...show,
      cues: {
        a: cue('a', '1', { kind: 'look', look: 'warm', fadeMs: ms(0) }),
        b: cue('b', '2', { kind: 'look', look: 'cold', fadeMs: ms(500) }),
      },
    }) // prettier-ignore
    const desk = createDesk(edition)
    desk.press(0, { command: 'go' })
    desk.press(1000, { command: 'go' })
    desk.enter(60_000, { kind: 'blackout', on: false })
    expect(evaluate(edition, desk.at(60_000)).looks.map((layer) => layer.look)).toEqual(['cold'])
    desk.press(61_000, { command: 'undoLastGo' })
    const looks = (at: number) => Object.fromEntries(evaluate(edition, desk.at(at)).looks.map((layer) => [layer.look, layer.levelUnit]))
    expect(looks(61_250)).toEqual({ warm: 1, cold: 0.5 })
    expect(looks(61_500)).toEqual({ warm: 1 })
  })
})

describe('segments and cues beside them', () => {
  it('[one-segment] starting another segment ends the first at the same instant with its own fade', () => {
    const desk = playing()
    desk.press(3000, { command: 'standBy', cue: '6' })
    desk.press(4000, { command: 'go' })
    expect(desk.at(4099)).toMatchObject({ segment: { segmentId: 'one' }, leaving: null })
    expect(desk.at(4100)).toMatchObject({
      segment: { segmentId: 'two', positionMs: 0 },
      leaving: { segmentId: 'one', positionMs: 4000, levelUnit: 1 },
    })
    expect(desk.at(4850).leaving).toMatchObject({ positionMs: 4750, levelUnit: 0.25 })
    expect(desk.at(5100).leaving).toBeNull()
  })

  it('[segment-end] a song ends at its length; the last position stands and idle time begins', () => {
    const desk = playing()
    expect(desk.at(18_100)).toMatchObject({ idleForMs: 2000, segment: { ended: true, positionMs: 16_000, elapsedMs: 16_000 } })
  })

  it('[look-takeover] a later look over the same groups cross-fades the earlier one out; over other groups both stay', () => {
    const show = smallShow()
    const look = (order: string, number: string, name: string) => cue(order, number, { kind: 'look', look: name, fadeMs: ms(1000) })
    const edition = editionOf({ ...show, cues: { a: look('a', '1', 'warm'), b: look('b', '2', 'spot'), c: look('c', '3', 'cold') } })
    const desk = createDesk(edition)
    const looks = (at: number) => Object.fromEntries(evaluate(edition, desk.at(at)).looks.map((layer) => [layer.look, layer.levelUnit]))
    desk.press(0, { command: 'go' })
    expect(looks(500)).toEqual({ warm: 0.5 })
    desk.press(2000, { command: 'go' })
    expect(looks(3500)).toEqual({ warm: 1, spot: 1 })
    desk.press(4000, { command: 'go' })
    expect(looks(4250)).toEqual({ warm: 0.75, spot: 1, cold: 0.25 })
    expect(looks(5000)).toEqual({ spot: 1, cold: 1 })
    const orders = evaluate(edition, desk.at(4250)).looks.map((layer) => layer.order)
    expect(orders).toEqual([...orders].sort((x, y) => x - y))
  })

  it('[blackout] blackout takes light and picture to zero while the show runs on, and gives both back', () => {
    const edition = editionOf()
    const desk = playing()
    desk.press(1000, { command: 'blackout', on: true })
    expect(evaluate(edition, desk.at(2000))).toMatchObject({ blackout: true, pictureUnit: 0, lightUnit: 0, soundUnit: 1, positionMs: 1900 })
    desk.press(3000, { command: 'blackout', on: false })
    expect(evaluate(edition, desk.at(3000))).toMatchObject({ pictureUnit: 1, lightUnit: 1 })
  })

  it('[freeze] outputs freeze one by one or all at once; an unknown output is refused', () => {
    const desk = playing()
    desk.press(100, { command: 'freeze', on: true, output: 'gauze' })
    expect(desk.at(200).frozen).toEqual(['gauze'])
    desk.press(300, { command: 'freeze', on: true })
    expect(desk.at(400).frozen).toEqual(['*'])
    desk.press(500, { command: 'freeze', on: false })
    expect(desk.at(600).frozen).toEqual([])
    expect(desk.press(700, { command: 'freeze', on: true, output: 'nave' })).toMatchObject({ ok: false, reason: 'unknown-output' })
  })

  it('[grand-master] the grand master scales light and refuses what is no level', () => {
    const edition = editionOf()
    const desk = playing()
    desk.press(100, { command: 'grandMaster', levelUnit: 0.25 })
    expect(evaluate(edition, desk.at(200)).lightUnit).toBe(0.25)
    expect(desk.press(300, { command: 'grandMaster', levelUnit: Number.NaN })).toMatchObject({ ok: false, reason: 'bad-command' })
  })
})

describe('locate', () => {
  it('[locate] locate keeps the transport: what plays plays on from there, what is held stays held, from nothing it comes up held', () => {
    const desk = createDesk(editionOf())
    expect(desk.press(0, { command: 'locate', segment: 'one', positionMs: 8000 })).toMatchObject({
      ok: true,
      say: expect.stringContaining('held'),
    })
    expect(desk.at(1000).segment).toMatchObject({ positionMs: 8000, heldForMs: 1000 })
    desk.press(2000, { command: 'resume' })
    desk.press(3000, { command: 'locate', bar: 2, beat: 3 })
    expect(desk.at(3500).segment).toMatchObject({ positionMs: 3500, heldForMs: null, elapsedMs: 500 })
    desk.press(4000, { command: 'hold' })
    desk.press(4100, { command: 'locate', positionMs: 0 })
    expect(desk.at(9000).segment).toMatchObject({ positionMs: 0, heldForMs: 4900 })
  })

  it('[locate-refused] places outside the song and unknown segments are refused', () => {
    const desk = playing()
    for (const positionMs of [-1, 16_000, Number.NaN]) {
      expect(desk.press(500, { command: 'locate', positionMs })).toMatchObject({ ok: false, reason: 'bad-position' })
    }
    expect(desk.press(500, { command: 'locate', segment: 'nine' })).toMatchObject({ ok: false, reason: 'unknown-segment' })
    expect(desk.press(500, { command: 'locate' })).toMatchObject({ ok: false, reason: 'bad-position' })
  })
})

describe('the show lock', () => {
  it('[show-lock] says that nobody edits, takes nothing from the show, and outlives everything but being taken off', () => {
    const desk = playing()
    const { segment } = desk.at(600)
    desk.press(500, { command: 'showLock', on: true })
    expect(desk.at(600).segment).toEqual(segment)
    for (const [atMs, command] of [
      [1000, { command: 'go' }],
      [2000, { command: 'panic', fadeMs: 0 }],
      [3000, { command: 'undoLastGo' }],
      [4000, { command: 'adopt', at: 'now' }],
      [5000, { command: 'showLock', on: true }],
    ] as const) {
      desk.press(atMs, command)
      expect(desk.performance().showLocked, command.command).toBe(true)
    }
    desk.press(6000, { command: 'showLock', on: false })
    expect(desk.performance().showLocked).toBe(false)
  })
})
