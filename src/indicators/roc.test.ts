import { expect, it } from 'vitest'
import { flatBars } from './bars.testing.js'
import { columns } from './indicator.js'
import { momentum } from './momentum.js'
import { roc } from './roc.js'

it('the rate of change is in percent, and 0 where the earlier value is 0', () => {
  expect(columns(roc(2), flatBars([0, 4, 5, 5])).value).toEqual(Float64Array.of(Number.NaN, Number.NaN, 0, 25))
})

it('momentum is the same change in price', () => {
  expect(columns(momentum(2), flatBars([0, 4, 5, 5])).value).toEqual(Float64Array.of(Number.NaN, Number.NaN, 5, 1))
})
