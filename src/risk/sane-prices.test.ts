import { describe, expect, test } from 'vitest'
import { instrument } from '../model/instrument.js'
import type { ChildIntent, OrderIntent } from '../model/order.js'
import { bracket, buy, sell } from '../model/order.testing.js'
import {
  limit,
  limitIfTouched,
  market,
  marketIfTouched,
  type OrderPrice,
  relative,
  stop,
  stopLimit,
  trailingStop,
} from '../model/order-price.js'
import { account } from './account.testing.js'
import { sanePrices } from './sane-prices.js'

/** The mark is 100. */
const judge = (intent: OrderIntent, what = instrument('X', 'equity')) => sanePrices(intent, account(), what)
const trailing = (amount: number): ChildIntent => ({ role: 'stop', price: { trail: { amount }, from: null } })
const triggered = (price: OrderPrice): ChildIntent => ({ role: 'triggered', side: 'sell', lots: 1, price })

describe('a price of zero or less', () => {
  const cases: readonly (readonly [string, OrderIntent, Record<string, number>])[] = [
    ['limit', buy(1, { price: limit(-5) }), { limit: -5 }],
    ['limit of an exit', sell(1, { price: limit(0), reduceOnly: true }), { limit: 0 }],
    ['trigger', sell(1, { price: stop(-5) }), { trigger: -5 }],
    ['limit of a stop-limit', sell(1, { price: stopLimit(1, -5) }), { limit: -5 }],
    ['cap', buy(1, { price: relative(0, -5) }), { limit: -5 }],
    ['trail of a sell', sell(1, { price: trailingStop({ amount: 100 }) }), { trail: 100, price: 100 }],
    ['protective stop', buy(1, { children: bracket(-5, 110) }), { stop: -5 }],
    ['protective target', sell(1, { children: bracket(110, -5) }), { target: -5 }],
    ['protective trail', buy(1, { children: [trailing(500)] }), { trail: 500, price: 100 }],
    ['protective trail below its entry', buy(1, { price: limit(50), children: [trailing(60)] }), { trail: 60, price: 50 }],
    ['limit that is triggered', buy(1, { children: [triggered(limit(-5))] }), { limit: -5 }],
    ['trail that is triggered', buy(1, { children: [triggered(trailingStop({ amount: 500 }))] }), { trail: 500, price: 100 }],
  ]

  test.each(cases)('is denied with its numbers: %s', (_, intent, context) => {
    expect(judge(intent)).toEqual({ code: 'PRICE_NOT_POSITIVE', context })
  })

  test.each(cases)('is a price where the instrument may be negative: %s', (_, intent) => {
    expect(judge(intent, instrument('X', 'future'))?.code).not.toBe('PRICE_NOT_POSITIVE')
  })

  // A long entry at a cent, on ticks of a cent: 2 % below it there is no tick but 0.
  const cent = account({ referencePrice: 0.01 })
  const penny = (child: ChildIntent, tick: number | 'none' = 0.01, side = buy) =>
    sanePrices(side(1, { children: [child] }), cent, { ...instrument('X', 'equity'), tick })?.context ?? null
  const below: ChildIntent = { role: 'stop', price: { fractionOfFill: -0.02 } }
  const behind: ChildIntent = { role: 'stop', price: { trail: { fraction: 0.02 }, from: null } }

  test('is where the tick takes a stop that is told as a fraction', () => {
    expect(penny(below)).toEqual({ stop: 0, entry: 0.01 })
    expect(penny(behind)).toEqual({ trail: 0.02, price: 0.01 })
    expect(penny({ role: 'stop', price: { trail: { fraction: 0.5 }, from: { fractionOfFill: -0.02 } } })).toEqual({ stop: 0, entry: 0.01 })
    expect(penny({ role: 'stop', price: { fractionOfFill: -1 } }, 'none')).toEqual({ stop: 0, entry: 0.01 })
    expect(penny({ role: 'target', price: { fractionOfFill: -0.02 } }, 0.01, sell)).toEqual({ target: 0, entry: 0.01 })
  })

  test('is not where a finer tick takes it, nor one above a short entry', () => {
    for (const tick of [0.0001, 'none'] as const) for (const child of [below, behind]) expect(penny(child, tick)).toBeNull()
    expect(penny({ role: 'stop', price: { fractionOfFill: 0.02 } }, 0.01, sell)).toBeNull()
    expect(penny(behind, 0.01, sell)).toBeNull()
  })

  test('is not what these stand at', () => {
    for (const price of [market(), limit(0.01), trailingStop({ amount: 99 }), trailingStop({ fraction: 0.5 }), relative(0)])
      expect(judge(sell(1, { price }))).toBeNull()
    // The stop of a short position follows the price from above.
    expect(judge(sell(1, { children: [trailing(500)] }))).toBeNull()
    expect(judge(sell(1, { price: trailingStop({ amount: 500 }, 90) }))).toBeNull()
  })
})

