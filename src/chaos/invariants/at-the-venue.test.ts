import { describe, expect, test } from 'vitest'
import { flatBars, handSeries } from '../../../tests/fixtures/series.js'
import type { BacktestConfigInput } from '../../engine/config/config.js'
import { BarFeed } from '../../engine/time/bar-feed.js'
import type { OrderEvent } from '../../model/broker.js'
import { plainTerms } from '../../model/order.js'
import { intent, sell } from '../../model/order.testing.js'
import type { OrderPrice } from '../../model/order-price.js'
import { fillOf } from '../../portfolio/fill.testing.js'
import { groups } from './groups.js'
import type { Invariant } from './invariant.js'
import { reducingOrders } from './reducing-orders.js'
import { beginCheck, filled, modify, runInside, submit } from './run-inside.testing.js'
import { timeInForce } from './time-in-force.js'
import { trailing } from './trailing.js'

const monday = Date.parse('2024-03-04T15:00:00Z')
const DAY = 86_400_000
const feed = new BarFeed([handSeries('X', flatBars(100, 100), { timeframe: '1m', instrument: { calendar: 'XNYS' } })])
const buy = (lots: number, overrides = {}) => intent('buy', lots, overrides)

/** A venue that takes orders and says what a test has it say; what is found of that. */
function venueOf(invariant: Invariant, config: BacktestConfigInput = {}) {
  const check = beginCheck(invariant, runInside(config, { feed }))
  const tell = (event: OrderEvent) => check.told?.(event, event.time)
  const take = (order: number, what: Parameters<typeof submit>[1], time = monday) => {
    check.sent?.(submit(order, what), time)
    return tell({ kind: 'accepted', clientOrderId: order, time })
  }
  const fill = (order: number, lots: number, time = monday, isDone = true, barIndex = 0) =>
    tell(filled(fillOf(lots, 100, { clientOrderId: order, time, barIndex }), isDone))
  const update = (order: number, quantity: number, price: OrderPrice = { type: 'market' }, isUnasked = true) =>
    tell({ kind: 'updated', clientOrderId: order, time: monday, price, quantity, isUnasked })
  return { check, tell, take, fill, update }
}

describe('V1', () => {
  const exit = sell(10, { role: 'exit', reduceOnly: true })

  test('an order that only reduces shrinks with the position, before it fills', () => {
    const { check, take, fill, update } = venueOf(reducingOrders)
    take(1, buy(10))
    fill(1, 10)
    take(2, exit)
    take(3, sell(4))
    expect(check.afterTime?.(monday)).toBeNull()
    fill(3, -4)
    update(2, 6)
    expect(check.afterTime?.(monday)).toBeNull()
    update(2, 7)
    expect(check.afterTime?.(monday)).toMatchObject({ context: { order: 2, left: 7, held: 6 } })
  })

  test('one that comes where nothing is left does not work', () => {
    const { check, take, tell } = venueOf(reducingOrders)
    take(1, exit)
    expect(check.afterTime?.(monday)).toMatchObject({ context: { held: 0 } })
    tell({ kind: 'canceled', clientOrderId: 1, time: monday, why: 'nothing to reduce' })
    expect(check.afterTime?.(monday)).toBeNull()
  })
})

describe('V2', () => {
  const of = (type: 1 | 2 | 3) => ({ terms: { ...plainTerms, oca: { group: 'a', type } } })
  const pairOf = (type: 1 | 2 | 3) => {
    const venue = venueOf(groups)
    venue.take(1, buy(10, of(type)))
    venue.take(2, sell(20, of(type)))
    return venue
  }

  test('of type 1 one fill ends the others', () => {
    const { fill } = pairOf(1)
    expect(fill(1, 4, monday, false)).toBeNull()
    expect(fill(1, 6)).toBeNull()
    expect(fill(2, -1)).toMatchObject({ context: { order: 2, by: 1, left: 0 } })
  })

  test('of type 2 it takes the same part of them', () => {
    const { fill } = pairOf(2)
    fill(1, 4, monday, false)
    expect(fill(2, -13)).toMatchObject({ context: { left: 12 } })
  })

  test('and what is left of them may fill in parts, and no more than once', () => {
    const { fill } = pairOf(2)
    fill(1, 4, monday, false)
    expect(fill(2, -7, monday, false)).toBeNull()
    expect(fill(2, -6, monday, false)).toMatchObject({ context: { order: 2, left: 5 } })
  })

  test('of type 3 they fill together at one time, and not later', () => {
    expect(pairOf(3).fill(1, 10)).toBeNull()
    const { fill } = pairOf(3)
    fill(1, 10)
    expect(fill(2, -5, monday, false)).toBeNull()
    expect(fill(2, -5, monday + 1)).toMatchObject({ context: { order: 2 } })
  })

  test('a change that we asked for makes another order of it, and other groups are others', () => {
    const { check, fill, update, take } = pairOf(1)
    take(3, sell(5, { terms: { ...plainTerms, oca: { group: 'b', type: 1 } } }))
    fill(1, 10)
    expect(fill(3, -5)).toBeNull()
    check.sent?.(modify(2, 3), monday)
    update(2, 3)
    expect(fill(2, -3)).toBeNull()
  })
})

