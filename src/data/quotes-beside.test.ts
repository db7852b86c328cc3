import { expect, test } from 'vitest'
import type { BarSeries, QuoteColumns } from '../model/bar.js'
import { instrument } from '../model/instrument.js'
import { sliceColumns } from './columns.js'
import { quoteNames } from './quote-columns.js'
import { quotesBeside } from './quotes-beside.js'
import { syntheticMinutes } from './synthetic/minutes.js'

const columns = syntheticMinutes(20, 3)
const stored: BarSeries = { instrument: instrument('X', 'crypto'), timeframe: '1m', columns }
const column = (by: number): Float64Array => columns.close.map((close) => close + by)
const quotes = { length: 20, ...Object.fromEntries(quoteNames.map((name, index) => [name, column(index)])) } as unknown as QuoteColumns

test('bars that were cut keep the quotes beside them', () => {
  const cut = quotesBeside({ ...stored, columns: sliceColumns(columns, 5, 12) }, stored, quotes)
  expect(cut.length).toBe(7)
  expect([...cut.askClose]).toEqual([...quotes.askClose.slice(5, 12)])
  expect([...cut.bidOpen]).toEqual([...quotes.bidOpen.slice(5, 12)])
})

test('bars that are not the stored ones have none, and are refused', () => {
  const adjusted = { ...stored, columns: { ...columns, close: columns.close.map((close) => close / 2) } }
  const longer = { ...stored, columns: { ...columns, closeTime: columns.closeTime.map((time) => time + 1) } }
  for (const read of [adjusted, longer])
    expect(() => quotesBeside(read, stored, quotes)).toThrow(expect.objectContaining({ code: 'USAGE' }))
})
