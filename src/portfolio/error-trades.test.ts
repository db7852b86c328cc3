import { describe, expect, test } from 'vitest'
import type { Fill } from '../model/fill.js'
import { instrument } from '../model/instrument.js'
import { fillOf } from './fill.testing.js'
import { ledgerAccounts } from './ledger.js'
import { Portfolio } from './portfolio.js'

const X = instrument('X', 'equity')

/** An account of 10,000 to which these fills were reported, one a time unit. */
function booked(...fills: readonly Fill[]): Portfolio {
  const portfolio = new Portfolio([X], 10_000, 0)
  for (const fill of fills) portfolio.apply(fill, 'why', null)
  return portfolio
}

function fillsOf(...rows: readonly (readonly [lots: number, price: number])[]): Fill[] {
  return rows.map(([lots, price], index) =>
    fillOf(lots, price, { fillId: index + 1, time: index + 1, barIndex: index + 1, fee: 1, slippage: 0.5, referencePrice: price - 0.01 }),
  )
}

test('a fill that is reported twice is booked once', () => {
  const [entry] = fillsOf([10, 100]) as [Fill]
  const portfolio = booked(entry, entry, { ...entry, price: 1 })
  expect([portfolio.netLots('X'), portfolio.cash]).toEqual([10, 8_999])
})

test.each([-1, 1.5, Number.NaN])('a fill whose id is %d is a programmer’s error', (fillId) => {
  expect(() => booked(fillOf(10, 100, { fillId }))).toThrow(`a fill has a whole number as its id, not ${fillId}`)
})

test('a fill may have the id 0', () => {
  expect(booked(fillOf(10, 100, { fillId: 0 })).netLots('X')).toBe(10)
})

