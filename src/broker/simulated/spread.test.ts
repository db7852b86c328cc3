import { describe, expect, test } from 'vitest'
import type { QuoteColumns } from '../../model/bar.js'
import { instrument } from '../../model/instrument.js'
import type { OrderIntent } from '../../model/order.js'
import { buy, sell } from '../../model/order.testing.js'
import { limit, market, stop, stopLimit } from '../../model/order-price.js'
import { HOUR_MS } from '../../model/time.js'
import { BarCopy } from './bar-copy.js'
import { tickSlippage } from './slippage.js'
import { quotesOf } from './spread.js'
import { type HandBar, startTime, TestVenue, untickedX, type VenueOptions } from './venue.testing.js'

const ticked = instrument('X', 'equity', { calendar: '24/7' })
const wide: HandBar = [100, 106, 97, 103]

/** What each order paid, what the bar's price was then, and the rule. */
function traded(orders: readonly OrderIntent[], options: VenueOptions, bars: readonly HandBar[] = [wide]): unknown[] {
  const venue = new TestVenue(bars, options)
  for (const order of orders) venue.submit(order)
  venue.run()
  return venue.fills.map(({ price, referencePrice, rule }) => [price, referencePrice, rule])
}

describe('a spread beside the bars', () => {
  const policy = { spread: { ticks: 20 } } as const

  test('is paid half by who takes any price: a buy at the ask, a sell at the bid', () => {
    expect(traded([buy(1), sell(1)], { policy, instrument: ticked })).toEqual([
      [100.1, 100, 'market-at-open'],
      [99.9, 100, 'market-at-open'],
    ])
  })

  test('is in the slippage of the fill, and slippage comes on top', () => {
    const venue = new TestVenue([wide], { policy: { ...policy, slippage: tickSlippage(1) }, instrument: ticked })
    venue.submit(buy(10))
    venue.run()
    expect(venue.fills[0]).toMatchObject({ price: 100.11, referencePrice: 100 })
    expect(venue.fills[0]?.slippage).toBeCloseTo(1.1, 9)
  })

  test('that is an odd number of ticks goes to the tick that is worse for us', () => {
    expect(traded([buy(1), sell(1)], { policy: { spread: { ticks: 3 } }, instrument: ticked })).toEqual([
      [100.02, 100, 'market-at-open'],
      [99.98, 100, 'market-at-open'],
    ])
  })

  test('fills a limit when the quote reaches it, not the price of the bar', () => {
    const fills = (at: number, bar: HandBar, touch = false): unknown[] =>
      traded([buy(1, { price: limit(at) })], { policy: { ...policy, limit: touch ? 'touch' : 'penetrate' }, instrument: ticked }, [bar])
    expect(fills(99, [100, 100, 98.9, 100])).toEqual([])
    expect(fills(99, [100, 100, 98.9, 100], true)).toEqual([[99, 98.9, 'limit-at-limit']])
    expect(fills(99, [100, 100, 98.8, 100])).toEqual([[99, 98.9, 'limit-at-limit']])
    const above = traded([sell(1, { price: limit(101) })], { policy, instrument: ticked }, [[100, 101.2, 100, 100]])
    expect(above).toEqual([[101, 101.1, 'limit-at-limit']])
  })

  test('gives a limit that the open has passed the quote there', () => {
    expect(traded([buy(1, { price: limit(101) })], { policy, instrument: ticked })).toEqual([[100.1, 100, 'limit-gap-at-open']])
    expect(traded([buy(1, { price: limit(100.05) })], { policy, instrument: ticked }, [[100, 106, 99.96, 103]])).toEqual([])
  })

  test('does not trigger a stop: that is the price of the bar; its fill is at the quote', () => {
    expect(traded([sell(1, { price: stop(98) })], { policy, instrument: ticked })).toEqual([[97.9, 98, 'stop-at-trigger']])
    expect(traded([sell(1, { price: stop(96.95) })], { policy, instrument: ticked })).toEqual([])
  })

  test('makes a stop-limit wait whose limit the quote is beyond when it triggers', () => {
    expect(traded([buy(1, { price: stopLimit(104, 104.1) })], { policy, instrument: ticked })).toEqual([[104.1, 104, 'stop-at-trigger']])
    expect(traded([buy(1, { price: stopLimit(104, 104.05) })], { policy, instrument: ticked })).toEqual([
      [104.05, 103.95, 'limit-at-limit'],
    ])
  })

  test('in bps is of the bar’s open; ticks count as bps where there is no tick', () => {
    for (const spread of [{ bps: 20 }, { ticks: 20 }]) {
      expect(traded([buy(1), sell(1)], { policy: { spread } })).toEqual([
        [100.1, 100, 'market-at-open'],
        [99.9, 100, 'market-at-open'],
      ])
    }
  })

  test('in bps, or in ticks without a tick, widens as a price falls below zero', () => {
    const below: HandBar = [-100, -97, -106, -103]
    for (const spread of [{ bps: 20 }, { ticks: 20 }]) {
      expect(traded([buy(1), sell(1)], { policy: { spread } }, [below])).toEqual([
        [-99.9, -100, 'market-at-open'],
        [-100.1, -100, 'market-at-open'],
      ])
    }
  })

  test('stays as it is for the length of a bar, wherever its prices are moved meanwhile', () => {
    const { columns } = new TestVenue([wide, wide])
    const quotes = quotesOf({ instrument: untickedX, timeframe: '1h', columns }, { bps: 200 })
    const bar = new BarCopy(columns)
    bar.read(1)
    quotes?.begin(bar)
    bar.open = 300
    quotes?.begin(bar)
    expect([quotes?.priceFor(1, 100), quotes?.priceFor(-1, 100)]).toEqual([101, 99])
    expect([quotes?.priceAt(1, 101), quotes?.priceAt(-1, 99)]).toEqual([100, 100])
  })

  test('in volatility is a part of the mean true range of the bars before', () => {
    const bars: HandBar[] = [
      [100, 102, 98, 100],
      [103, 104, 103, 104],
      [100, 100, 100, 100],
    ]
    const venue = new TestVenue(bars, { policy: { spread: { volatility: 0.5 } } })
    venue.run(2)
    venue.submit(buy(1))
    venue.run()
    // Ranges of 4, and of 4 from the close of 100 on.
    expect(venue.fills[0]).toMatchObject({ price: 101, referencePrice: 100 })
  })

  test('in volatility is in the shares of after a split', () => {
    const venue = new TestVenue(
      [
        [100, 102, 98, 100],
        [10, 10, 10, 10],
      ],
      { policy: { spread: { volatility: 0.5 } } },
    )
    venue.run(1)
    venue.broker.split('X', 10, startTime + HOUR_MS)
    venue.submit(buy(1))
    venue.run()
    // Half of half of a range of 0.4.
    expect(venue.fills[0]?.price).toBeCloseTo(10.1, 12)
    const others = new TestVenue([wide], { policy: { spread: { bps: 20 } } })
    expect(() => others.broker.split('X', 10, startTime)).not.toThrow()
  })

  test('in volatility looks at no later bar, and at no more than twenty', () => {
    const bars = (last: number): HandBar[] => [
      [100, 500, 100, 100],
      ...Array.from({ length: 20 }, (): HandBar => [100, 101, 100, 100]),
      [100, last, 100, 100],
    ]
    for (const last of [100, 400]) {
      const venue = new TestVenue(bars(last), { policy: { spread: { volatility: 1 } } })
      venue.run(21)
      venue.submit(buy(1))
      venue.run()
      expect(venue.fills[0]?.price).toBe(100.5)
    }
  })

  test('in volatility is none in the first bar: nothing is known yet', () => {
    expect(traded([buy(1)], { policy: { spread: { volatility: 1 } } })).toEqual([[100, 100, 'market-at-open']])
  })
})

