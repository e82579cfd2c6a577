import { type Command, type CommandResult, openPerformance, type Performance } from '@ghostlight/timeline'
import { describe, expect, it } from 'vitest'
import { createFaders, roundMs, throughFaders, valuesPerRound } from './faders.ts'

const accepted: Promise<CommandResult> = Promise.resolve({ ok: false, reason: 'not-allowed', message: '' })

/** Faders whose every command is accepted, on a clock of its own. */
function setUp() {
  let nowMs = 1000
  let performance: Pick<Performance, 'taken' | 'grandMasterUnit'> = openPerformance()
  const timers: { readonly atMs: number; readonly act: () => void }[] = []
  /** "<time> <slot>=<value>", or the command. */
  const asked: string[] = []
  const faders = createFaders({
    nowMs: () => nowMs,
    performance: () => performance,
    later: (act, afterMs) => timers.push({ atMs: nowMs + afterMs, act }),
  })
  const say = (text: string, late: boolean) => asked.push(`${nowMs} ${text}${late ? ' late' : ''}`)
  return {
    asked,
    slot(slot: number, value: number): void {
      const taken = { kind: 'channel', universe: 1, slot, value } as const
      const ask = (late: boolean) => {
        say(`${slot}=${value}`, late)
        const others = performance.taken.filter((one) => one.kind !== 'channel' || one.slot !== slot)
        performance = { ...performance, taken: [...others, taken] }
        return accepted
      }
      faders.put({ command: 'take', taken }, { ask, told: null })
    },
    grandMaster(levelUnit: number): void {
      const ask = (late: boolean) => {
        say(`grand master ${levelUnit}`, late)
        performance = { ...performance, grandMasterUnit: levelUnit }
        return accepted
      }
      faders.put({ command: 'grandMaster', levelUnit }, { ask, told: null })
    },
    button(command: Command): void {
      if (faders.put(command, { ask: () => accepted, told: null })) throw new Error('is no fader')
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

describe('faders', () => {
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

describe('faders whose hands wait for an answer', () => {
  /** A runner that accepts everything and answers with how many it has accepted. */
  function acknowledged() {
    let nowMs = 0
    const timers: { readonly atMs: number; readonly act: () => void }[] = []
    const accepted: string[] = []
    const answers = new Map<string, Promise<CommandResult>>()
    const faders = createFaders({
      nowMs: () => nowMs,
      performance: openPerformance,
      later: (act, afterMs) => timers.push({ atMs: nowMs + afterMs, act }),
    })
    const result = (seq: number) => ({ ok: true, durable: true, entry: { seq } }) as unknown as CommandResult
    const door = throughFaders(faders, {
      isAnswered: (id) => answers.has(id),
      answered: (id, answer) => void answers.set(id, answer),
      command(command, id, { name }) {
        const known = id === null ? undefined : answers.get(id)
        if (known !== undefined) return known
        const value =
          command.command === 'grandMaster' ? command.levelUnit : command.command === 'take' ? JSON.stringify(command.taken) : ''
        const answer = Promise.resolve(result(accepted.push(`${name} ${command.command} ${value}`)))
        if (id !== null) answers.set(id, answer)
        return answer
      },
    })
    const seqOf = async (answer: Promise<CommandResult>) => ((one) => (one.ok ? one.entry.seq : one.reason))(await answer)
    return {
      accepted,
      door,
      seqOf,
      master: (levelUnit: number, id: string | null = null) =>
        door({ command: 'grandMaster', levelUnit }, id, { role: 'operator', name: 'op' }),
      passTo(atMs: number) {
        for (let next = timers.shift(); next !== undefined; next = timers.shift()) {
          if (next.atMs > atMs) {
            timers.unshift(next)
            break
          }
          nowMs = next.atMs
          next.act()
        }
        nowMs = atMs
      },
    }
  }

  it('a thousand moves in a second are some twenty entries; the last value is the last, and every move is answered', async () => {
    const { master, passTo, accepted, seqOf } = acknowledged()
    const answers: Promise<CommandResult>[] = []
    for (let n = 1; n <= 1000; n++) {
      passTo(n)
      answers.push(master(n / 1000, `id${n}`))
    }
    passTo(1200)
    expect(accepted.length).toBeLessThanOrEqual(2 + 1000 / roundMs)
    expect(accepted.length).toBeGreaterThan(15)
    expect(accepted.at(-1)).toBe('op grandMaster 1')
    const seqs = await Promise.all(answers.map(seqOf))
    expect(seqs.at(-1)).toBe(accepted.length)
    expect(seqs).toEqual(seqs.toSorted((a, b) => Number(a) - Number(b)))
  })

  it('a move that gave way, asked again after a broken line, gets the same answer and moves nothing back', async () => {
    const { master, passTo, accepted, seqOf } = acknowledged()
    for (const n of [1, 2, 3]) void master(n / 10, `id${n}`)
    passTo(100)
    void master(0.4, 'id4')
    expect(await seqOf(master(0.2, 'id2'))).toBe(2)
    passTo(300)
    expect(accepted).toEqual(['op grandMaster 0.1', 'op grandMaster 0.3', 'op grandMaster 0.4'])
  })

  it('one who may not command takes no operator’s place', async () => {
    const { door, master, passTo, accepted } = acknowledged()
    void master(0.1)
    void master(0.2)
    await door({ command: 'grandMaster', levelUnit: 0.9 }, null, { role: 'stage', name: 'stage' })
    passTo(100)
    expect(accepted.at(-1)).toBe('op grandMaster 0.2')
  })

  it('level and colour of one lamp do not push each other out', () => {
    const { door, passTo, accepted } = acknowledged()
    const take = (more: object) =>
      void door({ command: 'take', taken: { kind: 'fixture', fixtureId: 'a', ...more } }, null, { role: 'operator', name: 'op' })
    for (const levelUnit of [0.1, 0.2]) take({ levelUnit })
    for (const colour of ['#000000', '#ffffff']) take({ colour })
    passTo(200)
    expect(accepted.filter((line) => line.includes('"levelUnit":0.2'))).toHaveLength(1)
    expect(accepted.filter((line) => line.includes('#ffffff'))).toHaveLength(1)
  })
})
