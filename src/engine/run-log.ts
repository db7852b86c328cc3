// The run's logs: decisions and executions, hashed as they come. Neither hash holds an id or a wall time.

import type { DecisionRecord } from '../model/decision.js'
import type { Fill } from '../model/fill.js'
import type { OrderIntent } from '../model/order.js'
import type { OrderPrice, ProtectivePrice, Signal } from '../model/signal.js'
import { assertNever } from '../std/assert.js'
import { HashLog } from '../std/hash.js'
import type { RecordTable } from '../std/record-table.js'
import { TextCodes } from '../std/text-codes.js'
import { type Decided, decisionTable } from './decision-table.js'

export class RunLog {
  /** How many decisions there were. */
  count = 0
  /** Null where the run keeps only their hash. */
  readonly #table: RecordTable<Decided> | null
  /** The orders of decisions that had to wait for a cancel, by sequence. */
  readonly #lateOrders = new Map<number, number>()
  readonly #decisions = new HashLog()
  readonly #decisionWords = decisionWords()
  readonly #executions = new HashLog()
  readonly #executionWords = executionWords()

  constructor(keepsDecisions: boolean) {
    this.#table = keepsDecisions ? decisionTable() : null
  }

  /** Every decision in its order, as it went into the hash, the indicators left out; null where they were not kept. */
  get decisions(): readonly DecisionRecord[] | null {
    if (this.#table === null) return null
    return this.#table.records().map((decided, index) => {
      const orderId = this.#lateOrders.get(index + 1) ?? decided.orderId
      return { sequence: index + 1, ...decided, orderId, indicators: {} }
    })
  }

  /** Hashes a decision, keeps it, and answers its sequence. */
  decision(decided: Decided): number {
    this.#table?.append(decided)
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
  }

  get decisionHash(): string {
    return this.#decisions.digest()
  }

  get executionHash(): string {
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
      return
    case 'exit':
      optionalNumber(log, signal.fraction)
      optionalPrice(log, words, signal.order)
      optionalWord(log, words.timeInForce, signal.timeInForce)
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
  for (const { role, price } of intent.children) {
    log.text(role)
    log.text('at' in price ? 'at' : 'fractionOfFill')
    log.number('at' in price ? price.at : price.fractionOfFill)
  }
}

function optionalPrice(log: HashLog, words: Words, price: OrderPrice | undefined): void {
  if (price === undefined) {
    log.null()
    return
  }
  log.word(price.type, words.priceType)
  if ('trigger' in price) log.number(price.trigger)
  if ('limit' in price) log.number(price.limit)
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
