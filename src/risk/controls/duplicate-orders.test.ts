import { expect, test } from 'vitest'
import type { OrderIntent } from '../../model/order.js'
import { buy, sell, working } from '../../model/order.testing.js'
import { limit, trailingStop } from '../../model/order-price.js'
import { facts } from '../facts.testing.js'
import type { Limit } from '../limits.js'
import { DuplicateOrders } from './duplicate-orders.js'

const first = buy(10, { price: limit(99) })

/** Sends the first order at 0 and judges another one later. */
function judge(second: OrderIntent, later = 999, replaces = false, duplicateSeconds: Limit = 1, before = first) {
  const market = { ...facts(), now: later, replaces: replaces ? working(before) : null }
  const control = new DuplicateOrders({ duplicateSeconds }, market)
  control.sent(before, false, 0)
  return control.control(second)
}

test('the same order again within the window is denied', () => {
  expect(judge(first)).toEqual({ code: 'DUPLICATE_ORDER', context: { instrument: 'X', side: 'buy', ago_ms: 999, window_s: 1 } })
  expect(judge({ ...first, tag: 'another' }, 0)?.code).toBe('DUPLICATE_ORDER')
  expect(judge({ ...first, timeInForce: 'DAY', reason: 'again' })?.code).toBe('DUPLICATE_ORDER')
})

test('a lot, a cent, a side or a moment makes another order of it', () => {
  expect(judge(first, 1_000)).toBeNull()
  expect(judge(buy(11, { price: limit(99) }))).toBeNull()
  expect(judge(buy(10, { price: limit(99.01) }))).toBeNull()
  expect(judge(sell(10, { price: limit(99) }))).toBeNull()
  expect(judge(buy(10))).toBeNull()
  expect(judge({ ...first, strategy: 't' })).toBeNull()
  expect(judge({ ...first, instrument: 'Y' })).toBeNull()
  expect(judge(buy(0, { price: limit(99), quantity: { notional: 10 } }))).toBeNull()
})

test('trailing stops differ by their trail', () => {
  const trailing = (fraction: number) => buy(10, { price: trailingStop({ fraction }) })
  expect(judge(trailing(0.1), 0, false, 1, trailing(0.1))?.code).toBe('DUPLICATE_ORDER')
  expect(judge(trailing(0.2), 0, false, 1, trailing(0.1))).toBeNull()
})

test('an order that takes the place of one under its key is no duplicate of it, of another it is', () => {
  expect(judge(first, 0, true)).toBeNull()
  expect(judge({ ...first, tag: 'another' }, 0, true)?.code).toBe('DUPLICATE_ORDER')
})

test('what only reduces passes, and a missing limit refuses', () => {
  const exit = sell(10, { reduceOnly: true })
  expect(judge(exit, 0, false, 1, exit)).toBeNull()
  expect(judge(sell(10), 0, false, 1, exit)).toBeNull()
  expect(judge(buy(1), 0, false, null)).toEqual({ code: 'LIMIT_MISSING', context: { limit: 'duplicateSeconds' } })
})

test('what an order triggers is an order of its own', () => {
  const triggering = (...lots: readonly number[]) =>
    buy(10, { children: lots.map((one) => ({ role: 'triggered', side: 'buy', lots: one, price: limit(99) })) })
  expect(judge(triggering(7, 7), 999, false, 1, sell(1))?.context).toMatchObject({ side: 'buy', ago_ms: 0 })
  expect(judge({ ...triggering(10), price: limit(99) }, 999, false, 1, sell(1))?.code).toBe('DUPLICATE_ORDER')
  expect(judge(triggering(7, 8), 999, false, 1, sell(1))).toBeNull()
  expect(judge(triggering(10))?.context).toMatchObject({ ago_ms: 999 })
  expect(judge(first, 999, false, 1, triggering(10))?.context).toMatchObject({ ago_ms: 999 })
})

test('what was sent before the window is forgotten', () => {
  const market = { ...facts(), now: 1_500 }
  const control = new DuplicateOrders({ duplicateSeconds: 1 }, market)
  for (const time of [0, 100, 1_400]) control.sent(buy(time + 1), false, time)
  expect(control.control(buy(1))).toBeNull()
  expect(control.control(buy(1_401))?.code).toBe('DUPLICATE_ORDER')
})