describe('V3', () => {
  test('an order of a day fills by the end of its session, one that comes after it in the next', () => {
    const { take, fill } = venueOf(timeInForce)
    const close = Date.parse('2024-03-04T21:00:00Z')
    take(1, buy(10, { timeInForce: 'DAY' }))
    expect(fill(1, 5, close, false)).toBeNull()
    expect(fill(1, 5, close + 1)).toMatchObject({ context: { order: 1, end: close } })
    take(2, buy(10, { timeInForce: 'DAY' }), close)
    expect(fill(2, 5, close + DAY, false)).toBeNull()
    expect(fill(2, 5, close + DAY + 1)).toMatchObject({ context: { order: 2 } })
  })

  test('one for the next opening or session counts from there', () => {
    const close = Date.parse('2024-03-04T21:00:00Z')
    for (const [order, timing] of [
      [buy(10, { timeInForce: 'OPG' }), 'next-open'],
      [buy(10, { timeInForce: 'DAY' }), 'next-session'],
    ] as const) {
      const { take, fill } = venueOf(timeInForce, { timing })
      take(1, order, monday + 1)
      expect(fill(1, 5, close + DAY, false)).toBeNull()
      expect(fill(1, 5, close + DAY + 1)).toMatchObject({ context: { order: 1, end: close + DAY } })
    }
  })

  test('one until a time fills by then, and one until it is canceled at any', () => {
    const { take, fill } = venueOf(timeInForce)
    take(1, buy(10, { timeInForce: 'GTD', terms: { ...plainTerms, goodTill: monday + 1_000 } }))
    take(2, buy(10))
    expect(fill(2, 10, monday + 30 * DAY)).toBeNull()
    expect(fill(1, 10, monday + 1_001)).toMatchObject({ context: { end: monday + 1_000 } })
  })

  test('what takes what it can get at once fills in one bar', () => {
    const { take, fill } = venueOf(timeInForce)
    take(1, buy(10, { timeInForce: 'IOC' }))
    expect(fill(1, 5, monday, false, 3)).toBeNull()
    expect(fill(1, 5, monday, true, 4)).toMatchObject({ context: { first: 3 } })
  })
})

describe('V4', () => {
  const trail = (trigger: number | null): OrderPrice => ({ type: 'trailing-stop', trail: { amount: 1 }, trigger })

  test('the trigger of a sell goes up, that of a buy down, and neither back', () => {
    const { take, update } = venueOf(trailing)
    take(1, sell(10, { price: trail(null) }))
    take(2, buy(10, { price: trail(null) }))
    expect([update(1, 10, trail(99)), update(1, 10, trail(100)), update(2, 10, trail(101)), update(2, 10, trail(100))]).toEqual([
      null,
      null,
      null,
      null,
    ])
    expect(update(1, 10, trail(99.5))).toMatchObject({ context: { order: 1, before: 100, now: 99.5 } })
    expect(update(2, 10, trail(100.5))).toMatchObject({ context: { order: 2 } })
  })

  test('one that we moved stands where we put it, and does not go back from there', () => {
    const { check, take, update } = venueOf(trailing)
    take(1, sell(10, { price: trail(99) }))
    update(1, 10, trail(99))
    check.sent?.(modify(1, 10), monday)
    expect(update(1, 10, trail(98), false)).toBeNull()
    expect(update(1, 10, trail(97.5))).toMatchObject({ context: { order: 1, before: 98, now: 97.5 } })
  })
})
