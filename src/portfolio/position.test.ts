import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Fill } from '../model/fill.js'
import { instrument } from '../model/instrument.js'
import type { RoundTrip } from '../model/round-trip.js'
import { anyFills, fillOf, observe, signedLots } from './fill.testing.js'
import { LivePosition } from './position.js'

const stock = instrument('X', 'equity')
const future = instrument('X', 'future', { lot: 2, multiplier: 50 })

/** Books fills one after the other; answers the round trips that they closed. */
function book(position: LivePosition, ...fills: readonly Fill[]): RoundTrip[] {
  return fills.flatMap((fill) => apply(position, fill) ?? [])
}

/** Books one fill; the round trip that it closes is number 1. */
function apply(position: LivePosition, fill: Fill, reason = 'why', initialStop: number | null = null): RoundTrip | null {
  return position.apply(fill, fill.fillId, reason, initialStop, 1, 1)
}

describe('average cost', () => {
  test('adding averages the price, reducing leaves it', () => {
    const position = new LivePosition('s', stock)
    book(position, fillOf(10, 100), fillOf(30, 104))
    expect(position).toMatchObject({ quantity: 40, averagePrice: 103, isLong: true, isShort: false, isFlat: false })
    book(position, fillOf(-25, 110))
    expect(position).toMatchObject({ quantity: 15, averagePrice: 103, realizedPnl: 175 })
    expect(position.unrealizedPnl(101)).toBe(-30)
  })

  test('is the price of the only fill to the bit', () => {
    const position = new LivePosition('s', stock)
    // 3 × 0.1 / 3 is 0.10000000000000002.
    book(position, fillOf(3, 0.1))
    expect(position.averagePrice).toBe(0.1)
  })

  test('a short earns as the price falls', () => {
    const position = new LivePosition('s', future)
    book(position, fillOf(-3, 100), fillOf(1, 98))
    expect(position).toMatchObject({ quantity: -2, averagePrice: 100, isShort: true, realizedPnl: 2 * 2 * 50 })
    expect(position.unrealizedPnl(97)).toBe(2 * 3 * 2 * 50)
  })

  test('flat again it has no price, no time and no bar', () => {
    const position = new LivePosition('s', stock)
    book(position, fillOf(10, 100, { time: 5, barIndex: 2 }))
    expect(position).toMatchObject({ openedAt: 5, openedBar: 2, barsHeld: 0 })
    book(position, fillOf(-10, 101, { time: 9, barIndex: 4 }))
    expect(position).toMatchObject({ isFlat: true, averagePrice: 0, openedAt: -1, openedBar: -1, barsHeld: -1 })
  })
})

test('part exits and fees of the open trip are told, those of trips before it are not', () => {
  const position = new LivePosition('s', stock)
  book(position, fillOf(10, 100, { fee: 9 }), fillOf(-10, 110, { fee: 9 }))
  book(position, fillOf(10, 100, { fee: 1 }), fillOf(-4, 105, { fee: 2 }))
  expect(position.tripSoFar).toEqual({ realizedPnl: 20, fees: 3 })
  expect(position.realizedPnl).toBe(120)
})

test('bars held count the bars closed since the bar of the entry', () => {
  const position = new LivePosition('s', stock)
  book(position, fillOf(10, 100, { barIndex: 7 }))
  const held = [7, 8, 9].map((bar) => {
    observe(position, bar, 101, 99, 100)
    return position.barsHeld
  })
  expect(held).toEqual([0, 1, 2])
  book(position, fillOf(-20, 100, { barIndex: 10 }))
  expect(position).toMatchObject({ openedBar: 10, barsHeld: 0 })
})

test('the last bar is the last that it was open in', () => {
  const position = new LivePosition('s', stock)
  expect(position.lastBar).toBe(-1)
  book(position, fillOf(10, 100, { barIndex: 7 }))
  expect(position.lastBar).toBe(7)
  observe(position, 8, 101, 99, 100)
  expect(position.lastBar).toBe(8)
})

