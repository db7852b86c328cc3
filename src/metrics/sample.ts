// The sample that metrics are computed from: the two equity curves, the round trips, and the series derived from them once.

import type { RoundTrip } from '../model/round-trip.js'
import { DAY_MS, type EpochMs, type IsoDate } from '../model/time.js'
import { assert } from '../std/assert.js'
import { growth, perPeriod, simpleReturns } from './returns.js'

/** What metrics are computed from: the equity by bar and by session, the round trips, and what to hold them against. */
export interface MetricsInput {
  /** Currency, before the first bar: a loss in the first period is a loss from here. */
  readonly initialEquity: number
  /** Close of each bar, epoch ms, with the marked equity after its fills. */
  readonly barTime: Float64Array
  readonly barEquity: Float64Array
  /** Σ |position × mark| at each bar; null where it was not recorded. */
  readonly grossExposure: Float64Array | null
  /** The same curve at the last close of each session. */
  readonly sessionDate: readonly IsoDate[]
  readonly sessionEquity: Float64Array
  /** 252 for session calendars, 365 for 24/7 ones. */
  readonly periodsPerYear: number
  /** Annual fraction; 0.03 is 3 %. */
  readonly riskFreeAnnual: number
  /** Closed round trips, fees included. */
  readonly roundTrips: readonly RoundTrip[]
  /** Currency totals over all fills; null where they are not known. */
  readonly tradedNotional: number | null
  readonly fees: number | null
  readonly slippage: number | null
  readonly benchmark: Benchmark | null
  readonly trials: Trials | null
}

/** Another curve on the same sessions, such as buy and hold. */
export interface Benchmark {
  readonly initialEquity: number
  readonly sessionEquity: Float64Array
  /** Index of the session from which buy and hold starts in backtesting.py's alpha: the first one its indicators can trade at. */
  readonly firstTrading?: number
}

/** What the deflated Sharpe ratio has to know of the search that found the strategy. */
export interface Trials {
  /** Trials made; effective number where they are correlated. */
  readonly count: number
  /** Standard deviation (ddof 1) of the trials' Sharpe ratios, per period and not annualised. */
  readonly sharpeDeviation: number
}

/** The input with the series that more than one metric reads. */
export interface Sample extends MetricsInput {
  /** Simple returns of sessions, the first one from the initial equity. */
  readonly returns: Float64Array
  /** Returns less the risk-free return of a period. */
  readonly excess: Float64Array
  readonly benchmarkReturns: Float64Array | null
  /** Days from the first session's date to the last one's; null where the sessions have no dates. */
  readonly calendarDays: number | null
  /** Why session metrics mean nothing here, such as equity that fell to zero; null in the usual case. */
  readonly fault: string | null
}

/** Derives the series. Throws an `AssertionError` where columns differ in length. */
export function sampleOf(input: MetricsInput): Sample {
  assert(input.barTime.length === input.barEquity.length, 'a bar has a time and an equity')
  assert(input.sessionDate.length === input.sessionEquity.length, 'a session has a date and an equity')
  const { benchmark, initialEquity, sessionEquity } = input
  const market = benchmark === null ? null : simpleReturns(benchmark.sessionEquity, benchmark.initialEquity)
  return derive(input, simpleReturns(sessionEquity, initialEquity), market, faultOf(initialEquity, sessionEquity))
}

export interface ReturnsInput {
  readonly returns: Float64Array
  /** One date a return; leave out where there is none: what needs a calendar is null then. */
  readonly dates?: readonly IsoDate[]
  readonly periodsPerYear: number
  readonly riskFreeAnnual?: number
  /** Returns of the benchmark over the same periods. */
  readonly benchmark?: Float64Array
}

/** A sample of returns alone, as other libraries take it: bars are sessions, the curve starts at 1, and there are no trades. */
export function sampleOfReturns({ returns, dates, periodsPerYear, riskFreeAnnual = 0, benchmark }: ReturnsInput): Sample {
  assert(dates === undefined || dates.length === returns.length, 'a return has a date')
  const equity = growth(returns)
  const input: MetricsInput = {
    initialEquity: 1,
    barTime: Float64Array.from(returns, (_, i) => (dates === undefined ? i * DAY_MS : midnight(dates[i] as IsoDate))),
    barEquity: equity,
    grossExposure: null,
    sessionDate: dates ?? [],
    sessionEquity: equity,
    periodsPerYear,
    riskFreeAnnual,
    roundTrips: [],
    tradedNotional: null,
    fees: null,
    slippage: null,
    benchmark: benchmark === undefined ? null : { initialEquity: 1, sessionEquity: growth(benchmark) },
    trials: null,
  }
  return derive(input, returns, benchmark ?? null, returns.length === 0 ? 'no sessions' : null)
}

function derive(input: MetricsInput, returns: Float64Array, benchmarkReturns: Float64Array | null, fault: string | null): Sample {
  const { sessionDate, periodsPerYear } = input
  const first = sessionDate[0]
  const last = sessionDate.at(-1)
  const riskFree = perPeriod(input.riskFreeAnnual, periodsPerYear)
  assert(benchmarkReturns === null || benchmarkReturns.length === returns.length, 'a benchmark has a value for each session')
  return {
    ...input,
    returns,
    excess: riskFree === 0 ? returns : returns.map((value) => value - riskFree),
    benchmarkReturns,
    calendarDays: first === undefined || last === undefined ? null : Math.round((midnight(last) - midnight(first)) / DAY_MS),
    fault,
  }
}

/** A return needs equity above zero to start from; only the last session may end at or below it. */
function faultOf(initial: number, equity: Float64Array): string | null {
  if (equity.length === 0) return 'no sessions'
  if (!(initial > 0)) return 'initial equity is not above zero'
  return equity.subarray(0, -1).every((value) => value > 0) ? null : 'equity fell to zero or below'
}

function midnight(date: IsoDate): EpochMs {
  return Date.parse(`${date}T00:00:00Z`)
}
