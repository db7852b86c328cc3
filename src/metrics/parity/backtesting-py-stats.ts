// The stats block of backtesting.py 0.6.6, under its own labels and in its own units: percents, days, and its own annualisation.
// Its equity starts at the first bar's mark. Risk comes from day returns, the rest from bars and from round trips.

import type { RoundTrip } from '../../model/round-trip.js'
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../model/time.js'
import { beta } from '../alpha-beta.js'
import { type Drawdown, drawdownCurve, drawdownEpisodes } from '../drawdowns.js'
import { kelly } from '../kelly.js'
import { payoffRatio } from '../payoff-ratio.js'
import { profitFactor } from '../profit-factor.js'
import { returnDeviation, simpleReturns } from '../returns.js'
import type { Sample } from '../sample.js'
import { downsideDeviation } from '../sortino.js'
import { sqn } from '../sqn.js'
import { centralMoment, mean, sum } from '../sums.js'
import { known, type MetricValue, map, none, quotient } from '../value.js'

/** Each figure by its label. Durations are days; `[%]` figures are percents. */
export const backtestingPyStats = {
  'Exposure Time [%]': (sample) => percent(exposureTime(sample)),
  'Equity Final [$]': ({ barEquity }) => known(barEquity.at(-1) ?? Number.NaN),
  'Equity Peak [$]': ({ barEquity }) => known(barEquity.reduce((peak, value) => Math.max(peak, value))),
  'Commissions [$]': ({ roundTrips }) => known(sum(roundTrips.map(({ fees }) => fees))),
  'Return [%]': (sample) => percent(wholeReturn(sample)),
  'Buy & Hold Return [%]': (sample) => percent(buyAndHoldReturn(sample)),
  'Return (Ann.) [%]': (sample) => percent(annualReturn(sample)),
  'Volatility (Ann.) [%]': (sample) => percent(annualVolatility(sample)),
  'CAGR [%]': (sample) => percent(cagr(sample)),
  'Sharpe Ratio': sharpe,
  'Sortino Ratio': sortino,
  'Calmar Ratio': (sample) => map(annualReturn(sample), (rate) => quotient(rate, -deepest(sample), 'no drawdown')),
  'Alpha [%]': (sample) => percent(alpha(sample)),
  Beta: marketBeta,
  'Max. Drawdown [%]': (sample) => percent(known(deepest(sample))),
  'Avg. Drawdown [%]': (sample) => percent(ofEpisodes(sample, (episodes) => mean(episodes.map(({ depth }) => depth)))),
  'Max. Drawdown Duration': (sample) =>
    upToPeriod(
      sample,
      ofEpisodes(sample, (episodes) => Math.max(...episodes.map(({ days }) => days))),
    ),
  'Avg. Drawdown Duration': (sample) =>
    upToPeriod(
      sample,
      ofEpisodes(sample, (episodes) => mean(episodes.map(({ days }) => days))),
    ),
  '# Trades': ({ roundTrips }) => known(roundTrips.length),
  'Win Rate [%]': (sample) => percent(winRate(sample)),
  'Best Trade [%]': (sample) => percent(ofTrades(sample, (returns) => Math.max(...returns))),
  'Worst Trade [%]': (sample) => percent(ofTrades(sample, (returns) => Math.min(...returns))),
  'Avg. Trade [%]': (sample) => percent(ofTrades(sample, geometricMean)),
  'Max. Trade Duration': (sample) =>
    upToPeriod(
      sample,
      ofTrades(sample, () => Math.max(...sample.roundTrips.map(daysHeld))),
    ),
  'Avg. Trade Duration': (sample) =>
    upToPeriod(
      sample,
      ofTrades(sample, () => mean(sample.roundTrips.map(daysHeld))),
    ),
  'Profit Factor': ({ roundTrips }) => profitFactor(roundTrips.map(tradeReturn)),
  'Expectancy [%]': (sample) => percent(ofTrades(sample, mean)),
  SQN: ({ roundTrips }) => sqn(roundTrips.map(({ pnl }) => pnl)),
  'Kelly Criterion': (sample) =>
    map(payoffRatio(sample.roundTrips.map(({ pnl }) => pnl)), (ratio) => map(winRate(sample), (rate) => kelly(rate, ratio))),
} satisfies Record<string, (sample: Sample) => MetricValue>

function percent(value: MetricValue): MetricValue {
  return map(value, (fraction) => known(fraction * 100))
}

function wholeReturn({ barEquity }: Sample): MetricValue {
  const start = barEquity[0]
  return start === undefined ? none('no bars') : known(((barEquity.at(-1) as number) - start) / start)
}

/** Returns of the days after the first. */
function dayReturns({ sessionEquity }: Sample): Float64Array {
  return simpleReturns(sessionEquity.subarray(1), sessionEquity[0] as number)
}

function annualReturn(sample: Sample): MetricValue {
  const returns = dayReturns(sample)
  if (returns.length === 0) return none('fewer than 2 sessions')
  return known((1 + geometricMean(returns)) ** sample.periodsPerYear - 1)
}

/** Standard deviation of a year's growth, where days compound independently. Nearly all cancels out, so the order of operations is theirs. */
function annualVolatility(sample: Sample): MetricValue {
  const returns = dayReturns(sample)
  if (returns.length < 2) return none('fewer than 2 returns')
  const growth = 1 + geometricMean(returns)
  const variance = (centralMoment(returns, 2) * returns.length) / (returns.length - 1)
  const spread = (variance + growth ** 2) ** sample.periodsPerYear - growth ** (2 * sample.periodsPerYear)
  return known(returnDeviation(returns) === 0 ? 0 : Math.sqrt(Math.max(spread, 0)))
}

