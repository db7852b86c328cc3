// The run's logs: decisions and executions, hashed as they come. Neither hash holds an id or a wall time.

import type { Fill } from '../model/fill.js'
import type { OrderIntent } from '../model/order.js'
import type { OrderPrice, ProtectivePrice, Signal } from '../model/signal.js'
import type { EpochMs } from '../model/time.js'
import { assertNever } from '../std/assert.js'
import { HashLog } from '../std/hash.js'
import { TextCodes } from '../std/text-codes.js'

/** One signal and what became of it. */
export interface DecisionRecord {
  readonly time: EpochMs
  readonly strategy: string
  readonly instrument: string
  readonly signal: Signal
  /** What it was sized to; null where nothing was to be placed. */
  readonly intent: OrderIntent | null
  /** `approved`, `unchanged`, `amended`, `canceled`, or the code of the denial. */
  readonly verdict: string
}

export class RunLog {
  /** Every decision, where the log was asked to keep them; the hash holds them all in any case. */
  readonly decisions: DecisionRecord[] = []
  readonly #keeps: boolean
  readonly #decisions = new HashLog()
  readonly #decisionWords = decisionWords()
  readonly #executions = new HashLog()
  readonly #executionWords = executionWords()

  constructor(keepsDecisions: boolean) {
    this.#keeps = keepsDecisions
  }

  decision(time: EpochMs, strategy: string, instrument: string, signal: Signal, intent: OrderIntent | null, verdict: string): void {
    if (this.#keeps) this.decisions.push({ time, strategy, instrument, signal, intent, verdict })
    const log = this.#decisions
    const words = this.#decisionWords
    log.number(time)
    log.word(strategy, words.strategy)
    log.word(instrument, words.instrument)
    hashSignal(log, words, signal)
    hashIntent(log, words, intent)
    log.word(verdict, words.verdict)
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
