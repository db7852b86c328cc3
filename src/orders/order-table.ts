// Orders whose life is over, as rows of numbers.

import { type ChildIntent, isPlain, type Order, type OrderIntent, type OrderTerms, plainTerms } from '../model/order.js'
import type { OrderPrice } from '../model/order-price.js'
import { PRICE_CODES, readPrice, writePrice } from '../model/order-price-rows.js'
import { FEW, HALF, SOME } from '../std/packed-codes.js'
import { RecordTable, type RowCodec } from '../std/record-table.js'
import { TextCodes } from '../std/text-codes.js'
import { ChildrenRows } from './children-rows.js'

export function orderTable(): RecordTable<Order> {
  return new RecordTable(orderCodec())
}

const noChildren: readonly ChildIntent[] = []

/** What an order has of its own, besides its row; `market`: it was asked for at market and stands at a price, as a stop does that its parent's fill has woken. */
const Own = { notional: 1, reduceOnly: 2, price: 4, terms: 8, children: 16, market: 32 } as const

function orderCodec(): RowCodec<Order> {
  const texts = {
    status: new TextCodes(FEW),
    note: new TextCodes(HALF),
    strategy: new TextCodes(SOME),
    instrument: new TextCodes(HALF),
    tag: new TextCodes(HALF),
    role: new TextCodes(FEW),
    side: new TextCodes(FEW),
    timeInForce: new TextCodes(FEW),
    reason: new TextCodes(HALF),
    account: new TextCodes(SOME),
  }
  const children = new ChildrenRows()
  /** What is rare stays an object, by order id: a parent of long before, the price as it was asked for, where that was not at market, terms that are not plain, children that are more than prices. */
  const parents = new Map<number, number>()
  const asked = new Map<number, OrderPrice>()
  const terms = new Map<number, OrderTerms>()
  const rareChildren = new Map<number, readonly ChildIntent[]>()
  return {
    width: 16,
    write(order, rows, at) {
      const { clientOrderId: id, parentId, intent } = order
      const childrenRow = intent.children.length === 0 ? NONE : children.add(intent.children)
      const own = ownOf(order, childrenRow)
      const account = intent.account === undefined ? NONE : texts.account.code(intent.account)
      const back = stepsBack(id, parentId)
      rows[at] = id * SOME + back
      rows[at + 1] = order.createdAt
      rows[at + 2] = order.updatedAt
      rows[at + 3] = order.quantity
      rows[at + 4] = order.filledQuantity
      rows[at + 5] = order.averageFillPrice
      rows[at + 6] = order.fees
      rows[at + 7] = 'lots' in intent.quantity ? intent.quantity.lots : intent.quantity.notional
      rows[at + 8] = intent.closing
      writePrice(order.price, rows, at + PRICE)
      const few =
        (((texts.status.code(order.status) * FEW + texts.role.code(intent.role)) * FEW + texts.side.code(intent.side)) * FEW +
          texts.timeInForce.code(intent.timeInForce)) *
          FEW +
        own
      // Above the code of the price.
      rows[at + PRICE] = (rows[at + PRICE] as number) + few * PRICE_CODES
      rows[at + 13] = ((account - NONE) * SOME + texts.strategy.code(intent.strategy)) * HALF + texts.instrument.code(intent.instrument)
      rows[at + 14] = texts.tag.code(intent.tag) * HALF + texts.reason.code(intent.reason)
      rows[at + 15] = texts.note.code(order.note) * HALF + (childrenRow ?? NONE) - NONE
      if (back === FAR) parents.set(id, parentId as number)
      if (own & Own.price) asked.set(id, intent.price)
      if (own & Own.terms) terms.set(id, intent.terms)
      if (childrenRow === null) rareChildren.set(id, intent.children)
    },
    read(rows, at) {
      const number = (column: number): number => rows[at + column] as number
      const low = (column: number): number => number(column) % HALF
      const high = (column: number): number => Math.floor(number(column) / HALF)
      /** One of the five above the price's own code, from the last. */
      const few = (place: number): number => Math.floor(number(PRICE) / (PRICE_CODES * FEW ** place)) % FEW
      const id = Math.floor(number(0) / SOME)
      const back = number(0) % SOME
      const own = few(0)
      const price = readPrice(rows, at + PRICE)
      const childrenRow = low(15) + NONE
      const account = Math.floor(high(13) / SOME) + NONE
      const intent: OrderIntent = {
        strategy: texts.strategy.text(high(13) % SOME),
        instrument: texts.instrument.text(low(13)),
        tag: texts.tag.text(high(14)),
        role: texts.role.text<OrderIntent['role']>(few(3)),
        side: texts.side.text<OrderIntent['side']>(few(2)),
        quantity: own & Own.notional ? { notional: number(7) } : { lots: number(7) },
        price: own & Own.market ? { type: 'market' } : (asked.get(id) ?? price),
        timeInForce: texts.timeInForce.text<OrderIntent['timeInForce']>(few(1)),
        terms: terms.get(id) ?? plainTerms,
        closing: number(8),
        reduceOnly: (own & Own.reduceOnly) !== 0,
        children: rareChildren.get(id) ?? (childrenRow === NONE ? noChildren : children.at(childrenRow)),
        reason: texts.reason.text(low(14)),
        ...(account === NONE ? {} : { account: texts.account.text(account) }),
      }
      return {
        clientOrderId: id,
        parentId: back === 0 ? null : (parents.get(id) ?? id - back),
        intent,
        createdAt: number(1),
        status: texts.status.text<Order['status']>(few(4)),
        price,
        quantity: number(3),
        filledQuantity: number(4),
        averageFillPrice: number(5),
        fees: number(6),
        updatedAt: number(2),
        note: texts.note.text(high(15)),
      }
    },
  }
}

/** Where the price begins: its first number also holds what of an order is one of a few, below five powers of `FEW`. */
const PRICE = 9

/** No children, or no virtual account. */
const NONE = -1

function ownOf({ price, intent }: Order, childrenRow: number | null): number {
  return (
    ('lots' in intent.quantity ? 0 : Own.notional) +
    (intent.reduceOnly ? Own.reduceOnly : 0) +
    (price === intent.price ? 0 : intent.price.type === 'market' ? Own.market : Own.price) +
    (isPlain(intent.terms) ? 0 : Own.terms) +
    (childrenRow === null ? Own.children : 0)
  )
}

/** How many ids an order's parent is before it; 0 without one, `FAR` where that does not fit. */
function stepsBack(id: number, parentId: number | null): number {
  if (parentId === null) return 0
  return id > parentId && id - parentId < FAR ? id - parentId : FAR
}

const FAR = SOME - 1
