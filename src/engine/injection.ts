// What may be put between the parts of a run: around its port to the broker, around its strategies, and beside it to look on. A plain run has none of it.

import type { DropCopy } from '../broker/simulated/drop-copy.js'
import type { SimulatedBroker } from '../broker/simulated/simulated-broker.js'
import type { BarSeries } from '../model/bar.js'
import type { Broker, BrokerEvent, OrderEvent, Revision } from '../model/broker.js'
import type { EpochMs } from '../model/time.js'
import type { OrderManager } from '../orders/order-manager.js'
import type { Portfolio } from '../portfolio/portfolio.js'
import type { Strategy } from '../strategy/define-strategy.js'
import type { IsolatedSource } from '../strategy/isolated/isolated-source.js'
import type { StrategyHost } from '../strategy/strategy-host.js'
import type { SimulatedClock } from './clock.js'
import type { BacktestConfig } from './config/config.js'
import type { Pipeline } from './pipeline.js'
import type { RunLog } from './records/run-log.js'
import type { BarFeed } from './time/bar-feed.js'
import type { PostTrade } from './watch/post-trade.js'

export interface Injection {
  /** What of it the run's config is to keep, and its hash to be over. */
  readonly config?: Readonly<Record<string, unknown>> | undefined
  /** Takes the place of the port to the broker. */
  readonly port?: ((line: BrokerLine) => InjectedPort) | undefined
  /** Takes the place of a strategy's host. */
  readonly host?: ((host: StrategyHost, start: StartHost) => StrategyHost) | undefined
  /** Looks on from the first bar to the last. */
  readonly inspect?: ((run: RunInside) => Inspector) | undefined
}

/** The line to the broker that a port stands on. */
export interface BrokerLine {
  readonly broker: Broker
  /** The venue's own books: who takes the venue's words notes them here. */
  readonly copy: DropCopy
  readonly clock: { readonly now: EpochMs }
  /** Has the venue take an execution back, or have it be another, and say so: who holds what there follows. */
  revise(revision: Revision): void
  /** Has the venue leave an order as it is beside what its next change makes of it. */
  leaveTwin(clientOrderId: number): void
  /** Has the engine hear a word of the broker, at a time that is not over. */
  deliver(event: BrokerEvent, time: EpochMs): void
}

/** A port that passes on what it is given, as it is or otherwise. */
export interface InjectedPort extends Broker {
  /** Has come about what was to by a time, before the venue matches what trades at it. */
  before(time: EpochMs): void
  /** Takes what the broker says, and when it would be heard. */
  heard(event: OrderEvent, time: EpochMs): void
}

/** A strategy that comes in the place of another. */
export interface Substitute {
  readonly strategy: Strategy
  readonly params: Readonly<Record<string, unknown>>
  readonly isolated?: IsolatedSource | undefined
  /** Where it runs, whatever the config has for all. */
  readonly isolate?: 'none' | 'worker' | undefined
}

/** Starts another strategy in the place of a host: under its name, with its positions and its random stream. */
export type StartHost = (substitute: Substitute) => StrategyHost

/** The parts of a run as it goes on. Who looks on changes nothing. */
export interface RunInside {
  readonly config: BacktestConfig
  readonly clock: SimulatedClock
  readonly feed: BarFeed
  /** Currency pairs that only convert. */
  readonly rates: readonly BarSeries[]
  readonly broker: SimulatedBroker
  readonly orders: OrderManager
  readonly portfolio: Portfolio
  readonly pipeline: Pipeline
  readonly log: RunLog
  /** Null where nothing is watched. */
  readonly postTrade: PostTrade | null
}

export interface Inspector {
  /** After a word of the broker has been taken in: of a fill, the ledger has booked it. */
  afterEvent(event: BrokerEvent, time: EpochMs): void
  /** After everything of one time. */
  afterTime(time: EpochMs): void
  /** After the last of the run. */
  atEnd(): void
}
