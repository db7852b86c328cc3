import { describe, expect, test } from 'vitest'
import { bracket, buy, sell } from '../../model/order.testing.js'
import { limit, stop } from '../../model/order-price.js'
import type { VenuePolicy } from './policy.js'
import { type HandBar, TestVenue } from './venue.testing.js'

type Intrabar = VenuePolicy['intrabar']

/** The second bar touches both the stop at 95 and the target at 105 of a position from 100. */
function exitOf(
  intrabar: Intrabar,
  bar: HandBar,
  side: 'long' | 'short' = 'long',
): { price: number | undefined; ambiguous: boolean | undefined } {
  const venue = new TestVenue([[100, 101, 99, 100], bar], { policy: { intrabar } })
  venue.submit(side === 'long' ? buy(10, { children: bracket(95, 105) }) : sell(10, { children: bracket(105, 95) }))
  venue.run()
  expect(venue.position()).toBe(0)
  return { price: venue.fills[1]?.price, ambiguous: venue.fills[1]?.ambiguous }
}

describe('a bar that touches stop and target', () => {
  test.each<[Intrabar, HandBar, number, number]>([
    ['ohlc', [100, 106, 94, 100], 105, 105],
    ['olhc', [100, 106, 94, 100], 95, 95],
    ['pessimistic', [100, 106, 94, 100], 95, 105],
    ['optimistic', [100, 106, 94, 100], 105, 95],
    ['adaptive', [100, 105.5, 94, 100], 105, 105],
    ['adaptive', [100, 106, 94.5, 100], 95, 95],
    ['adaptive', [100, 106, 94, 100], 105, 105],
    ['stop-first', [100, 106, 94, 100], 95, 105],
  ])('%s on %j: a long leaves at %d, a short at %d', (intrabar, bar, long, short) => {
    expect(exitOf(intrabar, bar, 'long').price).toBe(long)
    expect(exitOf(intrabar, bar, 'short').price).toBe(short)
  })

  test.each<Intrabar>(['ohlc', 'olhc', 'pessimistic', 'optimistic', 'adaptive'])('its fill under %s is ambiguous', (intrabar) => {
    expect(exitOf(intrabar, [100, 106, 94, 100]).ambiguous).toBe(true)
  })

  test.each<[string, HandBar]>([
    ['only the stop', [100, 104, 94, 100]],
    ['only the target', [100, 106, 96, 100]],
    ['the stop at the open', [94, 106, 94, 100]],
    ['the target at the open', [106, 106, 94, 100]],
  ])('one that touches %s is not', (_, bar) => {
    const exits = (['ohlc', 'olhc', 'pessimistic', 'optimistic', 'adaptive'] as const).map((intrabar) => exitOf(intrabar, bar))
    expect(exits).toEqual(exits.map(() => ({ price: exits[0]?.price, ambiguous: false })))
  })
})

describe('pessimistic decides afresh each bar by the equity at its close', () => {
  test('an entry limit whose target may come after it: the path without the target', () => {
    const trades = (intrabar: Intrabar): string[] => {
      const venue = new TestVenue([[100, 105, 96, 100]], { policy: { intrabar } })
      venue.submit(buy(10, { price: limit(98), children: bracket(90, 104) }))
      venue.run()
      return venue.trades
    }
    expect(trades('ohlc')).toEqual(['1 buy 10 @ 98'])
    expect(trades('olhc')).toEqual(['1 buy 10 @ 98', '3 sell 10 @ 104'])
    expect(trades('pessimistic')).toEqual(trades('ohlc'))
    expect(trades('optimistic')).toEqual(trades('olhc'))
  })

  test('a stop entry whose stop may come after it, seen from the close: being stopped out can be the better end', () => {
    const trades = (intrabar: Intrabar, close: number): string[] => {
      const venue = new TestVenue([[100, 105, 90, close]], { policy: { intrabar } })
      venue.submit(buy(10, { price: stop(104), children: [{ role: 'stop', price: { at: 95 } }] }))
      venue.run()
      return venue.trades
    }
    const stopped = ['1 buy 10 @ 104', '2 sell 10 @ 95']
    const held = ['1 buy 10 @ 104']
    expect(trades('pessimistic', 103)).toEqual(stopped)
    expect(trades('optimistic', 103)).toEqual(held)
    // The rally that triggers the entry comes last on this path, so the bar falls to its close through the stop anyway.
    expect(trades('pessimistic', 92)).toEqual(stopped)
    expect(trades('optimistic', 92)).toEqual(stopped)
  })

  test('fees count: of two paths that earn the same the one that pays more is the pessimistic one', () => {
    // At the close of 103.5 the position is worth what the target at 103.5 would have brought, less the fee of selling.
    const trades = (intrabar: Intrabar): number => {
      const venue = new TestVenue([[100, 104, 96, 103.5]], { policy: { intrabar, fees: ({ units }) => units } })
      venue.submit(buy(10, { price: limit(97), children: [{ role: 'target', price: { at: 103.5 } }] }))
      venue.run()
      return venue.fills.length
    }
    expect([trades('ohlc'), trades('olhc')]).toEqual([1, 2])
    expect([trades('pessimistic'), trades('optimistic')]).toEqual([2, 1])
  })
})

