// How far a figure could lie from what the sample shows: intervals for Sharpe, CAGR and max drawdown from histories that could have been.
//
// Percentile intervals, not studentised ones: the standard error of a Sharpe ratio of dependent returns needs a bandwidth of its own, and at the
// small ratios of single sessions it hardly moves with the ratio, so dividing by it would add noise and correct little.

import { randomStream } from '../std/random.js'
import { optimalBlockLength } from './block-length.js'
import { blockPermutations, type Statistic, stationaryBootstrap } from './bootstrap.js'
import { annualised, calendarYears } from './cagr.js'
import { maxDrawdown } from './max-drawdown.js'
import type { MetricId } from './metric.js'
import { quantile } from './quantile.js'
import { perPeriod } from './returns.js'
import { type MetricsInput, type Sample, sampleOf } from './sample.js'

/** Where the figure could lie, in its own unit. Of a figure of the path, such as max drawdown, it is a range and no confidence interval. */
export type ConfidenceInterval = {
  readonly lower: number
  readonly upper: number
  /**
   * 0.95. Of a bootstrap: of a hundred such intervals about 95 hold the true figure. Of permuted blocks: 95 of a hundred other orders of the same returns
   * lie in the range; it says nothing of a true figure.
   */
  readonly level: number
  /** `stationary bootstrap, percentile`, or `blocks permuted` for a figure of the path. */
  readonly method: string
  /** Mean length of a block, in sessions. */
  readonly blockLength: number
  readonly resamples: number
}

/** An interval, or null with the reason that a person reads. */
export type IntervalValue =
  | { readonly interval: ConfidenceInterval; readonly reason?: never }
  | { readonly interval: null; readonly reason: string }

/** The metrics that have intervals, in the order of the contract. */
export const intervalIds = ['cagr', 'sharpe', 'maxDrawdown'] as const satisfies readonly MetricId[]

/** An interval, or why there is none, for each metric that can have one. */
export type Intervals = Readonly<Record<(typeof intervalIds)[number], IntervalValue>>

const LEVEL = 0.95
const RESAMPLES = 1_000
const PERMUTED = 'blocks permuted'
/** About a quarter: fewer say nothing of the spread of a year. */
const FEWEST_SESSIONS = 60
/** What two ways to compute the same depth may differ by. */
const ROUNDING = 1e-9
/** Fewer blocks than this are no sample of blocks. */
const FEWEST_BLOCKS = 10
/** The share of histories that may lack the figure, such as a Sharpe ratio of sessions that are all flat. */
const MOST_UNDEFINED = 0.01

/** The intervals of our own definitions of the metrics. The same returns and seed give the same ones everywhere. */
export function confidenceIntervals(input: MetricsInput, seed: number): Intervals {
  const sample = sampleOf(input)
  const fault = faultOf(sample)
  if (fault !== null) return { cagr: absent(fault), sharpe: absent(fault), maxDrawdown: absent(fault) }
  return { ...bootstrapped(sample, seed), maxDrawdown: permuted(sample, seed) }
}

/** Whether it tells what other orders of the same returns give, and not where the true figure lies. */
export function isPathRange({ method }: ConfidenceInterval): boolean {
  return method === PERMUTED
}

/** Those that exist, by metric. */
export function knownIntervals(intervals: Intervals): Partial<Record<MetricId, ConfidenceInterval>> {
  const known = intervalIds.flatMap((id) => (intervals[id].interval === null ? [] : [[id, intervals[id].interval] as const]))
  return Object.fromEntries(known)
}

/**
 * The interval of any figure of session returns, by the stationary block bootstrap. `returns` are simple returns; `statistic` gives NaN where a history
 * has no such figure.
 */
export function bootstrapInterval(returns: Float64Array, statistic: Statistic, seed: number): IntervalValue {
  if (returns.length < FEWEST_SESSIONS) return absent(tooFew)
  const [figures] = bootstrapFigures(returns, [statistic], seed)
  return figures as IntervalValue
}

const tooFew = `fewer than ${FEWEST_SESSIONS} sessions`

function faultOf({ fault, returns }: Sample): string | null {
  if (fault !== null) return fault
  if (returns.length < FEWEST_SESSIONS) return tooFew
  // Only the last session can: a history that goes on after it means nothing.
  return returns.some((value) => value <= -1) ? 'equity ended at or below zero' : null
}

