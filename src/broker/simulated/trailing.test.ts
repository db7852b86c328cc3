import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { instrument } from '../../model/instrument.js'
import { sign } from '../../model/order.js'
import { buy, sell } from '../../model/order.testing.js'
import { type OrderPrice, relative, trailingStop, trailingStopLimit } from '../../model/order-price.js'
import { MINUTE_MS } from '../../model/time.js'
import { runs } from '../../std/property.testing.js'
import { RestingOrder } from './resting-order.js'
import { tickSlippage } from './slippage.js'
import { follow } from './trailing.js'
import { type HandBar, TestVenue, type VenueOptions } from './venue.testing.js'

function venue(bars: readonly HandBar[], policy: VenueOptions['policy'] = {}, options: VenueOptions = {}): TestVenue {
  return new TestVenue(bars, { ...options, policy })
}

/** Where the trailing stop was told to stand, bar by bar: `1 101` is at the end of bar 1. */
function toldTriggers({ events, columns }: TestVenue, id = 1): string[] {
  return events.flatMap((event) =>
    event.kind === 'updated' && event.clientOrderId === id && 'trail' in event.price
      ? [`${columns.closeTime.indexOf(event.time)} ${event.price.trigger}`]
      : [],
  )
}

const wide: HandBar = [100, 106, 97, 103]

