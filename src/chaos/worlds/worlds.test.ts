import { expect, test } from 'vitest'
import { testLaboratory } from '../../../tests/fixtures/laboratory.js'
import { worldNames } from './worlds.js'

// Nobody looks on: only what is traded counts.
const laboratory = await testLaboratory([])

test.each(worldNames)('the healthy strategies of %s trade where nothing goes wrong, at every seed', (name) => {
  for (const seed of [1, 2, 3, 4, 5]) {
    const { result } = laboratory.twin(laboratory.world(name, seed), seed)
    expect(result?.fills.length, `fills at seed ${seed}`).toBeGreaterThanOrEqual(4)
    laboratory.forget()
  }
})
