import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RoundTrip } from '../model/round-trip.js'
import { DAY_MS } from '../model/time.js'
import { computeMetrics, metricsIn, metricsModes } from './compute.js'
import { metricIds } from './metric.js'
import type { MetricsInput } from './sample.js'

const trip = (pnl: number, id: number): RoundTrip => ({
  id,
  strategy: 's',
  instrument: 'X',
  direction: id % 2 === 0 ? 'long' : 'short',
  entryTime: id * DAY_MS,
  exitTime: (id + 1) * DAY_MS,
  entryBar: id,
  exitBar: id + 1,
  quantity: 1,
  entryPrice: 100,
  exitPrice: 100 + pnl,
  grossPnl: pnl,
  fees: 0,
  slippage: 0,
  pnl,
  mae: 0,
  mfe: 0,
  initialRisk: id % 3 === 0 ? 10 : null,
  entryReason: '',
  exitReason: '',
  exitRole: 'exit',
  ambiguous: false,
})

const day = (index: number): string => new Date(Date.UTC(2020, 0, 1 + index)).toISOString().slice(0, 10)

function input(equity: readonly number[], pnl: readonly number[] = [], overrides: Partial<MetricsInput> = {}): MetricsInput {
  const values = Float64Array.from(equity)
  return {
    initialEquity: 100,
    barTime: values.map((_, i) => i * DAY_MS),
    barEquity: values,
    grossExposure: values.map((value) => Math.abs(value)),
    sessionDate: equity.map((_, i) => day(i)),
    sessionEquity: values,
    periodsPerYear: 252,
    riskFreeAnnual: 0,
    roundTrips: pnl.map(trip),
    tradedNotional: 1000,
    fees: 3,
    slippage: 1,
    benchmark: null,
    trials: { count: 10, sharpeDeviation: 0.05 },
    ...overrides,
  }
}

const anyNumber = fc.double({ noNaN: true, noDefaultInfinity: true })
const ordinary = fc.array(fc.double({ min: 50, max: 200, noNaN: true }), { minLength: 2, maxLength: 300, size: 'max' })

describe('the metrics of a run', () => {
  it('the catalog has every id once, in order, in every mode, and says everything of each', () => {
    for (const mode of metricsModes) {
      const metrics = metricsIn(mode)
      expect(metrics.map(({ id }) => id)).toEqual(metricIds)
      for (const { label, formula, source } of metrics) expect([label, formula, source].every((text) => text.length > 2)).toBe(true)
    }
    expect(new Set(metricsIn('default').map(({ label }) => label)).size).toBe(metricIds.length)
  })

  it('a figure is a finite number, or null with a reason, whatever the finite input', () => {
    const inputs = fc.record({
      equity: fc.array(anyNumber, { size: 'max', maxLength: 100 }),
      pnl: fc.array(anyNumber, { maxLength: 20 }),
      initialEquity: anyNumber,
      riskFreeAnnual: fc.double({ min: -0.5, max: 1, noNaN: true }),
      tradedNotional: fc.option(anyNumber),
      trials: fc.option(fc.record({ count: anyNumber, sharpeDeviation: anyNumber })),
      market: fc.array(anyNumber, { minLength: 100, maxLength: 100 }),
    })
    fc.assert(
      fc.property(inputs, fc.constantFrom(...metricsModes), ({ equity, pnl, market, ...overrides }, mode) => {
        const benchmark = { initialEquity: market[0] as number, sessionEquity: Float64Array.from(market.slice(0, equity.length)) }
        for (const metric of Object.values(computeMetrics(input(equity, pnl, { ...overrides, benchmark }), mode))) {
          if (metric.value === null) expect(metric.reason).toMatch(/^n\/a: ./)
          else expect(Number.isFinite(metric.value)).toBe(true)
        }
      }),
      { numRuns: 1000 },
    )
  })

  it('an account twice as large has the same figures, but for currency', () => {
    fc.assert(
      fc.property(ordinary, fc.array(fc.integer({ min: -9, max: 9 }), { maxLength: 20 }), (equity, pnl) => {
        const once = computeMetrics(input(equity, pnl))
        const twice = computeMetrics(
          input(
            equity.map((value) => value * 2),
            pnl.map((value) => value * 2),
            { initialEquity: 200, tradedNotional: 2000 },
          ),
        )
        for (const { id, unit } of metricsIn('default')) {
          if (unit !== 'currency' && unit !== 'R') expect([id, twice[id]]).toEqual([id, once[id]])
        }
        expect(twice.expectancy.value).toBe(once.expectancy.value === null ? null : once.expectancy.value * 2)
      }),
    )
  })

  it('no trade and no move: what has no meaning is null, the rest is zero', () => {
    const metrics = computeMetrics(input(new Array(40).fill(100)))
    expect(metrics.totalReturn.value).toBe(0)
    expect(metrics.cagr.value).toBe(0)
    expect(metrics.maxDrawdown.value).toBe(0)
    expect(metrics.volatility.value).toBe(0)
    expect(metrics.sharpe).toEqual({ value: null, reason: 'n/a: zero variance' })
    expect(metrics.winRate).toEqual({ value: null, reason: 'n/a: no closed round trips' })
    expect(metrics.tradesPerDay.value).toBe(0)
  })

  it('exposure counts bars with a position, worth what it may, costs are handed through', () => {
    const metrics = computeMetrics(input([100, 101, 102, 103], [1, 2], { grossExposure: Float64Array.of(0, 5, Number.NaN, 0) }))
    expect(metrics.exposure.value).toBe(0.5)
    expect([metrics.fees.value, metrics.slippage.value, metrics.tradesPerDay.value]).toEqual([3, 1, 0.5])
    const unknown = computeMetrics(input([100], [], { grossExposure: null, fees: null, slippage: null, trials: null }))
    expect([unknown.exposure.value, unknown.fees.value, unknown.slippage.value]).toEqual([null, null, null])
    expect(unknown.dsr.reason).toBe('n/a: the number of trials is unknown')
  })

  it('equity that fell to zero has no session figures, but a total return and a drawdown', () => {
    const metrics = computeMetrics(input([100, 0, 50]))
    expect(metrics.sharpe.reason).toBe('n/a: equity fell to zero or below')
    expect([metrics.totalReturn.value, metrics.maxDrawdown.value]).toEqual([-0.5, -1])
    expect(computeMetrics(input([100, 0])).volatility.value).toBeGreaterThan(0)
  })

  it('without bars every figure of the curve says so', () => {
    const metrics = computeMetrics(input([]))
    expect(metrics.sharpe.reason).toBe('n/a: no sessions')
    expect(metrics.exposure.reason).toBe('n/a: no bars')
    expect(metrics.tradesPerDay.reason).toBe('n/a: no sessions')
    expect(computeMetrics(input([]), 'backtesting.py').totalReturn.reason).toBe('n/a: no bars')
  })

  it('columns of unequal length are a fault of the program', () => {
    expect(() => computeMetrics(input([100], [], { barTime: new Float64Array(2) }))).toThrow('a bar has a time')
    expect(() => computeMetrics(input([100], [], { sessionDate: [] }))).toThrow('a session has a date')
    expect(() => computeMetrics(input([100], [], { benchmark: { initialEquity: 1, sessionEquity: new Float64Array(3) } }))).toThrow(
      'benchmark',
    )
  })
})