test('a split of nothing leaves it flat', () => {
  const position = new LivePosition('s', stock)
  position.split(2)
  expect(position).toMatchObject({ isFlat: true, quantity: 0, averagePrice: 0 })
})

describe('a round trip', () => {
  test('goes from flat to flat over scale-ins and partial exits', () => {
    const position = new LivePosition('s', stock)
    const trips = book(
      position,
      fillOf(10, 100, { time: 1, barIndex: 1, fee: 1, slippage: 0.5 }),
      fillOf(10, 110, { time: 2, barIndex: 2, fee: 1, ambiguous: true }),
      fillOf(-5, 120, { time: 3, barIndex: 3, fee: 2, slippage: 0.25 }),
      fillOf(-15, 108, { time: 4, barIndex: 4, fee: 3, role: 'stop' }),
    )
    expect(trips).toEqual([
      {
        id: 1,
        strategy: 's',
        instrument: 'X',
        direction: 'long',
        entryTime: 1,
        exitTime: 4,
        entryBar: 1,
        exitBar: 4,
        quantity: 20,
        entryPrice: 105,
        exitPrice: 111,
        grossPnl: 5 * 15 + 15 * 3,
        fees: 7,
        slippage: 0.75,
        pnl: 120 - 7,
        mae: expect.any(Number),
        mfe: expect.any(Number),
        initialRisk: null,
        entryReason: 'why',
        exitReason: 'why',
        exitRole: 'stop',
        ambiguous: true,
      },
    ])
  })

  test('keeps the reason of its first and of its last fill', () => {
    const position = new LivePosition('s', stock)
    apply(position, fillOf(1, 10), 'breakout')
    apply(position, fillOf(1, 11), 'added')
    apply(position, fillOf(-1, 12), 'halved')
    expect(apply(position, fillOf(-1, 13), 'target')).toMatchObject({
      entryReason: 'breakout',
      exitReason: 'target',
      ambiguous: false,
    })
  })

  test('a fill through zero closes one and opens the next, its fee and slippage split pro rata', () => {
    const position = new LivePosition('s', stock)
    const trips = book(
      position,
      fillOf(10, 100, { fee: 1, time: 1 }),
      fillOf(-40, 103, { fee: 8, slippage: 4, time: 2, barIndex: 5, ambiguous: true }),
      fillOf(30, 101, { fee: 3, time: 3, barIndex: 6 }),
    )
    expect(trips).toMatchObject([
      { direction: 'long', quantity: 10, entryPrice: 100, exitPrice: 103, grossPnl: 30, fees: 1 + 2, slippage: 1, pnl: 27, exitTime: 2 },
      {
        direction: 'short',
        quantity: 30,
        entryPrice: 103,
        exitPrice: 101,
        grossPnl: 60,
        fees: 6 + 3,
        slippage: 3,
        pnl: 51,
        entryTime: 2,
        entryBar: 5,
      },
    ])
    expect(trips.map((trip) => trip.ambiguous)).toEqual([true, true])
  })

  test('knows what it risked to its first stop', () => {
    const position = new LivePosition('s', future)
    apply(position, fillOf(3, 100), 'why', 98)
    expect(apply(position, fillOf(-3, 101), 'why', 90)).toMatchObject({ initialRisk: 3 * 2 * 2 * 50 })
  })
})

