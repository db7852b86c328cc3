import { describe, expect, test } from 'vitest'
import { runBacktest } from '../src/engine/backtest.js'
import type { BacktestConfigInput } from '../src/engine/config/config.js'
import type { BarSeries } from '../src/model/bar.js'
import type { Strategy } from '../src/strategy/define-strategy.js'
import { day, free, handSeries, splitAt, steps } from '../tests/fixtures/series.js'
import trend from './vol-target-trend.js'

/** Moves by turns up and down, with a drift on top: the deviation of its log moves is known. */
function zigzag(bars: number, size: number, drift: number, id = 'A'): BarSeries {
  let log = Math.log(100)
  const closes = Array.from({ length: bars }, (_, bar) => {
    log += drift + (bar % 2 === 0 ? size : -size)
    return Math.exp(log)
  })
  return handSeries(id, steps(...closes))
}

const params = { fast: 4, slow: 16, halfLife: 10 }

function run(series: readonly BarSeries[], others: Record<string, unknown> = {}, config: BacktestConfigInput = {}) {
  const strategies = [{ strategy: trend as unknown as Strategy, params: { ...params, ...others } }]
  return runBacktest({ strategies, series, config: { ...free, cash: 1e7, ...config } })
}

/** Value of the first fill, as a share of the cash. */
function firstWeight({ fills: [first] }: ReturnType<typeof run>): number {
  return first === undefined ? 0 : ((first.side === 'buy' ? 1 : -1) * first.quantity * first.price) / 1e7
}

/** Daily moves of 2 % are 31.7 % a year. */
const realised = 0.02 * Math.sqrt(252)

describe('a position', () => {
  test('weighs target volatility ÷ realised volatility in an uptrend', () => {
    expect(firstWeight(run([zigzag(60, 0.02, 0.001)]))).toBeCloseTo(0.15 / realised, 1)
  })

  test('weighs half as much where the price moves twice as much', () => {
    const [calm, restless] = [zigzag(60, 0.02, 0.002), zigzag(60, 0.04, 0.002)].map((one) => firstWeight(run([one])))
    expect((restless as number) / (calm as number)).toBeCloseTo(0.5, 1)
  })

  test('weighs no more than the most, however calm it is', () => {
    expect(firstWeight(run([zigzag(60, 0.0005, 0.001)]))).toBeCloseTo(1, 1)
  })

  test('weighs as much where the price is of new shares after a split', () => {
    const plain = zigzag(60, 0.02, 0.001)
    expect(firstWeight(run([splitAt(plain, 12, 4)]))).toBeCloseTo(firstWeight(run([plain])), 4)
  })

  test('is one of as many equal shares as there are instruments', () => {
    const two = run([zigzag(60, 0.02, 0.001), zigzag(60, 0.02, 0.001, 'B')])
    expect(firstWeight(two)).toBeCloseTo(0.15 / realised / 2, 1)
  })

  test('is none in a downtrend, and short where that is allowed', () => {
    const falling = [zigzag(60, 0.02, -0.004)]
    expect(run(falling).fills).toEqual([])
    expect(firstWeight(run(falling, { shorts: true }))).toBeCloseTo(-0.15 / realised, 1)
  })

  test('is left alone while its weight is within the band, and follows without one', () => {
    const rising = [zigzag(60, 0.02, 0.001)]
    expect(run(rising, { band: 0.5 }).counts.fills).toBe(1)
    expect(run(rising, { band: 0 }).counts.fills).toBeGreaterThan(5)
  })
})

describe('a weight that is not held', () => {
  const rising = [zigzag(60, 0.02, 0.001)]
  const barsOf = ({ fills }: ReturnType<typeof run>) => fills.map(({ barIndex, side }) => `${barIndex} ${side}`)
  const operator = (from: number, to: number, deed: 'reduce' | 'halt'): BacktestConfigInput => ({
    operator: [
      { at: new Date(day(from)).toISOString(), do: deed, reason: 'look at it' },
      { at: new Date(day(to)).toISOString(), do: 'unlatch', reason: 'all is well' },
    ],
  })
  /** The first order goes out at the close of bar 15. */
  const wide = { band: 0.9 }

  test('since it was denied is asked for at every close until it is', () => {
    expect(barsOf(run(rising, wide))).toEqual(['16 buy'])
    const { denials, ...result } = run(rising, wide, operator(10, 22, 'reduce'))
    expect(barsOf(result as ReturnType<typeof run>)).toEqual(['22 buy'])
    expect(new Set(denials.map(({ code }) => code))).toEqual(new Set(['TRADING_STATE']))
    expect(denials).toHaveLength(6)
  })

  test('since the sale of it was denied is sold once that may be', () => {
    const turning = [handSeries('A', steps(...Array.from({ length: 60 }, (_, bar) => 100 + Math.min(bar, 60 - bar) + (bar % 2))))]
    const [, sold] = barsOf(run(turning, wide))
    const bar = Number(sold?.split(' ')[0])
    expect(sold).toBe(`${bar} sell`)
    expect(barsOf(run(turning, wide, operator(bar - 2, bar + 5, 'halt'))).at(-1)).toBe(`${bar + 5} sell`)
  })

  test('since it was stopped out is bought again', () => {
    const dip = rising.map((one) => ({
      ...one,
      columns: { ...one.columns, low: one.columns.low.map((low, bar) => (bar === 30 ? low / 2 : low)) },
    }))
    const protection = { required: 'default', default: '30%' } as const
    expect(barsOf(run(dip, wide, { protection }))).toEqual(['16 buy', '30 sell', '31 buy'])
  })

  test('since only a part of it filled is bought up', () => {
    const thin = rising.map((one) => ({
      ...one,
      columns: { ...one.columns, volume: one.columns.volume.map((_, bar) => (bar === 16 ? 10_000 : 1e6)) },
    }))
    const { fills } = run(thin, wide, { participation: 0.1 })
    expect(fills.map(({ barIndex, quantity }) => [barIndex, quantity > 1_000])).toEqual([
      [16, false],
      [17, true],
    ])
  })

  test('since its order is still on the way is not asked for again', () => {
    const late = run(rising, wide, { latency: { entry: 3_600_000, response: 3_600_000 } })
    expect([late.counts.signals, barsOf(late).length]).toEqual([1, 1])
  })
})

test('a fast average that is not faster is refused', () => {
  expect(() => run([zigzag(10, 0.01, 0)], { fast: 20, slow: 10 })).toThrow(/fast is shorter than slow/)
})
