import { describe, expect, test } from 'vitest'
import { instrument } from '../../model/instrument.js'
import type { OrderIntent } from '../../model/order.js'
import { buy, sell } from '../../model/order.testing.js'
import { limit, stop } from '../../model/order-price.js'
import { account } from '../account.testing.js'
import type { AccountState } from '../control.js'
import { maxOrderValue } from './max-order-value.js'

const stock = instrument('X', 'equity')
const limits = { orderValue: 25_000, orderEquity: 0.05 } as const
const judge = (intent: OrderIntent, state: Partial<AccountState> = {}, given: Parameters<typeof maxOrderValue>[0] = limits) =>
  maxOrderValue(given)?.(intent, account(state), stock) ?? null

test('an order a cent above the smaller bound is denied', () => {
  expect(judge(buy(50, { price: limit(100.01) }))).toEqual({ code: 'MAX_ORDER_VALUE', context: { would_be: 5_000.5, limit: 5_000 } })
  expect(judge(buy(0, { quantity: { notional: 5_000.01 } }))?.code).toBe('MAX_ORDER_VALUE')
  expect(judge(buy(251), { equity: 1_000_000 })).toEqual({ code: 'MAX_ORDER_VALUE', context: { would_be: 25_100, limit: 25_000 } })
})

test('an order at the bound passes', () => {
  expect(judge(buy(50))).toBeNull()
  expect(judge(buy(0, { quantity: { notional: 5_000 } }))).toBeNull()
  expect(judge(buy(250), { equity: 1_000_000 })).toBeNull()
})

describe('what an order is worth', () => {
  test.each<[string, OrderIntent]>([
    ['a sell far below the mark fills at the mark', sell(51, { price: limit(1) })],
    ['a buy stop above the mark fills there', buy(50, { price: stop(101) })],
    ['what it triggers is an order too', buy(1, { children: [{ role: 'triggered', side: 'buy', lots: 51, price: { type: 'market' } }] })],
    [
      'an exit that triggers an entry does not only reduce',
      sell(1, { reduceOnly: true, children: [{ role: 'triggered', side: 'sell', lots: 51, price: { type: 'market' } }] }),
    ],
  ])('%s', (_, intent) => {
    expect(judge(intent)?.code).toBe('MAX_ORDER_VALUE')
  })

  test('in another currency is turned into the account’s own', () => {
    expect(judge(buy(46), { rate: 1.1 })?.context).toEqual({ would_be: 5_060, limit: 5_000 })
    expect(judge(buy(45), { rate: 1.1 })).toBeNull()
  })
})

describe('what is missing refuses', () => {
  test.each([null, undefined, Number.NaN])('a limit of %s', (missing) => {
    expect(judge(buy(1), {}, { orderValue: missing, orderEquity: 0.05 })).toEqual({
      code: 'LIMIT_MISSING',
      context: { limit: 'orderValue' },
    })
    expect(judge(buy(1), {}, { orderValue: 25_000, orderEquity: missing })?.context).toEqual({ limit: 'orderEquity' })
  })

  test('equity that nobody knows, a mark, a negative equity', () => {
    expect(judge(buy(1), { equity: Number.NaN })?.code).toBe('EQUITY_UNKNOWN')
    expect(judge(buy(1), { referencePrice: Number.NaN })?.code).toBe('NO_REFERENCE_PRICE')
    expect(judge(buy(1), { equity: -1 })?.code).toBe('MAX_ORDER_VALUE')
  })
})

test('what only reduces passes, whatever is missing', () => {
  expect(judge(sell(1_000_000, { reduceOnly: true }), {}, {})).toBeNull()
})

test('unlimited in words bounds nothing, one of the two only itself', () => {
  expect(maxOrderValue({ orderValue: 'unlimited', orderEquity: 'unlimited' })).toBeNull()
  expect(judge(buy(251), {}, { orderValue: 25_000, orderEquity: 'unlimited' })?.code).toBe('MAX_ORDER_VALUE')
  expect(judge(buy(250), {}, { orderValue: 25_000, orderEquity: 'unlimited' })).toBeNull()
})

test('a notional is an amount of the instrument’s currency, and the bound one of the account’s', () => {
  const notional = (amount: number) => judge(buy(0, { quantity: { notional: amount } }), { rate: 1.25 })
  expect(notional(4_000.01)).toEqual({ code: 'MAX_ORDER_VALUE', context: { would_be: 5_000.01, limit: 5_000 } })
  expect(notional(4_000)).toBeNull()
})

test('an exit that triggers another order is not held to it itself', () => {
  const exits = (lots: number) =>
    sell(1000, { reduceOnly: true, children: [{ role: 'triggered', side: 'buy', lots, price: { type: 'market' } }] })
  const control = maxOrderValue({ orderValue: 25_000, orderEquity: 'unlimited' })
  expect(control?.(exits(250), account(), stock)).toBeNull()
  expect(control?.(exits(251), account(), stock)?.context).toEqual({ would_be: 25_100, limit: 25_000 })
})
