import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { instrument } from '../model/instrument.js'
import { allIn } from './all-in.js'
import { allocation } from './allocation.js'
import { sizingContext as context, stock } from './context.testing.js'
import { fixedLots, fixedNotional, fixedWeight } from './fixed.js'
import { lotsFor, type SizingContext } from './sizer.js'
import { targetLots } from './target-weight.js'

const future = instrument('X', 'future', { multiplier: 50 })
const coin = instrument('X', 'crypto')

describe('lots for an amount', () => {
  test.each<[string, number, Partial<SizingContext>, number]>([
    ['whole lots only', 100, {}, 3],
    ['exactly one', 30, {}, 1],
    ['a cent short of one', 29.99, {}, 0],
    ['a lot of a hundred units', 10_000, { instrument: instrument('X', 'equity', { lot: 100 }) }, 3],
    ['a multiplier of 50', 1_000_000, { instrument: future, price: 5_000 }, 4],
    ['a lot of 0.00001 coin', 1, { instrument: coin, price: 50_000 }, 2],
    ['a price below zero by its absolute value', 100, { price: -30 }, 3],
    ['a price in another currency, at its rate', 100, { rate: 1.5 }, 2],
    ['no rate buys nothing', 100, { rate: Number.NaN }, 0],
    ['a price of zero buys nothing', 100, { price: 0 }, 0],
    ['no price buys nothing', 100, { price: Number.NaN }, 0],
    ['an endless price buys nothing', 100, { price: Number.POSITIVE_INFINITY }, 0],
    ['a huge price buys nothing', 100, { price: 1e300 }, 0],
    ['no amount buys nothing', 0, {}, 0],
    ['a debt buys nothing', -100, {}, 0],
    ['no number buys nothing', Number.NaN, {}, 0],
  ])('%s', (_, amount, overrides, lots) => {
    expect(lotsFor(amount, context(overrides))).toBe(lots)
  })

  test('never cost more than the amount, and one lot more would', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1e8, noNaN: true }),
        fc.double({ min: 0.01, max: 1e5, noNaN: true }),
        fc.constantFrom(stock, future, coin),
        (amount, price, what) => {
          const lots = lotsFor(amount, context({ instrument: what, price }))
          const each = price * what.multiplier * what.lot
          expect(lots * each).toBeLessThanOrEqual(amount * (1 + 1e-12))
          expect((lots + 1) * each).toBeGreaterThan(amount * (1 - 1e-12))
        },
      ),
      { numRuns: 1_000 },
    )
  })
})

describe('fixed', () => {
  test('lots are what they say, whatever the account', () => {
    expect(fixedLots(7)(context({ equity: 0, price: Number.NaN }))).toEqual({ lots: 7 })
  })

  test('a notional buys at the sizing price', () => {
    expect(fixedNotional(1_000)(context())).toEqual({ lots: 33 })
    expect(fixedNotional(-1_000)(context())).toEqual({ lots: 0 })
  })

  test('a weight is of the equity, not of the cash', () => {
    expect(fixedWeight(0.3)(context())).toEqual({ lots: 1_000 })
    expect(fixedWeight(1.5)(context())).toEqual({ lots: 5_000 })
    expect(fixedWeight(0.3)(context({ equity: -5 }))).toEqual({ lots: 0 })
  })
})

describe('allocation', () => {
  test('splits the share of equity over the instruments', () => {
    expect(allocation(context({ allocation: 0.5, instruments: 5 }))).toEqual({ lots: 333 })
  })

  test('takes no more than the buying power that is left', () => {
    expect(allocation(context())).toEqual({ lots: 2_666 })
    expect(allocation(context({ buyingPower: 59.99 }))).toEqual({ lots: 1 })
    expect(allocation(context({ buyingPower: -10 }))).toEqual({ lots: 0 })
  })
})

test('all in is a notional of the cash', () => {
  expect(allIn(context())).toEqual({ notional: 60_000 })
  expect(allIn(context({ rate: 1.25 }))).toEqual({ lots: 1_600 })
})

describe('a target weight', () => {
  test('is signed lots of the strategy’s share, rounded toward flat', () => {
    expect(targetLots(0.5, context({ allocation: 0.1 }))).toBe(166)
    expect(targetLots(-0.5, context({ allocation: 0.1 }))).toBe(-166)
    expect(targetLots(1, context({ price: 100_001 }))).toBe(0)
    expect(Math.abs(targetLots(-1, context({ price: 100_001 })))).toBe(0)
  })

  test('of zero is flat, and without a price too', () => {
    expect(targetLots(0, context())).toBe(0)
    expect(targetLots(1, context({ price: Number.NaN }))).toBe(0)
  })

  test('counts the multiplier', () => {
    expect(targetLots(-1, context({ instrument: future, price: 500 }))).toBe(-4)
  })
})
