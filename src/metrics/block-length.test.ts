import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { randomStream } from '../std/random.js'
import { optimalBlockLength } from './block-length.js'

/** x(t) = φ·x(t − 1) + a standard normal. */
function autoregressive(phi: number, n: number, seed: number): Float64Array {
  const stream = randomStream(seed, 'ar1')
  let value = 0
  return new Float64Array(n).map(() => (value = phi * value + stream.normal()))
}

/** Of an AR(1) the sums are known: G / Σ R = 2φ / (1 − φ²), so the best length is (2φ / (1 − φ²))^⅔ · n^⅓. */
function knownLength(phi: number, n: number): number {
  return (Math.abs(2 * phi) / (1 - phi ** 2)) ** (2 / 3) * n ** (1 / 3)
}

describe('the block length', () => {
  test.each([0.3, 0.5, 0.7, 0.9, -0.5])('of a long AR(1) with φ = %d is the one that theory gives', (phi) => {
    const n = 100_000
    expect(optimalBlockLength(autoregressive(phi, n, 7)) / knownLength(phi, n)).toBeCloseTo(1, 0.6)
  })

  test('of short samples is right on average', () => {
    const n = 800
    const lengths = Array.from({ length: 200 }, (_, seed) => optimalBlockLength(autoregressive(0.5, n, seed)))
    const average = lengths.reduce((a, b) => a + b, 0) / lengths.length
    expect(Math.abs(average / knownLength(0.5, n) - 1)).toBeLessThan(0.15)
  })

  test('of a sample worked out by hand is (G / Σ R)^⅔ · n^⅓', () => {
    // Mean 0, R(0) = 1, R(1) = 5/8. At n = 8 chance reaches 0.67, so no lag counts, M is 2 and the window is 1 at lag 1 and 0 at lag 2:
    // G = 2 · 5/8 and Σ R = 1 + 2 · 5/8.
    const values = Float64Array.of(1, 1, 1, 1, -1, -1, -1, -1)
    expect(optimalBlockLength(values)).toBeCloseTo((5 / 9) ** (2 / 3) * 2, 12)
  })

  test('weighs lags by a window that is flat up to the middle and then falls', () => {
    // Fifty 1s and fifty −1s: R(k) = 1 − 3k/100, above chance at all 15 lags, so M is 15.
    const values = Float64Array.from({ length: 100 }, (_, i) => (i < 50 ? 1 : -1))
    const lags = Array.from({ length: 15 }, (_, i) => i + 1)
    const weighted = (k: number): number => 2 * (k <= 7 ? 1 : 2 - (2 * k) / 15) * (1 - (3 * k) / 100)
    const spread = lags.reduce((sum, k) => sum + k * weighted(k), 0)
    const longRun = lags.reduce((sum, k) => sum + weighted(k), 1)
    expect(optimalBlockLength(values)).toBeCloseTo((spread / longRun) ** (2 / 3) * 100 ** (1 / 3), 10)
  })

  test('is 1 for a constant, for one value and for none', () => {
    expect([[3, 3, 3, 3], [3], []].map((values) => optimalBlockLength(Float64Array.from(values)))).toEqual([1, 1, 1])
  })

  test('does not depend on level, scale or sign, and stays within its bounds', () => {
    const values = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 4, maxLength: 300, size: 'max' })
    fc.assert(
      fc.property(values, (list) => {
        const sample = Float64Array.from(list, (value) => Math.round(value * 1024))
        const length = optimalBlockLength(sample)
        expect(length).toBeGreaterThanOrEqual(1)
        expect(length).toBeLessThanOrEqual(Math.max(1, Math.min(3 * Math.sqrt(list.length), list.length / 3)))
        expect(optimalBlockLength(sample.map((value) => -2 * value))).toBeCloseTo(length, 6)
      }),
    )
  })
})
