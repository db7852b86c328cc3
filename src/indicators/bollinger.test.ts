import { expect, it } from 'vitest'
import { flatBars, seededBars } from './bars.testing.js'
import { bollinger } from './bollinger.js'
import { columns } from './indicator.js'
import { sma } from './sma.js'
import { std } from './standard-deviation.js'

it('the middle band has the bits of the simple average, and the others lie at the deviation times the width', () => {
  const bars = seededBars(1_000)
  const { upper, middle, lower } = columns(bollinger(20, 2.5), bars)
  const deviation = columns(std('close', 20), bars).value
  expect(middle).toEqual(columns(sma('close', 20), bars).value)
  expect(upper).toEqual(middle.map((value, i) => value + 2.5 * deviation[i]!))
  expect(lower).toEqual(middle.map((value, i) => value - 2.5 * deviation[i]!))
})

it('the bands meet over equal prices', () => {
  const { upper, middle, lower } = columns(bollinger(3, 2), flatBars([9, 7, 0.1, 0.1, 0.1]))
  expect([upper[4], lower[4]]).toEqual([middle[4], middle[4]])
})
