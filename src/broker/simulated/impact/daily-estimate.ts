// A listing's daily volatility and volume as they were known before a bar: from the sessions that had ended by then, never from later ones.

import type { Calendar } from '../../../data/calendar/calendar.js'
import type { BarColumns } from '../../../model/bar.js'
import type { IsoDate } from '../../../model/time.js'

/** Sessions that an estimate looks back on, and the fewest that make one. */
const WINDOW = 20
const FEWEST = 5

export class DailyEstimate {
  /** Standard deviation of the last daily log returns, and mean volume of the last sessions; NaN until known. A later estimate without a figure leaves the last one. */
  sigma = Number.NaN
  volume = Number.NaN
  readonly #columns: BarColumns
  readonly #calendar: Calendar
  readonly #returns: number[] = []
  readonly #volumes: number[] = []
  /** The session that goes on: its date, what it has traded, its last close; and the close of the one before. */
  #date: IsoDate = ''
  #traded = 0
  #close = Number.NaN
  #lastClose = Number.NaN
  #next = 0

  /** Over recorded bars of a session or less: what our own orders did to prices is not a habit of the market. */
  constructor(columns: BarColumns, calendar: Calendar) {
    this.#columns = columns
    this.#calendar = calendar
  }

  /** Learns from every session that had ended when this bar began. */
  before(bar: number): void {
    const { openTime, close, volume } = this.#columns
    for (; this.#next < bar; this.#next++) {
      const row = this.#next
      this.#enter(this.#calendar.sessionDate(openTime[row] as number))
      const traded = volume[row] as number
      if (traded > 0) this.#traded += traded
      this.#close = close[row] as number
    }
    if (bar < this.#columns.length) this.#enter(this.#calendar.sessionDate(openTime[bar] as number))
  }

  /** A split: from now on a unit is `1 / ratio` of what it was. */
  split(ratio: number): void {
    for (let k = 0; k < this.#volumes.length; k++) this.#volumes[k] = (this.#volumes[k] as number) * ratio
    this.#traded *= ratio
    this.volume *= ratio
    this.#lastClose /= ratio
  }

  #enter(date: IsoDate): void {
    if (date === this.#date) return
    if (this.#date !== '') this.#endSession()
    this.#date = date
    this.#traded = 0
  }

  #endSession(): void {
    const change = Math.log(this.#close / this.#lastClose)
    if (Number.isFinite(change)) push(this.#returns, change)
    push(this.#volumes, this.#traded)
    this.#lastClose = this.#close
    if (this.#returns.length < FEWEST) return
    const sigma = deviation(this.#returns)
    const volume = mean(this.#volumes)
    if (sigma > 0) this.sigma = sigma
    if (volume > 0) this.volume = volume
  }
}

function push(values: number[], value: number): void {
  values.push(value)
  if (values.length > WINDOW) values.shift()
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

/** Of a sample: n − 1. */
function deviation(values: readonly number[]): number {
  const middle = mean(values)
  return Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1))
}