function cagr(sample: Sample): MetricValue {
  const { barTime } = sample
  const years = ((barTime.at(-1) ?? 0) - (barTime[0] ?? 0)) / DAY_MS / 365.25
  return years === 0 ? none('no time passed') : map(wholeReturn(sample), (total) => known((1 + total) ** (1 / years) - 1))
}

function sharpe(sample: Sample): MetricValue {
  return map(annualReturn(sample), (rate) =>
    map(annualVolatility(sample), (volatility) => quotient(rate - sample.riskFreeAnnual, volatility, 'zero variance')),
  )
}

function sortino(sample: Sample): MetricValue {
  return map(annualReturn(sample), (rate) =>
    map(downsideDeviation(dayReturns(sample), sample.periodsPerYear), (downside) =>
      quotient(rate - sample.riskFreeAnnual, downside, 'no losing period'),
    ),
  )
}

/** Jensen's alpha of the whole run, against a buy and hold that starts with the first bar that could be traded. */
function alpha(sample: Sample): MetricValue {
  const { riskFreeAnnual } = sample
  return map(marketBeta(sample), (slope) =>
    map(wholeReturn(sample), (own) =>
      map(buyAndHoldReturn(sample), (market) => known(own - riskFreeAnnual - slope * (market - riskFreeAnnual))),
    ),
  )
}

function marketBeta(sample: Sample): MetricValue {
  return withMarket(sample, (market) => beta(logReturns(sample.barEquity), logReturns(market)))
}

function buyAndHoldReturn(sample: Sample): MetricValue {
  return withMarket(sample, (market, first) => quotient((market.at(-1) as number) - first, first, 'the market starts at zero'))
}

/** The market has to have a value for each bar: the benchmark of a daily run has. */
function withMarket({ benchmark, barEquity }: Sample, measure: (market: Float64Array, first: number) => MetricValue): MetricValue {
  if (benchmark === null) return none('no benchmark')
  const market = benchmark.sessionEquity
  const first = market[benchmark.firstTrading ?? 0]
  return first === undefined || market.length !== barEquity.length
    ? none('the benchmark has no value for each bar')
    : measure(market, first)
}

function logReturns(values: Float64Array): Float64Array {
  return values.subarray(1).map((value, i) => Math.log(value / (values[i] as number)))
}

function exposureTime({ barEquity, roundTrips }: Sample): MetricValue {
  if (barEquity.length === 0) return none('no bars')
  const held = new Uint8Array(barEquity.length)
  for (const { entryBar, exitBar } of roundTrips) held.fill(1, entryBar, exitBar + 1)
  return known(held.reduce((bars, inside) => bars + inside, 0) / held.length)
}

function deepest({ barEquity }: Sample): number {
  return drawdownCurve(barEquity, barEquity[0] ?? 0).reduce((worst, depth) => Math.min(worst, depth), 0)
}

/** A fall in the last bar alone is no episode to it. */
function ofEpisodes({ barEquity, barTime }: Sample, measure: (episodes: readonly Drawdown[]) => number): MetricValue {
  const last = barEquity.length - 1
  const episodes = drawdownEpisodes(barEquity, barTime, barEquity[0] ?? 0)
  const counted = episodes.filter(({ peakIndex, recoveryIndex }) => (recoveryIndex ?? last) > peakIndex + 1)
  return counted.length === 0 ? none('no drawdown') : known(measure(counted))
}

function ofTrades({ roundTrips }: Sample, measure: (returns: readonly number[]) => number): MetricValue {
  return roundTrips.length === 0 ? none('no closed round trips') : known(measure(roundTrips.map(tradeReturn)))
}

/** A trade without a result counts as one that did not win. */
function winRate({ roundTrips }: Sample): MetricValue {
  return quotient(roundTrips.filter(({ pnl }) => pnl > 0).length, roundTrips.length, 'no closed round trips')
}

/** Price change in the trade's direction less fees over the notional at entry, for a multiplier of 1. */
function tradeReturn({ direction, entryPrice, exitPrice, quantity, fees }: RoundTrip): number {
  const change = exitPrice / entryPrice - 1
  return (direction === 'long' ? change : -change) - fees / (quantity * entryPrice)
}

function daysHeld({ entryTime, exitTime }: RoundTrip): number {
  return (exitTime - entryTime) / DAY_MS
}

/** The constant return that compounds to the same; 0 where one of them ruins. */
function geometricMean(returns: ArrayLike<number>): number {
  const factors = Float64Array.from(returns, (value) => 1 + value)
  return factors.some((factor) => factor <= 0) ? 0 : Math.exp(mean(factors.map(Math.log))) - 1
}

/** Durations go up to the next whole unit of the bar period: days for day bars, minutes for five-minute bars. */
function upToPeriod({ barTime }: Sample, days: MetricValue): MetricValue {
  const steps = barTime.subarray(-99).map((time, i) => time - (barTime[Math.max(barTime.length - 99, 0) + i - 1] ?? Number.NaN))
  const period = median(steps.filter((step) => !Number.isNaN(step)))
  const unit = [DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS].find((size) => period % size === 0) ?? 1
  return map(days, (value) => known((Math.ceil(Math.round(value * DAY_MS) / unit) * unit) / DAY_MS))
}

function median(values: Float64Array): number {
  const sorted = Float64Array.from(values).sort()
  const middle = (sorted.length - 1) / 2
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2
}
