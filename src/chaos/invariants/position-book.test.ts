import { expect, test } from 'vitest'
import { flatBars, handSeries, START } from '../../../tests/fixtures/series.js'
import { BarFeed } from '../../engine/time/bar-feed.js'
import type { Fill } from '../../model/fill.js'
import { DAY_MS } from '../../model/time.js'
import { fillOf } from '../../portfolio/fill.testing.js'
import { Listings } from './listings.js'
import { PositionBook } from './position-book.js'
import { filled, runInside } from './run-inside.testing.js'

test('the positions of a book are those of now, and one that has come since is among them', () => {
  const book = new PositionBook(runInside(), new Listings(runInside()))
  const held = () => book.positions.map(({ strategy, asset, lots }) => [strategy, asset, lots])
  const take = (strategy: string, lots: number) => book.take(filled({ ...fillOf(lots, 100), strategy, instrument: 'X' }))
  expect(held()).toEqual([])
  take('one', 10)
  expect(held()).toEqual([['one', 'X', 10]])
  take('other', 3)
  take('one', -4)
  expect(held()).toEqual([
    ['one', 'X', 6],
    ['other', 'X', 3],
  ])
})

test('what was held before a split, and a fill of before that is heard of later, count in the shares after it', () => {
  const clock = { now: START }
  const actions = [{ kind: 'split', exDate: '2024-01-02', ratio: 3 }] as const
  const feed = new BarFeed([{ ...handSeries('X', flatBars(100, 100, 33)), actions }])
  const run = runInside({}, { feed, clock })
  const book = new PositionBook(run, new Listings(run))
  const take = (fillId: number, lots: number, time: number, priceSource: Fill['priceSource'] = 'open') =>
    book.take(filled({ ...fillOf(lots, 100), fillId, time, priceSource, instrument: 'X' }))
  take(1, 10, START)
  clock.now = START + DAY_MS
  expect(book.positions.map(({ lots }) => lots)).toEqual([30])
  take(2, 1, START)
  take(3, 1, START + DAY_MS)
  expect(book.positions.map(({ lots }) => lots)).toEqual([34])
  // Inside the bar that ends as the split comes.
  take(4, 1, START + DAY_MS, 'trigger')
  expect(book.positions.map(({ lots }) => lots)).toEqual([37])
})
