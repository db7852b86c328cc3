// The worlds of the suite: synthetic markets, short and dense, with healthy strategies that trade in them under the guarded profile.

import { syntheticBars } from '../../data/synthetic/market-name.js'
import type { BacktestStrategy } from '../../engine/backtest-request.js'
import type { BacktestConfigInput } from '../../engine/config/config.js'
import type { BarSeries } from '../../model/bar.js'
import { type Instrument, instrument } from '../../model/instrument.js'
import { fail } from '../../std/assert.js'
import { didYouMean } from '../../std/did-you-mean.js'
import { BenchError } from '../../std/errors.js'
import { randomStream } from '../../std/random.js'
import { missingBars } from '../faults/data/missing-bars.js'
import type { World } from '../trial/world.js'
import { falling } from './falling.js'
import { quoted } from './quoted.js'
import { shallow } from './shallow.js'

interface HealthyStrategy {
  readonly file: string
  readonly params: Readonly<Record<string, number | boolean>>
}

interface WorldPlan {
  /** What it is like, in one sentence. */
  readonly says: string
  /** Name of a synthetic market, its seed left out. */
  readonly market: string
  /** Share of their price that its bars lose by the end, evenly. */
  readonly fall?: number
  /** Share of the volume of its bars that is left. */
  readonly depth?: number
  /** Chance of each of its bars to be missing. */
  readonly gaps?: number
  /** Its instruments are futures, of which a price may be below zero. */
  readonly futures?: true
  /** Spread of the quotes beside its bars, in basis points; without it there are none. */
  readonly spreadBps?: number
  readonly healthy: readonly HealthyStrategy[]
  readonly config: BacktestConfigInput
  /** Its limits are so tight that breakers are meant to fire where nothing goes wrong. */
  readonly stops?: true
}

const guarded: BacktestConfigInput = { riskProfile: 'guarded', cash: 100_000, sizing: { weight: 0.04 } }

const healthyTrio: readonly HealthyStrategy[] = [
  { file: 'sma-cross', params: { fast: 10, slow: 30 } },
  { file: 'rsi-reversion', params: { period: 10, low: 35, patience: 30 } },
  { file: 'donchian-breakout', params: { entry: 40, exit: 20 } },
]

