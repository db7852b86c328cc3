import { describe, expect, test } from 'vitest'
import { instrument } from '../../model/instrument.js'
import type { OrderIntent } from '../../model/order.js'
import { bracket, buy, sell } from '../../model/order.testing.js'
import { limit, limitOnClose, market, marketOnClose, type OrderPrice, stop } from '../../model/order-price.js'
import { type EpochMs, MINUTE_MS } from '../../model/time.js'
import { tickSlippage } from './slippage.js'
import { type BarTimes, type HandBar, TestVenue, type VenueOptions } from './venue.testing.js'

const etf = instrument('X', 'etf', { tick: 0.01 })
const at = (time: string, date = '2023-11-22'): EpochMs => Date.parse(`${date}T${time}:00-05:00`)
const minute = (time: string, date?: string): BarTimes => [at(time, date), at(time, date) + MINUTE_MS]

/** The last minutes of a day, and the first of the next trading day, which closes early. */
const around = ['15:40', '15:58', '15:59']
  .map((time) => minute(time))
  .concat([minute('09:30', '2023-11-24'), minute('12:59', '2023-11-24')])
const bars: readonly HandBar[] = [
  [100, 101, 99, 100, 100],
  [101, 102, 100, 101, 100],
  [102, 103, 101, 102.5, 100],
  [104, 105, 103, 104, 100],
  [106, 107, 105, 106, 100],
]

function venueOf(options: VenueOptions = {}, times: readonly BarTimes[] = around): TestVenue {
  return new TestVenue(bars.slice(0, times.length), { times, instrument: etf, ...options })
}

const fills = (venue: TestVenue): [number, number, string, number][] =>
  venue.fills.map(({ clientOrderId, price, rule, barIndex }) => [clientOrderId, price, rule, barIndex])