describe('a trailing stop', () => {
  test('is moved by the way up before the way back meets it', () => {
    const high = venue([wide])
    high.submit(sell(1, { price: trailingStop({ amount: 5 }) }))
    high.run()
    expect(high.trades).toEqual(['1 sell 1 @ 101'])
    expect(high.fills[0]).toMatchObject({ rule: 'stop-at-trigger', priceSource: 'trigger', ambiguous: true })
  })

  test('begins behind the first price that it meets, and stands behind the best', () => {
    const low = venue([wide, [103, 104, 101.5, 102], [102, 103, 101, 102]], { intrabar: 'olhc' })
    low.submit(sell(1, { price: trailingStop({ amount: 5 }) }))
    low.run(2)
    expect(toldTriggers(low)).toEqual(['0 101'])
    expect(low.trades).toEqual([])
    low.run()
    expect(low.trades).toEqual(['1 sell 1 @ 101'])
  })

  describe.each([Number.NaN, 0, Number.POSITIVE_INFINITY])('through a close of %d, which is no price,', (none) => {
    const stock = { instrument: instrument('X', 'equity', { calendar: '24/7' }) }

    test('stays where it stands', () => {
      const after: HandBar[] = [
        [102, 103, 101.5, 102],
        [102, 102, 101, 101],
      ]
      const spoilt = venue([wide, [103, 104, 102, none], ...after], { intrabar: 'olhc', trailAnchor: 'close' }, stock)
      spoilt.submit(sell(1, { price: trailingStop({ amount: 2 }) }))
      spoilt.run(3)
      expect([toldTriggers(spoilt), spoilt.trades]).toEqual([['0 101'], []])
      spoilt.run()
      expect(spoilt.trades).toEqual(['1 sell 1 @ 101'])
    })

    test('stays where it stands over a short', () => {
      const spoilt = venue(
        [
          [100, 103, 94, 97],
          [97, 98, 96, none],
          [97, 98, 96, 97],
        ],
        { trailAnchor: 'close' },
        stock,
      )
      spoilt.submit(buy(1, { price: trailingStop({ amount: 5 }) }))
      spoilt.run()
      expect([toldTriggers(spoilt), spoilt.trades]).toEqual([['0 102'], []])
    })
  })

  test('of a buy is its mirror image', () => {
    const low = venue([[100, 103, 94, 97]], { intrabar: 'olhc' })
    low.submit(buy(1, { price: trailingStop({ amount: 5 }) }))
    low.run()
    expect(low.trades).toEqual(['1 buy 1 @ 99'])
  })

  test('of a percent trails by that part of the best price', () => {
    const low = venue(
      [
        [100, 110, 99, 109],
        [109, 109, 98, 98],
      ],
      { intrabar: 'olhc' },
    )
    low.submit(sell(1, { price: trailingStop({ fraction: 0.1 }) }))
    low.run()
    expect(toldTriggers(low)).toEqual(['0 99'])
    expect(low.trades).toEqual(['1 sell 1 @ 99'])
  })

  test('keeps a trigger that it was given until the trail passes it', () => {
    const bars: HandBar[] = [
      [100, 101, 99, 100],
      [100, 102, 99, 102],
      [102, 104, 101, 104],
    ]
    const low = venue(bars, { intrabar: 'olhc' })
    low.submit(sell(1, { price: trailingStop({ amount: 5 }, 97.5) }))
    low.run()
    expect(toldTriggers(low)).toEqual(['2 99'])
  })

  test('fills at the open that gaps through it', () => {
    const gap = venue([
      [100, 101, 99, 100],
      [94, 95, 93, 94],
    ])
    gap.submit(sell(1, { price: trailingStop({ amount: 5 }) }))
    gap.run()
    expect(gap.fills).toMatchObject([{ price: 94, rule: 'stop-gap-at-open' }])
  })

  test('is rounded as stops are: never nearer than the trail', () => {
    const ticked = instrument('X', 'equity', { calendar: '24/7' })
    const up = venue([[100, 100.01, 99.99, 100]], {}, { instrument: ticked })
    up.submit(sell(1, { price: trailingStop({ fraction: 0.0123 }) }))
    up.submit(buy(1, { price: trailingStop({ fraction: 0.0123 }) }))
    up.run()
    expect([toldTriggers(up, 1), toldTriggers(up, 2)]).toEqual([['0 98.77'], ['0 101.22']])
  })

  test('does not move in a bar without trades', () => {
    const quiet = venue([
      [100, 101, 99, 100, 10],
      [100, 120, 99, 119, 0],
      [100, 101, 99, 100, 10],
    ])
    quiet.submit(sell(1, { price: trailingStop({ amount: 5 }) }))
    quiet.run()
    expect(toldTriggers(quiet)).toEqual(['0 96'])
  })

  test('that comes inside a bar begins with the next one', () => {
    const late = venue([
      [100, 120, 99, 119],
      [110, 111, 109, 110],
    ])
    late.open(0)
    late.submit(sell(1, { price: trailingStop({ amount: 5 }) }), late.columns.openTime[0]! + MINUTE_MS)
    late.path(0)
    late.run()
    expect(toldTriggers(late)).toEqual(['1 106'])
  })

  test('that is moved stands where it was moved to, and trails from there', () => {
    const moved = venue(
      [
        [100, 104, 99.5, 104],
        [104, 105, 103, 104],
        [104, 110, 103, 110],
      ],
      { intrabar: 'olhc' },
    )
    moved.submit(sell(1, { price: trailingStop({ amount: 5 }) }))
    moved.run(1)
    moved.modify(1, trailingStop({ amount: 5 }, 95))
    moved.run(1)
    expect(toldTriggers(moved).slice(0, 1)).toEqual(['0 99'])
    expect(toldTriggers(moved).slice(-1)).toEqual(['1 100'])
  })

  test('is not moved back by a change of its quantity that names the trigger it was told', () => {
    const changed = venue(
      [
        [100, 104, 99.5, 104],
        [104, 110, 103.5, 110],
        [110, 111, 109, 110],
      ],
      { intrabar: 'olhc' },
    )
    changed.submit(sell(2, { price: trailingStop({ amount: 5 }) }))
    changed.run(1)
    changed.open(1)
    changed.modify(1, trailingStop({ amount: 5 }, 99), 1, changed.columns.openTime[1]! + MINUTE_MS)
    changed.path(1)
    changed.run()
    expect(toldTriggers(changed).at(-1)).toBe('2 106')
  })

  test('of a filled parent begins behind the price of that fill, slippage and all', () => {
    for (const childActivation of ['same-bar', 'next-bar'] as const) {
      const child = venue(
        [
          [100, 100, 99.5, 100],
          [100, 100, 96, 96],
        ],
        { childActivation, slippage: tickSlippage(100) },
      )
      child.submit(buy(1, { children: [{ role: 'stop', price: { trail: { amount: 4 }, from: null } }] }))
      child.run(1)
      expect(toldTriggers(child, 2).at(0)).toMatch(/ 97$/)
      child.run()
      expect(child.fills[1]).toMatchObject({ referencePrice: 97, rule: 'stop-at-trigger' })
    }
  })

  test('of a parent can be told where to begin', () => {
    const child = venue(
      [
        [100, 100, 99, 100],
        [100, 103, 99, 103],
      ],
      { intrabar: 'olhc' },
    )
    child.submit(buy(1, { children: [{ role: 'stop', price: { trail: { amount: 4 }, from: { fractionOfFill: -0.02 } } }] }))
    child.run()
    expect(toldTriggers(child, 2)).toEqual([' 98', ' 99'].map((text, bar) => `${bar === 0 ? -1 : 1}${text}`))
  })

  test('is told of once a bar at most', () => {
    const rising = venue(
      [
        [100, 104, 99, 103],
        [103, 108, 102, 107],
        [107, 112, 106.5, 111],
      ],
      { intrabar: 'olhc' },
    )
    rising.submit(sell(1, { price: trailingStop({ amount: 6 }) }))
    rising.run()
    expect(toldTriggers(rising)).toEqual(['0 98', '1 102', '2 106'])
  })
})