describe('protection', () => {
  test.each<[OrderIntent, Record<string, number>]>([
    [buy(1, { price: limit(95), children: bracket(96, 90) }), { stop: 96, entry: 95 }],
    [buy(1, { price: limit(95), children: bracket(90, 95) }), { target: 95, entry: 95 }],
    [buy(1, { price: stop(105), children: bracket(105, 110) }), { stop: 105, entry: 105 }],
    [buy(1, { price: stopLimit(105, 106), children: bracket(106, 120) }), { stop: 106, entry: 106 }],
    [buy(1, { price: stopLimit(105, 106), children: bracket(90, 105) }), { target: 105, entry: 105 }],
    [buy(1, { price: marketIfTouched(95), children: bracket(95, 110) }), { stop: 95, entry: 95 }],
    [sell(1, { price: limit(105), children: bracket(104, 90) }), { stop: 104, entry: 105 }],
    [sell(1, { price: stop(95), children: bracket(110, 96) }), { target: 96, entry: 95 }],
    [sell(1, { price: limitIfTouched(105, 104), children: bracket(104, 90) }), { stop: 104, entry: 104 }],
    [
      buy(1, { price: limit(95), children: [{ role: 'stop', price: { trail: { amount: 1 }, from: { at: 96 } } }] }),
      { stop: 96, entry: 95 },
    ],
    [buy(1, { children: bracket(100, 110) }), { stop: 100, entry: 100 }],
    [sell(1, { children: bracket(99, 90) }), { stop: 99, entry: 100 }],
    [buy(1, { price: limit(105), children: bracket(102, 110) }), { stop: 102, entry: 100 }],
    [buy(1, { price: stop(95), children: bracket(101, 110) }), { stop: 101, entry: 100 }],
  ])('on the wrong side of the entry is denied with its numbers: %j', (intent, context) => {
    expect(judge(intent)).toEqual({ code: 'PROTECTION_WRONG_SIDE', context })
  })

  test.each<[string, OrderIntent]>([
    ['on its side', buy(1, { price: limit(95), children: bracket(90, 110) })],
    ['between the two prices of a stop-limit', buy(1, { price: stopLimit(105, 106), children: bracket(105.5, 105.5) })],
    ['a fraction of the fill', buy(1, { price: limit(95), children: [{ role: 'stop', price: { fractionOfFill: -0.05 } }] })],
    ['a target of an entry at market', buy(1, { children: bracket(99.99, 90) })],
    ['of a limit that the market has passed: it fills at 100 or near', buy(1, { price: limit(105), children: bracket(98, 103) })],
    ['of a stop that the market has passed', buy(1, { price: stop(95), children: bracket(97, 110) })],
    ['of an entry that trails', buy(1, { price: trailingStop({ amount: 1 }, 105), children: bracket(106, 120) })],
  ])('is let pass: %s', (_, intent) => {
    expect(judge(intent)).toBeNull()
  })
})
