// Which fills made which round trip: the fills of a strategy in an asset, cut where its position is flat.

import type { Fill } from '../../model/fill.js'
import { sign } from '../../model/order.js'
import type { RoundTrip } from '../../model/round-trip.js'
import { grouped } from '../grouped.js'

/** A fill's part in a trip: one that reverses a position ends one trip and begins the next. */
export interface TripFill {
  readonly fill: Fill
  readonly lots: number
  readonly does: 'opens' | 'adds' | 'reduces' | 'closes'
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