describe('a trailing stop that does not follow the path', () => {
  const bars: HandBar[] = [wide, [103, 110, 102, 104], [104, 105, 98, 99]]

  test('moves by the extreme when the bar ends', () => {
    const high = venue(bars, { trailAnchor: 'high' })
    high.submit(sell(1, { price: trailingStop({ amount: 5 }) }))
    high.run()
    expect(toldTriggers(high)).toEqual(['0 101', '1 105'])
    // The third bar opens below it.
    expect(high.fills).toMatchObject([{ price: 104, rule: 'stop-gap-at-open', barIndex: 2 }])
  })

  test('moves by the close when the bar ends, and begins behind the close before it came', () => {
    const close = venue(bars, { trailAnchor: 'close' })
    close.run(1)
    close.submit(sell(1, { price: trailingStop({ amount: 5 }) }))
    close.run()
    expect(toldTriggers(close)).toEqual(['1 99'])
    expect(close.fills).toMatchObject([{ price: 99, rule: 'stop-at-trigger', barIndex: 2 }])
  })

  test('as a child takes no extreme of the bar in which its parent filled, and the close of it', () => {
    const told = (trailAnchor: 'high' | 'close'): string[] => {
      const child = venue([wide, [103, 107, 102, 104]], { trailAnchor, childActivation: 'next-bar' })
      child.submit(buy(1, { children: [{ role: 'stop', price: { trail: { amount: 6 }, from: null } }] }))
      child.run()
      return toldTriggers(child, 2).slice(1)
    }
    expect(told('high')).toEqual(['1 101'])
    expect(told('close')).toEqual(['0 97', '1 98'])
  })
})

describe('a trailing stop-limit', () => {
  test('becomes a limit order beyond its trigger', () => {
    const bars: HandBar[] = [
      [100, 106, 97, 98],
      [98, 99, 97, 98],
      [98, 101, 97, 100],
    ]
    const thin = venue(bars, { intrabar: 'ohlc', participation: null })
    thin.submit(sell(1, { price: trailingStopLimit({ amount: 5 }, 0.5) }))
    thin.run()
    expect(thin.fills).toMatchObject([{ price: 101, rule: 'stop-at-trigger' }])
    const gap = venue([
      [106, 106, 105, 106],
      [99, 99.5, 98, 99],
      [99, 101, 98, 100],
    ])
    gap.submit(sell(1, { price: trailingStopLimit({ amount: 5 }, 0.5) }))
    gap.run(2)
    expect(gap.told('triggered')).toEqual(['triggered 1'])
    expect(gap.trades).toEqual([])
    gap.run()
    expect(gap.fills).toMatchObject([{ price: 100.5, rule: 'limit-at-limit' }])
  })

  test('of a buy takes up to its offset above the trigger', () => {
    const gap = venue([
      [94, 95, 94, 94],
      [101, 101, 100.5, 101],
      [101, 102, 99, 100],
    ])
    gap.submit(buy(1, { price: trailingStopLimit({ amount: 5 }, 1) }))
    gap.run()
    expect(gap.fills).toMatchObject([{ price: 100, rule: 'limit-at-limit', barIndex: 2 }])
  })
})

