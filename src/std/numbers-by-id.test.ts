import { expect, test } from 'vitest'
import { NumbersById } from './numbers-by-id.js'

test('numbers stand at their ids, in whatever order they were set, and zeros at all others', () => {
  const numbers = new NumbersById()
  for (const id of [5000, 0, 2047, 2048, 20_000]) numbers.set(id, id + 1)
  numbers.set(2048, 7)
  expect([0, 1, 2047, 2048, 2049, 5000, 10_000, 20_000, 1e9].map((id) => numbers.at(id))).toEqual([1, 0, 2048, 7, 0, 5001, 0, 20_001, 0])
})
