import { expect, test } from 'vitest'
import { toldApart } from './told-apart.js'

test.each<[one: number, other: number, digits: number, told: readonly number[]]>([
  [0.21, 0.2, 2, [0.21, 0.2]],
  [0.2004, 0.2, 2, [0.2004, 0.2]],
  [180.0001, 180, 0, [180.0001, 180]],
  [25_000.004, 25_000, 2, [25_000.004, 25_000]],
  [1_234.567, 1_200.123, 2, [1_234.57, 1_200.12]],
  [1 + Number.EPSILON, 1, 2, [1 + Number.EPSILON, 1]],
  [Number.POSITIVE_INFINITY, 1, 2, [Number.POSITIVE_INFINITY, 1]],
])('%d and %d stay two numbers', (one, other, digits, told) => {
  expect(toldApart(one, other, digits)).toEqual(told)
})
