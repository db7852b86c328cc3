// The pipeline, which is the diagram: strategy → signal → router → governor → filters → sizer → pre-trade risk → order manager → broker,
// then fills → ledger → monitors → breakers. Stages do not know each other; only this file wires them.

import type { BrokerEvent, OrderChange, OrderEvent } from '../model/broker.js'
import type { Denial, DenialRecord } from '../model/denial.js'
import type { Fill } from '../model/fill.js'
import { isTerminal, type Order, type OrderIntent, type Side } from '../model/order.js'
import type { OrderPrice } from '../model/order-price.js'
import type { Signal } from '../model/signal.js'
import type { EpochMs } from '../model/time.js'
import type { OrderManager } from '../orders/order-manager.js'
import type { Portfolio } from '../portfolio/portfolio.js'
import { approve, approveChange, type RiskProfile } from '../risk/approve.js'
import type { AccountState } from '../risk/control.js'
import { didYouMean } from '../std/did-you-mean.js'
import { BenchError } from '../std/errors.js'
import type { Commitments } from './commitments.js'
import { initialStop } from './initial-stop.js'
import { type Plan, type PlanRules, plan } from './plan.js'
import type { RunLog } from './run-log.js'
import { isModifiable, isSame, samePrice } from './same-order.js'
import type { Seat } from './seat.js'
import { remainder, Waiting } from './waiting.js'

/** One strategy's seats, by instrument. */
export interface Seats {
  readonly strategy: string
  readonly byInstrument: ReadonlyMap<string, Seat>
}

export interface PipelineParts {
  readonly rules: PlanRules
  /** `after-fill`: increases of a batch wait for its reductions. */
  readonly rotation: 'same-open' | 'after-fill'
  readonly profile: RiskProfile
  readonly commitments: Commitments
  readonly orders: OrderManager
  readonly portfolio: Portfolio
  readonly log: RunLog
}

/** What became of a decision: the log keeps it. */
interface Outcome {
  readonly verdict: string
  readonly intent?: OrderIntent | null | undefined
  /** The order that stands for it now. */
  readonly order?: Order | undefined
  readonly account?: AccountState | undefined
}

/** Stages that later work builds hand on what they get: nothing is throttled, filtered, monitored or broken off yet. */
const govern = passThrough<Signal>
const filter = passThrough<Signal>
const monitor = passThrough<Fill>
const guard = passThrough<Fill>

export class Pipeline {
  readonly denials: DenialRecord[] = []
  signals = 0
  readonly #parts: PipelineParts
  readonly #waiting = new Waiting()

  constructor(parts: PipelineParts) {
    this.#parts = parts
  }

  /** The way of one signal. `own` is the seat of the instrument it came from, for a signal that names none. */
  decide(seats: Seats, signal: Signal, own: Seat | null, time: EpochMs): void {
    const seat = this.#route(seats, signal, own)
    this.#execute(seat, signal, this.#size(seat, signal, 0), time, 0)
  }

