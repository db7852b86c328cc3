// The run's logs: decisions and executions, hashed as they come. Neither hash holds an id or a wall time.

import type { SessionEvent } from '../../model/broker.js'
import type { DecisionRecord } from '../../model/decision.js'
import type { Fill } from '../../model/fill.js'
import { type ChildIntent, isPlain, type OrderIntent, type ProtectivePoint } from '../../model/order.js'
import type { OrderPrice } from '../../model/order-price.js'
import type { ProtectivePrice, Signal } from '../../model/signal.js'
import { HeardEvents } from '../../orders/heard-events.js'
import { assertNever } from '../../std/assert.js'
import { Batch } from '../../std/batch.js'
import { type Hashable, HashLog } from '../../std/hash.js'
import type { RecordTable } from '../../std/record-table.js'
import { TextCodes } from '../../std/text-codes.js'
import { SizeCuts } from '../planning/size-cuts.js'
import { rareFields } from '../planning/terms.js'
import { type Decided, decisionTable, hasOrder } from './decision-table.js'

export class RunLog {
  /** How many decisions there were. */
  count = 0
  /** Of the sizes that were sent. */
  readonly cuts = new SizeCuts()
  /** What the broker said of its connection, and last of the account, in the order it came. */
  readonly sessions: SessionEvent[] = []
  /** What it said of orders; null where the run keeps no decisions. */
  readonly events: HeardEvents | null
  /** Null where the run keeps only their hash. */
  readonly #table: RecordTable<Decided> | null
  /** The orders of decisions that had to wait for a cancel, by sequence. */
  readonly #lateOrders = new Map<number, number>()
  readonly #decisions = new HashLog()
  readonly #decisionWords = decisionWords()
  readonly #executions = new HashLog()
  readonly #executionWords = executionWords()
  readonly #filled = new Batch<Fill>((fill) => this.#hashFill(fill))

  constructor(keepsDecisions: boolean) {
    this.#table = keepsDecisions ? decisionTable() : null
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
    this.#table?.append(decided)
    this.cuts.note(decided)
    const { time, strategy, instrument, signal, intent, verdict } = decided
    const log = this.#decisions
    const words = this.#decisionWords
    log.number(time)
    log.word(strategy, words.strategy)
    log.word(instrument, words.instrument)
    hashSignal(log, words, signal)
    hashIntent(log, words, intent)
    log.word(verdict, words.verdict)
    return ++this.count
  }

  /** The order that a decision led to, once what it replaces was out of the way. */
  placedLater(sequence: number, orderId: number): void {
    if (this.#table !== null) this.#lateOrders.set(sequence, orderId)
  }

  execution(fill: Fill): void {
    this.#filled.add(fill)
  }

  #hashFill(fill: Fill): void {
    const log = this.#executions
    const words = this.#executionWords
    log.number(fill.time)
    log.word(fill.strategy, words.strategy)
    log.word(fill.instrument, words.instrument)
    log.word(fill.role, words.role)
    log.word(fill.side, words.side)
    log.number(fill.quantity)
    log.number(fill.price)
    log.number(fill.referencePrice)
    log.number(fill.fee)
    log.word(fill.rule, words.rule)
    log.word(fill.priceSource, words.priceSource)
    log.flag(fill.ambiguous)
    log.flag(fill.volumeUnknown)
    // Only runs with virtual accounts have it: the hashes of the others stay as they were.
    if (fill.account !== undefined) log.text(fill.account)
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
    return this.#decisions.digest()
  }

  get executionHash(): string {
    this.#filled.flush()
    return this.#executions.digest()
  }
}

/** The texts of a decision, field by field. */
function decisionWords() {
  return {
    strategy: new TextCodes(),
    instrument: new TextCodes(),
    verdict: new TextCodes(),
    kind: new TextCodes(),
    tag: new TextCodes(),
    reason: new TextCodes(),
    direction: new TextCodes(),
    role: new TextCodes(),
    side: new TextCodes(),
    priceType: new TextCodes(),
    timeInForce: new TextCodes(),
  } as const
}

/** The texts of an execution, field by field. */
function executionWords() {
  return {
    strategy: new TextCodes(),
    instrument: new TextCodes(),
    role: new TextCodes(),
    side: new TextCodes(),
    rule: new TextCodes(),
    priceSource: new TextCodes(),
  } as const
}

