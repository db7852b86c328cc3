// I3: equity is cash and every position at its last close, at the last rates; while it is not known, a watched account at least reduces.

import type { RunInside } from '../../engine/injection.js'
import type { FeedSeries } from '../../engine/time/bar-feed.js'
import { asPrice, assetOf } from '../../model/instrument.js'
import type { EpochMs } from '../../model/time.js'
import { moneyTexts } from './amount-text.js'
import type { Invariant } from './invariant.js'
import { type BookedPosition, canBeFollowed } from './position-book.js'
import type { RateBook } from './rate-book.js'
import { sharesSince, splitsOf } from './splits.js'

/** Sums of the same doubles in another order differ by this part, at most. */
const ROUNDING = 1e-9

export const equity: Invariant = {
  id: 'I3',
  says: 'Equity is cash and positions at their marks; while it is not known, the account at least reduces',
  begin(run, { rules, ours, rates }) {
    const { portfolio, feed, postTrade } = run
    const listings = feed.series.filter(({ executes }) => executes)
    const isWatched = postTrade !== null && rules?.breakers.EQUITY_UNKNOWN !== undefined
    // Of an asset with several listings the last close of any is the mark: one series cannot tell it.
    const assets = new Map(listings.map((one) => [assetOf(one.series.instrument), one]))
    const isTold = canBeFollowed(run) && assets.size === listings.length
    /** A listing in each currency of the ledger. */
    const priced = portfolio.ledger.currencies.map((currency) => feed.series.find(({ series }) => series.instrument.currency === currency))
    const splits = splitsOf(run)
    let filledAt: EpochMs = Number.NEGATIVE_INFINITY
    return {
      afterEvent(event, time) {
        if (event.kind === 'filled') filledAt = time
        return null
      },
      afterTime(time) {
        const is = portfolio.equity
        const isMarked = listings.some(({ cursor, series }) => series.columns.closeTime[cursor.index] === time)
        if (isWatched && isMarked && !Number.isFinite(is) && postTrade.levelOf(null) === 'active')
          return { message: 'equity is not known, and trading goes on', context: { level: 'active' } }
        if (!isTold || !isMarked) return null
        let should = moneyOf(run, priced, rates)
        let gross = Math.abs(should)
        for (const [asset, lots] of netLots(ours.positions)) {
          // What strategies hold against each other has no need of a mark.
          if (lots === 0) continue
          const value = lots * worthOf(assets.get(asset), rates, (from) => sharesSince(splits, asset, from, time))
          should += value
          gross += Math.abs(value)
        }
        // A fill gives a price to what a close that is no number left without one.
        if (!Number.isFinite(should) && filledAt === time) return null
        if (Number.isFinite(should) === Number.isFinite(is) && !(Math.abs(should - is) > ROUNDING * gross)) return null
        const [said, worth] = moneyTexts(is, should)
        return { message: `equity is ${said}, and cash and positions are worth ${worth}`, context: { equity: is, should } }
      },
    }
  },
}

/** By asset, of all strategies. */
function netLots(positions: readonly BookedPosition[]): ReadonlyMap<string, number> {
  const net = new Map<string, number>()
  for (const { asset, lots } of positions) net.set(asset, (net.get(asset) ?? 0) + lots)
  return net
}

/** Cash and dividends owed of every currency, in the account's. */
function moneyOf({ portfolio: { ledger } }: RunInside, priced: readonly (FeedSeries | undefined)[], rates: RateBook): number {
  let money = 0
  for (let place = 0; place < priced.length; place++) {
    const balance = ledger.balance('cash', place) + ledger.balance('receivable', place) + ledger.balance('payable', place)
    const one = priced[place]
    if (balance !== 0) money += (balance / 1e6) * (one === undefined ? 1 : rates.of(one.series.instrument))
  }
  return money
}

/** One lot at the last close, in the account's currency; `shares` is what one of a time has become. */
function worthOf(one: FeedSeries | undefined, rates: RateBook, shares: (from: EpochMs) => number): number {
  if (one === undefined || one.cursor.index < 0) return Number.NaN
  const { columns, instrument } = one.series
  const { index } = one.cursor
  const close = asPrice(columns.close[index] as number, instrument) / shares(columns.closeTime[index] as number)
  return close * instrument.multiplier * instrument.lot * rates.of(instrument)
}