describe('a bust', () => {
  test('of the only fill leaves an account in which nothing was', () => {
    const [entry] = fillsOf([10, 100]) as [Fill]
    const portfolio = booked(entry)
    portfolio.bust(entry, 5)
    portfolio.bust(entry, 6)
    portfolio.apply(entry, 'again', null)
    expect(portfolio).toMatchObject({ cash: 10_000, equity: 10_000, isExposed: false, roundTripCount: 0 })
    expect(portfolio.position('s', 'X')).toMatchObject({ quantity: 0, averagePrice: 0, openedAt: -1, realizedPnl: 0 })
    for (const account of ledgerAccounts)
      expect(portfolio.ledger.balance(account) / 1e6).toBe(account === 'cash' ? 10_000 : account === 'capital' ? -10_000 : 0)
  })

  test('of an addition leaves the average cost of the rest', () => {
    const fills = fillsOf([10, 100], [10, 110], [10, 120]) as [Fill, Fill, Fill]
    const portfolio = booked(...fills)
    portfolio.bust(fills[1], 5)
    expect(portfolio.position('s', 'X')).toMatchObject({ quantity: 20, averagePrice: 110, openedAt: 1 })
    const trip = portfolio.apply(fillOf(-20, 115, { fillId: 4, time: 6 }), 'out', null)
    expect(trip).toMatchObject({ quantity: 20, entryPrice: 110, grossPnl: 100, fees: 2, pnl: 98 })
    expect(portfolio.cash).toBe(10_098)
  })

  test('of a part exit gives its lots back at cost', () => {
    const fills = fillsOf([-10, 100], [4, 90]) as [Fill, Fill]
    const portfolio = booked(...fills)
    portfolio.bust(fills[1], 5)
    expect(portfolio.position('s', 'X')).toMatchObject({ quantity: -10, averagePrice: 100, realizedPnl: 0 })
    expect(portfolio.position('s', 'X').tripSoFar).toEqual({ realizedPnl: 0, fees: 1 })
    const trip = portfolio.apply(fillOf(10, 95, { fillId: 3, time: 6 }), 'out', null)
    expect(trip).toMatchObject({ quantity: 10, entryPrice: 100, exitPrice: 95, grossPnl: 50, fees: 1 })
  })

  test('of an entry whose lots were sold in part is made good in the result', () => {
    const fills = fillsOf([10, 100], [10, 120], [-10, 130]) as [Fill, Fill, Fill]
    const portfolio = booked(...fills)
    // The exit was reckoned against a cost of 110; without the second entry its lots had cost 100, and nothing is left.
    portfolio.bust(fills[1], 5)
    expect(portfolio.isExposed).toBe(false)
    expect(portfolio.position('s', 'X').realizedPnl).toBe(300)
    expect(portfolio.roundTrips).toMatchObject([{ id: 1, quantity: 10, grossPnl: 300, fees: 2, pnl: 298, exitReason: 'bust' }])
    expect(portfolio.cash).toBe(10_298)
  })

  test('of the exit of a trip that has ended opens the position anew at that price', () => {
    const fills = fillsOf([10, 100], [-10, 130]) as [Fill, Fill]
    const portfolio = booked(...fills)
    expect(portfolio.roundTrips).toMatchObject([{ pnl: 298 }])
    portfolio.bust(fills[1], 5)
    expect(portfolio.position('s', 'X')).toMatchObject({ quantity: 10, averagePrice: 130, openedAt: 5 })
    expect([portfolio.roundTripCount, portfolio.cash, portfolio.equity]).toEqual([1, 8_999, 9_999])
  })

  test('of both fills of a trip that has ended ends another, which takes back all that it made', () => {
    const fills = fillsOf([10, 100], [-10, 130]) as [Fill, Fill]
    const portfolio = booked(...fills)
    portfolio.bust(fills[1], 5)
    portfolio.bust(fills[0], 6)
    expect(portfolio.roundTrips.map(({ pnl }) => pnl)).toEqual([298, -298])
    expect(portfolio).toMatchObject({ cash: 10_000, isExposed: false })
  })

  test('of a trade that came after such a bust leaves what the bust opened', () => {
    const fills = fillsOf([10, 100], [-10, 130]) as [Fill, Fill]
    const portfolio = booked(...fills)
    portfolio.bust(fills[1], 5)
    const addition = fillOf(10, 150, { fillId: 3, time: 6 })
    portfolio.apply(addition, 'more', null)
    portfolio.bust(addition, 7)
    expect(portfolio.position('s', 'X')).toMatchObject({ quantity: 10, averagePrice: 130, realizedPnl: 300 })
  })

  test('of a fill that turned the position is a trade back at its price, for it is of two trips', () => {
    const fills = fillsOf([10, 100], [-15, 110], [-10, 120]) as [Fill, Fill, Fill]
    const portfolio = booked(...fills)
    portfolio.bust(fills[1], 5)
    // The short of 15 cost 5 × 110 + 10 × 120; buying it back at 110 brings 100.
    expect(portfolio.roundTrips).toMatchObject([
      { direction: 'long', quantity: 10, grossPnl: 100 },
      { direction: 'short', quantity: 15, grossPnl: expect.closeTo(100, 9), exitReason: 'bust' },
    ])
    expect([portfolio.netLots('X'), portfolio.cash]).toEqual([0, 10_000 + 200 - 2])
  })

  test('of the entry of a trip that has ended leaves the account short', () => {
    const fills = fillsOf([10, 100], [-10, 130]) as [Fill, Fill]
    const portfolio = booked(...fills)
    portfolio.bust(fills[0], 5)
    expect([portfolio.netLots('X'), portfolio.cash]).toEqual([-10, 11_299])
  })

  test('of a fill from before a split takes back what it has become', () => {
    const fills = fillsOf([10, 100], [10, 110]) as [Fill, Fill]
    const portfolio = booked(...fills)
    portfolio.split('X', 4, 27.5, 4)
    portfolio.bust(fills[1], 5)
    expect(portfolio.position('s', 'X')).toMatchObject({ quantity: 40, averagePrice: 25 })
    expect(portfolio.cash).toBe(8_999)
  })

  test('of the only entry of a position that was split since leaves no trace', () => {
    const [entry] = fillsOf([10, 100]) as [Fill]
    const portfolio = booked(entry)
    portfolio.split('X', 4, 25, 4)
    portfolio.bust(entry, 5)
    expect(portfolio).toMatchObject({ cash: 10_000, isExposed: false, roundTripCount: 0 })
  })

  test('of a fill at the moment of a split takes back what it says: the split came first', () => {
    const portfolio = booked(...fillsOf([10, 100]))
    portfolio.split('X', 2, 50, 4)
    const addition = fillOf(10, 50, { fillId: 2, time: 4 })
    portfolio.apply(addition, 'more', null)
    portfolio.bust(addition, 5)
    expect(portfolio.position('s', 'X')).toMatchObject({ quantity: 20, averagePrice: 50 })
  })

  test.each([1, 1_024, 5_000])('that comes before its fill stands when the fill comes: id %d', (fillId) => {
    const entry = fillOf(10, 100, { fillId })
    const portfolio = booked()
    portfolio.bust(entry, 5)
    portfolio.apply(entry, 'late', null)
    expect([portfolio.netLots('X'), portfolio.cash]).toEqual([0, 10_000])
  })
})