type Words = ReturnType<typeof decisionWords>

function hashSignal(log: HashLog, words: Words, signal: Signal): void {
  log.word(signal.kind, words.kind)
  optionalWord(log, words.tag, signal.tag)
  optionalWord(log, words.reason, signal.reason)
  switch (signal.kind) {
    case 'enter':
      log.word(signal.direction, words.direction)
      optionalNumber(log, signal.strength)
      optionalNumber(log, signal.confidence)
      optionalPrice(log, words, signal.order)
      optionalProtection(log, signal.protect?.stop)
      optionalProtection(log, signal.protect?.target)
      log.value(signal.size ?? null)
      optionalWord(log, words.timeInForce, signal.timeInForce)
      hashRareFields(log, signal)
      return
    case 'exit':
      optionalNumber(log, signal.fraction)
      optionalPrice(log, words, signal.order)
      optionalWord(log, words.timeInForce, signal.timeInForce)
      hashRareFields(log, signal)
      return
    case 'target':
      log.number(signal.weight)
      return
    case 'amend':
      optionalNumber(log, signal.limit)
      optionalNumber(log, signal.trigger)
      return
    case 'cancel':
      return
    default:
      assertNever(signal)
  }
}

function hashIntent(log: HashLog, words: Words, intent: OrderIntent | null): void {
  if (intent === null) {
    log.null()
    return
  }
  log.word(intent.role, words.role)
  log.word(intent.side, words.side)
  log.flag('lots' in intent.quantity)
  log.number('lots' in intent.quantity ? intent.quantity.lots : intent.quantity.notional)
  optionalPrice(log, words, intent.price)
  log.word(intent.timeInForce, words.timeInForce)
  log.number(intent.closing)
  log.flag(intent.reduceOnly)
  log.number(intent.children.length)
  for (const child of intent.children) hashChild(log, words, child)
  if (isPlain(intent.terms)) log.null()
  else log.value({ ...intent.terms, oca: intent.terms.oca === null ? null : { ...intent.terms.oca } })
  if (intent.account !== undefined) log.text(intent.account)
}

function hashChild(log: HashLog, words: Words, child: ChildIntent): void {
  log.text(child.role)
  if (child.role === 'triggered') {
    log.word(child.side, words.side)
    log.number(child.lots)
    hashPrice(log, words, child.price)
  } else if ('trail' in child.price) {
    log.text('trail')
    log.value({ ...child.price.trail })
    if (child.price.from === null) log.null()
    else hashPoint(log, child.price.from)
    if (child.price.limitFraction !== undefined) log.number(child.price.limitFraction)
  } else {
    hashPoint(log, child.price)
  }
}

function hashPoint(log: HashLog, point: ProtectivePoint): void {
  log.text('at' in point ? 'at' : 'fractionOfFill')
  log.number('at' in point ? point.at : point.fractionOfFill)
}

function hashRareFields(log: HashLog, signal: Signal): void {
  const rare = rareFields(signal)
  if (rare === null) log.null()
  else log.value(rare as unknown as Hashable)
}

function optionalPrice(log: HashLog, words: Words, price: OrderPrice | undefined): void {
  if (price === undefined) {
    log.null()
    return
  }
  hashPrice(log, words, price)
}

function hashPrice(log: HashLog, words: Words, price: OrderPrice): void {
  log.word(price.type, words.priceType)
  if ('trail' in price) log.value({ ...price.trail })
  if ('offset' in price) log.number(price.offset)
  if ('trigger' in price) optionalNumber(log, price.trigger ?? undefined)
  if ('limit' in price) optionalNumber(log, price.limit ?? undefined)
}

function optionalProtection(log: HashLog, price: ProtectivePrice | undefined): void {
  if (price === undefined) log.null()
  else if (typeof price === 'number') log.number(price)
  else log.value({ fraction: price.fraction })
}

function optionalWord(log: HashLog, field: TextCodes, value: string | undefined): void {
  if (value === undefined) log.null()
  else log.word(value, field)
}

function optionalNumber(log: HashLog, value: number | undefined): void {
  if (value === undefined) log.null()
  else log.number(value)
}
