import { describe, expect, it } from 'vitest'
import type { RoundTrip } from '../../model/round-trip.js'
import { DAY_MS, HOUR_MS } from '../../model/time.js'
import { computeSample } from '../compute.js'
import { type MetricsInput, type Sample, sampleOf } from '../sample.js'
import { backtestingPyStats as stats } from './backtesting-py-stats.js'

const trade: RoundTrip = {
  id: 0,
  strategy: 's',
  instrument: 'X',
  direction: 'long',
  entryTime: DAY_MS,
  exitTime: 2.5 * DAY_MS,
  entryBar: 1,
  exitBar: 2,
  quantity: 10,
  entryPrice: 100,
  exitPrice: 110,
  grossPnl: 100,
  fees: 5,
  slippage: 0,
  pnl: 95,
  mae: 0,
  mfe: 0,
  initialRisk: null,
  entryReason: '',
  exitReason: '',
  exitRole: 'exit',
  ambiguous: false,
}

function sample(equity: readonly number[], overrides: Partial<MetricsInput> = {}): Sample {
  const values = Float64Array.from(equity)
  return sampleOf({
    initialEquity: 1000,
    barTime: values.map((_, i) => i * DAY_MS),
    barEquity: values,
    grossExposure: null,
    sessionDate: equity.map((_, i) => new Date(i * DAY_MS).toISOString().slice(0, 10)),
    sessionEquity: values,
    periodsPerYear: 252,
    riskFreeAnnual: 0,
    roundTrips: [trade, { ...trade, direction: 'short', entryBar: 2, exitBar: 3, pnl: -105 }],
    tradedNotional: null,
    fees: null,
    slippage: null,
    benchmark: null,
    trials: null,
    ...overrides,
  })
}

describe('the backtesting.py mode', () => {
  it('its curve starts at the first mark, so the initial equity does not count', () => {
    expect(stats['Return [%]'](sample([900, 990])).value).toBeCloseTo(10, 12)
    expect(stats['Max. Drawdown [%]'](sample([900, 990])).value).toBe(0)
  })

  it('trade returns are signed, fees over the notional at entry', () => {
    expect(stats['Best Trade [%]'](sample([1000, 1000])).value).toBeCloseTo(9.5, 12)
    expect(stats['Worst Trade [%]'](sample([1000, 1000])).value).toBeCloseTo(-10.5, 12)
    expect(stats['Profit Factor'](sample([1000, 1000])).value).toBeCloseTo(0.095 / 0.105, 12)
    expect(stats['Expectancy [%]'](sample([1000, 1000])).value).toBeCloseTo(-0.5, 12)
  })

  it('exposure counts the bars from entry to exit once', () => {
    expect(stats['Exposure Time [%]'](sample([1, 1, 1, 1, 1, 1])).value).toBe(50)
  })

  it('durations go up to the next bar period', () => {
    expect(stats['Max. Trade Duration'](sample([1, 2, 3])).value).toBe(2)
    const hours = { barTime: Float64Array.of(0, HOUR_MS, 2 * HOUR_MS) }
    expect(stats['Max. Trade Duration'](sample([1, 2, 3], hours)).value).toBe(1.5)
  })

  it('a fall in the last bar alone is no drawdown episode', () => {
    expect(stats['Max. Drawdown Duration'](sample([10, 9])).reason).toBe('n/a: no drawdown')
    expect(stats['Max. Drawdown Duration'](sample([10, 9, 9])).value).toBe(2)
    expect(stats['Avg. Drawdown [%]'](sample([10, 9, 10, 8, 10])).value).toBeCloseTo(-15, 12)
  })

  it('annual figures compound the geometric mean of days', () => {
    const grown = sample([1000, 1010, 1020.1])
    expect(stats['Return (Ann.) [%]'](grown).value).toBeCloseTo((1.01 ** 252 - 1) * 100, 9)
    expect(stats['Volatility (Ann.) [%]'](grown).value).toBe(0)
    expect(stats['Sharpe Ratio'](grown).reason).toBe('n/a: zero variance')
    expect(stats['Sortino Ratio'](grown).reason).toBe('n/a: no losing period')
    expect(stats['Return (Ann.) [%]'](sample([1000])).reason).toBe('n/a: fewer than 2 sessions')
  })

  it('alpha takes beta times buy and hold off the return of the whole run', () => {
    const own = [1000, 1010, 1000, 1030]
    const market = sample(own, { benchmark: { initialEquity: 1000, sessionEquity: Float64Array.from(own) } })
    expect(stats.Beta(market).value).toBeCloseTo(1, 12)
    expect(stats['Alpha [%]'](market).value).toBeCloseTo(0, 12)
    expect(stats['Buy & Hold Return [%]'](market).value).toBeCloseTo(3, 12)
    const late = { initialEquity: 1000, sessionEquity: Float64Array.from(own), firstTrading: 1 }
    expect(stats['Buy & Hold Return [%]'](sample(own, { benchmark: late })).value).toBeCloseTo((1030 / 1010 - 1) * 100, 12)
    expect(stats.Beta(sample(own)).reason).toBe('n/a: no benchmark')
  })

  it('our ids carry its figures as fractions', () => {
    const metrics = computeSample(sample([1000, 900, 1100, 1050]), 'backtesting.py')
    expect(metrics.totalReturn.value).toBeCloseTo(0.05, 14)
    expect(metrics.maxDrawdown.value).toBeCloseTo(-0.1, 14)
    expect(metrics.winRate.value).toBe(0.5)
    expect(metrics.expectancy.value).toBeCloseTo(-0.005, 14)
    expect(metrics.sharpe.value).not.toBe(computeSample(sample([1000, 900, 1100, 1050])).sharpe.value)
  })

  it('sums of the block that are no metric of ours', () => {
    const whole = sample([1000, 900, 1100, 1050])
    expect(stats['Equity Final [$]'](whole).value).toBe(1050)
    expect(stats['Equity Peak [$]'](whole).value).toBe(1100)
    expect(stats['Commissions [$]'](whole).value).toBe(10)
    expect(stats['# Trades'](whole).value).toBe(2)
  })
})
