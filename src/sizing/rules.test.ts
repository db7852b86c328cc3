import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { instrument } from '../model/instrument.js'
import { runs } from '../std/property.testing.js'
import { atrRisk } from './atr-risk.js'
import { bySymbol } from './by-symbol.js'
import { sizingContext as context } from './context.testing.js'
import { fixedLots } from './fixed.js'
import { type KellyRule, kellySize } from './kelly.js'
import { portfolioWeights } from './portfolio-weights.js'
import { riskFraction } from './risk-fraction.js'
import type { Sizer } from './sizer.js'
import { twsAllocation } from './tws-allocation.js'
import { volatilityTarget } from './volatility-target.js'

const future = instrument('X', 'future', { multiplier: 50 })
const plenty = { buyingPower: 1e9 }

describe('a risk fraction', () => {
  test('loses that share of equity at the stop: 1 % of 100,000 over 2.00 a share is 500 shares', () => {
    expect(riskFraction(0.01)(context({ price: 50, stopDistance: 2, ...plenty }))).toEqual({ lots: 500 })
  })

  test.each([
    ['a lot that would lose a cent too much is left out', { stopDistance: 2.01 }, 497],
    ['of the strategy’s share of the account', { stopDistance: 2, allocation: 0.25 }, 125],
    ['through the multiplier', { stopDistance: 2, instrument: future }, 10],
    ['at the rate of the currency', { stopDistance: 2, rate: 1.25 }, 400],
    ['no more than the buying power pays for', { stopDistance: 0.01, price: 50, buyingPower: 10_000 }, 200],
  ])('%s', (_, overrides, lots) => {
    expect(riskFraction(0.01)(context({ ...plenty, ...overrides }))).toEqual({ lots })
  })

  test.each([Number.NaN, 0])('of an entry without a stop says what it lacks (%d)', (stopDistance) => {
    expect(riskFraction(0.01)(context({ stopDistance }))).toEqual({
      code: 'SIZE_UNKNOWN',
      context: { sizing: 'risk', lacks: 'a stop to measure the risk by' },
    })
  })
})

describe('ATR', () => {
  test('loses the share when the price moves by the multiple of the range: 1 % over 2 × 1.25 is 400 shares', () => {
    const averageTrueRange = (bars: number) => (bars === 14 ? 1.25 : Number.NaN)
    expect(atrRisk(0.01, 2, 14)(context({ ...plenty, averageTrueRange }))).toEqual({ lots: 400 })
  })

  test('does not size while the range warms up', () => {
    expect(atrRisk(0.01, 2, 14)(context())).toMatchObject({ code: 'SIZE_UNKNOWN', context: { lacks: 'an average true range of 14 bars' } })
  })
})

test('ATR says of a range of 0 that it is known', () => {
  expect(atrRisk(0.01, 2, 14)(context({ averageTrueRange: () => 0 }))).toMatchObject({
    context: { sizing: 'atr', lacks: 'a range to size by: the average true range of 14 bars is 0' },
  })
})

describe('a volatility target', () => {
  test('holds half of an instrument that moves twice as much', () => {
    expect(volatilityTarget(0.1, 20, 1)(context({ ...plenty, volatility: () => 0.2 }))).toEqual({ lots: 1_666 })
  })

  test('holds no more than the cap of one that hardly moves', () => {
    const quiet = context({ ...plenty, volatility: () => 0.01 })
    expect(volatilityTarget(0.1, 20, 1)(quiet)).toEqual({ lots: 3_333 })
    expect(volatilityTarget(0.1, 20, 1.5)(quiet)).toEqual({ lots: 5_000 })
  })

  test('splits over the instruments, and takes no more than the buying power', () => {
    const volatility = () => 0.1
    expect(volatilityTarget(0.1, 20, 1)(context({ ...plenty, volatility, instruments: 4 }))).toEqual({ lots: 833 })
    expect(volatilityTarget(0.1, 20, 1)(context({ buyingPower: 300, volatility }))).toEqual({ lots: 10 })
  })

  test('holds the cap of one that does not move', () => {
    const still = context({ ...plenty, volatility: () => 0 })
    expect(volatilityTarget(0.1, 20, 0.5)(still)).toEqual({ lots: 1_666 })
    expect(volatilityTarget(0, 20, 0.5)(still)).toEqual({ lots: 0 })
  })

  test('does not size while the volatility warms up', () => {
    expect(volatilityTarget(0.1, 20, 1)(context())).toMatchObject({ code: 'SIZE_UNKNOWN', context: { lacks: 'the volatility of 20 bars' } })
  })
})

