// The equity recorder: one row for each time at which bars closed, in columns that grow by doubling.

import type { BarSeries } from '../../model/bar.js'
import { asPrice, lotValue } from '../../model/instrument.js'
import type { EquityCurve } from '../../model/run.js'
import type { Portfolio } from '../../portfolio/portfolio.js'
import { once } from '../../std/once.js'
import { HoldingSteps } from './holding-steps.js'

const none = new Float64Array(0)

export class EquityRecorder {
  /** The only series of the run: its bars are the rows. Null where there are several, or its currency is not the account's. */
  readonly #only: BarSeries | null
  #time: Float64Array
  #equity: Float64Array
  #grossExposure: Float64Array
  #length = 0
  /** Cash, and lots of the only instrument. */
  readonly #steps = new HoldingSteps()

  /** Made for the series of a run; of more than one the longest says how many rows to expect. In several currencies no row is like another. */
  constructor(series: readonly BarSeries[], isOneCurrency: boolean) {
    const capacity = Math.max(...series.map(({ columns }) => columns.length))
    this.#only = series.length === 1 && isOneCurrency ? (series[0] as BarSeries) : null
    this.#time = this.#only?.columns.closeTime ?? new Float64Array(capacity)
    this.#equity = new Float64Array(capacity)
    this.#grossExposure = this.#only === null ? new Float64Array(capacity) : none
  }

  record(time: number, portfolio: Portfolio): void {
    if (this.#length === this.#equity.length) this.#grow()
    const row = this.#length++
    if (this.#only === null) this.#time[row] = time
    this.#write(row, portfolio)
  }

  /** Records bars of the only series in which nothing traded; answers the equity by rows, which are the bars. */
  recordBars(portfolio: Portfolio, from: number, to: number): Float64Array {
    // Rows between the last one and these are still to be written, and nothing traded in them either.
    this.#step(Math.min(from, this.#length), portfolio)
    portfolio.valueBars((this.#only as BarSeries).columns.close, from, to, this.#equity)
    this.#length = to
    return this.#equity
  }

  /** Writes the last row anew, for what happens at the end of the data. */
  amendLast(portfolio: Portfolio): void {
    if (this.#length > 0) this.#write(this.#length - 1, portfolio)
  }

  /** The curve so far; what is kept as steps is laid out when somebody asks for it. */
  curve(): EquityCurve {
    const rows = this.#length
    const cash = once(() => this.#cashColumn(rows))
    const grossExposure = this.#only === null ? () => this.#grossExposure.subarray(0, rows) : once(() => this.#exposureColumn(rows))
    return {
      time: this.#time.subarray(0, rows),
      equity: this.#equity.subarray(0, rows),
      get cash() {
        return cash()
      },
      get grossExposure() {
        return grossExposure()
      },
    }
  }

  #write(row: number, portfolio: Portfolio): void {
    this.#step(row, portfolio)
    this.#equity[row] = portfolio.equity
    if (this.#only === null) this.#grossExposure[row] = portfolio.grossExposure
  }

  #step(row: number, portfolio: Portfolio): void {
    this.#steps.note(row, portfolio.cash, this.#only === null ? 0 : portfolio.lots(0))
  }

  #cashColumn(rows: number): Float64Array {
    const column = new Float64Array(rows)
    this.#steps.each(rows, (from, to, cash) => column.fill(cash, from, to))
    return column
  }

  #exposureColumn(rows: number): Float64Array {
    const { columns, instrument } = this.#only as BarSeries
    const perPoint = lotValue(instrument, 1)
    const column = new Float64Array(rows)
    this.#steps.each(rows, (from, to, _, lots) => {
      if (lots !== 0)
        for (let row = from; row < to; row++) column[row] = Math.abs(lots * (asPrice(columns.close[row] as number, instrument) * perPoint))
    })
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
