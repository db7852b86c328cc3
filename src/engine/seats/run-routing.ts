// The stages before the sizer, as the config asks for them: virtual accounts, the governor, the market filters.

import { assetOf, type Instrument } from '../../model/instrument.js'
import type { OrderListener } from '../../model/order-listener.js'
import { AccountRouter } from '../../routing/account-router.js'
import { SlippageFilter } from '../../routing/filters/slippage.js'
import { SpreadFilter } from '../../routing/filters/spread.js'
import { StalenessFilter } from '../../routing/filters/staleness.js'
import { TradingWindow } from '../../routing/filters/trading-window.js'
import { VolatilityFilter } from '../../routing/filters/volatility.js'
import type { Gate } from '../../routing/gate.js'
import { Governor } from '../../routing/governor.js'
import { SessionTimes } from '../../routing/session-times.js'
import type { Stake } from '../../routing/virtual-account.js'
import type { SimulatedClock } from '../clock.js'
import type { BacktestConfig } from '../config/config.js'
import { type Filters, stalenessRule, volatilityRule, windowRule } from '../config/filter-config.js'
import { governorRules } from '../config/governor-config.js'
import { accountTerms } from '../config/virtual-account-config.js'
import { refuseEmptyWindow } from '../config/window-check.js'
import type { MarketHistories } from '../market/market-histories.js'
import { RunMarket } from '../market/run-market.js'
import type { Seats } from '../pipeline.js'
import type { BarFeed } from '../time/bar-feed.js'
import { StrategyBooks } from './strategy-books.js'

export interface RoutingParts {
  readonly config: BacktestConfig
  readonly strategies: readonly string[]
  readonly instruments: readonly Instrument[]
  readonly clock: SimulatedClock
  readonly feed: BarFeed
  readonly histories: MarketHistories
  /** The seats of every strategy, once the run is assembled. */
  readonly seats: () => readonly Seats[]
}

/** What stands before the sizer. */
export interface RunRouting {
  /** Null where each strategy is an account of its own. */
  readonly accounts: AccountRouter | null
  /** In the order they are asked. */
  readonly gates: readonly Gate[]
  readonly listeners: readonly OrderListener[]
}

export function routingOf(parts: RoutingParts): RunRouting {
  const { config, strategies, instruments, seats } = parts
  const sessions = new SessionTimes(instruments)
  const governor = config.governor === undefined ? [] : [new Governor(governorRules(config.governor), new StrategyBooks(seats), sessions)]
  const filters = config.filters === undefined ? [] : filtersOf(config.filters, parts, sessions)
  const accounts = config.accounts === undefined ? null : new AccountRouter(accountTerms(config.accounts, strategies), stakesOf(seats))
  const gates = [...governor, ...filters]
  return { accounts, gates, listeners: [...(accounts === null ? [] : [accounts]), ...gates] }
}

function filtersOf(filters: Filters, { clock, feed, histories, config }: RoutingParts, sessions: SessionTimes): Gate[] {
  const { window, staleAfter, spreadBps, slippageBps, volatility } = filters
  const market = new RunMarket(clock, feed, histories, config)
  if (window !== undefined) refuseEmptyWindow(windowRule(window), feed)
  return [
    window === undefined ? [] : [new TradingWindow(windowRule(window), sessions)],
    staleAfter === undefined ? [] : [new StalenessFilter(stalenessRule(staleAfter), market)],
    spreadBps === undefined ? [] : [new SpreadFilter(spreadBps, market)],
    slippageBps === undefined ? [] : [new SlippageFilter(slippageBps)],
    volatility === undefined ? [] : [new VolatilityFilter(volatilityRule(volatility))],
  ].flat()
}

/** One stake for each strategy and asset. */
function stakesOf(seats: () => readonly Seats[]): (strategy: string, instrument: string) => Stake {
  const known = new Map<string, Map<string, Stake>>()
  return (strategy, instrument) => {
    let stakes = known.get(strategy)
    if (stakes === undefined) {
      stakes = stakesIn(seats().find((one) => one.strategy === strategy) as Seats)
      known.set(strategy, stakes)
    }
    return stakes.get(instrument) as Stake
  }
}

function stakesIn({ strategy, byInstrument }: Seats): Map<string, Stake> {
  const all = [...byInstrument.values()]
  const ofAsset = new Map<string, Stake>()
  for (const { instrument, position } of all) {
    const asset = assetOf(instrument)
    const desks = all.filter((seat) => assetOf(seat.instrument) === asset).map(({ desk }) => desk)
    if (!ofAsset.has(asset)) ofAsset.set(asset, { strategy, asset, position, desks })
  }
  return new Map(all.map(({ instrument: { id, asset = id } }) => [id, ofAsset.get(asset) as Stake]))
}
