// The life of a round trip: its orders from the signal to the last fill, the bars around it, and where its result comes from.

import type { BarSeries } from '../../model/bar.js'
import type { Fill } from '../../model/fill.js'
import { assetOf } from '../../model/instrument.js'
import { sign } from '../../model/order.js'
import type { RoundTrip } from '../../model/round-trip.js'
import { grouped } from '../grouped.js'
import { type BarRow, barsAround } from './bars-around.js'
import { notThere, type OrderLife, type RunLives } from './order-life.js'

/** A fill's part in a trip: one that reverses a position ends one trip and begins the next. */
export interface TripFill {
  readonly fill: Fill
  readonly lots: number
  readonly does: 'opens' | 'adds' | 'reduces' | 'closes'
}

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
  const { roundTrips, fills, series: traded } = lives.result
  const trip = roundTrips.find(({ id }) => id === number)
  if (trip === undefined) throw notThere('trade', number, roundTrips.length)
  const assets = new Map(traded.map(({ instrument }) => [instrument.id, assetOf(instrument)]))
  const own = fillsOfTrips(fills, roundTrips, (id) => assets.get(id) ?? id).get(trip.id) ?? []
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

/** The fills of each closed trip by its id: walks the fills of a strategy in an asset, on whatever venue, from flat to flat. */
export function fillsOfTrips(
  fills: readonly Fill[],
  roundTrips: readonly RoundTrip[],
  assetOfId: (instrument: string) => string = (id) => id,
): Map<number, TripFill[]> {
  const seat = (one: Fill | RoundTrip): string => JSON.stringify([one.strategy, assetOfId(one.instrument)])
  const trips = grouped(roundTrips, seat)
  const found = new Map<number, TripFill[]>()
  for (const [key, ofSeat] of grouped(fills, seat)) {
    const ids = (trips.get(key) ?? []).map(({ id }) => id).sort((a, b) => a - b)
    for (const [index, tripFills] of walk(ofSeat).entries()) {
      const id = ids[index]
      if (id !== undefined) found.set(id, tripFills)
    }
  }
  return found
}

/** The fills of one seat, cut where the position is flat. */
function walk(fills: readonly Fill[]): TripFill[][] {
  const trips: TripFill[][] = []
  let position = 0
  for (const fill of fills) {
    const signed = sign(fill.side) * fill.quantity
    const closing = position * signed < 0 ? Math.min(fill.quantity, Math.abs(position)) : 0
    if (closing > 0) trips.at(-1)?.push({ fill, lots: closing, does: closing === Math.abs(position) ? 'closes' : 'reduces' })
    position += sign(fill.side) * closing
    const opening = fill.quantity - closing
    if (opening === 0) continue
    if (position === 0) trips.push([])
    trips.at(-1)?.push({ fill, lots: opening, does: position === 0 ? 'opens' : 'adds' })
    position += sign(fill.side) * opening
  }
  return trips
}
