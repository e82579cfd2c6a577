import { expect, it } from 'vitest'
import { createKeptEditions } from './kept-editions.ts'

function setUp() {
  let nowMs = 0
  const kept = createKeptEditions(() => nowMs)
  const there = (upTo: number) => Array.from({ length: upTo + 1 }, (_, n) => n).filter((n) => kept.text(`e${n}`) !== null)
  return {
    kept,
    there,
    adopt(n: number) {
      kept.put(`e${n}`, `{"n":${n}}`)
      kept.trim([`e${n}`])
    },
    pass(ms: number) {
      nowMs += ms
    },
  }
}

it('after an evening of adopting there are two editions: the one in force and the one before', () => {
  const { there, adopt } = setUp()
  for (let n = 0; n <= 300; n++) adopt(n)
  expect(there(300)).toEqual([299, 300])
})
it('one that waits for the next segment stays until it is in force; being asked again changes nothing', () => {
  const { kept, there, adopt } = setUp()
  adopt(0)
  kept.put('e1', '{}')
  for (let again = 0; again < 5; again++) kept.trim(['e0', 'e1'])
  expect(there(1)).toEqual([0, 1])
  kept.trim(['e1'])
  expect(there(1)).toEqual([0, 1])
})
it('one that a page was told of a moment ago stays while the page is there and may be fetching it', () => {
  const { kept, there, adopt, pass } = setUp()
  adopt(0)
  kept.told('slow phone', ['e0'])
  kept.told('gone', ['e0'])
  for (let n = 1; n <= 5; n++) adopt(n)
  expect(there(5)).toEqual([0, 4, 5])
  kept.left('gone')
  pass(59_000)
  adopt(6)
  expect(there(6)).toEqual([0, 5, 6])
  pass(2000)
  adopt(7)
  expect(there(7)).toEqual([6, 7])
})
