import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { normalInverse } from '../../metrics/normal.js'
import type { Breach } from '../../model/breach.js'
import { runs } from '../../std/property.testing.js'
import { randomStream } from '../../std/random.js'
import { ConcentrationMonitor } from './concentration.js'
import { CorrelationMonitor } from './correlation.js'
import { ExposureMonitor } from './exposure.js'
import type { ReturnHistory } from './return-history.js'
import { ValueAtRiskMonitor, valueAtRisk } from './value-at-risk.js'

const historyOf = (...columns: readonly (readonly number[])[]): ReturnHistory => ({
  sessions: columns[0]?.length ?? 0,
  ended: columns[0]?.length ?? 0,
  of: (asset) => Float64Array.from(columns[asset] ?? []),
})
const collected = () => {
  const found: Breach[] = []
  return { found, emit: (breach: Breach) => void found.push(breach) }
}
/** −100 … 100 of a hundredth percent, out of order. */
const spread = Array.from({ length: 201 }, (_, k) => ((k * 77) % 201) / 10_000 - 0.01)

describe('value at risk', () => {
  test('is the loss at the quantile of what today’s positions would have made', () => {
    const figures = valueAtRisk(Float64Array.of(100_000), historyOf(spread))
    expect(figures).toMatchObject({ sessions: 201 })
    expect(figures?.historical95).toBeCloseTo(900, 9)
    expect(figures?.historical99).toBeCloseTo(980, 9)
    const deviation = Math.sqrt(spread.reduce((sum, one) => sum + one ** 2, 0) / 200)
    expect(figures?.parametric95).toBeCloseTo(-normalInverse(0.05) * deviation * 100_000, 6)
    expect(figures?.parametric99).toBeCloseTo(2.3263478740408408 * deviation * 100_000, 6)
  })

  test('of a short position is that of the other tail, of opposite positions in one that moves alike nothing', () => {
    expect(valueAtRisk(Float64Array.of(-100_000), historyOf(spread))?.historical95).toBeCloseTo(900, 9)
    const hedged = valueAtRisk(Float64Array.of(100_000, -100_000), historyOf(spread, spread))
    expect(hedged).toMatchObject({ historical95: 0, parametric95: 0 })
  })

  test('is not known before sixty sessions, nor where too few are known of all that is held', () => {
    expect(valueAtRisk(Float64Array.of(1), historyOf(spread.slice(0, 59)))).toBeNull()
    expect(valueAtRisk(Float64Array.of(1), historyOf(spread.slice(0, 60)))).not.toBeNull()
    const young = spread.map((one, k) => (k < 150 ? Number.NaN : one))
    expect(valueAtRisk(Float64Array.of(1, 1), historyOf(spread, young))).toBeNull()
    expect(valueAtRisk(Float64Array.of(1, 0), historyOf(spread, young))).not.toBeNull()
  })

  test('is told where it reaches its part of equity, with all figures', () => {
    const { emit, found } = collected()
    const parametric = valueAtRisk(Float64Array.of(100_000), historyOf(spread))?.parametric95 as number
    const limit = Math.max(900, parametric)
    new ValueAtRiskMonitor(limit / 50_000, emit).check(Float64Array.of(100_000), historyOf(spread), 50_000 + 0.01, 1)
    expect(found).toEqual([])
    new ValueAtRiskMonitor(limit / 50_000, emit).check(Float64Array.of(100_000), historyOf(spread), 50_000 - 0.01, 1)
    expect(found).toMatchObject([{ code: 'VAR', severity: 'warning', context: { sessions: 201 } }])
    expect(found[0]?.context.parametric95).toBeCloseTo(parametric, 9)
  })

  test('is told again after it was small', () => {
    const { emit, found } = collected()
    const monitor = new ValueAtRiskMonitor(0.02, emit)
    for (const [time, value] of [300_000, 300_000, 1, 300_000].entries())
      monitor.check(Float64Array.of(value), historyOf(spread), 100_000, time)
    expect(found.map(({ time }) => time)).toEqual([0, 3])
  })

  test('is told at its limit and not above it, whatever the returns', () => {
    const moves = fc.constantFrom(-0.1, -0.01, 0, 0.01, 0.1, Number.NaN)
    const column = fc.array(moves, { minLength: 60, maxLength: 60 }).map((one) => [...one, ...one])
    const value = fc.constantFrom(-50_000, 0, 100_000)
    fc.assert(
      fc.property(fc.tuple(column, column), fc.tuple(value, value), (columns, held) => {
        const [values, history] = [Float64Array.from(held), historyOf(...columns)]
        const figures = valueAtRisk(values, history)
        const figure = figures === null ? 0 : Math.max(figures.historical95, figures.parametric95)
        const isTold = (equity: number) => {
          const { emit, found } = collected()
          new ValueAtRiskMonitor(0.02, emit).check(values, history, equity, 1)
          return found.length === 1
        }
        expect(isTold((figure / 0.02) * 1.001 + 1)).toBe(false)
        if (figure > 1) expect(isTold((figure / 0.02) * 0.999)).toBe(true)
      }),
      { numRuns: runs(2_000) },
    )
  })
})

