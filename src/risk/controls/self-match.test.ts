import { expect, test } from 'vitest'
import { instrument } from '../../model/instrument.js'
import type { Order, OrderIntent, Side } from '../../model/order.js'
import { buy, sell, working } from '../../model/order.testing.js'
import {
  limit,
  limitIfTouched,
  limitOnClose,
  market,
  marketIfTouched,
  marketOnClose,
  relative,
  stop,
  stopLimit,
  trailingStop,
  trailingStopLimit,
} from '../../model/order-price.js'
import { account } from '../account.testing.js'
import { facts } from '../facts.testing.js'
import { selfMatch } from './self-match.js'

const stock = instrument('X', 'equity')
const judge = (intent: OrderIntent, ...orders: readonly Order[]) =>
  selfMatch({ selfMatch: 'deny' }, facts({ working: () => [{ orders }] }))?.(intent, account(), stock) ?? null
const resting = (price: OrderIntent['price'], overrides: Partial<Order> = {}) =>
  working(sell(1, { price, strategy: 't' }), { clientOrderId: 7, ...overrides })

test('an order that meets one of our own is denied', () => {
  expect(judge(buy(1, { price: limit(101) }), resting(limit(101)))).toEqual({
    code: 'SELF_MATCH',
    context: { instrument: 'X', with: 7, strategy: 't' },
  })
  const met: [OrderIntent, Order][] = [
    [buy(1), resting(market())],
    [buy(1), resting(limit(100))],
    [buy(1, { price: limit(100) }), resting(market())],
    [buy(1, { price: limit(102) }), resting(limitOnClose(101))],
    [buy(1, { price: marketOnClose() }), resting(marketOnClose())],
    [buy(1, { price: stop(100) }), resting(market())],
    [buy(1, { price: stopLimit(99, 101) }), resting(limit(101))],
    [buy(1, { price: marketIfTouched(100) }), resting(market())],
    [buy(1, { price: limitIfTouched(101, 101) }), resting(limit(101))],
    [buy(1), resting(stop(90), { status: 'triggered' })],
    [buy(1), resting(trailingStop({ amount: 5 }, 95), { status: 'triggered' })],
    [buy(1), resting(trailingStopLimit({ amount: 5 }, 1, 95), { status: 'triggered' })],
    [sell(1, { price: limit(99) }), working(buy(1, { price: limit(99) }))],
  ]
  for (const [intent, order] of met) expect(judge(intent, order)?.code).toBe('SELF_MATCH')
})

test('an order that does not reach it passes', () => {
  const missed: [OrderIntent, Order][] = [
    [buy(1, { price: limit(100.99) }), resting(limit(101))],
    [buy(1), resting(limit(100.01))],
    [buy(1, { price: limit(99.99) }), resting(market())],
    [buy(1), resting(stop(99))],
    [buy(1), resting(stopLimit(99, 98))],
    [buy(1), resting(trailingStop({ amount: 5 }, 95))],
    [buy(1), resting(trailingStopLimit({ amount: 5 }, 1, 95))],
    [buy(1), resting(marketIfTouched(101))],
    [buy(1, { price: stop(101) }), resting(market())],
    [buy(1, { price: limitIfTouched(99, 101) }), resting(limit(101))],
    [buy(1, { price: relative(0.01) }), resting(market())],
    [buy(1), resting(marketOnClose())],
    [buy(1, { price: marketOnClose() }), resting(market())],
    [buy(1), resting(market(), { parentId: 3, quantity: 0 })],
    [sell(1), resting(market())],
  ]
  for (const [intent, order] of missed) expect(judge(intent, order)).toBeNull()
})

test('what an order triggers is held to it as if it came now', () => {
  const triggers = (...children: readonly [Side, OrderIntent['price']][]) =>
    sell(1, { children: children.map(([side, price]) => ({ role: 'triggered', side, lots: 1, price })) })
  expect(judge(triggers(['buy', limit(101)]), resting(limit(101)))?.context).toMatchObject({ with: 7 })
  expect(judge(triggers(['buy', limit(100.99)]), resting(limit(101)))).toBeNull()
  const exit = { ...triggers(['buy', limit(101)]), reduceOnly: true }
  expect(judge(exit, resting(limit(101)))?.code).toBe('SELF_MATCH')
  expect(judge(triggers(['buy', limit(99)], ['sell', limit(99)]))).toEqual({
    code: 'SELF_MATCH',
    context: { instrument: 'X', with: 'triggered', strategy: 's' },
  })
  expect(judge(triggers(['buy', limit(99)], ['sell', limit(99.01)]))).toBeNull()
})

test('the order that it takes the place of is gone before it comes', () => {
  const order = resting(market())
  expect(
    selfMatch({ selfMatch: 'deny' }, facts({ replaces: order, working: () => [{ orders: [order] }] }))?.(buy(1), account(), stock),
  ).toBeNull()
})

test('an exit goes out, a missing rule refuses, and off is off', () => {
  expect(judge(buy(1, { reduceOnly: true }), resting(market()))).toBeNull()
  expect(selfMatch({ selfMatch: null }, facts())?.(buy(1), account(), stock)?.code).toBe('LIMIT_MISSING')
  expect(selfMatch({ selfMatch: 'unlimited' }, facts())).toBeNull()
})