describe('Kelly', () => {
  const rule: KellyRule = { fraction: 0.5, cap: 0.25, odds: null, after: 4, start: 0.02 }

  test('of 60 % wins that pay 1.5 is a third; half of it is a sixth', () => {
    const odds = { winRate: 0.6, payoff: 1.5 }
    expect(kellySize({ ...rule, odds })(context({ ...plenty, price: 1 }))).toEqual({ lots: 16_666 })
  })

  test('is capped', () => {
    const odds = { winRate: 0.9, payoff: 3 }
    expect(kellySize({ ...rule, odds })(context({ ...plenty, price: 1 }))).toEqual({ lots: 25_000 })
  })

  test('takes the odds of the round trips so far: 3 wins of 300 and a loss of 200 are 75 % at 1.5', () => {
    const trips = { wins: 3, losses: 1, won: 900, lost: 200 }
    // 0.5 × (0.75 − 0.25 ÷ 1.5) = 0.29…, above the cap; at a cap of 1 it is 29,166 of 100,000.
    expect(kellySize({ ...rule, cap: 1 })(context({ ...plenty, price: 1, trips }))).toEqual({ lots: 29_166 })
  })

  test('starts small until there are enough of them', () => {
    const trips = { wins: 2, losses: 1, won: 600, lost: 200 }
    expect(kellySize(rule)(context({ ...plenty, price: 1, trips }))).toEqual({ lots: 2_000 })
  })

  test('of nothing but wins is the cap', () => {
    const trips = { wins: 4, losses: 0, won: 900, lost: 0 }
    expect(kellySize(rule)(context({ ...plenty, price: 1, trips }))).toEqual({ lots: 25_000 })
  })

  test.each([
    ['nothing but losses', { wins: 0, losses: 4, won: 0, lost: 900 }],
    ['odds that lose', { wins: 1, losses: 3, won: 100, lost: 900 }],
  ])('of %s has no size', (_, trips) => {
    expect(kellySize(rule)(context({ trips }))).toEqual({ code: 'SIZE_UNKNOWN', context: { sizing: 'kelly', lacks: 'odds that win' } })
  })
})

describe('portfolio weights', () => {
  const sizer = portfolioWeights({ X: 0.3 })

  test('bring a position up to its weight', () => {
    expect(sizer(context())).toEqual({ lots: 1_000 })
    expect(sizer(context({ heldLots: 400 }))).toEqual({ lots: 600 })
    expect(sizer(context({ heldLots: 1_001 }))).toEqual({ lots: 0 })
    expect(sizer(context({ buyingPower: 89 }))).toEqual({ lots: 2 })
  })

  test('do not size what has none', () => {
    expect(portfolioWeights({ Y: 1 })(context())).toMatchObject({ code: 'SIZE_UNKNOWN', context: { lacks: 'a weight for X' } })
  })
})

describe('the allocation of the TWS framework', () => {
  test.each([
    [1_000, { lots: 1_000 }],
    [1_001, { lots: 33 }],
    [15_000, { lots: 500 }],
    [0.5, { lots: 0 }],
  ])('%d', (amount, size) => {
    expect(twsAllocation(amount)(context())).toEqual(size)
  })

  test('counts shares, not lots', () => {
    expect(twsAllocation(500)(context({ instrument: instrument('X', 'equity', { lot: 100 }) }))).toEqual({ lots: 5 })
    expect(twsAllocation(3)(context({ instrument: instrument('X', 'crypto') }))).toEqual({ lots: 300_000 })
  })
})

test('an instrument that is named has a rule of its own', () => {
  const sizer = bySymbol(fixedLots(1), new Map([['X', fixedLots(7)]]))
  expect(sizer(context())).toEqual({ lots: 7 })
  expect(sizer(context({ instrument: instrument('Y', 'equity') }))).toEqual({ lots: 1 })
})

test('rounding leaves at most half a percent of a size idle where a lot costs no more than that, and nothing costs more than it may', () => {
  const amount = fc.double({ min: 1_000, max: 1e7, noNaN: true })
  const sizers = fc.constantFrom<[Sizer, (equity: number) => number]>(
    [portfolioWeights({ X: 1 }), (equity) => equity],
    [portfolioWeights({ X: 0.5 }), (equity) => equity / 2],
    [volatilityTarget(0.1, 20, 1), (equity) => equity / 2],
    [kellySize({ fraction: 1, cap: 0.25, odds: { winRate: 1, payoff: 1 }, after: 1, start: 0 }), (equity) => equity / 4],
  )
  fc.assert(
    fc.property(amount, fc.double({ min: 1e-6, max: 0.005, noNaN: true }), sizers, (equity, part, [sizer, budgetOf]) => {
      const budget = budgetOf(equity)
      const price = budget * part
      const size = sizer(context({ equity, price, volatility: () => 0.2, ...plenty }))
      const spent = 'lots' in size ? size.lots * price : Number.NaN
      expect(spent).toBeLessThanOrEqual(budget * (1 + 1e-12))
      expect(spent).toBeGreaterThanOrEqual(budget * 0.995 * (1 - 1e-12))
    }),
    { numRuns: runs(10_000) },
  )
})
