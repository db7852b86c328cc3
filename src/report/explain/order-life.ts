// The life of an order: the decision that placed it, what the controls said, what changed it later, and each of its fills.

import { type DecisionRecord, isDenied } from '../../model/decision.js'
import type { DenialRecord } from '../../model/denial.js'
import type { Fill } from '../../model/fill.js'
import type { HeardEvent } from '../../model/heard-event.js'
import { assetOf, type Instrument } from '../../model/instrument.js'
import type { Order } from '../../model/order.js'
import type { RunResult } from '../../model/run.js'
import { type FillPosting, fillPostings } from '../../portfolio/fill-postings.js'
import { BenchError } from '../../std/errors.js'
import { once } from '../../std/once.js'
import { grouped } from '../grouped.js'
import { type ControlVerdict, controlsOf, type RunControls } from './controls.js'
import { type GateVerdict, gateVerdicts } from './gates.js'
import { riskVerdicts } from './risk-verdicts.js'
import { type RunRules, rulesOf, sizingOf } from './run-rules.js'
import { fillsOfTrips, type TripFill } from './trip-fills.js'

/** A decision with what the controls said of its intent. */
export interface JudgedDecision {
  readonly decision: DecisionRecord
  readonly controls: readonly ControlVerdict[]
  /** The rule that made its size; null where it named its own. */
  readonly sizing: string | null
  /** What the governor and the market filters said of it. */
  readonly gates: readonly GateVerdict[]
}

/** What the books made of a fill: what the ledger posted for it, and its part in closed round trips. */
export interface Booking {
  readonly postings: readonly FillPosting[]
  readonly trips: readonly { readonly trip: number; readonly does: TripFill['does']; readonly lots: number }[]
}

export interface OrderLife {
  readonly order: Order
  /** The order whose fill woke it; null for one that stands alone. */
  readonly parent: Order | null
  /** What placed it, or its parent; null where the run did not keep its decisions, and for closing at the end of the data. */
  readonly placedBy: JudgedDecision | null
  /** What amended, repeated, canceled or replaced it later. */
  readonly changes: readonly JudgedDecision[]
  readonly fills: readonly Fill[]
  /** Parallel to the fills. */
  readonly bookings: readonly Booking[]
  /** What the broker said of it; null where the run did not keep it. */
  readonly events: readonly HeardEvent[] | null
}

export interface DenialLife {
  readonly number: number
  readonly denial: DenialRecord
  readonly decision: JudgedDecision | null
}

/** Looks lives up in one run; what is asked often is indexed once. */
export class RunLives {
  readonly result: RunResult
  readonly #orders: ReadonlyMap<number, Order>
  readonly #fills: ReadonlyMap<string, readonly Fill[]>
  readonly #decisions: ReadonlyMap<number, readonly DecisionRecord[]>
  readonly #events: ReadonlyMap<string, readonly HeardEvent[]>
  readonly #instruments: ReadonlyMap<string, Instrument>
  readonly #controls: RunControls
  readonly #rules: RunRules
  readonly #denials = once(() => this.#denialsBySequence())
  readonly #tripFills = once(() => this.#cutTrips())
  readonly #parts = once(() => partsOfFills(this.#tripFills()))

  constructor(result: RunResult) {
    this.result = result
    this.#orders = new Map(result.orders.map((order) => [order.clientOrderId, order]))
    this.#fills = grouped(result.fills, (fill) => String(fill.clientOrderId))
    this.#decisions = decisionsByOrder(result.decisions ?? [])
    this.#events = grouped(result.events ?? [], (event) => String(event.clientOrderId))
    this.#instruments = new Map(result.series.map(({ instrument }) => [instrument.id, instrument]))
    this.#controls = controlsOf(result.config)
    this.#rules = rulesOf(result.config)
  }

