import { describe, expect, it } from 'vitest'
import type { OutputFault } from './output.ts'
import { TargetDesk } from './target-desk.ts'
import { testEdition, testTarget } from './testing/show.ts'
import type { ToThread } from './transfer.ts'

function setUp(host: string) {
  const first = testEdition({ desk: testTarget(7770, { host }) })
  const told: ToThread[] = []
  const faults: OutputFault[] = []
  const desk = new TargetDesk(
    first.venue,
    {},
    {
      tell: (message) => told.push(message) > 0,
      added: () => undefined,
      begun: () => undefined,
      fault: (fault) => faults.push(fault),
      later: () => undefined,
      hasStopped: () => false,
    },
  )
  return { desk, told, faults }
}

describe('targets on the wires', () => {
  it.each(['localhost', 'nowhere.invalid'])(
    'a host that is found, or not, after its target has gone opens nothing and is no fault (%s)',
    async (host) => {
      const { desk, told, faults } = setUp(host)
      const asked = desk.resolveAll()
      desk.followVenue(testEdition({}, 'without'), 1000)
      await asked
      desk.sendAddresses()
      expect(told.map(({ kind }) => kind)).toEqual(['retire'])
      expect(faults.filter(({ state }) => state === 'on')).toEqual([])
      expect(desk.status()).toEqual([])
    },
  )
})
