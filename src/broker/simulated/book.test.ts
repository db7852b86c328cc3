import { describe, expect, test } from 'vitest'
import { calendar } from '../../data/calendar/calendar.js'
import { instrument } from '../../model/instrument.js'
import { buy, sell } from '../../model/order.testing.js'
import { limit, stop, stopLimit } from '../../model/order-price.js'
import { HOUR_MS, MINUTE_MS } from '../../model/time.js'
import type { VenuePolicy } from './policy.js'
import { type BarTimes, type HandBar, TestVenue } from './venue.testing.js'

const calm: HandBar = [100, 101, 99, 100, 100]
const halted: HandBar = [100, 101, 99, 100, 0]

describe('participation', () => {
  const policy = { participation: 0.1 }

  test('fills carry over from bar to bar until the order is done', () => {
    const venue = new TestVenue([calm, calm, calm, calm], { policy })
    venue.submit(buy(25))
    venue.run()
    expect(venue.fills.map((fill) => [fill.quantity, fill.barIndex])).toEqual([
      [10, 0],
      [10, 1],
      [5, 2],
    ])
    expect(venue.events.flatMap((event) => (event.kind === 'filled' ? [event.done] : []))).toEqual([false, false, true])
  })

  test('one bar has one budget for all orders, open and path together', () => {
    const venue = new TestVenue([calm, calm], { policy })
    venue.submit(buy(4))
    venue.submit(buy(4, { price: limit(99.5) }))
    venue.submit(sell(4, { price: limit(100.5) }))
    venue.run()
    expect(venue.fills.map((fill) => [fill.clientOrderId, fill.quantity, fill.barIndex])).toEqual([
      [1, 4, 0],
      [3, 4, 0],
      [2, 2, 0],
      [2, 2, 1],
    ])
  })

  test('both paths of a bar start with the budget that the open left', () => {
    const venue = new TestVenue([calm], { policy: { ...policy, intrabar: 'pessimistic' } })
    venue.submit(buy(7))
    venue.submit(buy(7, { price: limit(99.5) }))
    venue.run()
    expect(venue.fills.map((fill) => fill.quantity)).toEqual([7, 3])
  })

  test('the cap is in whole lots', () => {
    const venue = new TestVenue([[100, 101, 99, 100, 259]], { policy, instrument: instrument('X', 'crypto', { lot: 10 }) })
    venue.submit(buy(100))
    venue.run()
    expect(venue.fills.map((fill) => fill.quantity)).toEqual([2])
  })

  test('a bar too thin for one lot fills nothing', () => {
    const venue = new TestVenue([[100, 101, 99, 100, 9], calm], { policy })
    venue.submit(buy(1))
    venue.run()
    expect(venue.fills.map((fill) => fill.barIndex)).toEqual([1])
  })

  test('a stop that found no volume left is a market order at the next open', () => {
    const venue = new TestVenue([calm, [97, 98, 96, 97, 100]], { policy })
    venue.submit(sell(10, { price: limit(100.5) }))
    venue.submit(buy(6, { price: stop(100.8) }))
    venue.run()
    expect(venue.fills).toMatchObject([
      { clientOrderId: 1, quantity: 10, price: 100.5 },
      { clientOrderId: 2, quantity: 6, price: 97, rule: 'market-at-open' },
    ])
    expect(venue.told('triggered')).toEqual(['triggered 2'])
  })

  test('without a cap an order takes whatever it wants', () => {
    const venue = new TestVenue([calm], { policy: { participation: null } })
    venue.submit(buy(5_000))
    venue.run()
    expect(venue.fills).toMatchObject([{ quantity: 5_000, volumeUnknown: false }])
  })
})

