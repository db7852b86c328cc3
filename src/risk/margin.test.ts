import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Instrument, instrument } from '../model/instrument.js'
import { runs } from '../std/property.testing.js'
import { type MarginRule, type MarginTable, marginFigures, marginRule } from './margin.js'

const stock = instrument('X', 'equity')
const ruleOf = (what: Instrument, table: MarginTable = {}): MarginRule => marginRule(what, table) as MarginRule
const fund = (leverageFactor: number): Instrument => instrument('LEV', 'etf', { leverageFactor })

describe('a stock', () => {
  // FINRA Rule 4210(c) and 12 CFR 220.12, worked out by hand.
  test.each<[string, lots: number, price: number, initial: number, maintenance: number]>([
    ['100 long at 60', 100, 60, 3_000, 1_500],
    ['100 long at 4: no floor for what is owned', 100, 4, 200, 100],
    ['100 short at 50: 30 %', -100, 50, 2_500, 1_500],
    ['100 short at 16.67: just above 5.00 a share by percent', -100, 16.67, 833.5, 500.1],
    ['100 short at 12: 5.00 a share is more than 30 %', -100, 12, 600, 500],
    ['100 short at 8: 5.00 a share is more than Regulation T too', -100, 8, 500, 500],
    ['100 short at 5.00: 5.00 a share', -100, 5, 500, 500],
    ['100 short at 4.99: 100 %', -100, 4.99, 499, 499],
    ['100 short at 3: 100 %', -100, 3, 300, 300],
    ['100 short at 2.50: the two are the same', -100, 2.5, 250, 250],
    ['100 short at 1: 2.50 a share', -100, 1, 250, 250],
    ['nothing', 0, 60, 0, 0],
  ])('%s', (_, lots, price, initial, maintenance) => {
    expect(ruleOf(stock).initial(lots, price)).toBeCloseTo(initial, 9)
    expect(ruleOf(stock).maintenance(lots, price)).toBeCloseTo(maintenance, 9)
  })

  test('lots count their units', () => {
    const hundred = instrument('X', 'equity', { lot: 100 })
    expect(ruleOf(hundred).maintenance(-1, 1)).toBe(250)
    expect(ruleOf(hundred).initial(2, 60)).toBe(6_000)
  })
})

describe('a leveraged fund', () => {
  // The first and the sixth row are the examples of FINRA Regulatory Notice 09-53.
  test.each<[string, factor: number, lots: number, price: number, initial: number, maintenance: number]>([
    ['100 long at 28, factor 2: 50 %', 2, 100, 28, 1_400, 1_400],
    ['factor 3: 75 %, to open too', 3, 100, 28, 2_100, 2_100],
    ['an inverse fund of factor −2 as one of 2', -2, 100, 28, 1_400, 1_400],
    ['an inverse fund of factor −1 as a plain one', -1, 100, 28, 1_400, 700],
    ['factor 5: no more than its value', 5, 100, 28, 2_800, 2_800],
    ['100 short at 26, factor 3: 90 %', 3, -100, 26, 2_340, 2_340],
    ['short, factor 4: no more than its value', 4, -100, 26, 2_600, 2_600],
    ['short at 6, factor 2: 5.00 a share is more than 60 %', 2, -100, 6, 500, 500],
    ['short at 4, factor 2: 100 %', 2, -100, 4, 400, 400],
  ])('%s', (_, factor, lots, price, initial, maintenance) => {
    expect(ruleOf(fund(factor)).initial(lots, price)).toBeCloseTo(initial, 9)
    expect(ruleOf(fund(factor)).maintenance(lots, price)).toBeCloseTo(maintenance, 9)
  })
})

