// Bars without a path: what the bar touched is asked, stops before limits.

import { describe, expect, test } from 'vitest'
import { type ChildIntent, plainTerms } from '../../model/order.js'
import { bracket, buy, sell } from '../../model/order.testing.js'
import { limit, market, stopLimit, trailingStop } from '../../model/order-price.js'
import { type HandBar, startTime, TestVenue } from './venue.testing.js'

const calm: HandBar = [100, 101, 99, 100]

function venueOf(...bars: readonly HandBar[]): TestVenue {
  return new TestVenue(bars, { policy: { intrabar: 'stop-first' } })
}

/** Fills as order, bar, price, rule. */
const fills = (venue: TestVenue): unknown[] =>
  venue.fills.map(({ clientOrderId, barIndex, price, rule }) => [clientOrderId, barIndex, price, rule])

describe('protection that a bar opens beyond', () => {
  test.each<[string, HandBar, unknown[]]>([
    ['its stop', [93, 96, 92, 94], [2, 1, 93, 'stop-gap-at-open']],
    ['its target', [107, 108, 104, 106], [3, 1, 107, 'limit-gap-at-open']],
  ])('meets the open: %s', (_, bar, exit) => {
    const venue = venueOf(calm, bar)
    venue.submit(buy(10, { children: bracket(95, 105) }))
    venue.run()
    expect(fills(venue)).toEqual([[1, 0, 100, 'market-at-open'], exit])
  })
})

describe('what has a parent and takes any price', () => {
  const taken = (venue: TestVenue): string[] => {
    venue.run()
    return venue.fills.map(({ clientOrderId, barIndex, quantity, price }) => `${barIndex}: ${clientOrderId} ${quantity} @ ${price}`)
  }

  test('trades at the next open, where the cap cut a stop short', () => {
    const thin: HandBar = [100, 101, 94, 96, 40]
    const venue = new TestVenue([[100, 101, 99, 100, 1_000], [...thin], [96, 97, 95, 96, 40], [97, 98, 96, 97, 400]], {
      policy: { intrabar: 'stop-first', participation: 1 },
    })
    venue.submit(buy(100, { children: [{ role: 'stop', price: { at: 95 } }] }))
    expect(taken(venue)).toEqual(['0: 1 100 @ 100', '1: 2 40 @ 95', '2: 2 40 @ 96', '3: 2 20 @ 97'])
  })

  test('trades at the next open, where it waited for its parent', () => {
    const venue = venueOf(calm, [102, 103, 101, 102])
    venue.submit(buy(10, { children: [{ role: 'triggered', side: 'sell', lots: 4, price: market() }] }))
    expect(taken(venue)).toEqual(['0: 1 10 @ 100', '1: 2 4 @ 102'])
  })
})

describe('protection that wakes inside the bar', () => {
  test('has its turn after the entry, at its own price', () => {
    const venue = venueOf([100, 106, 90, 96])
    venue.submit(buy(10, { price: limit(95), children: bracket(92, 104) }))
    venue.run()
    expect(fills(venue)).toEqual([
      [1, 0, 95, 'limit-at-limit'],
      [2, 0, 92, 'stop-at-trigger'],
    ])
  })

  test('does not get the open, which was before it', () => {
    const venue = venueOf([100, 106, 94, 96], [96, 97, 95, 96])
    venue.submit(buy(10, { price: limit(95), children: [{ role: 'target', price: { at: 97 } }] }))
    venue.run()
    expect(fills(venue)).toEqual([[1, 0, 95, 'limit-at-limit']])
  })
})

describe('an order has one turn a bar', () => {
  test('though it came after the open', () => {
    const venue = venueOf([100, 106, 97, 103], [103, 104, 99, 100])
    venue.open(0)
    venue.submit(buy(1, { price: stopLimit(104, 99.5) }), startTime)
    venue.path(0)
    expect(venue.told('triggered')).toEqual(['triggered 1'])
    venue.run()
    expect(fills(venue)).toEqual([[1, 1, 99.5, 'limit-at-limit']])
  })

  test('though another order triggered it in a bar before', () => {
    const venue = venueOf(calm, [100, 106, 97, 103], [103, 104, 99, 100])
    const child: ChildIntent = { role: 'triggered', side: 'buy', lots: 1, price: stopLimit(104, 99.5) }
    venue.submit(buy(1, { children: [child] }))
    venue.run()
    expect(fills(venue).slice(1)).toEqual([[2, 2, 99.5, 'limit-at-limit']])
  })
})

test('a stop with a limit has its turn with the limits, in the order in which they came', () => {
  const venue = new TestVenue([[100, 106, 97, 103, 100]], { policy: { intrabar: 'stop-first', participation: 0.1 } })
  venue.submit(sell(10, { price: limit(105) }))
  venue.submit(buy(10, { price: stopLimit(104, 105) }))
  venue.run()
  expect(fills(venue)).toEqual([[1, 0, 105, 'limit-at-limit']])
})

test('of a group only the first that the bar reaches fills', () => {
  const venue = venueOf([100, 106, 94, 96])
  for (const price of [98, 97]) venue.submit(buy(1, { price: limit(price), terms: { ...plainTerms, oca: { group: 'g', type: 1 } } }))
  venue.run()
  expect(fills(venue)).toEqual([[1, 0, 98, 'limit-at-limit']])
})

test('a stop that the entry at the open has passed already meets that open', () => {
  const venue = venueOf([100, 106, 99, 103])
  venue.submit(buy(1, { children: [{ role: 'stop', price: { at: 101 } }] }))
  venue.run()
  expect(fills(venue)).toEqual([
    [1, 0, 100, 'market-at-open'],
    [2, 0, 100, 'stop-gap-at-open'],
  ])
})

test('a trailing stop is moved by the extreme when the bar has ended', () => {
  const venue = venueOf([100, 106, 97, 103], [103, 104, 100, 102])
  venue.submit(sell(1, { price: trailingStop({ amount: 5 }) }))
  venue.run(1)
  expect(venue.events.at(-1)).toMatchObject({ kind: 'updated', price: trailingStop({ amount: 5 }, 101) })
  venue.run()
  expect(fills(venue)).toEqual([[1, 1, 101, 'stop-at-trigger']])
})

test('a trailing stop that comes after the open stands nowhere yet, and nothing is told of it', () => {
  const venue = venueOf([100, 106, 97, 103], [103, 104, 99, 100])
  venue.submit(buy(1, { price: limit(98) }))
  venue.open(0)
  venue.submit(sell(1, { price: trailingStop({ amount: 5 }) }), startTime)
  venue.path(0)
  expect(venue.told('filled', 'updated')).toEqual(['filled 1'])
  venue.path(1)
})
