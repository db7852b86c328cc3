import { expect, test } from 'vitest'
import type { Breach } from '../../model/breach.js'
import type { OrderEvent } from '../../model/broker.js'
import type { Order } from '../../model/order.js'
import { buy, sell, working } from '../../model/order.testing.js'
import { RepeatedExecutions } from './repeated-executions.js'

const limit = { repeatedExecutions: { count: 10, seconds: 60 } } as const

function heardBy(events: readonly (readonly [time: number, order: Order, lots?: number])[]): Breach[] {
  const breaches: Breach[] = []
  const control = new RepeatedExecutions(limit, (breach) => breaches.push(breach))
  for (const [time, order, quantity = 1] of events)
    control.heard({ kind: 'filled', clientOrderId: 1, time, fill: { quantity }, done: true } as OrderEvent, order, time)
  return breaches
}

const bought = working(buy(1), { filledQuantity: 1 })
const fills = (count: number, order = bought, step = 6_000) => Array.from({ length: count }, (_, index) => [index * step, order] as const)

test('so many fills on one side within the window are a breach', () => {
  expect(heardBy(fills(10))).toEqual([
    {
      code: 'REPEATED_EXECUTION',
      severity: 'critical',
      strategy: 's',
      instrument: 'X',
      time: 54_000,
      context: { instrument: 'X', side: 'buy', fills: 10, window_s: 60 },
    },
  ])
})

test('one fewer is none, and so is the last of them a moment later', () => {
  expect(heardBy(fills(9))).toEqual([])
  expect(heardBy([...fills(9), [60_000, bought]])).toEqual([])
  expect(heardBy([...fills(9), [59_999, bought]])).toHaveLength(1)
})

test('the other side, another strategy and another instrument are counted by themselves', () => {
  const others = [sell(1), buy(1, { strategy: 't' }), buy(1, { instrument: 'Y' })].map((of) => working(of, { filledQuantity: 1 }))
  for (const other of others) expect(heardBy([...fills(9), ...fills(9, other).map(([time, order]) => [time, order] as const)])).toEqual([])
})

test('an order that fills in parts counts once', () => {
  const parts = Array.from({ length: 20 }, (_, index) => [index, working(buy(20), { filledQuantity: index + 1 })] as const)
  expect(heardBy(parts)).toEqual([])
})

test('what no strategy decided is not counted', () => {
  for (const role of ['liquidation', 'flatten', 'end-of-data', 'corporate-action'] as const)
    expect(heardBy(fills(30, working(sell(1, { role }), { filledQuantity: 1 }), 1))).toEqual([])
})

test('after a breach it counts from the beginning', () => {
  expect(heardBy(fills(19, bought, 1))).toHaveLength(1)
  expect(heardBy(fills(20, bought, 1))).toHaveLength(2)
})

test('a missing limit refuses what opens', () => {
  const control = new RepeatedExecutions({ repeatedExecutions: null }, () => undefined)
  expect(control.control(buy(1))).toEqual({ code: 'LIMIT_MISSING', context: { limit: 'repeatedExecutions' } })
  expect(control.control(sell(1, { reduceOnly: true }))).toBeNull()
  expect(new RepeatedExecutions(limit, () => undefined).control(buy(1))).toBeNull()
})
