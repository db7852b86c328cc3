// What an engine is made of.

import type { DelayedVenue } from '../broker/simulated/delayed-venue.js'
import type { SimulatedBroker } from '../broker/simulated/simulated-broker.js'
import type { Portfolio } from '../portfolio/portfolio.js'
import type { HostSlot, StrategyHost } from '../strategy/strategy-host.js'
import type { BarFeed } from './bar-feed.js'
import type { Carry } from './carry.js'
import type { SimulatedClock } from './clock.js'
import type { CorporateActions } from './corporate-actions.js'
import type { EngineEvent } from './engine-event.js'
import type { EquityRecorder } from './equity-recorder.js'
import type { EventQueue } from './event-queue.js'
import type { Liquidation } from './liquidation.js'
import type { MovingRun } from './moving-run.js'
import type { Pipeline, Seats } from './pipeline.js'
import type { PostTrade } from './post-trade.js'
import type { PredictionFeed } from './prediction-feed.js'
import type { Protection } from './protection.js'
import type { Seat } from './seat.js'
import type { Timers } from './timers.js'

/** A strategy at work: its host, its seats in the account, and its slot for each series of the feed. */
export interface SeatedStrategy {
  readonly host: StrategyHost
  readonly seats: Seats
  readonly slots: readonly HostSlot[]
  /** Parallel to `slots`. */
  readonly slotSeats: readonly Seat[]
}

export interface EngineParts {
  readonly clock: SimulatedClock
  readonly feed: BarFeed
  readonly queue: EventQueue<EngineEvent>
  readonly timers: Timers
  readonly strategies: readonly SeatedStrategy[]
  readonly broker: SimulatedBroker
  /** What carries messages to the venue and back; null where they arrive at once. */
  readonly delayed: DelayedVenue | null
  readonly portfolio: Portfolio
  readonly pipeline: Pipeline
  readonly equity: EquityRecorder
  /** Null where the run has none to book. */
  readonly actions: CorporateActions | null
  /** Null where holding costs nothing, and in an account that is not liquidated. */
  readonly carry: Carry | null
  readonly liquidation: Liquidation | null
  /** Null where nothing has to carry a stop. */
  readonly protection: Protection | null
  /** Monitors and breakers; null where nothing is watched. */
  readonly postTrade: PostTrade | null
  /** Null where the run has none. */
  readonly predictions: PredictionFeed | null
  /** Null where our fills do not move the bars. */
  readonly moving: MovingRun | null
}
