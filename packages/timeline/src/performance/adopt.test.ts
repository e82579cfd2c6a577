import { describe, expect, it } from 'vitest'
import { createDesk } from '../testing/desk.ts'
import { editionOf, smallShow, smallSongs } from '../testing/small-show.ts'
import { beats, ms } from '../units.ts'
import { editionAt } from './apply.ts'

const slow = Object.fromEntries(
  Object.entries(smallSongs()).map(([id, song]) => [
    id,
    { ...song, tempo: { t1: { atBeats: beats(0), bpm: 60, curve: 'step' as const } } },
  ]),
)

describe('adopting an edition', () => {
  it('[adopt-now] the moment is carried over by beat; elapsed time goes on', () => {
    const first = editionOf()
    const desk = createDesk(first, { editions: [first, editionOf(smallShow(), slow, 'e2')] })
    desk.press(0, { command: 'go' })
    desk.press(4100, { command: 'adopt', at: 'now' })
    expect(desk.at(4100)).toMatchObject({ edition: 'e2', segment: { positionMs: 8000, elapsedMs: 4000 } })
    expect(desk.at(5100).segment).toMatchObject({ positionMs: 9000, elapsedMs: 5000 })
  })

  it('[adopt-now] inside a vamp the pass goes on counting, and a devamp still finds its boundary', () => {
    const first = editionOf()
    const desk = createDesk(first, { editions: [first, editionOf(smallShow(), slow, 'e2')] })
    desk.press(0, { command: 'standBy', cue: '6' })
    desk.press(0, { command: 'go' })
    desk.press(5100, { command: 'adopt', at: 'now' })
    expect(desk.at(5100).segment).toMatchObject({ positionMs: 6000, vamp: { pass: 1 } })
    expect(desk.press(5200, { command: 'devamp' })).toMatchObject({ decision: { lastPass: 1, boundaryAtMs: 7100 } })
    expect(desk.at(7100).segment).toMatchObject({ positionMs: 8000, vamp: null })
  })

  it('[adopt-now] what is held stays held, for as long as it has been', () => {
    const first = editionOf()
    const desk = createDesk(first, { editions: [first, editionOf(smallShow(), slow, 'e2')] })
    desk.press(0, { command: 'go' })
    desk.press(4100, { command: 'hold' })
    desk.press(6100, { command: 'adopt', at: 'now' })
    expect(desk.at(8100).segment).toMatchObject({ positionMs: 8000, elapsedMs: 4000, heldForMs: 4000 })
    desk.press(9000, { command: 'resume' })
    expect(desk.at(10_000).segment).toMatchObject({ positionMs: 9000, elapsedMs: 5000 })
  })

  it('[adopt-next] at the next segment: what plays plays on in the old edition, the next start is of the new one', () => {
    const first = editionOf()
    const second = editionOf(smallShow(), slow, 'e2')
    const desk = createDesk(first, { editions: [first, second] })
    desk.press(0, { command: 'go' })
    desk.press(1000, { command: 'adopt', at: 'nextSegment' })
    expect(desk.at(4100)).toMatchObject({ edition: 'e1', segment: { positionMs: 4000 } })
    desk.press(5000, { command: 'standBy', cue: '6' })
    desk.press(5000, { command: 'go' })
    expect(desk.at(5099).edition).toBe('e1')
    expect(desk.at(5100)).toMatchObject({ edition: 'e2', segment: { segmentId: 'two', positionMs: 0 } })
    // The change comes between entries: the snapshot does not know it yet, `editionAt` does.
    const source = (hash: string) => (hash === 'e1' ? first : second)
    expect(desk.performance().edition).toBe('e1')
    expect([editionAt(source, desk.performance(), ms(5099)).hash, editionAt(source, desk.performance(), ms(5100)).hash]).toEqual([
      'e1',
      'e2',
    ])
  })

  it('[adopt-keeps-cues] running cues keep the definition they were fired with', () => {
    const show = smallShow()
    const first = editionOf(show)
    const changed = {
      ...show,
      cues: {
        ...show.cues,
        warm: { ...show.cues.warm!, action: { kind: 'look' as const, look: 'cold', fadeMs: show.settings.panicFadeMs } },
      },
    }
    const desk = createDesk(first, { editions: [first, editionOf(changed, smallSongs(), 'e2')] })
    desk.press(0, { command: 'fire', cue: '2' })
    desk.press(10, { command: 'adopt', at: 'now' })
    expect(desk.at(100).cues[0]?.action).toMatchObject({ look: 'warm' })
    desk.press(200, { command: 'fire', cue: '2' })
    expect(desk.at(300).cues.at(-1)?.action).toMatchObject({ look: 'cold' })
  })

  it('[adopt-standby] a standby cue that is gone gives way to the next one that is there; a segment that is gone refuses `now`', () => {
    const show = smallShow()
    const first = editionOf(show)
    const cues = Object.fromEntries(Object.entries(show.cues).filter(([id]) => id !== 'warm'))
    const setlist = Object.fromEntries(Object.entries(show.setlist).filter(([id]) => id !== 'one'))
    const desk = createDesk(first, { editions: [first, editionOf({ ...show, cues, setlist }, smallSongs(), 'e2')] })
    desk.press(0, { command: 'go' })
    expect(desk.press(1000, { command: 'adopt', at: 'now' })).toMatchObject({ ok: false, reason: 'unknown-segment' })
    desk.press(2000, { command: 'panic' })
    desk.press(5000, { command: 'adopt', at: 'now' })
    expect(desk.at(5000)).toMatchObject({ edition: 'e2', standbyCueId: 'shout' })
  })
})

