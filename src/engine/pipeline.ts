// The pipeline, which is the diagram: strategy → signal → router → governor → filters → sizer → pre-trade risk → order manager → broker,
// then fills → ledger → monitors → breakers. Stages do not know each other; only this file wires them.

import type { BrokerEvent, OrderEvent } from '../model/broker.js'
import type { DenialRecord } from '../model/denial.js'
import type { Fill } from '../model/fill.js'
import { isTerminal, type Order, type OrderIntent, type Side } from '../model/order.js'
import type { Signal } from '../model/signal.js'
import type { EpochMs } from '../model/time.js'
import type { Portfolio } from '../portfolio/portfolio.js'
import type { Gate } from '../routing/gate.js'
import { didYouMean } from '../std/did-you-mean.js'
import { BenchError } from '../std/errors.js'
import { Execution, type ExecutionParts } from './execution.js'
import { initialStop } from './initial-stop.js'
import { type Plan, type PlanRules, plan } from './plan.js'
import type { Seat } from './seat.js'
import { Waiting } from './waiting.js'

/** One strategy's seats, by instrument. */
export interface Seats {
  readonly strategy: string
  readonly byInstrument: ReadonlyMap<string, Seat>
}

export interface PipelineParts extends ExecutionParts {
  readonly rules: PlanRules
  /** The governor, then the market filters, in the order they are asked. */
  readonly gates: readonly Gate[]
  /** `after-fill`: increases of a batch wait for its reductions. */
  readonly rotation: 'same-open' | 'after-fill'
  readonly portfolio: Portfolio
}

export class Pipeline {
  signals = 0
  readonly #parts: PipelineParts
  readonly #waiting = new Waiting()
  readonly #execution: Execution

  constructor(parts: PipelineParts) {
    this.#parts = parts
    this.#execution = new Execution(parts, this.#waiting)
  }

  get denials(): readonly DenialRecord[] {
    return this.#execution.denials
  }

  /** The way of one signal. `own` is the seat of the instrument it came from, for a signal that names none. */
  decide(seats: Seats, signal: Signal, own: Seat | null, time: EpochMs): void {
    const seat = this.#route(seats, signal, own)
    this.#execution.execute(seat, signal, this.#size(seat, signal, 0, time), time, 0)
  }

  /**
   * The way of one batch: reductions go before increases, then instruments in order. Nothing fills in between, so all see one equity; each sees the
   * orders that the earlier ones left. `settle` takes what the broker answers to one before the next is looked at.
   */
  decideBatch(seats: Seats, signals: readonly Signal[], time: EpochMs, settle: () => void): void {
    const planned = signals
      .map((signal) => ({ seat: this.#route(seats, signal, null), signal }))
      .map(({ seat, signal }) => ({ seat, signal, sized: this.#size(seat, signal, 0, time) }))
      .sort((a, b) => compare(a.seat.instrument.id, b.seat.instrument.id))
    const increases = planned.filter(({ sized }) => isIncrease(sized))
    const reducing = new Set<number>()
    let released = 0
    for (const { seat, signal } of planned.filter((one) => !isIncrease(one.sized))) {
      const sized = this.#size(seat, signal, 0, time)
      const placed = this.#execution.execute(seat, signal, sized, time, 0)
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
      this.#execution.execute(seat, signal, this.#size(seat, signal, released, time), time, released)
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
    const fill = event.kind === 'filled' ? this.#book(event.fill, order.intent, time) : null
    for (const listener of this.#parts.listeners) listener.heard?.(event, order, time)
    this.#followUp(event, order, time)
    return fill
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

  /** Governor, filters, sizer. `released` is what reductions of the same batch will free. Whether a signal increases, only its plan says. */
  #size(seat: Seat, signal: Signal, released: number, time: EpochMs): Plan {
    seat.released = released
    const sized = plan(signal, seat, this.#parts.rules)
    return (isIncrease(sized) ? this.#hold(seat, signal, time) : null) ?? sized
  }

  #hold(seat: Seat, signal: Signal, time: EpochMs): Plan | null {
    for (const gate of this.#parts.gates) {
      const denial = gate.judge(signal, seat, time)
      if (denial !== null) return { kind: 'deny', denial }
    }
    return null
  }

  /** Logs a fill that no broker told and that is booked already. */
  note(fill: Fill): void {
    this.#parts.log.execution(fill)
  }

  /** Books a fill: ledger, position, round trip, execution log. */
  #book(fill: Fill, intent: OrderIntent, time: EpochMs): Fill {
    const { portfolio, log, listeners } = this.#parts
    const trip = portfolio.apply(fill, intent.reason === '' ? intent.role : intent.reason, initialStop(intent, fill))
    log.execution(fill)
    if (trip !== null) for (const listener of listeners) listener.closed?.(trip, time)
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
    const placed = this.#execution.succeed(order, time)
    if (!isOver) return
    for (const { seat, signal } of this.#waiting.takeReady(order.clientOrderId, placed)) {
      // Sized only now: what the reductions brought in is there to be spent.
      this.#execution.execute(seat, signal, this.#size(seat, signal, 0, time), time, 0)
    }
  }

  /** What a reduction leaves for the increases of its batch. */
  #freed({ instrument, mark }: Seat, side: Side, lots: number): number {
    return this.#parts.commitments.freed({ side, lots, price: mark }, instrument)
  }
}

/** Whether a plan opens or adds: those come last in a batch. */
function isIncrease(sized: Plan): boolean {
  return sized.kind === 'place' && !sized.reduces
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
