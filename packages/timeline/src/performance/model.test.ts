import { describe, expect, it } from 'vitest'
import { compareModels } from '../testing/compare-models.ts'

describe('the performance and the plain model', () => {
  for (const seed of [1, 2, 3, 4, 5, 6, 7, 8]) {
    it(`[plain-model] agree after every command of a random log (seed ${seed})`, () => {
      for (let n = 0; n < 4; n++) expect(compareModels(seed * 1000 + n, 60, () => {}).difference).toBeNull()
    })
  }
})
