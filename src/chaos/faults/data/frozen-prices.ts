// Prices stand still: bars go on coming, each the last price once more, without volume.

import { z } from 'zod'
import { quoteNames } from '../../../data/quote-columns.js'
import type { QuoteColumns } from '../../../model/bar.js'
import type { DataFault } from '../fault.js'
import { changed, type Rows } from './window-rows.js'

const params = z.strictObject({})

export const frozenPrices: DataFault<z.infer<typeof params>> = {
  name: 'frozen-prices',
  plane: 'data',
  says: 'Bars repeat the last price, without volume',
  params,
  apply: (series, window) =>
    changed(series, window, (columns, rows, quotes) => {
      const { first, end } = rows
      const last = (first === 0 ? columns.open[0] : columns.close[first - 1]) as number
      for (const name of ['open', 'high', 'low', 'close'] as const) columns[name].fill(last, first, end)
      columns.volume.fill(0, first, end)
      if (quotes !== undefined) freezeQuotes(quotes, rows)
    }),
}

function freezeQuotes(quotes: QuoteColumns, { first, end }: Rows): void {
  const [bid, ask] = (first === 0 ? [quotes.bidOpen[0], quotes.askOpen[0]] : [quotes.bidClose[first - 1], quotes.askClose[first - 1]]) as [
    number,
    number,
  ]
  for (const name of quoteNames) quotes[name].fill(name.startsWith('bid') ? bid : ask, first, end)
}
