// The quote beside the bars: what a buyer pays above, and a seller gets below, the price that a bar tells. Without a model the quote is that price.

import type { Bar, BarSeries } from '../../model/bar.js'
import type { EpochMs } from '../../model/time.js'
import type { Walked } from './detail.js'
import { MeanRange } from './mean-range.js'
import type { Quotes } from './quotes.js'
import { RecordedQuotes } from './recorded-quotes.js'

/**
 * Width of the spread, of which each side has half: ticks, hundredths of a percent of the bar's open, or a part of the mean true range of the last
 * 20 bars. `recorded`: the bid and ask bars of the data.
 */
export type SpreadRule = { readonly ticks: number } | { readonly bps: number } | { readonly volatility: number } | 'recorded'

/** The quotes of a series under a rule; null where the bar's price is the quote. `walked` says which rows are finer ones. */
export function quotesOf(series: BarSeries, rule: SpreadRule | null, walked: Walked | null = null): Quotes | null {
  if (rule === null) return null
  if (rule === 'recorded') return new RecordedQuotes(series)
  if ('volatility' in rule) {
    const range = new MeanRange(series, walked)
    return new ModelledQuotes(({ index }) => (rule.volatility * range.before(index)) / 2, range)
  }
  return new ModelledQuotes(halfSpread(series, rule), null)
}

function halfSpread(
  { instrument: { tick } }: BarSeries,
  rule: { readonly ticks: number } | { readonly bps: number },
): (bar: Bar) => number {
  if ('bps' in rule) return ({ open }) => (Math.abs(open) * rule.bps * 1e-4) / 2
  return tick === 'none' ? ({ open }) => (Math.abs(open) * rule.ticks * 1e-4) / 2 : () => (rule.ticks * tick) / 2
}

/** A spread that stays as it is for the length of a bar. */
class ModelledQuotes implements Quotes {
  readonly #halfOf: (bar: Bar) => number
  /** What it goes by besides the bar; null for nothing. */
  readonly #range: MeanRange | null
  #half = 0
  #bar = -1

  constructor(halfOf: (bar: Bar) => number, range: MeanRange | null) {
    this.#halfOf = halfOf
    this.#range = range
  }

  begin(bar: Bar): void {
    if (bar.index === this.#bar) return
    this.#bar = bar.index
    this.#half = this.#halfOf(bar)
  }

  go(): void {}

  split(ratio: number, time: EpochMs): void {
    this.#range?.split(ratio, time)
  }

  priceFor(side: 1 | -1, price: number): number {
    return price + side * this.#half
  }

  priceAt(side: 1 | -1, quote: number): number {
    return quote - side * this.#half
  }
}
