// The governor: how often a strategy may trade, how much it may have open, and when it has to pause. Its limits are for each strategy, over all its accounts.

import type { OrderEvent } from '../model/broker.js'
import type { Denial } from '../model/denial.js'
import type { Order, OrderIntent } from '../model/order.js'
import type { RoundTrip } from '../model/round-trip.js'
import type { Signal } from '../model/signal.js'
import type { EpochMs } from '../model/time.js'
import { CoolDown, type CoolDownRule } from './cool-down.js'
import { DailyTrades } from './daily-trades.js'
import type { Gate, GateSeat } from './gate.js'
import { OpenPositions } from './open-positions.js'
import type { SessionTimes } from './session-times.js'
import type { StrategyBook } from './strategy-book.js'
import { Throttle, type ThrottleRule } from './throttle.js'

/** What it limits; null limits nothing. */
export interface GovernorRules {
  readonly coolDown: CoolDownRule | null
  readonly dailyTrades: number | null
  readonly maxOpenPositions: number | null
  readonly throttle: ThrottleRule | null
}

export class Governor implements Gate {
  /** In the order they are asked: what lasts longest first. */
  readonly #gates: readonly Gate[]

  constructor({ coolDown, dailyTrades, maxOpenPositions, throttle }: GovernorRules, book: StrategyBook, sessions: SessionTimes) {
    this.#gates = [
      coolDown === null ? [] : [new CoolDown(coolDown, sessions)],
      dailyTrades === null ? [] : [new DailyTrades(dailyTrades, book, sessions)],
      maxOpenPositions === null ? [] : [new OpenPositions(maxOpenPositions, book)],
      throttle === null ? [] : [new Throttle(throttle)],
    ].flat()
  }

  judge(signal: Signal, seat: GateSeat, time: EpochMs): Denial | null {
    for (const gate of this.#gates) {
      const denial = gate.judge(signal, seat, time)
      if (denial !== null) return denial
    }
    return null
  }

  sent(intent: OrderIntent, isChange: boolean, time: EpochMs): void {
    for (const gate of this.#gates) gate.sent?.(intent, isChange, time)
  }

  heard(event: OrderEvent, order: Order, time: EpochMs): void {
    for (const gate of this.#gates) gate.heard?.(event, order, time)
  }

  closed(trip: RoundTrip, time: EpochMs): void {
    for (const gate of this.#gates) gate.closed?.(trip, time)
  }
}
