/** Random button presses for fuzzing the fold: every verb, at times that crowd together and drift apart. */
import type { Command } from '../performance/command.ts'
import type { Random } from './random.ts'

export function randomCommand(random: Random): Command {
  return random.pick<() => Command>([
    () => ({ command: 'go' }),
    () => ({ command: 'go' }),
    () => ({ command: 'go' }),
    () => ({ command: 'standBy', cue: String(random.whole(1, 12)) }),
    () => ({ command: 'back' }),
    () => ({ command: 'fire', cue: String(random.whole(1, 12)) }),
    () => ({ command: 'hold' }),
    () => ({ command: 'resume' }),
    () => ({ command: 'devamp' }),
    () => ({ command: 'locate', segment: random.pick(['one', 'loop', 'two']), positionMs: random.whole(0, 3900) }),
    () => ({ command: 'locate', positionMs: random.whole(0, 3900) }),
    () => ({ command: 'blackout', on: random.unit() < 0.5 }),
    () => ({ command: 'freeze', on: random.unit() < 0.5 }),
    () => ({ command: 'freeze', on: random.unit() < 0.5, output: 'gauze' }),
    () => ({ command: 'panic' }),
    () => ({ command: 'undoLastGo' }),
    () => ({ command: 'grandMaster', levelUnit: random.unit() }),
    () => ({ command: 'adopt', at: random.pick(['now', 'nextSegment'] as const) }),
  ])()
}

/** Milliseconds until the next press: often within a lead, sometimes minutes. */
export const randomPause = (random: Random): number =>
  random.pick([() => 0, () => random.whole(1, 90), () => random.whole(100, 3000), () => random.whole(3000, 40_000)])()
