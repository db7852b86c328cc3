// Bars with detail at the venue: their rows are matched one after the other, those of several instruments in the order of time.

import { describe, expect, test } from 'vitest'
import type { BarSeries } from '../../model/bar.js'
import type { OrderEvent } from '../../model/broker.js'
import { instrument } from '../../model/instrument.js'
import { type OrderIntent, type OrderTerms, plainTerms } from '../../model/order.js'
import { asApproved, buy, sell } from '../../model/order.testing.js'
import { limit } from '../../model/order-price.js'
import { HOUR_MS, MINUTE_MS } from '../../model/time.js'
import { perShareFees } from './fees.js'
import type { VenuePolicy } from './policy.js'
import { SimulatedBroker } from './simulated-broker.js'
import { type HandBar, plainPolicy, startTime, TestVenue } from './venue.testing.js'

const QUARTER = 15 * MINUTE_MS
const flat: HandBar = [100, 100, 100, 100, 10]
const dips: HandBar = [100, 100, 94, 100, 10]
const hour: HandBar = [100, 100, 94, 100, 40]
const calmHour: HandBar = [100, 100, 100, 100, 40]
/** Four quarters of an hour of which one dips. */
const dipsIn = (which: number): HandBar[] => Array.from({ length: 4 }, (_, index) => (index === which ? dips : flat))
const inGroup: OrderTerms = { ...plainTerms, oca: { group: 'g', type: 1 } }

function seriesOf(id: string, hours: readonly HandBar[], quarters?: readonly HandBar[]): BarSeries {
  const what = instrument(id, 'crypto', { lot: 1 })
  const { columns } = new TestVenue(hours)
  if (quarters === undefined) return { instrument: what, timeframe: '1h', columns }
  const times = quarters.map((_, index) => [startTime + index * QUARTER, startTime + (index + 1) * QUARTER] as const)
  const detail = { instrument: what, timeframe: '15m', columns: new TestVenue(quarters, { times }).columns } as const
  return { instrument: what, timeframe: '1h', columns, detail }
}

class Hours {
  readonly events: OrderEvent[] = []
  readonly broker: SimulatedBroker
  readonly #books: number
  #nextId = 1

  constructor(series: readonly BarSeries[], policy: Partial<VenuePolicy> = {}) {
    this.#books = series.length
    this.broker = new SimulatedBroker(series, { ...plainPolicy, ...policy }, (event) => this.events.push(event))
  }

