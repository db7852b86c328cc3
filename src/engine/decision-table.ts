// The decisions of a run as rows of numbers: a decision costs one row, a bar without a signal nothing.

import type { DecisionRecord } from '../model/decision.js'
import type { ChildIntent, OrderIntent } from '../model/order.js'
import type { Enter, Protection, ProtectivePrice, Signal, Size, TimeInForce } from '../model/signal.js'
import { readPrice, writePrice } from '../orders/order-table.js'
import { assertNever } from '../std/assert.js'
import { RecordTable, type RowCodec } from '../std/record-table.js'
import { TextCodes } from '../std/text-codes.js'

/** A decision without what can be said later: its number in the log, and what the indicators read. */
export type Decided = Omit<DecisionRecord, 'sequence' | 'indicators'>

export function decisionTable(): RecordTable<Decided> {
  return new RecordTable(decisionCodec())
}

/** Where the parts of a row begin. */
const At = { signal: 13, intent: 27, end: 39 } as const

/** What the codes of a table stand for. */
interface Texts {
  readonly strategy: TextCodes
  readonly instrument: TextCodes
  readonly verdict: TextCodes
  readonly tag: TextCodes
  readonly reason: TextCodes
  readonly role: TextCodes
  /** Brackets are few: their children stay objects, by the number of their row. */
  readonly children: Map<number, readonly ChildIntent[]>
}

function decisionCodec(): RowCodec<Decided> {
  let written = 0
  const texts: Texts = {
    strategy: new TextCodes(),
    instrument: new TextCodes(),
    verdict: new TextCodes(),
    tag: new TextCodes(),
    reason: new TextCodes(),
    role: new TextCodes(),
    children: new Map(),
  }
  return {
    width: At.end,
    write(decision, rows, at) {
      const { account } = decision
      rows[at] = written++
      rows[at + 1] = decision.time
      rows[at + 2] = texts.strategy.code(decision.strategy)
      rows[at + 3] = texts.instrument.code(decision.instrument)
      rows[at + 4] = texts.verdict.code(decision.verdict)
      rows[at + 5] = decision.orderId ?? 0
      rows[at + 6] = decision.mark ?? Number.NaN
      rows[at + 7] = decision.position
      rows[at + 8] = account === null ? Number.NaN : account.equity
      if (account !== null) {
        rows[at + 9] = account.grossExposure
        rows[at + 10] = account.committed
        rows[at + 11] = account.netLots
        rows[at + 12] = account.released
      }
      writeSignal(decision.signal, texts, rows, at + At.signal)
      writeIntent(decision.intent, texts, rows, at + At.intent)
      if (decision.intent !== null && decision.intent.children.length > 0) texts.children.set(rows[at], decision.intent.children)
    },
    read(rows, at) {
      const number = (column: number): number => rows[at + column] as number
      const [strategy, instrument] = [texts.strategy.text(number(2)), texts.instrument.text(number(3))]
      const intent = readIntent(strategy, instrument, texts, rows, at + At.intent)
      const children = texts.children.get(number(0))
      return {
        time: number(1),
        strategy,
        instrument,
        signal: readSignal(texts, rows, at + At.signal),
        intent: intent === null || children === undefined ? intent : { ...intent, children },
        verdict: texts.verdict.text(number(4)),
        orderId: number(5) === 0 ? null : number(5),
        mark: Number.isNaN(number(6)) ? null : number(6),
        position: number(7),
        account: Number.isNaN(number(8))
          ? null
          : { equity: number(8), grossExposure: number(9), committed: number(10), netLots: number(11), released: number(12) },
      }
    },
  }
}

const kinds = ['enter', 'exit', 'target', 'amend', 'cancel'] as const satisfies readonly Signal['kind'][]
const timesInForce = ['DAY', 'GTC'] as const satisfies readonly TimeInForce[]

/** What of a signal is there, as bits: its one or two numbers, its stop and target and whether they are fractions, which kind of size. */
const Has = { first: 1, second: 2, stop: 4, stopFraction: 8, target: 16, targetFraction: 32, lots: 64, notional: 128, weight: 256 } as const

/** Fourteen numbers: kind, tag, reason, direction, time in force, order (3), what is there, first and second number, stop, target, size. */
function writeSignal(signal: Signal, texts: Texts, rows: Float64Array, at: number): void {
  rows[at] = kinds.indexOf(signal.kind)
  rows[at + 1] = optionalCode(texts.tag, signal.tag)
  rows[at + 2] = optionalCode(texts.reason, signal.reason)
  switch (signal.kind) {
    case 'enter':
      rows[at + 3] = signal.direction === 'long' ? 0 : 1
      writeOrder(signal, rows, at + 4)
      rows[at + 8] = numbersPresent(signal.strength, signal.confidence) | protectionPresent(signal) | sizePresent(signal.size)
      rows[at + 9] = signal.strength ?? 0
      rows[at + 10] = signal.confidence ?? 0
      rows[at + 11] = protectiveNumber(signal.protect?.stop)
      rows[at + 12] = protectiveNumber(signal.protect?.target)
      rows[at + 13] = sizeNumber(signal.size)
      return
    case 'exit':
      writeOrder(signal, rows, at + 4)
      rows[at + 8] = numbersPresent(signal.fraction, undefined)
      rows[at + 9] = signal.fraction ?? 0
      return
    case 'target':
      rows[at + 9] = signal.weight
      return
    case 'amend':
      rows[at + 8] = numbersPresent(signal.limit, signal.trigger)
      rows[at + 9] = signal.limit ?? 0
      rows[at + 10] = signal.trigger ?? 0
      return
    case 'cancel':
      return
    default:
      assertNever(signal)
  }
}

