// The run's log: decisions, hashed as they come, and what the broker said. The hash holds no id and no wall time.

import type { SessionEvent } from '../../model/broker.js'
import type { DecisionRecord } from '../../model/decision.js'
import { HeardEvents } from '../../orders/heard-events.js'
import type { RecordTable } from '../../std/record-table.js'
import { SizeCuts } from '../planning/size-cuts.js'
import { DecisionHash } from './decision-hash.js'
import type { Decided } from './decision-row.js'
import { decisionTable, hasOrder } from './decision-table.js'

export class RunLog {
  /** How many decisions there were. */
  count = 0
  /** Of the sizes that were sent. */
  readonly cuts = new SizeCuts()
  /** What the broker said of its connection, and last of the account, in the order it came. */
  readonly sessions: SessionEvent[] = []
  /** What it said of orders; null where the run keeps no decisions. */
  readonly events: HeardEvents | null
  readonly #hash = new DecisionHash()
  /** Null where the run keeps only their hash. */
  readonly #table: RecordTable<Decided> | null
  /** The orders of decisions that had to wait for a cancel, by sequence. */
  readonly #lateOrders = new Map<number, number>()

  constructor(keepsDecisions: boolean) {
    this.#table = keepsDecisions ? decisionTable(this.#hash) : null
    this.events = keepsDecisions ? new HeardEvents() : null
  }

  get keepsDecisions(): boolean {
    return this.#table !== null
  }

  /** Every decision in its order, as it went into the hash, the indicators left out; null where they were not kept. */
  get decisions(): readonly DecisionRecord[] | null {
    if (this.#table === null) return null
    return this.#table.records().map((decided, row) => this.#record(decided, row))
  }

  /** Those of them that were about an order. */
  get ofOrders(): readonly DecisionRecord[] | null {
    const table = this.#table
    if (table === null) return null
    const late = [...this.#lateOrders.keys()].map((sequence) => sequence - 1)
    const rows = new Set([...table.rowsWhere(hasOrder), ...late])
    return [...rows].sort((a, b) => a - b).map((row) => this.#record(table.at(row), row))
  }

  #record(decided: Decided, row: number): DecisionRecord {
    const orderId = this.#lateOrders.get(row + 1) ?? decided.orderId
    return { sequence: row + 1, ...decided, orderId, indicators: {} }
  }

  /** Hashes a decision, keeps it, and answers its sequence. */
  decision(decided: Decided): number {
    if (this.#table === null) this.#hash.add(decided)
    else this.#table.append(decided)
    this.cuts.note(decided)
    return ++this.count
  }

  /** The order that a decision led to, once what it replaces was out of the way. */
  placedLater(sequence: number, orderId: number): void {
    if (this.#table !== null) this.#lateOrders.set(sequence, orderId)
  }

  session(event: SessionEvent): void {
    // A broker tells of the account every few minutes: the last word counts.
    if (event.kind === 'account') this.#dropAccount()
    this.sessions.push(event)
  }

  #dropAccount(): void {
    const last = this.sessions.findLastIndex(({ kind }) => kind === 'account')
    if (last >= 0) this.sessions.splice(last, 1)
  }

  get decisionHash(): string {
    return this.#hash.digest
  }
}
