import { expect, test } from 'vitest'
import { instrument } from '../../model/instrument.js'
import type { OrderIntent } from '../../model/order.js'
import { buy, sell, working } from '../../model/order.testing.js'
import { limit, stop, trailingStop } from '../../model/order-price.js'
import { account } from '../account.testing.js'
import { facts } from '../facts.testing.js'
import { overExit } from './over-exit.js'

const stock = instrument('X', 'equity')
const leaves = (lots: number, overrides: Partial<OrderIntent> = {}) => sell(lots, { role: 'exit', reduceOnly: true, ...overrides })
/** Ten lots to close, some of which other exits close already. */
const judge = (intent: OrderIntent, beside = 0) =>
  overExit({ overExit: 'deny' }, facts({ closable: () => 10, exitsBeside: () => beside }))?.(intent, account(), stock)

test('an exit a lot beyond the position is denied', () => {
  expect(judge(leaves(7), 4)).toEqual({ code: 'OVER_EXIT', context: { would_be: 11, limit: 10 } })
  expect(judge(leaves(11, { price: limit(110) }))?.code).toBe('OVER_EXIT')
  expect(judge(leaves(1, { role: 'rebalance' }), 10)?.code).toBe('OVER_EXIT')
})

test('exits that come to the position pass', () => {
  expect(judge(leaves(6), 4)).toBeNull()
  expect(judge(leaves(0.1 + 0.2), 9.7)).toBeNull()
})

test('what opens is no exit, and neither is protection: the supervisor keeps it to what is held', () => {
  expect(judge(sell(11), 10)).toBeNull()
  expect(judge(buy(11), 10)).toBeNull()
  for (const price of [stop(90), trailingStop({ amount: 5 })]) expect(judge(leaves(10, { price }), 10)).toBeNull()
  for (const role of ['stop', 'target'] as const) expect(judge(leaves(10, { role, price: limit(110) }), 10)).toBeNull()
})

test('a change that asks for no more than the order has passes, though the position has shrunk', () => {
  const replaces = working(leaves(10), { quantity: 10, filledQuantity: 2 })
  const change = (lots: number, isChange = true) =>
    overExit({ overExit: 'deny' }, facts({ replaces, isChange, closable: () => 5 }))?.(leaves(lots), account(), stock)?.code
  expect([change(8), change(9), change(8, false)]).toEqual([undefined, 'OVER_EXIT', 'OVER_EXIT'])
})

test('a missing rule refuses what opens and holds exits to their position, and off is off', () => {
  const missing = overExit({ overExit: null }, facts({ closable: () => 10 }))
  expect(missing?.(buy(1), account(), stock)).toEqual({ code: 'LIMIT_MISSING', context: { limit: 'overExit' } })
  expect([missing?.(leaves(10), account(), stock), missing?.(leaves(11), account(), stock)?.code]).toEqual([null, 'OVER_EXIT'])
  expect(overExit({ overExit: 'unlimited' }, facts())).toBeNull()
})
