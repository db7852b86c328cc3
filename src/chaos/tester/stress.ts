// A market under stress: wider swings, wider spreads, gaps, bars that come twice as often, and limits on losses that are near.

import { allocateColumns } from '../../data/columns.js'
import type { BacktestConfigInput } from '../../engine/config/config.js'
import type { BarColumns, BarSeries } from '../../model/bar.js'
import type { RunResult } from '../../model/run.js'
import { isDaily, SECOND_MS, type Timeframe, timeframeMs } from '../../model/time.js'
import { randomStream } from '../../std/random.js'
import { halt } from '../faults/data/halt.js'
import { missingBars } from '../faults/data/missing-bars.js'
import { onTick } from '../faults/data/move-prices.js'
import { merged } from '../scenario/merged-config.js'
import type { World } from '../trial/world.js'
import { deepestFall } from './deepest-fall.js'

type Spread = BacktestConfigInput['spread']

/** How prices swing about the line from the first to the last is doubled, which doubles the volatility of the returns and leaves their mean. */
export function twiceTheVolatility(world: World): World {
  return { ...world, series: world.series.map(swinging) }
}

/** Three times the spread, and three ticks of slippage. */
export function threeSpreads(world: World): World {
  const { config } = world
  return { ...world, config: { ...config, spread: threeTimes(config.spread), slippage: { ticks: 3 } } }
}

function threeTimes(spread: Spread): Spread {
  if (spread === undefined || typeof spread === 'string') return spread
  if ('bps' in spread) return { bps: 3 * spread.bps }
  return 'ticks' in spread ? { ticks: 3 * spread.ticks } : { volatility: 3 * spread.volatility }
}

/** Each bar in two halves. A bar of a day or more, or of an odd number of seconds, stays whole. */
export function twiceTheBars(world: World): World {
  return { ...world, series: world.series.map(halved) }
}

/** Three halts, each of which opens again at a gap, and a twentieth of the bars missing all over. */
export function gaps(world: World, seed: number): World {
  const random = randomStream(seed, 'tester/gaps')
  const opens = [-0.03, 0.03, -0.02]
  return {
    ...world,
    series: world.series.map((series) => {
      const halted = opens.reduce((one, gap, place) => {
        const from = 0.2 + 0.2 * place + 0.1 * random.next()
        return halt.apply(one, stretch(series, from, from + 0.03), { share: 0.8, gap }, random)
      }, series)
      return missingBars.apply(halted, stretch(series, 0, 1), { share: 0.05 }, random)
    }),
  }
}

/** A drawdown is told at a third of the deepest that the strategy has where nothing goes wrong, and stopped at two thirds: it hears of a breach with a loss in its books. */
export function nearLimits(world: World, _seed: number, alone: RunResult): World {
  const deepest = deepestFall(alone).share
  if (deepest === 0) return world
  const near: BacktestConfigInput = { monitors: { drawdown: deepest / 3 }, breakers: { drawdown: { at: (2 * deepest) / 3 } } }
  return { ...world, config: merged(world.config, near) }
}

/** All of it at once but the limits, which are of the bars as they are. */
export function everyStress(world: World, seed: number): World {
  return gaps(twiceTheBars(threeSpreads(twiceTheVolatility(world))), seed)
}

/** From so far into the bars to so far, 0…1. */
function stretch({ columns: { openTime, closeTime, length } }: BarSeries, from: number, to: number): { from: number; to: number } {
  const row = (share: number) => Math.min(length - 1, Math.floor(share * length))
  return { from: openTime[row(from)] as number, to: closeTime[row(to)] as number }
}

function swinging(series: BarSeries): BarSeries {
  const { columns, instrument } = series
  const { length } = columns
  const [first, last] = [columns.open[0] as number, columns.close[length - 1] as number]
  // What may be below zero has no logarithm.
  if (!(first > 0 && last > 0)) return series
  const line = (row: number) => first * (last / first) ** (row / Math.max(1, length - 1))
  const moved = (prices: Float64Array) => prices.map((price, row) => (price > 0 ? onTick(price * (price / line(row)), instrument) : price))
  const { open, high, low, close } = columns
  return {
    ...series,
    columns: { ...columns, open: moved(open), high: moved(high), low: moved(low), close: moved(close) },
    quotes: undefined,
    detail: undefined,
  }
}

function halved(series: BarSeries): BarSeries {
  const { timeframe, columns, instrument } = series
  const seconds = timeframeMs(timeframe) / SECOND_MS
  if (isDaily(timeframe) || seconds % 2 !== 0) return series
  const halves = allocateColumns(2 * columns.length)
  for (let row = 0; row < columns.length; row++) {
    const [from, to] = [columns.openTime[row] as number, columns.closeTime[row] as number]
    writeHalves(halves, row, columns, (from + to) / 2, (price) => onTick(price, instrument))
  }
  return { ...series, timeframe: `${seconds / 2}s` as Timeframe, columns: halves, quotes: undefined, detail: undefined }
}

/** The nearer extreme comes in the first half, the other in the second; between them they meet in the middle of the bar. */
function writeHalves(halves: BarColumns, row: number, bars: BarColumns, middle: number, rounded: (price: number) => number): void {
  const [open, high, low, close] = [bars.open[row], bars.high[row], bars.low[row], bars.close[row]] as [number, number, number, number]
  const isHighFirst = high - open < open - low
  const between = Math.min(high, Math.max(low, rounded((high + low) / 2)))
  const [one, other] = [2 * row, 2 * row + 1]
  const put = (at: number, values: Partial<Record<keyof BarColumns, number>>) => {
    for (const [name, value] of Object.entries(values)) (halves[name as 'open'] as Float64Array)[at] = value
  }
  const volume = (bars.volume[row] as number) / 2
  const first = isHighFirst ? { high, low: Math.min(open, between) } : { high: Math.max(open, between), low }
  const second = isHighFirst ? { high: Math.max(close, between), low } : { high, low: Math.min(close, between) }
  put(one, { openTime: bars.openTime[row] as number, closeTime: middle, open, close: between, volume, ...first })
  put(other, { openTime: middle, closeTime: bars.closeTime[row] as number, open: between, close, volume, ...second })
}
