import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { flatBars, seededPrices } from './bars.testing.js'
import { windowSums } from './exact.testing.js'
import { columns } from './indicator.js'
import { wma } from './wma.js'

describe('wma', () => {
  it('is the exact weighted sum of the window, rounded once and divided once, over 20,000 bars on a price grid', () => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom(0.005, 0.01), fc.integer({ min: 1, max: 250 }), (seed, tick, period) => {
        const prices = seededPrices(20_000, tick, seed)
        const expected = windowSums(prices, period, true).map((sum) => sum / ((period * (period + 1)) / 2))
        expect(columns(wma('close', period), flatBars(Array.from(prices))).value).toEqual(expected)
      }),
      { numRuns: 20 },
    )
  })

  it('weighs the newest value most', () => {
    expect(columns(wma('close', 3), flatBars([1, 2, 6])).value[2]).toBe((1 + 4 + 18) / 6)
  })
})
