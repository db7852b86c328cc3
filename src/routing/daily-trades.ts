// How many trades a strategy begins in a session: orders that opened or added, and those that still may.

import type { OrderEvent } from '../model/broker.js'
import type { Denial } from '../model/denial.js'
import type { Order } from '../model/order.js'
import type { Signal } from '../model/signal.js'
import type { EpochMs, IsoDate } from '../model/time.js'
import type { Gate, GateSeat } from './gate.js'
import type { SessionTimes } from './session-times.js'
import type { StrategyBook } from './strategy-book.js'

interface Day {
  date: IsoDate
  trades: number
}

/** An order counts once it fills, on the trading date of its first fill; one that works counts as if it had. */
export class DailyTrades implements Gate {
  readonly #limit: number
  readonly #book: StrategyBook
  readonly #sessions: SessionTimes
  readonly #days = new Map<string, Day>()

  constructor(limit: number, book: StrategyBook, sessions: SessionTimes) {
    this.#limit = limit
    this.#book = book
    this.#sessions = sessions
  }

  judge(signal: Signal, { strategy, instrument }: GateSeat, time: EpochMs): Denial | null {
    const day = this.#days.get(strategy)
    const begun = day !== undefined && day.date >= this.#sessions.dateOf(instrument.id, time) ? day.trades : 0
    const waiting = this.#book.waitingEntries(strategy, instrument.id, signal.tag ?? '')
    if (begun + waiting < this.#limit) return null
    return { code: 'DAILY_TRADES', context: { trades: begun, waiting, limit: this.#limit } }
  }

  heard(event: OrderEvent, { intent, filledQuantity }: Order): void {
    if (event.kind !== 'filled' || intent.reduceOnly || filledQuantity > event.fill.quantity) return
    const date = this.#sessions.dateOf(intent.instrument, event.fill.time)
    const day = this.#days.get(intent.strategy)
    if (day === undefined) this.#days.set(intent.strategy, { date, trades: 1 })
    // Of markets with days of their own the later date stands.
    else if (date > day.date) Object.assign(day, { date, trades: 1 })
    else day.trades++
  }
}
