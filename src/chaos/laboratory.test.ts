import { expect, test } from 'vitest'
import { testLaboratory } from '../../tests/fixtures/laboratory.js'

test('a world has one clean twin for each seed, and one that was changed has its own', async () => {
  const laboratory = await testLaboratory([])
  const world = laboratory.world('minutes', 1)
  const twin = laboratory.twin(world, 1)
  expect(laboratory.twin(world, 1)).toBe(twin)
  expect(laboratory.twin({ ...world, config: { ...world.config, sizing: { weight: 0.01 } } }, 1).result?.fills).not.toEqual(
    twin.result?.fills,
  )
  expect(laboratory.twin(world, 2)).not.toBe(twin)
  laboratory.forget()
  expect(laboratory.world('minutes', 1)).not.toBe(world)
})
