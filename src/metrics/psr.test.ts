import { describe, expect, it } from 'vitest'
import { dsr, expectedMaximumSharpe } from './dsr.js'
import { minimumTrackRecord, psr, withTrackRecord } from './psr.js'

const normal = { sharpe: 0.458, length: 24, skew: 0, kurtosis: 3 }

describe('the probabilistic Sharpe ratio', () => {
  it('gives the published figures, with raw kurtosis', () => {
    expect(psr(normal, 0).value).toBeCloseTo(0.982, 3)
    expect(psr({ ...normal, skew: -2.448, kurtosis: 10.164 }, 0).value).toBeCloseTo(0.913, 3)
  })

  it('is a half at the ratio itself and falls as the reference rises', () => {
    expect(psr(normal, normal.sharpe).value).toBe(0.5)
    expect(psr(normal, 0.6).value).toBeLessThan(0.5)
  })

  it('says why where the estimate has no variance', () => {
    expect(psr({ ...normal, sharpe: 2, skew: 3 }, 0).reason).toBe('n/a: the variance of the Sharpe ratio is not above zero')
    expect(psr({ ...normal, length: 1 }, 0).reason).toBe('n/a: fewer than 2 returns')
  })

  it('the minimum track record is where the probability reaches the confidence', () => {
    const length = minimumTrackRecord(normal, 0, 0.05).value as number
    expect(psr({ ...normal, length }, 0).value).toBeCloseTo(0.95, 12)
    expect(minimumTrackRecord(normal, 0.5, 0.05).reason).toBe('n/a: the Sharpe ratio is not above the reference')
  })
})

describe('the deflated Sharpe ratio', () => {
  const excess = Float64Array.from({ length: 100 }, (_, i) => 0.001 + 0.01 * Math.sin(i * i))

  it('of a single trial is the probabilistic one against zero', () => {
    expect(dsr(excess, { count: 1, sharpeDeviation: 0.1 })).toEqual(withTrackRecord(excess, (record) => psr(record, 0)))
  })

  it('falls with every further trial', () => {
    const values = [1, 2, 10, 1000].map((count) => dsr(excess, { count, sharpeDeviation: 0.05 }).value as number)
    expect([...values].sort((a, b) => b - a)).toEqual(values)
    expect(new Set(values).size).toBe(4)
  })

  it('gives the published expected maximum, and refuses what is no count', () => {
    expect(expectedMaximumSharpe({ count: 100, sharpeDeviation: Math.sqrt(0.002) }).value).toBeCloseTo(0.1132, 4)
    expect(expectedMaximumSharpe({ count: 0, sharpeDeviation: 1 }).reason).toBe('n/a: no trials')
    expect(expectedMaximumSharpe({ count: 1.01, sharpeDeviation: 1 }).value).toBe(0)
  })
})
