import { expect, test } from 'vitest'
import { flatBars, handSeries, START } from '../../../tests/fixtures/series.js'
import { BarFeed } from '../../engine/time/bar-feed.js'
import type { OrderEvent } from '../../model/broker.js'
import { buy, sell } from '../../model/order.testing.js'
import { DAY_MS } from '../../model/time.js'
import { fillOf } from '../../portfolio/fill.testing.js'
import { beginCheck, filled, runInside, submit } from './run-inside.testing.js'
import { splitOrders } from './split-orders.js'

const time = START + DAY_MS

/** What is found of a stop of ten at 90 over a split of 2:1, after what the venue says of it. */
function overSplit(says: Partial<Extract<OrderEvent, { kind: 'updated' }>> | 'canceled' | null) {
  const series = handSeries('X', flatBars(100, 50), { instrument: { tick: 0.01 } })
  const feed = new BarFeed([{ ...series, actions: [{ kind: 'split', exDate: '2024-01-02', ratio: 2 }] }])
  const check = beginCheck(splitOrders, runInside({}, { feed }))
  check.sent?.(submit(1, sell(10, { reduceOnly: true, price: { type: 'stop', trigger: 90.01 } })), START)
  check.told?.({ kind: 'accepted', clientOrderId: 1, time: START }, START)
  expect(check.afterTime?.(START)).toBeNull()
  const order = { clientOrderId: 1, time }
  if (says === 'canceled') check.told?.({ ...order, kind: 'canceled', why: 'split' }, time)
  else if (says !== null) check.told?.({ ...order, kind: 'updated', price: { type: 'stop', trigger: 45 }, quantity: 20, ...says }, time)
  return check.afterTime?.(time)
}

test('an order goes on at half the price for twice the lots, on a tick, or ends', () => {
  expect(overSplit({})).toBeNull()
  expect(overSplit('canceled')).toBeNull()
})

test('one that was forgotten, or of which only the lots or the price were put right, is told', () => {
  expect(overSplit(null)).toMatchObject({ context: { left: 10, should: 20 } })
  expect(overSplit({ quantity: 10 })).toMatchObject({ context: { left: 10 } })
  expect(overSplit({ price: { type: 'stop', trigger: 90.01 } })).toMatchObject({ context: { left: 20 } })
})

test.each([
  ['one that waits for another to fill is asleep, and is told of as it wakes', false, null],
  ['one that woke before the split is not', true, { context: { order: 2, left: 10, should: 20 } }],
])('%s', (_, hasFilled, found) => {
  const series = handSeries('X', flatBars(100, 50), { instrument: { tick: 0.01 } })
  const feed = new BarFeed([{ ...series, actions: [{ kind: 'split', exDate: '2024-01-02', ratio: 2 }] }])
  const check = beginCheck(splitOrders, runInside({}, { feed }))
  const child = buy(10, { role: 'triggered', price: { type: 'limit', limit: 98 } })
  check.sent?.(submit(1, buy(10), { childIds: [2], childIntents: [child] }), START)
  for (const clientOrderId of [1, 2]) check.told?.({ kind: 'accepted', clientOrderId, time: START }, START)
  if (hasFilled) check.told?.(filled(fillOf(10, 100, { time: START })), START)
  else check.told?.({ kind: 'canceled', clientOrderId: 1, time: START, why: '' }, START)
  expect(check.afterTime?.(time) ?? null).toEqual(found === null ? null : expect.objectContaining(found))
})
