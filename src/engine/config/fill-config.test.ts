import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { columnsFromRows } from '../../data/columns.js'
import { allocateQuotes } from '../../data/quote-columns.js'
import type { BarSeries } from '../../model/bar.js'
import { instrument } from '../../model/instrument.js'
import { limit, trailingStop } from '../../model/order-price.js'
import type { RunResult } from '../../model/run.js'
import { enterLong, exit, type Signals } from '../../model/signal.js'
import { defineStrategy } from '../../strategy/define-strategy.js'
import { runBacktest } from '../backtest.js'
import { type BacktestConfigInput, backtestConfigSchema } from './config.js'

const day = 86_400_000
const bars: readonly (readonly [open: number, high: number, low: number, close: number])[] = [
  [100, 101, 99, 100],
  [100, 104, 99.5, 104],
  [104, 108, 103, 107],
  [107, 107.5, 101, 102],
]
const columns = columnsFromRows(bars.map((bar, index) => [index * day, (index + 1) * day, ...bar, 0]))
const series: BarSeries = { instrument: instrument('X', 'equity', { calendar: '24/7' }), timeframe: '1d', columns }
const quotes = allocateQuotes(bars.length)
for (const [name, by] of [
  ['bid', -0.5],
  ['ask', 0.5],
] as const) {
  for (const price of ['Open', 'High', 'Low', 'Close'] as const) {
    quotes[`${name}${price}`].set(columns[price.toLowerCase() as 'open'].map((value) => value + by))
  }
}

const plain: BacktestConfigInput = { fees: 'none', slippage: 'none', sizing: { lots: 10 }, intrabar: 'olhc' }

function run(decide: (bar: number, working: readonly unknown[]) => Signals, config: BacktestConfigInput = {}, data = series): RunResult {
  const strategy = defineStrategy({
    name: 'script',
    params: z.object({}),
    onBar: ({ bar, working }) => decide(bar.index, working),
  })
  return runBacktest({ strategies: [{ strategy }], series: [data], config: { ...plain, ...config } })
}

const prices = ({ fills }: RunResult): number[] => fills.map(({ price }) => price)

describe('a trailing stop in a run', () => {
  test('protects a position, is seen where it stands, and fills there', () => {
    const seen: unknown[] = []
    const result = run((bar, working) => {
      seen.push(...(working as { price: { trigger?: number } }[]).map(({ price }) => price.trigger))
      return bar === 0 ? enterLong({ protect: { trail: { amount: 5 } } }) : undefined
    })
    // 100 − 5 at the fill, 104 − 5 at the end of that bar, 108 − 5 after the next.
    expect(seen).toEqual([99, 103])
    expect(prices(result)).toEqual([100, 103])
    expect(result.fills[1]).toMatchObject({ role: 'stop', rule: 'stop-at-trigger' })
    expect(result.orders[1]).toMatchObject({ status: 'filled', averageFillPrice: 103 })
  })

  test('that is wished for again at every bar stays where it stands', () => {
    const again = run((bar) => (bar === 0 ? enterLong() : exit({ order: trailingStop({ amount: 4.5 }) })), { trailAnchor: 'high' })
    // Placed at the first close after the entry, anchored at the open of 104, then behind the high of 108.
    expect(prices(again)).toEqual([100, 103.5])
    expect(again.counts.orders).toBe(2)
  })

  test('is moved by the close under `trailAnchor: close`', () => {
    const byClose = run((bar) => (bar === 0 ? enterLong({ protect: { trail: { fraction: 0.05 } } }) : undefined), { trailAnchor: 'close' })
    expect(prices(byClose)).toEqual([100, 101.65])
  })
})

describe('a spread in a run', () => {
  const roundTrip = (bar: number): Signals => (bar === 0 ? enterLong() : bar === 1 ? exit() : undefined)

  test('costs half on each side, as slippage', () => {
    const result = run(roundTrip, { spread: { ticks: 20 } })
    expect(prices(result)).toEqual([100.1, 103.9])
    expect(result.fills.map(({ slippage }) => Number(slippage.toFixed(9)))).toEqual([1, 1])
    expect(result.assumptions).toContainEqual({ name: 'spread', value: '20 ticks; as many bps where there is no tick', source: 'default' })
  })

  test('that the data has is taken from it, and is then a part of the data hash', () => {
    const quoted = { ...series, quotes }
    const result = run(roundTrip, { spread: 'recorded' }, quoted)
    expect(prices(result)).toEqual([100.5, 103.5])
    const unused = run(roundTrip, {}, quoted)
    expect(unused.hashes.data).toBe(run(roundTrip).hashes.data)
    expect(result.hashes.data).not.toBe(unused.hashes.data)
  })

  test('that the data should have and has not is refused', () => {
    expect(() => run(roundTrip, { spread: 'recorded' })).toThrow(expect.objectContaining({ code: 'BAD_DATA' }))
  })
})

describe('a queue in a run', () => {
  test('fills some of the touches, by the seed', () => {
    const touched = (seed: number): number =>
      run((bar) => (bar < 3 ? enterLong({ order: limit((bars[bar + 1] as (typeof bars)[number])[2]), tag: String(bar) }) : undefined), {
        limit: { queue: 0.5 },
        seed,
      }).counts.fills
    const counts = Array.from({ length: 40 }, (_, seed) => touched(seed))
    expect(Math.min(...counts)).toBe(0)
    expect(Math.max(...counts)).toBe(3)
    expect(touched(7)).toBe(touched(7))
  })

  test('is a probability', () => {
    expect(backtestConfigSchema.safeParse({ limit: { queue: 1.1 } }).success).toBe(false)
    expect(backtestConfigSchema.safeParse({ limit: { queue: 0.3 }, spread: { bps: -1 } }).success).toBe(false)
  })
})

test('a share of volume is no more than all of it, as a fraction and in percent', () => {
  const parsed = (participation: unknown) => backtestConfigSchema.safeParse({ participation })
  expect([parsed('100%'), parsed('101%'), parsed('500%'), parsed(1.01)].map(({ success }) => success)).toEqual([true, false, false, false])
})