function bootstrapped({ returns, riskFreeAnnual, periodsPerYear, calendarDays }: Sample, seed: number): Omit<Intervals, 'maxDrawdown'> {
  const riskFree = perPeriod(riskFreeAnnual, periodsPerYear)
  const years = calendarYears(calendarDays)
  const statistics = [sharpeOf(riskFree, periodsPerYear), cagrOf(years.value ?? Number.NaN)]
  const [sharpe, cagr] = bootstrapFigures(returns, statistics, seed) as [IntervalValue, IntervalValue]
  return { cagr: years.value === null ? { interval: null, reason: years.reason } : cagr, sharpe }
}

/** All figures from the same histories. */
function bootstrapFigures(returns: Float64Array, statistics: readonly Statistic[], seed: number): IntervalValue[] {
  const blockLength = optimalBlockLength(returns)
  if (returns.length < FEWEST_BLOCKS * blockLength) return statistics.map(() => absent(tooFewBlocks(blockLength)))
  const stream = randomStream(seed, 'metrics/bootstrap')
  const figures = stationaryBootstrap(returns, statistics, { blockLength, resamples: RESAMPLES, stream })
  return figures.map((values) => percentiles(values, 'stationary bootstrap, percentile', blockLength))
}

/**
 * Sizes of returns hang together far longer than returns do, and calm and stormy times make drawdowns: the blocks are theirs. Falls within a session are
 * not in its return, so there is a range only where the figure, which is by bar, is the deepest fall of the sessions too.
 */
function permuted({ returns, initialEquity, barEquity }: Sample, seed: number): IntervalValue {
  const byBar = maxDrawdown(initialEquity, barEquity).value
  if (byBar === null || Math.abs(deepestFall(returns) - byBar) > ROUNDING)
    return absent('the deepest fall is within sessions, which are permuted whole')
  const blockLength = optimalBlockLength(returns.map(Math.abs))
  if (returns.length < FEWEST_BLOCKS * blockLength) return absent(tooFewBlocks(blockLength))
  const stream = randomStream(seed, 'metrics/permutation')
  const [depths] = blockPermutations(returns, [deepestFall], { blockLength, resamples: RESAMPLES, stream })
  return percentiles(depths as Float64Array, PERMUTED, blockLength)
}

function tooFewBlocks(blockLength: number): string {
  return `returns hang together over ${Math.round(blockLength)} sessions, too long for this sample`
}

function percentiles(values: Float64Array, method: string, blockLength: number): IntervalValue {
  const defined = values.filter(Number.isFinite)
  if (values.length - defined.length > MOST_UNDEFINED * values.length) return absent('too many resamples have no such figure')
  const lower = quantile(defined, (1 - LEVEL) / 2)
  const upper = quantile(defined, (1 + LEVEL) / 2)
  if (lower === upper) return absent('all resamples give one figure')
  return { interval: { lower, upper, level: LEVEL, method, blockLength: round(blockLength), resamples: values.length } }
}

/** The metric's own formula in one pass of plain sums: a resample needs no compensated ones. */
function sharpeOf(riskFree: number, periodsPerYear: number): Statistic {
  const scale = Math.sqrt(periodsPerYear)
  return (history) => {
    const n = history.length
    let total = 0
    let squares = 0
    for (let i = 0; i < n; i++) {
      const value = history[i] as number
      total += value
      squares += value * value
    }
    const spread = squares - (total * total) / n
    // What is left of the squares by rounding alone is no spread.
    return spread > 1e-12 * squares ? ((total / n - riskFree) / Math.sqrt(spread / (n - 1))) * scale : Number.NaN
  }
}

function cagrOf(years: number): Statistic {
  return (history) => {
    let factor = 1
    for (let i = 0; i < history.length; i++) factor *= 1 + (history[i] as number)
    return annualised(factor, years).value ?? Number.NaN
  }
}

function deepestFall(history: Float64Array): number {
  let equity = 1
  let peak = 1
  let deepest = 0
  for (let i = 0; i < history.length; i++) {
    equity *= 1 + (history[i] as number)
    if (equity > peak) peak = equity
    else if (equity / peak - 1 < deepest) deepest = equity / peak - 1
  }
  return deepest
}

function absent(reason: string): { readonly interval: null; readonly reason: string } {
  return { interval: null, reason: `n/a: ${reason}` }
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
