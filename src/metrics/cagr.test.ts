import { describe, expect, it } from 'vitest'
import { cagrMetric } from './cagr.js'
import { calmarMetric } from './calmar.js'
import { sampleOfReturns } from './sample.js'
import { turnover } from './turnover.js'

const over = (first: string, last: string, total: number) =>
  sampleOfReturns({ returns: Float64Array.of(0.25, (1 + total) / 1.25 - 1), dates: [first, last], periodsPerYear: 252 })

describe('growth by the calendar', () => {
  it('a year and a day of 10 % is 10 % to the power of its days', () => {
    expect(cagrMetric.value(over('2019-01-01', '2020-01-02', 0.1)).value).toBeCloseTo(1.1 ** (365.25 / 366) - 1, 14)
  })

  it('29 days are too few to annualise, 30 are enough', () => {
    expect(cagrMetric.value(over('2020-01-01', '2020-01-30', 0.1)).reason).toBe('n/a: fewer than 30 days')
    expect(cagrMetric.value(over('2020-01-01', '2020-01-31', 0.1)).value).toBeCloseTo(1.1 ** (365.25 / 30) - 1, 12)
  })

  it('ruin is −1, and less than nothing has no growth rate', () => {
    expect(cagrMetric.value(over('2019-01-01', '2020-01-01', -1)).value).toBe(-1)
    expect(cagrMetric.value(over('2019-01-01', '2020-01-01', -1.5)).reason).toBe('n/a: equity ended below zero')
  })

  it('without dates there is no calendar', () => {
    expect(cagrMetric.value(sampleOfReturns({ returns: Float64Array.of(0.1), periodsPerYear: 252 })).reason).toBe('n/a: no dates')
  })

  it('Calmar divides by the drawdown, and says so when there was none', () => {
    const fallen = over('2019-01-01', '2020-01-01', 0.1)
    expect(calmarMetric.value(fallen).value).toBeCloseTo((cagrMetric.value(fallen).value as number) / 0.12, 12)
    expect(calmarMetric.value(over('2019-01-01', '2020-01-01', 0.3)).reason).toBe('n/a: no drawdown')
  })

  it('turnover is notional over mean equity a year', () => {
    const sample = { ...over('2019-01-01', '2020-01-01', 0.15), tradedNotional: 2.4 }
    expect(turnover(sample).value).toBeCloseTo(2 * (365.25 / 365), 12)
    expect(turnover({ ...sample, tradedNotional: null }).value).toBeNull()
    expect(turnover({ ...sample, barEquity: Float64Array.of(-1) }).reason).toBe('n/a: mean equity is not above zero')
  })
})
