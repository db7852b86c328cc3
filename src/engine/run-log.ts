// The run's logs: decisions and executions, hashed as they come. Neither hash holds an id or a wall time.

import type { Fill } from '../model/fill.js'
import type { OrderIntent } from '../model/order.js'
import type { OrderPrice, ProtectivePrice, Signal } from '../model/signal.js'
import type { EpochMs } from '../model/time.js'
import { assertNever } from '../std/assert.js'
import { HashLog } from '../std/hash.js'

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
  readonly #executions = new HashLog()

  constructor(keepsDecisions: boolean) {
    this.#keeps = keepsDecisions
  }

  decision(time: EpochMs, strategy: string, instrument: string, signal: Signal, intent: OrderIntent | null, verdict: string): void {
    if (this.#keeps) this.decisions.push({ time, strategy, instrument, signal, intent, verdict })
    const log = this.#decisions
    log.number(time)
    log.text(strategy)
    log.text(instrument)
    hashSignal(log, signal)
    hashIntent(log, intent)
    log.text(verdict)
  }

  execution(fill: Fill): void {
    const log = this.#executions
    log.number(fill.time)
    log.text(fill.strategy)
    log.text(fill.instrument)
    log.text(fill.role)
    log.text(fill.side)
    log.number(fill.quantity)
    log.number(fill.price)
    log.number(fill.referencePrice)
    log.number(fill.fee)
    log.text(fill.rule)
    log.text(fill.priceSource)
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

function hashSignal(log: HashLog, signal: Signal): void {
  log.text(signal.kind)
  optionalText(log, signal.tag)
  optionalText(log, signal.reason)
  switch (signal.kind) {
    case 'enter':
      log.text(signal.direction)
      optionalNumber(log, signal.strength)
      optionalNumber(log, signal.confidence)
      optionalPrice(log, signal.order)
      optionalProtection(log, signal.protect?.stop)
      optionalProtection(log, signal.protect?.target)
      log.value(signal.size ?? null)
      optionalText(log, signal.timeInForce)
      return
    case 'exit':
      optionalNumber(log, signal.fraction)
      optionalPrice(log, signal.order)
      optionalText(log, signal.timeInForce)
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

function hashIntent(log: HashLog, intent: OrderIntent | null): void {
  if (intent === null) {
    log.null()
    return
  }
  log.text(intent.role)
  log.text(intent.side)
  log.text('lots' in intent.quantity ? 'lots' : 'notional')
  log.number('lots' in intent.quantity ? intent.quantity.lots : intent.quantity.notional)
  optionalPrice(log, intent.price)
  log.text(intent.timeInForce)
  log.flag(intent.reduceOnly)
  log.number(intent.children.length)
  for (const { role, price } of intent.children) {
    log.text(role)
    log.text('at' in price ? 'at' : 'fractionOfFill')
    log.number('at' in price ? price.at : price.fractionOfFill)
  }
}

function optionalPrice(log: HashLog, price: OrderPrice | undefined): void {
  if (price === undefined) {
    log.null()
    return
  }
  log.text(price.type)
  if ('trigger' in price) log.number(price.trigger)
  if ('limit' in price) log.number(price.limit)
}

function optionalProtection(log: HashLog, price: ProtectivePrice | undefined): void {
  if (price === undefined) log.null()
  else if (typeof price === 'number') log.number(price)
  else log.value({ fraction: price.fraction })
}

function optionalText(log: HashLog, value: string | undefined): void {
  if (value === undefined) log.null()
  else log.text(value)
}

function optionalNumber(log: HashLog, value: number | undefined): void {
  if (value === undefined) log.null()
  else log.number(value)
}
