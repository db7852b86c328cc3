// What a split and a delisting do to the orders of a venue (docs/CORPORATE-ACTIONS.md).

import { describe, expect, test } from 'vitest'
import type { BarSeries } from '../../model/bar.js'
import type { OrderEvent } from '../../model/broker.js'
import { instrument } from '../../model/instrument.js'
import { plainTerms } from '../../model/order.js'
import { asApproved, bracket, buy, sell } from '../../model/order.testing.js'
import { limit, market, stop } from '../../model/order-price.js'
import { HOUR_MS, MINUTE_MS } from '../../model/time.js'
import { SimulatedBroker } from './simulated-broker.js'
import { type HandBar, plainPolicy, startTime, TestVenue } from './venue.testing.js'

const calm: HandBar = [100, 101, 99, 100, 100]
const halved: HandBar = [50, 50.5, 49.5, 50, 100]
const afterOne = startTime + HOUR_MS
const policy = { participation: 0.1 }
const withAll = { ...plainTerms, childrenAfter: 'full' } as const

/** The engine's way with a split of X: the orders that end, then the others. */
function split(venue: TestVenue, ratio: number, time = afterOne): void {
  venue.broker.endBeforeSplit('X', time)
  venue.broker.split('X', ratio, time)
}

describe('a split', () => {
  test('ends what has worked, and not what waits for its first session', () => {
    const venue = new TestVenue([calm, [50, 50.5, 44, 50, 100]])
    venue.submit(buy(10, { price: limit(90), timeInForce: 'DAY' }))
    venue.run(1)
    venue.submit(buy(10, { price: limit(90) }), afterOne)
    split(venue, 2)
    expect(venue.events.slice(2)).toEqual([
      { kind: 'canceled', clientOrderId: 1, time: afterOne, why: 'DAY ends with a split' },
      { kind: 'updated', clientOrderId: 2, time: afterOne, price: limit(45), quantity: 20, isUnasked: true },
    ])
    venue.run()
    expect(venue.trades).toEqual(['2 buy 20 @ 45'])
  })

  test('takes the protection of an open position along, which then reduces the new shares', () => {
    const venue = new TestVenue([calm, [50, 50, 44, 45, 1_000]])
    venue.submit(buy(10, { children: bracket(90, 120) }))
    venue.run(1)
    split(venue, 2)
    expect(venue.events.slice(-2)).toEqual([
      { kind: 'updated', clientOrderId: 2, time: afterOne, price: stop(45), quantity: 20, isUnasked: true },
      { kind: 'updated', clientOrderId: 3, time: afterOne, price: limit(60), quantity: 20, isUnasked: true },
    ])
    venue.run()
    expect(venue.trades).toEqual(['1 buy 10 @ 100', '2 sell 20 @ 45'])
    expect(venue.told('canceled')).toEqual(['canceled 3: its sibling filled'])
  })

  test('tells nothing of a child that sleeps, which wakes in the new shares', () => {
    const venue = new TestVenue([halved, [50, 50, 44, 45, 1_000]])
    venue.submit(buy(10, { children: bracket(90, 120) }))
    split(venue, 2, startTime)
    expect(venue.told('updated')).toEqual(['updated 1'])
    venue.run()
    expect(venue.trades).toEqual(['1 buy 20 @ 50', '2 sell 20 @ 45'])
  })

  test('of an entry that filled in part wakes its protection in the old shares, and restates that', () => {
    const venue = new TestVenue([calm, halved], { policy })
    venue.submit(buy(15, { terms: withAll, children: bracket(90, 120) }))
    venue.run(1)
    split(venue, 2)
    const later = venue.events.slice(-6).map((event) => [event.kind, event.clientOrderId, 'quantity' in event ? event.quantity : null])
    expect(later).toEqual([
      ['filled', 1, null],
      ['canceled', 1, null],
      ['updated', 2, 10],
      ['updated', 3, 10],
      ['updated', 2, 20],
      ['updated', 3, 20],
    ])
  })

  test('restates what filled of an order that goes on, and what its children wait with', () => {
    const venue = new TestVenue([calm, [50, 50, 44, 45, 1_000]], { policy })
    venue.submit(buy(15, { terms: withAll, children: [{ role: 'stop', price: { fractionOfFill: -0.1 } }] }))
    venue.run(1)
    venue.broker.split('X', 2, afterOne)
    venue.run()
    // Ten of 15 at 100 are twenty of thirty at 50; with ten more at 50 a tenth under their mean is 45.
    expect(venue.trades.slice(0, 3)).toEqual(['1 buy 10 @ 100', '1 buy 10 @ 50', '2 sell 30 @ 45'])
  })

  test('counts what has filled of an order that goes on in the new shares', () => {
    const venue = new TestVenue([calm, [110, 110.5, 110, 110, 40], [55, 55, 54, 54, 10_000]], { policy })
    venue.submit(buy(10, { children: bracket(90, 109) }))
    venue.run(2)
    // Four of ten are sold: eight of twenty.
    split(venue, 2, startTime + 2 * HOUR_MS)
    venue.modify(3, limit(54.5), 8, startTime + 2 * HOUR_MS)
    expect(venue.told('update-rejected')).toEqual(['update-rejected 3: as much has filled already'])
    venue.modify(3, limit(54.5), 9, startTime + 2 * HOUR_MS)
    expect(venue.events.at(-1)).toMatchObject({ kind: 'updated', quantity: 1 })
  })

  test('that leaves less than one lot of an order ends it', () => {
    const venue = new TestVenue([[1_000, 1_000, 1_000, 1_000, 100]])
    venue.submit(buy(9, { price: limit(99), children: bracket(90, 120) }))
    venue.submit(buy(25, { price: limit(99) }))
    split(venue, 0.1, startTime)
    expect(venue.told('updated', 'canceled')).toEqual([
      'canceled 1: the split leaves less than one lot',
      'canceled 2: its parent ended unfilled',
      'canceled 3: its parent ended unfilled',
      'updated 4',
    ])
    expect(venue.events.at(-1)).toMatchObject({ price: limit(990), quantity: 2 })
  })

  test('inside a bar counts the lots that a change asked for there', () => {
    const venue = new TestVenue([calm, [100, 100, 40, 50, 1_000], [50, 50, 40, 50, 1_000]])
    venue.submit(buy(10, { children: bracket(90, 120) }))
    venue.run(1)
    venue.submit(sell(2, { reduceOnly: true, price: limit(120) }), afterOne)
    venue.open(1)
    venue.modify(4, limit(120), 5, afterOne + MINUTE_MS)
    venue.broker.split('X', 2, afterOne + 2 * MINUTE_MS)
    expect(venue.events.at(-1)).toMatchObject({ kind: 'updated', clientOrderId: 4, quantity: 10, price: limit(60) })
  })

  test('comes after the ends before it, unless a bar is still open', () => {
    const until = (goodTill: number) => ({ timeInForce: 'GTD', terms: { ...plainTerms, goodTill } }) as const
    const end = startTime + HOUR_MS + MINUTE_MS
    const between = new TestVenue([calm, calm])
    between.submit(buy(10, { ...until(end), price: limit(90) }))
    between.run(1)
    split(between, 2, end)
    expect(between.told('expired', 'canceled')).toEqual(['expired 1: GTD ended at 2024-01-08T01:01:00Z'])
    const inside = new TestVenue([calm, calm])
    inside.submit(buy(10, { ...until(end), price: limit(90) }))
    inside.run(1)
    inside.open(1)
    split(inside, 2, end)
    expect(inside.told('expired', 'canceled')).toEqual(['canceled 1: GTD ends with a split'])
  })

  test('is of the range that a spread is a part of, too', () => {
    const bars: HandBar[] = [
      [100, 110, 100, 100, 100],
      [50, 50, 50, 50, 100],
    ]
    const venue = new TestVenue(bars, { policy: { spread: { volatility: 0.4 } } })
    venue.run(1)
    venue.submit(buy(10))
    split(venue, 2)
    venue.run()
    // The range of 10 was one of 5 in the new shares: a spread of 2, of which a buyer pays the half.
    expect(venue.trades).toEqual(['1 buy 20 @ 51'])
  })
})

