import { describe, expect, it } from 'vitest'
import type { Fill } from '../model/fill.js'
import { instrument } from '../model/instrument.js'
import type { RunResult } from '../model/run.js'
import { metricsInputOf } from './run-input.js'

const fill = { quantity: 2, price: 50, fee: 1.5, slippage: 0.25, instrument: 'ES' } as Fill
const run = {
  initialCash: 1000,
  series: [{ instrument: instrument('ES', 'future', { multiplier: 10 }) }],
  equity: { time: Float64Array.of(1), equity: Float64Array.of(1001), cash: Float64Array.of(1), grossExposure: Float64Array.of(1000) },
  sessions: { date: ['2020-01-02'], time: Float64Array.of(1), equity: Float64Array.of(1001), periodsPerYear: 252 },
  fills: [fill, { ...fill, price: 60 }],
  roundTrips: [],
} as unknown as RunResult

describe('the metrics input of a run', () => {
  it('adds up notional with the multiplier, fees and slippage', () => {
    expect(metricsInputOf(run)).toMatchObject({
      initialEquity: 1000,
      tradedNotional: 2200,
      fees: 3,
      slippage: 0.5,
      riskFreeAnnual: 0,
      benchmark: null,
    })
  })

  it('takes the risk-free rate, a benchmark and the trials', () => {
    const options = {
      riskFreeAnnual: 0.03,
      benchmark: { initialEquity: 1, sessionEquity: Float64Array.of(2) },
      trials: { count: 5, sharpeDeviation: 1 },
    }
    expect(metricsInputOf(run, options)).toMatchObject(options)
  })

  it('a fill of an instrument without a series is a fault of the program', () => {
    expect(() => metricsInputOf({ ...run, series: [] })).toThrow('the series of ES is in the run')
  })
})
