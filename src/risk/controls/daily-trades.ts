// How many entries a strategy makes in a session: those that filled, and those that work and could.

import type { OrderEvent } from '../../model/broker.js'
import { DailyTradeCount, unlessWithin } from '../../model/daily-trade-count.js'
import type { Denial } from '../../model/denial.js'
import { isFirstFill } from '../../model/first-fill.js'
import type { Order, OrderIntent } from '../../model/order.js'
import type { OrderListener } from '../../model/order-listener.js'
import { onlyReduces } from '../account-model.js'
import { isBound, limitMissing } from '../bound.js'
import type { RiskLimits } from '../limits.js'
import { openingLegs } from '../opening-legs.js'
import type { RiskFacts } from '../risk-facts.js'

/** An order that fills in parts is one trade. The session is the trading date of the instrument. */
export class DailyTrades implements OrderListener {
  readonly #limit: RiskLimits['dailyTrades']
  readonly #facts: RiskFacts
  readonly #begun = new DailyTradeCount()

  constructor({ dailyTrades }: Pick<RiskLimits, 'dailyTrades'>, facts: RiskFacts) {
    this.#limit = dailyTrades
    this.#facts = facts
  }

  readonly control = (intent: OrderIntent): Denial | null => {
    if (onlyReduces(intent)) return null
    if (!isBound(this.#limit)) return limitMissing('dailyTrades')
    const { strategy, instrument } = intent
    const begun = this.#begun.on(strategy, this.#facts.sessionOf(instrument))
    // A change begins nothing: the order is counted already.
    const begins = this.#facts.isChange ? 0 : openingLegs(intent).length
    const trades = begun + this.#facts.openingOrders(strategy) + begins
    this.#facts.notes?.note('limitTrades', trades)
    return unlessWithin(trades, this.#limit)
  }

  heard(event: OrderEvent, order: Order): void {
    const { intent } = order
    if (intent.reduceOnly || !isFirstFill(event, order)) return
    this.#begun.begin(intent.strategy, this.#facts.sessionOf(intent.instrument))
  }
}
