import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normalCdf, normalInverse } from './normal.js'

describe('the normal distribution', () => {
  // Reference values computed with 40 digits (mpmath).
  it.each([
    [0, 0.5],
    [0.5, 0.6914624612740131],
    [1, 0.8413447460685429],
    [-1.959963984540054, 0.025],
    [3, 0.9986501019683699],
    [-5, 2.866515718791939e-7],
    [-10, 7.619853024160527e-24],
    [-37, 5.725571222524577e-300],
  ])('Φ(%d) has twelve digits', (z, p) => {
    expect(Math.abs(normalCdf(z) / p - 1)).toBeLessThan(1e-12)
  })

  it.each([
    [0.5, 0],
    [0.95, 1.6448536269514722],
    [0.05, -1.6448536269514729],
    [0.975, 1.959963984540054],
    [1e-10, -6.361340902404056],
    [1e-200, -30.20559417957964],
  ])('the inverse at %d has fifteen digits', (p, z) => {
    expect(Math.abs(normalInverse(p) - z)).toBeLessThanOrEqual(2e-15 * Math.max(1, Math.abs(z)))
  })

  it('the inverse undoes Φ', () => {
    fc.assert(
      fc.property(fc.double({ min: -37, max: 5, noNaN: true }), (z) => {
        expect(Math.abs(normalInverse(normalCdf(z)) - z)).toBeLessThan(1e-9)
      }),
    )
  })

  it('the two tails are mirror images and the ends are the ends', () => {
    expect(normalCdf(2.5) + normalCdf(-2.5)).toBeCloseTo(1, 15)
    expect([normalCdf(-60), normalCdf(60)]).toEqual([0, 1])
    expect([normalInverse(0), normalInverse(1)]).toEqual([-Infinity, Infinity])
    expect(normalInverse(-0.1)).toBeNaN()
  })
})
