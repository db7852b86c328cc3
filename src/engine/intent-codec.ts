// An order intent as a fixed number of numbers in a row of decisions, and back.

import type { ChildIntent, OrderIntent } from '../model/order.js'
import { readPrice, writePrice } from '../orders/order-table.js'
import type { TextCodes } from '../std/text-codes.js'

/** What the codes of intents stand for. */
export interface IntentTexts {
  readonly role: TextCodes
  readonly tag: TextCodes
  readonly reason: TextCodes
  readonly timeInForce: TextCodes
}

export const INTENT_WIDTH = 12

/** Writes `INTENT_WIDTH` numbers: role, side, kind of quantity, quantity, price (3), time in force, closing, reduce-only, tag, reason. Its children are kept elsewhere. */
export function writeIntent(intent: OrderIntent | null, texts: IntentTexts, rows: Float64Array, at: number): void {
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
  rows[at + 7] = texts.timeInForce.code(intent.timeInForce)
  rows[at + 8] = intent.closing
  rows[at + 9] = intent.reduceOnly ? 1 : 0
  rows[at + 10] = texts.tag.code(intent.tag)
  rows[at + 11] = texts.reason.code(intent.reason)
}

const noChildren: readonly ChildIntent[] = []

/** What `writeIntent` wrote, without children. */
export function readIntent(strategy: string, instrument: string, texts: IntentTexts, rows: Float64Array, at: number): OrderIntent | null {
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
    timeInForce: texts.timeInForce.text<OrderIntent['timeInForce']>(number(7)),
    closing: number(8),
    reduceOnly: number(9) === 1,
    children: noChildren,
    reason: texts.reason.text(number(11)),
  }
}