  /**
   * The way of one batch: reductions go before increases, then instruments in order. Nothing fills in between, so all see one equity; each sees the
   * orders that the earlier ones left. `settle` takes what the broker answers to one before the next is looked at.
   */
  decideBatch(seats: Seats, signals: readonly Signal[], time: EpochMs, settle: () => void): void {
    const planned = signals
      .map((signal) => ({ seat: this.#route(seats, signal, null), signal }))
      .map(({ seat, signal }) => ({ seat, signal, sized: this.#size(seat, signal, 0) }))
      .sort((a, b) => compare(a.seat.instrument.id, b.seat.instrument.id))
    const increases = planned.filter(({ sized }) => isIncrease(sized))
    const reducing = new Set<number>()
    let released = 0
    for (const { seat, signal } of planned.filter((one) => !isIncrease(one.sized))) {
      const sized = this.#size(seat, signal, 0)
      const placed = this.#execute(seat, signal, sized, time, 0)
      settle()
      if (placed === null || sized.kind !== 'place') continue
      reducing.add(placed.clientOrderId)
      if (sized.reduction > 0) released += this.#freed(seat, sized.intent.side, sized.reduction)
    }
    if (this.#parts.rotation === 'after-fill' && reducing.size > 0 && increases.length > 0) {
      this.#waiting.defer(reducing, increases)
      return
    }
    for (const { seat, signal } of increases) {
      this.#execute(seat, signal, this.#size(seat, signal, released), time, released)
      settle()
    }
  }

  /** Forgets what still waits for another order: at the end of the data nothing new is placed. */
  close(): void {
    this.#waiting.clear()
  }

  /** The way of one fill, and of everything else that a broker says; `time` is when it is heard. */
  settle(event: BrokerEvent, time: EpochMs): Fill | null {
    if (event.kind === 'disconnected' || event.kind === 'reconnected' || event.kind === 'account') {
      this.#parts.log.session(event)
      return null
    }
    const order = this.#parts.orders.apply(event)
    if (order === null) return null
    if (event.kind === 'commission') this.#charge(event.amount, order, time)
    const fill = event.kind === 'filled' ? this.#book(event.fill, order.intent) : null
    this.#followUp(event, order, time)
    return fill === null ? null : guard(monitor(fill))
  }

  /** Until virtual accounts exist, a signal trades its strategy's own share of the one account. */
  #route({ strategy, byInstrument }: Seats, signal: Signal, own: Seat | null): Seat {
    this.signals++
    const { instrument } = signal
    const seat = instrument === undefined || instrument === own?.instrument.id ? own : byInstrument.get(instrument)
    if (seat !== null && seat !== undefined) return seat
    if (instrument === undefined) {
      const message = `${strategy} returned '${signal.kind}' without an instrument`
      throw new BenchError('BAD_STRATEGY', message, "name one: exit({ instrument: 'SPY' })")
    }
    const hint = didYouMean(instrument, byInstrument.keys()) ?? `the run has ${[...byInstrument.keys()].join(', ')}`
    throw new BenchError('UNKNOWN_INSTRUMENT', `${strategy} named the instrument '${instrument}', which the run does not have`, hint)
  }

  /** Governor, filters, sizer. `released` is what reductions of the same batch will free. */
  #size(seat: Seat, signal: Signal, released: number): Plan {
    seat.released = released
    return plan(filter(govern(signal)), seat, this.#parts.rules)
  }

  /** Pre-trade risk, then the order manager. Answers the order that stands for the plan now, if any. */
  #execute(seat: Seat, signal: Signal, sized: Plan, time: EpochMs, released: number): Order | null {
    switch (sized.kind) {
      case 'deny':
        return this.#deny(seat, signal, time, sized.denial)
      case 'cancel':
        this.#log(seat, signal, time, { verdict: sized.orders.length > 0 ? 'canceled' : 'unchanged', order: sized.orders[0] })
        for (const one of sized.orders) this.#cancel(one, time)
        return null
      case 'amend':
        return this.#amend(seat, signal, sized.order, sized.price, null, null, time)
      case 'place':
        return this.#place(seat, signal, sized.intent, sized.replaces, time, released)
    }
  }

  #place(seat: Seat, signal: Signal, intent: OrderIntent, replaces: Order | null, time: EpochMs, released: number): Order | null {
    if (replaces !== null && isSame(replaces, this.#parts.orders.wish(replaces), intent)) {
      this.#log(seat, signal, time, { verdict: 'unchanged', intent, order: replaces })
      return replaces
    }
    if (replaces !== null && isModifiable(replaces, intent)) {
      const lots = 'lots' in intent.quantity ? intent.quantity.lots : null
      return this.#amend(seat, signal, replaces, intent.price, lots, intent, time)
    }
    const account = this.#judge(seat, intent, replaces, released)
    const verdict = approve(intent, account, seat.instrument, this.#parts.profile)
    if (verdict.denial !== undefined) return this.#deny(seat, signal, time, verdict.denial, intent, account)
    if (replaces === null) {
      const order = this.#parts.orders.place(verdict.approved, time)
      this.#log(seat, signal, time, { verdict: 'approved', intent, order, account })
      return order
    }
    const sequence = this.#log(seat, signal, time, { verdict: 'approved', intent, account })
    this.#waiting.replace(replaces.clientOrderId, { seat, signal, intent, sequence, filledBefore: replaces.filledQuantity })
    this.#cancel(replaces, time)
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
  ): Order | null {
    const leaves = working.quantity - working.filledQuantity
    const isAsked = working.status !== 'pending-update' && samePrice(working.price, price)
    if (isAsked && (lots === null || lots === leaves)) {
      this.#log(seat, signal, time, { verdict: 'unchanged', intent, order: working })
      return working
    }
    const change: OrderChange = { clientOrderId: working.clientOrderId, price, quantity: lots }
    // A notional has no lots before it fills.
    const isUnsized = 'notional' in working.intent.quantity && working.filledQuantity === 0
    const quantity = isUnsized ? working.intent.quantity : { lots: lots ?? leaves }
    const becomes: OrderIntent = { ...working.intent, price, quantity, children: [] }
    const account = this.#judge(seat, becomes, working, 0)
    const verdict = approveChange(change, becomes, account, seat.instrument, this.#parts.profile)
    if (verdict.denial !== undefined) return this.#deny(seat, signal, time, verdict.denial, becomes, account)
    this.#log(seat, signal, time, { verdict: 'amended', intent: becomes, order: working, account })
    this.#parts.orders.modify(working, verdict.approved, time)
    return working
  }

  #cancel(working: Order, time: EpochMs): void {
    if (working.status !== 'pending-cancel') this.#parts.orders.cancel(working, time, 'the strategy canceled it')
  }

  /** Logs a fill that no broker told and that is booked already. */
  note(fill: Fill): void {
    this.#parts.log.execution(fill)
  }

  /** Books a fill: ledger, position, round trip, execution log. */
  #book(fill: Fill, intent: OrderIntent): Fill {
    const { portfolio, log } = this.#parts
    portfolio.apply(fill, intent.reason === '' ? intent.role : intent.reason, initialStop(intent, fill))
    log.execution(fill)
    return fill
  }

  /** Posts what a fill cost where the broker tells it later. */
  #charge(amount: number, { intent }: Order, time: EpochMs): void {
    const { portfolio } = this.#parts
    portfolio.charge('fees', amount, portfolio.position(intent.strategy, intent.instrument).instrument.currency, time)
  }

  /** What waited for this order's end: its replacement, or the increases of its batch. */
  #followUp(event: OrderEvent, order: Order, time: EpochMs): void {
    if (this.#waiting.isEmpty) return
    const isOver = isTerminal(order.status)
    // An order that will not be canceled lives on, and nothing takes its place.
    if (!isOver && event.kind !== 'cancel-rejected') return
    const placed = this.#succeed(order, time)
    if (!isOver) return
    for (const { seat, signal } of this.#waiting.takeReady(order.clientOrderId, placed)) {
      // Sized only now: what the reductions brought in is there to be spent.
      this.#execute(seat, signal, this.#size(seat, signal, 0), time, 0)
    }
  }

  /** Places the replacement of an order that was canceled, judged again: the account may have changed while the cancel was under way. */
  #succeed(order: Order, time: EpochMs): Order | null {
    const successor = this.#waiting.takeSuccessor(order.clientOrderId)
    if (successor === undefined) return null
    const { seat, signal, sequence } = successor
    const intent = order.status === 'canceled' ? remainder(successor, order) : null
    if (intent === null) {
      // It filled or expired before the cancel reached it: a second order would be one too many.
      this.#log(seat, signal, time, { verdict: 'superseded', intent: successor.intent })
      return null
    }
    const account = this.#judge(seat, intent, null, 0)
    const verdict = approve(intent, account, seat.instrument, this.#parts.profile)
    if (verdict.denial !== undefined) return this.#deny(seat, signal, time, verdict.denial, intent, account)
    const placed = this.#parts.orders.place(verdict.approved, time)
    this.#parts.log.placedLater(sequence, placed.clientOrderId)
    return placed
  }

  /** The account as controls judge it; `replaces` is the working order that the intent takes the place of. */
  #judge({ instrument }: Seat, { terms }: OrderIntent, replaces: Order | null, released: number): AccountState {
    return this.#parts.commitments.account(instrument, replaces, released, terms.oca?.group ?? null)
  }

  /** What a reduction leaves for the increases of its batch. */
  #freed({ instrument, mark }: Seat, side: Side, lots: number): number {
    return this.#parts.commitments.freed({ side, lots, price: mark }, instrument)
  }

  #deny(seat: Seat, signal: Signal, time: EpochMs, denial: Denial, intent?: OrderIntent, account?: AccountState): null {
    this.denials.push({ ...denial, time, strategy: seat.strategy, instrument: seat.instrument.id })
    this.#log(seat, signal, time, { verdict: denial.code, intent, account })
    return null
  }

  /** Answers the sequence of the decision. */
  #log(seat: Seat, signal: Signal, time: EpochMs, { verdict, intent, order, account }: Outcome): number {
    return this.#parts.log.decision({
      time,
      strategy: seat.strategy,
      instrument: seat.instrument.id,
      signal,
      intent: intent ?? null,
      verdict,
      orderId: order?.clientOrderId ?? null,
      mark: seat.mark,
      position: seat.position.quantity,
      account: account ?? null,
    })
  }
}

function passThrough<Value>(value: Value): Value {
  return value
}

/** Whether a plan opens or adds: those come last in a batch. */
function isIncrease(sized: Plan): boolean {
  return sized.kind === 'place' && !sized.reduces
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