describe('exposure', () => {
  test('is told where what is held, added or netted, reaches its part of equity', () => {
    const { emit, found } = collected()
    const monitor = new ExposureMonitor({ gross: 1.5, net: 1 }, emit)
    monitor.check(149_999.99, 99_999.99, 100_000, 1)
    expect(found).toEqual([])
    monitor.check(150_000, -99_999.99, 100_000, 2)
    monitor.check(150_000, -100_000, 100_000, 3)
    expect(found.map(({ time, context }) => [time, context.kind, context.exposure, context.limit])).toEqual([
      [2, 'gross', 150_000, 150_000],
      [3, 'net', 100_000, 100_000],
    ])
  })
})

describe('concentration', () => {
  test('is told of the asset that reaches its part of equity, long or short, and again after it was sold', () => {
    const { emit, found } = collected()
    const monitor = new ConcentrationMonitor(0.2, ['A', 'B'], emit)
    monitor.check(0, 19_999.99, 100_000, 1)
    monitor.check(1, -20_000, 100_000, 1)
    monitor.check(1, -21_000, 100_000, 2)
    monitor.check(1, 0, 100_000, 3)
    monitor.check(1, 20_000, 100_000, 4)
    expect(found.map(({ instrument, time }) => [instrument, time])).toEqual([
      ['B', 1],
      ['B', 4],
    ])
  })
})

describe('correlation', () => {
  const normal = randomStream(7, 'correlation')
  const draws = Array.from({ length: 250 }, () => [normal.normal(), normal.normal()] as const)
  const steady = draws.map(([x]) => x)
  const alike = draws.map(([x, y]) => x + 0.2 * y)
  const parted = draws.map(([x, y], k) => (k < 230 ? x + 0.2 * y : -x + 0.2 * y))
  const held = (values: readonly number[]) => ({ ids: ['A', 'B'], values: Float64Array.from(values) })
  const told = (ys: readonly number[], values = [1, 1], limit = 0.5) => {
    const { emit, found } = collected()
    new CorrelationMonitor(limit, emit).check(held(values), historyOf(steady, ys), 1)
    return found
  }

  test('of two assets that go on together is no news, of two that part is', () => {
    expect(told(alike)).toEqual([])
    const [breach] = told(parted)
    expect(breach).toMatchObject({ code: 'CORRELATION_BREAK', severity: 'warning', context: { pair: 'A B' } })
    expect(breach?.context.before).toBeGreaterThan(0.9)
    expect(breach?.context.recent).toBeLessThan(-0.9)
  })

  test('of assets that are not both held is nobody’s business', () => {
    expect(told(parted, [1, 0])).toEqual([])
  })

  test('is told from its limit on, and of what chance does not make', () => {
    const [breach] = told(parted)
    const change = breach?.context.change as number
    expect(told(parted, [1, 1], change + 1e-9)).toEqual([])
    expect(
      told(
        draws.map(([, y]) => y),
        [1, 1],
        0.01,
      ),
    ).toEqual([])
  })

  test('is told again of a pair that was not held, and of no other', () => {
    const { emit, found } = collected()
    const monitor = new CorrelationMonitor(0.5, emit)
    const history = historyOf(steady, parted, parted)
    const three = (values: readonly number[]) => ({ ids: ['A', 'B', 'C'], values: Float64Array.from(values) })
    for (const [time, values] of [
      [1, 1, 1],
      [1, 0, 1],
      [1, 1, 1],
      [0, 0, 0],
      [1, 1, 0],
    ].entries())
      monitor.check(three(values), history, time)
    expect(found.map(({ context, time }) => [context.pair, time])).toEqual([
      ['A B', 0],
      ['A C', 0],
      ['A B', 2],
      ['A B', 4],
    ])
  })

  test('is not known of less than eighty sessions', () => {
    const { emit, found } = collected()
    const last = (column: readonly number[]) => column.slice(-79)
    new CorrelationMonitor(0.5, emit).check(held([1, 1]), historyOf(last(steady), last(parted)), 1)
    expect(found).toEqual([])
  })
})

test('nothing held is no breach, whatever is left of equity; a cent that is held is one where none is left', () => {
  const { emit, found } = collected()
  const exposure = new ExposureMonitor({ gross: 1, net: 1 }, emit)
  const concentration = new ConcentrationMonitor(0.3, ['A'], emit)
  for (const equity of [0, -5]) {
    exposure.check(0, 0, equity, 1)
    concentration.check(0, 0, equity, 1)
  }
  expect(found).toEqual([])
  exposure.check(0.01, -0.01, 0, 2)
  concentration.check(0, 0.01, 0, 2)
  expect(found.map(({ code, context }) => [code, context.kind])).toEqual([
    ['EXPOSURE', 'gross'],
    ['EXPOSURE', 'net'],
    ['CONCENTRATION', undefined],
  ])
})