describe('a delisting', () => {
  test('ends every order in the instrument, and leaves nothing to reduce', () => {
    const venue = new TestVenue([calm, calm], { policy })
    venue.submit(buy(15, { terms: withAll, children: [...bracket(90, 120), { role: 'triggered', side: 'buy', lots: 1, price: market() }] }))
    venue.submit(buy(1, { price: limit(50) }))
    venue.run(1)
    venue.broker.delist('X', afterOne, 'X was delisted')
    // Ten are bought, but nobody holds them now: their protection does not wake.
    expect(venue.told('updated', 'canceled', 'cancel-rejected')).toEqual([
      'canceled 1: X was delisted',
      'canceled 2: its parent ended unfilled',
      'canceled 3: its parent ended unfilled',
      'canceled 4: its parent ended unfilled',
      'canceled 5: X was delisted',
    ])
    expect(venue.events.at(-1)?.time).toBe(afterOne)
    venue.submit(sell(10, { reduceOnly: true }))
    expect(venue.told('canceled').at(-1)).toBe('canceled 6: there is no position to reduce')
  })

  test('of one instrument leaves the orders in others', () => {
    const events: OrderEvent[] = []
    const series = ['X', 'Y'].map(
      (id): BarSeries => ({ instrument: instrument(id, 'crypto', { lot: 1 }), timeframe: '1h', columns: new TestVenue([calm]).columns }),
    )
    const broker = new SimulatedBroker(series, plainPolicy, (event) => events.push(event))
    for (const [index, id] of ['X', 'Y'].entries()) {
      broker.submit({ clientOrderId: index, intent: asApproved(buy(1, { instrument: id, price: limit(50) })), childIds: [] }, startTime)
    }
    broker.delist('Y', startTime, 'Y was delisted')
    expect([broker.hasOrders(0), broker.hasOrders(1)]).toEqual([true, false])
    expect(events.at(-1)).toMatchObject({ kind: 'canceled', clientOrderId: 1, why: 'Y was delisted' })
  })
})
