// A run over corporate actions, from data to result: raw prices with their splits give the run on split-adjusted prices, shorts pay dividends, and no
// split fills an order.

import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { adjustSeries } from '../src/data/adjust.js'
import { sliceByTime } from '../src/data/columns.js'
import { loadBars } from '../src/data/load-bars.js'
import { syntheticDaily } from '../src/data/synthetic/daily-stocks.js'
import { runBacktest } from '../src/engine/backtest.js'
import type { BacktestConfigInput } from '../src/engine/config/config.js'
import { atr } from '../src/indicators/atr.js'
import { crossesAbove, crossesBelow } from '../src/indicators/line.js'
import { sma } from '../src/indicators/sma.js'
import type { BarSeries } from '../src/model/bar.js'
import type { CorporateAction } from '../src/model/corporate-action.js'
import type { RunResult } from '../src/model/run.js'
import { enterLong, enterShort, exit } from '../src/model/signal.js'
import { defineStrategy, type Strategy } from '../src/strategy/define-strategy.js'
import { shared, whenPresent } from './fixtures/shared.js'

const apple: readonly CorporateAction[] = [
  { kind: 'split', exDate: '2014-06-09', ratio: 7 },
  { kind: 'split', exDate: '2020-08-31', ratio: 4 },
]

/** Small enough that whole lots take nothing from a result that shows in cents. */
const lot = 0.00000001
const costs: BacktestConfigInput = { fees: { fraction: 0.001 }, slippage: { bps: 2 }, participation: 'none' }

/** A made-up stock as it was traded: 28 of its shares to one before the first split, 4 before the second. */
function madeUp(seed: number, actions: readonly CorporateAction[] = apple): BarSeries {
  const [today] = syntheticDaily({ instruments: 1, from: '2012-01-03', to: '2021-12-31', seed })
  const smooth = { ...(today as BarSeries), instrument: { ...(today as BarSeries).instrument, tick: 'none', lot } as const }
  return { ...adjustSeries(smooth, { adjusted: 'splits', actions }, 'none'), actions }
}

function withoutSplits(raw: BarSeries): BarSeries {
  const adjusted = adjustSeries(raw, { adjusted: 'none', actions: raw.actions }, 'splits')
  return { ...adjusted, actions: raw.actions?.filter(({ kind }) => kind !== 'split') }
}

const cross = defineStrategy({
  name: 'cross',
  params: z.object({}),
  indicators: () => ({ fast: sma('close', 10), slow: sma('close', 30) }),
  onBar({ position }, { fast, slow }) {
    if (position.isFlat && crossesAbove(fast, slow)) return enterLong()
    if (position.isLong && crossesBelow(fast, slow)) return exit()
    return undefined
  },
}) as unknown as Strategy

/** In the market all the time, both ways, each position between a stop and a target for up to forty days. */
const bracketed = defineStrategy({
  name: 'bracketed',
  params: z.object({}),
  indicators: () => ({ fast: sma('close', 10), slow: sma('close', 30), range: atr(14) }),
  onBar({ position, bar }, { fast, slow, range }) {
    if (!position.isFlat) return position.barsHeld >= 40 ? exit() : undefined
    const far = 3 * range.now
    if (fast.now > slow.now) return enterLong({ protect: { stop: bar.close - far, target: bar.close + 2 * far } })
    return enterShort({ protect: { stop: bar.close + far, target: bar.close - far } })
  },
}) as unknown as Strategy

function run(strategy: Strategy, ...series: BarSeries[]): RunResult {
  return runWith(costs, strategy, ...series)
}

function runWith(config: BacktestConfigInput, strategy: Strategy, ...series: BarSeries[]): RunResult {
  return runBacktest({ strategies: [{ strategy }], series, config })
}

/** The most by which two runs differ in equity at any bar, in cents. */
function mostCentsApart(one: RunResult, other: RunResult): number {
  expect(one.equity.equity.length).toBe(other.equity.equity.length)
  return one.equity.equity.reduce((most, value, row) => Math.max(most, Math.abs(value - (other.equity.equity[row] as number)) * 100), 0)
}

