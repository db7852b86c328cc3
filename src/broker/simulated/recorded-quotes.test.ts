import { describe, expect, test } from 'vitest'
import { day, type HandBar, handSeries } from '../../../tests/fixtures/series.js'
import type { QuoteColumns } from '../../model/bar.js'
import { HOUR_MS } from '../../model/time.js'
import { BarCopy } from './bar-copy.js'
import type { Turn } from './quotes.js'
import { RecordedQuotes } from './recorded-quotes.js'

type Four = readonly [open: number, high: number, low: number, close: number]

interface QuotedBar {
  readonly bar: HandBar
  readonly bid?: Four
  readonly ask?: Four
}

/** The quotes beside daily bars, and a way to stand in a bar while the price goes from one of its prices to another. */
function beside(...rows: readonly QuotedBar[]) {
  const column = (side: 'bid' | 'ask', at: number): Float64Array => Float64Array.from(rows, (row) => row[side]?.[at] ?? Number.NaN)
  const recorded: QuoteColumns = {
    length: rows.length,
    ...{ bidOpen: column('bid', 0), bidHigh: column('bid', 1), bidLow: column('bid', 2), bidClose: column('bid', 3) },
    ...{ askOpen: column('ask', 0), askHigh: column('ask', 1), askLow: column('ask', 2), askClose: column('ask', 3) },
  }
  const series = handSeries(
    'A',
    rows.map(({ bar }) => bar),
  )
  const quotes = new RecordedQuotes({ ...series, quotes: recorded })
  const bar = new BarCopy(series.columns)
  const stand = (index: number, from?: Turn, to = from): RecordedQuotes => {
    bar.read(index)
    quotes.begin(bar)
    if (from !== undefined && to !== undefined) quotes.go(from, to)
    return quotes
  }
  return { quotes, stand }
}

const turns: readonly Turn[] = ['open', 'high', 'low', 'close']
const quoted: QuotedBar = { bar: [100, 106, 97, 103], bid: [99, 105.5, 96, 102], ask: [101, 106.5, 98, 103.5] }

describe('recorded quotes', () => {
  test('are what each side gets where the price is one of the bar’s four', () => {
    const { stand } = beside(quoted)
    const prices = [100, 106, 97, 103]
    expect(turns.map((turn, k) => stand(0, turn).priceFor(1, prices[k] as number))).toEqual(quoted.ask)
    expect(turns.map((turn, k) => stand(0, turn).priceFor(-1, prices[k] as number))).toEqual(quoted.bid)
  })

  test('are those of the open before the price goes anywhere', () => {
    const quotes = beside(quoted).stand(0)
    expect([quotes.priceFor(1, 100), quotes.priceFor(-1, 100)]).toEqual([101, 99])
  })

  test('go straight from one to the other, whichever way the price goes', () => {
    const { stand } = beside(quoted)
    // Half way from 106 to 97 the ask is half way from 106.5 to 98, the bid from 105.5 to 96.
    for (const quotes of [stand(0, 'high', 'low'), stand(0, 'low', 'high')]) {
      expect(quotes.priceFor(1, 101.5)).toBeCloseTo(102.25, 9)
      expect(quotes.priceFor(-1, 101.5)).toBeCloseTo(100.75, 9)
    }
    // A third of the way from 97 to 103: the ask from 98 to 103.5.
    expect(stand(0, 'low', 'close').priceFor(1, 99)).toBeCloseTo(98 + 5.5 / 3, 9)
  })

  test('tell where the price stands when a side gets one of them', () => {
    const { stand } = beside(quoted)
    for (const quotes of [stand(0, 'high', 'low'), stand(0, 'low', 'high')]) {
      expect(quotes.priceAt(1, 102.25)).toBeCloseTo(101.5, 9)
      expect(quotes.priceAt(-1, 100.75)).toBeCloseTo(101.5, 9)
    }
    expect(stand(0, 'low', 'close').priceAt(1, 98 + 5.5 / 3)).toBeCloseTo(99, 9)
  })

  test('that stand still while the price goes tell of no one price', () => {
    const still = { ...quoted, ask: [107, 107, 107, 107] as const }
    for (const quote of [107, 108]) expect(beside(still).stand(0, 'open', 'high').priceAt(1, quote)).toBeNaN()
    expect(beside(still).stand(0, 'open', 'high').priceFor(1, 103)).toBeCloseTo(107, 9)
  })

  test('that move while the price stands still are the worse ones for a side all the while', () => {
    const { stand } = beside({ bar: [100, 100, 100, 100], bid: [99, 98, 99.5, 99], ask: [101, 103, 100.5, 102] })
    for (const quotes of [stand(0, 'open', 'high'), stand(0, 'high', 'open')])
      expect([quotes.priceFor(1, 100), quotes.priceFor(-1, 100)]).toEqual([103, 98])
    expect(stand(0, 'open', 'high').priceAt(1, 102)).toBe(100)
  })

  test('are at the price of the bar where they were better than it', () => {
    const { stand } = beside({ bar: [100, 100, 100, 100], bid: [101, 101, 101, 101], ask: [99, 99, 99, 99] })
    expect([stand(0).priceFor(1, 100), stand(0).priceFor(-1, 100)]).toEqual([100, 100])
  })
})

