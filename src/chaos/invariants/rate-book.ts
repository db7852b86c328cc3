// What a unit of each currency is worth in the account's, by the last close of a pair that has both.

import { firstAtOrAfter } from '../../data/columns.js'
import type { RunInside } from '../../engine/injection.js'
import type { BarColumns, BarSeries } from '../../model/bar.js'
import type { Instrument } from '../../model/instrument.js'
import { DAY_MS } from '../../model/time.js'
import { pricedCurrency } from '../../portfolio/exchange-rates.js'

/** A close that is older tells nothing. */
const STALE_MS = 7 * DAY_MS

interface Pair {
  readonly columns: BarColumns
  /** It prices the account's currency, and not the other. */
  readonly isTurned: boolean
}

export class RateBook {
  readonly #run: RunInside
  readonly #pairs: ReadonlyMap<string, Pair>

  constructor(run: RunInside) {
    this.#run = run
    this.#pairs = run.portfolio.isOneCurrency ? new Map() : pairsOf(run)
  }

  /** The account's currency for one of an instrument's; NaN where none has closed for a week. Of one that no single pair converts the portfolio's word is taken. */
  of({ id, currency }: Instrument): number {
    const { portfolio, clock } = this.#run
    if (portfolio.isOneCurrency || currency === portfolio.currency) return 1
    const pair = this.#pairs.get(currency)
    if (pair === undefined) return portfolio.rate(id)
    const { closeTime, close } = pair.columns
    const last = firstAtOrAfter(closeTime, clock.now + 1) - 1
    const price = last >= 0 && clock.now - (closeTime[last] as number) <= STALE_MS ? (close[last] as number) : Number.NaN
    if (!(price > 0)) return Number.NaN
    return pair.isTurned ? 1 / price : price
  }
}

/** By the currency that each turns into the account's; the first of two. */
function pairsOf({ rates, feed, portfolio }: RunInside): ReadonlyMap<string, Pair> {
  const traded = feed.series.filter(({ executes }) => executes).map(({ series }) => series)
  const pairs = new Map<string, Pair>()
  for (const { instrument, columns } of [...rates, ...traded] satisfies BarSeries[]) {
    const base = pricedCurrency(instrument)
    const isTurned = base === portfolio.currency
    const other = isTurned ? instrument.currency : instrument.currency === portfolio.currency ? base : null
    if (other !== null && !pairs.has(other)) pairs.set(other, { columns, isTurned })
  }
  return pairs
}
