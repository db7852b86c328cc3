// What the broker said of every order, as rows of numbers: a word costs five of them, an update six more, and a trailing stop's moves one row together.

import type { OrderEvent } from '../model/broker.js'
import { type HeardEvent, type HeardUpdate, heardKinds } from '../model/heard-event.js'
import type { Order } from '../model/order.js'
import type { OrderListener } from '../model/order-listener.js'
import { PRICE_WIDTH, readPrice, writePrice } from '../model/order-price-rows.js'
import type { EpochMs } from '../model/time.js'
import { FEW } from '../std/packed-codes.js'
import { RecordTable, type RowCodec } from '../std/record-table.js'
import { TextCodes } from '../std/text-codes.js'

/** The code of each in rows: its place. */
const codes = Object.fromEntries(heardKinds.map((kind, code) => [kind, code])) as Readonly<Record<HeardEvent['kind'], number>>

/** A row: the order, when it happened, when it was heard, the kind with the code of its reason, and what it refers to. */
const WIDTH = 5
/** Rows in the first block; each is twice as large as the one before, until they are large. */
const FIRST = 64
const DOUBLINGS = 5

/** What a row refers to that says nothing more: no fill, no update, no charge. */
const NONE = -1

interface Charge {
  readonly fillId: number
  readonly amount: number
}

export class HeardEvents implements OrderListener {
  readonly #blocks: Float64Array[] = []
  #last: Float64Array = new Float64Array(0)
  #used = 0
  readonly #whys = new TextCodes()
  readonly #updates = new RecordTable(updateCodec())
  readonly #charges: Charge[] = []
  /** The row of each trailing stop's last move: the next one takes its place. */
  readonly #moves = new Map<number, { readonly rows: Float64Array; readonly at: number }>()

  heard(event: OrderEvent, _order: Order, heardAt: EpochMs): void {
    if (event.kind === 'updated' && 'trail' in event.price) this.#follow(event, heardAt)
    else {
      if (this.#moves.size > 0) this.#moves.delete(event.clientOrderId)
      this.#append(event, heardAt, this.#referenceOf(event))
    }
  }

  /** Every word in the order in which it was heard; the moves of a trailing stop where they began. */
  records(): HeardEvent[] {
    const records: HeardEvent[] = []
    for (const block of this.#blocks) {
      const end = block === this.#last ? this.#used : block.length
      for (let at = 0; at < end; at += WIDTH) records.push(this.#read(block, at))
    }
    return records
  }

  /** One row for all moves, until something else is said of the order. */
  #follow(event: OrderEvent & { readonly kind: 'updated' }, heardAt: EpochMs): void {
    const last = this.#moves.get(event.clientOrderId)
    if (last === undefined) {
      this.#append(event, heardAt, this.#referenceOf(event))
      this.#moves.set(event.clientOrderId, { rows: this.#last, at: this.#used - WIDTH })
      return
    }
    const { rows, at } = last
    const update = rows[at + 4] as number
    const { leaves, moves } = this.#updates.at(update)
    // A word on the price alone leaves the quantity as it was said before.
    this.#updates.replace(update, { price: event.price, leaves: event.quantity ?? leaves, moves: moves + 1 })
    rows[at + 1] = event.time
    rows[at + 2] = heardAt
  }

  #append(event: OrderEvent, heardAt: EpochMs, reference: number): void {
    if (this.#used === this.#last.length) {
      this.#last = new Float64Array(WIDTH * (FIRST << Math.min(this.#blocks.length, DOUBLINGS)))
      this.#blocks.push(this.#last)
      this.#used = 0
    }
    const rows = this.#last
    const at = this.#used
    rows[at] = event.clientOrderId
    rows[at + 1] = event.time
    rows[at + 2] = heardAt
    rows[at + 3] = codes[event.kind] + ('why' in event ? (this.#whys.code(event.why) + 1) * FEW : 0)
    rows[at + 4] = reference
    this.#used = at + WIDTH
  }

  #referenceOf(event: OrderEvent): number {
    switch (event.kind) {
      case 'filled':
      case 'revised':
        return event.fill.fillId
      case 'commission':
        return this.#charges.push({ fillId: event.fillId, amount: event.amount }) - 1
      case 'updated':
        this.#updates.append({ price: event.price, leaves: event.quantity, moves: 1 })
        return this.#updates.length - 1
      default:
        return NONE
    }
  }

  #read(rows: Float64Array, at: number): HeardEvent {
    const number = (column: number): number => rows[at + column] as number
    const kind = heardKinds[number(3) % FEW] as HeardEvent['kind']
    const why = Math.floor(number(3) / FEW) - 1
    const reference = number(4)
    const charge = kind === 'commission' ? (this.#charges[reference] as Charge) : null
    return {
      clientOrderId: number(0),
      kind,
      time: number(1),
      heardAt: number(2),
      update: kind === 'updated' ? this.#updates.at(reference) : null,
      fillId: kind === 'filled' || kind === 'revised' ? reference : (charge?.fillId ?? null),
      amount: charge?.amount ?? null,
      why: why < 0 ? '' : this.#whys.text(why),
    }
  }
}

function updateCodec(): RowCodec<HeardUpdate> {
  return {
    width: PRICE_WIDTH + 2,
    write({ price, leaves, moves }, rows, at) {
      writePrice(price, rows, at)
      rows[at + PRICE_WIDTH] = leaves ?? Number.NaN
      rows[at + PRICE_WIDTH + 1] = moves
    },
    read(rows, at) {
      const leaves = rows[at + PRICE_WIDTH] as number
      return {
        price: readPrice(rows, at),
        leaves: Number.isNaN(leaves) ? null : leaves,
        moves: rows[at + PRICE_WIDTH + 1] as number,
      }
    },
  }
}
