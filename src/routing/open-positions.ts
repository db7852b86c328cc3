// How many positions a strategy has open at once, those that working orders would open among them.

import type { Denial } from '../model/denial.js'
import type { Signal } from '../model/signal.js'
import type { Gate, GateSeat } from './gate.js'
import type { StrategyBook } from './strategy-book.js'

export class OpenPositions implements Gate {
  readonly #limit: number
  readonly #book: StrategyBook

  constructor(limit: number, book: StrategyBook) {
    this.#limit = limit
    this.#book = book
  }

  /** Adding to an open position opens no other one. */
  judge(_signal: Signal, { strategy, instrument, position, notes }: GateSeat): Denial | null {
    if (!position.isFlat) {
      notes?.note('heldLots', position.quantity)
      return null
    }
    const open = this.#book.othersOpen(strategy, instrument.id)
    notes?.note('othersOpen', open)
    return open < this.#limit ? null : { code: 'MAX_OPEN_POSITIONS', context: { open, limit: this.#limit } }
  }
}
