import { expect, test } from 'vitest'
import type { BarSeries } from '../../../model/bar.js'
import type { Fill } from '../../../model/fill.js'
import { instrument } from '../../../model/instrument.js'
import { priceTables } from '../data/price-tables.js'
import { PriceSource } from './price-source.js'

const count = 5_000
const column = Float64Array.from({ length: count }, (_, i) => i)
const price = column.map((i) => 100 + Math.sin(i / 40) + (i === 3_333 ? 50 : 0))
const columns = { length: count, openTime: column, closeTime: column, open: price, high: price, low: price, close: price, volume: column }
const series: BarSeries = { instrument: instrument('X', 'equity'), timeframe: '1m', columns }
const fills = Array.from(
  price,
  (at, i) => ({ instrument: 'X', side: i % 2 === 0 ? 'buy' : 'sell', price: at, quantity: 7, time: i }) as Fill,
)

function source(): PriceSource {
  return new PriceSource(priceTables([series], fills), () => [], String)
}

test('of thousands of fills in view some hundred are drawn, the highest among them', () => {
  const { sets, remark } = source().data(0, count, new Set())
  expect(sets.fills?.length).toBeLessThanOrEqual(810)
  expect(Math.max(...(sets.fills ?? []).map((fill) => Number(fill.price)))).toBeGreaterThan(140)
  expect(remark).toBe(`${sets.fills?.length} of 5,000 fills in view are marked.`)
})

test('of few in view every one is drawn, unless its side is hidden', () => {
  expect(source().data(1_000, 1_099, new Set()).sets.fills).toHaveLength(100)
  expect(source().data(1_000, 1_099, new Set(['sell'])).sets.fills).toHaveLength(50)
})

test('a bar reads out its close and its fills', () => {
  expect(source().read(1_000.2)).toEqual({
    time: 1_000,
    text: `1000  close ${price[1_000]?.toFixed(2)}  bought 7 at ${price[1_000]?.toFixed(2)}`,
  })
})
