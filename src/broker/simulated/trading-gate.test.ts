import { describe, expect, test } from 'vitest'
import { instrument } from '../../model/instrument.js'
import { type OrderIntent, type OrderTerms, plainTerms } from '../../model/order.js'
import { buy, sell } from '../../model/order.testing.js'
import {
  limit,
  limitIfTouched,
  market,
  marketIfTouched,
  marketOnClose,
  relative,
  stop,
  stopLimit,
  trailingStop,
  trailingStopLimit,
} from '../../model/order-price.js'
import { type EpochMs, HOUR_MS, MINUTE_MS } from '../../model/time.js'
import { type BarTimes, type HandBar, startTime, TestVenue, type VenueOptions } from './venue.testing.js'

const etf = instrument('X', 'etf', { tick: 'none' })
const at = (time: string, date = '2023-11-22'): EpochMs => Date.parse(`${date}T${time}:00-05:00`)
const minute = (time: string, date?: string): BarTimes => [at(time, date), at(time, date) + MINUTE_MS]
const outside: OrderTerms = { ...plainTerms, outsideRth: true }

const calm: HandBar = [100, 101, 99, 100, 100]
const falls: HandBar = [100, 101, 90, 92, 100]

describe('before the open and after the close', () => {
  /** Pre-market falls to 90 and comes back; the session is calm. */
  const day = [minute('08:00'), minute('09:30'), minute('15:59'), minute('16:00')]
  const venueOf = (options: VenueOptions = {}, bars: readonly HandBar[] = [falls, calm, calm, falls]): TestVenue =>
    new TestVenue(bars, { times: day, instrument: etf, ...options })

  test.each([
    ['market', market(), [[100, 1]]],
    ['limit', limit(95), []],
    ['stop', stop(105), []],
    ['touched', marketIfTouched(95), []],
  ] as const)('a %s order waits for the session: it neither fills nor triggers', (_, price, filled) => {
    const venue = venueOf()
    venue.submit(buy(1, { price, timeInForce: 'DAY' }))
    venue.run()
    expect(venue.fills.map((fill) => [fill.price, fill.barIndex])).toEqual(filled)
    expect(venue.told('triggered')).toEqual([])
  })

  test('a limit that may work outside does: before the open, and to the end of the post-market', () => {
    const venue = venueOf({}, [falls, calm, calm, [100, 101, 80, 81, 100]])
    venue.submit(buy(1, { price: limit(95), terms: outside, timeInForce: 'DAY' }))
    venue.submit(buy(1, { price: limit(85), terms: outside, timeInForce: 'DAY' }))
    venue.submit(sell(1, { price: stopLimit(91, 85), terms: outside }))
    venue.run()
    expect(venue.fills.map((fill) => [fill.clientOrderId, fill.barIndex])).toEqual([
      [1, 0],
      [3, 0],
      [2, 3],
    ])
  })

  test.each([
    ['a trailing stop with a limit', trailingStopLimit({ amount: 5 }, 10), true],
    ['a stop with a limit', stopLimit(97, 90), true],
    ['a touched order with a limit', limitIfTouched(101, 95), true],
    ['a relative order', relative(0), true],
    ['a trailing stop', trailingStop({ amount: 5 }), false],
    ['a stop', stop(97), false],
    ['a touched order', marketIfTouched(101), false],
    ['a market order', market(), false],
  ] as const)('%s that may work outside fills there if it has a limit: %j, %s', (_, price, fillsOutside) => {
    const venue = venueOf({}, [falls, [100, 100, 100, 100, 100], [100, 100, 100, 100, 100], calm])
    venue.submit(sell(1, { price, terms: outside, timeInForce: 'DAY' }))
    venue.run(1)
    expect(venue.fills).toHaveLength(fillsOutside ? 1 : 0)
  })

  test('an order for any price waits for the open all the same', () => {
    const venue = venueOf()
    venue.submit(buy(1, { terms: outside, timeInForce: 'DAY' }))
    venue.submit(sell(1, { price: stop(95), terms: outside, timeInForce: 'DAY' }))
    venue.run()
    expect(venue.trades).toEqual(['1 buy 1 @ 100'])
    const evening = new TestVenue([calm, calm], { times: [minute('17:00'), minute('09:30', '2023-11-24')], instrument: etf })
    evening.submit(buy(1, { terms: outside, timeInForce: 'DAY' }))
    evening.run()
    expect(evening.fills).toMatchObject([{ barIndex: 1 }])
  })

  test('at night, between the two, nothing works', () => {
    const venue = new TestVenue([falls, falls], { times: [minute('03:59'), minute('20:00')], instrument: etf })
    venue.submit(buy(1, { price: limit(95), terms: outside }))
    venue.run()
    expect(venue.fills).toEqual([])
  })

  test('a trailing stop stays where it is', () => {
    const rises: HandBar = [100, 120, 100, 119, 100]
    const venue = venueOf({ policy: { intrabar: 'ohlc' } }, [rises, [100, 100.5, 98, 98.5, 100], calm, calm])
    venue.submit(sell(1, { price: trailingStop({ amount: 5 }) }))
    venue.run()
    expect(venue.fills).toEqual([])
    const recorded = venueOf({ policy: { intrabar: 'ohlc', session: 'as-recorded' } }, [rises, [100, 100.5, 98, 98.5, 100], calm, calm])
    recorded.submit(sell(1, { price: trailingStop({ amount: 5 }) }))
    recorded.run()
    expect(recorded.fills).toMatchObject([{ price: 115, barIndex: 0 }])
  })

  test('protection of a fill outside waits for the session', () => {
    const venue = venueOf()
    venue.submit(buy(1, { price: limit(95), terms: outside, children: [{ role: 'stop', price: { at: 99.5 } }] }))
    venue.run()
    expect(venue.fills.map((fill) => [fill.clientOrderId, fill.barIndex, fill.price])).toEqual([
      [1, 0, 95],
      [2, 1, 99.5],
    ])
  })

  test('as recorded, every bar is for every order', () => {
    const venue = venueOf({ policy: { session: 'as-recorded' } })
    venue.submit(buy(1, { price: limit(95) }))
    venue.run()
    expect(venue.fills).toMatchObject([{ barIndex: 0 }])
  })

  test('a bar counts by its open: the half hour around the open is not regular, the one around the close is', () => {
    const half = (time: string): BarTimes => [at(time), at(time) + HOUR_MS / 2]
    for (const timeInForce of ['DAY', 'GTC'] as const) {
      const venue = new TestVenue([falls, falls], { times: [half('09:15'), half('15:45')], instrument: etf })
      venue.submit(buy(1, { price: limit(95), timeInForce }))
      venue.run()
      expect(venue.fills).toMatchObject([{ barIndex: 1 }])
    }
  })

  test('a bar of a day is regular whatever its times', () => {
    const venue = new TestVenue([falls], { times: [[at('00:00'), at('23:00')]], instrument: etf, timeframe: '1d' })
    venue.submit(buy(1, { price: limit(95) }))
    venue.run()
    expect(venue.fills).toHaveLength(1)
  })

  test('next-session is in the day of the session that it waits for', () => {
    const times = [minute('10:00'), minute('10:01'), minute('09:30', '2023-11-24')]
    const venue = new TestVenue([calm, calm, calm], { times, instrument: etf, policy: { timing: 'next-session' } })
    venue.run(1)
    venue.submit(buy(1, { timeInForce: 'DAY' }))
    venue.run()
    expect(venue.fills).toMatchObject([{ barIndex: 2 }])
  })

  test('next-session waits for the first regular open, not for the first bar of the date', () => {
    const venue = venueOf({ policy: { timing: 'next-session' } })
    venue.submit(buy(1))
    venue.run()
    expect(venue.fills).toMatchObject([{ barIndex: 1 }])
  })

  describe('a bar that an order sat out is counted', () => {
    const long = [minute('03:59'), minute('08:00'), minute('09:30'), minute('16:00'), minute('20:00')]
    const counted = (...orders: readonly OrderIntent[]): (number | undefined)[] =>
      [true, false].map((isMatched) => {
        const venue = new TestVenue(
          long.map(() => calm),
          { times: long, instrument: etf },
        )
        for (const order of orders) venue.submit(order)
        if (isMatched) venue.run()
        else for (const bar of long.keys()) venue.broker.passQuietly(0, bar)
        return venue.broker.barsOutside[0]?.bars
      })
    const waits = { price: limit(50) } as const

    test('once, however many orders it had, and matched or not', () => {
      expect(counted(buy(1, waits))).toEqual([4, 4])
      expect(counted(buy(1, waits), buy(1, waits))).toEqual([4, 4])
    })

    test('where the order does not work: one for outside regular hours works in all but the night', () => {
      expect(counted(buy(1, { ...waits, terms: outside }))).toEqual([2, 2])
      expect(counted(buy(1, { ...waits, terms: outside }), buy(1, waits))).toEqual([4, 4])
    })

    test('not for protection that sleeps', () => {
      expect(counted(buy(1, { ...waits, terms: outside, children: [{ role: 'stop', price: { at: 40 } }] }))).toEqual([2, 2])
    })

    test('when it ends: for an order that came inside it too', () => {
      const venue = new TestVenue([calm], { times: [minute('08:00')], instrument: etf })
      venue.open(0)
      venue.submit(buy(1, waits), at('08:00') + 1)
      expect(venue.broker.barsOutside).toEqual([])
      venue.path(0)
      expect(venue.broker.barsOutside).toEqual([{ instrument: 'X', bars: 1 }])
    })

    test('not in regular hours, where an order for the close sits out a bar for another reason', () => {
      expect(counted(buy(1, { price: marketOnClose(), timeInForce: 'DAY' }))[0]).toBe(2)
      expect(counted()).toEqual([undefined, undefined])
    })
  })

  test('same-close does not fill at a close outside', () => {
    const venue = venueOf({ policy: { timing: 'same-close' } })
    venue.open(0)
    venue.path(0)
    venue.submit(buy(1), day[0]?.[1])
    venue.sameClose(0)
    expect(venue.fills).toEqual([])
    venue.run()
    expect(venue.fills).toMatchObject([{ barIndex: 1, rule: 'market-at-open' }])
  })
})

