import { expect, test } from 'vitest'
import { instrument } from '../../model/instrument.js'
import type { OrderIntent } from '../../model/order.js'
import { buy, sell } from '../../model/order.testing.js'
import { account } from '../account.testing.js'
import { facts } from '../facts.testing.js'
import type { Limit } from '../limits.js'
import { maxOrderSize } from './max-order-size.js'

const stock = instrument('X', 'equity')
const judge = (intent: OrderIntent, volume = 12_345, orderVolume: Limit = 0.01) =>
  maxOrderSize({ orderVolume }, facts({ averageDailyLots: () => volume }))?.(intent, account(), stock) ?? null

test('an order a lot above the share of volume is denied', () => {
  expect(judge(buy(124))).toEqual({ code: 'MAX_ORDER_SIZE', context: { would_be: 124, limit: 123 } })
  expect(judge(sell(124))?.code).toBe('MAX_ORDER_SIZE')
  expect(judge(buy(0, { quantity: { notional: 12_301 } }))?.code).toBe('MAX_ORDER_SIZE')
  expect(judge(buy(1, { children: [{ role: 'triggered', side: 'sell', lots: 124, price: { type: 'market' } }] }))?.code).toBe(
    'MAX_ORDER_SIZE',
  )
})

test('an order of the share of volume passes', () => {
  expect(judge(buy(123))).toBeNull()
  expect(judge(buy(0, { quantity: { notional: 12_300 } }))).toBeNull()
})

test('volume that nobody knows refuses, a missing limit too, unless it is unlimited in words', () => {
  expect(judge(buy(1), 0)).toEqual({ code: 'VOLUME_UNKNOWN', context: { instrument: 'X' } })
  expect(judge(buy(1), Number.NaN)?.code).toBe('VOLUME_UNKNOWN')
  expect(judge(buy(1), 100_000, null)).toEqual({ code: 'LIMIT_MISSING', context: { limit: 'orderVolume' } })
  expect(judge(buy(1_000), 0, 'unlimited')).toBeNull()
})

test('what only reduces passes', () => {
  expect(judge(sell(1_000_000, { reduceOnly: true }), 0)).toBeNull()
})
