// What an engine is made of.

import type { DelayedVenue } from '../broker/simulated/delayed-venue.js'
import type { HostSlot, StrategyHost } from '../strategy/strategy-host.js'
import type { Liquidation } from './exposure/liquidation.js'
import type { InjectedPort, Inspector, RunInside } from './injection.js'
import type { Carry } from './market/carry.js'
import type { CorporateActions } from './market/corporate-actions.js'
import type { Seats } from './pipeline.js'
import type { Protection } from './protection/protection.js'
import type { EquityRecorder } from './records/equity-recorder.js'
import type { Seat } from './seats/seat.js'
import type { EngineEvent } from './time/engine-event.js'
import type { EventQueue } from './time/event-queue.js'
import type { MovingRun } from './time/moving-run.js'
import type { PredictionFeed } from './time/prediction-feed.js'
import type { Timers } from './time/timers.js'
import type { Connection } from './watch/connection.js'
import type { Reconciling } from './watch/reconciling.js'

/** A strategy at work: its host, its seats in the account, and its slot for each series of the feed. */
export interface SeatedStrategy {
  readonly host: StrategyHost
  readonly seats: Seats
  readonly slots: readonly HostSlot[]
  /** Parallel to `slots`. */
  readonly slotSeats: readonly Seat[]
}

export interface EngineParts extends RunInside {
  readonly queue: EventQueue<EngineEvent>
  readonly timers: Timers
  readonly strategies: readonly SeatedStrategy[]
  /** What carries messages to the venue and back; null where they arrive at once. */
  readonly delayed: DelayedVenue | null
  /** Null where nothing is put between us and the broker. */
  readonly port: InjectedPort | null
  readonly equity: EquityRecorder
  /** Null where the run has none to book. */
  readonly actions: CorporateActions | null
  /** Null where holding costs nothing, and in an account that is not liquidated. */
  readonly carry: Carry | null
  readonly liquidation: Liquidation | null
  /** Null where nothing has to carry a stop. */
  readonly protection: Protection | null
  /** Null where the run has none. */
  readonly predictions: PredictionFeed | null
  /** Null where our fills do not move the bars. */
  readonly moving: MovingRun | null
  /** Null where the broker cannot be lost. */
  readonly connection: Connection | null
  /** Null where no books are compared. */
  readonly reconciling: Reconciling | null
  /** Null where nobody looks on. */
  readonly inspector: Inspector | null
}
