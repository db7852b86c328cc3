import { describe, expect, test } from 'vitest'
import { type OrderIntent, plainTerms, sign } from '../../model/order.js'
import { buy, sell } from '../../model/order.testing.js'
import { limit, limitIfTouched, market, marketIfTouched, relative, stop, stopLimit, trailingStop } from '../../model/order-price.js'
import { IdleBand } from './idle-band.js'
import { RestingOrder } from './resting-order.js'
import { startTime } from './venue.testing.js'

/** An order that has been in the market since the day began. */
function working(intent: OrderIntent, fields: Partial<RestingOrder> = {}): RestingOrder {
  const order = new RestingOrder(1, intent, sign(intent.side), intent.price, [], null, startTime)
  return Object.assign(order, { hasBegun: true }, fields)
}

/** The band of some orders; null where there is none. */
function bandOf(...orders: readonly RestingOrder[]): readonly [below: number, above: number] | null {
  const band = new IdleBand()
  return band.find(orders) ? [band.below, band.above] : null
}

describe('the band in which nothing acts', () => {
  test('lies between a price that a fall reaches and one that a rise reaches', () => {
    expect(bandOf(working(buy(1, { price: limit(95) })), working(sell(1, { price: limit(105) })))).toEqual([95, 105])
    expect(bandOf(working(sell(1, { price: stop(96) })), working(buy(1, { price: stop(104) })))).toEqual([96, 104])
    expect(bandOf(working(buy(1, { price: marketIfTouched(94) })), working(sell(1, { price: marketIfTouched(106) })))).toEqual([94, 106])
  })

  test('ends at the nearest of several orders on a side', () => {
    const falls = [93, 97, 95].map((price) => working(buy(1, { price: limit(price) })))
    const rises = [107, 103, 105].map((price) => working(sell(1, { price: limit(price) })))
    expect(bandOf(...falls, ...rises)).toEqual([97, 103])
  })

  test('ends at the trigger of an order that waits for one, wherever its limit is', () => {
    expect(bandOf(working(buy(1, { price: stopLimit(104, 102) })))).toEqual([Number.NEGATIVE_INFINITY, 104])
    expect(bandOf(working(sell(1, { price: limitIfTouched(106, 103) })))).toEqual([Number.NEGATIVE_INFINITY, 106])
  })

  test('is without bounds where nothing works, and where all that works sleeps until an entry fills', () => {
    const everywhere = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
    expect(bandOf()).toEqual(everywhere)
    expect(bandOf(working(sell(1, { price: stop(96) }), { dormant: true, hasBegun: false }))).toEqual(everywhere)
  })

  test('is found anew each time', () => {
    const band = new IdleBand()
    band.find([working(buy(1, { price: limit(95) })), working(sell(1, { price: limit(105) }))])
    band.find([working(buy(1, { price: limit(90) })), working(sell(1, { price: limit(110) }))])
    expect([band.below, band.above]).toEqual([90, 110])
  })

  test('holds a bar that stays inside it, and none that touches it', () => {
    const band = new IdleBand()
    band.find([working(buy(1, { price: limit(95) })), working(sell(1, { price: limit(105) }))])
    expect(band.holds(104.99, 95.01)).toBe(true)
    expect(band.holds(105, 95.01)).toBe(false)
    expect(band.holds(104.99, 95)).toBe(false)
  })
})

describe('there is no band', () => {
  test.each<[string, RestingOrder]>([
    ['takes any price', working(buy(1, { price: market() }))],
    ['has not been in the market yet', working(buy(1, { price: limit(95) }), { hasBegun: false })],
    ['is for an auction', working(buy(1, { price: limit(95), timeInForce: 'OPG' }))],
    ['must not trade at the first price that it meets', working(buy(1, { price: limit(95), terms: { ...plainTerms, postOnly: true } }))],
    ['trails the price', working(sell(1, { price: trailingStop({ amount: 2 }, 96) }))],
    ['follows the quote', working(buy(1, { price: relative(1) }))],
    ['takes what is there or nothing', working(buy(1, { price: limit(95), timeInForce: 'IOC' }))],
  ])('where an order %s', (_, order) => {
    expect(bandOf(order)).toBeNull()
    expect(bandOf(working(buy(1, { price: limit(90) })), order)).toBeNull()
  })
})
