// A2: whichever working orders fill on one side of each asset, the account has what its kind asks for what it holds then: equity for half of it (Regulation T, 12 CFR 220.12) or for a part by its leverage, or cash for what is bought.

import type { BacktestConfig } from '../../engine/config/config.js'
import { lotValue } from '../../model/instrument.js'
import { type OrderIntent, sign } from '../../model/order.js'
import type { EpochMs } from '../../model/time.js'
import { moneyTexts } from './amount-text.js'
import { type AssetReach, AssetReaches } from './asset-reach.js'
import { countedOnce } from './counted-once.js'
import type { Invariant } from './invariant.js'
import type { BookedOrder } from './order-book.js'
import { canBeFollowed } from './position-book.js'

const REGULATION_T = 0.5

/** They wait for a price, and free nothing as they are sent. */
const guards: ReadonlySet<OrderIntent['role']> = new Set(['stop', 'target'])

/** Sums of the same doubles in another order differ by this part, at most. */
const ROUNDING = 1e-9

export const buyingPower: Invariant = {
  id: 'A2',
  says: 'Whichever orders fill, the account has what it takes to hold what it holds then',
  begin(run, books) {
    const { config, portfolio } = run
    if (!canBeFollowed(run)) return {}
    const { share, lotsIn, has } = ruleOf(config)
    const reaches = new AssetReaches(books, config.account === 'research')
    /** What was needed until a change went out. */
    let beforeChange = 0

    /** By key, signed lots that exits of this very time trade: what they free may pay for what opens beside them. */
    const exitsAt = (time: EpochMs): ReadonlyMap<string, number> => {
      const exits = new Map<string, number>()
      if (config.rotation === 'after-fill') return exits
      for (const { parent, intent, sentAt, lots, filled } of books.orders.live) {
        if (sentAt !== time || !intent.reduceOnly || parent !== null || guards.has(intent.role)) continue
        const key = reaches.key(intent.strategy, books.listings.assetOf(intent.instrument))
        exits.set(key, (exits.get(key) ?? 0) + sign(intent.side) * (lots - filled))
      }
      return exits
    }
    const required = (time: EpochMs, counts = isAlone): number => {
      const exits = exitsAt(time)
      let sum = 0
      for (const [key, reach] of reaches.all(counts)) {
        const lots = lotsIn({ ...reach, held: leftOf(reach.held, exits.get(key) ?? 0) })
        if (lots === 0) continue
        const listing = books.listings.inAsset(reach.asset)
        // An order is worth its own price, and that may be lower.
        const price = Math.min(portfolio.mark(listing.id), reach.least)
        sum += share * Math.abs(lotValue(listing, lots * price)) * books.rates.of(listing)
      }
      return sum
    }
    return {
      beforeSent({ kind }, time) {
        if (kind === 'modify') beforeChange = required(time)
      },
      sent(request, time) {
        const order = reaches.sent(request)
        if (order === null) return null
        const after = required(time)
        const there = portfolio[has]
        if (!(after > there * (1 + ROUNDING))) return null
        const before =
          request.kind === 'modify' ? beforeChange : required(time, (one) => isAlone(one) && one !== order && one.parent !== order)
        if (!(after > before)) return null
        const [taken, had] = moneyTexts(after, there)
        return { message: `orders went out that could take ${taken}, and ${has} was ${had}`, context: { required: after, [has]: there } }
      },
      afterEvent(event) {
        reaches.heard(event)
        return null
      },
    }
  },
}

/** What a kind of account asks for: a share of the value of so many lots of each asset, and of what it is covered. Of sales that have not settled nothing is reckoned here. */
interface Rule {
  readonly share: number
  readonly lotsIn: (reach: AssetReach) => number
  readonly has: 'equity' | 'cash'
}

function ruleOf({ account, leverage }: BacktestConfig): Rule {
  if (account === 'cash') return { share: 1, lotsIn: ({ buy }) => buy, has: 'cash' }
  return { share: account === 'margin' ? REGULATION_T : 1 / leverage, lotsIn: farther, has: 'equity' }
}

function farther({ held, buy, sell }: AssetReach): number {
  return Math.max(Math.abs(held + buy), Math.abs(held - sell))
}

/** What exits leave of a position: they close it at the most. */
function leftOf(held: number, exits: number): number {
  return held > 0 ? Math.min(held, Math.max(0, held + exits)) : Math.max(held, Math.min(0, held + exits))
}

/** A group that counts once may be in several assets, and one of its orders fills: what it takes is left out. */
function isAlone({ intent }: BookedOrder): boolean {
  return countedOnce(intent.terms.oca) === null
}
