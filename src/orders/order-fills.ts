// The fills and later charges of every order, each counted once by its id: in whatever order they come, an order ends with the same numbers.

import type { Fill } from '../model/fill.js'
import { NumberRows } from '../std/number-rows.js'
import { NumbersById } from '../std/numbers-by-id.js'

/** What an order's fills add up to. */
export interface FillTotals {
  readonly filledQuantity: number
  readonly averageFillPrice: number
  readonly fees: number
}

/** The order's row before, counted from 1, fill, lots, price and fee; a charge has no lots. */
const WIDTH = 5
const NONE = 0

export class OrderFills {
  readonly #rows = new NumberRows(WIDTH)
  /** The last row of each order, by its id: a chain leads from there to the first. */
  readonly #last = new NumbersById()
  readonly #fills = new Seen()
  readonly #charges = new Seen()

  /** Notes a fill; false where it was noted before. */
  add({ fillId, quantity, price, fee }: Fill, clientOrderId: number): boolean {
    if (!this.#fills.isNew(fillId)) return false
    this.#append(clientOrderId, fillId, quantity, price, fee)
    return true
  }

  /** Whether a fill was noted. */
  has(fillId: number): boolean {
    return this.#fills.has(fillId)
  }

  /** What a fill was told to be; nothing where it was not. */
  told({ clientOrderId, fillId }: Pick<Fill, 'clientOrderId' | 'fillId'>): Partial<Pick<Fill, 'quantity' | 'price' | 'fee'>> {
    const told = this.#told(clientOrderId).find((one) => one.fillId === fillId && one.quantity !== 0)
    return told === undefined ? {} : { quantity: told.quantity, price: told.price, fee: told.fee }
  }

  /** Notes what a fill cost on top of its own fee; false where it was noted before. */
  charge(clientOrderId: number, fillId: number, amount: number): boolean {
    if (!this.#charges.isNew(fillId)) return false
    this.#append(clientOrderId, fillId, 0, Number.NaN, amount)
    return true
  }

  /** An order's sums, added up in the order of the fills' ids and not of their coming. */
  totals(clientOrderId: number): FillTotals {
    let [filledQuantity, averageFillPrice, fees] = [0, 0, 0]
    for (const { quantity, price, fee } of this.#told(clientOrderId)) {
      fees += fee
      if (quantity === 0) continue
      averageFillPrice = averaged(averageFillPrice, filledQuantity, price, quantity)
      filledQuantity += quantity
    }
    return { filledQuantity, averageFillPrice, fees }
  }

  #told(clientOrderId: number): Told[] {
    const told: Told[] = []
    for (let row = this.#last.at(clientOrderId); row !== NONE; ) {
      const at = this.#rows.placeOf(row - 1)
      const [before, fillId, quantity, price, fee] = this.#rows.blockOf(row - 1).subarray(at, at + WIDTH) as unknown as RowOfFill
      told.push({ fillId, quantity, price, fee })
      row = before
    }
    // Of one fill the fill itself goes first.
    return told.sort((a, b) => a.fillId - b.fillId || b.quantity - a.quantity)
  }

  #append(clientOrderId: number, fillId: number, quantity: number, price: number, fee: number): void {
    const row = this.#rows.add()
    const block = this.#rows.blockOf(row)
    const at = this.#rows.placeOf(row)
    block[at] = this.#last.at(clientOrderId)
    block[at + 1] = fillId
    block[at + 2] = quantity
    block[at + 3] = price
    block[at + 4] = fee
    this.#last.set(clientOrderId, row + 1)
  }
}

/** A fill, or what one cost on top of its fee. */
interface Told {
  readonly fillId: number
  readonly quantity: number
  readonly price: number
  readonly fee: number
}

type RowOfFill = readonly [before: number, fillId: number, quantity: number, price: number, fee: number]

/** The mean price with one fill more. */
export function averaged(mean: number, lots: number, price: number, more: number): number {
  return (mean * lots + price * more) / (lots + more)
}

/** Ids that were met: those that count up from 1 as marks in an array, others in a set. */
class Seen {
  #marks = new Uint8Array(1024)
  readonly #others = new Set<number>()

  has(id: number): boolean {
    return this.#marks[id] === 1 || this.#others.has(id)
  }

  isNew(id: number): boolean {
    if (!(id >= 0 && id < 2 ** 30 && Number.isInteger(id))) {
      if (this.#others.has(id)) return false
      this.#others.add(id)
      return true
    }
    if (id >= this.#marks.length) {
      const wider = new Uint8Array(Math.max(id + 1, this.#marks.length * 2))
      wider.set(this.#marks)
      this.#marks = wider
    }
    if (this.#marks[id] === 1) return false
    this.#marks[id] = 1
    return true
  }
}
