import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import type { OrderEvent } from '../../model/broker.js'
import { instrument } from '../../model/instrument.js'
import { type OrderIntent, plainTerms } from '../../model/order.js'
import { asApproved, buy, intent, sell } from '../../model/order.testing.js'
import { limit, marketOnClose, relative, stop } from '../../model/order-price.js'
import type { OcaGroup } from '../../model/signal.js'
import { HOUR_MS } from '../../model/time.js'
import { runs } from '../../std/property.testing.js'
import type { VenuePolicy } from './policy.js'
import { anyBar, anyPolicy, anyPrice } from './script.testing.js'
import { SimulatedBroker } from './simulated-broker.js'
import { type HandBar, plainPolicy, startTime, TestVenue } from './venue.testing.js'

vi.setConfig({ testTimeout: 300_000 })
const cases = { numRuns: runs(10_000) }

const calm: HandBar = [100, 101, 99, 100, 100]
const wide: HandBar = [100, 106, 94, 100, 1_000]
const grouped = (type: OcaGroup['type'], group = 'g') => ({ terms: { ...plainTerms, oca: { group, type } } })

describe('in one instrument', () => {
  test.each([
    [1, ['canceled 2: another order of its group g filled']],
    [2, ['canceled 2: another order of its group g filled']],
    [3, ['canceled 2: another order of its group g filled']],
  ] as const)('type %d: a whole fill ends the other', (type, canceled) => {
    const venue = new TestVenue([calm, wide])
    venue.submit(buy(10, { ...grouped(type), price: limit(99.5) }))
    venue.submit(sell(10, { ...grouped(type), price: limit(105) }))
    venue.run()
    expect(venue.trades).toEqual(['1 buy 10 @ 99.5'])
    expect(venue.told('canceled')).toEqual(canceled)
  })

  test('type 1: a part ends the others', () => {
    const venue = new TestVenue([calm, wide], { policy: { participation: 0.04 } })
    venue.submit(buy(10, { ...grouped(1), price: limit(99.5) }))
    venue.submit(sell(10, { ...grouped(1), price: limit(105) }))
    venue.run()
    expect(venue.trades).toEqual(['1 buy 4 @ 99.5', '1 buy 6 @ 99.5'])
  })

  test.each([2, 3] as const)('type %d: a part takes the same part from the others', (type) => {
    const venue = new TestVenue([calm, [100, 106, 99.8, 105, 10_000]], { policy: { participation: 0.04 } })
    venue.submit(buy(10, { ...grouped(type), price: limit(99.5) }))
    venue.submit(sell(20, { ...grouped(type), price: limit(105) }))
    venue.submit(sell(5, { ...grouped(type), price: limit(120) }))
    venue.run()
    // 4 of 10 filled: of 20 there are 12 left, of 5 three.
    expect(venue.trades).toEqual(['1 buy 4 @ 99.5', '2 sell 12 @ 105'])
    expect(venue.events.flatMap((event) => (event.kind === 'updated' ? [[event.clientOrderId, event.quantity]] : []))).toEqual([
      [2, 12],
      [3, 3],
    ])
    expect(venue.told('canceled')).toEqual([
      'canceled 1: another order of its group g filled',
      'canceled 3: another order of its group g filled',
    ])
  })

  test('two that one open reaches: the first blocks the second, unless the type does not', () => {
    const trades = (type: OcaGroup['type']): string[] => {
      const venue = new TestVenue([calm])
      venue.submit(buy(10, grouped(type)))
      venue.submit(buy(10, grouped(type)))
      venue.run()
      return venue.trades
    }
    expect(trades(1)).toEqual(['1 buy 10 @ 100'])
    expect(trades(2)).toEqual(['1 buy 10 @ 100'])
    expect(trades(3)).toEqual(['1 buy 10 @ 100', '2 buy 10 @ 100'])
  })

  test('type 3 hears of it before the price turns, which a relative order follows', () => {
    const venue = new TestVenue([[100, 101, 96, 97, 1_000]], { policy: { intrabar: 'olhc' } })
    venue.submit(sell(10, { ...grouped(3), price: stop(99) }))
    venue.submit(sell(10, { ...grouped(3), price: relative(0) }))
    venue.run()
    expect(venue.trades).toEqual(['1 sell 10 @ 99'])
  })

  test('type 3 does hear of a fill before the price moves on', () => {
    const venue = new TestVenue([wide])
    venue.submit(buy(10, { ...grouped(3), price: stop(102) }))
    venue.submit(buy(10, { ...grouped(3), price: stop(102) }))
    venue.submit(buy(10, { ...grouped(3), price: stop(103) }))
    venue.run()
    expect(venue.trades).toEqual(['1 buy 10 @ 102', '2 buy 10 @ 102'])
  })

  test('in a closing auction it is the same', () => {
    const venue = new TestVenue([calm], {
      times: [[startTime + 23 * 3_600_000, startTime + 24 * 3_600_000]],
    })
    for (const type of [2, 2, 3, 3] as const) venue.submit(buy(10, { ...grouped(type, `${type}`), price: marketOnClose() }))
    venue.run()
    expect(venue.fills.map(({ clientOrderId }) => clientOrderId)).toEqual([1, 3, 4])
  })

  test('a group is one strategy’s, and one name’s', () => {
    const venue = new TestVenue([calm])
    venue.submit(buy(10, grouped(1)))
    venue.submit(buy(10, { ...grouped(1), strategy: 'other' }))
    venue.submit(buy(10, grouped(1, 'h')))
    venue.submit(buy(10))
    venue.run()
    expect(venue.fills).toHaveLength(4)
  })

  test('a notional shrinks by the same part', () => {
    const venue = new TestVenue([calm, wide], { policy: { participation: 0.04 } })
    venue.submit(buy(10, { ...grouped(2), price: limit(99.5) }))
    venue.submit(intent('buy', 0, { ...grouped(2), quantity: { notional: 2_000 }, price: stop(105) }))
    venue.run(1)
    expect(venue.trades).toEqual(['1 buy 4 @ 99.5'])
    venue.modify(1, limit(10))
    venue.run()
    // 60 % of 2,000 buys 11 at 105.
    expect(venue.trades[1]).toBe('2 buy 11 @ 105')
  })

  test('a parent that its group ends takes its sleeping children with it', () => {
    const venue = new TestVenue([wide])
    venue.submit(buy(10, { ...grouped(1), price: limit(98) }))
    venue.submit(buy(10, { ...grouped(1), price: limit(90), children: [{ role: 'stop', price: { at: 80 } }] }))
    venue.run()
    expect(venue.told('canceled')).toEqual(['canceled 2: another order of its group g filled', 'canceled 3: its parent ended unfilled'])
  })
})