describe('a correction', () => {
  test('books the fill as it should have been', () => {
    const [entry] = fillsOf([10, 100]) as [Fill]
    const portfolio = booked(entry)
    portfolio.correct(entry, { ...entry, price: 90, referencePrice: 90 }, 5)
    expect([portfolio.netLots('X'), portfolio.cash]).toEqual([10, 9_099])
    portfolio.correct(entry, { ...entry, quantity: 4, price: 95, referencePrice: 95, fee: 0 }, 6)
    expect([portfolio.netLots('X'), portfolio.cash]).toEqual([4, 9_620])
    expect(portfolio.roundTripCount).toBe(0)
  })

  test('of the exit of a trip that has ended ends another, from the price of the exit to the corrected one', () => {
    const fills = fillsOf([10, 100], [-10, 130]) as [Fill, Fill]
    const portfolio = booked(...fills)
    portfolio.correct(fills[1], { ...fills[1], price: 120, slippage: 0.75, fee: 3 }, 5)
    expect(portfolio.roundTrips[1]).toMatchObject({
      id: 2,
      entryPrice: 130,
      exitPrice: 120,
      grossPnl: -100,
      fees: 2,
      slippage: 0.25,
      entryReason: 'bust',
      exitReason: 'correction',
    })
    expect(portfolio.cash).toBe(10_000 + 200 - 1 - 3)
  })

  test('is of the trip that is open when it comes, whenever its fill was', () => {
    const [busted, entry] = fillsOf([10, 100], [10, 110]) as [Fill, Fill]
    const portfolio = booked(busted)
    portfolio.bust(busted, 2)
    portfolio.apply(entry, 'in', null)
    portfolio.correct(busted, { ...busted, price: 90 }, 4)
    expect(portfolio.position('s', 'X')).toMatchObject({ quantity: 20, averagePrice: 100 })
    portfolio.bust(busted, 5)
    expect(portfolio.position('s', 'X')).toMatchObject({ quantity: 10, averagePrice: 110, realizedPnl: 0 })
  })

  test('after a bust counts, and a bust after it takes the corrected fill back', () => {
    const [entry] = fillsOf([10, 100]) as [Fill]
    const portfolio = booked(entry)
    portfolio.bust(entry, 5)
    portfolio.correct(entry, { ...entry, price: 90, referencePrice: 90 }, 6)
    expect([portfolio.netLots('X'), portfolio.cash]).toEqual([10, 9_099])
    portfolio.bust(entry, 7)
    expect([portfolio.netLots('X'), portfolio.cash]).toEqual([0, 10_000])
  })

  test('or a bust that comes before its fill stands when the fill comes', () => {
    const [entry, second] = fillsOf([10, 100], [5, 100]) as [Fill, Fill]
    const portfolio = booked()
    portfolio.correct(entry, { ...entry, quantity: 3 }, 5)
    portfolio.bust(second, 5)
    portfolio.apply(entry, 'late', null)
    portfolio.apply(second, 'late', null)
    expect(portfolio.netLots('X')).toBe(3)
    portfolio.bust(entry, 6)
    expect([portfolio.netLots('X'), portfolio.cash]).toEqual([0, 10_000])
  })
})
