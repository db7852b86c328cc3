import { describe, expect, test } from 'vitest'
import { bracket, buy, sell } from '../../model/order.testing.js'
import { limit, stop } from '../../model/order-price.js'
import { perShareFees } from './fees.js'
import { tickSlippage } from './slippage.js'
import { type HandBar, TestVenue } from './venue.testing.js'

const calm: HandBar = [100, 101, 99, 100, 100]
const touchesBoth: HandBar = [100, 106, 94, 100, 100]

describe('the children of an entry', () => {
  test('sleep until it fills', () => {
    const venue = new TestVenue([touchesBoth, touchesBoth])
    venue.submit(buy(10, { price: limit(90), children: bracket(95, 105) }))
    venue.run()
    expect(venue.trades).toEqual([])
    expect(venue.told('accepted')).toEqual(['accepted 1', 'accepted 2', 'accepted 3'])
  })

  test('wake with its fill and may act in the same bar', () => {
    const venue = new TestVenue([touchesBoth], { policy: { intrabar: 'olhc' } })
    venue.submit(buy(10, { children: bracket(95, 105) }))
    venue.run()
    expect(venue.trades).toEqual(['1 buy 10 @ 100', '2 sell 10 @ 95'])
  })

  test('act from the next bar on under next-bar', () => {
    const venue = new TestVenue([touchesBoth, calm, touchesBoth], { policy: { intrabar: 'olhc', childActivation: 'next-bar' } })
    venue.submit(buy(10, { children: bracket(95, 105) }))
    venue.run()
    expect(venue.fills.map((fill) => [fill.price, fill.barIndex])).toEqual([
      [100, 0],
      [95, 2],
    ])
  })

  test('under next-bar do not act in the entry bar even if the entry price has passed them', () => {
    const venue = new TestVenue([[94, 96, 90, 95, 100], calm], { policy: { childActivation: 'next-bar' } })
    venue.submit(buy(10, { children: bracket(96, 110) }))
    venue.run(1)
    expect(venue.position()).toBe(10)
    venue.run()
    expect(venue.position()).toBe(10)
  })

  test('gap at the open of the next bar like any order', () => {
    const venue = new TestVenue([calm, [92, 93, 91, 92, 100]], { policy: { childActivation: 'next-bar' } })
    venue.submit(buy(10, { children: bracket(95, 105) }))
    venue.run()
    expect(venue.fills[1]).toMatchObject({ price: 92, rule: 'stop-gap-at-open', role: 'stop', side: 'sell' })
  })

  test.each<[string, readonly [number, number], number, 'stop' | 'target']>([
    ['a stop that the entry price has already passed', [95, 105], 94, 'stop'],
    ['a target that the entry price has already passed', [80, 93], 94, 'target'],
  ])('%s fills where the entry did', (_, [stopAt, targetAt], open, role) => {
    const venue = new TestVenue([[open, 96, 90, 95]])
    venue.submit(buy(10, { children: bracket(stopAt, targetAt) }))
    venue.run()
    expect(venue.fills[1]).toMatchObject({
      role,
      price: open,
      rule: 'child-at-activation',
      priceSource: 'open',
      time: venue.fills[0]?.time,
    })
  })

  test('a target exactly at the entry price waits for the price to go through it', () => {
    const venue = new TestVenue([
      [100, 100, 99, 100],
      [100, 100.5, 99, 100],
    ])
    venue.submit(buy(10, { children: [{ role: 'target', price: { at: 100 } }] }))
    venue.run()
    expect(venue.fills[1]).toMatchObject({ price: 100, barIndex: 1, rule: 'limit-at-limit' })
  })

  test('a passed stop meets the price of the entry limit that woke it, not a better one', () => {
    const venue = new TestVenue([[100, 106, 94, 100]], { policy: { slippage: tickSlippage(0) } })
    venue.submit(buy(10, { price: limit(95), children: [{ role: 'stop', price: { at: 97 } }] }))
    venue.run()
    expect(venue.fills[1]).toMatchObject({ price: 95, rule: 'child-at-activation' })
  })

  test('a percent is of the executed price, slippage in it', () => {
    const venue = new TestVenue(
      [
        [100, 101, 99, 100],
        [100, 120, 80, 100],
      ],
      { policy: { slippage: (price, side) => price + side, intrabar: 'ohlc' } },
    )
    venue.submit(
      buy(10, {
        children: [
          { role: 'stop', price: { fractionOfFill: -0.1 } },
          { role: 'target', price: { fractionOfFill: 0.1 } },
        ],
      }),
    )
    venue.run()
    expect(venue.events.filter((event) => event.kind === 'updated').map((event) => event.price)).toEqual([
      stop(101 * 0.9),
      limit(101 * 1.1),
    ])
    expect(venue.fills[1]?.price).toBeCloseTo(111.1, 9)
  })

  test('one fills, the other is canceled', () => {
    const venue = new TestVenue([calm, [100, 106, 99, 100, 100]])
    venue.submit(buy(10, { children: bracket(95, 105) }))
    venue.run()
    expect(venue.trades).toEqual(['1 buy 10 @ 100', '3 sell 10 @ 105'])
    expect(venue.told('canceled')).toEqual(['canceled 2: its sibling filled'])
    expect(venue.broker.hasOrders(0)).toBe(false)
  })

  test('grow with the partial fills of their parent', () => {
    const venue = new TestVenue([calm, calm, calm, touchesBoth], { policy: { participation: 0.1 } })
    venue.submit(buy(25, { children: bracket(95, 105) }))
    venue.run(3)
    expect(venue.trades).toEqual(['1 buy 10 @ 100', '1 buy 10 @ 100', '1 buy 5 @ 100'])
    const sizes = venue.events.flatMap((event) => (event.kind === 'updated' && event.clientOrderId === 2 ? [event.quantity] : []))
    expect(sizes).toEqual([10, 20, 25])
  })

  test('keep the price of the first fill', () => {
    const venue = new TestVenue([calm, [104, 105, 103, 104, 100]], { policy: { participation: 0.1 } })
    venue.submit(buy(20, { children: [{ role: 'stop', price: { fractionOfFill: -0.05 } }] }))
    venue.run()
    const prices = venue.events.flatMap((event) => (event.kind === 'updated' ? [event.price] : []))
    expect(prices).toEqual([stop(95), stop(95)])
  })

  test('shrink as their sibling fills in parts', () => {
    const venue = new TestVenue(
      [
        [100, 101, 99, 100, 1000],
        [106, 107, 104, 106, 40],
        [106, 107, 94, 96, 1000],
      ],
      { policy: { participation: 0.1 } },
    )
    venue.submit(buy(10, { children: bracket(95, 105) }))
    venue.run()
    expect(venue.trades).toEqual(['1 buy 10 @ 100', '3 sell 4 @ 106', '3 sell 6 @ 106'])
    const stopSizes = venue.events.flatMap((event) => (event.kind === 'updated' && event.clientOrderId === 2 ? [event.quantity] : []))
    expect(stopSizes).toEqual([10, 6])
    expect(venue.told('canceled')).toEqual(['canceled 2: its sibling filled'])
  })

  test('end with an entry that is canceled before any fill', () => {
    const venue = new TestVenue([calm])
    const id = venue.submit(buy(10, { price: limit(90), children: bracket(80, 105) }))
    venue.broker.cancel(id, 5, 'not wanted')
    expect(venue.told('canceled')).toEqual([
      'canceled 1: not wanted',
      'canceled 2: its parent ended unfilled',
      'canceled 3: its parent ended unfilled',
    ])
    expect(venue.broker.hasOrders(0)).toBe(false)
  })

  test('stay with what a canceled entry has filled', () => {
    const venue = new TestVenue([calm, calm, [100, 100, 90, 90, 1000]], { policy: { participation: 0.1 } })
    const id = venue.submit(buy(25, { children: bracket(95, 105) }))
    venue.run(1)
    venue.broker.cancel(id, 5, 'enough')
    venue.run()
    expect(venue.trades).toEqual(['1 buy 10 @ 100', '2 sell 10 @ 95'])
  })

  test('end too when a notional entry buys nothing', () => {
    const venue = new TestVenue([calm])
    venue.submit(buy(0, { quantity: { notional: 99 }, children: bracket(95, 105) }))
    venue.run()
    expect(venue.trades).toEqual([])
    expect(venue.told('canceled')).toEqual([
      'canceled 1: the notional is worth less than one lot',
      'canceled 2: its parent ended unfilled',
      'canceled 3: its parent ended unfilled',
    ])
  })
})

