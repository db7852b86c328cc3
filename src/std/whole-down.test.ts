import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { runs } from './property.testing.js'
import { wholeDown } from './whole-down.js'

describe('whole units', () => {
  test.each<[number, number]>([
    [(0.29 * 100_000) / 100, 290],
    [(0.57 * 100_000) / 100, 570],
    [(0.1 * 3) / 0.1, 3],
    [(1e5 * (0.5 * (0.6 - 0.4 / 1))) / 100, 100],
    [2.999_999_999, 2],
    [0, 0],
    [-0.5, -1],
  ])('in %d are %d', (quotient, whole) => {
    expect(wholeDown(quotient)).toBe(whole)
  })

  test('never cost more than the amount by more than rounding, and one more would', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1e9, noNaN: true }),
        fc.double({ min: 1e-4, max: 1e6, noNaN: true }),
        fc.integer({ min: -4, max: 4 }),
        (some, each, ulps) => {
          // Next to a whole multiple as often as not: that is where it could go wrong.
          const near = Math.round(some / each) * each * (1 + ulps * Number.EPSILON)
          for (const amount of [some, near]) {
            const whole = wholeDown(amount / each)
            expect(whole * each).toBeLessThanOrEqual(amount * (1 + 1e-12))
            expect((whole + 1) * each).toBeGreaterThan(amount * (1 - 1e-12))
          }
        },
      ),
      { numRuns: runs(10_000) },
    )
  })

  test('of a share that is written with two digits are those that a hand works out', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 100_000 }), (percent, thousands) => {
        const price = 10
        expect(wholeDown(((percent / 100) * thousands * 1_000) / price)).toBe((percent * thousands * 10) / price)
      }),
      { numRuns: runs(10_000) },
    )
  })
})
