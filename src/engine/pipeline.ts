// The pipeline, which is the diagram: strategy → signal → router → governor → filters → sizer → pre-trade risk → order manager → broker,
// then fills → ledger → monitors → breakers. Stages do not know each other; only this file wires them.

import type { BrokerEvent, OrderEvent, Revision } from '../model/broker.js'
import type { Denial, DenialRecord } from '../model/denial.js'
import type { Fill } from '../model/fill.js'
import { type Instrument, lotValue } from '../model/instrument.js'
import { isTerminal, type Order, type OrderIntent, type Side } from '../model/order.js'
import type { RoundTrip } from '../model/round-trip.js'
import type { Signal } from '../model/signal.js'
import type { EpochMs } from '../model/time.js'
import type { Portfolio } from '../portfolio/portfolio.js'
import type { AccountRouter } from '../routing/account-router.js'
import type { Gate } from '../routing/gate.js'
import { didYouMean } from '../std/did-you-mean.js'
import { BenchError } from '../std/errors.js'
import { EntryGates } from './planning/entry-gates.js'
import { Execution, type ExecutionParts } from './planning/execution.js'
import { initialStop } from './planning/initial-stop.js'
import { Outcomes } from './planning/outcomes.js'
import { type Plan, type PlanRules, plan } from './planning/plan.js'
import type { Decision, OrderEnd, Waiting } from './planning/waiting.js'
import { NotedGates } from './records/noted-gates.js'
import { nothing, type Released, type Seat } from './seats/seat.js'

/** One strategy's seats, by instrument. */
export interface Seats {
  readonly strategy: string
  readonly byInstrument: ReadonlyMap<string, Seat>
}

export interface PipelineParts extends ExecutionParts {
  readonly rules: PlanRules
  /** Null where each strategy is an account of its own. */
  readonly accounts: AccountRouter | null
  /** The governor, then the market filters, in the order they are asked. */
  readonly gates: readonly Gate[]
  /** `after-fill`: increases of a batch wait for its reductions. */
  readonly rotation: 'same-open' | 'after-fill'
  readonly portfolio: Portfolio
  /** Commitments look at it too. */
  readonly waiting: Waiting
}

export class Pipeline {
  signals = 0
  readonly #parts: PipelineParts
  readonly #waiting: Waiting
  /** What something may wait for, and nothing has followed on yet. */
  readonly #heard: OrderEnd[] = []
  readonly #outcomes: Outcomes
  readonly #execution: Execution
  /** Whether there are stages that measure, and a log that keeps it. */
  readonly #takesNotes: boolean
  /** Whether a listener hears of round trips: for nobody else are they read back from their table. */
  readonly #tellsTrips: boolean
  readonly #gates: EntryGates

  constructor(parts: PipelineParts) {
    this.#parts = parts
    this.#waiting = parts.waiting
    this.#outcomes = new Outcomes(parts.log, parts.facts)
    this.#execution = new Execution(parts, this.#outcomes, this.#waiting)
    this.#takesNotes = parts.log.keepsDecisions && (parts.gates.length > 0 || parts.rules.caps !== null || parts.facts !== null)
    this.#tellsTrips = parts.listeners.some((listener) => listener.closed !== undefined)
    this.#gates = new EntryGates(parts.gates, parts.orders)
  }

  get denials(): readonly DenialRecord[] {
    return this.#outcomes.denials
  }

  /** The way of one signal. `own` is the seat of the instrument it came from, for a signal that names none. */
  decide(seats: Seats, signal: Signal, own: Seat | null, time: EpochMs): void {
    const seat = this.#route(seats, signal, own)
    this.#execution.execute(seat, signal, this.#size(seat, signal, nothing, time), time, 0)
  }

  /**
   * The way of one batch: reductions go before increases, then instruments in order. Nothing fills in between, so all see one equity; each sees the
   * orders that the earlier ones left. `settle` takes what the broker answers to one before the next is looked at.
   */
  decideBatch(seats: Seats, signals: readonly Signal[], time: EpochMs, settle: () => void): void {
    const { reductions, increases } = this.#divide(seats, signals)
    const reducing = new Set<number>()
    let released = nothing
    for (const { seat, signal } of reductions) {
      let sized = this.#size(seat, signal, nothing, time)
      let placed = this.#execution.execute(seat, signal, sized, time, 0)
      settle()
      if (sized.kind === 'make-way' && sized.orders.every(({ status }) => isTerminal(status))) {
        // What stood in its way has ended, so it has gone: said again, it is the order that works under its key. Where none does it was refused.
        sized = this.#size(seat, signal, nothing, time)
        if (sized.kind !== 'place' || sized.replaces === null) continue
        placed = this.#execution.execute(seat, signal, sized, time, 0)
        settle()
      }
      if (placed === null || sized.kind !== 'place') continue
      reducing.add(placed.clientOrderId)
      if (sized.reduction > 0) released = this.#add(released, seat, sized.intent.side, sized.reduction)
    }
    if (this.#parts.rotation === 'after-fill' && reducing.size > 0 && increases.length > 0) {
      this.#waiting.defer(reducing, increases)
      return
    }
    for (const { seat, signal } of increases) {
      this.#execution.execute(seat, signal, this.#size(seat, signal, released, time), time, released.power)
      settle()
    }
  }