/** The round trips that were open as a day began. */
function heldOver({ roundTrips }: RunResult, date: string): number {
  const time = Date.parse(`${date}T04:00:00Z`)
  return roundTrips.filter(({ entryTime, exitTime }) => entryTime < time && exitTime > time).length
}

describe.each([
  ['market orders', cross],
  ['brackets', bracketed],
])('raw prices with their splits, and %s,', (_, strategy) => {
  test.each([1, 2, 3, 4, 5])('give the run on split-adjusted prices to the cent (%i)', (seed) => {
    const raw = madeUp(seed)
    const [ours, theirs] = [run(strategy, raw), run(strategy, withoutSplits(raw))]
    expect(ours.fills.length).toBeGreaterThan(10)
    expect(ours.fills.map(({ time, side, rule }) => [time, side, rule])).toEqual(
      theirs.fills.map(({ time, side, rule }) => [time, side, rule]),
    )
    expect(mostCentsApart(ours, theirs)).toBeLessThan(0.5)
    expect(ours.roundTrips.map(({ pnl }) => pnl.toFixed(2))).toEqual(theirs.roundTrips.map(({ pnl }) => pnl.toFixed(2)))
  })
})

test.each([1, 2, 3])('a spread by volatility is in the shares of the day, on both sides of a split (%i)', (seed) => {
  const raw = madeUp(seed)
  const spread = { ...costs, spread: { volatility: 0.2 } } as const
  const [ours, theirs] = [runWith(spread, bracketed, raw), runWith(spread, bracketed, withoutSplits(raw))]
  expect(ours.fills.map(({ time, side, rule }) => [time, side, rule])).toEqual(
    theirs.fills.map(({ time, side, rule }) => [time, side, rule]),
  )
  expect(mostCentsApart(ours, theirs)).toBeLessThan(0.5)
  expect(mostCentsApart(ours, run(bracketed, raw))).toBeGreaterThan(100)
})

test('brackets of the made-up stocks are held over both splits', () => {
  const runs = [1, 2, 3, 4, 5].map((seed) => run(bracketed, madeUp(seed)))
  for (const date of ['2014-06-09', '2020-08-31']) {
    expect(runs.reduce((sum, one) => sum + heldOver(one, date), 0)).toBeGreaterThan(2)
  }
})

describe('Apple as it was traded, with LEAN’s factor file', () => {
  const file = join(shared, 'data/LEAN/equity/usa/daily/aapl.zip')
  const load = async (adjust?: 'splits'): Promise<BarSeries> => {
    const { series } = await loadBars(file, { adjust, from: Date.UTC(2013, 0, 1) })
    const one = series[0] as BarSeries
    return { ...one, instrument: { ...one.instrument, tick: 'none', lot } }
  }

  whenPresent(file)('gives the run on split-adjusted prices to the cent, dividends and all', async () => {
    const [raw, adjusted] = [await load(), await load('splits')]
    expect(raw.actions?.filter(({ kind }) => kind === 'split')).toEqual(apple)
    for (const strategy of [cross, bracketed]) {
      const [ours, theirs] = [run(strategy, raw), run(strategy, adjusted)]
      expect(ours.fills.length).toBe(theirs.fills.length)
      expect(mostCentsApart(ours, theirs)).toBeLessThan(0.5)
      const dividends = ({ corporateActions }: RunResult) =>
        corporateActions.filter(({ action, lots }) => action.kind === 'dividend' && lots !== 0)
      expect(dividends(ours).length).toBeGreaterThan(5)
      expect(dividends(ours).map(({ cash }) => cash.toFixed(2))).toEqual(dividends(theirs).map(({ cash }) => cash.toFixed(2)))
    }
  })

  whenPresent(file)('over both splits holds what it held, in cash and shares', async () => {
    const holder = defineStrategy({
      name: 'holder',
      params: z.object({}),
      onBar: ({ position }) => (position.isFlat ? enterLong() : undefined),
    }) as unknown as Strategy
    const held = run(holder, await load())
    expect(held.fills.length).toBe(1)
    expect(held.openPositions[0]?.quantity).toBe((held.fills[0]?.quantity as number) * 28)
    const returns = held.equity.equity.slice(1).map((value, row) => value / (held.equity.equity[row] as number) - 1)
    expect(Math.max(...returns.map(Math.abs))).toBeLessThan(0.2)
  })
})

