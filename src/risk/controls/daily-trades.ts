// How many entries a strategy makes in a session: those that filled, and those that work and could.

import type { OrderEvent } from '../../model/broker.js'
import type { Denial } from '../../model/denial.js'
import type { Order, OrderIntent } from '../../model/order.js'
import type { OrderListener } from '../../model/order-listener.js'
import type { IsoDate } from '../../model/time.js'
import { onlyReduces } from '../account-model.js'
import { isBound, limitMissing } from '../bound.js'
import type { RiskLimits } from '../limits.js'
import type { RiskFacts } from '../risk-facts.js'

interface Day {
  date: IsoDate
  trades: number
}

/** An order that fills in parts is one trade. The session is the trading date of the instrument. */
export class DailyTrades implements OrderListener {
  readonly #limit: RiskLimits['dailyTrades']
  readonly #facts: RiskFacts
  readonly #days = new Map<string, Day>()

  constructor({ dailyTrades }: Pick<RiskLimits, 'dailyTrades'>, facts: RiskFacts) {
    this.#limit = dailyTrades
    this.#facts = facts
  }

  readonly control = (intent: OrderIntent): Denial | null => {
    if (onlyReduces(intent)) return null
    if (!isBound(this.#limit)) return limitMissing('dailyTrades')
    const { strategy, instrument } = intent
    const wouldBe = this.#today(strategy, instrument).trades + this.#facts.openingOrders(strategy) + this.#own
    return wouldBe <= this.#limit ? null : { code: 'DAILY_TRADES', context: { would_be: wouldBe, limit: this.#limit } }
  }

  heard(event: OrderEvent, { intent, filledQuantity }: Order): void {
    if (event.kind !== 'filled' || filledQuantity > event.fill.quantity || onlyReduces(intent)) return
    this.#today(intent.strategy, intent.instrument).trades++
  }

  /** The intent itself; a change of an order that has filled in part is counted already. */
  get #own(): number {
    const { isChange, replaces } = this.#facts
    return isChange && replaces !== null && replaces.filledQuantity > 0 ? 0 : 1
  }

  /** Dates only go forward: where instruments differ the latest counts. */
  #today(strategy: string, instrument: string): Day {
    const date = this.#facts.sessionOf(instrument)
    const known = this.#days.get(strategy)
    if (known === undefined) {
      const first = { date, trades: 0 }
      this.#days.set(strategy, first)
      return first
    }
    if (date > known.date) {
      known.date = date
      known.trades = 0
    }
    return known
  }
}