describe('a halt', () => {
  const halts = (...halted: readonly number[]) => ({
    isHalted: (listing: string, time: EpochMs) => listing === 'X' && halted.includes((time - startTime) / HOUR_MS),
    bandAt: () => null,
    heldAtBand: () => {},
    split: () => {},
  })

  test('fills and triggers nothing; what was reached meanwhile meets the first open after it', () => {
    const venue = new TestVenue([calm, falls, [88, 89, 87, 88, 100]], { policy: { halts: halts(1) } })
    venue.run(1)
    venue.submit(buy(1))
    venue.submit(buy(1, { price: limit(95) }))
    venue.submit(sell(1, { price: stop(95) }))
    venue.run(1)
    expect(venue.told('filled', 'triggered')).toEqual([])
    venue.run()
    expect(venue.trades).toEqual(['1 buy 1 @ 88', '2 buy 1 @ 88', '3 sell 1 @ 88'])
  })
})

describe('a price that repeats without volume', () => {
  const still: HandBar = [100, 100, 100, 100]
  const moves: HandBar = [101, 102, 98, 99]
  const fillsAt = (staleAfter: number | null, bars: readonly HandBar[]): number[] => {
    const venue = new TestVenue(bars, { policy: { staleAfter } })
    venue.run(2)
    venue.submit(buy(1))
    venue.run()
    return venue.fills.map(({ barIndex }) => barIndex)
  }

  test('is stale from as many bars on as the policy says, until it moves', () => {
    const bars = [still, still, still, still, moves, still]
    expect(fillsAt(null, bars)).toEqual([2])
    expect(fillsAt(4, bars)).toEqual([2])
    expect(fillsAt(3, bars)).toEqual([4])
    expect(fillsAt(2, bars)).toEqual([4])
  })

  test('is none with volume, nor with a move inside a bar', () => {
    expect(
      fillsAt(
        2,
        [1, 2, 3].map((volume): HandBar => [100, 100, 100, 100, volume]),
      ),
    ).toEqual([2])
    expect(fillsAt(2, [still, still, [100, 100.5, 100, 100]])).toEqual([2])
    expect(
      fillsAt(
        2,
        [calm, calm, calm].map(([open, high, low, close]) => [open, high, low, close]),
      ),
    ).toEqual([2])
    expect(fillsAt(2, [still, [100, 100, 99, 100], still])).toEqual([2])
    expect(fillsAt(2, [still, [101, 101, 100, 100], still])).toEqual([2])
    expect(fillsAt(3, [moves, still, still, still])).toEqual([2])
  })
})