describe('along one path', () => {
  const both: HandBar = [100, 110, 90, 100]

  test('orders fill in the order in which the price reaches them', () => {
    const venue = new TestVenue([both], { policy: { intrabar: 'olhc' } })
    venue.submit(buy(1, { price: stop(108) }))
    venue.submit(buy(1, { price: stop(104) }))
    venue.submit(buy(1, { price: limit(92) }))
    venue.submit(buy(1, { price: limit(97) }))
    venue.run()
    expect(venue.trades).toEqual(['4 buy 1 @ 97', '3 buy 1 @ 92', '2 buy 1 @ 104', '1 buy 1 @ 108'])
  })

  test('two orders at one price fill in the order they arrived', () => {
    const venue = new TestVenue([both])
    venue.submit(buy(1, { price: stop(104) }))
    venue.submit(sell(2, { price: limit(104) }))
    venue.run()
    expect(venue.trades).toEqual(['1 buy 1 @ 104', '2 sell 2 @ 104'])
  })

  test('a child born on the way works along the rest of the path only', () => {
    const entry = buy(10, { price: limit(95), children: bracket(80, 104) })
    const trades = (intrabar: Intrabar): string[] => {
      const venue = new TestVenue([[100, 106, 94, 96]], { policy: { intrabar } })
      venue.submit(entry)
      venue.run()
      return venue.trades
    }
    expect(trades('ohlc')).toEqual(['1 buy 10 @ 95'])
    expect(trades('olhc')).toEqual(['1 buy 10 @ 95', '3 sell 10 @ 104'])
  })

  test('a bar that walks through entry and exit twice trades each once', () => {
    const venue = new TestVenue([both, both], { policy: { intrabar: 'ohlc' } })
    venue.submit(buy(10, { price: limit(95), children: bracket(92, 108) }))
    venue.run()
    expect(venue.trades).toEqual(['1 buy 10 @ 95', '2 sell 10 @ 92'])
  })
})

describe('stop-first', () => {
  const policy = { intrabar: 'stop-first' } as const

  test('an open beyond the stop gives the open, an open beyond the target too', () => {
    const exit = (bar: HandBar): number | undefined => exitOf('stop-first', bar).price
    expect(exit([93, 96, 92, 94])).toBe(93)
    expect(exit([107, 108, 104, 106])).toBe(107)
  })

  test('the stop wins over a target that the open had already passed', () => {
    expect(exitOf('stop-first', [107, 108, 94, 106]).price).toBe(95)
  })

  test('the stop of the entry bar fills at its trigger', () => {
    const venue = new TestVenue([[100, 110, 90, 100]], { policy })
    venue.submit(buy(10, { children: bracket(95, 105) }))
    venue.run()
    expect(venue.trades).toEqual(['1 buy 10 @ 100', '2 sell 10 @ 95'])
  })

  test('resting entries fill at their own prices', () => {
    const venue = new TestVenue([[100, 110, 90, 100]], { policy })
    venue.submit(buy(1, { price: limit(95) }))
    venue.submit(buy(1, { price: stop(105) }))
    venue.submit(sell(1, { price: limit(111) }))
    venue.run()
    expect(venue.trades).toEqual(['2 buy 1 @ 105', '1 buy 1 @ 95'])
  })
})
