import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Fill } from '../model/fill.js'
import { instrument, lotValue } from '../model/instrument.js'
import { toMicros } from '../model/money.js'
import type { RoundTrip } from '../model/round-trip.js'
import { anyFills, fillOf, signedLots } from './fill.testing.js'
import { Portfolio } from './portfolio.js'

const X = instrument('X', 'equity')
const Y = instrument('Y', 'future', { lot: 2, multiplier: 50 })
const anyRun = anyFills(['s', 't'], ['X', 'Y'])

test('begins with its cash and nothing else', () => {
  const portfolio = new Portfolio([X, Y], 100_000, 0)
  expect(portfolio).toMatchObject({ cash: 100_000, equity: 100_000, grossExposure: 0, isExposed: false })
  expect(portfolio.mark('X')).toBeNaN()
  expect(portfolio.openPositions()).toEqual([])
})

test('equity is cash and positions at the last marks, exposure their absolute values', () => {
  const portfolio = new Portfolio([X, Y], 100_000, 0)
  book(portfolio, fillOf(100, 50, { fee: 1 }))
  book(portfolio, fillOf(-3, 20, { instrument: 'Y', fee: 2 }))
  expect(portfolio.cash).toBe(100_000 - 5_000 + 6_000 - 3)
  expect(portfolio.equity).toBe(99_997)
  mark(portfolio, 0, 1, 53, 47, 52)
  mark(portfolio, 1, 1, 22, 18, 19)
  expect(portfolio.equity).toBe(99_997 + 100 * 2 + 3 * 100)
  expect(portfolio.grossExposure).toBe(5_200 + 5_700)
  expect([portfolio.mark('X'), portfolio.netLots('X'), portfolio.netLots('Y')]).toEqual([52, 100, -3])
})

test('a fill before the first mark is marked at its own price; later fills leave the mark', () => {
  const portfolio = new Portfolio([X], 1_000, 0)
  book(portfolio, fillOf(1, 50))
  expect(portfolio.mark('X')).toBe(50)
  book(portfolio, fillOf(1, 60))
  expect(portfolio.mark('X')).toBe(50)
  expect(portfolio.equity).toBe(1_000 - 110 + 100)
})

test('strategies have positions of their own, the account their sum', () => {
  const portfolio = new Portfolio([X, Y], 100_000, 0)
  book(portfolio, fillOf(10, 50, { strategy: 'a' }))
  book(portfolio, fillOf(-4, 50, { strategy: 'b' }))
  expect([portfolio.position('a', 'X').quantity, portfolio.position('b', 'X').quantity, portfolio.netLots('X')]).toEqual([10, -4, 6])
  book(portfolio, fillOf(-6, 50, { strategy: 'a' }))
  expect(portfolio.netLots('X')).toBe(0)
  expect(portfolio.isExposed).toBe(true)
  expect(portfolio.openPositions().map((position) => [position.strategy, position.quantity])).toEqual([
    ['a', 4],
    ['b', -4],
  ])
})

test('round trips are numbered as they close and tell their excursions', () => {
  const portfolio = new Portfolio([X], 1_000, 0)
  expect(book(portfolio, fillOf(1, 50, { priceSource: 'open' }), 'in', 45)).toBeNull()
  mark(portfolio, 0, 0, 58, 49, 51)
  const trip = book(portfolio, fillOf(-2, 52), 'turn')
  expect(trip).toMatchObject({ id: 1, entryReason: 'in', exitReason: 'turn', initialRisk: 5, mae: -1, mfe: 8 })
  expect(book(portfolio, fillOf(1, 52))).toMatchObject({ id: 2, direction: 'short' })
  expect(portfolio.roundTrips.map(({ id }) => id)).toEqual([1, 2])
})

test.each([0, 7, -7])('the equity of quiet bars is to the bit what marking each would give (%d lots)', (lots) => {
  const portfolio = new Portfolio([Y], 100_000, 0)
  if (lots !== 0) book(portfolio, fillOf(lots, 20.1, { instrument: 'Y', fee: 0.37 }))
  portfolio.declareDividend('Y', 0.1, 1, 9)
  const closes = Float64Array.from([20.3, 19.7, 21.1, 18.9])
  const column = new Float64Array(4)
  portfolio.valueBars(closes, 1, 3, column)
  const marked = [1, 2].map((bar) => {
    mark(portfolio, 0, bar, 30, 10, closes[bar] as number)
    return portfolio.equity
  })
  expect([...column]).toEqual([0, ...marked, 0])
})

test('closes that are no number make the equity of quiet bars unknown where something is held, and only there', () => {
  const closes = Float64Array.of(20, Number.NaN)
  const equity = (lots: number): number[] => {
    const portfolio = new Portfolio([X], 1_000, 0)
    if (lots !== 0) book(portfolio, fillOf(lots, 20))
    const column = new Float64Array(2)
    portfolio.valueBars(closes, 0, 2, column)
    return [...column]
  }
  expect([equity(0), equity(3)]).toEqual([
    [1_000, 1_000],
    [1_000, Number.NaN],
  ])
})

