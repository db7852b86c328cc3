// Refuses files that hold no bars, by saying what they are: ticks, quotes, web pages, factors, maps, results of indicators.

import { BenchError } from '../../../std/errors.js'
import { columnsByName } from './columns.js'
import { hasRows, numeric } from './dialects/dialect.js'
import type { ColumnPlaces } from './layout.js'
import type { Table } from './table.js'

/** Fails with `BAD_DATA` where the table is known to be something else. */
export function refuseOthers(table: Table): void {
  for (const { what, hint, fits } of others) {
    if (fits(table)) throw new BenchError('BAD_DATA', `${table.sample.path}: ${firstRow(table)}${what}`, hint)
  }
}

/** Fails with `BAD_DATA` where rows have the columns of bars, but each is one trade: four equal prices at a fraction of a second. */
export function refuseTicksAsBars(table: Table, { time, open, high, low, close }: ColumnPlaces): void {
  const { rows, sample, skipLines } = table
  const areTicks = rows.every((row) => row[open] === row[close] && row[high] === row[low] && row[open] === row[high])
  const areFine = rows.filter((row) => /:\d\d[.,]\d*[1-9]/.test(row[time.at(-1) as number] ?? '')).length * 2 > rows.length
  if (!areTicks || !areFine) return
  const what = 'four equal prices at a fraction of a second in every row'
  throw new BenchError('BAD_DATA', `${sample.path}: line ${skipLines + 1}: these are ticks, not bars: ${what}`, makeBars)
}

interface Other {
  readonly what: string
  readonly hint: string
  fits(table: Table): boolean
}

const makeBars = 'make bars of the ticks first, in the program that they come from, and import those'

const others: readonly Other[] = [
  {
    what: 'this is a web page or XML, not a table',
    hint: 'the download may have failed: open the file to see what the site said, and get the CSV itself',
    fits: ({ sample }) => /^\s*<(!doctype|html|\?xml|head|body)/i.test(sample.lines[0] ?? ''),
  },
  {
    what: 'these are ticks: a time, a bid and an ask, and no open, high, low and close',
    hint: makeBars,
    fits: (table) =>
      hasRows(table, [/^\d{8} \d{9}$/, numeric, numeric, /^\d*$/]) ||
      hasRows(table, [/^\d{8} \d{6}( \d+)?$/, numeric, numeric, numeric, /^\d+$/]) ||
      (hasBidAndAsk(table) && table.header !== null && columnsByName(table.header).bidOpen === undefined),
  },
  {
    what: 'these are trades: a time, a price and a quantity, and no open, high, low and close',
    hint: makeBars,
    fits: ({ header }) =>
      header !== null && hasAny(header, ['price']) && hasAny(header, ['qty', 'quantity', 'size', 'amount']) && !hasAny(header, ['open']),
  },
  {
    what: 'these are LEAN’s factors of splits and dividends, not bars',
    hint: 'give it to the import of the bars: --factors FILE',
    fits: (table) => hasRows(table, [/^\d{8}$/, numeric, numeric, numeric]) || hasRows(table, [/^\d{8}$/, numeric, numeric]),
  },
  {
    what: 'these are LEAN’s tickers by date, not bars',
    hint: 'give it to the import of the bars: --map-file FILE',
    fits: (table) => hasRows(table, [/^\d{8}$/, /^[a-z][a-z.]*$/i, /^[A-Z]?$/]) || hasRows(table, [/^\d{8}$/, /^[a-z][a-z.]*$/i]),
  },
  {
    what: 'no open, high and low among its columns: these are not bars',
    hint: 'import the bars themselves; or say which columns hold them: --map NAME=open',
    fits: ({ header }) => {
      if (header === null) return false
      const { open, high, low, bidOpen } = columnsByName(header)
      return open === undefined && high === undefined && low === undefined && bidOpen === undefined
    },
  },
]

function hasBidAndAsk({ header }: Table): boolean {
  return header !== null && hasAny(header, ['bid']) && hasAny(header, ['ask'])
}

function hasAny(header: readonly string[], names: readonly string[]): boolean {
  return header.some((name) => names.includes(name.toLowerCase()))
}

/** Where the shape of the rows told it. */
function firstRow({ header, skipLines }: Table): string {
  return header === null ? `line ${skipLines + 1}: ` : ''
}
