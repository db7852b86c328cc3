import { expect, test } from 'vitest'
import { flatBars, handSeries } from '../../../tests/fixtures/series.js'
import { BarFeed } from '../../engine/time/bar-feed.js'
import { instrument } from '../../model/instrument.js'
import { DAY_MS } from '../../model/time.js'
import { Portfolio } from '../../portfolio/portfolio.js'
import { asPair } from '../worlds/foreign.js'
import { RateBook } from './rate-book.js'
import { runInside } from './run-inside.testing.js'

const stockIn = (currency: string) => instrument(`IN${currency}`, 'equity', { currency })
const [dollars, won, francs] = [stockIn('USD'), stockIn('KRW'), stockIn('CHF')]
const pairOf = (id: string, ...closes: number[]) => asPair(handSeries(id, flatBars(...closes), { timeframe: '1d' }))
const rates = [pairOf('USDJPY', 150, 160), pairOf('JPYKRW', 9, Number.NaN), pairOf('CHFUSD', 1.1, 1.2)]
const closes = rates[0]?.columns.closeTime as Float64Array
const [first, second] = [closes[0] as number, closes[1] as number]

/** An account in yen. */
function bookAt(now: number): RateBook {
  const portfolio = new Portfolio([dollars, won, francs], 1e7, 0, { currency: 'JPY', pairs: rates })
  portfolio.advanceRates(now)
  const feed = new BarFeed([handSeries('X', flatBars(100))])
  return new RateBook(runInside({}, { feed, rates, portfolio, clock: { now } }))
}

test('a rate is the last close of the pair that has both currencies, turned over where it prices the account’s', () => {
  expect([bookAt(first).of(dollars), bookAt(second - 1).of(dollars), bookAt(second).of(dollars)]).toEqual([150, 150, 160])
  expect(bookAt(first).of(won)).toBe(1 / 9)
  expect(bookAt(first).of(stockIn('JPY'))).toBe(1)
})

test('it is not known before the first close, of a close that is no price, and of one that is older than a week', () => {
  expect(bookAt(first - 1).of(dollars)).toBeNaN()
  expect(bookAt(second).of(won)).toBeNaN()
  expect([bookAt(second + 7 * DAY_MS).of(dollars), bookAt(second + 7 * DAY_MS + 1).of(dollars)]).toEqual([160, Number.NaN])
})

test('what takes two pairs is the portfolio’s word', () => {
  expect(bookAt(first).of(francs)).toBeCloseTo(165, 10)
})
