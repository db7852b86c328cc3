// The assets of a run: listings of one asset on several venues are one position of the account.

import { assetOf, type Instrument } from '../../model/instrument.js'
import type { Portfolio } from '../../portfolio/portfolio.js'

/** A listing, and its place among the instruments of the portfolio. */
interface Listing {
  readonly instrument: Instrument
  readonly place: number
}

export class Asset {
  readonly id: string
  readonly listings: readonly Listing[]
  readonly #portfolio: Portfolio

  constructor(id: string, listings: readonly Listing[], portfolio: Portfolio) {
    this.id = id
    this.listings = listings
    this.#portfolio = portfolio
  }

  /** Signed, over all listings and strategies. */
  get netLots(): number {
    return this.#portfolio.lots((this.listings[0] as Listing).place)
  }

  /** The listing that stands for the asset: the first. Its mark is the last close of any of them. */
  get counted(): Instrument {
    return (this.listings[0] as Listing).instrument
  }
}

/** The assets of instruments that are given in the portfolio's order. */
export function assetsOf(instruments: readonly Instrument[], portfolio: Portfolio): Asset[] {
  const ids = [...new Set(instruments.map(assetOf))]
  return ids.map((id) => {
    const listings = instruments.flatMap((instrument, place) => (assetOf(instrument) === id ? [{ instrument, place }] : []))
    return new Asset(id, listings, portfolio)
  })
}