describe('the closing auction', () => {
  test('market-on-close fills at the close of the session’s last bar and nowhere before, without slippage', () => {
    const venue = venueOf({ policy: { slippage: tickSlippage(5) } })
    venue.submit(buy(1, { price: marketOnClose(), timeInForce: 'DAY' }))
    venue.run()
    expect(fills(venue)).toEqual([[1, 102.5, 'market-at-close', 2]])
    expect(venue.fills[0]).toMatchObject({ time: at('16:00'), priceSource: 'close', slippage: 0 })
  })

  test.each([Number.NaN, 0])('at a close of %d, which is no price, has no print', (none) => {
    const venue = new TestVenue([...bars.slice(0, 2), [102, 103, 101, none, 100]], { times: around.slice(0, 3), instrument: etf })
    venue.submit(buy(1, { price: marketOnClose() }))
    venue.run()
    expect([fills(venue), venue.told('expired')]).toEqual([[], ['expired 1: market-on-close ended with the closing auction']])
  })

  test('at an early close it is at 13:00', () => {
    const venue = venueOf()
    venue.run(3)
    venue.submit(sell(1, { price: marketOnClose() }), at('16:00'))
    venue.run()
    expect(fills(venue)).toEqual([[1, 106, 'market-at-close', 4]])
  })

  test.each([
    [103, [[1, 102.5, 'limit-at-close', 2]]],
    [102.5, [[1, 102.5, 'limit-at-close', 2]]],
    [102.49, []],
  ] as const)('limit-on-close at %d: at the close when that is as good, else not at all', (price, filled) => {
    const venue = venueOf()
    venue.submit(buy(1, { price: limitOnClose(price) }))
    venue.run()
    expect(fills(venue)).toEqual(filled)
    expect(venue.told('expired')).toEqual(filled.length > 0 ? [] : ['expired 1: limit-on-close ended with the closing auction'])
  })

  test.each([
    [102, 1],
    [102.5, 1],
    [102.51, 0],
  ])('a sale limited at %d likewise', (price, count) => {
    const venue = venueOf()
    venue.submit(sell(1, { price: limitOnClose(price) }))
    venue.run()
    expect(venue.fills).toHaveLength(count)
  })

  test.each([
    ['15:50', []],
    [
      '15:51',
      [
        'rejected 1: the closing auction took orders until 2023-11-22T20:50:00Z',
        'rejected 2: the closing auction took orders until 2023-11-22T20:50:00Z',
      ],
    ],
  ])('takes orders until ten minutes before it: one of %s', (time, rejected) => {
    const venue = venueOf()
    venue.run(1)
    venue.submit(buy(1, { price: marketOnClose(), children: [{ role: 'stop', price: { at: 90 } }] }), at(time))
    venue.run(2)
    expect(venue.told('rejected')).toEqual(rejected)
    expect(venue.fills).toHaveLength(rejected.length === 0 ? 1 : 0)
  })

  test('has the bar’s volume cap; what it leaves is over, good till canceled or not', () => {
    const venue = venueOf({ policy: { participation: 0.1 } })
    venue.submit(buy(25, { price: marketOnClose() }))
    venue.run()
    expect(venue.trades).toEqual(['1 buy 10 @ 102.5'])
    expect(venue.told('expired')).toEqual(['expired 1: market-on-close ended with the closing auction'])
  })

  test('in data that lacks the last minutes its price is the last of the ten, and none where those are missing too', () => {
    const near = venueOf({}, [minute('15:40'), minute('15:57'), minute('09:30', '2023-11-24')])
    const far = venueOf({}, [minute('15:40'), minute('15:45'), minute('09:30', '2023-11-24')])
    for (const venue of [near, far]) {
      venue.submit(buy(1, { price: marketOnClose() }))
      venue.run()
    }
    expect(fills(near)).toEqual([[1, 101, 'market-at-close', 1]])
    expect(fills(far)).toEqual([])
    expect(far.told('expired')).toEqual(['expired 1: market-on-close ended with the closing auction'])
  })

  test('is not the last bar of the data that ends before the close', () => {
    const venue = venueOf({}, around.slice(0, 2))
    venue.submit(buy(1, { price: marketOnClose() }))
    venue.run()
    expect(venue.fills).toEqual([])
  })

  test('of a day that is as recorded it is the last bar of that day', () => {
    const late = [minute('15:59'), minute('18:00'), minute('09:30', '2023-11-24')]
    const venue = venueOf({ policy: { session: 'as-recorded' } }, late)
    venue.submit(buy(1, { price: marketOnClose() }), at('15:55'))
    venue.run()
    expect(fills(venue)).toEqual([[1, 101, 'market-at-close', 1]])
  })

  test('of day bars, decided at a close, it is the next close', () => {
    const days = ['2023-11-21', '2023-11-22'].map((date): BarTimes => [at('09:30', date), at('16:00', date)])
    const venue = venueOf({ timeframe: '1d' }, days)
    venue.open(0)
    venue.path(0)
    venue.submit(buy(1, { price: marketOnClose(), timeInForce: 'DAY' }), days[0]?.[1])
    venue.run()
    expect(fills(venue)).toEqual([[1, 101, 'market-at-close', 1]])
  })

  test('the protection of what it bought begins with the next session', () => {
    const venue = venueOf()
    venue.submit(buy(1, { price: marketOnClose(), children: bracket(90, 105.5) }))
    venue.run()
    expect(venue.trades).toEqual(['1 buy 1 @ 102.5', '3 sell 1 @ 106'])
  })

  test('what it brings to life waits for the next one', () => {
    const venue = venueOf()
    const sold = { role: 'triggered', side: 'sell', lots: 1, price: marketOnClose() } as const
    venue.submit(buy(1, { price: marketOnClose(), timeInForce: 'DAY', children: [sold] }))
    venue.run()
    expect(fills(venue)[0]).toEqual([1, 102.5, 'market-at-close', 2])
    expect(fills(venue).filter(([id, , , bar]) => id === 2 && bar === 2)).toEqual([])
  })

  test('a stop of its own that the day triggers takes no part in it', () => {
    const venue = venueOf()
    venue.submit(buy(1, { price: marketOnClose() }))
    venue.submit(buy(1, { price: stop(101.5) }))
    venue.run()
    expect(fills(venue).map(([id, price]) => [id, price])).toEqual([
      [2, 101.5],
      [1, 102.5],
    ])
  })
})

