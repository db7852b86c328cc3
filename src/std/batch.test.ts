import { expect, test } from 'vitest'
import { Batch } from './batch.js'

test('what is added is taken once, in its order, when there is enough or somebody asks', () => {
  const taken: number[] = []
  const batch = new Batch<number>((item) => taken.push(item))
  const all = Array.from({ length: 1000 }, (_, index) => index)
  for (const item of all) batch.add(item)
  expect(taken).toEqual(all.slice(0, taken.length))
  expect(taken.length).toBeGreaterThan(900)
  batch.flush()
  batch.flush()
  expect(taken).toEqual(all)
})
