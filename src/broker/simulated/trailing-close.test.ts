// Where a trailing stop stands that is moved by closes alone.

import { describe, expect, test } from 'vitest'
import { calendar } from '../../data/calendar/calendar.js'
import { instrument } from '../../model/instrument.js'
import { type ChildIntent, plainTerms } from '../../model/order.js'
import { buy, sell } from '../../model/order.testing.js'
import { limit, relative, trailingStop } from '../../model/order-price.js'
import { HOUR_MS, MINUTE_MS } from '../../model/time.js'
import { type BarTimes, type HandBar, TestVenue, type VenueOptions } from './venue.testing.js'

function venueOf(bars: readonly HandBar[], { policy, ...options }: VenueOptions = {}): TestVenue {
  return new TestVenue(bars, { ...options, policy: { trailAnchor: 'close', ...policy } })
}

/** Where an order was told to stand, with the bar at whose close it was told, if at one. */
function toldTriggers({ events, columns }: TestVenue, id = 1): (readonly [bar: number, trigger: number | null])[] {
  return events.flatMap((event) =>
    event.kind === 'updated' && event.clientOrderId === id && 'trail' in event.price
      ? [[columns.closeTime.indexOf(event.time), event.price.trigger] as const]
      : [],
  )
}

const fiveBehind = sell(1, { price: trailingStop({ amount: 5 }) })

describe('a trailing stop that closes move', () => {
  test('works from behind the close before it came', () => {
    const venue = venueOf([
      [100, 106, 99, 103],
      [103, 104, 97, 99],
    ])
    venue.run(1)
    venue.submit(fiveBehind)
    venue.run()
    expect(venue.fills).toMatchObject([{ price: 98, rule: 'stop-at-trigger', barIndex: 1 }])
  })

  test('works from behind that close in the new shares where a split comes between', () => {
    const venue = venueOf([
      [200, 212, 198, 206],
      [103, 104, 99, 102],
      [102, 102, 97, 99],
    ])
    venue.run(1)
    venue.submit(sell(1, { price: trailingStop({ amount: 10 }) }))
    const time = venue.columns.openTime[1] as number
    venue.broker.endBeforeSplit('X', time)
    venue.broker.split('X', 2, time)
    venue.run()
    expect(venue.fills).toMatchObject([{ price: 98, quantity: 2, rule: 'stop-at-trigger', barIndex: 2 }])
  })

  test('of a buy works from above it', () => {
    const venue = venueOf([
      [100, 101, 94, 97],
      [97, 103, 96, 101],
    ])
    venue.run(1)
    venue.submit(buy(1, { price: trailingStop({ amount: 5 }) }))
    venue.run()
    expect(venue.fills).toMatchObject([{ price: 102, rule: 'stop-at-trigger', barIndex: 1 }])
  })

  test('stands nowhere through the first bar of the data, which has no close before it', () => {
    const venue = venueOf([
      [100, 106, 80, 103],
      [103, 104, 99, 102],
    ])
    venue.submit(fiveBehind)
    venue.run()
    expect(venue.trades).toEqual([])
    expect(toldTriggers(venue)).toEqual([[0, 98]])
  })

  test('stands at the trigger that it was given until a close passes it', () => {
    const venue = venueOf([
      [100, 106, 99, 103],
      [103, 104, 95, 94],
      [94, 101, 93, 100],
    ])
    venue.run(1)
    venue.submit(sell(1, { price: trailingStop({ amount: 5 }, 90) }))
    venue.run()
    expect(venue.trades).toEqual([])
    expect(toldTriggers(venue)).toEqual([[2, 95]])
  })

  test('that comes after an open has missed that bar: its close is the first that counts', () => {
    const venue = venueOf([
      [100, 106, 99, 104],
      [100, 101, 97, 98],
    ])
    venue.run(1)
    venue.open(1)
    venue.submit(fiveBehind, venue.columns.openTime[1])
    venue.path(1)
    expect(venue.trades).toEqual([])
    expect(toldTriggers(venue)).toEqual([[1, 93]])
  })

  test('that comes inside a bar is not told of at its close: it works from behind that in the next', () => {
    const venue = venueOf([
      [100, 106, 99, 104],
      [104, 105, 100, 102],
    ])
    venue.open(0)
    venue.submit(fiveBehind, (venue.columns.openTime[0] as number) + MINUTE_MS)
    venue.path(0)
    expect(toldTriggers(venue)).toEqual([])
    venue.run()
    expect(toldTriggers(venue)).toEqual([[1, 99]])
  })

  test('that sat out bars outside its session begins behind the close before the first that it works in', () => {
    const xnys = calendar('XNYS')
    const [wednesday, friday] = ['2024-11-27', '2024-11-29'].map((date) => xnys.session(date) as { open: number; close: number })
    const times: BarTimes[] = [
      [wednesday!.close - HOUR_MS, wednesday!.close],
      [friday!.open - 2 * HOUR_MS, friday!.open - HOUR_MS],
      [friday!.open - HOUR_MS, friday!.open],
      [friday!.open, friday!.open + HOUR_MS],
    ]
    const bars: HandBar[] = [
      [110, 111, 109, 110],
      [107, 108, 106, 107],
      [103, 104, 101, 102],
      [102, 103, 98, 99],
    ]
    const venue = venueOf(bars, { times, instrument: instrument('X', 'etf') })
    venue.run(1)
    venue.submit(fiveBehind)
    venue.run()
    expect(venue.trades).toEqual([])
    expect(toldTriggers(venue)).toEqual([[3, 97]])
  })

  test('that sleeps is moved by no close before it wakes', () => {
    const venue = venueOf([
      [108, 111, 107, 110],
      [108, 109, 104, 105],
      [100, 101, 94, 96],
      [96, 97, 92, 93],
    ])
    const triggered: ChildIntent = { role: 'triggered', side: 'sell', lots: 1, price: trailingStop({ amount: 5 }) }
    venue.submit(buy(1, { price: limit(95), children: [triggered] }))
    venue.run()
    expect(venue.trades).toEqual(['1 buy 1 @ 95'])
    expect(toldTriggers(venue, 2).slice(1)).toEqual([[2, 91]])
  })

  test('and protects an entry does not stand behind the fill, but behind the close of that bar', () => {
    const venue = venueOf([
      [100, 106, 90, 103],
      [103, 104, 98, 99],
    ])
    venue.submit(buy(1, { children: [{ role: 'stop', price: { trail: { amount: 4 }, from: null } }] }))
    venue.run()
    expect(toldTriggers(venue, 2).slice(1)).toEqual([[0, 99]])
    expect(venue.fills[1]).toMatchObject({ price: 99, barIndex: 1 })
  })
})

