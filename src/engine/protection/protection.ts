// The hands of the protection supervisor: it hears of every order, looks at what changed once the broker has said everything, and sends what is decided.

import type { Breach } from '../../model/breach.js'
import type { OrderEvent } from '../../model/broker.js'
import { closingOrder } from '../../model/closing-order.js'
import type { Instrument } from '../../model/instrument.js'
import { type Order, type OrderIntent, opposite } from '../../model/order.js'
import type { OrderListener } from '../../model/order-listener.js'
import { priceBehind } from '../../model/protective-price.js'
import type { BookedAction } from '../../model/run.js'
import { splitOrderPrice } from '../../model/split-order.js'
import { onTick } from '../../model/tick-rounding.js'
import type { EpochMs } from '../../model/time.js'
import { type ProtectionStep, supervise } from '../../orders/protection-supervisor.js'
import type { Pipeline, Seats } from '../pipeline.js'
import { defaultStop, type ProtectionRule } from '../planning/plan-protection.js'
import { type Guard, guardsOf, isLeaving, levelOf, orderWith, reduces, refusesSupervisor, seatFor } from './guard.js'
import { closesAll, isStop, liveStop, liveStops } from './live-stops.js'
import { type WaitingStop, waitingStop } from './waiting-stop.js'

/** What the supervisor acts through. */
export type ProtectionPipeline = Pick<Pipeline, 'sendClose' | 'resizeClose' | 'cancelOwn' | 'endedAsAsked'>

type PlaceStep = Extract<ProtectionStep, { readonly kind: 'place' }>

/** A broker that makes something else of what it is asked for is not asked for ever at one time. */
const MOST_ACTS = 16

export class Protection implements OrderListener {
  readonly #rule: ProtectionRule
  #pipeline: ProtectionPipeline | null = null
  #raise: (breach: Breach) => void = () => {}
  #guards: ReadonlyMap<string, ReadonlyMap<string, Guard>> = new Map()
  #changed: Guard[] = []
  #isOver = false
  #splitsSeen = 0

  constructor(rule: ProtectionRule) {
    this.#rule = rule
  }

  /** What it is to guard, and what it acts through: a pipeline that it listens to already. */
  guard(seats: readonly Seats[], pipeline: ProtectionPipeline, raise: (breach: Breach) => void): void {
    this.#pipeline = pipeline
    this.#raise = raise
    this.#guards = new Map(seats.map((one) => [one.strategy, guardsOf([...one.byInstrument.values()])]))
    this.recheck()
  }

  /** After a restart, a lost connection, or once positions that differed from the broker’s agree: whatever is held or stands anywhere is looked at. */
  recheck(): void {
    for (const byInstrument of this.#guards.values()) {
      for (const guard of byInstrument.values()) {
        guard.tries.again()
        if (!guard.position.isFlat || liveStops(guard.seats).length > 0) this.#mark(guard)
      }
    }
  }

