import { beforeEach, describe, expect, test } from 'vitest'
import { flatBars, handSeries, START } from '../../../tests/fixtures/series.js'
import { BarFeed } from '../../engine/time/bar-feed.js'
import type { BrokerEvent } from '../../model/broker.js'
import { asApproved, buy, sell } from '../../model/order.testing.js'
import { limit, type OrderPrice, stop } from '../../model/order-price.js'
import { DAY_MS } from '../../model/time.js'
import { fillOf } from '../../portfolio/fill.testing.js'
import { Listings } from './listings.js'
import { lotsAsked, OrderBook } from './order-book.js'
import { filled, runInside, submit } from './run-inside.testing.js'

describe('an order over a split of 3:1', () => {
  const clock = { now: START }
  let book: OrderBook

  beforeEach(() => {
    clock.now = START
    const actions = [{ kind: 'split', exDate: '2024-01-02', ratio: 3 }] as const
    const split = { ...handSeries('X', flatBars(100, 100, 33), { instrument: { tick: 0.01 } }), actions }
    const run = runInside({}, { feed: new BarFeed([split, handSeries('Y', flatBars(100, 100, 100))]), clock })
    book = new OrderBook(run, new Listings(run))
    book.sent(submit(1, sell(40, { reduceOnly: true, role: 'stop', price: stop(98) })), START)
    book.heard({ kind: 'accepted', clientOrderId: 1, time: START })
  })

  const order = () => book.get(1)
  const stands = () => {
    const { lots = 0, filled = 0, agreed = 0, price } = order() ?? {}
    return [lots - filled, agreed - filled, filled, price]
  }
  const fill = (lots: number, time: number, done = false) => book.heard(filled(fillOf(-lots, 98, { time, priceSource: 'open' }), done))
  const updated = (price: OrderPrice, quantity: number | null, time: number): BrokerEvent => ({
    kind: 'updated',
    clientOrderId: 1,
    time,
    price,
    quantity,
  })

  test('stands in the new shares, though nobody says so', () => {
    fill(10, START)
    clock.now = START + DAY_MS
    // 98 / 3 on the tick, never to its own advantage.
    expect(stands()).toEqual([90, 90, 10, stop(32.66)])
    expect([...book.live].map(({ lots }) => lots)).toEqual([100])
    expect(order()).toMatchObject({ sharesOf: START + DAY_MS, most: 120 })
  })

  test('stands where a word of the time of the split puts it', () => {
    clock.now = START + DAY_MS
    book.heard(updated(stop(32.5), 117, START + DAY_MS))
    expect(stands()).toEqual([117, 117, 0, stop(32.5)])
  })

  test('stands where a word from before the split puts it, in the shares of now', () => {
    clock.now = START + DAY_MS
    book.heard(updated(stop(96), 20, START + 1))
    expect(stands()).toEqual([60, 60, 0, stop(32)])
  })

  test('has less left by a fill from before the split that is heard of only after it', () => {
    clock.now = START + DAY_MS
    fill(10, START)
    expect(stands().slice(0, 3)).toEqual([90, 90, 10])
    fill(30, START + DAY_MS)
    expect(stands().slice(0, 3)).toEqual([60, 60, 40])
  })

  test('has no less left by such a fill where the broker has said since what is left', () => {
    clock.now = START + DAY_MS
    book.heard(updated(stop(32.66), 90, START + DAY_MS))
    fill(10, START)
    expect(stands().slice(0, 3)).toEqual([90, 90, 10])
  })

  test('is changed to lots in all with those that had filled in the shares of now', () => {
    fill(10, START)
    clock.now = START + DAY_MS
    const change = { clientOrderId: 1, quantity: 30 + 150, price: stop(32) }
    book.sent({ kind: 'modify', change: asApproved(change) }, clock.now)
    expect(stands().slice(0, 2)).toEqual([150, 90])
    expect(lotsAsked(order() as NonNullable<ReturnType<typeof order>>, 180)).toBe(160)
  })

  test('stays as it was where it had ended', () => {
    book.heard({ kind: 'canceled', clientOrderId: 1, time: START, why: '' })
    clock.now = START + DAY_MS
    fill(10, START)
    expect(stands()).toEqual([30, 30, 10, stop(98)])
  })

  test('changes nothing of one in another instrument', () => {
    book.sent(submit(2, buy(5, { instrument: 'Y' })), START)
    clock.now = START + DAY_MS
    expect([book.get(2)?.lots, order()?.lots]).toEqual([5, 120])
  })
})

test('an order comes to the most of what is agreed and what changes under way ask for, until each is answered', () => {
  const run = runInside({}, { clock: { now: START } })
  const book = new OrderBook(run, new Listings(run))
  const price = limit(99)
  const about = { clientOrderId: 1, time: START, price } as const
  const lots = () => book.get(1)?.lots
  book.sent(submit(1, buy(10, { price })), START)
  for (const quantity of [20, 50, 30]) book.sent({ kind: 'modify', change: asApproved({ clientOrderId: 1, quantity, price }) }, START)
  expect(lots()).toBe(50)
  book.heard({ kind: 'updated', ...about, quantity: 20 })
  expect(lots()).toBe(50)
  book.heard({ kind: 'updated', ...about, quantity: 12, isUnasked: true })
  expect([lots(), book.get(1)?.agreed]).toEqual([50, 12])
  book.heard({ kind: 'update-rejected', clientOrderId: 1, time: START, why: 'no' })
  expect(lots()).toBe(30)
  book.heard({ kind: 'updated', ...about, quantity: 30 })
  expect(book.get(1)).toMatchObject({ lots: 30, agreed: 30, asked: [], most: 50 })
})
