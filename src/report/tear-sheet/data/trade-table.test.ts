import { expect, test } from 'vitest'
import { runFixture } from '../../../../tests/fixtures/run-result.js'
import { lazyTrades } from '../page/trades.js'
import { tradeTable } from './trade-table.js'

test('the page reads the round trips back, money to the cent', () => {
  const { result } = runFixture({ instruments: 3, trades: 40 })
  const trades = lazyTrades(tradeTable(result))()
  expect(trades.length).toBe(result.roundTrips.length)
  for (const [i, trip] of result.roundTrips.entries()) {
    const trade = trades[i]
    expect([trade?.id, trade?.instrument, trade?.side, trade?.reasonIn]).toEqual([
      trip.id,
      trip.instrument,
      trip.direction,
      trip.entryReason,
    ])
    expect([trade?.entryTime, trade?.exitTime, trade?.quantity]).toEqual([trip.entryTime, trip.exitTime, trip.quantity])
    expect([trade?.entryPrice, trade?.exitPrice]).toEqual([trip.entryPrice, trip.exitPrice])
    expect(trade?.pnl).toBeCloseTo(trip.pnl, 1)
    expect(trade?.ambiguous).toBe(trip.ambiguous)
    if (trip.initialRisk === null) expect(trade?.risk).toBeNaN()
  }
})

test('of very many the largest are carried, and it is said', () => {
  const { result } = runFixture({ bars: 200, trades: 10 })
  const roundTrips = Array.from({ length: 41_000 }, (_, i) => ({ ...(result.roundTrips[i % 10] as object), id: i + 1, pnl: i })) as never
  const table = tradeTable({ ...result, roundTrips })
  expect(table.columns.id.length).toBe(40_000)
  expect(table.note).toBe('The 40,000 with the largest results of 41,000; trades.parquet holds all.')
  const trades = lazyTrades(table)()
  expect([trades[0]?.pnl, trades.at(-1)?.pnl]).toEqual([1_000, 40_999])
})