const plans: Readonly<Record<string, WorldPlan>> = {
  minutes: {
    says: 'Two stocks, two sessions of one-minute bars, a trend follower and a mean reverter',
    market: '2:1m:from=2024-03-04:to=2024-03-05:volatility=0.4',
    healthy: [
      { file: 'sma-cross', params: { fast: 5, slow: 20 } },
      { file: 'rsi-reversion', params: { period: 10, low: 35, patience: 30 } },
    ],
    config: guarded,
  },
  days: {
    says: 'Three stocks, 300 sessions of daily bars, for limits that look back on sessions',
    market: '3:1d:from=2023-01-03:count=300',
    healthy: [{ file: 'sma-cross', params: { fast: 5, slow: 20 } }],
    config: guarded,
  },
  quotes: {
    says: 'Two stocks with bid and ask, two sessions of one-minute bars, a trend follower and a mean reverter',
    market: '2:1m:from=2024-03-04:to=2024-03-05:volatility=0.4',
    spreadBps: 5,
    healthy: [
      { file: 'sma-cross', params: { fast: 5, slow: 20 } },
      { file: 'rsi-reversion', params: { period: 10, low: 35, patience: 30 } },
    ],
    config: { ...guarded, spread: 'recorded' },
  },
  slide: {
    says: 'Two stocks that fall by an eighth in two sessions of one-minute bars, and a trend follower; orders of the account may meet',
    market: '2:1m:from=2024-03-04:to=2024-03-05:volatility=0.4',
    fall: 0.125,
    healthy: [{ file: 'sma-cross', params: { fast: 10, slow: 40 } }],
    config: { ...guarded, limits: { selfMatch: 'unlimited' } },
  },
  calm: {
    says: 'Two stocks with bid and ask, a session of one-minute bars, and a trend follower, a mean reverter and a breakout trader',
    market: '2:1m:from=2024-03-04:to=2024-03-04:volatility=0.2',
    spreadBps: 5,
    healthy: healthyTrio,
    config: { ...guarded, spread: 'recorded' },
  },
  stressed: {
    says: 'The market of calm under stress: twice the volatility, three times the spread, twice as many bars, of which a twentieth are missing, and jumps',
    market: '2:30s:from=2024-03-04:to=2024-03-04:volatility=0.4:jumpsPerYear=100',
    gaps: 0.05,
    spreadBps: 15,
    healthy: healthyTrio,
    config: { ...guarded, spread: 'recorded' },
  },
  session: {
    says: 'Two stocks with bid and ask that fall by a tenth in a session of one-minute bars, a quick trend follower and a mean reverter; positions are so small that a wrong mark trips no breaker, and orders of the account may meet',
    market: '2:1m:from=2024-03-04:to=2024-03-04:volatility=0.3',
    fall: 0.1,
    spreadBps: 5,
    healthy: [
      { file: 'sma-cross', params: { fast: 3, slow: 10 } },
      { file: 'rsi-reversion', params: { period: 5, low: 35, patience: 20 } },
    ],
    config: { ...guarded, spread: 'recorded', sizing: { weight: 0.002 }, limits: { selfMatch: 'unlimited' } },
  },
  fall: {
    says: 'Two stocks that fall by a tenth in a session of one-minute bars, and a trend follower; orders of the account may meet, so that this stops nobody',
    market: '2:1m:from=2024-03-04:to=2024-03-04:volatility=0.3',
    fall: 0.1,
    healthy: [{ file: 'sma-cross', params: { fast: 3, slow: 10 } }],
    config: { ...guarded, limits: { selfMatch: 'unlimited' } },
  },
  told: {
    says: 'The market of fall, in which a strategy is told of its exposure as soon as the account holds a hundredth of itself',
    market: '2:1m:from=2024-03-04:to=2024-03-04:volatility=0.3',
    fall: 0.1,
    healthy: [{ file: 'sma-cross', params: { fast: 5, slow: 20 } }],
    config: { ...guarded, limits: { selfMatch: 'unlimited' }, monitors: { exposure: { gross: 0.01 } } },
  },
  tight: {
    says: 'Two stocks, three sessions of five-minute bars, a trend follower, a mean reverter and one that turns with the trend, so little to lose that trading is held back now and then, and an operator who kills it once and lets it go on',
    market: '2:5m:from=2024-03-04:to=2024-03-06:volatility=0.4',
    healthy: [
      { file: 'sma-cross', params: { fast: 3, slow: 10 } },
      { file: 'rsi-reversion', params: { period: 5, low: 40, patience: 10 } },
      { file: 'vol-target-trend', params: { fast: 2, slow: 5, halfLife: 5, barsPerYear: 19_656, maxWeight: 0.12, shorts: true } },
    ],
    stops: true,
    config: {
      ...guarded,
      breakers: { drawdown: { at: 0.0015, action: 'reduce', flatten: false }, dailyLoss: 'off' },
      monitors: { drawdown: 0.0005 },
      operator: [
        { at: '2024-03-04T16:00:00Z', do: 'kill', reason: 'something looks wrong' },
        { at: '2024-03-04T17:30:00Z', do: 'unlatch', reason: 'it was nothing' },
        { at: '2024-03-05T15:00:00Z', do: 'unlatch', reason: 'another day' },
      ],
    },
  },
  trickle: {
    says: 'A stock, two sessions of one-minute bars, and a trend follower with little in it; a strategy may lose 0.15 % of the account, orders may be any share of the volume, and those of the account may meet',
    market: '1:1m:from=2024-03-04:to=2024-03-05:volatility=0.2',
    healthy: [{ file: 'sma-cross', params: { fast: 20, slow: 80 } }],
    config: {
      ...guarded,
      sizing: { weight: 0.02 },
      breakers: { strategyLoss: { at: 150 } },
      limits: { orderVolume: 'unlimited', selfMatch: 'unlimited' },
    },
  },
  unchecked: {
    says: 'The market of slide, in which nobody looks for orders that come twice',
    market: '2:1m:from=2024-03-04:to=2024-03-05:volatility=0.4',
    fall: 0.125,
    healthy: [{ file: 'sma-cross', params: { fast: 10, slow: 40 } }],
    config: { ...guarded, limits: { duplicateSeconds: 'unlimited', selfMatch: 'unlimited' } },
  },
  seconds: {
    says: 'A stock that falls by an eighth in two hours of five-second bars, and a trend follower; orders of the account may meet',
    market: '1:5s:from=2024-03-04:count=1440:volatility=0.4',
    fall: 0.125,
    healthy: [{ file: 'sma-cross', params: { fast: 10, slow: 40 } }],
    config: { ...guarded, limits: { selfMatch: 'unlimited' } },
  },
  basket: {
    says: 'Five stocks that fall by an eighth in a session of one-minute bars, and a quick trend follower in all of them',
    market: '5:1m:from=2024-03-04:to=2024-03-04:volatility=0.4',
    fall: 0.125,
    healthy: [{ file: 'sma-cross', params: { fast: 3, slow: 10 } }],
    config: { ...guarded, leverage: 50 },
  },
  shallow: {
    says: 'A stock that trades a thousand or two a day and that our own fills move, a session of one-minute bars, and a quick trend follower that takes a lot at a time',
    market: '1:1m:from=2024-03-04:to=2024-03-04:volatility=0.4',
    depth: 0.0015,
    healthy: [{ file: 'sma-cross', params: { fast: 3, slow: 10 } }],
    config: { ...guarded, sizing: { weight: 0.0011 }, impact: { sigma: 0.025, volume: 4_000, feedback: 1 } },
  },
  oil: {
    says: 'A future that falls by an eighth in a session of one-minute bars, and a quick trend follower that takes a lot at a time',
    market: '1:1m:from=2024-03-04:to=2024-03-04:volatility=0.4',
    fall: 0.125,
    futures: true,
    healthy: [{ file: 'sma-cross', params: { fast: 3, slow: 10 } }],
    config: { ...guarded, sizing: { weight: 0.0011 } },
  },
  thin: {
    says: 'A thin stock in which our own fills move the price, a session of one-minute bars, and a trend follower',
    market: '1:1m:from=2024-03-04:to=2024-03-04:volatility=0.4',
    healthy: [{ file: 'sma-cross', params: { fast: 5, slow: 20 } }],
    config: { ...guarded, impact: { sigma: 0.025, volume: 4_000, feedback: 1 } },
  },
  week: {
    says: 'A stock, five sessions of one-minute bars, and a slow trend follower; a strategy may lose 0.4 % of the account, and orders of the account may meet',
    market: '1:1m:from=2024-03-04:to=2024-03-08:volatility=0.2',
    healthy: [{ file: 'sma-cross', params: { fast: 30, slow: 120 } }],
    config: { ...guarded, breakers: { strategyLoss: { at: 400 } }, limits: { selfMatch: 'unlimited' } },
  },
}

