// Orders whose life is over, as rows of numbers.

import { type ChildIntent, isPlain, type Order, type OrderIntent, type OrderTerms, plainTerms } from '../model/order.js'
import type { OrderPrice } from '../model/order-price.js'
import { readPrice, writePrice } from '../model/order-price-rows.js'
import { FEW, HALF } from '../std/packed-codes.js'
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
    status: new TextCodes(),
    note: new TextCodes(),
    strategy: new TextCodes(),
    instrument: new TextCodes(),
    tag: new TextCodes(),
    role: new TextCodes(),
    side: new TextCodes(),
    timeInForce: new TextCodes(),
    reason: new TextCodes(),
    account: new TextCodes(),
  }
  const children = new ChildrenRows()
  /** What is rare stays an object, by order id: the price as it was asked for, where that was not at market, terms that are not plain, children that are more than prices. */
  const asked = new Map<number, OrderPrice>()
  const terms = new Map<number, OrderTerms>()
  const rareChildren = new Map<number, readonly ChildIntent[]>()
  return {
    width: 19,
    write(order, rows, at) {
      const { clientOrderId: id, intent } = order
      const childrenRow = intent.children.length === 0 ? NONE : children.add(intent.children)
      const own = ownOf(order, childrenRow)
      rows[at] = id
      rows[at + 1] = order.parentId ?? NONE
      rows[at + 2] = order.createdAt
      rows[at + 3] = order.updatedAt
      rows[at + 4] = order.quantity
      rows[at + 5] = order.filledQuantity
      rows[at + 6] = order.averageFillPrice
      rows[at + 7] = order.fees
      rows[at + 8] = 'lots' in intent.quantity ? intent.quantity.lots : intent.quantity.notional
      rows[at + 9] = intent.closing
      writePrice(order.price, rows, at + 10)
      rows[at + 14] =
        (((texts.status.code(order.status) * FEW + texts.role.code(intent.role)) * FEW + texts.side.code(intent.side)) * FEW +
          texts.timeInForce.code(intent.timeInForce)) *
          FEW +
        own
      rows[at + 15] = texts.strategy.code(intent.strategy) * HALF + texts.instrument.code(intent.instrument)
      rows[at + 16] = texts.tag.code(intent.tag) * HALF + texts.reason.code(intent.reason)
      rows[at + 17] = texts.note.code(order.note) * HALF + (childrenRow ?? NONE) + 1
      rows[at + 18] = intent.account === undefined ? NONE : texts.account.code(intent.account)
      if (own & Own.price) asked.set(id, intent.price)
      if (own & Own.terms) terms.set(id, intent.terms)
      if (childrenRow === null) rareChildren.set(id, intent.children)
    },
    read(rows, at) {
      const number = (column: number): number => rows[at + column] as number
      const low = (column: number): number => number(column) % HALF
      const high = (column: number): number => Math.floor(number(column) / HALF)
      /** One of the five in column 14, from the last. */
      const few = (place: number): number => Math.floor(number(14) / FEW ** place) % FEW
      const id = number(0)
      const own = few(0)
      const price = readPrice(rows, at + 10)
      const childrenRow = low(17) - 1
      const intent: OrderIntent = {
        strategy: texts.strategy.text(high(15)),
        instrument: texts.instrument.text(low(15)),
        tag: texts.tag.text(high(16)),
        role: texts.role.text<OrderIntent['role']>(few(3)),
        side: texts.side.text<OrderIntent['side']>(few(2)),
        quantity: own & Own.notional ? { notional: number(8) } : { lots: number(8) },
        price: own & Own.market ? { type: 'market' } : (asked.get(id) ?? price),
        timeInForce: texts.timeInForce.text<OrderIntent['timeInForce']>(few(1)),
        terms: terms.get(id) ?? plainTerms,
        closing: number(9),
        reduceOnly: (own & Own.reduceOnly) !== 0,
        children: rareChildren.get(id) ?? (childrenRow === NONE ? noChildren : children.at(childrenRow)),
        reason: texts.reason.text(low(16)),
        ...(number(18) === NONE ? {} : { account: texts.account.text(number(18)) }),
      }
      return {
        clientOrderId: id,
        parentId: number(1) === NONE ? null : number(1),
        intent,
        createdAt: number(2),
        status: texts.status.text<Order['status']>(few(4)),
        price,
        quantity: number(4),
        filledQuantity: number(5),
        averageFillPrice: number(6),
        fees: number(7),
        updatedAt: number(3),
        note: texts.note.text(high(17)),
      }
    },
  }
}

/** No parent, no children, or no virtual account. */
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