  /** The signals of a batch, in the order of instruments. What reduces and what does not is looked at before anything is sent. */
  #divide(seats: Seats, signals: readonly Signal[]): { readonly reductions: readonly Decision[]; readonly increases: readonly Decision[] } {
    const routed = signals.map((signal) => {
      const seat = this.#route(seats, signal, null)
      return { seat, signal, decidedAt: seat.decidedAt }
    })
    const reductions: Decision[] = []
    const increases: Decision[] = []
    for (const one of routed.sort((a, b) => compare(a.seat.instrument.id, b.seat.instrument.id)))
      (this.#increases(one) ? increases : reductions).push(one)
    return { reductions, increases }
  }

  /** The way of a close that the system itself sends; null where it was denied. */
  sendClose(seat: Seat, intent: OrderIntent, time: EpochMs): Order | null {
    const account = this.#parts.accounts?.of(seat.strategy, seat.instrument.id) ?? null
    return this.#execution.close(seat, account === null ? intent : { ...intent, account: account.name }, time)
  }

  /** Gives an order that closes other lots to fill; answers whether that was approved. */
  resizeClose(seat: Seat, order: Order, lots: number, time: EpochMs): boolean {
    return this.#execution.resize(seat, order, lots, time)
  }

  /** Asks for the end of an order that nobody needs, whoever sent it. */
  cancelOwn(order: Order, time: EpochMs, why: string): void {
    this.#parts.orders.cancel(order, time, why)
  }

  /** Whether an order that has just ended did so because somebody asked for it. */
  endedAsAsked(order: Order): boolean {
    return this.#parts.orders.endedAsAsked(order)
  }

  /** A split goes on between the two: what waits is asked for in the new shares, once all orders stand in them. */
  beginSplit(instruments: readonly Instrument[], ratio: number): void {
    this.#waiting.beginSplit(instruments, ratio)
  }

