import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { covariance, mean, standardDeviation, sum } from './sums.js'

describe('sums', () => {
  it('a small number between two large ones that cancel is not lost', () => {
    expect(sum([1e16, 1, -1e16])).toBe(1)
    expect(sum(new Float64Array(1_000_000).fill(0.1))).toBe(100_000)
  })

  it('the deviation of numbers far from zero is that of their differences', () => {
    expect(standardDeviation([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16], 1)).toBeCloseTo(Math.sqrt(30), 12)
    expect(standardDeviation([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16], 0)).toBeCloseTo(Math.sqrt(22.5), 12)
  })

  it('equal numbers have no deviation, whatever their last bit', () => {
    expect(standardDeviation(new Array(7).fill(0.1), 1)).toBe(0)
    expect(standardDeviation([0.001, 0.001 + 2e-16, 0.001 - 2e-16], 1, 1)).toBe(0)
    expect(standardDeviation([1, 1 + 1e-12], 1)).toBeGreaterThan(0)
  })

  it('a deviation needs more numbers than its degrees of freedom take', () => {
    expect(standardDeviation([5], 1)).toBeNaN()
    expect(standardDeviation([5], 0)).toBe(0)
    expect(mean([])).toBeNaN()
  })

  it('a sum is the same in any order to the last bits', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1e12, max: 1e12, noNaN: true }), { maxLength: 400, size: 'max' }), (values) => {
        const magnitude = values.reduce((total, value) => total + Math.abs(value), 0)
        expect(Math.abs(sum(values) - sum([...values].reverse()))).toBeLessThanOrEqual(magnitude * 4e-16)
      }),
    )
  })

  it('the covariance of a column with itself is its variance', () => {
    expect(covariance([1, 2, 3, 6], [1, 2, 3, 6])).toBe(3.5)
    expect(covariance([1, 2, 3, 6], [-1, -2, -3, -6])).toBe(-3.5)
  })
})
