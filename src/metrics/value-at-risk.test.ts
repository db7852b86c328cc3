import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { kurtosis, skew } from './moments.js'
import { omega } from './omega.js'
import { quantile } from './quantile.js'
import { tailRatio } from './tail-ratio.js'
import { cvar95, var95 } from './value-at-risk.js'

const series = fc
  .array(fc.double({ min: -0.5, max: 0.5, noNaN: true }), { minLength: 1, maxLength: 400, size: 'max' })
  .map((values) => Float64Array.from(values))

describe('the distribution of returns', () => {
  it('quantiles interpolate between the two neighbours', () => {
    const values = Float64Array.of(4, 1, 3, 2)
    expect([0, 0.05, 0.5, 1].map((share) => quantile(values, share))).toEqual([1, 1.15, 2.5, 4])
    expect([...values]).toEqual([4, 1, 3, 2])
  })

  it('CVaR is the mean of what is at or below VaR, so never above it', () => {
    expect(cvar95(Float64Array.of(-0.1, -0.02, 0.01)).value).toBe(-0.1)
    fc.assert(
      fc.property(series, (returns) => {
        expect(cvar95(returns).value).toBeLessThanOrEqual((var95(returns).value as number) + 1e-16)
      }),
    )
  })

  it('skew and kurtosis are biased, kurtosis raw', () => {
    const returns = [0.01, 0.01, 0.01, 0.05]
    expect(skew(returns).value).toBeCloseTo(2 / Math.sqrt(3), 12)
    expect(kurtosis(returns).value).toBeCloseTo(7 / 3, 12)
    expect(skew(returns.map((value) => -value)).value).toBeCloseTo(-2 / Math.sqrt(3), 12)
    expect(skew([0.01, 0.01]).reason).toBe('n/a: zero variance')
    expect(kurtosis([0.01]).reason).toBe('n/a: fewer than 2 returns')
  })

  it('tail ratio and omega say why where the lower side is empty', () => {
    expect(tailRatio(Float64Array.of(0, 0)).reason).toBe('n/a: the lower tail is zero')
    expect(omega(Float64Array.of(0.1, 0.2)).reason).toBe('n/a: no losing period')
    expect(omega(Float64Array.of(0.1, -0.2, 0)).value).toBe(0.5)
    expect([tailRatio, omega, var95, cvar95].map((metric) => metric(new Float64Array()).value)).toEqual([null, null, null, null])
  })
})