test('an instrument that it does not hold is a programmer’s error', () => {
  expect(() => book(new Portfolio([X], 1, 0), fillOf(1, 1, { instrument: 'Z' }))).toThrow('the portfolio knows the instrument Z')
})

describe('whatever the fills', () => {
  const run = (fills: readonly Fill[]): Portfolio => {
    const portfolio = new Portfolio([X, Y], 1_000_000, 0)
    for (const [index, fill] of fills.entries()) {
      book(portfolio, fill)
      if (index % 3 === 0) mark(portfolio, fill.instrument === 'X' ? 0 : 1, index, fill.price + 1, fill.price - 1, fill.price + 0.5)
    }
    return portfolio
  }
  const of = (id: string) => (id === 'X' ? X : Y)

  test('cash is what was there less every fill and every fee, each rounded once', () => {
    fc.assert(
      fc.property(anyRun, (fills) => {
        let cash = BigInt(toMicros(1_000_000))
        for (const fill of fills) {
          cash -= BigInt(toMicros(signedLots(fill) * lotValue(of(fill.instrument), fill.price)))
          cash -= BigInt(toMicros(fill.fee))
        }
        expect(BigInt(run(fills).ledger.cash)).toBe(cash)
      }),
    )
  })

  test('fees and slippage are on their accounts', () => {
    fc.assert(
      fc.property(anyRun, (fills) => {
        const { ledger } = run(fills)
        expect(ledger.balance('fees')).toBe(fills.reduce((sum, fill) => sum + toMicros(fill.fee), 0))
        const slipped = fills.map((fill) => signedLots(fill) * lotValue(of(fill.instrument), fill.price - fill.referencePrice))
        expect(ledger.balance('slippage') / 1e6).toBeCloseTo(
          slipped.reduce((sum, one) => sum + one, 0),
          3,
        )
      }),
    )
  })

  test('positions are the sums of their fills, by strategy and in the account', () => {
    fc.assert(
      fc.property(anyRun, (fills) => {
        const portfolio = run(fills)
        const lots = (keep: (fill: Fill) => boolean): number => fills.filter(keep).reduce((sum, fill) => sum + signedLots(fill), 0)
        for (const id of ['X', 'Y']) {
          expect(portfolio.netLots(id)).toBe(lots((fill) => fill.instrument === id))
          for (const strategy of ['s', 't']) {
            expect(portfolio.position(strategy, id).quantity).toBe(lots((fill) => fill.instrument === id && fill.strategy === strategy))
          }
        }
        expect(portfolio.isExposed).toBe(portfolio.openPositions().length > 0)
      }),
    )
  })

  test('equity moved by what is realized and open, less the fees', () => {
    fc.assert(
      fc.property(anyRun, (fills) => {
        const portfolio = run(fills)
        let result = -fills.reduce((sum, fill) => sum + fill.fee, 0)
        for (const id of ['X', 'Y']) {
          for (const strategy of ['s', 't']) {
            const position = portfolio.position(strategy, id)
            result += position.realizedPnl + (position.isFlat ? 0 : position.unrealizedPnl(portfolio.mark(id)))
          }
        }
        expect(portfolio.equity - 1_000_000).toBeCloseTo(result, 3)
      }),
    )
  })

  test('once all is closed the round trips are the whole change of equity, and equity is cash', () => {
    fc.assert(
      fc.property(anyRun, (fills) => {
        const portfolio = run(fills)
        for (const position of portfolio.openPositions()) {
          const { strategy, quantity } = position
          const instrument = position.instrument.id
          book(portfolio, fillOf(-quantity, portfolio.mark(instrument), { strategy, instrument, fee: 1 }))
        }
        const earned = portfolio.roundTrips.reduce((sum, trip) => sum + trip.pnl, 0)
        expect(portfolio.equity - 1_000_000).toBeCloseTo(earned, 3)
        expect(portfolio.equity).toBe(portfolio.cash)
        expect(portfolio.isExposed).toBe(false)
        for (const trip of portfolio.roundTrips) {
          expect(trip.mae).toBeLessThanOrEqual(0)
          expect(trip.mfe).toBeGreaterThanOrEqual(0)
        }
      }),
    )
  })
})

function book(portfolio: Portfolio, fill: Fill, reason = '', initialStop: number | null = null): RoundTrip | null {
  return portfolio.apply(fill, reason, initialStop)
}

/** Marks the instrument at a closed bar with these prices. */
function mark(portfolio: Portfolio, index: number, bar: number, high: number, low: number, close: number): void {
  const column = (value: number): Float64Array => new Float64Array(bar + 1).fill(value)
  const columns = {
    length: bar + 1,
    openTime: column(0),
    closeTime: column(1),
    open: column(close),
    high: column(high),
    low: column(low),
    close: column(close),
    volume: column(1),
  }
  portfolio.markBar(index, columns, bar)
}
