import { type Command, openPerformance, type Performance } from '@ghostlight/timeline'
import { describe, expect, it } from 'vitest'
import { createOscFaders, roundMs, valuesPerRound } from './osc-faders.ts'

/** Faders whose every command is accepted, on a clock of its own. */
function setUp() {
  let nowMs = 1000
  let performance: Pick<Performance, 'taken' | 'grandMasterUnit'> = openPerformance()
  const timers: { readonly atMs: number; readonly act: () => void }[] = []
  /** "<time> <slot>=<value>", or the command. */
  const asked: string[] = []
  const faders = createOscFaders({
    nowMs: () => nowMs,
    performance: () => performance,
    later: (act, afterMs) => timers.push({ atMs: nowMs + afterMs, act }),
  })
  const say = (text: string, late: boolean) => asked.push(`${nowMs} ${text}${late ? ' late' : ''}`)
  return {
    asked,
    slot(slot: number, value: number): void {
      const taken = { kind: 'channel', universe: 1, slot, value } as const
      faders.put({ command: 'take', taken }, (late) => {
        say(`${slot}=${value}`, late)
        const others = performance.taken.filter((one) => one.kind !== 'channel' || one.slot !== slot)
        performance = { ...performance, taken: [...others, taken] }
      })
    },
    grandMaster(levelUnit: number): void {
      faders.put({ command: 'grandMaster', levelUnit }, (late) => {
        say(`grand master ${levelUnit}`, late)
        performance = { ...performance, grandMasterUnit: levelUnit }
      })
    },
    button(command: Command): void {
      if (faders.put(command, () => undefined)) throw new Error('is no fader')
      say(command.command, false)
      if (command.command === 'release') performance = { ...performance, taken: [] }
    },
    passTo(atMs: number): void {
      for (;;) {
        const next = timers.findIndex((timer) => timer.atMs <= atMs)
        if (next < 0) break
        const [timer] = timers.splice(next, 1)
        nowMs = Math.max(nowMs, timer!.atMs)
        timer!.act()
      }
      nowMs = atMs
    },
  }
}

describe('faders over OSC', () => {
  it('a fader is heard at once, then with its newest value each round, and always with its last', () => {
    const { slot, passTo, asked } = setUp()
    for (let n = 0; n < 100; n++) {
      passTo(1000 + 10 * n)
      slot(1, n)
    }
    passTo(5000)
    expect(asked[0]).toBe('1000 1=0')
    expect(asked.at(-1)).toMatch(/ 1=99 late$/)
    expect(asked.length).toBeLessThanOrEqual(1 + 1000 / roundMs)
    expect(asked.length).toBeGreaterThan(15)
  })

  it('faders that always come first leave room for those that wait', () => {
    const { slot, passTo, asked } = setUp()
    for (let n = 0; n < 40; n++) {
      passTo(1000 + roundMs * n)
      for (let fader = 1; fader <= valuesPerRound; fader++) slot(fader, n)
      passTo(1000.5 + roundMs * n)
      for (let fader = valuesPerRound + 1; fader < 2 * valuesPerRound; fader++) slot(fader, n)
    }
    for (let fader = 1; fader < 2 * valuesPerRound; fader++)
      expect(asked.filter((line) => line.includes(` ${fader}=`)).length, `fader ${fader}`).toBeGreaterThan(10)
  })

  it('what says nothing new is not asked; after a release it is', () => {
    const { slot, button, grandMaster, passTo, asked } = setUp()
    slot(1, 7)
    passTo(2000)
    slot(1, 7)
    grandMaster(1)
    passTo(3000)
    button({ command: 'release', what: null })
    slot(1, 7)
    expect(asked).toEqual(['1000 1=7', '3000 release', '3000 1=7'])
  })

  it('a fader that comes back to where it stands within a round leaves nothing to ask', () => {
    const { slot, passTo, asked } = setUp()
    slot(1, 7)
    slot(1, 9)
    slot(1, 7)
    passTo(2000)
    expect(asked).toEqual(['1000 1=7'])
  })

  it('whatever else is asked finds what waited asked before it', () => {
    const { slot, grandMaster, button, passTo, asked } = setUp()
    slot(1, 7)
    slot(1, 9)
    grandMaster(0.5)
    grandMaster(0.25)
    button({ command: 'go' })
    passTo(2000)
    expect(asked).toEqual(['1000 1=7', '1000 grand master 0.5', '1000 1=9 late', '1000 grand master 0.25 late', '1000 go'])
  })

  it('many faders at once take turns: no round asks more than its share, and each tells its last', () => {
    const { slot, passTo, asked } = setUp()
    for (let n = 0; n < 100; n++) {
      passTo(1000 + 10 * n)
      for (let fader = 1; fader <= 40; fader++) slot(fader, n + 1)
    }
    passTo(5000)
    const perRound = new Map<number, number>()
    const last = new Map<string, string>()
    for (const line of asked) {
      const [atMs, what] = line.split(' ')
      perRound.set(Number(atMs), (perRound.get(Number(atMs)) ?? 0) + 1)
      const [fader, value] = what!.split('=')
      last.set(fader!, value!)
    }
    expect(Math.max(...perRound.values())).toBeLessThanOrEqual(valuesPerRound)
    expect([...last.values()]).toEqual(Array.from({ length: 40 }, () => '100'))
  })
})
