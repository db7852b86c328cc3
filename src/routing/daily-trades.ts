// How many trades a strategy begins in a session: orders that opened or added, and those that still may.

import type { OrderEvent } from '../model/broker.js'
import { DailyTradeCount, unlessWithin } from '../model/daily-trade-count.js'
import type { Denial } from '../model/denial.js'
import { isFirstFill } from '../model/first-fill.js'
import type { Order } from '../model/order.js'
import type { Signal } from '../model/signal.js'
import type { EpochMs } from '../model/time.js'
import type { Gate, GateSeat } from './gate.js'
import type { SessionTimes } from './session-times.js'
import type { StrategyBook } from './strategy-book.js'

/** An order counts once it fills, on the trading date of its first fill; one that works counts as if it had. */
export class DailyTrades implements Gate {
  readonly #limit: number
  readonly #book: StrategyBook
  readonly #sessions: SessionTimes
  readonly #begun = new DailyTradeCount()

  constructor(limit: number, book: StrategyBook, sessions: SessionTimes) {
    this.#limit = limit
    this.#book = book
    this.#sessions = sessions
  }

  judge(_signal: Signal, { strategy, instrument, replaces, begins, notes }: GateSeat, time: EpochMs): Denial | null {
    const begun = this.#begun.on(strategy, this.#sessions.dateOf(instrument.id, time))
    const trades = begun + this.#book.openingOrders(strategy, replaces) + begins
    notes?.note('trades', trades)
    return unlessWithin(trades, this.#limit)
  }

  heard(event: OrderEvent, order: Order): void {
    const { strategy, instrument, reduceOnly } = order.intent
    if (reduceOnly || !isFirstFill(event, order)) return
    this.#begun.begin(strategy, this.#sessions.dateOf(instrument, event.fill.time))
  }
}
