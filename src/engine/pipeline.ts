// The pipeline, which is the diagram: strategy → signal → router → governor → filters → sizer → pre-trade risk → order manager → broker,
// then fills → ledger → monitors → breakers. Stages do not know each other; only this file wires them.

import type { BrokerEvent, OrderChange } from '../model/broker.js'
import type { Denial, DenialRecord } from '../model/denial.js'
import type { Fill } from '../model/fill.js'
import type { Instrument } from '../model/instrument.js'
import { lotValue } from '../model/instrument.js'
import type { Order, OrderIntent } from '../model/order.js'
import type { OrderPrice, Signal } from '../model/signal.js'
import type { EpochMs } from '../model/time.js'
import type { OrderManager } from '../orders/order-manager.js'
import type { Portfolio } from '../portfolio/portfolio.js'
import { approve, approveChange, type RiskProfile, type Verdict } from '../risk/approve.js'
import type { AccountState } from '../risk/control.js'
import type { Sizer } from '../sizing/sizer.js'
import { didYouMean } from '../std/did-you-mean.js'
import { BenchError } from '../std/errors.js'
import type { BacktestConfig } from './config.js'
import { type Plan, type PlanContext, plan, priceOf } from './plan.js'
import type { RunLog } from './run-log.js'

/** One strategy's place in the account. */
export interface StrategySeat {
  readonly name: string
  /** Its share of the account, 0…1. */
  readonly allocation: number
}

export interface PipelineParts {
  readonly instruments: readonly Instrument[]
  readonly config: BacktestConfig
  readonly sizer: Sizer
  readonly profile: RiskProfile
  readonly orders: OrderManager
  readonly portfolio: Portfolio
  readonly log: RunLog
}

/** A signal on its way, with the seat it came from and the instrument it is about. */
interface Routed {
  readonly seat: StrategySeat
  readonly signal: Signal
  readonly instrument: Instrument
  readonly time: EpochMs
}

/** Stages that later work builds hand on what they get: nothing is throttled, filtered, monitored or broken off yet. */
const govern = passThrough<Routed>
const filter = passThrough<Routed>
const monitor = passThrough<Fill>
const guard = passThrough<Fill>

export class Pipeline {
  readonly denials: DenialRecord[] = []
  signals = 0
  readonly #parts: PipelineParts
  readonly #instruments: ReadonlyMap<string, Instrument>
  /** Intents that wait for the cancel of the order they replace, by that order's id. */
  readonly #successors = new Map<number, Routed & { readonly intent: OrderIntent }>()
  /** Increases that wait for their batch's reductions, under `rotation: after-fill`. */
  #deferred: { readonly waitsFor: Set<number>; readonly increases: readonly (Routed & { readonly plan: Plan })[] }[] = []

  constructor(parts: PipelineParts) {
    this.#parts = parts
    this.#instruments = new Map(parts.instruments.map((instrument) => [instrument.id, instrument]))
  }

  /** The way of one signal. `instrument` is the one it is about when it names none. */
  decide(seat: StrategySeat, signal: Signal, instrument: string | null, time: EpochMs): void {
    const routed = this.#route(seat, signal, instrument, time)
    const sized = this.#size(filter(govern(routed)))
    this.#execute(routed, sized, 0)
  }

