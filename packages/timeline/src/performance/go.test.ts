import { describe, expect, it } from 'vitest'
import { createDesk } from '../testing/desk.ts'
import { cue, editionOf, smallShow } from '../testing/small-show.ts'
import { ms } from '../units.ts'
import { isLockedOut } from './resolve-command.ts'

describe('GO', () => {
  it('[go-fires-standby] GO fires the standby cue and moves standby to the next', () => {
    const desk = createDesk(editionOf())
    expect(desk.press(1000, { command: 'go' })).toMatchObject({ ok: true, decision: { kind: 'go', cueId: 'start', standbyCueId: 'warm' } })
    expect(desk.at(1100).segment).toMatchObject({ segmentId: 'one', positionMs: 0, levelUnit: 1 })
    expect(desk.at(3600).segment?.positionMs).toBe(2500)
    expect(desk.at(3600).standbyCueId).toBe('warm')
  })

  it('[lead] a GO that starts sound is logged startLeadMs ahead, a light or message cue at once', () => {
    const desk = createDesk(editionOf())
    expect(desk.press(1000, { command: 'go' })).toMatchObject({ leadMs: 100 })
    expect(desk.at(1050).segment).toBeNull()
    expect(desk.press(3000, { command: 'go' })).toMatchObject({ leadMs: 0, decision: { cueId: 'warm' } })
  })

  it('[standby-at-once] a GO that is not yet due has already moved standby on', () => {
    const desk = createDesk(editionOf())
    desk.press(1000, { command: 'go' })
    expect(desk.at(1010).standbyCueId).toBe('warm')
    expect(desk.press(1020, { command: 'go' })).toMatchObject({ ok: true, decision: { cueId: 'warm' } })
  })

  it('[go-without-standby] GO with nothing standing by changes nothing and says so', () => {
    const desk = createDesk(editionOf())
    desk.press(0, { command: 'standBy', cue: '8' })
    desk.press(10, { command: 'go' })
    expect(desk.at(20).standbyCueId).toBeNull()
    const before = desk.performance()
    expect(desk.press(30, { command: 'go' })).toMatchObject({ ok: false, reason: 'nothing-standing-by' })
    expect(desk.performance()).toBe(before)
  })

  it('[expected-cue] GO with another cue standing by than expected fires nothing', () => {
    const desk = createDesk(editionOf())
    expect(desk.press(0, { command: 'go', expectedCue: '2' })).toMatchObject({ ok: false, reason: 'unexpected-cue' })
    expect(desk.press(0, { command: 'go', expectedCue: '1' })).toMatchObject({ ok: true })
  })

  it('[lock-out] a second GO inside goLockOutMs is locked out, counted from when the first was accepted', () => {
    const edition = editionOf()
    const desk = createDesk(edition)
    desk.press(1000, { command: 'go' })
    expect(isLockedOut(desk.performance(), edition, ms(1050))).toBe(true)
    expect(isLockedOut(desk.performance(), edition, ms(1599))).toBe(true)
    expect(isLockedOut(desk.performance(), edition, ms(1600))).toBe(false)
  })

  it('[disarmed] a disarmed cue is skipped by standby and refused by fire', () => {
    const show = smallShow()
    const edition = editionOf({ ...show, cues: { ...show.cues, warm: { ...show.cues.warm!, armed: false } } })
    const desk = createDesk(edition)
    expect(desk.press(0, { command: 'go' })).toMatchObject({ decision: { standbyCueId: 'shout' } })
    expect(desk.press(0, { command: 'fire', cue: '2' })).toMatchObject({ ok: false, reason: 'disarmed' })
  })

  it('[back] back moves standby to the previous cue and fires nothing; at the first it says so', () => {
    const desk = createDesk(editionOf())
    desk.press(0, { command: 'standBy', cue: '3' })
    desk.press(1, { command: 'back' })
    expect(desk.at(2)).toMatchObject({ standbyCueId: 'warm', cues: [] })
    desk.press(3, { command: 'back' })
    expect(desk.press(4, { command: 'back' })).toMatchObject({ ok: false, reason: 'first-cue' })
  })

  it('[chain] one GO runs its whole chain, with run ids made from the first, and standby goes past it', () => {
    const show = smallShow()
    const edition = editionOf({
      ...show,
      cues: {
        a: cue(
          'a',
          '1',
          { kind: 'look', look: 'warm', fadeMs: ms(500) },
          { preWaitMs: ms(100), postWaitMs: ms(300), continueMode: 'autoContinue' },
        ),
        b: cue('b', '2', { kind: 'look', look: 'spot', fadeMs: ms(700) }, { continueMode: 'autoFollow', postWaitMs: ms(50) }),
        c: cue('c', '3', { kind: 'segment', segmentId: 'one' }),
        d: cue('d', '4', { kind: 'note' }),
      },
    })
    const desk = createDesk(edition)
    expect(desk.press(1000, { command: 'go' })).toMatchObject({ leadMs: 0, decision: { standbyCueId: 'd', runId: 'r2' } })
    const states = (at: number) => desk.at(at).cues.map((run) => [run.runId, run.state, run.sinceMs])
    expect(states(1050)).toEqual([['r2', 'preWait', -50]])
    expect(states(1400)).toEqual([
      ['r2', 'running', 300],
      ['r2.1', 'running', 0],
    ]) // prettier-ignore
    // b ends at 1400 + 700, c follows 50 later
    expect(desk.at(2149).segment).toBeNull()
    expect(desk.at(2150).segment).toMatchObject({ segmentId: 'one', runId: 'r2.2', positionMs: 0 })
  })

  it('[auto-follow-song] a cue follows a song when the music ends, held time included', () => {
    const show = smallShow()
    const edition = editionOf({
      ...show,
      cues: {
        a: cue('a', '1', { kind: 'segment', segmentId: 'one' }, { continueMode: 'autoFollow', postWaitMs: ms(250) }),
        b: cue('b', '2', { kind: 'segment', segmentId: 'two' }),
      },
    })
    const desk = createDesk(edition)
    desk.press(0, { command: 'go' })
    desk.press(5100, { command: 'hold' })
    desk.press(8100, { command: 'resume' })
    expect(desk.at(19_349).segment).toMatchObject({ segmentId: 'one', ended: true })
    expect(desk.at(19_350).segment).toMatchObject({ segmentId: 'two', runId: 'r2.1' })
  })
})
