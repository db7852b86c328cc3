// A2: whichever working orders fill on one side of each asset, half of what is held then is not more than equity (Regulation T, 12 CFR 220.12).

import { assetOf, lotValue } from '../../model/instrument.js'
import { AssetReaches } from './asset-reach.js'
import type { Invariant } from './invariant.js'
import type { BookedOrder } from './order-book.js'
import { canBeFollowed } from './position-book.js'

const REGULATION_T = 0.5

/** Sums of the same doubles in another order differ by this part, at most. */
const ROUNDING = 1e-9

export const margin: Invariant = {
  id: 'A2',
  says: 'Whichever orders fill, a margin account has half of what it holds then',
  begin(run, books) {
    const { config, portfolio, feed } = run
    if (config.account !== 'margin' || !canBeFollowed(run)) return {}
    const listings = new Map(feed.series.map(({ series: { instrument } }) => [assetOf(instrument), instrument]))
    const reaches = new AssetReaches(books)
    /** What was needed until a request went out. */
    let before = 0
    /** What was asked for when the last order went out that asked for more than there was; null while none did. */
    let asked: { readonly equity: number } | null = null

    const required = (): number => {
      let sum = 0
      for (const [asset, { held, buy, sell, least }] of reaches.all(isAlone)) {
        const instrument = listings.get(asset)
        const most = Math.max(Math.abs(held + buy), Math.abs(held - sell))
        if (instrument === undefined || most === 0) continue
        // An order is worth its own price, and that may be lower.
        const price = Math.min(portfolio.mark(instrument.id), least)
        sum += REGULATION_T * Math.abs(lotValue(instrument, most * price)) * books.rates.of(instrument)
      }
      return sum
    }
    return {
      beforeSent({ kind }) {
        if (kind === 'submit' || kind === 'modify') before = required()
      },
      sent(request) {
        if (reaches.sent(request) === null) return null
        const after = required()
        const { equity } = portfolio
        if (after > before && after > equity * (1 + ROUNDING)) asked = { equity }
        return null
      },
      afterEvent(event) {
        reaches.heard(event)
        return null
      },
      afterTime() {
        if (asked === null) return null
        const { equity } = asked
        asked = null
        const margin = required()
        if (margin <= equity * (1 + ROUNDING)) return null
        return { message: `orders went out that could take ${margin} of margin, and equity was ${equity}`, context: { margin, equity } }
      },
    }
  },
}

/** A group may be in several assets, and one of its orders fills: what it takes is left out. */
function isAlone({ intent }: BookedOrder): boolean {
  return intent.terms.oca === null
}
