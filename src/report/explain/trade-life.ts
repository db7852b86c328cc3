// The life of a round trip: its orders from the signal to the last fill, the bars around it, and where its result comes from.

import type { BarSeries } from '../../model/bar.js'
import type { RoundTrip } from '../../model/round-trip.js'
import { type BarRow, barsAround } from './bars-around.js'
import { notThere, type OrderLife, type RunLives } from './order-life.js'
import type { TripFill } from './trip-fills.js'

export interface TradeLife {
  readonly trip: RoundTrip
  readonly fills: readonly TripFill[]
  /** Every order with a fill in it, in the order in which they were made. */
  readonly orders: readonly OrderLife[]
  readonly result: {
    /** Before slippage and fees: what the recorded prices gave. */
    readonly atReferencePrices: number
    readonly slippage: number
    readonly fees: number
    readonly pnl: number
  }
  /** Bars from before the entry to after the exit; empty where they are not at hand. */
  readonly bars: readonly BarRow[]
}

/** The trip of a number. `series` are the run's bars, if they are at hand. */
export function tradeLife(lives: RunLives, number: number, series: readonly BarSeries[]): TradeLife {
  const { roundTrips } = lives.result
  const trip = roundTrips.find(({ id }) => id === number)
  if (trip === undefined) throw notThere('trade', number, roundTrips.length)
  const own = lives.fillsOf(trip.id)
  const orders = [...new Set(own.map(({ fill }) => fill.clientOrderId))].sort((a, b) => a - b).map((id) => lives.order(id))
  const { grossPnl, slippage, fees, pnl } = trip
  return {
    trip,
    fills: own,
    orders,
    result: { atReferencePrices: grossPnl + slippage, slippage, fees, pnl },
    bars: barsAround(
      series,
      trip.instrument,
      own.flatMap(({ fill }) => (fill.instrument === trip.instrument ? [fill] : [])),
    ),
  }
}
