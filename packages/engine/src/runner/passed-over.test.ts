import { type EdgeItem, ms } from '@ghostlight/timeline'
import { expect, it } from 'vitest'
import { createFaultRegister } from '../faults.ts'
import { createPassedOver } from './passed-over.ts'

it('the list of triggers to fire by hand stays short however often somebody locates, and keeps the newest', () => {
  const faults = createFaultRegister(() => 0)
  const passedOver = createPassedOver(faults, () => undefined)
  const edge = (id: string): EdgeItem => ({
    kind: 'edge',
    id,
    dueMs: ms(0),
    targetId: null,
    address: '/x',
    args: [],
    catchUp: 'skip',
    source: { cueId: null, songId: 's', offsetMs: ms(0) },
  })
  for (let run = 0; run < 50; run++)
    passedOver.add(
      Array.from({ length: 100 }, (_, i) => edge(`r${run}:${i}`)),
      'locate',
    )
  expect(passedOver.list()).toHaveLength(200)
  expect(passedOver.list().at(-1)?.id).toBe('r49:99')
  expect(faults.list()[0]?.edges).toHaveLength(200)
})
