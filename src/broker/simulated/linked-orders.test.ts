import { describe, expect, test } from 'vitest'
import { type ChildIntent, plainTerms } from '../../model/order.js'
import { bracket, buy, sell } from '../../model/order.testing.js'
import { limit, market, marketOnClose, stop, stopLimit, trailingStop } from '../../model/order-price.js'
import { HOUR_MS, MINUTE_MS } from '../../model/time.js'
import { type HandBar, startTime, TestVenue } from './venue.testing.js'

const calm: HandBar = [100, 101, 99, 100, 100]
const falls: HandBar = [100, 101, 94, 96, 1_000]
const policy = { participation: 0.1 }
const afterAll = { terms: { ...plainTerms, childrenAfter: 'full' } } as const
const updates = (venue: TestVenue): [number, number | null][] =>
  venue.events.flatMap((event): [number, number | null][] => (event.kind === 'updated' ? [[event.clientOrderId, event.quantity]] : []))

const other = (some: Partial<Extract<ChildIntent, { role: 'triggered' }>> = {}): ChildIntent => ({
  role: 'triggered',
  side: 'buy',
  lots: 3,
  price: limit(95),
  ...some,
})

describe('children that wait for the whole', () => {
  test('sleep through the parts and wake with all of it', () => {
    const venue = new TestVenue([calm, [100, 100, 94, 100, 100], falls], { policy })
    venue.submit(buy(15, { ...afterAll, children: bracket(97, 110) }))
    venue.run()
    // In parts the first ten would have been sold in the second bar; its cap leaves ten for the next open.
    expect(venue.trades).toEqual(['1 buy 10 @ 100', '1 buy 5 @ 100', '2 sell 5 @ 97', '2 sell 10 @ 100'])
    expect(updates(venue).slice(0, 2)).toEqual([
      [2, 15],
      [3, 15],
    ])
  })

  test('take a fraction from the mean of the fills', () => {
    const venue = new TestVenue([calm, [106, 107, 105, 106, 100], [106, 106, 90, 91, 1_000]], { policy })
    venue.submit(buy(20, { ...afterAll, children: [{ role: 'stop', price: { fractionOfFill: -0.1 } }] }))
    venue.run()
    expect(venue.trades.at(-1)).toBe('2 sell 20 @ 92.7')
  })

  test('guard the part that filled when the rest is canceled, and what the bar did before is not theirs', () => {
    const venue = new TestVenue([calm, [100, 101, 94, 96, 100], [96, 98, 96, 97, 100]], { policy })
    venue.submit(
      buy(15, {
        ...afterAll,
        price: limit(99.5),
        children: [...bracket(95, 97.5), { role: 'triggered', side: 'buy', lots: 1, price: market() }],
      }),
    )
    venue.run(1)
    venue.broker.matchOpen(0, 1)
    venue.broker.cancel(1, startTime + HOUR_MS + MINUTE_MS, 'enough')
    expect(venue.told('canceled')).toEqual(['canceled 1: enough', 'canceled 4: its parent ended unfilled'])
    venue.path(1)
    expect(venue.trades).toEqual(['1 buy 10 @ 99.5'])
    venue.run()
    expect(venue.trades).toEqual(['1 buy 10 @ 99.5', '3 sell 10 @ 97.5'])
  })

  test('and when it expires', () => {
    const day: [number, number] = [startTime + 23 * HOUR_MS, startTime + 24 * HOUR_MS]
    const venue = new TestVenue([calm, [100, 101, 94, 96, 100]], { policy, times: [day, [day[1], day[1] + HOUR_MS]] })
    venue.submit(buy(15, { ...afterAll, timeInForce: 'DAY', children: bracket(97, 110) }))
    venue.run()
    expect(venue.trades).toEqual(['1 buy 10 @ 100', '2 sell 10 @ 97'])
  })
})