describe('volume', () => {
  test('zero throughout is unknown: no cap, and the fill says so', () => {
    const venue = new TestVenue([halted, halted], { policy: { participation: 0.1 } })
    venue.submit(buy(5_000))
    venue.run()
    expect(venue.fills).toMatchObject([{ quantity: 5_000, barIndex: 0, volumeUnknown: true }])
  })

  test('absent from one bar is unknown there', () => {
    const venue = new TestVenue([[100, 101, 99, 100, Number.NaN], calm], { policy: { participation: 0.1 } })
    venue.submit(buy(5_000))
    venue.run(1)
    venue.submit(sell(1))
    venue.run()
    expect(venue.fills).toMatchObject([
      { quantity: 5_000, volumeUnknown: true },
      { quantity: 1, volumeUnknown: false },
    ])
  })

  test.each<[string, Partial<VenuePolicy>]>([
    ['no cap', { participation: null }],
    ['a cap', { participation: 0.5 }],
    ['same-close', { timing: 'same-close' }],
    ['next-close', { timing: 'next-close' }],
  ])('zero where it is otherwise reported: nothing fills or triggers, orders wait (%s)', (_, policy) => {
    const venue = new TestVenue([calm, halted, calm], { policy })
    venue.run(1)
    venue.submit(buy(1))
    venue.submit(buy(1, { price: limit(99.5) }))
    venue.submit(buy(1, { price: stop(100.5) }))
    venue.run(1)
    expect(venue.told('filled', 'triggered')).toEqual([])
    venue.run()
    expect(venue.fills).toHaveLength(3)
  })
})

describe('timing', () => {
  const bars: readonly HandBar[] = [
    [100, 101, 99, 100.5],
    [102, 103, 101, 102.5],
    [104, 105, 103, 104.5],
  ]
  /** A market order decided at the close of the first bar. */
  const decidedAtClose = (timing: VenuePolicy['timing']): TestVenue => {
    const venue = new TestVenue(bars, { policy: { timing } })
    venue.open(0)
    venue.path(0)
    venue.submit(buy(1), venue.columns.closeTime[0])
    venue.sameClose(0)
    venue.run()
    return venue
  }

  test.each<[VenuePolicy['timing'], number, number, string]>([
    ['next-open', 1, 102, 'market-at-open'],
    ['same-close', 0, 100.5, 'market-at-close'],
    ['next-close', 1, 102.5, 'market-at-close'],
  ])('%s: a market order decided at the close of bar 0 fills in bar %d at %d', (timing, bar, price, rule) => {
    const venue = decidedAtClose(timing)
    expect(venue.fills).toMatchObject([{ barIndex: bar, price, rule }])
    expect(venue.fills[0]?.time).toBe((timing === 'next-open' ? venue.columns.openTime : venue.columns.closeTime)[bar])
  })

  describe.each([Number.NaN, 0])('a close of %d is no price: nothing fills at it, and what waited for it', (none) => {
    const stock = instrument('X', 'equity', { calendar: '24/7' })
    const spoilt: readonly HandBar[] = [
      [102, 103, 101, none],
      [104, 105, 103, 104.5],
    ]

    test('fills at the next under next-close', () => {
      const venue = new TestVenue(spoilt, { policy: { timing: 'next-close' }, instrument: stock })
      venue.submit(buy(1))
      venue.run()
      expect(venue.trades).toEqual(['1 buy 1 @ 104.5'])
    })

    test('fills at the open under same-close', () => {
      const venue = new TestVenue(spoilt, { policy: { timing: 'same-close' }, instrument: stock })
      venue.open(0)
      venue.path(0)
      venue.submit(buy(1), venue.columns.closeTime[0])
      venue.sameClose(0)
      expect(venue.trades).toEqual([])
      venue.run()
      expect(venue.fills).toMatchObject([{ price: 104, rule: 'market-at-open' }])
    })
  })

  test.each<VenuePolicy['timing']>(['same-close', 'next-close'])('%s leaves resting orders to the path', (timing) => {
    const venue = new TestVenue(bars, { policy: { timing } })
    venue.submit(buy(1, { price: limit(100.8) }))
    venue.submit(buy(1, { price: stop(102.9) }))
    venue.run()
    expect(venue.trades).toEqual(['1 buy 1 @ 100', '2 buy 1 @ 102.9'])
  })

  test('next-close: a stop that triggered without volume does not wait for the close', () => {
    const venue = new TestVenue(
      [
        [100, 102, 99, 100, 10],
        [97, 98, 96, 97.5, 100],
      ],
      { policy: { timing: 'next-close', participation: 0.1 } },
    )
    venue.submit(sell(1, { price: limit(101) }))
    venue.submit(buy(1, { price: stop(101.5) }))
    venue.run()
    expect(venue.fills.map((fill) => fill.price)).toEqual([101, 97])
  })

  test('next-close and a path that trades in the same bar', () => {
    const venue = new TestVenue(bars, { policy: { timing: 'next-close', intrabar: 'pessimistic' } })
    venue.submit(buy(1))
    venue.submit(buy(1, { price: limit(99.5) }))
    venue.run()
    expect(venue.trades).toEqual(['2 buy 1 @ 99.5', '1 buy 1 @ 100.5'])
  })

  test('next-session: the first open of the next session, while resting orders work all day', () => {
    const xnys = calendar('XNYS')
    const sessions = ['2024-11-27', '2024-11-29'].map((date) => xnys.session(date) as { open: number; close: number })
    const times: BarTimes[] = sessions.flatMap(({ open }) => [
      [open, open + HOUR_MS],
      [open + HOUR_MS, open + 2 * HOUR_MS],
    ])
    const venue = new TestVenue([...bars, [106, 107, 105, 106]], {
      policy: { timing: 'next-session' },
      times,
      instrument: instrument('X', 'etf'),
    })
    venue.run(1)
    venue.submit(buy(1))
    venue.submit(buy(1, { price: limit(101.5) }))
    venue.run()
    expect(venue.fills.map((fill) => [fill.clientOrderId, fill.barIndex, fill.price])).toEqual([
      [2, 1, 101.5],
      [1, 2, 104],
    ])
  })

  test('next-session: a stop that triggered without volume fills at the next open, not in the next session', () => {
    const policy = { timing: 'next-session', participation: 0.1 } as const
    const venue = new TestVenue(
      [
        [100, 102, 99, 100, 10],
        [97, 98, 96, 97.5, 100],
      ],
      { policy },
    )
    venue.submit(sell(1, { price: limit(101) }))
    venue.submit(buy(1, { price: stop(101.5) }))
    venue.run()
    expect(venue.fills.map((fill) => fill.price)).toEqual([101, 97])
  })

  test('next-session: the first bar of the data opens a session', () => {
    const venue = new TestVenue(bars, { policy: { timing: 'next-session' } })
    venue.submit(buy(1))
    venue.run()
    expect(venue.fills).toMatchObject([{ barIndex: 0, price: 100 }])
  })
})

