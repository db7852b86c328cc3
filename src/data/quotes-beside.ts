// Bid and ask bars of stored bars, for the bars that were read of them.

import type { BarSeries, QuoteColumns } from '../model/bar.js'
import { BenchError } from '../std/errors.js'
import { allocateQuotes, quoteNames } from './quote-columns.js'

/** What stands beside each bar of `read`. Fails with `USAGE` where a bar was made of several, or its prices were adjusted. */
export function quotesBeside(read: BarSeries, stored: BarSeries, quotes: QuoteColumns): QuoteColumns {
  const beside = allocateQuotes(read.columns.length)
  for (let row = 0, from = 0; row < read.columns.length; row++, from++) {
    while (from < stored.columns.length && !isSameBar(read, row, stored, from)) from++
    if (from === stored.columns.length) {
      const message = `${read.instrument.id}: bid and ask are stored beside other bars than those that were asked for`
      throw new BenchError('USAGE', message, 'take the bars as they are stored, without --timeframe and --adjust; or a modelled spread')
    }
    for (const name of quoteNames) beside[name][row] = quotes[name][from] as number
  }
  return beside
}

function isSameBar({ columns: a }: BarSeries, row: number, { columns: b }: BarSeries, from: number): boolean {
  return a.openTime[row] === b.openTime[from] && a.closeTime[row] === b.closeTime[from] && a.close[row] === b.close[from]
}
