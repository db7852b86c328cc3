import { expect, test } from 'vitest'
import type { OrderEvent } from '../../model/broker.js'
import type { ChildIntent, Order } from '../../model/order.js'
import { buy, sell, working } from '../../model/order.testing.js'
import { facts } from '../facts.testing.js'
import type { Limit } from '../limits.js'
import { DailyTrades } from './daily-trades.js'

function trades(entries: number, { openingOrders = 0, dailyTrades = 3 as Limit, filled = [] as readonly Order[] } = {}) {
  const day = { date: '2024-01-02' }
  const market = {
    ...facts({ sessionOf: () => day.date, openingOrders: () => openingOrders }),
    isChange: false,
    replaces: null as Order | null,
  }
  const control = new DailyTrades({ dailyTrades }, market)
  const all = [...Array.from({ length: entries }, () => working(buy(1), { filledQuantity: 1 })), ...filled]
  for (const order of all)
    control.heard({ kind: 'filled', clientOrderId: 1, time: 0, fill: { quantity: 1 }, done: true } as OrderEvent, order)
  return { control, day, market }
}

const triggered: ChildIntent = { role: 'triggered', side: 'buy', lots: 1, price: { type: 'market' } }

test('one entry more than a session may have is denied', () => {
  expect(trades(3).control.control(buy(1))).toEqual({ code: 'DAILY_TRADES', context: { would_be: 4, limit: 3 } })
  expect(trades(1, { openingOrders: 2 }).control.control(buy(1))?.code).toBe('DAILY_TRADES')
  expect(trades(0, { dailyTrades: 0 }).control.control(buy(1))?.code).toBe('DAILY_TRADES')
})

test('the last entry of the session passes, and the first of the next', () => {
  expect(trades(2).control.control(buy(1))).toBeNull()
  expect(trades(1, { openingOrders: 1 }).control.control(buy(1))).toBeNull()
  const { control, day } = trades(3)
  day.date = '2024-01-03'
  expect(control.control(buy(1))).toBeNull()
})

test('what an order triggers are trades of their own', () => {
  expect(trades(0).control.control(buy(1, { children: [triggered, triggered] }))).toBeNull()
  expect(trades(0).control.control(buy(1, { children: [triggered, triggered, triggered] }))?.context).toMatchObject({ would_be: 4 })
  expect(trades(2).control.control(sell(1, { reduceOnly: true, children: [triggered] }))).toBeNull()
  expect(trades(3).control.control(sell(1, { reduceOnly: true, children: [triggered] }))?.code).toBe('DAILY_TRADES')
})

test('exits, later parts of an order and other strategies do not count', () => {
  const filled = [
    working(sell(1, { reduceOnly: true }), { filledQuantity: 1 }),
    working(buy(5), { filledQuantity: 2 }),
    working(buy(1, { strategy: 't' }), { filledQuantity: 1 }),
    working(sell(1, { reduceOnly: true, children: [triggered] }), { filledQuantity: 1 }),
  ]
  expect(trades(2, { filled }).control.control(buy(1))).toBeNull()
})

test('a change of an order that has begun to fill is the same trade', () => {
  const { control, market } = trades(3)
  expect(control.control(buy(4))?.code).toBe('DAILY_TRADES')
  market.isChange = true
  expect(control.control(buy(4))).toBeNull()
})

test('a change of an order that waits to fill is the trade that it is counted as', () => {
  const { control, market } = trades(2, { openingOrders: 1 })
  market.isChange = true
  expect(control.control(buy(4))).toBeNull()
})

test('what only reduces passes, a missing limit refuses', () => {
  expect(trades(9).control.control(sell(1, { reduceOnly: true }))).toBeNull()
  expect(trades(0, { dailyTrades: null }).control.control(buy(1))?.code).toBe('LIMIT_MISSING')
})