/** Two instruments whose bars have the same times. */
class TwoBooks {
  readonly events: OrderEvent[] = []
  readonly broker: SimulatedBroker
  #nextId = 1

  constructor(bars: readonly (readonly [x: HandBar, y: HandBar])[], policy: Partial<VenuePolicy> = {}) {
    const series = (['X', 'Y'] as const).map((id, which) => ({
      instrument: instrument(id, 'crypto', { lot: 1 }),
      timeframe: '1h' as const,
      columns: new TestVenue(bars.map((pair) => pair[which] as HandBar)).columns,
    }))
    this.broker = new SimulatedBroker(series, { ...plainPolicy, ...policy }, (event) => this.events.push(event))
  }

  submit(order: OrderIntent, time = startTime): void {
    this.broker.submit({ clientOrderId: this.#nextId++, intent: asApproved(order), childIds: [] }, time)
  }

  /** `come` is called between the opens and the paths of each bar. */
  run(bars: number, come: (bar: number) => void = () => undefined): void {
    for (let bar = 0; bar < bars; bar++) {
      for (const book of [0, 1]) this.broker.matchOpen(book, bar)
      come(bar)
      for (const book of [0, 1]) this.broker.matchPath(book, bar)
    }
  }

  get fills(): [number, number][] {
    return this.events.flatMap((event): [number, number][] => (event.kind === 'filled' ? [[event.clientOrderId, event.fill.quantity]] : []))
  }
}

describe('over instruments', () => {
  test.each([
    [1, [[1, 10]]],
    [2, [[1, 10]]],
    [
      3,
      [
        [1, 10],
        [2, 10],
      ],
    ],
  ] as const)('type %d: orders that fill at one open', (type, fills) => {
    const two = new TwoBooks([
      [calm, calm],
      [calm, calm],
    ])
    two.submit(buy(10, grouped(type)))
    two.submit(buy(10, { ...grouped(type), instrument: 'Y' }))
    two.run(2)
    expect(two.fills).toEqual(fills)
  })

  test('type 3 hears of the other instrument when the time is over', () => {
    const two = new TwoBooks([
      [calm, calm],
      [calm, wide],
    ])
    two.submit(buy(10, { ...grouped(3), price: limit(99.5) }))
    two.submit(buy(10, { ...grouped(3), price: limit(95), instrument: 'Y' }))
    two.run(2)
    expect(two.fills).toEqual([[1, 10]])
    expect(two.events.at(-1)).toMatchObject({ kind: 'canceled', clientOrderId: 2, why: 'another order of its group g filled' })
  })

  test('a part in one reduces the other', () => {
    const two = new TwoBooks(
      [
        [calm, calm],
        [calm, wide],
      ],
      { participation: 0.04 },
    )
    two.submit(buy(10, { ...grouped(2), price: limit(99.5) }))
    two.submit(buy(10, { ...grouped(2), price: limit(95), instrument: 'Y' }))
    two.run(2)
    expect(two.fills.reduce((sum, [, lots]) => sum + lots, 0)).toBe(10)
  })
})

describe('an order that comes after its group has filled', () => {
  const rejected = { kind: 'rejected', clientOrderId: 2, why: 'its group g has filled: a new group needs a new name' }

  test.each([1, 2, 3] as const)('is rejected in any instrument, of type %d too', (type) => {
    for (const where of ['X', 'Y']) {
      const two = new TwoBooks([
        [calm, calm],
        [calm, calm],
      ])
      two.submit(buy(10, grouped(type)))
      two.run(1)
      two.submit(buy(10, { ...grouped(type), instrument: where }), startTime + HOUR_MS)
      expect(two.events.at(-1)).toMatchObject(rejected)
      two.run(2)
      expect(two.fills).toEqual([[1, 10]])
    }
  })

  test('is taken under another name, or of another strategy, and where the group only ended', () => {
    const venue = new TestVenue([calm, calm, calm])
    venue.submit(buy(10, grouped(1)))
    const ended = venue.submit(buy(10, { ...grouped(1, 'h'), price: limit(1) }))
    venue.run(1)
    venue.broker.cancel(ended, startTime + HOUR_MS, 'asked')
    for (const order of [grouped(1, 'i'), { ...grouped(1), strategy: 'other' }, grouped(1, 'h')]) venue.submit(buy(10, order))
    venue.run()
    expect(venue.trades.map((trade) => trade.split(' ')[0])).toEqual(['1', '3', '4', '5'])
  })

  test('takes its children with it', () => {
    const venue = new TestVenue([calm, calm])
    venue.submit(buy(10, grouped(1)))
    venue.run(1)
    venue.submit(buy(10, { ...grouped(1), children: [{ role: 'stop', price: { at: 80 } }] }))
    expect(venue.told('rejected')).toHaveLength(2)
  })
})

test('protection that wakes as the group ends its entry has no part in what an open bar did before', () => {
  const { columns: hours } = new TestVenue([calm, [100, 101, 90, 100, 100], [100, 101, 90, 100, 1_000]])
  const halves = [0, 1, 2, 3, 4, 5].map((half) => [startTime + (half * HOUR_MS) / 2, startTime + ((half + 1) * HOUR_MS) / 2] as const)
  const low: HandBar = [98, 98, 98, 98, 10_000]
  const still: HandBar = [100, 100, 100, 100, 10_000]
  const { columns } = new TestVenue([still, still, still, low, low, low], { times: halves })
  const events: OrderEvent[] = []
  const series = [
    { instrument: instrument('X', 'crypto', { lot: 1 }), timeframe: '1h', columns: hours },
    { instrument: instrument('Y', 'crypto', { lot: 1 }), timeframe: '30m', columns },
  ] as const
  const broker = new SimulatedBroker(series, { ...plainPolicy, participation: 0.04 }, (event) => events.push(event))
  const terms = { ...plainTerms, oca: { group: 'g', type: 2 }, childrenAfter: 'full' } as const
  const entry = buy(10, { instrument: 'X', terms, price: limit(99.5), children: [{ role: 'stop', price: { at: 95 } }] })
  broker.submit({ clientOrderId: 1, intent: asApproved(entry), childIds: [2] }, startTime)
  broker.submit({ clientOrderId: 3, intent: asApproved(buy(10, { instrument: 'Y', terms, price: limit(99) })), childIds: [] }, startTime)
  const walk = (hour: number): void => {
    broker.matchOpen(0, hour)
    for (const half of [2 * hour, 2 * hour + 1]) {
      broker.matchOpen(1, half)
      if (half % 2 === 1) broker.matchPath(0, hour)
      broker.matchPath(1, half)
    }
  }
  for (const hour of [0, 1, 2]) walk(hour)
  const fills = events.flatMap((event) => (event.kind === 'filled' ? [[event.clientOrderId, event.fill.quantity, event.time]] : []))
  // Of the second hour nobody knows whether it fell before half past.
  expect(fills).toEqual([
    [1, 4, startTime + HOUR_MS],
    [3, 6, startTime + 1.5 * HOUR_MS],
    [2, 4, startTime + 3 * HOUR_MS],
  ])
})

describe('a group of equal orders never fills more than one of them', () => {
  const anyPair = fc.tuple(anyBar, anyBar)
  const anyLeg = fc.record({
    side: fc.constantFrom('buy', 'sell'),
    price: anyPrice,
    inY: fc.boolean(),
    /** The bar inside which it comes; at first for −1. */
    late: fc.integer({ min: -1, max: 4 }),
  })
  const blocking = fc.constantFrom<OcaGroup['type'][]>(1, 2)

  test('with a block: whatever the bars, the path, the cap, the instruments and the times at which they come', () => {
    fc.assert(
      fc.property(
        fc.array(anyPair, { minLength: 1, maxLength: 8, size: 'max' }),
        fc.array(anyLeg, { minLength: 2, maxLength: 6, size: 'max' }),
        fc.integer({ min: 1, max: 60 }),
        blocking,
        anyPolicy,
        (bars, legs, lots, type, policy) => {
          const two = new TwoBooks(bars, policy)
          const come = (bar: number): void => {
            for (const { side, price, inY, late } of legs) {
              if (late !== bar) continue
              const time = bar < 0 ? startTime : startTime + (bar + 0.5) * HOUR_MS
              two.submit(intent(side, lots, { ...grouped(type), price, instrument: inY ? 'Y' : 'X' }), time)
            }
          }
          come(-1)
          two.run(bars.length, come)
          expect(two.fills.reduce((sum, [, filled]) => sum + filled, 0)).toBeLessThanOrEqual(lots)
        },
      ),
      cases,
    )
  })

  test('without one: none after the bar in which one of them was done', () => {
    fc.assert(
      fc.property(
        fc.array(anyBar, { minLength: 1, maxLength: 8, size: 'max' }),
        fc.array(anyLeg, { minLength: 2, maxLength: 6, size: 'max' }),
        fc.integer({ min: 1, max: 60 }),
        anyPolicy,
        (bars, legs, lots, policy) => {
          const venue = new TestVenue(bars, { policy })
          for (const { side, price } of legs) venue.submit(intent(side, lots, { ...grouped(3), price }))
          venue.run()
          const done = venue.events.find((event) => event.kind === 'filled' && event.done)
          for (const fill of venue.fills) expect(fill.time).toBeLessThanOrEqual(done?.time ?? fill.time)
        },
      ),
      cases,
    )
  })
})
