// A1: whichever working orders fill, the account is not shorter of an asset than there is to borrow.

import type { OrderIntent } from '../../model/order.js'
import { AssetReaches } from './asset-reach.js'
import type { Finding, Invariant } from './invariant.js'
import { canBeFollowed } from './position-book.js'

export const shortSales: Invariant = {
  id: 'A1',
  says: 'Whichever orders fill, no asset is sold short beyond what there is to borrow',
  begin(run, books) {
    const { shortAvailability } = run.config
    // One number for all of them: of single instruments the control alone has to know.
    if (typeof shortAvailability === 'string' || !('lots' in shortAvailability) || !canBeFollowed(run)) return {}
    const borrowable = shortAvailability.lots as number
    const reaches = new AssetReaches(books)
    /** Assets that were sold too far, unless a word that is just being taken in made the room. */
    let suspects: string[] = []

    const shortOf = (asset: string): number => {
      const { held, sell } = reaches.all().get(asset) ?? { held: 0, sell: 0 }
      return sell - held
    }
    return {
      sent(request) {
        const order = reaches.sent(request)
        if (order === null || !sells(order.intent)) return null
        const asset = books.listings.assetOf(order.intent.instrument)
        if (asset !== undefined && shortOf(asset) > borrowable) suspects.push(asset)
        return null
      },
      afterEvent(event) {
        reaches.heard(event)
        return null
      },
      afterTime(): Finding {
        const asset = suspects.find((one) => shortOf(one) > borrowable)
        suspects = []
        if (asset === undefined) return null
        const short = shortOf(asset)
        return {
          message: `${short} of ${asset} could be sold short, and there are ${borrowable} to borrow`,
          context: { short, borrowable },
        }
      },
    }
  },
}

/** By itself, or by what it triggers. */
function sells({ side, children }: OrderIntent): boolean {
  return side === 'sell' || children.some((child) => child.role === 'triggered' && child.side === 'sell')
}
