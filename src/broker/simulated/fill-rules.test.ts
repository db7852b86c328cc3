import { describe, expect, test } from 'vitest'
import type { FillRule, PriceSource } from '../../model/fill.js'
import { buy, sell } from '../../model/order.testing.js'
import type { OrderPrice } from '../../model/order-price.js'
import { limit, market, stop, stopLimit } from '../../model/order-price.js'
import type { VenuePolicy } from './policy.js'
import { type HandBar, TestVenue } from './venue.testing.js'

type Expected = readonly [price: number, rule: FillRule, source: PriceSource] | null
type Case = [name: string, price: OrderPrice, bar: HandBar, expected: Expected, policy?: Partial<VenuePolicy>]

/** What one buy order does on one bar. Each case is tried as a sell too, in the mirror. */
const cases: Case[] = [
  ['a market order fills at the open', market(), [101, 105, 99, 103], [101, 'market-at-open', 'open']],
  ['a stop fills at its trigger', stop(104), [101, 105, 99, 103], [104, 'stop-at-trigger', 'trigger']],
  ['a stop that the bar only touches fills', stop(105), [101, 105, 99, 103], [105, 'stop-at-trigger', 'trigger']],
  ['a stop that gaps fills at the open', stop(104), [106, 108, 105, 107], [106, 'stop-gap-at-open', 'open']],
  ['a stop that the bar opens at fills at the open', stop(104), [104, 105, 103, 104], [104, 'stop-gap-at-open', 'open']],
  ['a stop that the bar does not reach waits', stop(105.01), [101, 105, 99, 103], null],
  ['a stop is not a limit: it waits while the price is on its good side', stop(104), [101, 103, 90, 95], null],
  ['a limit that the bar trades through fills at the limit', limit(99.5), [101, 105, 99, 103], [99.5, 'limit-at-limit', 'limit']],
  ['a limit that the bar only touches waits', limit(99), [101, 105, 99, 103], null],
  [
    'a limit that the bar only touches fills under touch',
    limit(99),
    [101, 105, 99, 103],
    [99, 'limit-at-limit', 'limit'],
    { limit: 'touch' },
  ],
  ['a limit that the bar does not reach waits', limit(98.99), [101, 105, 99, 103], null, { limit: 'touch' }],
  ['a limit that gaps in our favour fills at the open', limit(99), [97, 98, 95, 96], [97, 'limit-gap-at-open', 'open']],
  ['a marketable limit fills at the open', limit(102), [101, 105, 99, 103], [101, 'limit-gap-at-open', 'open']],
  ['a limit at the open fills once the price goes through it', limit(101), [101, 105, 99, 103], [101, 'limit-at-limit', 'limit']],
  ['a limit at the open waits when the price never goes through it', limit(101), [101, 105, 101, 103], null],
  ['a limit at the open fills there under touch', limit(101), [101, 105, 101, 103], [101, 'limit-gap-at-open', 'open'], { limit: 'touch' }],
  ['a limit is reached on the last leg to the close too', limit(98), [101, 105, 97, 97], [98, 'limit-at-limit', 'limit']],
  ['a stop-limit that can trade at its trigger does', stopLimit(104, 105), [101, 106, 99, 103], [104, 'stop-at-trigger', 'trigger']],
  [
    'a stop-limit with both prices equal fills at its trigger',
    stopLimit(104, 104),
    [101, 106, 99, 103],
    [104, 'stop-at-trigger', 'trigger'],
  ],
  ['a stop-limit that may not pay its trigger rests', stopLimit(104, 103), [101, 105, 104, 104.5], null],
  [
    'a stop-limit rests after its trigger and fills at its limit',
    stopLimit(104, 103),
    [101, 105, 99, 102],
    [103, 'limit-at-limit', 'limit'],
  ],
  ['a stop-limit does not fill at its limit before its trigger', stopLimit(104, 103), [101, 105, 99, 105], null, { intrabar: 'olhc' }],
  ['a stop-limit gaps within its limit: the open', stopLimit(104, 105), [104.5, 106, 104, 105], [104.5, 'stop-gap-at-open', 'open']],
  ['a stop-limit gaps to its very limit: the open', stopLimit(104, 105), [105, 106, 105, 106], [105, 'stop-gap-at-open', 'open']],
  ['a stop-limit that gaps over its limit waits', stopLimit(104, 105), [107, 108, 106, 107], null],
  [
    'a stop-limit that gaps over its limit fills on the way back',
    stopLimit(104, 105),
    [107, 108, 104, 106],
    [105, 'limit-at-limit', 'limit'],
  ],
  ['a stop-limit that is not triggered ignores a favourable price', stopLimit(104, 105), [101, 103, 99, 102], null],
]

