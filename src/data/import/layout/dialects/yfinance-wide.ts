// What newer versions of yfinance save: three lines of header, `Price,Close,High,…`, `Ticker,SPY,SPY,…` and `Date,,,`, with several tickers side by side.

import { BenchError } from '../../../../std/errors.js'
import { type Columns, columnsByName, plainName } from '../columns.js'
import type { Table } from '../table.js'
import type { Dialect } from './dialect.js'
import { adjustedBeforehand } from './yahoo.js'

export const yfinanceWide: Dialect = {
  id: 'yfinance',
  label: 'yfinance with tickers above the columns',
  read(table, _, { symbol }) {
    const lines = headerLines(table)
    if (lines === null) return null
    const { prices, tickers, timeName } = lines
    const all = [...new Set(tickers.slice(1).filter((name) => name !== ''))]
    const ticker = chooseTicker(all, symbol, table)
    const places = prices.map((_, index) => index).filter((index) => index === 0 || tickers[index] === ticker)
    const hasAdjusted = prices.some((name) => plainName(name) === 'adj close')
    const { dividend, split, ...priceColumns } = columnsAt(places, prices)
    const hasActions = dividend !== undefined || split !== undefined
    return {
      columns: hasAdjusted ? columnsAt(places, prices) : priceColumns,
      names: prices.map((name, index) => (index === 0 ? timeName : all.length === 1 ? name : `${name} ${tickers[index]}`)),
      skipLines: table.skipLines + (table.rows[1]?.[0] === timeName ? 2 : 1),
      symbol: ticker,
      emptyRows: 'pass',
      stamp: 'start',
      adjusted: hasAdjusted ? 'splits' : 'all',
      notes: [
        ...(all.length === 1 ? [] : [`took ${ticker} of ${all.join(', ')}`]),
        ...(hasActions && !hasAdjusted ? [adjustedBeforehand] : []),
      ],
    }
  },
}

/** Names of prices and tickers by column; either line may be the first. The third one is blank but for the name of the times. */
function headerLines({ header, rows }: Table) {
  const [second, third] = rows
  if (header === null || second === undefined) return null
  const [first, next] = [header[0]?.toLowerCase(), second[0]?.toLowerCase()]
  if (!((first === 'price' && next === 'ticker') || (first === 'ticker' && next === 'price'))) return null
  const [prices, tickers] = first === 'price' ? [header, second] : [second, header]
  const timeName = third !== undefined && /^(date|datetime)$/i.test(third[0] ?? '') ? (third[0] as string) : 'Date'
  return { prices, tickers, timeName }
}

function chooseTicker(all: readonly string[], symbol: string | undefined, { sample }: Table): string {
  const [only, second] = all
  if (only !== undefined && second === undefined) return only
  const chosen = all.find((name) => name.toLowerCase() === symbol?.toLowerCase())
  if (chosen !== undefined) return chosen
  const what = symbol === undefined ? 'has several tickers side by side' : `has no ${symbol}`
  const [first = ''] = all
  throw new BenchError('USAGE', `${sample.path} ${what}: ${all.join(', ')}`, `import one at a time: --symbol ${first}`)
}

/** The columns of one ticker, and of the time before them. */
function columnsAt(places: readonly number[], prices: readonly string[]): Columns {
  const names = places.map((place) => (place === 0 ? 'datetime' : (prices[place] as string)))
  const found = Object.entries(columnsByName(names)) as [keyof Columns, number][]
  return Object.fromEntries(found.map(([field, index]) => [field, places[index] as number]))
}