describe('excursions', () => {
  const excursions = (bars: readonly (readonly [number, number, number, number])[], entry: Partial<Fill>, lots: number, exit: number) => {
    const position = new LivePosition('s', stock)
    book(position, fillOf(lots, 100, { barIndex: 1, ...entry }))
    for (const [bar, high, low, close] of bars) observe(position, bar, high, low, close)
    const [trip] = book(position, fillOf(-lots, exit, { barIndex: 9 }))
    return [trip?.mae, trip?.mfe]
  }

  test('are the worst and the best of every bar held', () => {
    const bars = [
      [1, 103, 99, 101],
      [2, 108, 97, 100],
    ] as const
    expect(excursions(bars, { priceSource: 'open' }, 10, 101)).toEqual([-30, 80])
    expect(excursions(bars, { priceSource: 'open' }, -10, 101)).toEqual([-80, 30])
  })

  test('of a bar entered inside count only its close', () => {
    expect(excursions([[1, 140, 60, 101]], { priceSource: 'limit' }, 10, 100.5)).toEqual([0, 10])
    expect(excursions([[1, 140, 60, 98]], { priceSource: 'trigger' }, 10, 100)).toEqual([-20, 0])
  })

  test.each([Number.NaN, 0, -100, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])('take nothing from a close of %d', (close) => {
    const entered = [1, 140, 60, close] as const
    expect(excursions([entered], { priceSource: 'limit' }, 10, 101)).toEqual([0, 10])
    expect(excursions([entered, [2, 103, 98, close]], { priceSource: 'limit' }, 10, 101)).toEqual([-20, 30])
    const columns = { high: Float64Array.of(140, 103), low: Float64Array.of(60, 98), close: Float64Array.of(close, close) }
    const position = new LivePosition('s', stock)
    book(position, fillOf(10, 100))
    position.observe(columns, 0, 2)
    const [trip] = book(position, fillOf(-10, 100))
    expect([trip?.mae, trip?.mfe]).toEqual([-20, 30])
  })

  test('hold the price of the exit', () => {
    expect(excursions([], {}, 10, 90)).toEqual([-100, 0])
    expect(excursions([], {}, 10, 112)).toEqual([0, 120])
  })

  test('are of the most lots that were held at once', () => {
    const scaled = new LivePosition('s', stock)
    book(scaled, fillOf(10, 100), fillOf(10, 100))
    observe(scaled, 1, 103, 97, 100)
    const [added] = book(scaled, fillOf(-20, 100))
    expect([added?.mae, added?.mfe]).toEqual([-60, 60])

    const traded = new LivePosition('s', stock)
    book(traded, fillOf(10, 100))
    observe(traded, 1, 103, 97, 100)
    const [turnedOver] = book(traded, fillOf(-5, 100), fillOf(5, 100), fillOf(-10, 100))
    expect([turnedOver?.mae, turnedOver?.mfe]).toEqual([-30, 30])
  })

  test('bars that are shown together leave what they leave one by one', () => {
    const columns = { high: Float64Array.of(120, 110, 105), low: Float64Array.of(80, 101, 94), close: Float64Array.of(102, 104, 100) }
    const seen = (lots: number, priceSource: Fill['priceSource'], ...ends: readonly number[]) => {
      const position = new LivePosition('s', stock)
      book(position, fillOf(lots, 100, { barIndex: 0, priceSource }))
      ends.forEach((end, k) => {
        position.observe(columns, ends[k - 1] ?? 0, end)
      })
      const { barsHeld } = position
      const [trip] = book(position, fillOf(-lots, 100, { barIndex: 2 }))
      return [barsHeld, trip?.mae, trip?.mfe]
    }
    for (const ends of [[3], [1, 2, 3], [2, 3]]) {
      expect(seen(10, 'open', ...ends)).toEqual([2, -200, 200])
      expect(seen(10, 'limit', ...ends)).toEqual([2, -60, 100])
      expect(seen(-10, 'limit', ...ends)).toEqual([2, -100, 60])
    }
  })

  test('of a flat position are not watched', () => {
    const position = new LivePosition('s', stock)
    observe(position, 1, 900, 1, 500)
    const [trip] = book(position, fillOf(1, 100), fillOf(-1, 100))
    expect([trip?.mae, trip?.mfe]).toEqual([0, 0])
  })
})