describe.each<Case>(cases)('%s', (_, price, bar, expected, policy = {}) => {
  test('buy', () => {
    expect(fillOf('buy', price, bar, policy)).toEqual(expected)
  })

  test('sell', () => {
    expect(fillOf('sell', mirrored(price), mirroredBar(bar), mirroredPolicy(policy))).toEqual(
      expected && [200 - expected[0], expected[1], expected[2]],
    )
  })
})

describe('prices below zero', () => {
  test.each<[string, 'buy' | 'sell', OrderPrice, Expected]>([
    ['a buy limit', 'buy', limit(-39), [-39, 'limit-at-limit', 'limit']],
    ['a sell limit', 'sell', limit(-36), [-36, 'limit-at-limit', 'limit']],
    ['a buy stop', 'buy', stop(-36), [-36, 'stop-at-trigger', 'trigger']],
    ['a sell stop', 'sell', stop(-39), [-39, 'stop-at-trigger', 'trigger']],
    ['a market order', 'sell', market(), [-37.5, 'market-at-open', 'open']],
  ])('%s fills like any other', (_, side, price, expected) => {
    expect(fillOf(side, price, [-37.5, -35, -40, -38], {})).toEqual(expected)
  })
})

test('a stop-limit that triggered stays triggered: in the next bar it is a limit', () => {
  const venue = new TestVenue([
    [101, 105, 104, 104.5],
    [104, 104.5, 102, 103],
    [103.5, 104, 102.5, 103],
  ])
  venue.submit(buy(1, { price: stopLimit(104, 103) }))
  venue.run()
  expect(venue.trades).toEqual(['1 buy 1 @ 103'])
  expect(venue.fills[0]).toMatchObject({ barIndex: 1, rule: 'limit-at-limit' })
  expect(venue.told('triggered', 'filled')).toEqual(['triggered 1', 'filled 1'])
})

test('a triggered stop-limit that the next bar opens below fills at that open', () => {
  const venue = new TestVenue([
    [101, 105, 104, 104.5],
    [102, 104.5, 101, 103],
  ])
  venue.submit(buy(1, { price: stopLimit(104, 103) }))
  venue.run()
  expect(venue.fills).toMatchObject([{ price: 102, rule: 'limit-gap-at-open', barIndex: 1 }])
})

test('a stop tells that it triggered before it tells its fill', () => {
  const venue = new TestVenue([[101, 105, 99, 103]])
  venue.submit(buy(1, { price: stop(104) }))
  venue.run()
  expect(venue.told('accepted', 'triggered', 'filled')).toEqual(['accepted 1', 'triggered 1', 'filled 1'])
})

test('fills at the open carry the open time, fills on the path the close time', () => {
  const venue = new TestVenue([[101, 105, 99, 103]])
  venue.submit(buy(1))
  venue.submit(buy(1, { price: limit(100) }))
  venue.run()
  expect(venue.fills.map((fill) => fill.time)).toEqual([venue.columns.openTime[0], venue.columns.closeTime[0]])
  expect(venue.fills.map((fill) => fill.fillId)).toEqual([1, 2])
})

function fillOf(side: 'buy' | 'sell', price: OrderPrice, bar: HandBar, policy: Partial<VenuePolicy>): Expected {
  const venue = new TestVenue([bar], { policy })
  venue.submit((side === 'buy' ? buy : sell)(1, { price }))
  venue.run()
  const [fill] = venue.fills
  if (fill === undefined) return null
  expect(fill).toMatchObject({ side, quantity: 1, referencePrice: fill.price, fee: 0, barIndex: 0 })
  expect(Math.abs(fill.slippage)).toBe(0)
  return [fill.price, fill.rule, fill.priceSource]
}

/** The same order seen from the other side, around a price of 100. */
function mirrored(price: OrderPrice): OrderPrice {
  switch (price.type) {
    case 'limit':
      return limit(200 - price.limit)
    case 'stop':
      return stop(200 - price.trigger)
    case 'stop-limit':
      return stopLimit(200 - price.trigger, 200 - price.limit)
    default:
      return price
  }
}

function mirroredBar([open, high, low, close]: HandBar): HandBar {
  return [200 - open, 200 - low, 200 - high, 200 - close]
}

function mirroredPolicy(policy: Partial<VenuePolicy>): Partial<VenuePolicy> {
  return { ...policy, intrabar: (policy.intrabar ?? 'ohlc') === 'ohlc' ? 'olhc' : 'ohlc' }
}
