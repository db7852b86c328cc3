// How many trades each strategy has begun on its trading date: the governor and pre-trade risk hold their limits to the same count.

import type { Denial } from './denial.js'
import type { IsoDate } from './time.js'

interface Day {
  date: IsoDate
  trades: number
}

export function unlessWithin(wouldBe: number, limit: number): Denial | null {
  return wouldBe <= limit ? null : { code: 'DAILY_TRADES', context: { would_be: wouldBe, limit } }
}

/** Dates only go forward: where the instruments of a strategy have days of their own the latest counts. */
export class DailyTradeCount {
  readonly #days = new Map<string, Day>()

  /** On a trading date; on one before the last on which a trade began it is that of the last. */
  on(strategy: string, date: IsoDate): number {
    const day = this.#days.get(strategy)
    return day !== undefined && day.date >= date ? day.trades : 0
  }

  begin(strategy: string, date: IsoDate): void {
    const day = this.#days.get(strategy)
    if (day === undefined) this.#days.set(strategy, { date, trades: 1 })
    else if (date > day.date) {
      day.date = date
      day.trades = 1
    } else day.trades++
  }
}
