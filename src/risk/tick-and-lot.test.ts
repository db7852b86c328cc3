import { describe, expect, test } from 'vitest'
import { instrument } from '../model/instrument.js'
import type { ChildIntent } from '../model/order.js'
import { buy } from '../model/order.testing.js'
import { limit, market, relative, stop, stopLimit, trailingStop } from '../model/order-price.js'
import { account } from './account.testing.js'
import { approve } from './approve.js'
import { onTickPrices, wholeLots } from './tick-and-lot.js'

const stock = instrument('X', 'equity')

describe('prices on ticks', () => {
  const judge = (price: Parameters<typeof limit>[0] | ReturnType<typeof market>, what = stock) =>
    onTickPrices(buy(1, { price: typeof price === 'number' ? limit(price) : price }), account(), what)

  test('a limit between ticks is denied with the numbers', () => {
    expect(judge(10.005)).toEqual({ code: 'LIMIT_OFF_TICK', context: { limit: 10.005, tick: 0.01 } })
  })

  test('a trigger between ticks too', () => {
    expect(judge(stop(10.005))).toEqual({ code: 'LIMIT_OFF_TICK', context: { trigger: 10.005, tick: 0.01 } })
    expect(judge(stopLimit(10.005, 10))?.context).toEqual({ trigger: 10.005, tick: 0.01 })
    expect(judge(stopLimit(10, 10.005))?.context).toEqual({ limit: 10.005, tick: 0.01 })
  })

  test('whole ticks pass, rounding noise with them, below zero too', () => {
    for (const price of [10.01, 0.1 + 0.2, 1.1 * 3, -37.63, 123_456.78]) expect(judge(price)).toBeNull()
    expect(judge(5000.25, instrument('X', 'future', { tick: 0.25 }))).toBeNull()
    expect(judge(market())).toBeNull()
  })

  test('trails and offsets need no tick, where a trailing stop begins does', () => {
    expect(judge(trailingStop({ amount: 0.333 }))).toBeNull()
    expect(judge(relative(0.005))).toBeNull()
    expect(judge(trailingStop({ amount: 1 }, 10.005))?.context).toEqual({ trigger: 10.005, tick: 0.01 })
    expect(judge(relative(0, 10.005))?.context).toEqual({ limit: 10.005, tick: 0.01 })
  })

  test.each<[ChildIntent, Record<string, number> | undefined]>([
    [
      { role: 'stop', price: { at: 9.005 } },
      { stop: 9.005, tick: 0.01 },
    ],
    [{ role: 'stop', price: { fractionOfFill: -0.0505 } }, undefined],
    [
      { role: 'stop', price: { trail: { amount: 1 }, from: { at: 9.005 } } },
      { stop: 9.005, tick: 0.01 },
    ],
    [{ role: 'stop', price: { trail: { amount: 0.333 }, from: null } }, undefined],
    [
      { role: 'triggered', side: 'sell', lots: 1, price: limit(11.005) },
      { limit: 11.005, tick: 0.01 },
    ],
  ])('the child %j', (child, context) => {
    expect(onTickPrices(buy(1, { children: [child] }), account(), stock)?.context).toEqual(context)
  })

  test('an instrument without a tick takes any price', () => {
    expect(judge(10.005, instrument('X', 'crypto'))).toBeNull()
  })

  test('without the control the price between ticks passes', () => {
    expect(approve(buy(1, { price: limit(10.005) }), account(), stock, [{ name: 'whole lots', control: wholeLots }]).denial).toBeUndefined()
  })
})

describe('whole lots', () => {
  const judge = (quantity: { lots: number } | { notional: number }) => wholeLots(buy(1, { quantity }), account(), stock)

  test('nothing, or less, is denied', () => {
    expect(judge({ lots: 0 })).toEqual({ code: 'ZERO_QUANTITY', context: { lots: 0 } })
    expect(judge({ lots: -3 })?.code).toBe('ZERO_QUANTITY')
    expect(judge({ notional: 0 })).toEqual({ code: 'ZERO_QUANTITY', context: { notional: 0 } })
    expect(judge({ notional: -5 })?.code).toBe('ZERO_QUANTITY')
  })

  test('a fraction of a lot is denied', () => {
    expect(judge({ lots: 1.5 })).toEqual({ code: 'QUANTITY_OFF_LOT', context: { lots: 1.5 } })
  })

  test('what an order triggers has whole lots too', () => {
    const triggering = (lots: number) => buy(1, { children: [{ role: 'triggered', side: 'sell', lots, price: market() }] })
    expect(wholeLots(triggering(0), account(), stock)?.code).toBe('ZERO_QUANTITY')
    expect(wholeLots(triggering(1.5), account(), stock)).toEqual({ code: 'QUANTITY_OFF_LOT', context: { lots: 1.5 } })
    expect(wholeLots(triggering(2), account(), stock)).toBeNull()
  })

  test('one lot passes, and any notional above zero', () => {
    expect(judge({ lots: 1 })).toBeNull()
    expect(judge({ notional: 0.01 })).toBeNull()
  })

  test('without the control nothing passes', () => {
    expect(approve(buy(0), account(), stock, [{ name: 'prices on the tick', control: onTickPrices }]).denial).toBeUndefined()
  })
})
