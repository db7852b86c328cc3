import { expect, test } from 'vitest'
import { flatBars, handSeries, START } from '../../../tests/fixtures/series.js'
import { BarFeed } from '../../engine/time/bar-feed.js'
import { sell } from '../../model/order.testing.js'
import { DAY_MS } from '../../model/time.js'
import { fillOf } from '../../portfolio/fill.testing.js'
import { beginCheck, filled, runInside, submit } from './run-inside.testing.js'
import { splitOrders } from './split-orders.js'

const split = START + DAY_MS

/** What is found of a stop at a price after a split of 2:1, where one at 90.01 over ten ended at a time, after what was said of it. */
function putBackAt(trigger: number, { endedAt = split, isRestated = false, filledAt = START } = {}) {
  const series = handSeries('X', flatBars(100, 50, 50), { instrument: { tick: 0.01 } })
  const feed = new BarFeed([{ ...series, actions: [{ kind: 'split', exDate: '2024-01-02', ratio: 2 }] }])
  const clock = { now: START }
  const check = beginCheck(splitOrders, runInside({}, { feed, clock }))
  const stop = (at: number) => sell(10, { role: 'stop', reduceOnly: true, price: { type: 'stop', trigger: at } })
  check.sent?.(submit(1, stop(90.01)), START)
  clock.now = filledAt
  check.afterEvent?.(filled(fillOf(10, 100, { time: filledAt, clientOrderId: 7 })), filledAt)
  clock.now = endedAt
  const price = { type: 'stop', trigger: 45 } as const
  if (isRestated) check.afterEvent?.({ kind: 'updated', clientOrderId: 1, time: endedAt, price, quantity: 20 }, endedAt)
  check.afterEvent?.({ kind: 'canceled', clientOrderId: 1, time: endedAt, why: 'lost' }, endedAt)
  clock.now = split + 1
  return check.sent?.(submit(2, stop(trigger)), split + 1)
}

test.each([
  ['as the shares split', { endedAt: split }, '45'],
  ['before', { endedAt: START + 1 }, '45.005'],
])('a stop that ended %s comes back at half the price, on a tick', (_, lost, should) => {
  expect(putBackAt(45, lost)).toBeNull()
  expect(putBackAt(45.01, lost)).toBeNull()
  expect(putBackAt(90.01, lost)).toMatchObject({ context: { order: 2, trigger: 90.01, should } })
})

test('one that the venue had put into the new shares comes back as it stood in those', () => {
  expect(putBackAt(45, { isRestated: true })).toBeNull()
})

test('neither does that of a position that was opened after it', () => {
  expect(putBackAt(90.01, { endedAt: START, filledAt: START + 1 })).toBeNull()
})
