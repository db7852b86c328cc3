// The equity recorder: one row for each time at which bars closed, in columns that grow by doubling.

import type { EquityCurve } from '../model/run.js'
import type { Portfolio } from '../portfolio/portfolio.js'

export class EquityRecorder {
  /** The bars' own close times, where there is one series: nothing to copy then. */
  readonly #given: Float64Array | null
  #time: Float64Array
  #equity: Float64Array
  #grossExposure: Float64Array
  #length = 0
  /** Cash changes with fills, not with bars: it is kept as steps, as (row, cash) from that row on. */
  readonly #cashRows: number[] = []
  readonly #cash: number[] = []
  #lastCash = Number.NaN

  /** Made for bars that close at these times; of more than one series the longest says how many rows to expect. */
  constructor(closeTimes: readonly Float64Array[]) {
    const capacity = Math.max(...closeTimes.map((times) => times.length))
    this.#given = closeTimes.length === 1 ? (closeTimes[0] as Float64Array) : null
    this.#time = this.#given ?? new Float64Array(capacity)
    this.#equity = new Float64Array(capacity)
    this.#grossExposure = new Float64Array(capacity)
  }

  record(time: number, portfolio: Portfolio): void {
    if (this.#length === this.#equity.length) this.#grow()
    const row = this.#length++
    if (this.#given === null) this.#time[row] = time
    this.#write(row, portfolio)
  }

  /** Writes the last row anew, for what happens at the end of the data. */
  amendLast(portfolio: Portfolio): void {
    if (this.#length === 0) return
    this.#grossExposure[this.#length - 1] = 0
    this.#write(this.#length - 1, portfolio)
  }

  /** The curve so far; its cash column is laid out when somebody asks for it. */
  curve(): EquityCurve {
    const rows = this.#length
    const cashColumn = (): Float64Array => this.#cashColumn(rows)
    let cash: Float64Array | null = null
    return {
      time: this.#time.subarray(0, rows),
      equity: this.#equity.subarray(0, rows),
      get cash() {
        cash ??= cashColumn()
        return cash
      },
      grossExposure: this.#grossExposure.subarray(0, rows),
    }
  }

  #write(row: number, portfolio: Portfolio): void {
    const { cash } = portfolio
    if (cash !== this.#lastCash) {
      this.#lastCash = cash
      this.#cashRows.push(row)
      this.#cash.push(cash)
    }
    if (!portfolio.isExposed) {
      this.#equity[row] = cash
      return
    }
    this.#equity[row] = portfolio.equity
    // The column is zero already: a row without exposure is not touched.
    this.#grossExposure[row] = portfolio.grossExposure
  }

  #cashColumn(rows: number): Float64Array {
    const column = new Float64Array(rows)
    for (const [step, row] of this.#cashRows.entries()) column.fill(this.#cash[step] as number, row, this.#cashRows[step + 1] ?? rows)
    return column
  }

  #grow(): void {
    this.#time = doubled(this.#time)
    this.#equity = doubled(this.#equity)
    this.#grossExposure = doubled(this.#grossExposure)
  }
}

function doubled(column: Float64Array): Float64Array {
  const wider = new Float64Array(Math.max(1024, column.length * 2))
  wider.set(column)
  return wider
}