  submit(order: OrderIntent, time = startTime): void {
    this.broker.submit({ clientOrderId: this.#nextId++, intent: asApproved(order), childIds: [] }, time)
  }

  open(bar: number): void {
    for (let book = 0; book < this.#books; book++) this.broker.matchOpen(book, bar)
  }

  paths(bar: number): void {
    const closing = Array.from({ length: this.#books }, (_, book) => ({ executes: true, instrument: book, bar }))
    this.broker.matchPaths(closing, this.#books)
  }

  /** What happened since the orders were accepted, and after how many quarters: `filled 1 at 2`. */
  get told(): string[] {
    return this.events.flatMap((event) =>
      event.kind === 'accepted' ? [] : [`${event.kind} ${event.clientOrderId} at ${(event.time - startTime) / QUARTER}`],
    )
  }

  get fills(): unknown[] {
    return this.events.flatMap((event) => {
      if (event.kind !== 'filled') return []
      const { fill } = event
      return [[fill.clientOrderId, fill.quantity, fill.price, fill.barIndex, (fill.time - startTime) / QUARTER]]
    })
  }
}

describe('the rows of a bar', () => {
  test('fill an order at their own time, in the bar that they belong to, and none of the next bar', () => {
    const quarters = [...dipsIn(1), ...dipsIn(0)]
    const hours = new Hours([seriesOf('X', [hour, hour], quarters)])
    hours.submit(buy(10, { price: limit(95) }))
    hours.open(0)
    hours.paths(0)
    expect(hours.fills).toEqual([[1, 10, 95, 0, 2]])
    const late = new Hours([seriesOf('X', [calmHour, hour], [...dipsIn(4), ...dipsIn(2)])])
    late.submit(buy(10, { price: limit(95) }))
    late.open(0)
    late.paths(0)
    expect(late.fills).toEqual([])
    late.open(1)
    late.paths(1)
    expect(late.fills).toEqual([[1, 10, 95, 1, 7]])
  })

  test('are met at their open like any bar', () => {
    const gap: HandBar[] = [flat, [90, 100, 90, 100, 10], flat, flat]
    const hours = new Hours([seriesOf('X', [[100, 100, 90, 100, 40]], gap)])
    hours.submit(buy(10, { price: limit(95) }))
    hours.open(0)
    hours.paths(0)
    expect(hours.fills).toEqual([[1, 10, 90, 0, 1]])
  })

  test('of one bar after another begin where the bar does', () => {
    const quarters = [...dipsIn(4), [90, 100, 90, 100, 10] as HandBar, flat, flat, flat]
    const hours = new Hours([seriesOf('X', [calmHour, [90, 100, 90, 100, 40]], quarters)])
    hours.submit(buy(10, { price: limit(95) }))
    hours.open(0)
    hours.paths(0)
    hours.open(1)
    expect(hours.fills).toEqual([[1, 10, 90, 1, 4]])
  })

  test('have one open: a change that comes right after it finds the price where it stands', () => {
    const hours = new Hours([seriesOf('X', [hour], dipsIn(2))])
    hours.submit(buy(10, { price: limit(90) }))
    hours.open(0)
    hours.broker.modify(asApproved({ clientOrderId: 1, price: limit(101), quantity: null }), startTime)
    hours.paths(0)
    expect(hours.fills).toEqual([[1, 10, 100, 0, 1]])
    expect(hours.events.at(-1)).toMatchObject({ fill: { rule: 'limit-on-arrival' } })
  })

  test('are over when an order’s time is, before the next of them', () => {
    const hours = new Hours([seriesOf('X', [hour], dipsIn(3))])
    const terms = { ...plainTerms, goodTill: startTime + 2 * QUARTER }
    hours.submit(buy(10, { price: limit(95), timeInForce: 'GTD', terms }))
    hours.open(0)
    hours.paths(0)
    expect(hours.told).toEqual(['expired 1 at 2'])
  })

  test('end with the close of the bar, at which a position is closed out', () => {
    const hours = new Hours([seriesOf('X', [hour, [100, 100, 94, 98, 40]], [...dipsIn(1), flat, dips, flat, [100, 100, 98, 98, 10]])], {
      fees: perShareFees(0.5),
    })
    hours.broker.closeOut('s', 'X', -4, 1, 9, 50)
    expect(hours.events).toMatchObject([
      {
        kind: 'filled',
        done: true,
        fill: { fillId: 1, side: 'buy', quantity: 4, price: 98, fee: 2, barIndex: 1, time: startTime + 8 * QUARTER },
      },
    ])
    hours.broker.closeOut('s', 'X', 3, 0, 10, 50)
    expect(hours.events[1]).toMatchObject({
      fill: { fillId: 2, side: 'sell', quantity: 3, price: 100, barIndex: 0, time: startTime + 4 * QUARTER },
    })
  })

  test('have one close for an order that was decided at it', () => {
    const hours = new Hours([seriesOf('X', [[100, 100, 94, 99, 40]], [flat, dips, flat, [100, 100, 99, 99, 10]])], { timing: 'same-close' })
    hours.open(0)
    hours.paths(0)
    hours.submit(buy(10), startTime + HOUR_MS)
    hours.broker.matchSameClose(0, 0)
    expect(hours.fills).toEqual([[1, 10, 99, 0, 4]])
  })
})

describe('rows of several instruments', () => {
  test.each([1, 2])('are matched in the order of time, and a group hears of a fill before it (in quarter %d)', (dip) => {
    const hours = new Hours([seriesOf('X', [hour], dipsIn(3)), seriesOf('Y', [hour], dipsIn(dip))])
    hours.submit(buy(10, { price: limit(95), terms: inGroup }))
    hours.submit(buy(10, { price: limit(95), terms: inGroup, instrument: 'Y' }))
    hours.open(0)
    hours.paths(0)
    expect(hours.told).toEqual([`filled 2 at ${dip + 1}`, `canceled 1 at ${dip + 1}`])
  })

  test('are matched beside a bar without any, which ends when it ends', () => {
    const hours = new Hours([seriesOf('X', [hour]), seriesOf('Y', [hour], dipsIn(1))])
    hours.submit(buy(10, { price: limit(95), terms: inGroup }))
    hours.submit(buy(10, { price: limit(95), terms: inGroup, instrument: 'Y' }))
    hours.open(0)
    hours.paths(0)
    expect(hours.told).toEqual(['filled 2 at 2', 'canceled 1 at 2'])
  })

  test('each have an open of their own', () => {
    const gap: HandBar[] = [flat, [90, 100, 90, 100, 10], flat, flat]
    const hours = new Hours([seriesOf('X', [[100, 100, 90, 100, 40]], gap), seriesOf('Y', [hour], dipsIn(2))])
    hours.submit(buy(10, { price: limit(95) }))
    hours.submit(buy(10, { price: limit(95), instrument: 'Y' }))
    hours.open(0)
    hours.paths(0)
    expect(hours.fills).toEqual([
      [1, 10, 90, 0, 1],
      [2, 10, 95, 0, 3],
    ])
  })

  test('are walked once: a row gives its volume once', () => {
    const hours = new Hours([seriesOf('X', [hour], dipsIn(3)), seriesOf('Y', [hour], dipsIn(1))], { participation: 0.5 })
    hours.submit(buy(50, { price: limit(95) }))
    hours.submit(buy(50, { price: limit(95), instrument: 'Y' }))
    hours.open(0)
    hours.paths(0)
    expect(hours.fills).toEqual([
      [2, 5, 95, 0, 2],
      [1, 5, 95, 0, 4],
    ])
  })

  test('wait for the bars that end: neither one that goes on nor one that strategies alone see is matched', () => {
    const hours = new Hours([seriesOf('X', [hour], dipsIn(3)), seriesOf('Y', [hour], dipsIn(1)), seriesOf('Z', [hour])])
    for (const id of ['X', 'Y', 'Z']) hours.submit(buy(10, { price: limit(95), instrument: id }))
    hours.open(0)
    hours.broker.matchPaths(
      [
        { executes: true, instrument: 0, bar: 0 },
        { executes: false, instrument: 1, bar: 0 },
        { executes: true, instrument: 2, bar: 0 },
      ],
      2,
    )
    expect(hours.fills).toEqual([[1, 10, 95, 0, 4]])
  })

  test('leave an instrument without orders between two bars', () => {
    const hours = new Hours([
      seriesOf('X', [hour, hour], [...dipsIn(3), ...dipsIn(0)]),
      seriesOf('Y', [hour, hour]),
      seriesOf('Z', [hour, hour]),
    ])
    hours.submit(buy(10, { price: limit(95) }))
    hours.submit(buy(10, { price: limit(90), instrument: 'Y' }))
    hours.open(0)
    hours.paths(0)
    // It comes between two bars, so a change of it counts for the whole of the next.
    hours.submit(buy(10, { price: limit(80), instrument: 'Z' }), startTime + HOUR_MS)
    hours.broker.modify(asApproved({ clientOrderId: 3, price: limit(95), quantity: null }), startTime + HOUR_MS)
    hours.open(1)
    hours.paths(1)
    expect(hours.fills).toEqual([
      [1, 10, 95, 0, 4],
      [3, 10, 95, 1, 8],
    ])
  })
})

describe('a request that arrives inside a bar with rows', () => {
  const cancels = (arrival: number, dip: number): string[] => {
    const hours = new Hours([seriesOf('X', [hour, hour], [...dipsIn(dip), ...dipsIn(3)])])
    hours.submit(buy(10, { price: limit(95) }))
    hours.open(0)
    hours.broker.receive({ kind: 'cancel', clientOrderId: 1, why: 'asked' }, startTime + arrival * QUARTER, [])
    hours.paths(0)
    hours.open(1)
    hours.paths(1)
    return hours.told
  }

  test('acts when its row is over: what the row reaches fills first', () => {
    expect(cancels(1.5, 1)).toEqual(['filled 1 at 2', 'cancel-rejected 1 at 2'])
    expect(cancels(1.5, 0)).toEqual(['filled 1 at 1', 'cancel-rejected 1 at 2'])
  })

  test('has no part in the rows after it', () => {
    expect(cancels(1.5, 2)).toEqual(['canceled 1 at 2'])
    expect(cancels(2, 2)).toEqual(['canceled 1 at 2'])
    expect(cancels(3.5, 3)).toEqual(['filled 1 at 4', 'cancel-rejected 1 at 4'])
  })

  test('acts between two rows where it came after one and before the next', () => {
    const series = seriesOf('X', [hour], dipsIn(2))
    const openTime = series.detail?.columns.openTime as Float64Array
    openTime[2] = (openTime[2] as number) + MINUTE_MS
    const hours = new Hours([series])
    hours.submit(buy(10, { price: limit(95) }))
    hours.open(0)
    hours.broker.receive({ kind: 'cancel', clientOrderId: 1, why: 'asked' }, startTime + 2 * QUARTER + MINUTE_MS / 2, [])
    hours.paths(0)
    expect(hours.events.at(-1)).toEqual({ kind: 'canceled', clientOrderId: 1, time: startTime + 2 * QUARTER + MINUTE_MS, why: 'asked' })
  })
})

test('what reduces at one venue is held to what the rows of the other have closed', () => {
  const hours = new Hours([
    seriesOf('ACME@BATS', [calmHour, [100, 106, 100, 100, 40]], [...dipsIn(4), flat, [100, 106, 100, 100, 10], flat, flat]),
    seriesOf('ACME@XNAS', [calmHour, [100, 106, 100, 100, 40]], [...dipsIn(4), flat, flat, [100, 106, 100, 100, 10], flat]),
  ])
  hours.submit(buy(10, { instrument: 'ACME@BATS' }))
  hours.open(0)
  hours.paths(0)
  const out = { reduceOnly: true, price: limit(105) } as const
  hours.submit(sell(7, { ...out, instrument: 'ACME@XNAS' }), startTime + HOUR_MS)
  hours.submit(sell(7, { ...out, instrument: 'ACME@BATS' }), startTime + HOUR_MS)
  hours.open(1)
  hours.paths(1)
  expect(hours.told).toEqual(['filled 1 at 0', 'filled 3 at 6', 'updated 2 at 6', 'filled 2 at 7'])
  expect(hours.fills.slice(1)).toEqual([
    [3, 7, 105, 1, 6],
    [2, 3, 105, 1, 7],
  ])
})
