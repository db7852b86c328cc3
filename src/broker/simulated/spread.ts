// The quote beside the bars: what a buyer pays above, and a seller gets below, the price that a bar tells. Without a model the quote is that price.

import type { Bar, BarSeries } from '../../model/bar.js'
import type { Quotes } from './quotes.js'
import { RecordedQuotes } from './recorded-quotes.js'

/**
 * Width of the spread, of which each side has half: ticks, hundredths of a percent of the bar's open, or a part of the mean true range of the last
 * 20 bars. `recorded`: the bid and ask bars of the data.
 */
export type SpreadRule = { readonly ticks: number } | { readonly bps: number } | { readonly volatility: number } | 'recorded'

/** The quotes of a series under a rule; null where the bar's price is the quote. */
export function quotesOf(series: BarSeries, rule: SpreadRule | null): Quotes | null {
  if (rule === null) return null
  if (rule === 'recorded') return new RecordedQuotes(series)
  return new ModelledQuotes(halfSpread(series, rule))
}

/** Bars in the mean true range. */
const RANGE_BARS = 20

function halfSpread({ instrument: { tick }, columns }: BarSeries, rule: Exclude<SpreadRule, 'recorded'>): (bar: Bar) => number {
  if ('bps' in rule) return ({ open }) => (Math.abs(open) * rule.bps * 1e-4) / 2
  if ('ticks' in rule) {
    return tick === 'none' ? ({ open }) => (Math.abs(open) * rule.ticks * 1e-4) / 2 : () => (rule.ticks * tick) / 2
  }
  const trueRange = (bar: number): number => {
    const before = columns.close[Math.max(0, bar - 1)] as number
    return bar === 0
      ? (columns.high[0] as number) - (columns.low[0] as number)
      : Math.max(columns.high[bar] as number, before) - Math.min(columns.low[bar] as number, before)
  }
  // Only bars that had ended when this one began.
  return ({ index }) => {
    const first = Math.max(0, index - RANGE_BARS)
    let sum = 0
    for (let bar = first; bar < index; bar++) sum += trueRange(bar)
    return index === 0 ? 0 : (rule.volatility * sum) / (index - first) / 2
  }
}

/** A spread that stays as it is for the length of a bar. */
class ModelledQuotes implements Quotes {
  readonly #halfOf: (bar: Bar) => number
  #half = 0
  #bar = -1

  constructor(halfOf: (bar: Bar) => number) {
    this.#halfOf = halfOf
  }

  begin(bar: Bar): void {
    if (bar.index === this.#bar) return
    this.#bar = bar.index
    this.#half = this.#halfOf(bar)
  }

  go(): void {}

  priceFor(side: 1 | -1, price: number): number {
    return price + side * this.#half
  }

  priceAt(side: 1 | -1, quote: number): number {
    return quote - side * this.#half
  }
}