  /** The way of one batch: one snapshot of the account sizes all, reductions go before increases, then instruments in order. */
  decideBatch(seat: StrategySeat, signals: readonly Signal[], time: EpochMs): void {
    const plans = signals
      .map((signal) => this.#route(seat, signal, null, time))
      .map((routed) => ({ ...routed, plan: this.#size(filter(govern(routed))) }))
      .sort((a, b) => order(a.plan) - order(b.plan) || compare(a.instrument.id, b.instrument.id))
    const waits = this.#parts.config.rotation === 'after-fill'
    const reducing = new Set<number>()
    let released = 0
    for (const one of plans.filter(({ plan }) => order(plan) === 0)) {
      const placed = this.#execute(one, one.plan, 0)
      if (placed === null || one.plan.kind !== 'place') continue
      if (waits) reducing.add(placed.clientOrderId)
      else released += one.plan.reduction
    }
    const increases = plans.filter(({ plan }) => order(plan) > 0)
    if (waits && reducing.size > 0 && increases.length > 0) this.#deferred.push({ waitsFor: reducing, increases })
    else for (const one of increases) this.#execute(one, one.plan, released)
  }

  /** The way of one fill, and of everything else that a broker says. */
  settle(event: BrokerEvent): Fill | null {
    this.#parts.orders.apply(event)
    const fill = event.kind === 'filled' ? this.#book(event.fill) : null
    this.#followUp(event)
    return fill === null ? null : guard(monitor(fill))
  }

  /** Until virtual accounts exist, a signal trades its strategy's own share of the one account. */
  #route(seat: StrategySeat, signal: Signal, fallback: string | null, time: EpochMs): Routed {
    this.signals++
    const id = signal.instrument ?? fallback
    if (id === null) {
      throw new BenchError(
        'BAD_STRATEGY',
        `${seat.name} returned '${signal.kind}' without an instrument`,
        "name one: exit({ instrument: 'SPY' })",
      )
    }
    const instrument = this.#instruments.get(id)
    if (instrument !== undefined) return { seat, signal, instrument, time }
    const hint = didYouMean(id, this.#instruments.keys()) ?? `the run has ${[...this.#instruments.keys()].join(', ')}`
    throw new BenchError('UNKNOWN_INSTRUMENT', `${seat.name} named the instrument '${id}', which the run does not have`, hint)
  }

  #size({ seat, signal, instrument }: Routed): Plan {
    const { portfolio, orders, sizer, config } = this.#parts
    const context: PlanContext = {
      strategy: seat.name,
      instrument,
      position: portfolio.position(seat.name, instrument.id),
      mark: portfolio.mark(instrument.id),
      orders: orders.desk(seat.name, instrument.id).orders,
      sizing: {
        instrument,
        equity: portfolio.equity,
        cash: portfolio.cash,
        buyingPower: this.#available(null),
        allocation: seat.allocation,
        instruments: this.#instruments.size,
      },
      sizer,
      protectFrom: config.protectFrom,
    }
    return plan(signal, context)
  }

  /** Pre-trade risk, then the order manager. Answers the order that stands for the plan now, if any. */
  #execute(routed: Routed, sized: Plan, released: number): Order | null {
    switch (sized.kind) {
      case 'deny':
        this.#deny(routed, sized.denial, null)
        return null
      case 'cancel':
        this.#log(routed, null, sized.orders.length > 0 ? 'canceled' : 'unchanged')
        for (const one of sized.orders) this.#cancel(one, routed.time)
        return null
      case 'amend':
        return this.#amend(routed, sized.order, sized.price, null, null)
      case 'place':
        return this.#place(routed, sized.intent, sized.replaces, released)
    }
  }

  #place(routed: Routed, intent: OrderIntent, replaces: Order | null, released: number): Order | null {
    if (replaces !== null && isModifiable(replaces, intent)) {
      return this.#amend(routed, replaces, intent.price, 'lots' in intent.quantity ? intent.quantity.lots : null, intent)
    }
    const verdict = this.#approve(intent, routed.instrument, replaces, released)
    if (verdict.denial !== undefined) return this.#deny(routed, verdict.denial, intent)
    this.#log(routed, intent, 'approved')
    if (replaces === null) return this.#parts.orders.place(verdict.approved, routed.time)
    this.#successors.set(replaces.clientOrderId, { ...routed, intent })
    this.#cancel(replaces, routed.time)
    return replaces
  }

  #amend(routed: Routed, working: Order, price: OrderPrice, lots: number | null, intent: OrderIntent | null): Order | null {
    const leaves = working.quantity - working.filledQuantity
    if (samePrice(working.price, price) && (lots === null || lots === leaves)) {
      this.#log(routed, intent, 'unchanged')
      return working
    }
    const change: OrderChange = { clientOrderId: working.clientOrderId, price, quantity: lots }
    const becomes: OrderIntent = { ...working.intent, price, quantity: { lots: lots ?? leaves }, children: [] }
    const account = this.#account(becomes, working, 0)
    const verdict = approveChange(change, becomes, account, routed.instrument, this.#parts.profile)
    if (verdict.denial !== undefined) return this.#deny(routed, verdict.denial, becomes)
    this.#log(routed, becomes, 'amended')
    this.#parts.orders.modify(working, verdict.approved, routed.time)
    return working
  }

  #approve(intent: OrderIntent, instrument: Instrument, replaces: Order | null, released: number): Verdict<OrderIntent> {
    return approve(intent, this.#account(intent, replaces, released), instrument, this.#parts.profile)
  }

  #cancel(working: Order, time: EpochMs): void {
    if (working.status !== 'pending-cancel') this.#parts.orders.cancel(working, time, 'the strategy canceled it')
  }

