import { expect, test } from 'vitest'
import { instrument } from '../model/instrument.js'
import { fillOf } from './fill.testing.js'
import { Holding } from './holding.js'

test('a fill from before a split counts in the lots and prices of today, for the same costs', () => {
  const holding = new Holding(instrument('X', 'equity'), 0, 0)
  holding.split(4, 25, 10)
  holding.split(0.5, 200, 20)
  const fill = fillOf(10, 100, { referencePrice: 96, fee: 1, slippage: 40, time: 9, priceSource: 'open' })
  expect(holding.restated(fill)).toEqual({ ...fill, quantity: 20, price: 50, referencePrice: 48 })
  expect(holding.restated({ ...fill, time: 10 })).toEqual({ ...fill, time: 10, quantity: 5, price: 200, referencePrice: 192 })
  expect(holding.restated({ ...fill, time: 20 })).toEqual({ ...fill, time: 20 })
  const inside = { ...fill, time: 20, priceSource: 'limit' } as const
  expect(holding.restated(inside)).toEqual({ ...inside, quantity: 5, price: 200, referencePrice: 192 })
})

test('bars go by a strategy that is flat while another holds the instrument', () => {
  const holding = new Holding(instrument('X', 'equity'), 0, 0)
  const [left, stayed] = [holding.position('a'), holding.position('b')]
  holding.isTracked = true
  left.apply(fillOf(10, 100, { barIndex: 0 }), 1, 'in', null, 1, 1)
  stayed.apply(fillOf(10, 100, { barIndex: 0 }), 2, 'in', null, 1, 1)
  const prices = Float64Array.of(100, 100, 100)
  const columns = { length: 3, openTime: prices, closeTime: prices, open: prices, high: prices, low: prices, close: prices, volume: prices }
  holding.close(columns, 1)
  left.apply(fillOf(-10, 100, { barIndex: 2 }), 3, 'out', null, 1, 1)
  holding.close(columns, 2)
  expect([left.lastBar, stayed.lastBar]).toEqual([1, 2])
})
