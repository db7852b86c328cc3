// FIA 3.2: a strategy whose orders fill on one side again and again within a window is stopped until a person lets it go on.

import type { Breach } from '../../model/breach.js'
import type { OrderEvent } from '../../model/broker.js'
import type { Denial } from '../../model/denial.js'
import { isFirstFill } from '../../model/first-fill.js'
import type { Order, OrderIntent, OrderRole } from '../../model/order.js'
import type { OrderListener } from '../../model/order-listener.js'
import { type EpochMs, SECOND_MS } from '../../model/time.js'
import { RecentTimes } from '../../std/recent-times.js'
import { onlyReduces } from '../account-model.js'
import { limitMissing } from '../bound.js'
import { BySeat } from '../by-seat.js'
import type { RiskLimits } from '../limits.js'

/** What nobody's strategy decided. */
const ofTheSystem: ReadonlySet<OrderRole> = new Set<OrderRole>(['liquidation', 'corporate-action', 'end-of-data', 'flatten'])

interface Fills {
  readonly buy: RecentTimes
  readonly sell: RecentTimes
}

/** Orders are counted as they fill for the first time: one that fills in many parts is one. By strategy, instrument and side. */
export class RepeatedExecutions implements OrderListener {
  readonly #limit: RiskLimits['repeatedExecutions']
  readonly #raise: (breach: Breach) => void
  readonly #fills: BySeat<Fills>

  constructor({ repeatedExecutions }: Pick<RiskLimits, 'repeatedExecutions'>, raise: (breach: Breach) => void) {
    this.#limit = repeatedExecutions
    this.#raise = raise
    const { count, seconds } =
      typeof repeatedExecutions === 'object' && repeatedExecutions !== null ? repeatedExecutions : { count: 1, seconds: 1 }
    const times = (): RecentTimes => new RecentTimes(count, seconds * SECOND_MS)
    this.#fills = new BySeat(() => ({ buy: times(), sell: times() }))
  }

  /** The breach stops the strategy; asked before the trade there is only whether the limit is there. */
  readonly control = (intent: OrderIntent): Denial | null =>
    (typeof this.#limit === 'object' && this.#limit !== null) || onlyReduces(intent) ? null : limitMissing('repeatedExecutions')

  heard(event: OrderEvent, order: Order, time: EpochMs): void {
    if (typeof this.#limit !== 'object' || this.#limit === null || !isFirstFill(event, order)) return
    const { strategy, instrument, side, role } = order.intent
    if (ofTheSystem.has(role)) return
    const fills = this.#fills.get(strategy, instrument)[side]
    fills.note(time)
    if (fills.hasRoom(1, time)) return
    fills.clear()
    const { count, seconds } = this.#limit
    this.#raise({
      code: 'REPEATED_EXECUTION',
      severity: 'critical',
      strategy,
      instrument,
      time,
      context: { instrument, side, fills: count, window_s: seconds },
    })
  }
}
