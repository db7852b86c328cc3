import { describe, expect, it } from 'vitest'
import { computeSample } from './compute.js'
import { sampleOfReturns } from './sample.js'

const market = Float64Array.from({ length: 50 }, (_, i) => 0.01 * Math.sin(i * i) + 0.0005)
const against = (returns: Float64Array, riskFreeAnnual = 0) =>
  computeSample(sampleOfReturns({ returns, benchmark: market, periodsPerYear: 252, riskFreeAnnual }))

describe('against a benchmark', () => {
  it('the benchmark itself has beta 1, alpha 0, captures everything and leaves nothing to track', () => {
    const metrics = against(market)
    expect(metrics.beta.value).toBeCloseTo(1, 13)
    expect(metrics.alpha.value).toBeCloseTo(0, 13)
    expect(metrics.trackingError.value).toBe(0)
    expect(metrics.informationRatio.reason).toBe('n/a: zero variance')
    expect([metrics.upCapture.value, metrics.downCapture.value]).toEqual([1, 1])
  })

  it('half the benchmark plus a basis point a day has beta one half and that alpha, compounded', () => {
    const metrics = against(market.map((value) => value / 2 + 0.0001))
    expect(metrics.beta.value).toBeCloseTo(0.5, 12)
    expect(metrics.alpha.value).toBeCloseTo(1.0001 ** 252 - 1, 10)
    expect(metrics.upCapture.value).toBeLessThan(1)
  })

  it('the risk-free rate comes off both sides', () => {
    expect(against(market, 0.05).alpha.value).toBeCloseTo(0, 12)
    expect(
      against(
        market.map((value) => value / 2),
        0.05,
      ).alpha.value,
    ).toBeLessThan(0)
  })

  it('without a benchmark, or with one that stands still, they say so', () => {
    const alone = computeSample(sampleOfReturns({ returns: market, periodsPerYear: 252 }))
    const ids = ['alpha', 'beta', 'trackingError', 'informationRatio', 'upCapture', 'downCapture'] as const
    for (const id of ids) expect(alone[id].reason).toBe('n/a: no benchmark')
    const still = computeSample(sampleOfReturns({ returns: market, benchmark: new Float64Array(50), periodsPerYear: 252 }))
    expect(still.beta.reason).toBe('n/a: zero variance of the benchmark')
    expect(still.upCapture.reason).toBe('n/a: the benchmark never rose')
    expect(still.downCapture.reason).toBe('n/a: the benchmark never fell')
  })
})
