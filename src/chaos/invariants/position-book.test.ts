import { expect, test } from 'vitest'
import { fillOf } from '../../portfolio/fill.testing.js'
import { PositionBook } from './position-book.js'
import { filled, runInside } from './run-inside.testing.js'

test('the positions of a book are those of now, and one that has come since is among them', () => {
  const book = new PositionBook(runInside())
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
