import { expect, test } from 'vitest'
import { flatBars, handSeries } from '../../../tests/fixtures/series.js'
import { quoted } from './quoted.js'

test('quotes stand half the spread on each side of a price, at the tick further out', () => {
  const { quotes, columns } = quoted(handSeries('A', flatBars(100, 33.33), { instrument: { tick: 0.01 } }), 4)
  expect([quotes?.bidClose[0], quotes?.askClose[0]]).toEqual([99.98, 100.02])
  expect([quotes?.bidHigh[1], quotes?.askLow[1]]).toEqual([33.32, 33.34])
  expect(quotes?.length).toBe(columns.length)
})