test('what moves trailing stops is nothing to a relative order: it begins beside the open', () => {
  const bars: HandBar[] = [
    [100, 106, 99, 104],
    [100, 101, 98, 100],
  ]
  const venue = venueOf(bars, { policy: { intrabar: 'olhc' } })
  venue.run(1)
  venue.submit(buy(1, { price: relative(0) }))
  venue.run()
  expect(venue.fills).toMatchObject([{ price: 100, rule: 'limit-at-limit', barIndex: 1 }])
})

describe('an order that another triggers, under next-bar', () => {
  const policy = { trailAnchor: 'path', childActivation: 'next-bar' } as const

  test('and that is relative begins beside the next open, not at the fill of its parent', () => {
    const venue = venueOf(
      [
        [100, 101, 97, 100],
        [101, 105, 100, 104],
      ],
      { policy },
    )
    venue.submit(buy(1, { price: limit(98), children: [{ role: 'triggered', side: 'sell', lots: 1, price: relative(0) }] }))
    venue.run()
    expect(venue.fills[1]).toMatchObject({ price: 101, rule: 'limit-at-limit', barIndex: 1 })
  })

  test('stands at a trigger of its own, further away than its trail, when it wakes', () => {
    const venue = venueOf([[100, 101, 97, 100]], { policy })
    const from = { fractionOfFill: -0.06 }
    const terms = { ...plainTerms, childrenAfter: 'full' } as const
    venue.submit(buy(1, { terms, children: [{ role: 'stop', price: { trail: { amount: 4 }, from } }] }))
    venue.open(0)
    expect(toldTriggers(venue, 2)).toEqual([[-1, 94]])
  })
})
