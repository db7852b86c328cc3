import { expect, test } from 'vitest'
import { instrument } from '../../model/instrument.js'
import type { OrderIntent } from '../../model/order.js'
import { buy, sell } from '../../model/order.testing.js'
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
import type { Limit } from '../limits.js'
import { priceTolerance } from './price-tolerance.js'

const stock = instrument('X', 'equity')
const judge = (intent: OrderIntent, share: Limit = 0.03, mark = 100) =>
  priceTolerance({ priceTolerance: share })?.(intent, account({ referencePrice: mark }), stock) ?? null

test('a limit a cent beyond the tolerance is denied', () => {
  expect(judge(buy(1, { price: limit(103.01) }))).toEqual({
    code: 'PRICE_TOLERANCE',
    context: { price: 103.01, limit: 103, reference: 100 },
  })
  expect(judge(sell(1, { price: limit(96.99) }))?.context).toEqual({ price: 96.99, limit: 97, reference: 100 })
  expect(judge(buy(1, { price: limitOnClose(103.01) }))?.code).toBe('PRICE_TOLERANCE')
  expect(judge(buy(1, { price: stopLimit(110, 113.31) }))?.context).toMatchObject({ reference: 110 })
  expect(judge(sell(1, { price: limitIfTouched(110, 106.69) }))?.code).toBe('PRICE_TOLERANCE')
  expect(judge(sell(1, { price: trailingStopLimit({ fraction: 0.1 }, 3.01) }))?.code).toBe('PRICE_TOLERANCE')
  expect(judge(buy(1, { price: relative(3.01) }))?.code).toBe('PRICE_TOLERANCE')
  expect(judge(buy(1, { children: [{ role: 'triggered', side: 'buy', lots: 1, price: limit(103.01) }] }))?.code).toBe('PRICE_TOLERANCE')
})

test('a limit at the tolerance passes', () => {
  expect(judge(buy(1, { price: limit(103) }))).toBeNull()
  expect(judge(sell(1, { price: limit(97) }))).toBeNull()
  expect(judge(buy(1, { price: stopLimit(110, 113.3) }))).toBeNull()
  expect(judge(sell(1, { price: trailingStopLimit({ fraction: 0.1 }, 3, 90) }))?.code).toBe('PRICE_TOLERANCE')
  expect(judge(sell(1, { price: trailingStopLimit({ fraction: 0.1 }, 2.7, 90) }))).toBeNull()
  expect(judge(buy(1, { price: relative(3.01, 102) }))).toBeNull()
})

test('a trigger that the mark has reached already is nothing to wait for', () => {
  expect(judge(buy(1, { price: limitIfTouched(200, 206) }))?.context).toEqual({ price: 206, limit: 103, reference: 100 })
  expect(judge(sell(1, { price: limitIfTouched(50, 48.5) }))?.context).toEqual({ price: 48.5, limit: 97, reference: 100 })
  expect(judge(buy(1, { price: limitIfTouched(200, 103) }))).toBeNull()
  expect(judge(buy(1, { price: stopLimit(99, 103) }))).toBeNull()
  expect(judge(buy(1, { price: limitIfTouched(99.99, 102.98) }))).toBeNull()
  expect(judge(buy(1, { price: limitIfTouched(99.99, 102.99) }))?.context).toMatchObject({ reference: 99.99 })
  expect(judge(sell(1, { price: trailingStopLimit({ fraction: 0.1 }, 4, 101) }))).toBeNull()
  expect(judge(sell(1, { price: trailingStopLimit({ fraction: 0.1 }, 4.01, 101) }))?.context).toMatchObject({ reference: 100 })
})

test('a limit that waits for a better price is held to nothing', () => {
  expect(judge(buy(1, { price: limit(1) }))).toBeNull()
  expect(judge(sell(1, { price: limit(1_000) }))).toBeNull()
})

test.each([market(), marketOnClose(), stop(150), marketIfTouched(50), trailingStop({ fraction: 0.1 })])(
  'an order without a limit has none to judge: %j',
  (price) => {
    expect(judge(buy(1, { price }))).toBeNull()
  },
)

test('below zero the tolerance is of the size of the price', () => {
  expect(judge(buy(1, { price: limit(-36.4) }), 0.03, -37.63)?.code).toBe('PRICE_TOLERANCE')
  expect(judge(buy(1, { price: limit(-36.6) }), 0.03, -37.63)).toBeNull()
})

test('without a mark, or a limit, nothing passes that has a price', () => {
  expect(judge(buy(1, { price: limit(100) }), 0.03, Number.NaN)).toEqual({ code: 'NO_REFERENCE_PRICE', context: { instrument: 'X' } })
  expect(judge(buy(1, { price: limit(100) }), null)).toEqual({ code: 'LIMIT_MISSING', context: { limit: 'priceTolerance' } })
  expect(judge(buy(1), null)).toMatchObject({ code: 'LIMIT_MISSING' })
  expect(judge(buy(1, { price: limit(500) }), 'unlimited')).toBeNull()
  expect(judge(sell(1, { price: limit(1), reduceOnly: true }))).toBeNull()
})