describe('one triggers another', () => {
  test('the other sleeps, wakes with the first fill with lots of its own, and opens a position if it must', () => {
    const venue = new TestVenue([calm, falls, falls], { policy })
    venue.submit(sell(15, { price: limit(100.5), children: [other({ lots: 40 })] }))
    venue.run(1)
    expect(updates(venue)).toEqual([[2, 40]])
    venue.run()
    expect(venue.trades).toEqual(['1 sell 10 @ 100.5', '1 sell 5 @ 100.5', '2 buy 40 @ 95'])
    expect(venue.position()).toBe(25)
  })

  test('waits for the last fill where children do', () => {
    const venue = new TestVenue([calm, falls, falls], { policy })
    venue.submit(sell(15, { ...afterAll, price: limit(100.5), children: [other()] }))
    venue.run(1)
    expect(updates(venue)).toEqual([])
    venue.run()
    expect(venue.trades.at(-1)).toBe('2 buy 3 @ 95')
  })

  test('meets the price at which it was triggered, and works along the rest of the bar', () => {
    const venue = new TestVenue([falls])
    venue.submit(
      sell(1, {
        price: stop(98),
        children: [other({ price: market() }), other({ side: 'sell', price: stop(97) }), other({ price: stop(97.5) })],
      }),
    )
    venue.run()
    expect(venue.trades).toEqual(['1 sell 1 @ 98', '2 buy 3 @ 98', '4 buy 3 @ 98', '3 sell 3 @ 97'])
  })

  test('takes nothing from its siblings, and its fill does not end its parent', () => {
    const venue = new TestVenue([calm, falls, falls], { policy })
    venue.submit(buy(15, { children: [...bracket(80, 120), other({ price: market() })] }))
    venue.run()
    expect(venue.trades).toEqual(['1 buy 10 @ 100', '1 buy 5 @ 100', '4 buy 3 @ 100'])
    expect(venue.told('canceled')).toEqual([])
    expect(updates(venue).slice(-2)).toEqual([
      [2, 15],
      [3, 15],
    ])
  })

  test('ends with a parent that never fills', () => {
    const venue = new TestVenue([calm])
    venue.submit(sell(1, { price: limit(150), children: [other()] }))
    venue.run()
    venue.broker.cancel(1, startTime + HOUR_MS, 'no')
    expect(venue.told('canceled')).toEqual(['canceled 1: no', 'canceled 2: its parent ended unfilled'])
  })

  test('for a close is for the close after it woke', () => {
    const times = [0, 1, 23, 24, 47].map((hour): [number, number] => [startTime + hour * HOUR_MS, startTime + (hour + 1) * HOUR_MS])
    const venue = new TestVenue([calm, calm, calm, falls, falls], { times })
    venue.submit(sell(1, { price: stopLimit(98, 97), children: [other({ price: marketOnClose() })] }))
    venue.run()
    expect(venue.fills.map(({ clientOrderId, barIndex, price }) => [clientOrderId, barIndex, price])).toEqual([
      [1, 3, 98],
      [2, 4, 96],
    ])
  })
})

test('protection that triggers ends an entry that is still filling, before there is volume for it', () => {
  const venue = new TestVenue([[100, 100, 90, 91, 100], calm], { policy })
  venue.submit(buy(15, { children: bracket(95, 120) }))
  venue.run()
  expect(venue.told('triggered', 'canceled')).toEqual(['triggered 2', 'canceled 1: its protection acted', 'canceled 3: its sibling filled'])
  expect(venue.trades).toEqual(['1 buy 10 @ 100', '2 sell 10 @ 100'])
})

describe('changes of quantity', () => {
  test('a smaller entry protects what it fills', () => {
    const venue = new TestVenue([calm, calm, falls], { policy })
    venue.submit(buy(25, { children: bracket(97, 110) }))
    venue.run(1)
    venue.modify(1, market(), 14)
    venue.run()
    expect(venue.trades).toEqual(['1 buy 10 @ 100', '1 buy 4 @ 100', '2 sell 14 @ 97'])
  })

  test('protection takes no more lots than the position has', () => {
    const venue = new TestVenue([calm, falls])
    venue.submit(buy(5, { children: bracket(97, 110) }))
    venue.run(1)
    venue.modify(2, stop(97), 50)
    expect(venue.events.at(-1)).toMatchObject({ kind: 'updated', clientOrderId: 2, quantity: 5 })
    venue.modify(3, limit(110), 2)
    venue.run()
    expect(venue.position()).toBe(0)
  })

  test('a sleeping child takes a price and no quantity', () => {
    const venue = new TestVenue([calm, falls])
    venue.submit(buy(5, { price: limit(99.5), children: bracket(80, 110) }))
    venue.modify(2, stop(97), 50)
    expect(venue.events.at(-1)).toEqual({ kind: 'updated', clientOrderId: 2, time: startTime, quantity: null, price: stop(97) })
    venue.run()
    expect(venue.trades).toEqual(['1 buy 5 @ 99.5', '2 sell 5 @ 97'])
  })
})

