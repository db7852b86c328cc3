// A signal as a fixed number of numbers in a row of decisions, and back.

import { PRICE_WIDTH, readPrice, writePrice } from '../../model/order-price-rows.js'
import type { Enter, Protection, ProtectivePrice, Signal, Size, TimeInForce } from '../../model/signal.js'
import { assertNever } from '../../std/assert.js'
import type { TextCodes } from '../../std/text-codes.js'

/** What the codes of signals stand for. */
export interface SignalTexts {
  readonly tag: TextCodes
  readonly reason: TextCodes
  readonly timeInForce: TextCodes
}

/** Where what is there begins, after the time in force and the order. */
const HAS = 5 + PRICE_WIDTH

export const SIGNAL_WIDTH = HAS + 6

/** There is no text, or one with a code from here on. */
const NONE = 0
const FIRST = 1

const Kind = { enter: 0, exit: 1, target: 2, amend: 3, cancel: 4 } as const satisfies Record<Signal['kind'], number>
const kinds = Object.keys(Kind) as readonly Signal['kind'][]

/** What of a signal is there, as bits: its one or two numbers, its stop and target and whether they are fractions, which kind of size, its order. */
const Has = {
  first: 1,
  second: 2,
  stop: 4,
  stopFraction: 8,
  target: 16,
  targetFraction: 32,
  lots: 64,
  notional: 128,
  weight: 256,
  order: 512,
} as const

/** Writes `SIGNAL_WIDTH` numbers: kind, tag, reason, direction, time in force, order, what is there, first and second number, stop, target, size. `rareFields` are kept elsewhere. */
export function writeSignal(signal: Signal, texts: SignalTexts, rows: Float64Array, at: number): void {
  rows[at + 1] = optionalCode(texts.tag, signal.tag)
  rows[at + 2] = optionalCode(texts.reason, signal.reason)
  switch (signal.kind) {
    case 'enter':
      rows[at] = Kind.enter
      rows[at + 3] = signal.direction === 'long' ? 0 : 1
      writeOrder(signal, texts, rows, at + 4)
      rows[at + HAS] =
        numbersPresent(signal.strength, signal.confidence) | protectionPresent(signal) | sizePresent(signal.size) | orderPresent(signal)
      rows[at + HAS + 1] = signal.strength ?? 0
      rows[at + HAS + 2] = signal.confidence ?? 0
      rows[at + HAS + 3] = protectiveNumber(signal.protect?.stop)
      rows[at + HAS + 4] = protectiveNumber(signal.protect?.target)
      rows[at + HAS + 5] = sizeNumber(signal.size)
      return
    case 'exit':
      rows[at] = Kind.exit
      writeOrder(signal, texts, rows, at + 4)
      rows[at + HAS] = numbersPresent(signal.fraction, undefined) | orderPresent(signal)
      rows[at + HAS + 1] = signal.fraction ?? 0
      return
    case 'target':
      rows[at] = Kind.target
      rows[at + HAS + 1] = signal.weight
      return
    case 'amend':
      rows[at] = Kind.amend
      rows[at + HAS] = numbersPresent(signal.limit, signal.trigger)
      rows[at + HAS + 1] = signal.limit ?? 0
      rows[at + HAS + 2] = signal.trigger ?? 0
      return
    case 'cancel':
      rows[at] = Kind.cancel
      return
    default:
      assertNever(signal)
  }
}

/** What `writeSignal` wrote, without its instrument. */
export function readSignal(texts: SignalTexts, rows: Float64Array, at: number): Signal {
  const number = (column: number): number => rows[at + column] as number
  const has = number(HAS)
  const first = has & Has.first ? number(HAS + 1) : undefined
  const second = has & Has.second ? number(HAS + 2) : undefined
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
        ...readOrder(has, texts, rows, at + 4),
        protect: readProtection(has, number(HAS + 3), number(HAS + 4)),
        size: readSize(has, number(HAS + 5)),
      }
    case 'exit':
      return { kind, ...keyed, fraction: first, ...readOrder(has, texts, rows, at + 4) }
    case 'target':
      return { kind, ...keyed, weight: number(HAS + 1) }
    case 'amend':
      return { kind, ...keyed, limit: first, trigger: second }
    case 'cancel':
      return { kind, ...keyed }
    default:
      return assertNever(kind)
  }
}

function writeOrder(
  { timeInForce, order }: Pick<Enter, 'timeInForce' | 'order'>,
  texts: SignalTexts,
  rows: Float64Array,
  at: number,
): void {
  rows[at] = optionalCode(texts.timeInForce, timeInForce)
  if (order !== undefined) writePrice(order, rows, at + 1)
}

function readOrder(has: number, texts: SignalTexts, rows: Float64Array, at: number): Pick<Enter, 'timeInForce' | 'order'> {
  return {
    order: has & Has.order ? readPrice(rows, at + 1) : undefined,
    timeInForce: optionalText<TimeInForce>(texts.timeInForce, rows[at] as number),
  }
}

function orderPresent({ order }: Pick<Enter, 'order'>): number {
  return order === undefined ? 0 : Has.order
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
  return text === undefined ? NONE : FIRST + field.code(text)
}

function optionalText<Text extends string = string>(field: TextCodes, code: number): Text | undefined {
  return code === NONE ? undefined : field.text<Text>(code - FIRST)
}