describe('reduce-only', () => {
  const reducing = { reduceOnly: true, role: 'exit' } as const

  test('an exit larger than the position takes only the position and ends', () => {
    const venue = new TestVenue([calm, calm])
    venue.submit(buy(10))
    venue.run(1)
    venue.submit(sell(25, reducing))
    venue.run()
    expect(venue.trades).toEqual(['1 buy 10 @ 100', '2 sell 10 @ 100'])
    expect(venue.told('canceled')).toEqual([])
    expect(venue.events.filter(({ clientOrderId }) => clientOrderId === 2)).toMatchObject([
      { kind: 'accepted' },
      { kind: 'updated', quantity: 10 },
      { kind: 'filled', done: true },
    ])
  })

  test('an exit without a position ends as it comes, and does not wait for one', () => {
    const venue = new TestVenue([calm, calm])
    venue.submit(sell(10, reducing))
    venue.submit(buy(10))
    venue.run()
    expect(venue.trades).toEqual(['2 buy 10 @ 100'])
    expect(venue.told('accepted', 'canceled')).toEqual(['accepted 1', 'canceled 1: there is no position to reduce', 'accepted 2'])
  })

  test('a reversal whose closing part is gone as it comes opens no more than it was to', () => {
    const venue = new TestVenue([calm, calm, calm])
    venue.submit(buy(10))
    venue.run(1)
    venue.submit(sell(6, reducing))
    venue.run(1)
    venue.submit(sell(25, { closing: 10, children: bracket(120, 80) }))
    venue.run()
    expect(venue.trades).toEqual(['1 buy 10 @ 100', '2 sell 6 @ 100', '3 sell 19 @ 100'])
    expect(venue.position()).toBe(-15)
  })

  test('a reversal of which nothing is left as it comes ends, and its children', () => {
    const venue = new TestVenue([calm, calm])
    venue.submit(sell(10, { closing: 10, children: bracket(120, 80) }))
    venue.run()
    expect(venue.trades).toEqual([])
    expect(venue.told('canceled')).toEqual([
      'canceled 1: what it was to close is closed',
      'canceled 2: its parent ended unfilled',
      'canceled 3: its parent ended unfilled',
    ])
  })

  test.each([
    ['without a position', 0, 'sell'],
    ['on the side of a long', 10, 'buy'],
    ['on the side of a short', -10, 'sell'],
  ] as const)('never fills %s', (_, lots, side) => {
    const venue = new TestVenue([calm, calm])
    if (lots !== 0) venue.submit((lots > 0 ? buy : sell)(10))
    venue.run(1)
    venue.submit((side === 'buy' ? buy : sell)(5, reducing))
    venue.run()
    expect(venue.position()).toBe(lots)
  })

  test('protection shrinks with a partial exit and ends with the last', () => {
    const venue = new TestVenue([calm, calm, calm])
    venue.submit(buy(10, { children: bracket(90, 110) }))
    venue.run(1)
    venue.submit(sell(4, reducing))
    venue.run(1)
    expect(venue.events.flatMap((event) => (event.kind === 'updated' ? [[event.clientOrderId, event.quantity]] : [])).slice(2)).toEqual([
      [2, 6],
      [3, 6],
    ])
    venue.submit(sell(6, reducing))
    venue.run()
    expect(venue.told('canceled')).toEqual([
      'canceled 2: there is no position left to reduce',
      'canceled 3: there is no position left to reduce',
    ])
  })

  test('a reversal ends the old protection, and its own protects the new side', () => {
    const venue = new TestVenue([calm, calm, touchesBoth], { policy: { intrabar: 'ohlc' } })
    venue.submit(buy(10, { children: bracket(95, 105) }))
    venue.run(1)
    venue.submit(sell(20, { children: bracket(105, 95) }))
    venue.run()
    expect(venue.trades).toEqual(['1 buy 10 @ 100', '4 sell 20 @ 100', '5 buy 10 @ 105'])
    expect(venue.told('canceled')).toEqual([
      'canceled 2: there is no position left to reduce',
      'canceled 3: there is no position left to reduce',
      'canceled 6: its sibling filled',
    ])
    expect(venue.position()).toBe(0)
  })

  test('a reversal in parts protects only what stands on the new side', () => {
    const venue = new TestVenue([calm, calm, calm, calm, calm], { policy: { participation: 0.06 } })
    venue.submit(buy(6))
    venue.run(1)
    venue.submit(sell(20, { children: [{ role: 'stop', price: { at: 110 } }] }))
    venue.run()
    expect(venue.position()).toBe(-14)
    const sizes = venue.events.flatMap((event) => (event.kind === 'updated' && event.quantity !== 0 ? [event.quantity] : []))
    expect(sizes).toEqual([6, 12, 14])
  })

  test('counts the strategy’s own position, not its neighbour’s', () => {
    const venue = new TestVenue([calm, calm])
    venue.submit(buy(10, { strategy: 'a' }))
    venue.run(1)
    venue.submit(sell(10, { ...reducing, strategy: 'b' }))
    venue.run()
    expect([venue.position('a'), venue.position('b')]).toEqual([10, 0])
  })
})

