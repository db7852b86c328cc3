import { expect, it } from 'vitest'
import { flatBars } from './bars.testing.js'
import { columns } from './indicator.js'
import { stochastic } from './stochastic.js'

it('the stochastic oscillator is 0 where the window has no range', () => {
  expect(columns(stochastic(2, 1, 1), flatBars([3, 4, 4, 4])).k).toEqual(Float64Array.of(Number.NaN, 100, 0, 0))
})
