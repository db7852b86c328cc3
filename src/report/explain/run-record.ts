// What had happened before a decision, counted from the records of a run: messages, entries, open positions, losses in a row.

import { calendar } from '../../data/calendar/calendar.js'
import type { DecisionRecord } from '../../model/decision.js'
import type { Fill } from '../../model/fill.js'
import type { CalendarId } from '../../model/instrument.js'
import { isTerminal, sign } from '../../model/order.js'
import type { RunResult } from '../../model/run.js'
import type { EpochMs } from '../../model/time.js'

export class RunRecord {
  readonly #result: RunResult
  readonly #firstFills = new Map<number, EpochMs>()
  /** The decision that placed each order. */
  readonly #placedBy = new Map<number, number>()

  constructor(result: RunResult) {
    this.#result = result
    for (const { clientOrderId, time } of result.fills) if (!this.#firstFills.has(clientOrderId)) this.#firstFills.set(clientOrderId, time)
    for (const { verdict, orderId, sequence } of result.decisions ?? [])
      if (verdict === 'approved' && orderId !== null) this.#placedBy.set(orderId, sequence)
  }

  /** What the strategy had sent within a stretch of time before a decision; in one instrument only, where it is named, else what opens or adds in any. */
  sentBefore({ time, sequence, strategy }: DecisionRecord, windowMs: number, instrument: string | null): number {
    const isSent = (one: DecisionRecord): boolean =>
      one.sequence < sequence &&
      one.time > time - windowMs &&
      one.strategy === strategy &&
      (one.verdict === 'approved' || one.verdict === 'amended') &&
      (instrument === null ? one.intent?.reduceOnly !== true : one.instrument === instrument)
    return this.#result.decisions?.filter(isSent).length ?? 0
  }

  /** Orders of the strategy that opened or added in the session of a decision, those that worked then among them. */
  tradesInSession({ time, sequence, strategy }: DecisionRecord, calendarId: CalendarId): number {
    const days = calendar(calendarId)
    const today = days.sessionDate(time)
    return this.#result.orders.filter((order) => {
      if (order.intent.strategy !== strategy || order.intent.reduceOnly || order.createdAt > time) return false
      if (order.createdAt === time && !((this.#placedBy.get(order.clientOrderId) ?? sequence) < sequence)) return false
      const filled = this.#firstFills.get(order.clientOrderId)
      if (filled !== undefined && filled <= time) return days.sessionDate(filled) === today
      return !isTerminal(order.status) || order.updatedAt > time
    }).length
  }

  /** Instruments in which the strategy held something at a decision. */
  openPositions({ time, strategy }: DecisionRecord): number {
    const held = new Map<string, number>()
    for (const { instrument, side, quantity } of this.#fillsOf(strategy, time))
      held.set(instrument, (held.get(instrument) ?? 0) + sign(side) * quantity)
    return [...held.values()].filter((lots) => lots !== 0).length
  }

  /** Round trips of the strategy that lost, since the last one that did not. */
  lossesInARow({ time, strategy }: DecisionRecord): number {
    const trips = this.#result.roundTrips.filter((trip) => trip.strategy === strategy && trip.exitTime <= time)
    const won = trips.findLastIndex(({ pnl }) => pnl >= 0)
    return trips.length - 1 - won
  }

  #fillsOf(strategy: string, time: EpochMs): readonly Fill[] {
    return this.#result.fills.filter((fill) => fill.strategy === strategy && fill.time <= time)
  }
}