export const worldNames: readonly string[] = Object.keys(plans)

/** Those in which nothing may be stopped while nothing goes wrong. */
export const peacefulWorlds: readonly string[] = worldNames.filter((name) => !plans[name]?.stops)

/** Healthy strategies by the name of their file. */
export type HealthyStrategies = ReadonlyMap<string, Pick<BacktestStrategy, 'strategy' | 'sourceHash' | 'isolated'>>

/** Strategy files that any world needs. */
export const healthyFiles: readonly string[] = [...new Set(Object.values(plans).flatMap(({ healthy }) => healthy.map(({ file }) => file)))]

/** A world with the bars of a seed; `loaded` has the healthy strategies by file. The same name and seed make the same bars anywhere. */
export function worldOf(name: string, seed: number, loaded: HealthyStrategies): World {
  const { healthy, config } = planNamed(name)
  const allocation = 1 / healthy.length
  const strategies = healthy.map(({ file, params }) => ({ ...strategyOf(file, loaded), params, allocation }))
  return { name, series: seriesOf(name, seed), strategies, config }
}

function strategyOf(file: string, loaded: HealthyStrategies): Pick<BacktestStrategy, 'strategy'> {
  return loaded.get(file) ?? fail(`${file} was loaded`)
}

/** The bars of a world at a seed, without anybody who trades them. Fails with `UNKNOWN_WORLD` and the nearest name. */
export function seriesOf(name: string, seed: number): readonly BarSeries[] {
  const plan = planNamed(name)
  const { series } = syntheticBars(`synthetic:${plan.market}:seed=${seed}`)
  return series.map((one) => asPlanned(one, plan, seed))
}

/** What a world is like, in one sentence. Fails with `UNKNOWN_WORLD` and the nearest name. */
export function worldSays(name: string): string {
  return planNamed(name).says
}

function planNamed(name: string): WorldPlan {
  const plan = plans[name]
  if (plan !== undefined) return plan
  const hint = didYouMean(name, worldNames) ?? 'bench chaos list has them'
  throw new BenchError('UNKNOWN_WORLD', `no world is called '${name}'`, hint)
}

function asPlanned(made: BarSeries, { fall, depth, gaps, futures, spreadBps }: WorldPlan, seed: number): BarSeries {
  let series = made
  if (fall !== undefined) series = falling(series, fall)
  if (depth !== undefined) series = shallow(series, depth)
  if (gaps !== undefined) series = withGaps(series, gaps, seed)
  if (futures) series = { ...series, instrument: asFuture(series.instrument) }
  return spreadBps === undefined ? series : quoted(series, spreadBps)
}

/** In the hours and on the tick of what it was. */
function asFuture({ id, calendar, tick }: Instrument): Instrument {
  return instrument(id, 'future', { calendar, tick })
}

function withGaps(series: BarSeries, share: number, seed: number): BarSeries {
  const always = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY }
  return missingBars.apply(series, always, { share }, randomStream(seed, `gaps/${series.instrument.id}`))
}
