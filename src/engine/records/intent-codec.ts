// An order intent as a fixed number of numbers in a row of decisions, and back.

import { type ChildIntent, type OrderIntent, plainTerms } from '../../model/order.js'
import { PRICE_WIDTH, readPrice, writePrice } from '../../model/order-price-rows.js'
import type { TextCodes } from '../../std/text-codes.js'

/** What the codes of intents stand for. */
export interface IntentTexts {
  readonly role: TextCodes
  readonly tag: TextCodes
  readonly reason: TextCodes
  readonly timeInForce: TextCodes
  readonly account: TextCodes
}

/** Where the time in force is, after the price. */
const AFTER_PRICE = 4 + PRICE_WIDTH

export const INTENT_WIDTH = AFTER_PRICE + 6

/** There is no intent, or no virtual account; or those whose codes begin here. */
const NONE = 0
const FIRST = 1

/** Writes `INTENT_WIDTH` numbers: role, side, kind of quantity, quantity, price, time in force, closing, reduce-only, tag, reason, virtual account. Children and terms are kept elsewhere. */
export function writeIntent(intent: OrderIntent | null, texts: IntentTexts, rows: Float64Array, at: number): void {
  if (intent === null) {
    rows[at] = NONE
    return
  }
  const { quantity } = intent
  rows[at] = FIRST + texts.role.code(intent.role)
  rows[at + 1] = intent.side === 'buy' ? 0 : 1
  rows[at + 2] = 'lots' in quantity ? 0 : 1
  rows[at + 3] = 'lots' in quantity ? quantity.lots : quantity.notional
  writePrice(intent.price, rows, at + 4)
  rows[at + AFTER_PRICE] = texts.timeInForce.code(intent.timeInForce)
  rows[at + AFTER_PRICE + 1] = intent.closing
  rows[at + AFTER_PRICE + 2] = intent.reduceOnly ? 1 : 0
  rows[at + AFTER_PRICE + 3] = texts.tag.code(intent.tag)
  rows[at + AFTER_PRICE + 4] = texts.reason.code(intent.reason)
  rows[at + AFTER_PRICE + 5] = intent.account === undefined ? NONE : FIRST + texts.account.code(intent.account)
}

const noChildren: readonly ChildIntent[] = []

/** What `writeIntent` wrote, without children, its terms plain. */
export function readIntent(strategy: string, instrument: string, texts: IntentTexts, rows: Float64Array, at: number): OrderIntent | null {
  const number = (column: number): number => rows[at + column] as number
  if (number(0) === NONE) return null
  return {
    strategy,
    instrument,
    tag: texts.tag.text(number(AFTER_PRICE + 3)),
    role: texts.role.text<OrderIntent['role']>(number(0) - FIRST),
    side: number(1) === 0 ? 'buy' : 'sell',
    quantity: number(2) === 0 ? { lots: number(3) } : { notional: number(3) },
    price: readPrice(rows, at + 4),
    timeInForce: texts.timeInForce.text<OrderIntent['timeInForce']>(number(AFTER_PRICE)),
    terms: plainTerms,
    closing: number(AFTER_PRICE + 1),
    reduceOnly: number(AFTER_PRICE + 2) === 1,
    children: noChildren,
    reason: texts.reason.text(number(AFTER_PRICE + 4)),
    ...(number(AFTER_PRICE + 5) === NONE ? {} : { account: texts.account.text(number(AFTER_PRICE + 5) - FIRST) }),
  }
}