describe('the price of a child', () => {
  const pricesOf = (...children: readonly ChildIntent[]): unknown[] => {
    const venue = new TestVenue([[100, 100, 100, 100]])
    venue.submit(buy(5, { children }))
    venue.run()
    return venue.events.flatMap((event) => (event.kind === 'updated' && event.isUnasked ? [event.price] : []))
  }

  test('is its own, or that part of the fill', () => {
    expect(
      pricesOf(
        { role: 'stop', price: { at: 90 } },
        { role: 'target', price: { at: 120 } },
        { role: 'stop', price: { fractionOfFill: -0.05 } },
        { role: 'target', price: { fractionOfFill: 0.05 } },
      ),
    ).toEqual([stop(90), limit(120), stop(95), limit(105)])
  })

  test('of a triggered one is that which it was sent with', () => {
    expect(pricesOf(other({ price: market() }), other({ price: limit(95) }))).toEqual([market(), limit(95)])
  })

  test('trails the fill, from where it was told to', () => {
    const trail = { amount: 4 }
    expect(
      pricesOf(
        { role: 'stop', price: { trail, from: null } },
        { role: 'stop', price: { trail, from: { at: 93 } } },
        { role: 'stop', price: { trail, from: { fractionOfFill: -0.02 } } },
      ).slice(0, 3),
    ).toEqual([trailingStop(trail, 96), trailingStop(trail, 93), trailingStop(trail, 98)])
  })
})

describe('a child that is changed while it sleeps', () => {
  test.each<[string, ChildIntent]>([
    ['at a price', { role: 'stop', price: { at: 80 } }],
    ['at a part of the fill', { role: 'stop', price: { fractionOfFill: -0.2 } }],
    ['that trails', { role: 'stop', price: { trail: { amount: 20 }, from: null } }],
    ['that is triggered', { role: 'triggered', side: 'sell', lots: 5, price: limit(200) }],
  ])('(%s) wakes with the price that it was told', (_, child) => {
    const venue = new TestVenue([falls])
    venue.submit(buy(5, { children: [child] }))
    venue.modify(2, stop(97))
    venue.run()
    expect(venue.trades).toEqual(['1 buy 5 @ 100', '2 sell 5 @ 97'])
  })
})

describe('an entry in parts', () => {
  test('ends when something else has closed what it opened: it would go on without protection', () => {
    const venue = new TestVenue([calm, [100, 101, 99.8, 100, 200], calm], { policy })
    venue.submit(buy(30, { price: limit(99.5), children: bracket(90, 110) }))
    venue.run(1)
    venue.submit(sell(10, { reduceOnly: true, price: limit(100.5) }), startTime + HOUR_MS)
    venue.run()
    expect(venue.trades).toEqual(['1 buy 10 @ 99.5', '4 sell 10 @ 100.5'])
    expect(venue.told('canceled')).toEqual([
      'canceled 2: there is no position left to reduce',
      'canceled 1: what it had opened is closed',
      'canceled 3: there is no position left to reduce',
    ])
  })

  test('has protection from its first part on, also in a bar in which that grows', () => {
    const bars: HandBar[] = [calm, [100, 101, 94, 95, 200]]
    const venue = new TestVenue(bars, { policy: { participation: 0.1, childActivation: 'next-bar' } })
    venue.submit(buy(15, { children: bracket(97, 110) }))
    venue.run()
    expect(venue.trades).toEqual(['1 buy 10 @ 100', '1 buy 5 @ 100', '2 sell 15 @ 97'])
  })

  test('whose child was canceled while it slept protects with the other', () => {
    const venue = new TestVenue([calm, [100, 100, 89, 90, 1_000]])
    venue.submit(buy(10, { children: bracket(90, 110) }))
    venue.broker.cancel(3, startTime, 'not wanted')
    venue.run()
    expect(venue.trades).toEqual(['1 buy 10 @ 100', '2 sell 10 @ 90'])
  })
})
