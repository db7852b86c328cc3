import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decimalUnit, decodeColumn, encodeColumn, exactUnit, timeUnit } from './delta-code.js'

describe('coded columns', () => {
  test('a column comes back within half a unit, missing values missing', () => {
    const value = fc.oneof({ weight: 9, arbitrary: fc.double({ min: -1e9, max: 1e9, noNaN: true }) }, fc.constant(Number.NaN))
    fc.assert(
      fc.property(fc.array(value, { maxLength: 1_000, size: 'max' }), fc.constantFrom(0.01, 1e-6, 1, 1000), (values, unit) => {
        const decoded = decodeColumn(encodeColumn(values, unit))
        expect(decoded.length).toBe(values.length)
        for (const [i, expected] of values.entries()) {
          if (Number.isNaN(expected)) expect(decoded[i]).toBeNaN()
          else expect(Math.abs((decoded[i] as number) - expected)).toBeLessThanOrEqual(unit / 2 + 1e-6)
        }
      }),
      { numRuns: 300 },
    )
  })

  test('prices in cents come back to the bit', () => {
    const prices = [1455.22, 1399.42, 1402.11, 0.01, -37.63]
    expect([...decodeColumn(encodeColumn(prices, 0.01))]).toEqual(prices)
  })

  test('times in milliseconds come back exactly, daily ones in about a byte', () => {
    const times = Float64Array.from({ length: 5_104 }, (_, i) => 946_909_800_000 + i * 86_400_000)
    const coded = encodeColumn(times, timeUnit(times))
    expect(decodeColumn(coded)).toEqual(times)
    expect(coded.bytes.length).toBeLessThan(5_104 * 2)
  })

  test('the unit keeps six digits of the smallest value, and at most twelve of the largest', () => {
    expect(decimalUnit([12, 3_386.15])).toBeCloseTo(1e-4, 12)
    expect(decimalUnit([-0.5, 1e-9, 0])).toBeCloseTo(1e-6, 15)
    expect(decimalUnit([3, 2e20])).toBe(1e9)
    expect([decimalUnit([]), decimalUnit([0, Number.NaN])]).toEqual([1, 1])
  })

  test.each([[[1e5, 1.05e5, 3e9]], [[1e5, 1.05e5, 2e11]], [[8.43e-6, 8.51e-6, 8.47e-6]], [[-Number.MAX_VALUE, 0]]])(
    'an account that grew or fell enormously, and tiny prices, come back to six digits: %j',
    (values) => {
      const decoded = decodeColumn(encodeColumn(values, decimalUnit(values)))
      for (const [i, value] of values.entries())
        expect(Math.abs((decoded[i] as number) - value)).toBeLessThanOrEqual(1e-5 * Math.abs(value))
    },
  )

  test.each([[[8.43e-6, 8.51e-6, 8.47e-6]], [[1.2e-9, 0, 4e-10]], [[1e-5, 2_000_000_000.25]]])(
    'prices below a ten-thousandth come back to the bit: %j',
    (prices) => {
      expect([...decodeColumn(encodeColumn(prices, exactUnit(prices)))]).toEqual(prices)
    },
  )

  test('the exact unit never makes a number that the code cannot hold', () => {
    const size = fc.double({ min: 1e-12, max: 1e12, noNaN: true })
    fc.assert(
      fc.property(fc.array(size, { minLength: 1, maxLength: 20 }), (values) => {
        for (const unit of [exactUnit(values), decimalUnit(values)]) {
          const decoded = decodeColumn(encodeColumn(values, unit))
          for (const [i, value] of values.entries())
            expect(Math.abs((decoded[i] as number) - value)).toBeLessThanOrEqual(unit / 2 + 1e-12 * value)
        }
      }),
    )
  })

  test('the exact unit gives back what it was given, down to a millionth', () => {
    expect([exactUnit([1455.22, 12]), exactUnit([3, -40]), exactUnit([1.08345]), exactUnit([Math.PI])]).toEqual([0.01, 1, 1e-5, 1e-6])
    const prices = [1.08345, 1.0835, Number.NaN, 0.00001, 123456.7]
    expect([...decodeColumn(encodeColumn(prices, exactUnit(prices)))]).toEqual(prices)
  })
})
