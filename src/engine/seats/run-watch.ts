// What watches a run, made in two steps: the trading state that the pipeline asks, then, once there is a pipeline, what comes after its trades.

import { calendar } from '../../data/calendar/calendar.js'
import { assetOf, type Instrument } from '../../model/instrument.js'
import type { OrderListener } from '../../model/order-listener.js'
import type { Portfolio } from '../../portfolio/portfolio.js'
import { allowedByState } from '../../risk/allowed-by-state.js'
import type { RiskProfile } from '../../risk/approve.js'
import { TradingState } from '../../risk/trading-state.js'
import { didYouMean } from '../../std/did-you-mean.js'
import { BenchError } from '../../std/errors.js'
import type { BacktestConfig } from '../config/config.js'
import { type WatchRules, watchRules } from '../config/watch-rules.js'
import { assetsOf } from '../market/assets.js'
import type { BarFeed, FeedSeries } from '../time/bar-feed.js'
import { commonCalendar } from '../time/common-calendar.js'
import { Flattening, type FlatteningParts } from '../watch/flattening.js'
import { PostTrade } from '../watch/post-trade.js'
import { SessionReturns } from '../watch/session-returns.js'
import { StrategyResults } from '../watch/strategy-results.js'

/** How many sessions VaR and correlations look back on. */
const SESSIONS = 250

export interface RunWatchParts {
  readonly config: BacktestConfig
  /** Names, in the order of the run. */
  readonly strategies: readonly string[]
  readonly instruments: readonly Instrument[]
  readonly portfolio: Portfolio
}

export class RunWatch {
  readonly state = new TradingState()
  /** What stands before every other control. */
  readonly controls: RiskProfile
  readonly listeners: readonly OrderListener[]
  readonly results: StrategyResults
  readonly #parts: RunWatchParts
  readonly #rules: WatchRules

  /** Null where the run watches nothing. */
  static of(parts: RunWatchParts): RunWatch | null {
    const rules = watchRules(parts.config)
    if (rules === null) return null
    refuseUnknownStrategies(rules, parts.strategies)
    return new RunWatch(parts, rules)
  }

  private constructor(parts: RunWatchParts, rules: WatchRules) {
    const { strategies, instruments, portfolio } = parts
    this.#parts = parts
    this.#rules = rules
    this.results = new StrategyResults(strategies, instruments, portfolio)
    this.listeners = [this.results]
    this.controls = [{ name: 'trading state', control: allowedByState(this.state, lotsIn(portfolio)) }]
  }

  /** Whether the run goes on without a strategy that fails. */
  get supervises(): boolean {
    return this.#rules.breakers.STRATEGY_FAILED !== undefined
  }

  /** Monitors, breakers and their hands. */
  postTrade(feed: BarFeed, hands: Omit<FlatteningParts, 'portfolio' | 'state' | 'flattens'>): PostTrade {
    const { config, strategies, instruments, portfolio } = this.#parts
    const assets = assetsOf(instruments, portfolio)
    const executing = assets.map(({ id }) => seriesOf(feed, id))
    return new PostTrade({
      rules: this.#rules,
      state: this.state,
      results: this.results,
      flattening: new Flattening({ ...hands, portfolio, state: this.state, flattens: this.#rules.flattens }),
      returns: new SessionReturns(
        executing.map((one) => ({
          series: one.series,
          barsBy: (time) => one.barsBy(time),
          rate: (time, latest) => portfolio.rateNear(one.series.instrument.id, time, latest),
        })),
        SESSIONS,
      ),
      calendar: calendar(commonCalendar(instruments)),
      cash: config.cash,
      ...{ portfolio, assets, strategies },
    })
  }
}

/** Signed lots that strategies hold. */
export function lotsIn(portfolio: Portfolio): (strategy: string, instrument: string) => number {
  return (strategy, instrument) => portfolio.position(strategy, instrument).quantity
}

/** The first listing of an asset stands for it. */
function seriesOf(feed: BarFeed, asset: string): FeedSeries {
  return feed.series.find(({ executes, series }) => executes && assetOf(series.instrument) === asset) as FeedSeries
}

function refuseUnknownStrategies({ operator }: WatchRules, strategies: readonly string[]): void {
  for (const { strategy } of operator) {
    if (strategy === undefined || strategies.includes(strategy)) continue
    const hint = didYouMean(strategy, strategies) ?? `the run has ${strategies.join(', ')}`
    throw new BenchError('BAD_CONFIG', `operator: the run has no strategy '${strategy}'`, hint)
  }
}