describe('a relative order', () => {
  test('rests at the best quote that there was, and fills when the price comes back', () => {
    const pegged = venue([[100, 103, 99.5, 102]], { intrabar: 'ohlc' })
    pegged.submit(buy(1, { price: relative(0) }))
    pegged.run()
    expect(pegged.fills).toMatchObject([{ price: 103, rule: 'limit-at-limit' }])
  })

  test('stands its offset inside the spread, and no further than its cap', () => {
    const bars: HandBar[] = [[100, 101, 99, 100.5]]
    const fillOf = (price: OrderPrice): unknown => {
      // Bid 1 below and ask 1 above the bar's prices.
      const pegged = venue(
        bars,
        { intrabar: 'olhc', spread: { ticks: 2 } },
        { instrument: instrument('X', 'equity', { tick: 1, calendar: '24/7' }) },
      )
      pegged.submit(buy(1, { price }))
      pegged.run()
      return pegged.fills.map(({ price: paid, referencePrice, rule }) => [paid, referencePrice, rule])
    }
    // At the open the ask is 101 and an offset of 2 meets it, so that any lower ask fills it; one of 1 never does, for the ask stays above the bid.
    expect(fillOf(relative(2))).toEqual([[101, 100, 'limit-at-limit']])
    expect(fillOf(relative(3))).toEqual([[101, 100, 'limit-gap-at-open']])
    expect(fillOf(relative(1))).toEqual([])
    expect(fillOf(relative(3, 100))).toEqual([])
  })

  test('is not moved away from the market', () => {
    const pegged = venue(
      [
        [100, 102, 100, 102],
        [101, 101, 95, 96],
      ],
      { intrabar: 'olhc' },
    )
    pegged.submit(buy(1, { price: relative(-2) }))
    pegged.run()
    expect(pegged.fills).toMatchObject([{ price: 100, rule: 'limit-at-limit', barIndex: 1 }])
  })
})

describe('follow', () => {
  const anyTrail = fc.oneof(
    fc.double({ min: 0.01, max: 20, noNaN: true }).map((amount) => ({ amount })),
    fc.double({ min: 0.001, max: 0.3, noNaN: true }).map((fraction) => ({ fraction })),
  )
  const anyPath = fc.array(fc.double({ min: 50, max: 150, noNaN: true }), { minLength: 1, maxLength: 40, size: 'max' })

  test('never takes a trigger back, and keeps it within the trail, and a tick, of the best price', () => {
    fc.assert(
      fc.property(anyTrail, anyPath, fc.constantFrom(buy, sell), fc.constantFrom(0.01, 0.25, 'none' as const), (trail, path, of, tick) => {
        const intent = of(1, { price: trailingStop(trail) })
        const order = new RestingOrder(1, intent, sign(intent.side), intent.price, [], null, 0)
        const following = { instrument: instrument('X', 'equity', { tick }), quotes: null }
        const triggers = path.map((price) => {
          follow(order, price, following)
          return order.trigger
        })
        const { side } = order
        const best = (upTo: number): number => path.slice(0, upTo + 1).reduce((a, b) => (side * (a - b) < 0 ? a : b))
        const distance = (price: number): number => ('amount' in trail ? trail.amount : trail.fraction * price)
        const beyond = triggers.map((trigger, at) => side * (trigger - best(at)) - distance(best(at)))
        expect(triggers.every((trigger, at) => at === 0 || side * (trigger - triggers[at - 1]!) <= 0)).toBe(true)
        expect(Math.min(...beyond)).toBeGreaterThanOrEqual(-1e-7)
        expect(Math.max(...beyond)).toBeLessThanOrEqual(tick === 'none' ? 1e-9 : tick)
      }),
      { numRuns: runs(10_000) },
    )
  })
})