describe('the opening auction', () => {
  const opening = (price: OrderPrice = market()) => buy(1, { price, timeInForce: 'OPG' })

  test('an order for it waits for the first bar of a session, and fills at its open without slippage', () => {
    const venue = venueOf({ policy: { slippage: tickSlippage(5) } })
    venue.open(0)
    venue.submit(opening(), at('15:40') + 1)
    venue.path(0)
    venue.run()
    expect(fills(venue)).toEqual([[1, 104, 'market-at-open', 3]])
    expect(venue.fills[0]).toMatchObject({ time: at('09:30', '2023-11-24'), priceSource: 'open', slippage: 0 })
  })

  test.each([
    [104.01, 'limit-at-open'],
    [104, 'limit-at-open'],
    [103.99, null],
  ])('limit-on-open at %d', (price, rule) => {
    const venue = venueOf()
    venue.run(3)
    venue.submit(opening(limit(price)), at('16:00'))
    venue.run()
    expect(fills(venue)).toEqual(rule === null ? [] : [[1, 104, rule, 3]])
    expect(venue.told('expired')).toEqual(rule === null ? ['expired 1: OPG ended with the opening auction'] : [])
  })

  test('what the cap leaves is over', () => {
    const venue = venueOf({ policy: { participation: 0.1 } })
    venue.run(3)
    venue.submit(buy(25, { timeInForce: 'OPG' }), at('16:00'))
    venue.run()
    expect(venue.trades).toEqual(['1 buy 10 @ 104'])
    expect(venue.told('expired')).toEqual(['expired 1: OPG ended with the opening auction'])
  })

  test.each([
    ['09:28', 'filled'],
    ['09:29', 'rejected'],
    ['09:30', 'rejected'],
  ])('takes orders until two minutes before it: one of %s is %s', (time, kind) => {
    const venue = venueOf({}, [minute('15:59', '2023-11-21'), minute('09:30')])
    venue.run(1)
    venue.submit(opening(), at(time))
    venue.run()
    expect(venue.events.at(-1)?.kind).toBe(kind)
    expect(venue.told('rejected')).toEqual(
      kind === 'filled' ? [] : ['rejected 1: the opening auction took orders until 2023-11-22T14:28:00Z'],
    )
  })

  test('pre-market bars are no opening', () => {
    const venue = venueOf({}, [minute('15:59', '2023-11-21'), minute('08:00'), minute('09:29'), minute('09:30')])
    venue.run(1)
    venue.submit(opening(), at('16:00', '2023-11-21'))
    venue.run()
    expect(fills(venue)).toEqual([[1, 104, 'market-at-open', 3]])
  })

  test.each([
    ['09:40', 1],
    ['09:41', 0],
  ])('the first bar of a session stands for it up to ten minutes after the open: %s', (time, count) => {
    const venue = venueOf({}, [minute('15:59', '2023-11-21'), minute(time)])
    venue.run(1)
    venue.submit(opening(), at('16:00', '2023-11-21'))
    venue.run()
    expect(venue.fills).toHaveLength(count)
  })

  test('an order that comes after the open is for the next session, also where the data begins later', () => {
    const venue = venueOf({}, [minute('15:59', '2023-11-21'), minute('09:35'), minute('09:30', '2023-11-24')])
    venue.run(1)
    venue.submit(opening(), at('09:31'))
    venue.run()
    expect(fills(venue).map(([, , , bar]) => bar)).toEqual([2])
  })

  test('a session without a bar has none', () => {
    const venue = venueOf({}, [minute('15:59', '2023-11-21'), minute('09:30', '2023-11-24')])
    venue.run(1)
    venue.submit(opening(), at('16:00', '2023-11-21'))
    venue.run()
    expect(venue.told('filled', 'expired')).toEqual(['expired 1: OPG ended with the opening auction'])
  })

  test('is for market and limit orders', () => {
    const venue = venueOf()
    venue.submit(opening(stop(101)))
    expect(venue.told('rejected')).toEqual(['rejected 1: a stop order cannot be for the opening auction'])
  })

  test('protection meets the price at which it bought', () => {
    const venue = venueOf()
    venue.run(3)
    venue.submit(buy(1, { timeInForce: 'OPG', children: [{ role: 'stop', price: { at: 104.5 } }] }), at('16:00'))
    venue.run()
    expect(venue.fills.map(({ clientOrderId, price, rule }) => [clientOrderId, price, rule])).toEqual([
      [1, 104, 'market-at-open'],
      [2, 104, 'child-at-activation'],
    ])
  })
})

