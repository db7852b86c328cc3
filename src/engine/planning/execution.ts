// The second half of a decision's way: pre-trade risk, then the order manager.

import type { Approved } from '../../model/approved.js'
import type { OrderChange } from '../../model/broker.js'
import type { SizeCut } from '../../model/decision.js'
import type { Denial } from '../../model/denial.js'
import type { Order, OrderIntent } from '../../model/order.js'
import type { OrderListener } from '../../model/order-listener.js'
import type { OrderPrice } from '../../model/order-price.js'
import type { Signal } from '../../model/signal.js'
import type { EpochMs } from '../../model/time.js'
import type { OrderManager } from '../../orders/order-manager.js'
import { approve, approveChange, type RiskProfile } from '../../risk/approve.js'
import type { AccountState } from '../../risk/control.js'
import type { Commitments } from '../exposure/commitments.js'
import { groupKey } from '../exposure/group-key.js'
import type { RunFacts } from '../exposure/risk-facts.js'
import type { RunLog } from '../records/run-log.js'
import type { Seat } from '../seats/seat.js'
import { about, type Outcomes } from './outcomes.js'
import type { PlacePlan, Plan } from './plan.js'
import { alone, mayGoAlone } from './plan-triggers.js'
import { isAt, isModifiable, isSame } from './same-order.js'
import { type Decision, remainder, type Successor, type Waiting, withinHeld } from './waiting.js'

export interface ExecutionParts {
  readonly profile: RiskProfile
  /** For closes that the system itself sends. */
  readonly closing: RiskProfile
  readonly commitments: Commitments
  /** What controls with a limit ask; null where there is none. */
  readonly facts: RunFacts | null
  readonly orders: OrderManager
  readonly log: RunLog
  /** They hear of every order in the order they stand here. */
  readonly listeners: readonly OrderListener[]
}

/** What stands before the sizer, asked about an order that waited. */
type Hold = (seat: Seat, signal: Signal, intent: OrderIntent) => Denial | null

/** A change of a working order, and the order that it makes. */
interface Amendment {
  readonly working: Order
  readonly change: OrderChange
  readonly becomes: OrderIntent
  readonly cut?: SizeCut | undefined
}

export class Execution {
  readonly #outcomes: Outcomes
  readonly #parts: ExecutionParts
  readonly #waiting: Waiting

  constructor(parts: ExecutionParts, outcomes: Outcomes, waiting: Waiting) {
    this.#parts = parts
    this.#outcomes = outcomes
    this.#waiting = waiting
  }

  /** Pre-trade risk, then the order manager. Answers the order that stands for the plan now, if any. */
  execute(seat: Seat, signal: Signal, sized: Plan, time: EpochMs, released: number): Order | null {
    switch (sized.kind) {
      case 'deny':
        return this.#outcomes.deny(seat, signal, time, sized.denial)
      case 'cancel':
        this.#outcomes.log(seat, signal, time, { verdict: sized.orders.length > 0 ? 'canceled' : 'unchanged', ...about(sized.orders) })
        for (const one of sized.orders) this.#cancel(one, time, 'the strategy canceled it')
        return null
      case 'make-way':
        return this.#makeWay(seat, signal, sized.orders, time)
      case 'amend':
        return this.#amend(seat, signal, sized.order, sized.price, null, null, time)
      case 'place':
        return this.#place(seat, signal, sized, time, released)
    }
  }

