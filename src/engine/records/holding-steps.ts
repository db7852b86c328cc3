// What was held at each row of an equity curve: it changes with fills and not with bars, so it is kept as steps, each from its row on.

import { NumberRows } from '../../std/number-rows.js'

/** A step as numbers: its first row, the cash from there on, and the lots. */
const ROW = 0
const CASH = 1
const LOTS = 2
const WIDTH = 3

export class HoldingSteps {
  readonly #steps = new NumberRows(WIDTH)
  #count = 0
  #lastCash = Number.NaN
  #lastLots = Number.NaN

  /** Notes what is held from a row on. */
  note(row: number, cash: number, lots: number): void {
    if (cash === this.#lastCash && lots === this.#lastLots) return
    this.#lastCash = cash
    this.#lastLots = lots
    const step = this.#steps.add()
    const block = this.#steps.blockOf(step)
    const at = this.#steps.placeOf(step)
    block[at + ROW] = row
    block[at + CASH] = cash
    block[at + LOTS] = lots
    this.#count++
  }

  /** Goes through the steps up to a number of rows. A row that was written anew is in the last step that begins there. */
  each(rows: number, take: (from: number, to: number, cash: number, lots: number) => void): void {
    for (let step = 0; step < this.#count; step++) {
      const end = step + 1 < this.#count ? this.#number(step + 1, ROW) : rows
      take(this.#number(step, ROW), end, this.#number(step, CASH), this.#number(step, LOTS))
    }
  }

  #number(step: number, column: number): number {
    return this.#steps.blockOf(step)[this.#steps.placeOf(step) + column] as number
  }
}