describe('whatever the fills', () => {
  test('the position is their sum and its price the average cost', () => {
    fc.assert(
      fc.property(anyFills(['s'], ['X']), (fills) => {
        const position = new LivePosition('s', stock)
        let lots = 0
        let cost = 0
        for (const fill of fills) {
          book(position, fill)
          const change = signedLots(fill)
          const after = lots + change
          if (lots * change >= 0) cost += change * fill.price
          else if (after * lots >= 0) cost *= after / lots
          else cost = after * fill.price
          lots = after
          expect(position.quantity).toBe(lots)
          expect(position.averagePrice).toBeCloseTo(lots === 0 ? 0 : cost / lots, 6)
        }
      }),
    )
  })

  test('round trips take every fill once: lots, fees and gross results add up', () => {
    fc.assert(
      fc.property(anyFills(['s'], ['X']), (fills) => {
        const position = new LivePosition('s', stock)
        const trips = book(position, ...fills)
        const open = position.quantity
        // Closing at cost adds nothing to the gross result.
        if (open !== 0) trips.push(...book(position, fillOf(-open, position.averagePrice)))
        const lots = fills.reduce((sum, fill) => sum + fill.quantity, Math.abs(open))
        expect(2 * trips.reduce((sum, trip) => sum + trip.quantity, 0)).toBe(lots)
        expect(trips.reduce((sum, trip) => sum + trip.fees, 0)).toBeCloseTo(
          fills.reduce((sum, fill) => sum + fill.fee, 0),
          6,
        )
        expect(trips.reduce((sum, trip) => sum + trip.grossPnl, 0)).toBeCloseTo(position.realizedPnl, 6)
        for (const trip of trips) {
          expect(trip.mae).toBeLessThanOrEqual(Math.min(0, trip.grossPnl + 1e-6))
          expect(trip.mfe).toBeGreaterThanOrEqual(Math.max(0, trip.grossPnl - 1e-6))
          expect(trip.pnl).toBe(trip.grossPnl - trip.fees)
          const way = trip.direction === 'long' ? 1 : -1
          expect(trip.grossPnl).toBeCloseTo(way * trip.quantity * (trip.exitPrice - trip.entryPrice), 5)
        }
      }),
    )
  })

  test('mae ≤ 0 ≤ mfe, and a trip of one entry and one exit ends between them', () => {
    const bar = fc.tuple(fc.integer({ min: 5_000, max: 15_000 }), fc.nat(900), fc.nat(900), fc.double({ min: 0, max: 1, noNaN: true }))
    fc.assert(
      fc.property(fc.array(bar, { maxLength: 20, size: 'max' }), fc.boolean(), fc.boolean(), (bars, long, atOpen) => {
        const position = new LivePosition('s', stock)
        const lots = long ? 7 : -7
        book(position, fillOf(lots, 100, { priceSource: atOpen ? 'open' : 'limit' }))
        let last = 100
        for (const [index, [cents, above, below, where]] of bars.entries()) {
          const [high, low] = [(cents + above) / 100, (cents - below) / 100]
          last = low + where * (high - low)
          observe(position, index, high, low, last)
          const open = position.unrealizedPnl(last)
          const [seen] = book(copyAtClose(position, lots), fillOf(-lots, last))
          expect(seen?.grossPnl).toBeCloseTo(open, 6)
        }
        const [trip] = book(position, fillOf(-lots, last))
        if (trip === undefined) throw new Error('the position was closed')
        expect(trip.mae).toBeLessThanOrEqual(0)
        expect(trip.mfe).toBeGreaterThanOrEqual(0)
        expect(trip.mae).toBeLessThanOrEqual(trip.grossPnl + 1e-9)
        expect(trip.mfe).toBeGreaterThanOrEqual(trip.grossPnl - 1e-9)
      }),
    )
  })
})

/** A fresh position with the same entry: what closing now would bring. */
function copyAtClose(position: LivePosition, lots: number): LivePosition {
  const copy = new LivePosition(position.strategy, position.instrument)
  book(copy, fillOf(lots, position.averagePrice))
  return copy
}