describe('both auctions', () => {
  test.each<[string, Partial<OrderIntent>, number]>([
    ['at the open', { timeInForce: 'OPG' }, 104],
    ['at the close', { price: marketOnClose(), timeInForce: 'DAY' }, 106],
  ])('have nothing for a second order that only reduces what the first has closed %s', (_, exit, price) => {
    const venue = venueOf()
    venue.submit(buy(10))
    venue.run(3)
    for (const lots of [10, 4]) venue.submit(sell(lots, { ...exit, reduceOnly: true }), at('16:00'))
    venue.run()
    expect(venue.trades).toEqual(['1 buy 10 @ 100', `2 sell 10 @ ${price}`])
    expect(venue.told('canceled')).toEqual(['canceled 3: there is no position left to reduce'])
  })

  test('trade with each order for them, and with nobody else', () => {
    const venue = venueOf()
    venue.run(3)
    venue.submit(buy(1, { price: limit(103.5), timeInForce: 'OPG' }), at('16:00'))
    venue.submit(buy(1, { price: limit(90) }), at('16:00'))
    venue.submit(buy(2, { timeInForce: 'OPG' }), at('16:00'))
    venue.submit(buy(3, { price: limitOnClose(105.5) }), at('16:00'))
    venue.submit(buy(4, { price: marketOnClose() }), at('16:00'))
    venue.run()
    expect(venue.trades).toEqual(['3 buy 2 @ 104', '5 buy 4 @ 106'])
  })

  test('take orders to the end where the market is not that of New York', () => {
    const hour = (index: number): BarTimes => [Date.UTC(2024, 0, 8, index), Date.UTC(2024, 0, 8, index + 1)]
    const venue = new TestVenue(bars.slice(0, 4), { times: [22, 23, 24, 25].map(hour), instrument: instrument('X', 'crypto', { lot: 1 }) })
    venue.run(1)
    venue.submit(buy(1, { price: marketOnClose() }), hour(23)[0])
    venue.submit(buy(1, { timeInForce: 'OPG' }), hour(24)[0])
    venue.open(1)
    venue.submit(buy(1, { price: marketOnClose() }), hour(23)[0] + 30 * MINUTE_MS)
    venue.path(1)
    venue.run()
    expect(venue.trades).toEqual(['1 buy 1 @ 101', '2 buy 1 @ 102'])
    expect(venue.told('expired')).toEqual(['expired 3: market-on-close ended with the closing auction'])
  })

  test('beyond the calendar are not known: an order for one waits', () => {
    const evening = at('18:00', '2030-12-31')
    const venue = venueOf({}, [minute('15:59', '2030-12-31'), minute('19:00', '2030-12-31')])
    venue.run(1)
    venue.submit(buy(1, { price: marketOnClose() }), evening)
    venue.submit(buy(1, { timeInForce: 'OPG' }), evening)
    venue.run()
    expect(venue.told('accepted', 'filled', 'expired', 'rejected')).toEqual(['accepted 1', 'accepted 2'])
  })
})
