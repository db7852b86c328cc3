// When a ticker meant which company, from LEAN's map files: `last date,ticker[,exchange]`, whose first row is the company's first date.
//
// Format: QuantConnect, LEAN data format for US equities.

import type { CorporateAction } from '../../../model/corporate-action.js'
import type { IsoDate } from '../../../model/time.js'
import { BenchError } from '../../../std/errors.js'
import { dayNumber, isoDate } from '../../day-number.js'

/** Days on which one company had one ticker, both ends included. */
export interface TickerSpan {
  /** In small letters. */
  readonly ticker: string
  readonly from: IsoDate
  readonly to: IsoDate
}

/** The company's tickers in the order of time. Fails with `BAD_DATA` on a row of another kind. */
export function readTickerSpans(text: string, file: string): readonly TickerSpan[] {
  const lines = text.split(/\r?\n/).map((line) => line.trim())
  const rows = lines.flatMap((line, index) => (line === '' ? [] : [readRow(line, index + 1, file)]))
  const [first] = rows
  if (first === undefined) throw new BenchError('BAD_DATA', `${file} has no row`, 'a map file has rows such as 20140402,goog,Q')
  return rows.slice(1).map(({ date, ticker }, index) => {
    const before = rows[index] as { date: IsoDate }
    return { ticker, from: index === 0 ? before.date : isoDate(dayNumber(before.date) + 1), to: date }
  })
}

function readRow(line: string, number: number, file: string): { date: IsoDate; ticker: string } {
  const [, year, month, day, ticker] = /^(\d{4})(\d\d)(\d\d),([A-Za-z][\w.]*)(?:,.*)?$/.exec(line) ?? []
  if (ticker === undefined) {
    const message = `${file}: line ${number} is no row of tickers: ${line.slice(0, 60)}`
    throw new BenchError('BAD_DATA', message, 'a map file has rows such as 20140402,goog,Q')
  }
  return { date: `${year}-${month}-${day}`, ticker: ticker.toLowerCase() }
}

/** The year of the last row of a company that is still listed. */
const stillListed = '2050'

/**
 * Changes of the company's ticker over bars from `first` to `last`, and the begin and end of its listing where the bars reach them. It begins with its
 * first day under one of the tickers that the bars come from: prices before are of who had the ticker then. The last row's date is the last one
 * on which it traded. Nothing where the file is of another company.
 */
export function actionsOfTickers(
  spans: readonly TickerSpan[],
  ticker: string,
  first: IsoDate,
  last: IsoDate,
  tickers: readonly string[] = [ticker],
): readonly CorporateAction[] {
  if (!spans.some((span) => span.ticker === ticker)) return []
  const since = spans.find((span) => tickers.includes(span.ticker))?.from ?? first
  const begin: readonly CorporateAction[] = first < since && last >= since ? [{ kind: 'listing', exDate: since }] : []
  const changes = spans.slice(1).flatMap((span, index): CorporateAction[] => {
    const from = (spans[index] as TickerSpan).ticker
    if (from === span.ticker || span.from <= first || span.from > last) return []
    return [{ kind: 'ticker-change', exDate: span.from, from: from.toUpperCase(), to: span.ticker.toUpperCase() }]
  })
  const end = (spans.at(-1) as TickerSpan).to
  const isReached = end < stillListed && end >= first && end <= isoDate(dayNumber(last) + nearDays)
  return [...begin, ...changes, ...(isReached ? [{ kind: 'delisting' as const, exDate: isoDate(dayNumber(end) + 1) }] : [])]
}

/** Another ticker's days are worth a note where they touch the bars. */
const nearDays = 7

/** What to know of bars from `first` to `last` that a ticker's file holds: rows of another company, and days on which this one had another ticker. */
export function tickerNotes(spans: readonly TickerSpan[], ticker: string, first: IsoDate, last: IsoDate): readonly string[] {
  const own = spans.filter((span) => span.ticker === ticker)
  const [oldest, newest] = [own[0], own.at(-1)]
  const name = ticker.toUpperCase()
  if (oldest === undefined || newest === undefined) return [`the map file has no ticker ${name}: it is of another company`]
  const notes: string[] = []
  if (first < oldest.from)
    notes.push(`rows before ${oldest.from} are of another company, which was ${name} then: they are left out when the bars are read`)
  if (last > newest.to) notes.push(`rows after ${newest.to} are of another company, which was ${name} from then on`)
  const [since, until] = [isoDate(dayNumber(first) - nearDays), isoDate(dayNumber(last) + nearDays)]
  for (const span of spans) {
    if (span.ticker === ticker || span.to < since || span.from > until) continue
    notes.push(
      `from ${span.from} to ${span.to} this company was ${span.ticker.toUpperCase()}: import both files with --symbol ${name} for all of it`,
    )
  }
  return notes
}