describe('USO, whose ticker was a penny stock’s until 1998, with LEAN’s map file', () => {
  const file = join(shared, 'data/LEAN/equity/usa/daily/uso.zip')

  whenPresent(file)('begins with the fund', async () => {
    const { series, provenance } = await loadBars(file, {})
    const [uso] = series
    expect(new Date(uso?.columns.openTime[0] as number).toISOString().slice(0, 10)).toBe('2006-04-10')
    expect(provenance.notes).toContainEqual(expect.stringMatching(/^USO: bars before 2006-04-10 are of another company .* left out: \d+$/))
    const stored = await loadBars(file, { adjust: 'as-stored' })
    expect(stored.series[0]?.columns.length).toBeGreaterThan(uso?.columns.length as number)
  })
})

describe('what a strategy reads', () => {
  /** Every bar's close and lines, in the shares of its day. */
  function seen(...series: BarSeries[]): number[][] {
    const rows: number[][] = []
    const reader = defineStrategy({
      name: 'reader',
      params: z.object({}),
      indicators: () => ({ mean: sma('close', 10), volume: sma('volume', 5), range: atr(14) }),
      onBar({ bar }, { mean, volume, range }) {
        rows.push([bar.close, mean.now, mean.previous, mean.ago(7), range.now, range.ago(3), volume.previous])
        return undefined
      },
    }) as unknown as Strategy
    run(reader, ...series)
    return rows
  }

  test('stands in the shares of its day on both sides of a split, and after the last one bit for bit as on adjusted prices', () => {
    const raw = madeUp(1)
    const [ours, theirs] = [seen(raw), seen(withoutSplits(raw))]
    const dates = [...raw.columns.openTime].map((time) => new Date(time).toISOString().slice(0, 10)).slice(-ours.length)
    for (const [row, date] of dates.entries()) {
      const [mine, expected] = [ours[row] as number[], theirs[row] as number[]]
      const shares = sharesOn(date)
      if (shares === 1) expect(mine).toEqual(expected)
      else
        expect(
          mine
            .map((value, column) => apart(value * (column < 6 ? 1 / shares : shares), expected[column] as number))
            .filter((by) => by > 1e-12),
        ).toEqual([])
    }
    expect(dates.map(sharesOn)).toContain(28)
  })

  test('of a series without a split is what it is without actions', () => {
    const raw = madeUp(1, [{ kind: 'dividend', exDate: '2014-06-09', amount: 1, factor: 0.99 }])
    expect(seen(raw)).toEqual(seen({ ...raw, actions: undefined }))
  })

  test('is the same bar by bar as in a quiet stretch', () => {
    const raw = madeUp(2)
    const busy = { ...bracketed, onBars: () => undefined } as Strategy
    expect(run(busy, raw).equity.equity).toEqual(run(bracketed, raw).equity.equity)
  })
})

/** How many of today's shares one was on a date. */
function sharesOn(date: string): number {
  return date < '2014-06-09' ? 28 : date < '2020-08-31' ? 4 : 1
}

/** By which part of it a value differs from another; two that are not known do not. */
function apart(value: number, other: number): number {
  return Number.isNaN(value) && Number.isNaN(other) ? 0 : Math.abs(value / other - 1)
}

test('a split that comes after the data changes nothing before it', () => {
  const raw = madeUp(3)
  const until = Date.UTC(2020, 7, 29)
  const cut = { ...raw, columns: sliceByTime(raw.columns, 0, until) }
  const rows = cut.columns.length
  expect([...run(cross, cut).equity.equity]).toEqual([...run(cross, raw).equity.equity.slice(0, rows)])
})