  /** Books a fill: ledger, position, round trip, execution log. */
  #book(fill: Fill): Fill {
    const { orders, portfolio, log } = this.#parts
    const { intent } = orders.get(fill.clientOrderId)
    portfolio.apply(fill, { reason: intent.reason === '' ? intent.role : intent.reason, initialStop: initialStop(intent, fill) })
    log.execution(fill)
    return fill
  }

  /** What waited for this order's end: its replacement, or the increases of its batch. */
  #followUp(event: BrokerEvent): void {
    const ended =
      event.kind === 'canceled' || event.kind === 'expired' || event.kind === 'rejected' || (event.kind === 'filled' && event.done)
    if (!ended) return
    const successor = this.#successors.get(event.clientOrderId)
    this.#successors.delete(event.clientOrderId)
    if (successor !== undefined && event.kind === 'canceled') this.#succeed({ ...successor, time: event.time })
    const ready = this.#deferred.filter(({ waitsFor }) => waitsFor.delete(event.clientOrderId) && waitsFor.size === 0)
    if (ready.length === 0) return
    this.#deferred = this.#deferred.filter((batch) => !ready.includes(batch))
    for (const batch of ready) for (const one of batch.increases) this.#execute({ ...one, time: event.time }, one.plan, 0)
  }

  /** Places a replacement, judged again: the account may have changed while the cancel was under way. */
  #succeed(successor: Routed & { readonly intent: OrderIntent }): void {
    const verdict = this.#approve(successor.intent, successor.instrument, null, 0)
    if (verdict.denial !== undefined) this.#deny(successor, verdict.denial, successor.intent)
    else this.#parts.orders.place(verdict.approved, successor.time)
  }

  #account(intent: OrderIntent, replaces: Order | null, released: number): AccountState {
    const { portfolio } = this.#parts
    return {
      equity: portfolio.equity,
      grossExposure: portfolio.grossExposure,
      committed: this.#committed(replaces),
      positionLots: portfolio.position(intent.strategy, intent.instrument).quantity,
      referencePrice: portfolio.mark(intent.instrument),
      released,
    }
  }

  /** Value of the working orders that may still open or add to a position. */
  #committed(except: Order | null): number {
    let value = 0
    for (const working of this.#parts.orders.everyWorking()) {
      if (working === except || working.parentId !== null || working.intent.reduceOnly) continue
      const { quantity, instrument } = working.intent
      const mark = priceOf(working.price, this.#parts.portfolio.mark(instrument))
      const leaves = working.quantity - working.filledQuantity
      value +=
        'notional' in quantity ? quantity.notional : leaves * Math.abs(lotValue(this.#instruments.get(instrument) as Instrument, mark))
    }
    return value
  }

  #available(except: Order | null): number {
    const { portfolio, config } = this.#parts
    return portfolio.equity * config.leverage - portfolio.grossExposure - this.#committed(except)
  }

  #deny(routed: Routed, denial: Denial, intent: OrderIntent | null): null {
    this.denials.push({ ...denial, time: routed.time, strategy: routed.seat.name, instrument: routed.instrument.id })
    this.#log(routed, intent, denial.code)
    return null
  }

  #log({ seat, signal, instrument, time }: Routed, intent: OrderIntent | null, verdict: string): void {
    this.#parts.log.decision({ time, strategy: seat.name, instrument: instrument.id, signal, intent, verdict })
  }
}

function passThrough<Value>(value: Value): Value {
  return value
}

/** Cancels and amendments first, reductions with them; then what opens or adds. */
function order(sized: Plan): 0 | 1 {
  return sized.kind === 'place' && sized.reduction === 0 ? 1 : 0
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** A working order can be modified where only price or quantity differ; a bracket, a triggered or a part-filled order is replaced. */
function isModifiable(working: Order, intent: OrderIntent): boolean {
  const { intent: was } = working
  return (
    working.status === 'accepted' &&
    was.side === intent.side &&
    working.price.type === intent.price.type &&
    was.timeInForce === intent.timeInForce &&
    was.children.length === 0 &&
    intent.children.length === 0 &&
    'lots' in was.quantity &&
    'lots' in intent.quantity
  )
}

function samePrice(a: OrderPrice, b: OrderPrice): boolean {
  const numbers = (price: OrderPrice): string => `${'limit' in price ? price.limit : ''}/${'trigger' in price ? price.trigger : ''}`
  return a.type === b.type && numbers(a) === numbers(b)
}

function initialStop(intent: OrderIntent, fill: Fill): number | null {
  const stop = intent.children.find((child) => child.role === 'stop')
  if (stop === undefined) return null
  return 'at' in stop.price ? stop.price.at : fill.price * (1 + stop.price.percentOfFill)
}
