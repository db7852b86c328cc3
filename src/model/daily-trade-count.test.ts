import { expect, test } from 'vitest'
import { DailyTradeCount } from './daily-trade-count.js'

test('a strategy’s trades of a date are counted, and the next date begins at none', () => {
  const count = new DailyTradeCount()
  for (const date of ['2024-01-02', '2024-01-02', '2024-01-03']) count.begin('one', date)
  expect([count.on('one', '2024-01-03'), count.on('one', '2024-01-04'), count.on('other', '2024-01-03')]).toEqual([1, 0, 0])
})

test('where markets differ the later date counts, and to ask changes nothing', () => {
  const count = new DailyTradeCount()
  count.begin('one', '2024-01-02')
  expect(count.on('one', '2024-01-03')).toBe(0)
  expect(count.on('one', '2024-01-02')).toBe(1)
  count.begin('one', '2024-01-03')
  count.begin('one', '2024-01-02')
  expect([count.on('one', '2024-01-02'), count.on('one', '2024-01-03')]).toEqual([2, 2])
})
