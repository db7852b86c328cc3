// The equity recorder: one row for each time at which bars closed, in columns that grow by doubling.

import type { EquityCurve } from '../model/run.js'
import type { Portfolio } from '../portfolio/portfolio.js'

export class EquityRecorder {
  #time: Float64Array
  #equity: Float64Array
  #grossExposure: Float64Array
  #length = 0
  /** Cash changes with fills, not with bars: it is kept as steps, as (row, cash) from that row on. */
  readonly #cashRows: number[] = []
  readonly #cash: number[] = []
  #lastCash = Number.NaN

  /** `capacity` is how many rows are expected; more fit too. */
  constructor(capacity: number) {
    this.#time = new Float64Array(capacity)
    this.#equity = new Float64Array(capacity)
    this.#grossExposure = new Float64Array(capacity)
  }

  record(time: number, portfolio: Portfolio): void {
    if (this.#length === this.#time.length) this.#grow()
    const row = this.#length++
    this.#time[row] = time
    this.#write(row, portfolio)
  }

  /** Writes the last row anew, for what happens at the end of the data. */
  amendLast(portfolio: Portfolio): void {
    if (this.#length > 0) this.#write(this.#length - 1, portfolio)
  }

  curve(): EquityCurve {
    const rows = this.#length
    return {
      time: this.#time.subarray(0, rows),
      equity: this.#equity.subarray(0, rows),
      cash: this.#cashColumn(rows),
      grossExposure: this.#grossExposure.subarray(0, rows),
    }
  }

  #write(row: number, portfolio: Portfolio): void {
    const cash = portfolio.cash
    if (cash !== this.#lastCash) {
      this.#lastCash = cash
      this.#cashRows.push(row)
      this.#cash.push(cash)
    }
    this.#equity[row] = portfolio.equity
    // The column is zero already: a row without exposure need not be touched.
    if (portfolio.isExposed || this.#grossExposure[row] !== 0) this.#grossExposure[row] = portfolio.grossExposure
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
