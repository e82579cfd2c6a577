/** Random button presses for fuzzing the fold: every verb, at times that crowd together and drift apart. */
import type { Command } from '../performance/command.ts'
import type { Random } from './random.ts'

/** @param cues  how many cues the show has, numbered from 1. The edge of a `fireEdge` is a number from 0: who presses says which trigger that is. */
export function randomCommand(random: Random, cues = 12): Command {
  return random.pick<() => Command>([
    () => ({ command: 'go' }),
    () => ({ command: 'go' }),
    () => ({ command: 'go' }),
    () => ({ command: 'standBy', cue: String(random.whole(1, cues)) }),
    () => ({ command: 'back' }),
    () => ({ command: 'fire', cue: String(random.whole(1, cues)) }),
    () => ({ command: 'hold' }),
    () => ({ command: 'resume' }),
    () => ({ command: 'devamp' }),
    () => ({ command: 'locate', segment: random.pick(['one', 'loop', 'two']), positionMs: random.whole(0, 3900) }),
    () => ({ command: 'locate', positionMs: random.whole(0, 15_900) }),
    () => ({ command: 'blackout', on: random.unit() < 0.5 }),
    () => ({ command: 'freeze', on: random.unit() < 0.5 }),
    () => ({ command: 'freeze', on: random.unit() < 0.5, output: 'gauze' }),
    () => ({ command: 'panic' }),
    () => ({ command: 'panic', fadeMs: random.whole(0, 3000) }),
    () => ({ command: 'devamp', at: random.pick(['beat', 'bar', 'section', 'pass'] as const) }),
    () => ({ command: 'vamp' }),
    () => ({ command: 'vamp', section: random.pick(['verse', 'chorus', 'none']) }),
    () => ({ command: 'mute', outputClass: random.pick(['light', 'osc', 'sound', 'picture'] as const), on: random.unit() < 0.4 }),
    () => ({ command: 'strobe', on: random.unit() < 0.5 }),
    () => ({ command: 'showLock', on: random.unit() < 0.5 }),
    () => ({ command: 'arm', cue: String(random.whole(1, cues)), on: random.unit() < 0.7 }),
    () => ({ command: 'take', taken: { kind: 'fixture', fixtureId: random.pick(['par', 'spot', 'none']), levelUnit: random.unit() } }),
    () => ({ command: 'take', taken: { kind: 'channel', universe: 1, slot: random.whole(1, 3), value: random.whole(0, 255) } }),
    () => ({ command: 'take', taken: { kind: 'output', outputId: 'gauze', levelUnit: random.unit() } }),
    () => ({ command: 'release', what: null }),
    () => ({ command: 'release', what: { kind: 'fixture', fixtureId: 'par' } }),
    () => ({
      command: 'releaseCues',
      of: random.pick(['looks', 'performers', 'camera', 'outputs', 'sounds', 'all'] as const),
      fadeMs: 500,
    }),
    () => ({ command: 'undoLastGo' }),
    () => ({ command: 'grandMaster', levelUnit: random.unit() }),
    () => ({ command: 'fireEdge', edge: `${random.whole(0, 9)}` }),
    () => ({ command: 'adopt', at: random.pick(['now', 'nextSegment'] as const) }),
  ])()
}

/** Milliseconds until the next press: often within a lead, sometimes minutes. */
export const randomPause = (random: Random): number =>
  random.pick([() => 0, () => random.whole(1, 90), () => random.whole(100, 3000), () => random.whole(3000, 40_000)])()
