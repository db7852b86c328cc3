// The stages before the sizer, as the pipeline asks them: about what opens or adds, about what orders trigger, and about changes of such orders. Exits pass.

import type { Denial } from '../../model/denial.js'
import type { Order, OrderIntent, Side } from '../../model/order.js'
import type { OrderPrice } from '../../model/order-price.js'
import type { Signal } from '../../model/signal.js'
import type { EpochMs } from '../../model/time.js'
import type { OrderManager } from '../../orders/order-manager.js'
import { openingLegs } from '../../risk/opening-legs.js'
import type { Gate } from '../../routing/gate.js'
import type { Seat } from '../seats/seat.js'
import type { Plan } from './plan.js'
import { alone, mayGoAlone } from './plan-triggers.js'
import { isAt, isSame } from './same-order.js'

export class EntryGates {
  readonly #gates: readonly Gate[]
  readonly #orders: Pick<OrderManager, 'wish'>

  /** In the order they are asked. */
  constructor(gates: readonly Gate[], orders: Pick<OrderManager, 'wish'>) {
    this.#gates = gates
    this.#orders = orders
  }

  /** The plan that they let pass: as it is, without what an exit would trigger, or a denial. */
  passed(sized: Plan, seat: Seat, signal: Signal, time: EpochMs): Plan {
    if (this.#gates.length === 0 || this.#stands(sized)) return sized
    const denial = this.#judge(sized, seat, signal, time)
    if (denial === null) return sized
    if (sized.kind !== 'place' || !mayGoAlone(sized.intent)) return { kind: 'deny', denial }
    return { ...sized, intent: alone(sized.intent), refused: denial }
  }

  /** Every order that could open: the intent's own, unless it only reduces, and each that it triggers. `replaces` goes for it. */
  judgeOrder(intent: OrderIntent, replaces: Order | null, seat: Seat, signal: Signal, time: EpochMs): Denial | null {
    if (this.#gates.length === 0) return null
    const legs = openingLegs(intent)
    seat.replaces = replaces
    seat.begins = legs.length
    for (const { side, price } of legs) {
      const denial = this.#ask(side, price, seat, signal, time)
      if (denial !== null) return denial
    }
    return null
  }

  #judge(sized: Plan, seat: Seat, signal: Signal, time: EpochMs): Denial | null {
    if (sized.kind === 'place') return this.judgeOrder(sized.intent, sized.replaces, seat, signal, time)
    if (sized.kind !== 'amend' || sized.order.intent.reduceOnly) return null
    seat.replaces = null
    seat.begins = 0
    return this.#ask(sized.order.intent.side, sized.price, seat, signal, time)
  }

  /** Whether a plan asks for what works already: there is nothing to hold up. */
  #stands(sized: Plan): boolean {
    if (sized.kind === 'amend') return isAt(sized.order, sized.price)
    return sized.kind === 'place' && sized.replaces !== null && isSame(sized.replaces, this.#orders.wish(sized.replaces), sized.intent)
  }

  #ask(side: Side, price: OrderPrice, seat: Seat, signal: Signal, time: EpochMs): Denial | null {
    seat.side = side
    seat.orderPrice = price
    for (const gate of this.#gates) {
      const denial = gate.judge(signal, seat, time)
      if (denial !== null) return denial
    }
    return null
  }
}
