// Listings of one asset are one position: a lot of it has to be the same thing on every venue.

import { assetOf, type Instrument } from '../../model/instrument.js'
import { BenchError } from '../../std/errors.js'

/** Refuses listings of an asset that could not be added up. */
export function refuseUnequalListings(instruments: readonly Instrument[]): void {
  const first = new Map<string, Instrument>()
  for (const listing of instruments) {
    const other = first.get(assetOf(listing))
    if (other === undefined) {
      first.set(assetOf(listing), listing)
      continue
    }
    const field = (['currency', 'lot', 'multiplier', 'assetClass'] as const).find((name) => listing[name] !== other[name])
    if (field === undefined) continue
    throw new BenchError(
      'BAD_DATA',
      `${other.id} and ${listing.id} are listings of one asset, and differ in ${field}: ${other[field]} and ${listing[field]}`,
      'import them alike, or under ids that do not share what stands before the @',
    )
  }
}
