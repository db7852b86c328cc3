import { describe, expect, test } from 'vitest'
import { flatBars, handSeries, START } from '../../../tests/fixtures/series.js'
import type { BarSeries } from '../../model/bar.js'
import { buy } from '../../model/order.testing.js'
import { limit } from '../../model/order-price.js'
import { HOUR_MS, type Timeframe } from '../../model/time.js'
import { Book } from './book.js'
import { RestingOrder } from './resting-order.js'
import { type ClosingBar, rowsTogether, walkTogether } from './row-merge.js'
import { plainPolicy } from './venue.testing.js'

/** Two days at one price; with a timeframe they are walked in bars of that. */
function days(id: string, finer: Timeframe | null, rows = 8): BarSeries {
  const series = handSeries(id, flatBars(100, 100))
  return finer === null
    ? series
    : { ...series, detail: handSeries(id, flatBars(...new Array<number>(rows).fill(100)), { timeframe: finer }) }
}

/** A book of that series with an order far away, or with none. */
function bookOf(series: BarSeries, hasOrder = true): Book {
  const book = new Book(series, plainPolicy)
  const price = limit(50)
  if (hasOrder) book.add([new RestingOrder(1, buy(1, { price }), 1, price, [], null, START)])
  return book
}

/** What happens as the books' bars go by together, by hour of the day; null where each goes by itself. */
function walk(books: readonly Book[], bar: number, closing = closingOf(books, bar), count = closing.length): string[] | null {
  const tracks = rowsTogether(books, closing, count)
  if (tracks === null) return null
  const seen: string[] = []
  const at = (time: number | undefined): number => ((time ?? Number.NaN) - START) / HOUR_MS - 24 * bar
  const id = (book: Book): string => book.series.instrument.id
  walkTogether(
    tracks,
    (book, row) => seen.push(`${id(book)} ends row ${row} at ${at(book.series.columns.closeTime[row])}`),
    (book, row) => seen.push(`${id(book)} begins row ${row} at ${at(book.series.columns.openTime[row])}`),
  )
  return seen
}

function closingOf(books: readonly Book[], bar: number): ClosingBar[] {
  return books.map((_, instrument) => ({ executes: true, instrument, bar }))
}

describe('bars that end together', () => {
  test('are walked in the order of time: at one time what ends comes before what begins', () => {
    const books = [bookOf(days('A', '6h')), bookOf(days('B', '12h', 4)), bookOf(days('C', null))]
    // The first rows have opened with the bar.
    expect(walk(books, 1)).toEqual([
      'A ends row 4 at 6',
      'A begins row 5 at 6',
      'A ends row 5 at 12',
      'B ends row 2 at 12',
      'A begins row 6 at 12',
      'B begins row 3 at 12',
      'A ends row 6 at 18',
      'A begins row 7 at 18',
      'A ends row 7 at 24',
      'B ends row 3 at 24',
      'C ends row 1 at 24',
    ])
  })

  test('wait between rows where nothing was recorded for a while', () => {
    const quarters = days('A', '6h', 4)
    const columns = quarters.detail?.columns as BarSeries['columns']
    const late = columns.openTime.map((time, row) => (row === 2 ? time + HOUR_MS : time))
    const gappy = { ...quarters, detail: { ...(quarters.detail as BarSeries), columns: { ...columns, openTime: late } } }
    expect(walk([bookOf(gappy), bookOf(days('B', '12h', 4))], 0)).toEqual([
      'A ends row 0 at 6',
      'A begins row 1 at 6',
      'A ends row 1 at 12',
      'B ends row 0 at 12',
      'B begins row 1 at 12',
      'A begins row 2 at 13',
      'A ends row 2 at 18',
      'A begins row 3 at 18',
      'A ends row 3 at 24',
      'B ends row 1 at 24',
    ])
  })

  test('leave out the bar of an instrument without orders, and the coarser bar of one with orders', () => {
    const books = [bookOf(days('A', '12h', 4)), bookOf(days('B', '6h'), false), bookOf(days('C', null))]
    const closing = [{ executes: false, instrument: 0, bar: 0 }, ...closingOf(books, 0)]
    expect(walk(books, 0, closing)).toEqual(['A ends row 0 at 12', 'A begins row 1 at 12', 'A ends row 1 at 24', 'C ends row 0 at 24'])
  })

  test('are those counted, and none of what an earlier time left behind them in the list', () => {
    const books = [bookOf(days('A', '12h', 4)), bookOf(days('B', null)), bookOf(days('C', '6h'))]
    expect(walk(books, 0, closingOf(books, 0), 2)).toEqual([
      'A ends row 0 at 12',
      'A begins row 1 at 12',
      'A ends row 1 at 24',
      'B ends row 0 at 24',
    ])
    expect(walk(books, 0, closingOf(books, 0), 1)).toBeNull()
  })
})

describe('each bar goes by itself', () => {
  test('where orders work in one instrument only', () => {
    expect(walk([bookOf(days('A', '6h')), bookOf(days('B', '6h'), false)], 0)).toBeNull()
  })

  test('where no bar has finer ones inside', () => {
    expect(walk([bookOf(days('A', null)), bookOf(days('B', null))], 0)).toBeNull()
    expect(walk([bookOf(days('A', null)), bookOf(days('B', null)), bookOf(days('C', '6h'), false)], 0)).toBeNull()
  })

  test('where the other one is a coarser bar of the same instrument', () => {
    const books = [bookOf(days('A', '6h'))]
    expect(walk(books, 0, [...closingOf(books, 0), { executes: false, instrument: 0, bar: 0 }])).toBeNull()
  })
})
