// The fills and later charges of every order, each counted once by its id: in whatever order they come, an order ends with the same numbers.

import type { Fill } from '../model/fill.js'

/** What an order's fills add up to. */
export interface FillTotals {
  readonly filledQuantity: number
  readonly averageFillPrice: number
  readonly fees: number
}

/** The order's row before, fill, lots, price and fee; a charge has no lots. */
const WIDTH = 5
const NONE = -1

export class OrderFills {
  #rows = new Float64Array(64 * WIDTH)
  #used = 0
  /** The last row of each order, by its id: a chain leads from there to the first. */
  #last = new Float64Array(64).fill(NONE)
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
    const at = this.#rowsOf(clientOrderId).find((row) => this.#rows[row + 1] === fillId && this.#rows[row + 2] !== 0)
    if (at === undefined) return {}
    const [quantity, price, fee] = this.#rows.subarray(at + 2, at + WIDTH) as unknown as [number, number, number]
    return { quantity, price, fee }
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
    for (const at of this.#rowsOf(clientOrderId)) {
      const [quantity, price, fee] = this.#rows.subarray(at + 2, at + WIDTH) as unknown as [number, number, number]
      fees += fee
      if (quantity === 0) continue
      averageFillPrice = averaged(averageFillPrice, filledQuantity, price, quantity)
      filledQuantity += quantity
    }
    return { filledQuantity, averageFillPrice, fees }
  }

  #rowsOf(clientOrderId: number): number[] {
    const found: number[] = []
    for (let at = this.#last[clientOrderId] ?? NONE; at !== NONE; at = this.#rows[at] as number) found.push(at)
    const key = (at: number, column: number): number => this.#rows[at + column] as number
    // Of one fill the fill itself goes first.
    return found.sort((a, b) => key(a, 1) - key(b, 1) || key(b, 2) - key(a, 2))
  }

  #append(clientOrderId: number, fillId: number, quantity: number, price: number, fee: number): void {
    if (this.#used === this.#rows.length) {
      const wider = new Float64Array(this.#rows.length * 2)
      wider.set(this.#rows)
      this.#rows = wider
    }
    if (clientOrderId >= this.#last.length) {
      const longer = new Float64Array(Math.max(clientOrderId + 1, this.#last.length * 2)).fill(NONE)
      longer.set(this.#last)
      this.#last = longer
    }
    const at = this.#used
    this.#rows[at] = this.#last[clientOrderId] as number
    this.#last[clientOrderId] = at
    this.#rows[at + 1] = fillId
    this.#rows[at + 2] = quantity
    this.#rows[at + 3] = price
    this.#rows[at + 4] = fee
    this.#used += WIDTH
  }
}

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