describe('recorded bid and ask', () => {
  type QuoteRow = readonly [bid: HandBar | null, ask: HandBar | null]

  function quoteColumns(rows: readonly QuoteRow[]): QuoteColumns {
    const column = (side: 0 | 1, at: number): Float64Array => Float64Array.from(rows, (row) => row[side]?.[at] ?? Number.NaN)
    return {
      length: rows.length,
      bidOpen: column(0, 0),
      bidHigh: column(0, 1),
      bidLow: column(0, 2),
      bidClose: column(0, 3),
      askOpen: column(1, 0),
      askHigh: column(1, 1),
      askLow: column(1, 2),
      askClose: column(1, 3),
    }
  }

  function recorded(order: OrderIntent, rows: readonly QuoteRow[], bars: readonly HandBar[] = [wide]): unknown[] {
    return traded([order], { policy: { spread: 'recorded' }, quotes: quoteColumns(rows) }, bars)
  }

  const row: QuoteRow = [
    [99, 105.5, 96, 102],
    [101, 106.5, 98, 103.5],
  ]

  test('are taken at the prices of the bar that they stand beside', () => {
    expect(recorded(buy(1), [row])).toEqual([[101, 100, 'market-at-open']])
    expect(recorded(sell(1), [row])).toEqual([[99, 100, 'market-at-open']])
  })

  test('are drawn straight between them', () => {
    // From open to high the ask goes 101 → 106.5 while the price goes 100 → 106.
    const [[paid, reference]] = recorded(buy(1, { price: stop(103) }), [row]) as [[number, number]]
    expect(reference).toBe(103)
    expect(paid).toBeCloseTo(103.75, 9)
  })

  test('fill a limit that the side’s own low or high goes through', () => {
    expect(recorded(buy(1, { price: limit(98.5) }), [row])).toMatchObject([[98.5, expect.any(Number), 'limit-at-limit']])
    expect(recorded(buy(1, { price: limit(98) }), [row])).toEqual([])
    expect(recorded(sell(1, { price: limit(105.4) }), [row])).toMatchObject([[105.4, expect.any(Number), 'limit-at-limit']])
    expect(recorded(sell(1, { price: limit(105.5) }), [row])).toEqual([])
  })

  test('that are missing in a row are as far away as at the last close that had them', () => {
    const bars: HandBar[] = [wide, wide, wide]
    const venue = new TestVenue(bars, { policy: { spread: 'recorded' }, quotes: quoteColumns([[null, null], row, [null, null]]) })
    venue.submit(buy(1))
    venue.run(2)
    venue.submit(buy(1))
    venue.submit(sell(1))
    venue.run()
    expect(venue.trades).toEqual(['1 buy 1 @ 100', '2 buy 1 @ 100.5', '3 sell 1 @ 99'])
  })

  test('that are missing after a split are as far away in the new shares', () => {
    const venue = new TestVenue([wide, [10, 10, 10, 10]], { policy: { spread: 'recorded' }, quotes: quoteColumns([row, [null, null]]) })
    venue.run(1)
    venue.broker.split('X', 10, startTime + HOUR_MS)
    venue.submit(buy(1))
    venue.run()
    expect(venue.fills[0]?.price).toBeCloseTo(10.05, 12)
  })

  test('are never better than the price of the bar', () => {
    expect(
      recorded(buy(1), [
        [
          [98, 98, 98, 98],
          [99, 99, 99, 99],
        ],
      ]),
    ).toEqual([[100, 100, 'market-at-open']])
  })

  test('of an opening auction are those of the open, for what the auction wakes too', () => {
    const opens: HandBar = [100, 106, 97, 103]
    const askedAfter = (highest: number): unknown[] => {
      const quotes = quoteColumns([row, [row[0], [101, highest, 98, 103.5]]])
      const times = [23, 24].map((hour) => [startTime + hour * HOUR_MS, startTime + (hour + 1) * HOUR_MS] as const)
      const venue = new TestVenue([wide, opens], { policy: { spread: 'recorded' }, quotes, times })
      venue.submit(buy(1, { price: stop(105) }))
      venue.run(1)
      const children = [{ role: 'triggered', side: 'buy', lots: 1, price: market() }] as const
      venue.submit(sell(1, { timeInForce: 'OPG', children }))
      venue.run()
      return venue.trades.slice(1)
    }
    for (const highest of [106.5, 140]) expect(askedAfter(highest)).toEqual(['2 sell 1 @ 100', '3 buy 1 @ 101'])
  })

  test('leave both paths open, for a price may have another quote on the other way', () => {
    const venue = new TestVenue([wide], { policy: { spread: 'recorded' }, quotes: quoteColumns([row]) })
    venue.submit(buy(1, { price: stop(103) }))
    venue.run()
    expect(venue.fills).toMatchObject([{ ambiguous: true }])
  })

  test('are asked for in vain where the data has none', () => {
    const series = { instrument: untickedX, timeframe: '1h', columns: new TestVenue([wide]).columns } as const
    expect(() => quotesOf(series, 'recorded')).toThrow(expect.objectContaining({ code: 'BAD_DATA' }))
  })
})