describe('quotes that are missing', () => {
  const none: QuotedBar = { bar: [100, 100, 100, 100] }
  const pricesAt = (quotes: RecordedQuotes): number[] => [quotes.priceFor(-1, 100), quotes.priceFor(1, 100)]

  test('are at the price itself before there were any', () => {
    expect(pricesAt(beside(none, quoted).stand(0))).toEqual([100, 100])
  })

  test.each([Number.NaN, 0])('are as far away as before a close of %d, which is no price', (none) => {
    const spoilt: QuotedBar = { ...quoted, bar: [100, 100, 100, none] }
    expect(pricesAt(beside(quoted, spoilt, { bar: [100, 100, 100, 100] }).stand(2))).toEqual([99, 100.5])
  })

  test('are as far away as at the last close that had them, each side by itself', () => {
    const { bid, ...asked } = quoted
    const { ask, ...bidden } = quoted
    const { stand } = beside(asked, none, bidden, none, none)
    expect(pricesAt(stand(1))).toEqual([100, 100.5])
    // The ask of the third bar is missing, its bid is 1 below its open.
    expect(pricesAt(stand(2))).toEqual([99, 100.5])
    expect(pricesAt(stand(3))).toEqual([99, 100.5])
    expect(pricesAt(stand(4))).toEqual([99, 100.5])
  })

  test('are not known from later in the bar', () => {
    const late: QuotedBar = { bar: [100, 100, 100, 100], bid: [Number.NaN, 99, 99, 98], ask: [Number.NaN, 101, 101, 103] }
    const { stand } = beside(late, none)
    expect(pricesAt(stand(0))).toEqual([100, 100])
    expect(pricesAt(stand(1))).toEqual([98, 103])
  })

  test('are at the price where the last close had better ones', () => {
    const crossed: QuotedBar = { ...quoted, bid: [99, 105, 96, 104], ask: [101, 107, 98, 102] }
    expect(pricesAt(beside(quoted, crossed, none).stand(2))).toEqual([100, 100])
  })

  test('are the same when nobody asked in the bars between', () => {
    const { stand } = beside(quoted, { ...quoted, ask: [101, 107, 98, 105] }, none)
    expect(pricesAt(stand(2))).toEqual([99, 102])
  })

  test('are as far away in the shares of after a split: what was known before it is divided', () => {
    const afterwards: QuotedBar = { bar: [50, 50, 50, 50] }
    const { quotes, stand } = beside(quoted, afterwards, { bar: [50, 50, 50, 50], bid: [49, 49, 49, 49], ask: [52, 52, 52, 52] }, none)
    quotes.split(2, day(1))
    // Distances of 1 and of 0.5 at the close of 103.
    expect(pricesAt(stand(1))).toEqual([99.5, 100.25])
    expect(pricesAt(stand(3))).toEqual([99, 102])
    const between = beside(quoted, none, none)
    between.quotes.split(2, day(1) - HOUR_MS)
    expect(pricesAt(between.stand(2))).toEqual([99.5, 100.25])
  })
})

test('data without quotes says what to do about it', () => {
  expect(() => new RecordedQuotes(handSeries('A', [quoted.bar]))).toThrow(
    expect.objectContaining({
      code: 'BAD_DATA',
      message: 'A: the bars have no bid and ask beside them',
      hint: 'take a modelled spread such as { ticks: 1 }, or import bars with bid and ask',
    }),
  )
})
