import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DAY_MS } from '../model/time.js'
import { expectancy, expectancyR } from './expectancy.js'
import { averageHoldingTime } from './holding-time.js'
import { kelly } from './kelly.js'
import { payoffRatio } from './payoff-ratio.js'
import { profitFactor } from './profit-factor.js'
import { sqn } from './sqn.js'
import { winRate } from './win-rate.js'

const pnl = [100, -50, 0, 200, -100]

describe('figures of round trips', () => {
  it('one that made nothing is neither a win nor a loss', () => {
    expect(winRate(pnl).value).toBe(0.5)
    expect(winRate([0, 0]).reason).toBe('n/a: no winning or losing round trip')
  })

  it('profit factor, payoff ratio, expectancy and Kelly by hand', () => {
    expect(profitFactor(pnl).value).toBe(2)
    expect(payoffRatio(pnl).value).toBe(2)
    expect(expectancy(pnl).value).toBe(30)
    expect(kelly(0.5, 2).value).toBe(0.25)
    expect(kelly(0.5, 0).value).toBeNull()
  })

  it('SQN is the t statistic of the mean', () => {
    expect(sqn([1, 2, 3]).value).toBeCloseTo(2 * Math.sqrt(3), 14)
    expect(sqn([5, 5]).reason).toBe('n/a: zero variance')
    expect(sqn([5]).reason).toBe('n/a: fewer than 2 closed round trips')
  })

  it('R multiples leave out round trips without a stop', () => {
    const trips = [
      { pnl: 100, initialRisk: 50 },
      { pnl: -50, initialRisk: 50 },
      { pnl: 999, initialRisk: null },
    ]
    expect(expectancyR(trips).value).toBe(0.5)
    expect(expectancyR(trips.slice(2)).reason).toBe('n/a: no closed round trip with a protective stop')
  })

  it('the holding time is in days', () => {
    expect(
      averageHoldingTime([
        { entryTime: 0, exitTime: DAY_MS },
        { entryTime: 0, exitTime: DAY_MS / 2 },
      ]).value,
    ).toBe(0.75)
  })

  it('one-sided results say what is missing', () => {
    expect(profitFactor([1, 2]).reason).toBe('n/a: no losing round trip')
    expect(profitFactor([-1]).value).toBe(0)
    expect(payoffRatio([1]).reason).toBe('n/a: no losing round trip')
    expect(payoffRatio([-1]).reason).toBe('n/a: no winning round trip')
    for (const metric of [winRate, profitFactor, payoffRatio, expectancy]) expect(metric([]).reason).toBe('n/a: no closed round trips')
    expect(averageHoldingTime([]).value).toBeNull()
  })

  it('the same trades with the sign turned swap the profit factor and the win rate', () => {
    const results = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 400, size: 'max' })
    fc.assert(
      fc.property(results, (values) => {
        const [own, turned] = [profitFactor(values).value, profitFactor(values.map((value) => -value)).value]
        fc.pre(own !== null && turned !== null)
        expect((own as number) * (turned as number)).toBeCloseTo(1, 9)
        expect((winRate(values).value as number) + (winRate(values.map((value) => -value)).value as number)).toBeCloseTo(1, 12)
      }),
    )
  })
})