function readSignal(texts: Texts, rows: Float64Array, at: number): Signal {
  const number = (column: number): number => rows[at + column] as number
  const has = number(8)
  const first = has & Has.first ? number(9) : undefined
  const second = has & Has.second ? number(10) : undefined
  const keyed = { tag: optionalText(texts.tag, number(1)), reason: optionalText(texts.reason, number(2)) }
  const kind = kinds[number(0)] as Signal['kind']
  switch (kind) {
    case 'enter':
      return {
        kind,
        ...keyed,
        direction: number(3) === 0 ? 'long' : 'short',
        strength: first,
        confidence: second,
        ...readOrder(rows, at + 4),
        protect: readProtection(has, number(11), number(12)),
        size: readSize(has, number(13)),
      }
    case 'exit':
      return { kind, ...keyed, fraction: first, ...readOrder(rows, at + 4) }
    case 'target':
      return { kind, ...keyed, weight: number(9) }
    case 'amend':
      return { kind, ...keyed, limit: first, trigger: second }
    case 'cancel':
      return { kind, ...keyed }
    default:
      return assertNever(kind)
  }
}

/** Twelve numbers: role, side, kind of quantity, quantity, price (3), time in force, closing, reduce-only, tag, reason. */
function writeIntent(intent: OrderIntent | null, texts: Texts, rows: Float64Array, at: number): void {
  if (intent === null) {
    rows[at] = -1
    return
  }
  const { quantity } = intent
  rows[at] = texts.role.code(intent.role)
  rows[at + 1] = intent.side === 'buy' ? 0 : 1
  rows[at + 2] = 'lots' in quantity ? 0 : 1
  rows[at + 3] = 'lots' in quantity ? quantity.lots : quantity.notional
  writePrice(intent.price, rows, at + 4)
  rows[at + 7] = timesInForce.indexOf(intent.timeInForce)
  rows[at + 8] = intent.closing
  rows[at + 9] = intent.reduceOnly ? 1 : 0
  rows[at + 10] = texts.tag.code(intent.tag)
  rows[at + 11] = texts.reason.code(intent.reason)
}

const noChildren: readonly ChildIntent[] = []

function readIntent(strategy: string, instrument: string, texts: Texts, rows: Float64Array, at: number): OrderIntent | null {
  const number = (column: number): number => rows[at + column] as number
  if (number(0) < 0) return null
  return {
    strategy,
    instrument,
    tag: texts.tag.text(number(10)),
    role: texts.role.text<OrderIntent['role']>(number(0)),
    side: number(1) === 0 ? 'buy' : 'sell',
    quantity: number(2) === 0 ? { lots: number(3) } : { notional: number(3) },
    price: readPrice(rows, at + 4),
    timeInForce: timesInForce[number(7)] as TimeInForce,
    closing: number(8),
    reduceOnly: number(9) === 1,
    children: noChildren,
    reason: texts.reason.text(number(11)),
  }
}

function writeOrder({ timeInForce, order }: Pick<Enter, 'timeInForce' | 'order'>, rows: Float64Array, at: number): void {
  rows[at] = timeInForce === undefined ? -1 : timesInForce.indexOf(timeInForce)
  if (order === undefined) rows[at + 1] = -1
  else writePrice(order, rows, at + 1)
}

function readOrder(rows: Float64Array, at: number): Pick<Enter, 'timeInForce' | 'order'> {
  return { order: rows[at + 1] === -1 ? undefined : readPrice(rows, at + 1), timeInForce: timesInForce[rows[at] as number] }
}

function numbersPresent(first: number | undefined, second: number | undefined): number {
  return (first === undefined ? 0 : Has.first) | (second === undefined ? 0 : Has.second)
}

function protectionPresent({ protect }: Enter): number {
  if (protect === undefined) return 0
  const stop = protect.stop === undefined ? 0 : Has.stop | (typeof protect.stop === 'number' ? 0 : Has.stopFraction)
  const target = protect.target === undefined ? 0 : Has.target | (typeof protect.target === 'number' ? 0 : Has.targetFraction)
  return stop | target
}

function protectiveNumber(price: ProtectivePrice | undefined): number {
  if (price === undefined) return 0
  return typeof price === 'number' ? price : price.fraction
}

function readProtection(has: number, stop: number, target: number): Protection | undefined {
  if ((has & (Has.stop | Has.target)) === 0) return undefined
  return {
    stop: has & Has.stop ? (has & Has.stopFraction ? { fraction: stop } : stop) : undefined,
    target: has & Has.target ? (has & Has.targetFraction ? { fraction: target } : target) : undefined,
  }
}

function sizePresent(size: Size | undefined): number {
  if (size === undefined) return 0
  return 'lots' in size ? Has.lots : 'notional' in size ? Has.notional : Has.weight
}

function sizeNumber(size: Size | undefined): number {
  if (size === undefined) return 0
  return 'lots' in size ? size.lots : 'notional' in size ? size.notional : size.weight
}

function readSize(has: number, value: number): Size | undefined {
  if (has & Has.lots) return { lots: value }
  if (has & Has.notional) return { notional: value }
  return has & Has.weight ? { weight: value } : undefined
}

function optionalCode(field: TextCodes, text: string | undefined): number {
  return text === undefined ? -1 : field.code(text)
}

function optionalText(field: TextCodes, code: number): string | undefined {
  return code < 0 ? undefined : field.text(code)
}
