// Changes of trailing orders: where they stand after one (docs/FILLS.md, Trailing stops).

import { describe, expect, test } from 'vitest'
import { instrument } from '../../model/instrument.js'
import { buy, sell } from '../../model/order.testing.js'
import { type OrderPrice, stop, trailingStop, trailingStopLimit } from '../../model/order-price.js'
import { HOUR_MS, MINUTE_MS } from '../../model/time.js'
import { type HandBar, startTime, TestVenue } from './venue.testing.js'

/** Up to 104: five behind is 99. */
const up: HandBar = [100, 104, 99.5, 104]
const still: HandBar = [104, 104, 103, 104]
const five = { amount: 5 }
const secondBar = startTime + HOUR_MS
const inside = secondBar + MINUTE_MS

/** A sell that trails through the first bar, down before it goes up, and stands at 99; then the second has opened. */
function trailing(price: OrderPrice, ...bars: readonly HandBar[]): TestVenue {
  const venue = new TestVenue([up, ...bars], { policy: { intrabar: 'olhc' } })
  venue.submit(sell(2, { price }))
  venue.run(1)
  expect(prices(venue)).toEqual([{ ...price, trigger: 99 }])
  return venue
}

const prices = ({ events }: TestVenue): OrderPrice[] => events.flatMap((event) => (event.kind === 'updated' ? [event.price] : []))
const triggers = (venue: TestVenue): unknown[] => prices(venue).map((price) => ('trigger' in price ? price.trigger : null))

describe('between two bars', () => {
  test('the same trail without a trigger stays where it stands', () => {
    const venue = trailing(trailingStop(five), [99.5, 99.5, 98, 99])
    venue.modify(1, trailingStop(five), 1, secondBar)
    venue.run()
    expect(venue.trades).toEqual(['1 sell 1 @ 99'])
  })

  test('the same trail with a trigger stands there', () => {
    const venue = trailing(trailingStop(five), [101, 101, 98, 99])
    venue.modify(1, trailingStop(five, 98.5), null, secondBar)
    venue.run()
    expect(venue.trades).toEqual(['1 sell 2 @ 98.5'])
  })

  test.each<[string, OrderPrice, number]>([
    ['another amount', trailingStop({ amount: 6 }), 95],
    ['a part of the price', trailingStop({ fraction: 0.02 }), 98.98],
    ['a limit beside it', trailingStopLimit(five, 1), 96],
  ])('%s begins anew, behind the next price', (_, price, trigger) => {
    const venue = trailing(trailingStop(five), [101, 101, 100.5, 101])
    venue.modify(1, price, null, secondBar)
    venue.run()
    expect(triggers(venue).at(-1)).toBeCloseTo(trigger, 9)
  })

  test('a stop that stands still trails no more, and one that begins to trail does', () => {
    const stands = trailing(trailingStop(five), [104, 110, 103, 110], [110, 110, 98, 98])
    stands.modify(1, stop(99), null, secondBar)
    stands.run()
    expect(stands.trades).toEqual(['1 sell 2 @ 99'])
    const moves = new TestVenue([up, [104, 110, 103, 110], [110, 110, 98, 98]], { policy: { intrabar: 'olhc' } })
    moves.submit(sell(2, { price: stop(99) }))
    moves.run(1)
    moves.modify(1, trailingStop(five, 99), null, secondBar)
    moves.run()
    expect(moves.trades).toEqual(['1 sell 2 @ 105'])
  })
})

test('a trailing stop that has met no price yet tells of no trigger', () => {
  const venue = new TestVenue([up, still])
  venue.submit(buy(2))
  venue.run(1)
  venue.submit(sell(5, { reduceOnly: true, price: trailingStop(five) }))
  expect(venue.events.at(-1)).toMatchObject({ kind: 'updated', quantity: 2, price: trailingStop(five) })
})

describe('inside a bar', () => {
  test.each([
    ['was told', 99],
    ['is', 101],
  ])('the trigger that it %s takes nothing back', (_, trigger) => {
    // The second bar opens at 106: it stands at 101, and at 105 when the bar ends. The third opens below that.
    for (const price of [trailingStop(five), trailingStopLimit(five, 2)]) {
      const venue = trailing(price, [106, 110, 105.5, 110], [104, 104, 103.5, 104])
      venue.open(1)
      venue.modify(1, { ...price, trigger } as OrderPrice, 1, inside)
      venue.run()
      expect(venue.trades).toEqual(['1 sell 1 @ 104'])
    }
  })

  test('another trigger stands from the next bar on', () => {
    const venue = trailing(trailingStop(five), [106, 110, 105.5, 110], [104, 104, 99.5, 100], [100, 100, 98, 98])
    venue.open(1)
    venue.modify(1, trailingStop(five, 98.5), null, inside)
    venue.run()
    // It follows again from there: the third bar opens at 104.
    expect(venue.trades).toEqual(['1 sell 2 @ 99'])
    expect(venue.fills[0]?.barIndex).toBe(3)
  })

  test('a limit beside the same trail is another order from the next bar on', () => {
    const gap: HandBar = [95, 95.5, 94, 95]
    const venue = trailing(trailingStop(five), still, gap)
    venue.open(1)
    venue.modify(1, trailingStopLimit(five, 0.5, 99), null, inside)
    venue.run()
    expect(venue.told('triggered')).toEqual(['triggered 1'])
    expect(venue.trades).toEqual([])
  })

  test('another offset counts from the next bar on', () => {
    const gap: HandBar = [97.5, 97.8, 97, 97.5]
    const filled = (offset: number): string[] => {
      const venue = trailing(trailingStopLimit(five, 0.5), still, gap)
      venue.open(1)
      venue.modify(1, trailingStopLimit(five, offset, 99), null, inside)
      venue.run()
      return venue.trades
    }
    expect(filled(0.5)).toEqual([])
    expect(filled(2)).toEqual(['1 sell 2 @ 97.5'])
  })
})

