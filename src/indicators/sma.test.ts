import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { flatBars, seededPrices } from './bars.testing.js'
import { windowSums } from './exact.testing.js'
import { columns } from './indicator.js'
import { sma } from './sma.js'
import { writeWhole } from './whole-columns.js'

function average(prices: ArrayLike<number>, period: number): Float64Array {
  return columns(sma('close', period), flatBars(Array.from(prices))).value
}

describe('sma', () => {
  it('is the exact sum of the window, rounded once and divided once, over 100,000 bars on a price grid', () => {
    const anyCase = fc.record({
      seed: fc.nat(),
      tick: fc.constantFrom(0.005, 0.01, 1 / 32, 1e-3),
      period: fc.integer({ min: 1, max: 250 }),
    })
    fc.assert(
      fc.property(anyCase, ({ seed, tick, period }) => {
        const prices = seededPrices(100_000, tick, seed)
        const expected = windowSums(prices, period, false).map((sum) => sum / period)
        expect(average(prices, period)).toEqual(expected)
      }),
      { numRuns: 8 },
    )
  })

  it('does not depend on the order of the values: averages over whole cycles never cross', () => {
    const anyCycle = fc.array(fc.integer({ min: 1, max: 200_000 }), { minLength: 1, maxLength: 30, size: 'max' })
    fc.assert(
      fc.property(anyCycle, (cycle) => {
        const prices = Array.from({ length: 40 * cycle.length }, (_, index) => cycle[index % cycle.length]! * 0.005)
        const [once, twice] = [average(prices, cycle.length), average(prices, 2 * cycle.length)]
        expect(new Set(once.subarray(cycle.length - 1)).size).toBe(1)
        expect(twice.subarray(2 * cycle.length - 1)).toEqual(once.subarray(2 * cycle.length - 1))
      }),
    )
  })

  it('forgets a freak value some windows after it has left', () => {
    const prices = seededPrices(400, 0.01, 5)
    const expected = average(prices, 4)
    prices[10] = 1e300
    expect(average(prices, 4).subarray(100)).toEqual(expected.subarray(100))
  })

  describe('as a whole column', () => {
    /** The column as the states of a stream give it, value by value. */
    const streamed = (prices: readonly number[], period: number): Float64Array => {
      const state = sma('close', period).create()
      return Float64Array.from(prices, (value) => state.next(value))
    }
    const bits = (values: Float64Array): BigUint64Array => new BigUint64Array(Float64Array.from(values, (value) => value).buffer)

    it('has the bits of a stream, whatever is in it', () => {
      const price = fc.integer({ min: 1, max: 99_999 }).map((ticks) => ticks / 100)
      const freak = fc.oneof(fc.double(), fc.constantFrom(1e300, -1e300, 1e16, 1e-300, -0, Number.MAX_VALUE, Number.NaN, Infinity))
      const anyPrices = fc.array(fc.oneof({ weight: 40, arbitrary: price }, { weight: 1, arbitrary: freak }), {
        maxLength: 200,
        size: 'max',
      })
      fc.assert(
        fc.property(anyPrices, fc.integer({ min: 1, max: 6 }), (prices, period) => {
          expect(bits(average(prices, period))).toEqual(bits(streamed(prices, period)))
        }),
        { numRuns: 2_000 },
      )
    })

    const most = Number.MAX_VALUE
    it.each<[string, number, number[]]>([
      ['overflows as the sum is made anew, at the last bar', 4, [...new Array<number>(58).fill(0), -most, 0, most, most, -most, -most]],
      ['overflows for a while', 2, [most, most, -most, -most, 1, 2, 3]],
      ['is shorter than the window', 9, [1, 2, 3]],
      ['is empty', 3, []],
    ])('has them where it %s', (_, period, prices) => {
      expect(bits(average(prices, period))).toEqual(bits(streamed(prices, period)))
    })

    it('is written where every value is finite, and by no copy of the definition', () => {
      const definition = sma('close', 2)
      const means = new Float64Array(3)
      expect(writeWhole(definition, Float64Array.of(1, 2, 4), means)).toBe(true)
      expect(means).toEqual(Float64Array.of(Number.NaN, 1.5, 3))
      expect(writeWhole(definition, Float64Array.of(1, Number.NaN, 4), means)).toBe(false)
      expect(writeWhole({ ...definition }, Float64Array.of(1, 2, 4), means)).toBe(false)
    })
  })
})
