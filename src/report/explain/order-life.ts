// The life of an order: the decision that placed it, what the controls said, what changed it later, and each of its fills.

import { type DecisionRecord, isDenied } from '../../model/decision.js'
import type { DenialRecord } from '../../model/denial.js'
import type { Fill } from '../../model/fill.js'
import type { Instrument } from '../../model/instrument.js'
import type { Order } from '../../model/order.js'
import type { RunResult } from '../../model/run.js'
import { BenchError } from '../../std/errors.js'
import { grouped } from '../grouped.js'
import { type ControlVerdict, controlsOf, controlVerdicts, type RunControls } from './controls.js'

/** A decision with what the controls said of its intent. */
export interface JudgedDecision {
  readonly decision: DecisionRecord
  readonly controls: readonly ControlVerdict[]
}

export interface OrderLife {
  readonly order: Order
  /** The order whose fill woke it; null for one that stands alone. */
  readonly parent: Order | null
  /** What placed it, or its parent; null where the run did not keep its decisions, and for closing at the end of the data. */
  readonly placedBy: JudgedDecision | null
  /** What amended, repeated or canceled it later. */
  readonly changes: readonly JudgedDecision[]
  readonly fills: readonly Fill[]
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
  readonly #decisions: ReadonlyMap<string, readonly DecisionRecord[]>
  readonly #instruments: ReadonlyMap<string, Instrument>
  readonly #controls: RunControls

  constructor(result: RunResult) {
    this.result = result
    this.#orders = new Map(result.orders.map((order) => [order.clientOrderId, order]))
    this.#fills = grouped(result.fills, (fill) => String(fill.clientOrderId))
    this.#decisions = grouped(result.decisions ?? [], (decision) => String(decision.orderId))
    this.#instruments = new Map(result.series.map(({ instrument }) => [instrument.id, instrument]))
    this.#controls = controlsOf(result.config)
  }

  order(id: number): OrderLife {
    const order = this.#orders.get(id)
    if (order === undefined) throw notThere('order', id, this.#orders.size)
    const parent = order.parentId === null ? null : (this.#orders.get(order.parentId) ?? null)
    const own = this.#decisions.get(String(id)) ?? []
    const placing = parent === null ? own : (this.#decisions.get(String(parent.clientOrderId)) ?? [])
    const placedBy = placing.find(({ verdict }) => verdict === 'approved') ?? null
    return {
      order,
      parent,
      placedBy: placedBy === null ? null : this.#judged(placedBy),
      changes: own.filter((decision) => decision !== placedBy).map((decision) => this.#judged(decision)),
      fills: this.#fills.get(String(id)) ?? [],
    }
  }

  denial(number: number): DenialLife {
    const denial = this.result.denials[number - 1]
    if (denial === undefined) throw notThere('denial', number, this.result.denials.length)
    const decision = this.result.decisions?.filter(isDenied)[number - 1]
    return { number, denial, decision: decision === undefined ? null : this.#judged(decision) }
  }

  #judged(decision: DecisionRecord): JudgedDecision {
    const instrument = this.#instruments.get(decision.instrument)
    return { decision, controls: instrument === undefined ? [] : controlVerdicts(decision, instrument, this.#controls) }
  }
}

export function notThere(what: string, number: number, count: number): BenchError {
  const hint = count === 0 ? `the run has no ${what}s` : `they are numbered 1 to ${count}`
  return new BenchError('USAGE', `the run has no ${what} ${number}`, hint)
}