  #mark(guard: Guard): void {
    if (!guard.isChanged) this.#changed.push(guard)
    guard.isChanged = true
  }

  /** Whether there is nothing to look at. */
  get isCalm(): boolean {
    return this.#changed.length === 0
  }

  heard(event: OrderEvent, order: Order, time: EpochMs): void {
    const { intent } = order
    const guard = this.#guards.get(intent.strategy)?.get(intent.instrument)
    if (guard === undefined) return
    const price = levelOf(guard, event, order)
    this.#mark(guard)
    const isStandIn = order.clientOrderId === guard.standIn?.id
    if (isStandIn && guard.standIn !== null && (event.kind === 'triggered' || event.kind === 'filled')) guard.standIn.hasActed = true
    if (event.kind === 'filled' || event.kind === 'revised') guard.tries.begin()
    const isDropped = event.kind === 'rejected' || (event.kind === 'canceled' && !this.#pipeline?.endedAsAsked(order))
    if (isDropped && reduces(intent, guard) && guard.tries.ended(order.clientOrderId, time)) this.#refused(guard, order, time)
    if (refusesSupervisor(guard, event, order)) guard.refusedAt = time
    // A position that is gone takes its level with it, though another one opens at the same time.
    if (guard.position.isFlat) guard.last = null
    // The stop of an entry that has not filled guards nothing yet.
    const isAsleep = order.quantity === 0
    if (!isStop(intent, price) || isAsleep) return
    const isOfOther = guard.position.isFlat || (guard.last === null && event.kind === 'canceled')
    if (!isOfOther) guard.last = { side: intent.side, tag: intent.tag, price }
  }

  /** The broker did not take a stop, or ended it as soon as it was sent. */
  #refused(guard: Guard, { intent }: Order, time: EpochMs): void {
    guard.refusedAt = time
    if (!guard.tries.areOver || guard.tries.isTold) return
    guard.tries.isTold = true
    const { strategy, instrument } = intent
    this.#raise({ code: 'STOP_REFUSED', severity: 'critical', strategy, instrument, time, context: { held: guard.position.quantity } })
  }

  /** Splits that were booked since the last time: what is remembered goes into the new shares, and every position in them is looked at. */
  restate(booked: readonly BookedAction[]): void {
    for (; this.#splitsSeen < booked.length; this.#splitsSeen++) {
      const { action, instrument, time } = booked[this.#splitsSeen] as BookedAction
      if (action.kind !== 'split') continue
      for (const byInstrument of this.#guards.values()) {
        const guard = byInstrument.get(instrument)
        if (guard === undefined) continue
        this.#mark(guard)
        guard.splits.add(time, action.ratio)
        // A stop that lives stands in the new shares already.
        if (guard.last === null || liveStops(guard.seats).length > 0) continue
        const { side, price } = guard.last
        guard.last = { ...guard.last, price: splitOrderPrice(price, side, action.ratio, guard.position.instrument) }
      }
    }
  }

  /** Looks at what changed; answers whether it did anything, so that the broker has to be heard again. */
  review(time: EpochMs): boolean {
    if (this.#changed.length === 0 || this.#isOver) return false
    const guards = this.#changed
    this.#changed = []
    let hasActed = false
    for (const guard of guards) {
      guard.isChanged = false
      if (guard.refusedAt === time) this.#mark(guard)
      else if (this.#look(guard, time)) hasActed = true
    }
    return hasActed
  }

  /** At the end of the data nothing is sent any more. */
  end(): void {
    this.#isOver = true
    this.#changed = []
  }

  #look(guard: Guard, time: EpochMs): boolean {
    const { position } = guard
    const stops = liveStops(guard.seats)
    if (position.isFlat && stops.length === 0) guard.last = null
    const hasEnded = this.#endEntry(guard, time)
    if (stops.length === 0 ? position.isFlat : stops.length === 1 && closesAll(stops[0] as Order, position.quantity)) return hasEnded
    const live = stops.map((order) => liveStop(order, guard.standIn))
    const steps = supervise({ held: position.quantity, stops: live, isLeaving: guard.tries.areOver || isLeaving(guard) })
    if (steps.length === 0) return hasEnded
    guard.acts = guard.actedAt === time ? guard.acts + 1 : 1
    guard.actedAt = time
    const areApproved = steps.map((step) => this.#do(step, guard, time))
    if (areApproved.includes(false) || guard.acts === MOST_ACTS) {
      guard.refusedAt = time
      this.#mark(guard)
    }
    return true
  }

  /** What stood in for the stop of an entry has acted: it ends the entry, as that stop would have. Answers whether it had to. */
  #endEntry({ standIn, seats }: Guard, time: EpochMs): boolean {
    if (standIn === null || !standIn.hasActed) return false
    standIn.hasActed = false
    const entry = seats.flatMap(({ desk }) => desk.orders.filter(({ clientOrderId }) => clientOrderId === standIn.entry))[0]
    if (entry === undefined || entry.status === 'pending-cancel') return false
    this.#pipeline?.cancelOwn(entry, time, 'its protection acted')
    return true
  }

  /** Answers whether it was approved. */
  #do(step: ProtectionStep, guard: Guard, time: EpochMs): boolean {
    const pipeline = this.#pipeline as ProtectionPipeline
    if (step.kind === 'place') {
      const seat = seatFor(guard)
      const waiting = waitingStop(guard.seats, step.side)
      const sent = pipeline.sendClose(seat, this.#intent(guard, seat.instrument, step, waiting), time)
      if (sent !== null) guard.tries.sent(sent.clientOrderId, time)
      if (sent !== null && waiting !== null) guard.standIn = { id: sent.clientOrderId, ...waiting, hasActed: false }
      return sent !== null
    }
    const { seat, order } = orderWith(guard, step.id)
    guard.asked.add(step.id)
    if (step.kind === 'resize') return pipeline.resizeClose(seat, order, step.lots, time)
    pipeline.cancelOwn(order, time, step.why)
    return true
  }

  #intent({ position, last }: Guard, instrument: Instrument, { side, lots }: PlaceStep, waiting: WaitingStop | null): OrderIntent {
    const lost = last !== null && last.side === side ? last : null
    const price = lost?.price ?? waiting?.price ?? priceBehind(defaultStop(opposite(side), this.#rule), position.averagePrice)
    const none = waiting === null ? 'protection: the position had no stop' : 'protection: the stop of the entry still sleeps'
    const close = closingOrder({
      strategy: position.strategy,
      instrument: instrument.id,
      role: 'stop',
      side,
      lots,
      timeInForce: 'GTC',
      reason: lost === null ? none : 'protection: the stop was lost',
    })
    return { ...close, tag: lost?.tag ?? '', price: onTick(price, side, instrument) }
  }
}