  order(id: number): OrderLife {
    const order = this.#orders.get(id)
    if (order === undefined) throw notThere('order', id, this.#orders.size)
    const parent = order.parentId === null ? null : (this.#orders.get(order.parentId) ?? null)
    const own = this.#decisions.get(id) ?? []
    const placing = parent === null ? own : (this.#decisions.get(parent.clientOrderId) ?? [])
    const fills = this.#fills.get(String(id)) ?? []
    const placedBy = placing.find(({ verdict }) => verdict === 'approved') ?? null
    return {
      order,
      parent,
      placedBy: placedBy === null ? null : this.#judged(placedBy),
      changes: own.filter((decision) => decision !== placedBy).map((decision) => this.#judged(decision)),
      fills,
      bookings: fills.map((fill) => this.#booking(fill)),
      events: this.result.events === undefined ? null : (this.#events.get(String(id)) ?? []),
    }
  }

  /** The fills of a closed round trip, or none. */
  fillsOf(trip: number): readonly TripFill[] {
    return this.#tripFills().get(trip) ?? []
  }

  denial(number: number): DenialLife {
    const denial = this.result.denials[number - 1]
    if (denial === undefined) throw notThere('denial', number, this.result.denials.length)
    const decision = this.result.decisions?.filter(isDenied)[number - 1]
    return { number, denial, decision: decision === undefined ? null : this.#judged(decision) }
  }

  /** Denials come in the order of the decisions that they end. */
  #denialsBySequence(): ReadonlyMap<number, DenialRecord> {
    const { decisions, denials } = this.result
    const denied = decisions?.filter(isDenied) ?? []
    return new Map(denied.flatMap(({ sequence }, index) => (denials[index] === undefined ? [] : [[sequence, denials[index]] as const])))
  }

  #cutTrips(): ReadonlyMap<number, readonly TripFill[]> {
    const { fills, roundTrips } = this.result
    const assets = (id: string): string => {
      const instrument = this.#instruments.get(id)
      return instrument === undefined ? id : assetOf(instrument)
    }
    return fillsOfTrips(fills, roundTrips, assets)
  }

  #booking(fill: Fill): Booking {
    const instrument = this.#instruments.get(fill.instrument)
    return {
      postings: instrument === undefined ? [] : fillPostings(fill, instrument),
      trips: this.#parts().get(fill.fillId) ?? [],
    }
  }

  #judged(decision: DecisionRecord): JudgedDecision {
    const instrument = this.#instruments.get(decision.instrument)
    const sizing = sizingOf(this.#rules, decision)
    if (instrument === undefined) return { decision, sizing, gates: [], controls: [] }
    const denial = this.#denials().get(decision.sequence) ?? null
    const [controls, rules] = [this.#controls, this.#rules]
    return {
      decision,
      sizing,
      gates: gateVerdicts(decision, denial, rules),
      controls: riskVerdicts({ decision, instrument, denial, controls, rules }),
    }
  }
}

/** Under each order that it is about: one may end several, or one for another. */
function decisionsByOrder(decisions: readonly DecisionRecord[]): ReadonlyMap<number, readonly DecisionRecord[]> {
  const byOrder = new Map<number, DecisionRecord[]>()
  for (const decision of decisions)
    for (const id of ordersOf(decision)) {
      const ofOrder = byOrder.get(id)
      if (ofOrder === undefined) byOrder.set(id, [decision])
      else ofOrder.push(decision)
    }
  return byOrder
}

function ordersOf({ orderId, others = [] }: DecisionRecord): readonly number[] {
  return orderId === null ? others : [orderId, ...others]
}

/** The trips that each fill is part of: two, where it turns a position. */
function partsOfFills(trips: ReadonlyMap<number, readonly TripFill[]>): ReadonlyMap<number, Booking['trips']> {
  const parts = new Map<number, Booking['trips'][number][]>()
  for (const [trip, fills] of trips)
    for (const { fill, does, lots } of fills) parts.set(fill.fillId, [...(parts.get(fill.fillId) ?? []), { trip, does, lots }])
  return parts
}

export function notThere(what: string, number: number, count: number): BenchError {
  const hint = count === 0 ? `the run has no ${what}s` : `they are numbered 1 to ${count}`
  return new BenchError('USAGE', `the run has no ${what} ${number}`, hint)
}