describe('an order may use only a bar that opens at or after its arrival', () => {
  test.each([
    ['market', buy(1), 100],
    ['limit', buy(1, { price: limit(99.5) }), 99.5],
    ['stop', buy(1, { price: stop(100.5) }), 100.5],
  ])('a %s order from the middle of a bar waits for the next', (_, order, price) => {
    for (const timing of ['next-open', 'next-session'] as const) {
      const venue = new TestVenue([calm, calm], { policy: { timing } })
      venue.submit(order, (venue.columns.openTime[0] as number) + MINUTE_MS)
      venue.run(1)
      expect(venue.fills).toEqual([])
      if (timing === 'next-session' && order.price.type === 'market') continue
      venue.run()
      expect(venue.fills).toMatchObject([{ barIndex: 1, price }])
    }
  })

  test('under next-close it is not in time for the close of the bar it stands in', () => {
    const venue = new TestVenue([calm, calm], { policy: { timing: 'next-close' } })
    venue.submit(buy(1), (venue.columns.openTime[0] as number) + 1)
    venue.run()
    expect(venue.fills).toMatchObject([{ barIndex: 1 }])
  })

  test('an order at the very open is in time', () => {
    const venue = new TestVenue([calm, calm])
    venue.submit(buy(1), venue.columns.openTime[0])
    venue.run()
    expect(venue.fills).toMatchObject([{ barIndex: 0 }])
  })

  test('a stop-limit sent after the open whose trigger is passed works at once along the path', () => {
    const venue = new TestVenue([[100, 101, 94, 100]], { policy: { intrabar: 'olhc' } })
    venue.open(0)
    venue.submit(buy(1, { price: stopLimit(90, 95) }), venue.columns.openTime[0])
    venue.path(0)
    expect(venue.trades).toEqual(['1 buy 1 @ 95'])
  })

  test('one sent after the open was matched misses that open but not the path', () => {
    const venue = new TestVenue([calm, calm])
    venue.submit(buy(1))
    venue.submit(buy(1, { price: limit(90) }))
    venue.open(0)
    const market = venue.submit(buy(1), venue.columns.openTime[0])
    const stopped = venue.submit(buy(1, { price: stop(100.5) }), venue.columns.openTime[0])
    venue.path(0)
    venue.run()
    expect(venue.fills.map((fill) => [fill.clientOrderId, fill.barIndex, fill.rule])).toEqual([
      [1, 0, 'market-at-open'],
      [stopped, 0, 'stop-at-trigger'],
      [market, 1, 'market-at-open'],
    ])
  })
})