describe('the volume of a bar', () => {
  const capped = (...volumes: readonly number[]): [number, number, boolean][] => {
    const venue = new TestVenue(
      volumes.map((volume): HandBar => [100, 101, 99, 100, volume]),
      { policy: { participation: 0.1 } },
    )
    venue.submit(buy(100))
    venue.run()
    return venue.fills.map(({ barIndex, quantity, volumeUnknown }) => [barIndex, quantity, volumeUnknown])
  }

  test('caps what is filled of it', () => {
    expect(capped(10, 19, 20, 0, 10)).toEqual([
      [0, 1, false],
      [1, 1, false],
      [2, 2, false],
      [4, 1, false],
    ])
  })

  test('is not known before the first bar that tells one, nor in one that tells none', () => {
    expect(capped(0, 0, 10)).toEqual([[0, 100, true]])
    expect(capped(10, Number.NaN)).toEqual([
      [0, 1, false],
      [1, 99, true],
    ])
  })
})

describe('the end of the data', () => {
  test('orders that wait for more are canceled once time goes on, and later ones rejected', () => {
    const venue = new TestVenue([calm, calm])
    venue.submit(buy(1, { price: limit(50) }))
    venue.submit(buy(1, { price: limit(51), children: [{ role: 'stop', price: { at: 40 } }] }))
    venue.run()
    const end = startTime + 2 * HOUR_MS
    venue.broker.endDue(end)
    expect(venue.told('canceled')).toEqual([])
    expect(venue.broker.nextEnd).toBe(end + 1)
    venue.broker.endDue(end + MINUTE_MS)
    expect(venue.told('canceled')).toEqual([
      'canceled 1: the data of X ends',
      'canceled 2: the data of X ends',
      'canceled 3: its parent ended unfilled',
    ])
    venue.submit(buy(1), end + MINUTE_MS)
    expect(venue.told('rejected')).toEqual(['rejected 4: the data of X ended at 2024-01-08T02:00:00Z'])
    expect(venue.broker.nextEnd).toBe(Number.POSITIVE_INFINITY)
  })
})
