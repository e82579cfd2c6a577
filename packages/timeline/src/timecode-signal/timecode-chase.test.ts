import { describe, expect, it } from 'vitest'
import { type Ms, ms } from '../units.ts'
import { type ChaseDecision, type ChasePlace, type ChaseRules, type ChaseState, chaseReading, chaseSilence } from './timecode-chase.ts'

const HOUR = 3_600_000
const rules: ChaseRules = {
  offsetMs: ms(0),
  lockFrames: 3,
  freewheelMs: ms(1000),
  toleranceMs: ms(60),
  segments: [
    { segmentId: 'daisy', startMs: ms(HOUR), lengthMs: ms(60_000) },
    { segmentId: 'sakura', startMs: ms(2 * HOUR), lengthMs: ms(90_000) },
  ],
}
const FRAME_MS = 40

/** A performance that does at once what the chase decides. */
class Follower {
  state: ChaseState = { kind: 'waiting' }
  readonly decisions: (ChaseDecision & { readonly atMs: Ms })[] = []
  private segmentId: string | null = null
  private anchorMs = 0
  private heldAtMs: number | null = null
  private readonly rules: ChaseRules

  constructor(chaseRules: ChaseRules = rules) {
    this.rules = chaseRules
  }

  place(atMs: number): ChasePlace {
    return { segmentId: this.segmentId, positionMs: ms(this.heldAtMs ?? atMs - this.anchorMs), held: this.heldAtMs !== null }
  }

  hear(frameMs: number, atMs: number): void {
    this.take(chaseReading(this.state, { frameMs: ms(frameMs), atMs: ms(atMs) }, this.place(atMs), this.rules), atMs)
  }

  wait(atMs: number): void {
    this.take(chaseSilence(this.state, ms(atMs), this.place(atMs), this.rules), atMs)
  }

  play(fromFrameMs: number, fromMs: number, frames: number): void {
    for (let i = 0; i < frames; i++) this.hear(fromFrameMs + i * FRAME_MS, fromMs + i * FRAME_MS)
  }

  private take({ state, decision }: { readonly state: ChaseState; readonly decision: ChaseDecision | null }, atMs: number): void {
    this.state = state
    if (!decision) return
    this.decisions.push({ ...decision, atMs: ms(atMs) })
    if (decision.kind === 'locate') {
      this.segmentId = decision.segmentId
      this.anchorMs = atMs - decision.positionMs
      this.heldAtMs = null
    } else if (decision.kind === 'hold') this.heldAtMs = atMs - this.anchorMs
    else if (this.heldAtMs !== null) {
      this.anchorMs = atMs - this.heldAtMs
      this.heldAtMs = null
    }
  }
}

describe('timecode chase', () => {
  it('starts the segment in which the time lies, at that place, with the third frame that agrees; then leaves it alone', () => {
    const follower = new Follower()
    follower.play(HOUR + 5000, 100_000, 50)
    expect(follower.decisions).toEqual([
      { kind: 'locate', segmentId: 'daisy', positionMs: 5000 + 2 * FRAME_MS, atMs: 100_000 + 2 * FRAME_MS },
    ])
  })

  it('a stray frame moves nothing; a jump of the source is followed', () => {
    const follower = new Follower()
    follower.play(HOUR, 0, 10)
    follower.hear(5 * HOUR, 400)
    follower.play(HOUR + 440, 440, 10)
    expect(follower.decisions).toHaveLength(1)
    follower.play(2 * HOUR + 30_000, 840, 10)
    expect(follower.decisions.at(-1)).toMatchObject({ kind: 'locate', segmentId: 'sakura' })
    expect(Math.abs(follower.place(1200).positionMs - (30_000 + 360))).toBeLessThan(1)
  })

  it('freewheels through a drop-out shorter than its time, holds after a longer one, and goes on when the source is back', () => {
    const follower = new Follower()
    follower.play(HOUR, 0, 10)
    for (let atMs = 400; atMs < 1300; atMs += 50) follower.wait(atMs)
    follower.play(HOUR + 1300, 1300, 10)
    expect(follower.decisions.map(({ kind }) => kind)).toEqual(['locate'])
    for (let atMs = 1700; atMs < 3500; atMs += 50) follower.wait(atMs)
    expect(follower.decisions.map(({ kind }) => kind)).toEqual(['locate', 'hold'])
    // Held where it was when the silence had lasted a second and one look more.
    expect(follower.place(9000).positionMs).toBeLessThan(2800)
    follower.play(HOUR + 40_000, 9000, 10)
    expect(follower.decisions.at(-1)).toMatchObject({ kind: 'locate', segmentId: 'daisy' })
  })

  it('a source that comes back where the hold stands resumes instead of jumping', () => {
    const follower = new Follower()
    follower.play(HOUR, 0, 10)
    for (let atMs = 400; atMs < 3500; atMs += 50) follower.wait(atMs)
    const { positionMs } = follower.place(3500)
    follower.play(HOUR + positionMs - 2 * FRAME_MS, 5000, 3)
    expect(follower.decisions.at(-1)).toMatchObject({ kind: 'resume' })
  })

  it('between two songs the source decides nothing', () => {
    const follower = new Follower()
    follower.play(HOUR + 70_000, 0, 20)
    expect(follower.decisions).toEqual([])
  })

  it('an offset moves what comes in', () => {
    const follower = new Follower({ ...rules, offsetMs: ms(-9 * HOUR) })
    follower.play(10 * HOUR + 2000, 0, 5)
    expect(follower.decisions).toMatchObject([{ segmentId: 'daisy', positionMs: 2000 + 2 * FRAME_MS }])
  })
})