describe('adopting an edition at the next segment', () => {
  it('[adopt-standby] there too a standby cue that is gone gives way to the next one that is there', () => {
    const show = smallShow()
    const first = editionOf(show)
    const cues = Object.fromEntries(Object.entries(show.cues).filter(([id]) => id !== 'warm'))
    const desk = createDesk(first, { editions: [first, editionOf({ ...show, cues }, smallSongs(), 'e2')] })
    desk.press(0, { command: 'adopt', at: 'nextSegment' })
    desk.press(0, { command: 'go' })
    expect(desk.at(200)).toMatchObject({ edition: 'e2', standbyCueId: 'shout' })
    expect(desk.press(1000, { command: 'go' })).toMatchObject({ ok: true, decision: { cueId: 'shout' } })
  })
})

describe('epochs', () => {
  const epoch = (n: number, heldOnStart: boolean) => ({ kind: 'epoch', n, bootId: 'b', monotonicMs: 0, wallAtMs: 0, heldOnStart }) as const

  it('[epoch-held] an engine that comes up held stands at the last position, asks, and forgets GOs not yet due; resume answers', () => {
    const desk = createDesk(editionOf())
    desk.press(0, { command: 'go' })
    desk.press(3000, { command: 'standBy', cue: '6' })
    desk.press(3050, { command: 'go' })
    desk.enter(3100, epoch(2, true))
    expect(desk.at(9000)).toMatchObject({ epoch: 2, askResume: true, segment: { segmentId: 'one', positionMs: 3000, heldForMs: 5900 } })
    desk.press(9000, { command: 'resume' })
    expect(desk.at(9500)).toMatchObject({ askResume: false, segment: { positionMs: 3500 } })
  })

  it('[epoch-same-boot] on the same boot the clock goes on as if nothing had happened', () => {
    const desk = createDesk(editionOf())
    desk.press(0, { command: 'go' })
    desk.enter(5100, epoch(2, false))
    expect(desk.at(6100)).toMatchObject({ epoch: 2, askResume: false, segment: { positionMs: 6000, heldForMs: null } })
  })

  it('[epoch-held] with nothing on there is nothing to ask', () => {
    const desk = createDesk(editionOf())
    desk.enter(5100, epoch(2, true))
    expect(desk.at(6000)).toMatchObject({ askResume: false, segment: null })
  })

  it('[adopt-ended] a song that has ended stays ended across an adopt, as long ago as it was', () => {
    const first = editionOf()
    const second = editionOf(smallShow(), smallSongs(), 'e2')
    const desk = createDesk(first, { editions: [first, second] })
    desk.press(0, { command: 'go' })
    desk.press(20_000, { command: 'adopt', at: 'now' })
    expect(desk.at(21_000)).toMatchObject({
      edition: 'e2',
      idleForMs: 4900,
      segment: { ended: true, elapsedMs: 16_000, positionMs: 16_000 },
    })
  })

  it('[resume-ended] a locate that a waiting edition puts beyond the end is over at once; resume moves nothing', () => {
    const long = editionOf(smallShow(), slow, 'long')
    const short = editionOf(smallShow(), smallSongs(), 'short')
    const desk = createDesk(long, { editions: [long, short] })
    desk.press(1000, { command: 'adopt', at: 'nextSegment' })
    desk.press(2000, { command: 'locate', segment: 'one', positionMs: 20_000 })
    expect(desk.at(5000)).toMatchObject({ edition: 'short', idleForMs: 3000, segment: { positionMs: 16_000, ended: true } })
    desk.press(6000, { command: 'resume' })
    expect(desk.at(9000)).toMatchObject({ idleForMs: 7000, segment: { positionMs: 16_000, ended: true } })
  })
})
