import { expect, test } from 'vitest'
import { flatBars, handSeries } from '../../../tests/fixtures/series.js'
import { pricedCurrency } from '../../portfolio/exchange-rates.js'
import { asPair, priced } from './foreign.js'

test('prices of another currency are multiples of those of the market, on its tick', () => {
  const { instrument, columns } = priced(handSeries('A', flatBars(33.335, 100)), { currency: 'JPY', times: 150, tick: 1 })
  expect(instrument).toMatchObject({ id: 'A', currency: 'JPY', tick: 1 })
  expect([...columns.close]).toEqual([5000, 15_000])
})

test('a pair prices the first currency of its name in the second', () => {
  const { instrument } = asPair(handSeries('USDJPY', flatBars(150)))
  expect(instrument).toMatchObject({ assetClass: 'forex', currency: 'JPY' })
  expect(pricedCurrency(instrument)).toBe('USD')
})
