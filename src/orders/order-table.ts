// Orders whose life is over, as rows of numbers.

import type { ChildIntent, Order, OrderIntent } from '../model/order.js'
import type { OrderPrice } from '../model/signal.js'
import { assertNever } from '../std/assert.js'
import { RecordTable, type RowCodec } from '../std/record-table.js'
import { TextCodes } from '../std/text-codes.js'

export function orderTable(): RecordTable<Order> {
  return new RecordTable(orderCodec())
}

const noChildren: readonly ChildIntent[] = []

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
  }
  /** Brackets are few: their children stay objects, by order id. */
  const children = new Map<number, readonly ChildIntent[]>()
  return {
    width: 27,
    write(order, rows, at) {
      const { intent } = order
      rows[at] = order.clientOrderId
      rows[at + 1] = order.parentId ?? -1
      rows[at + 2] = order.createdAt
      rows[at + 3] = texts.status.code(order.status)
      writePrice(order.price, rows, at + 4)
      rows[at + 7] = order.quantity
      rows[at + 8] = order.filledQuantity
      rows[at + 9] = order.averageFillPrice
      rows[at + 10] = order.fees
      rows[at + 11] = order.updatedAt
      rows[at + 12] = texts.note.code(order.note)
      rows[at + 13] = texts.strategy.code(intent.strategy)
      rows[at + 14] = texts.instrument.code(intent.instrument)
      rows[at + 15] = texts.tag.code(intent.tag)
      rows[at + 16] = texts.role.code(intent.role)
      rows[at + 17] = texts.side.code(intent.side)
      rows[at + 18] = 'lots' in intent.quantity ? 0 : 1
      rows[at + 19] = 'lots' in intent.quantity ? intent.quantity.lots : intent.quantity.notional
      writePrice(intent.price, rows, at + 20)
      rows[at + 23] = texts.timeInForce.code(intent.timeInForce)
      rows[at + 24] = intent.reduceOnly ? 1 : 0
      rows[at + 26] = intent.closing
      rows[at + 25] = texts.reason.code(intent.reason)
      if (intent.children.length > 0) children.set(order.clientOrderId, intent.children)
    },
    read(rows, at) {
      const number = (column: number): number => rows[at + column] as number
      const intent: OrderIntent = {
        strategy: texts.strategy.text(number(13)),
        instrument: texts.instrument.text(number(14)),
        tag: texts.tag.text(number(15)),
        role: texts.role.text<OrderIntent['role']>(number(16)),
        side: texts.side.text<OrderIntent['side']>(number(17)),
        quantity: number(18) === 0 ? { lots: number(19) } : { notional: number(19) },
        price: readPrice(rows, at + 20),
        timeInForce: texts.timeInForce.text<OrderIntent['timeInForce']>(number(23)),
        closing: number(26),
        reduceOnly: number(24) === 1,
        children: children.get(number(0)) ?? noChildren,
        reason: texts.reason.text(number(25)),
      }
      return {
        clientOrderId: number(0),
        parentId: number(1) < 0 ? null : number(1),
        intent,
        createdAt: number(2),
        status: texts.status.text<Order['status']>(number(3)),
        price: readPrice(rows, at + 4),
        quantity: number(7),
        filledQuantity: number(8),
        averageFillPrice: number(9),
        fees: number(10),
        updatedAt: number(11),
        note: texts.note.text(number(12)),
      }
    },
  }
}

const priceTypes = ['market', 'limit', 'stop', 'stop-limit'] as const

/** Three numbers: the type, the trigger, the limit. */
export function writePrice(price: OrderPrice, rows: Float64Array, at: number): void {
  rows[at] = priceTypes.indexOf(price.type)
  rows[at + 1] = 'trigger' in price ? price.trigger : Number.NaN
  rows[at + 2] = 'limit' in price ? price.limit : Number.NaN
}

/** What `writePrice` wrote. */
export function readPrice(rows: Float64Array, at: number): OrderPrice {
  const type = priceTypes[rows[at] as number] as OrderPrice['type']
  const [trigger, limit] = [rows[at + 1] as number, rows[at + 2] as number]
  switch (type) {
    case 'market':
      return { type }
    case 'limit':
      return { type, limit }
    case 'stop':
      return { type, trigger }
    case 'stop-limit':
      return { type, trigger, limit }
    default:
      return assertNever(type)
  }
}
