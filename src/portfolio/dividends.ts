// Dividends between their ex-date and their pay date, soonest first.

import type { Micros } from '../model/money.js'
import type { EpochMs } from '../model/time.js'

export interface OwedDividend {
  readonly payTime: EpochMs
  /** The instrument's place in the portfolio. */
  readonly instrument: number
  /** The currency's place in the ledger. */
  readonly currency: number
  /** Above zero it comes to us, below zero we pay it in lieu. */
  readonly amount: Micros
}

export class OwedDividends {
  readonly #owed: OwedDividend[] = []

  /** When the next is paid; Infinity when none is owed. */
  get nextTime(): EpochMs {
    return this.#owed[0]?.payTime ?? Number.POSITIVE_INFINITY
  }

  add(dividend: OwedDividend): void {
    const later = this.#owed.findIndex((one) => one.payTime > dividend.payTime)
    this.#owed.splice(later < 0 ? this.#owed.length : later, 0, dividend)
  }

  /** Takes out what is due by a time. */
  due(time: EpochMs): OwedDividend[] {
    const later = this.#owed.findIndex((one) => one.payTime > time)
    return this.#owed.splice(0, later < 0 ? this.#owed.length : later)
  }
}