  endSplit(time: EpochMs): void {
    for (const { event, order } of this.#waiting.endSplit()) this.#followUp(event, order, time)
  }

  /** Forgets what still waits for another order: at the end of the data nothing new is placed. */
  close(): void {
    this.#waiting.clear()
  }

  /** The way of one fill, and of everything else that a broker says; `time` is when it is heard. What waited for it goes out with `followUp`. */
  settle(event: BrokerEvent, time: EpochMs): Fill | null {
    if (event.kind === 'statement') return null
    if (event.kind === 'next-id') {
      if (!this.#parts.orders.skipTo(event.id)) this.#parts.log.session(event)
      return null
    }
    if (event.kind === 'disconnected' || event.kind === 'reconnected' || event.kind === 'account') {
      this.#parts.log.session(event)
      return null
    }
    const before = event.kind === 'revised' ? this.#standing(event.fill) : null
    const order = this.#parts.orders.apply(event)
    if (order === null) return null
    if (event.kind === 'commission') this.#charge(event.amount, order, time)
    if (event.kind === 'revised') this.#revise(event, before, order, time)
    const fill = event.kind === 'filled' ? this.#book(event.fill, order.intent, time) : null
    for (const listener of this.#parts.listeners) listener.heard?.(event, order, time)
    if (!this.#waiting.isEmpty) this.#heard.push({ event, order })
    return fill
  }

  /** Sends what waited for what was heard last. */
  followUp(time: EpochMs): void {
    if (this.#heard.length === 0) return
    for (const { event, order } of this.#heard.splice(0)) this.#followUp(event, order, time)
  }

  /** To the seat of the instrument that a signal names. Its virtual account is found as it is sized: what goes before it in a batch may take one. */
  #route({ strategy, byInstrument }: Seats, signal: Signal, own: Seat | null): Seat {
    this.signals++
    const { instrument } = signal
    const seat = instrument === undefined || instrument === own?.instrument.id ? own : byInstrument.get(instrument)
    if (seat !== null && seat !== undefined) {
      seat.decidedAt = seat.mark
      return seat
    }
    if (instrument === undefined) {
      const message = `${strategy} returned '${signal.kind}' without an instrument`
      throw new BenchError('BAD_STRATEGY', message, "name one: exit({ instrument: 'SPY' })")
    }
    const hint = didYouMean(instrument, byInstrument.keys()) ?? `the run has ${[...byInstrument.keys()].join(', ')}`
    throw new BenchError('UNKNOWN_INSTRUMENT', `${strategy} named the instrument '${instrument}', which the run does not have`, hint)
  }

  /** Router, governor, filters, sizer. `released` is what reductions of the same batch will free. Whether a signal increases, only its plan says. */
  #size(seat: Seat, signal: Signal, released: Released, time: EpochMs): Plan {
    seat.released = released
    seat.notes = this.#takesNotes ? new NotedGates() : null
    const homeless = this.#sit(seat, signal)
    if (homeless !== null) return { kind: 'deny', denial: homeless }
    return this.#gates.passed(plan(signal, seat, this.#parts.rules), seat, signal, time)
  }

  /** Whether a signal opens or adds, before the stages are asked that could refuse it: those come last in a batch. */
  #increases({ seat, signal }: Decision): boolean {
    seat.released = nothing
    if (this.#sit(seat, signal) !== null) return true
    const sized = plan(signal, seat, this.#parts.rules)
    // What the caps leave nothing of may fit once the batch has sold.
    return sized.kind === 'place' ? !sized.reduces : sized.kind === 'deny' && sized.denial.code === 'SIZE_CAP'
  }

  /** Seats a signal in its virtual account. What wants more than is held needs one; what wants less goes without where there is none. */
  #sit(seat: Seat, signal: Signal): Denial | null {
    const { accounts } = this.#parts
    if (accounts === null) return null
    const { strategy, instrument } = seat
    const wantsMore = signal.kind === 'enter' || (signal.kind === 'target' && signal.weight !== 0)
    const account = wantsMore ? accounts.forMore(strategy, instrument.id) : accounts.of(strategy, instrument.id)
    seat.sitIn(account)
    return wantsMore && account === null ? accounts.refusal(strategy, instrument.id) : null
  }

  /** A fill that no broker told and that is booked already, with its virtual account. */
  attributed(fill: Fill): Fill {
    return this.#parts.accounts?.attributed(fill) ?? fill
  }

  /** Tells of a round trip that closed. */
  closed(trip: RoundTrip, time: EpochMs): void {
    for (const listener of this.#parts.listeners) listener.closed?.(trip, time)
  }

  /** Books a fill: ledger, position, round trip. */
  #book(told: Fill, intent: OrderIntent, time: EpochMs): Fill {
    const { portfolio, accounts } = this.#parts
    const fill = accounts === null ? told : accounts.attributed(told)
    const stop = initialStop(intent, portfolio.inLotsOfToday(fill))
    const row = portfolio.roundTripCount
    portfolio.apply(fill, intent.reason === '' ? intent.role : intent.reason, stop)
    this.#closedSince(row, time)
    return fill
  }

  /** Takes a fill back, or books it as it should have been: ledger, position, round trip. */
  #revise({ fill, becomes }: Revision, before: Fill | null, order: Order, time: EpochMs): void {
    const { portfolio, accounts, listeners } = this.#parts
    const own = (one: Fill): Fill => accounts?.attributed(one) ?? one
    const was = own(before ?? fill)
    const row = portfolio.roundTripCount
    if (becomes === null) portfolio.bust(was, time)
    else portfolio.correct(was, own(becomes), time)
    for (const listener of listeners) listener.revised?.(before, becomes, order)
    this.#closedSince(row, time)
  }

  /** Tells of the round trips from a row on. */
  #closedSince(row: number, time: EpochMs): void {
    if (!this.#tellsTrips) return
    const { portfolio } = this.#parts
    for (let closed = row; closed < portfolio.roundTripCount; closed++) this.closed(portfolio.roundTripAt(closed), time)
  }

  /** What stands of a fill here; one that was not told yet is counted as told, for it will be. */
  #standing(fill: Fill): Fill | null {
    const standing = this.#parts.orders.executions.standing(fill)
    return standing === undefined ? fill : standing
  }

  /** Posts what a fill cost where the broker tells it later. */
  #charge(amount: number, { intent }: Order, time: EpochMs): void {
    const { portfolio } = this.#parts
    portfolio.charge('fees', amount, portfolio.position(intent.strategy, intent.instrument).instrument.currency, time)
  }

  /** What waited for this order's end: its replacement, or the increases of its batch. */
  #followUp(event: OrderEvent, order: Order, time: EpochMs): void {
    const isOver = isTerminal(order.status)
    // An order that will not be canceled lives on, and nothing takes its place.
    if (!isOver && event.kind !== 'cancel-rejected') return
    if (this.#waiting.holds({ event, order })) return
    const placed = this.#execution.succeed(order, time, (seat, signal, intent) => this.#gates.judgeOrder(intent, null, seat, signal, time))
    const ready = isOver ? this.#waiting.takeReady(order.clientOrderId, placed) : this.#execution.keep(order, time)
    for (const { seat, signal, decidedAt } of ready) {
      seat.decidedAt = decidedAt
      // Sized only now: what the reductions brought in is there to be spent.
      this.#execution.execute(seat, signal, this.#size(seat, signal, nothing, time), time, 0)
    }
  }

  /** With what a reduction leaves for the increases of its batch. */
  #add({ power, value }: Released, { strategy, instrument, mark, rate }: Seat, side: Side, lots: number): Released {
    const freed = this.#parts.commitments.freed({ side, lots, price: mark }, strategy, instrument)
    return { power: power + freed, value: value + lots * Math.abs(lotValue(instrument, mark)) * rate }
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