describe('a trailing stop-limit that has triggered', () => {
  /** It falls through 99 at once: the limit of 98.5 waits above the price. */
  const waits = (...bars: readonly HandBar[]): TestVenue => {
    const venue = trailing(trailingStopLimit(five, 0.5), [96, 96.5, 95, 96], ...bars)
    venue.run(1)
    expect(venue.told('triggered', 'filled')).toEqual(['triggered 1'])
    return venue
  }

  test('takes another limit by its offset, or by its trigger', () => {
    const back: HandBar = [96, 97.5, 95.5, 96]
    for (const price of [trailingStopLimit(five, 2, 99), trailingStopLimit(five, 0.5, 97.5)]) {
      const venue = waits(back)
      venue.modify(1, price, null, startTime + 2 * HOUR_MS)
      venue.run()
      expect(venue.trades).toEqual(['1 sell 2 @ 97'])
    }
  })

  test('takes it on the tick, as it had the first', () => {
    const x = instrument('X', 'crypto', { tick: 0.25 })
    const venue = new TestVenue([up, [96, 96.5, 95, 96], [96, 98, 95.5, 96]], { instrument: x, policy: { intrabar: 'olhc' } })
    venue.submit(sell(2, { price: trailingStopLimit(five, 0.6) }))
    venue.run(2)
    // 0.6 below 98 is 97.40: no price of the venue, and 97.50 is the next that asks for no less.
    venue.modify(1, trailingStopLimit(five, 0.6, 98), null, startTime + 2 * HOUR_MS)
    venue.run()
    expect(venue.trades).toEqual(['1 sell 2 @ 97.5'])
  })

  test('of a buy has its limit above the trigger', () => {
    const venue = new TestVenue([
      [100, 100.5, 96, 96],
      [104, 105, 103.5, 104],
      [104, 104.5, 102.5, 103],
    ])
    venue.submit(buy(1, { price: trailingStopLimit(five, 0.5) }))
    venue.run(2)
    expect(venue.told('triggered', 'filled')).toEqual(['triggered 1'])
    venue.modify(1, trailingStopLimit(five, 2, 101), null, startTime + 2 * HOUR_MS)
    venue.run()
    expect(venue.trades).toEqual(['1 buy 1 @ 103'])
  })

  test('tells the trigger that it met, and follows the price no more', () => {
    const bars: HandBar[] = [[100, 100, 100, 100], up, [96, 96.5, 95, 96], [96, 96, 95, 96], [96, 98, 95, 98], [98, 99, 98, 98.5]]
    const venue = new TestVenue(bars, { policy: { intrabar: 'olhc' } })
    venue.submit(buy(5))
    venue.run(1)
    venue.submit(sell(5, { reduceOnly: true, price: trailingStopLimit(five, 0.5) }))
    venue.run(2)
    venue.submit(sell(2, { reduceOnly: true }))
    venue.run(1)
    expect(venue.events.at(-1)).toMatchObject({ kind: 'updated', clientOrderId: 2, quantity: 3, price: trailingStopLimit(five, 0.5, 99) })
    venue.run()
    expect(venue.trades.at(-1)).toBe('2 sell 3 @ 98.5')
  })
})

describe('a trailing stop-limit that has triggered', () => {
  test.each([
    ['the same distance keeps its limit', 0.5, 100.5],
    ['another distance moves the limit behind the price that it triggered at', 0.1, 100.9],
  ])('%s', (_, offset, limit) => {
    const first: HandBar = [100, 106, 97, 98, 40]
    const venue = new TestVenue([first, [100, 102, 100, 101.5, 1_000]], { policy: { intrabar: 'ohlc', participation: 0.1 } })
    venue.submit(sell(10, { price: trailingStopLimit(five, 0.5) }))
    venue.run(1)
    expect(venue.trades).toEqual(['1 sell 4 @ 101'])
    venue.modify(1, trailingStopLimit(five, offset), 8, secondBar)
    venue.run()
    expect(venue.trades).toEqual(['1 sell 4 @ 101', `1 sell 4 @ ${limit}`])
  })
})