test('a fill of one strategy does not end what another has resting', () => {
  const venue = new TestVenue([calm, calm, calm, [100, 104, 99, 103, 100]])
  venue.submit(buy(10, { strategy: 'b' }))
  venue.run(1)
  venue.submit(sell(10, { reduceOnly: true, strategy: 'b', price: limit(102) }))
  venue.submit(buy(10, { strategy: 'a' }))
  venue.run(1)
  venue.submit(sell(10, { reduceOnly: true, strategy: 'a' }))
  venue.run()
  expect(venue.trades).toEqual(['1 buy 10 @ 100', '3 buy 10 @ 100', '4 sell 10 @ 100', '2 sell 10 @ 102'])
})

describe('a notional', () => {
  test('buys the most whole lots that it pays for, fee included, at the fill price', () => {
    const fees = perShareFees(0.01, 3)
    const lotsFor = (notional: number): number => {
      const venue = new TestVenue([[12.5, 13, 12, 12.5]], { policy: { fees } })
      venue.submit(buy(0, { quantity: { notional } }))
      venue.run()
      return venue.position()
    }
    expect(lotsFor(12.5 * 80 + 3)).toBe(80)
    expect(lotsFor(12.5 * 80 + 2.99)).toBe(79)
    expect(lotsFor(12.51 * 1_000)).toBe(1_000)
    expect(lotsFor(12.51 * 1_000 - 0.01)).toBe(999)
  })

  test('buys the most lots under a fee that jumps too', () => {
    const venue = new TestVenue([[1, 1, 1, 1]], { policy: { fees: ({ units }) => 10 * Math.ceil(units / 100) } })
    venue.submit(buy(0, { quantity: { notional: 111 } }))
    venue.run()
    expect(venue.position()).toBe(100)
  })

  test('is worked out at the slipped price', () => {
    const venue = new TestVenue([calm], { policy: { slippage: (price, side) => price + side * 25 } })
    venue.submit(buy(0, { quantity: { notional: 1_000 } }))
    venue.run()
    expect(venue.trades).toEqual(['1 buy 8 @ 125'])
  })

  test('is done with its first fill', () => {
    const venue = new TestVenue([calm, calm])
    venue.submit(buy(0, { quantity: { notional: 950 } }))
    venue.run()
    expect(venue.trades).toEqual(['1 buy 9 @ 100'])
    expect(venue.events.at(-1)).toMatchObject({ kind: 'filled', done: true })
  })
})