  /** Cancels what stands in a signal's way, with all that was to follow on it; the signal goes on once that has ended. */
  #makeWay(seat: Seat, signal: Signal, orders: readonly Order[], time: EpochMs): null {
    this.#outcomes.log(seat, signal, time, { verdict: 'canceled', ...about(orders) })
    for (const { clientOrderId } of orders) this.#supersede(this.#waiting.takeSuccessor(clientOrderId), time)
    this.#waiting.standBy(new Set(orders.map(({ clientOrderId }) => clientOrderId)), { seat, signal, decidedAt: seat.decidedAt })
    for (const one of orders) this.#cancel(one, time, 'it makes way for another exit')
    return null
  }

  #place(seat: Seat, signal: Signal, sized: PlacePlan, time: EpochMs, released: number): Order | null {
    const { intent, replaces, cut, refused } = sized
    if (refused !== undefined) this.#outcomes.deny(seat, signal, time, refused)
    if (replaces !== null && isSame(replaces, this.#parts.orders.wish(replaces), intent)) {
      this.#outcomes.log(seat, signal, time, { verdict: 'unchanged', intent, order: replaces, cut })
      return replaces
    }
    if (replaces !== null && isModifiable(replaces, intent)) {
      const lots = 'lots' in intent.quantity ? intent.quantity.lots : null
      return this.#amend(seat, signal, replaces, intent.price, lots, intent, time, cut)
    }
    const account = this.#judge(seat, intent, replaces, released)
    const verdict = approve(intent, account, seat.instrument, this.#parts.profile)
    if (verdict.denial !== undefined) {
      this.#outcomes.deny(seat, signal, time, verdict.denial, { intent, account, cut })
      return mayGoAlone(intent) ? this.#place(seat, signal, { ...sized, intent: alone(intent) }, time, released) : null
    }
    this.#outdate(intent, time)
    if (replaces === null) {
      const order = this.#send(seat, verdict.approved, time)
      this.#outcomes.log(seat, signal, time, { verdict: 'approved', intent, order, account, cut })
      return order
    }
    const { clientOrderId, filledQuantity } = replaces
    const sequence = this.#outcomes.log(seat, signal, time, { verdict: 'approved', intent, account, cut, others: [clientOrderId] })
    const { decidedAt } = seat
    this.#waiting.replace({ replaces, seat, signal, decidedAt, intent, sequence, filledBefore: filledQuantity })
    this.#cancel(replaces, time, 'the strategy replaced it')
    return replaces
  }

  #amend(
    seat: Seat,
    signal: Signal,
    working: Order,
    price: OrderPrice,
    lots: number | null,
    intent: OrderIntent | null,
    time: EpochMs,
    cut?: SizeCut,
  ): Order | null {
    const { orders } = this.#parts
    const leaves = working.quantity - working.filledQuantity
    if (isAt(working, price) && (lots === null || lots === leaves)) {
      this.#outcomes.log(seat, signal, time, { verdict: 'unchanged', intent, order: working, cut })
      return working
    }
    const change: OrderChange = { clientOrderId: working.clientOrderId, price, quantity: lots }
    // A notional has no lots before it fills.
    const isUnsized = 'notional' in working.intent.quantity && working.filledQuantity === 0
    // Without a word on lots it becomes as many as a change under way may make of it.
    const quantity = isUnsized ? working.intent.quantity : { lots: lots ?? orders.mostLeft(working) }
    const becomes: OrderIntent = { ...working.intent, price, quantity, closing: orders.closingLeft(working), children: [] }
    return this.#change(seat, signal, { working, change, becomes, cut }, this.#parts.profile, time)
  }

  /** Asks for a change of a working order, if the profile lets the order that it makes pass; answers the order then. */
  #change(seat: Seat, signal: Signal, { working, change, becomes, cut }: Amendment, profile: RiskProfile, time: EpochMs): Order | null {
    const account = this.#judge(seat, becomes, working, 0, true)
    const verdict = approveChange(change, becomes, account, seat.instrument, profile)
    if (verdict.denial !== undefined) return this.#outcomes.deny(seat, signal, time, verdict.denial, { intent: becomes, account, cut })
    this.#outcomes.log(seat, signal, time, { verdict: 'amended', intent: becomes, order: working, account, cut })
    this.#parts.orders.modify(working, verdict.approved, time)
    for (const listener of this.#parts.listeners) listener.sent?.(becomes, true, time)
    return working
  }

  /** A close that nobody signalled and the system sends: approved like every order, by a profile that lets nothing else pass. */
  close(seat: Seat, intent: OrderIntent, time: EpochMs): Order | null {
    const signal: Signal = { kind: 'exit', reason: intent.reason }
    const account = this.#judge(seat, intent, null, 0)
    const verdict = approve(intent, account, seat.instrument, this.#parts.closing)
    if (verdict.denial !== undefined) return this.#outcomes.deny(seat, signal, time, verdict.denial, { intent, account })
    const order = this.#send(seat, verdict.approved, time)
    this.#outcomes.log(seat, signal, time, { verdict: 'approved', intent, order, account })
    return order
  }

  /** Gives an order of a close other lots to fill, by the same profile. Answers whether it was approved. */
  resize(seat: Seat, working: Order, lots: number, time: EpochMs): boolean {
    const change: OrderChange = {
      clientOrderId: working.clientOrderId,
      price: working.price,
      quantity: this.#parts.orders.wholeLots(working, lots),
    }
    const becomes: OrderIntent = { ...working.intent, price: working.price, quantity: { lots }, children: [] }
    const signal: Signal = { kind: 'amend', reason: becomes.reason }
    return this.#change(seat, signal, { working, change, becomes }, this.#parts.closing, time) !== null
  }

  #send({ desk }: Seat, intent: Approved<OrderIntent>, time: EpochMs): Order {
    const order = this.#parts.orders.place(intent, time, desk)
    for (const listener of this.#parts.listeners) listener.sent?.(intent, false, time)
    return order
  }

  #cancel(working: Order, time: EpochMs, why: string): void {
    if (working.status !== 'pending-cancel') this.#parts.orders.cancel(working, time, why)
  }

  /**
   * Places the replacement of an order that was canceled, judged again, by `hold` too: account and market may have changed while the cancel was under way.
   */
  succeed(order: Order, time: EpochMs, hold: Hold): Order | null {
    const successor = this.#waiting.takeSuccessor(order.clientOrderId)
    if (successor === undefined) return null
    const { seat, decidedAt } = successor
    const left = order.status === 'canceled' ? remainder(successor, order) : null
    const intent = left === null ? null : withinHeld(left, seat.position.quantity)
    if (intent === null) {
      // It filled or expired before the cancel reached it, or what it was to close is gone: a second order would be one too many.
      this.#supersede(successor, time)
      return null
    }
    seat.decidedAt = decidedAt
    return this.#placeSuccessor(successor, intent, hold, time)
  }

  /** An order will not be canceled: what stood by for that alone does not go. Answers what goes on in the room that others have made. */
  keep(order: Order, time: EpochMs): readonly Decision[] {
    const { ready, dropped } = this.#waiting.takeRefused(order.clientOrderId)
    for (const { seat, signal } of dropped) this.#outcomes.log(seat, signal, time, { verdict: 'superseded' })
    return ready
  }

  /** What still waits under the same key has been said anew: it would be one too many too. */
  #outdate(intent: OrderIntent, time: EpochMs): void {
    for (const successor of this.#waiting.takeOutdated(intent)) this.#supersede(successor, time)
  }

  #supersede(successor: Successor | undefined, time: EpochMs): void {
    if (successor === undefined) return
    const { seat, signal, intent, replaces } = successor
    this.#outcomes.log(seat, signal, time, { verdict: 'superseded', intent, others: [replaces.clientOrderId] })
  }

  #placeSuccessor(successor: Successor, intent: OrderIntent, hold: Hold, time: EpochMs): Order | null {
    const { seat, signal, sequence, replaces } = successor
    const held = hold(seat, signal, intent)
    const account = this.#judge(seat, intent, null, 0)
    const verdict = held === null ? approve(intent, account, seat.instrument, this.#parts.profile) : { denial: held }
    if (verdict.denial !== undefined) {
      this.#outcomes.deny(seat, signal, time, verdict.denial, {
        intent,
        account: held === null ? account : undefined,
        others: [replaces.clientOrderId],
      })
      return mayGoAlone(intent) ? this.#placeSuccessor(successor, alone(intent), hold, time) : null
    }
    const placed = this.#send(seat, verdict.approved, time)
    // What the order before it has filled since then is left out: the log has that order too.
    if (intent === successor.intent) this.#parts.log.placedLater(sequence, placed.clientOrderId)
    else this.#outcomes.log(seat, signal, time, { verdict: 'approved', intent, order: placed, account, others: [replaces.clientOrderId] })
    return placed
  }

  /** The account as controls judge it; `replaces` is the working order that the intent takes the place of, by a change or after its cancel. */
  #judge({ instrument, notes }: Seat, intent: OrderIntent, replaces: Order | null, released: number, isChange = false): AccountState {
    const { facts } = this.#parts
    facts?.turnTo(intent, replaces, isChange)
    if (facts !== null) facts.notes = notes
    return this.#parts.commitments.account(intent.strategy, instrument, replaces, released, groupKey(intent.strategy, intent.terms.oca))
  }
}