describe('rates that a config gives', () => {
  const future = instrument('ES', 'future', { multiplier: 50 })

  test('what is no stock has none of its own', () => {
    for (const asset of ['index', 'forex', 'crypto', 'future'] as const) expect(marginRule(instrument('Y', asset), {})).toBeNull()
  })

  test('the instrument’s own go before those of its class', () => {
    const table = { future: { initial: 0.2, maintenance: 0.1 }, ES: { initial: 0.08, maintenance: 0.05 } }
    expect(ruleOf(future, table).initial(-2, 5_000)).toBeCloseTo(40_000, 9)
    expect(ruleOf(future, table).maintenance(2, 5_000)).toBeCloseTo(25_000, 9)
    expect(ruleOf(instrument('NQ', 'future'), table).initial(1, 1_000)).toBe(200)
  })

  test('a price below zero counts as it is far from it', () => {
    expect(ruleOf(future, { future: { initial: 0.2, maintenance: 0.1 } }).initial(1, -37.63)).toBeCloseTo(376.3, 9)
  })

  test('can ask more of a stock, not less', () => {
    const house = { X: { initial: 1, maintenance: 0.5 } }
    expect([ruleOf(stock, house).initial(100, 60), ruleOf(stock, house).maintenance(100, 60)]).toEqual([6_000, 3_000])
    const lax = { equity: { initial: 0.1, maintenance: 0.05 } }
    expect([ruleOf(stock, lax).initial(100, 60), ruleOf(stock, lax).maintenance(100, 60)]).toEqual([3_000, 1_500])
  })
})

describe('the figures of an account', () => {
  test('are what Interactive Brokers shows', () => {
    // 10,000 of cash buy 150 at 100: 5,000 are borrowed.
    expect(marginFigures(10_000, 7_500, 3_750)).toEqual({
      equity: 10_000,
      initialMargin: 7_500,
      maintenanceMargin: 3_750,
      availableFunds: 2_500,
      excessLiquidity: 6_250,
      buyingPower: 5_000,
      cushion: 0.625,
    })
  })

  test('below its margin it has no buying power, and a cushion below zero', () => {
    expect(marginFigures(2_000, 4_000, 2_500)).toMatchObject({
      availableFunds: -2_000,
      excessLiquidity: -500,
      buyingPower: 0,
      cushion: -0.25,
    })
  })

  test('an account that is worth nothing has no cushion to speak of', () => {
    expect(marginFigures(0, 0, 0).cushion).toBeNull()
    expect(marginFigures(-5, 0, 0).cushion).toBeNull()
  })
})

describe('whatever the price', () => {
  const lots = fc.integer({ min: -10_000, max: 10_000 })
  const price = fc.double({ min: 0.0001, max: 5_000, noNaN: true })
  const what = fc.constantFrom(stock, fund(2), fund(-3), instrument('B', 'equity', { lot: 100 }))

  test('keeping a position takes no more than opening it, and neither less than nothing', () => {
    fc.assert(
      fc.property(what, lots, price, (one, held, at) => {
        const rule = ruleOf(one)
        expect(rule.maintenance(held, at)).toBeGreaterThanOrEqual(0)
        expect(rule.maintenance(held, at)).toBeLessThanOrEqual(rule.initial(held, at))
      }),
      { numRuns: runs(10_000) },
    )
  })

  test('adding on the side that is held never raises the excess, taking from it never lowers it', () => {
    fc.assert(
      fc.property(what, lots, fc.nat(5_000), price, (one, held, added, at) => {
        const more = held + (held < 0 ? -added : added)
        expect(ruleOf(one).maintenance(more, at)).toBeGreaterThanOrEqual(ruleOf(one).maintenance(held, at))
      }),
      { numRuns: runs(10_000) },
    )
  })

  test('a short position takes at least what a long one does', () => {
    fc.assert(
      fc.property(what, fc.nat(10_000), price, (one, held, at) => {
        expect(ruleOf(one).maintenance(-held, at)).toBeGreaterThanOrEqual(ruleOf(one).maintenance(held, at))
        expect(ruleOf(one).initial(-held, at)).toBeGreaterThanOrEqual(ruleOf(one).initial(held, at))
      }),
      { numRuns: runs(10_000) },
    )
  })

  test('margin is worked out lot by lot: two halves take what the whole does', () => {
    fc.assert(
      fc.property(what, lots, price, (one, half, at) => {
        const rule = ruleOf(one)
        expect(rule.initial(2 * half, at)).toBeCloseTo(2 * rule.initial(half, at), 4)
        expect(rule.maintenance(2 * half, at)).toBeCloseTo(2 * rule.maintenance(half, at), 4)
      }),
      { numRuns: 2_000 },
    )
  })
})
