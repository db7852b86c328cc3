// The bundled strategies are the examples that users copy: as they are, they trade, and nothing that they ask for is denied.

import { describe, expect, test } from 'vitest'
import { syntheticDaily } from '../../src/data/synthetic/daily-stocks.js'
import { runBacktest } from '../../src/engine/backtest.js'
import { bundledStrategies } from '../fixtures/bundled-strategies.js'
import { listingsOf } from '../fixtures/listings.js'
import { predictionsOf } from '../fixtures/predictions.js'

const market = syntheticDaily({ instruments: 20, from: '2015-01-02', to: '2016-12-30', seed: 20 })

describe.each([...(await bundledStrategies())])('%s', (name, strategy) => {
  test.each([1, 20])('trades %i instruments without a denial', (count) => {
    const series = market.slice(0, name === 'pairs' ? Math.max(2, count) : count)
    const { denials, counts } = runBacktest({
      strategies: [{ strategy }],
      series: name === 'arbitrage' ? series.flatMap(listingsOf) : series,
      predictions: name === 'prediction-rules' ? predictionsOf(series) : undefined,
    })
    expect(denials).toEqual([])
    expect(counts.fills).toBeGreaterThan(0)
  })

  test('is found by the name that it prints', () => {
    expect(strategy.name).toBe(name)
  })
})
