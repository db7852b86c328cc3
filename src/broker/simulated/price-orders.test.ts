import { describe, expect, test } from 'vitest'
import { type OrderIntent, type OrderTerms, plainTerms } from '../../model/order.js'
import { buy, sell } from '../../model/order.testing.js'
import { limit, limitIfTouched, market, marketIfTouched, stop, stopLimit } from '../../model/order-price.js'
import { HOUR_MS } from '../../model/time.js'
import { tickSlippage } from './slippage.js'
import { type HandBar, startTime, TestVenue, type VenueOptions } from './venue.testing.js'

const wide: HandBar = [100, 106, 97, 103]

function run(order: OrderIntent, policy: VenueOptions['policy'] = {}, bars: readonly HandBar[] = [wide]): TestVenue {
  const venue = new TestVenue(bars, { policy })
  venue.submit(order)
  venue.run()
  return venue
}

const fillsOf = (...parameters: Parameters<typeof run>): unknown[] =>
  run(...parameters).fills.map(({ price, rule, barIndex }) => [price, rule, barIndex])

describe('a market order that waits to be touched', () => {
  test('fills where the price comes back to it, with slippage', () => {
    expect(fillsOf(buy(1, { price: marketIfTouched(98) }))).toEqual([[98, 'touched-at-trigger', 0]])
    expect(fillsOf(sell(1, { price: marketIfTouched(105) }), { slippage: tickSlippage(100) })).toEqual([[103.95, 'touched-at-trigger', 0]])
  })

  test('fills at the open that is as good as its trigger or better', () => {
    expect(fillsOf(buy(1, { price: marketIfTouched(100) }))).toEqual([[100, 'touched-gap-at-open', 0]])
    expect(fillsOf(buy(1, { price: marketIfTouched(101) }))).toEqual([[100, 'touched-gap-at-open', 0]])
    expect(fillsOf(sell(1, { price: marketIfTouched(99) }))).toEqual([[100, 'touched-gap-at-open', 0]])
  })

  test('is touched by a price that only gets there, where a limit needs one that goes through', () => {
    expect(fillsOf(buy(1, { price: marketIfTouched(97) }))).toEqual([[97, 'touched-at-trigger', 0]])
    expect(fillsOf(buy(1, { price: limit(97) }))).toEqual([])
  })

  test('waits while the price goes the other way, and says that it was touched', () => {
    const venue = run(buy(1, { price: marketIfTouched(95) }), {}, [wide, [103, 104, 94, 95]])
    expect(venue.fills).toMatchObject([{ price: 95, barIndex: 1 }])
    expect(venue.told('triggered', 'filled')).toEqual(['triggered 1', 'filled 1'])
  })

  test('that comes at an open which has touched it fills where the price stands', () => {
    const venue = new TestVenue([wide])
    venue.open(0)
    venue.submit(buy(1, { price: marketIfTouched(101) }), startTime)
    venue.path(0)
    expect(venue.fills).toMatchObject([{ price: 100, rule: 'touched-on-arrival', priceSource: 'path' }])
  })
})

describe('a limit order that waits to be touched', () => {
  test('takes the price that touched it where its limit allows', () => {
    expect(fillsOf(buy(1, { price: limitIfTouched(98, 98.5) }), { slippage: tickSlippage(100) })).toEqual([[98, 'touched-at-trigger', 0]])
    expect(fillsOf(buy(1, { price: limitIfTouched(101, 100.5) }))).toEqual([[100, 'touched-gap-at-open', 0]])
  })

  test('rests at its limit where that asks for more', () => {
    expect(fillsOf(buy(1, { price: limitIfTouched(99, 98) }))).toEqual([[98, 'limit-at-limit', 0]])
    expect(fillsOf(buy(1, { price: limitIfTouched(98, 96) }), {}, [wide, [103, 104, 95, 96]])).toEqual([[96, 'limit-at-limit', 1]])
  })

  test('does nothing at its limit before it was touched', () => {
    expect(fillsOf(sell(1, { price: limitIfTouched(105, 98) }))).toEqual([[105, 'touched-at-trigger', 0]])
    expect(fillsOf(sell(1, { price: limitIfTouched(107, 98) }))).toEqual([])
  })
})

describe('an order that must rest', () => {
  const terms: OrderTerms = { ...plainTerms, postOnly: true }
  const refused = ['canceled 1: post-only would have traded']

  test('is canceled at the open that it would have traded at, a touch included', () => {
    for (const price of [limit(100), limit(101), market(), stop(99), stopLimit(99, 100)]) {
      const venue = run(buy(1, { price, terms }))
      expect(venue.told('canceled')).toEqual(refused)
      expect(venue.trades).toEqual([])
    }
    expect(run(sell(1, { price: limit(99), terms })).told('canceled')).toEqual(refused)
  })

  test('rests below the open, and fills as any limit later', () => {
    expect(fillsOf(buy(1, { price: limit(98), terms }))).toEqual([[98, 'limit-at-limit', 0]])
    expect(
      fillsOf(buy(1, { price: limit(98), terms }), {}, [
        [100, 101, 99, 100],
        [97, 98, 96, 97],
      ]),
    ).toEqual([[97, 'limit-gap-at-open', 1]])
  })

  test('is held to the ask where there is one', () => {
    const policy = { spread: { bps: 200 } }
    expect(run(buy(1, { price: limit(100.9), terms }), policy).told('canceled')).toEqual([])
    expect(run(buy(1, { price: limit(101), terms }), policy).told('canceled')).toEqual(refused)
  })

  test('that comes at an open is canceled by the price that stands there', () => {
    for (const [at, told] of [
      [100, refused],
      [101, refused],
      [98, []],
    ] as const) {
      const venue = new TestVenue([wide])
      venue.open(0)
      venue.submit(buy(1, { price: limit(at), terms }), startTime)
      venue.path(0)
      expect(venue.told('canceled')).toEqual(told)
    }
  })

  test('is asked again when its price is changed', () => {
    const venue = new TestVenue([wide, wide])
    venue.submit(buy(1, { price: limit(90), terms }))
    venue.run(1)
    venue.modify(1, limit(101), null, startTime + HOUR_MS)
    venue.run()
    expect(venue.told('canceled')).toEqual(refused)
  })

  test('is canceled when its stop triggers where its limit would trade', () => {
    expect(run(buy(1, { price: stopLimit(104, 105), terms })).told('canceled')).toEqual(refused)
    expect(fillsOf(buy(1, { price: stopLimit(104, 103.5), terms }))).toEqual([[103.5, 'limit-at-limit', 0]])
  })
})
