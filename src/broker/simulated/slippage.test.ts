import { expect, test } from 'vitest'
import { instrument } from '../../model/instrument.js'
import { buy, sell } from '../../model/order.testing.js'
import { limit, type OrderPrice, stop, stopLimit } from '../../model/order-price.js'
import { bpsSlippage, noSlippage, type SlippageModel, tickSlippage, volumeShareSlippage } from './slippage.js'
import { TestVenue } from './venue.testing.js'

const cents = instrument('X', 'equity', { calendar: '24/7' })
const untick = instrument('X', 'crypto')
const quarters = instrument('X', 'future', { tick: 0.25 })

test.each<[string, SlippageModel, typeof cents, number, number, number]>([
  ['nothing', noSlippage, cents, 100, 100, 100],
  ['one tick of a cent', tickSlippage(1), cents, 100, 100.01, 99.99],
  ['three ticks of a quarter', tickSlippage(3), quarters, 5000, 5000.75, 4999.25],
  ['a tick counts as a basis point where there is no tick', tickSlippage(2), untick, 100, 100.02, 99.98],
  ['basis points of the price', bpsSlippage(5), untick, 200, 200.1, 199.9],
  ['basis points end on the worse tick', bpsSlippage(1), cents, 33.37, 33.38, 33.36],
  ['basis points of a price below zero are still a loss', bpsSlippage(10), untick, -40, -39.96, -40.04],
  ['ticks on a price below zero', tickSlippage(1), quarters, -40, -39.75, -40.25],
])('slips by %s', (_, model, what, price, bought, sold) => {
  expect(model(price, 1, what, 0)).toBeCloseTo(bought, 10)
  expect(model(price, -1, what, 0)).toBeCloseTo(sold, 10)
})

test('volume share slips by the square of our part of the volume', () => {
  const model = volumeShareSlippage(0.1)
  expect(model(100, 1, untick, 0.5)).toBeCloseTo(100 + 100 * 0.1 * 0.25, 12)
  expect(model(100, -1, untick, 0.5)).toBeCloseTo(100 - 100 * 0.1 * 0.25, 12)
  expect(model(100, 1, cents, 0.1)).toBe(100.1)
  expect(model(100, -1, cents, 0.11)).toBe(99.87)
  expect(model(100, 1, untick, 0)).toBe(100)
})

test('the venue tells the model what part of the bar the fill takes, the cap in it', () => {
  const shares: number[] = []
  const spy: SlippageModel = (price, _side, _instrument, share) => {
    shares.push(share)
    return price
  }
  const venue = new TestVenue(
    [
      [100, 101, 99, 100, 1000],
      [100, 101, 99, 100, 200],
    ],
    { policy: { slippage: spy, participation: 0.2 }, instrument: instrument('X', 'crypto', { lot: 5 }) },
  )
  venue.submit(buy(44))
  venue.run()
  expect(venue.fills.map((fill) => fill.quantity)).toEqual([40, 4])
  expect(shares).toEqual([0.2, 0.1])
})

test('without a known volume the share is zero', () => {
  const venue = new TestVenue([[100, 101, 99, 100]], { policy: { slippage: volumeShareSlippage(1) } })
  venue.submit(buy(1_000_000))
  venue.run()
  expect(venue.trades).toEqual(['1 buy 1000000 @ 100'])
})

test.each<[string, OrderPrice, OrderPrice]>([
  ['a limit', limit(100), limit(100)],
  ['a limit that gaps', limit(106), limit(94)],
  ['a stop-limit at its trigger', stopLimit(103, 104), stopLimit(97, 96)],
  ['a stop-limit that gaps', stopLimit(99, 102), stopLimit(101, 98)],
])('%s never slips', (_, buyAt, sellAt) => {
  for (const one of [buy(1, { price: buyAt }), sell(1, { price: sellAt })]) {
    const venue = new TestVenue([[100, 105, 95, 100]], { policy: { slippage: tickSlippage(7) }, instrument: cents })
    venue.submit(one)
    venue.run()
    expect(venue.fills).toHaveLength(1)
    expect(venue.fills[0]?.price).toBe(venue.fills[0]?.referencePrice)
    expect(venue.fills[0]?.slippage).toBeCloseTo(0, 12)
  }
})

test.each<[string, number, number, 'buy' | 'sell', OrderPrice]>([
  ['a market order', 100, 100.02, 'buy', { type: 'market' }],
  ['a market order', 100, 99.98, 'sell', { type: 'market' }],
  ['a stop', 103, 103.02, 'buy', stop(103)],
  ['a stop', 97, 96.98, 'sell', stop(97)],
  ['a stop that gaps', 100, 100.02, 'buy', stop(99)],
  ['a stop that gaps', 100, 99.98, 'sell', stop(101)],
])('%s slips from %d to %d', (_, reference, price, side, at) => {
  const venue = new TestVenue([[100, 105, 95, 100]], {
    policy: { slippage: tickSlippage(2) },
    instrument: instrument('X', 'equity', { calendar: '24/7', multiplier: 50 }),
  })
  venue.submit((side === 'buy' ? buy : sell)(3, { price: at }))
  venue.run()
  expect(venue.fills).toMatchObject([{ price, referencePrice: reference }])
  expect(venue.fills[0]?.slippage).toBeCloseTo(0.02 * 3 * 50, 9)
})
