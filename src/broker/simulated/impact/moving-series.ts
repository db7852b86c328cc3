// The bars of a run under impact: its own copies of the prices, and how bars of a coarser timeframe follow those that orders execute on.

import type { BarColumns, BarSeries } from '../../../model/bar.js'
import { type Instrument, isPrice } from '../../../model/instrument.js'
import { DAY_MS, timeframeMs } from '../../../model/time.js'
import { BenchError } from '../../../std/errors.js'
import { BarMover, type ImpactRules } from './bar-mover.js'

export class MovingBars {
  /** In the order of the recorded ones. */
  readonly series: readonly BarSeries[]
  readonly #rules: ImpactRules
  readonly #recorded = new Map<BarSeries, BarSeries>()
  readonly #coarse = new Map<BarSeries, CoarseBars>()

  /** Fails with BAD_CONFIG on bars that the model cannot move. */
  constructor(rules: ImpactRules, recorded: readonly BarSeries[]) {
    for (const series of recorded) refuseUnmovable(rules, series)
    this.#rules = rules
    this.series = recorded.map(movingCopy)
    for (const [k, one] of this.series.entries()) this.#recorded.set(one, recorded[k] as BarSeries)
  }

  recordedOf(moving: BarSeries): BarSeries {
    return this.#recorded.get(moving) ?? moving
  }

  /** What moves the bars of a series that orders execute on. */
  moverOf(moving: BarSeries): BarMover {
    return new BarMover(this.#rules, this.recordedOf(moving), moving.columns)
  }

  /** Moves a bar of a coarser series, which ends now, as the fine bars in it have moved. */
  closeCoarse(coarse: BarSeries, fine: BarSeries, bar: number): void {
    const follower =
      this.#coarse.get(coarse) ??
      new CoarseBars(coarse.instrument, this.recordedOf(coarse).columns, coarse.columns, this.recordedOf(fine).columns, fine.columns)
    this.#coarse.set(coarse, follower)
    follower.close(bar)
  }
}

function refuseUnmovable({ sigma, volume }: ImpactRules, { instrument: { id }, timeframe, columns }: BarSeries): void {
  if (columns.low.some((price) => price <= 0)) {
    const message = `impact: ${id} has prices of zero or less, which a shift in percent cannot move`
    throw new BenchError('BAD_CONFIG', message, 'leave impact out for it')
  }
  if (timeframeMs(timeframe) > DAY_MS && (sigma === null || volume === null)) {
    const message = `impact: bars of ${timeframe} of ${id} do not tell its daily volatility and volume`
    throw new BenchError('BAD_CONFIG', message, 'give impact.sigma and impact.volume, or run it on bars of a day or less')
  }
}

/** The same series with prices of its own. Times and volumes are shared: nobody moves them. */
export function movingCopy(series: BarSeries): BarSeries {
  const { columns } = series
  const { open, high, low, close } = columns
  return { ...series, columns: { ...columns, open: open.slice(), high: high.slice(), low: low.slice(), close: close.slice() } }
}

/** A coarser series of an instrument: each of its prices moves as the same price of the fine bars in it did. */
export class CoarseBars {
  readonly #instrument: Instrument
  readonly #recorded: BarColumns
  readonly #bars: BarColumns
  readonly #fineRecorded: BarColumns
  readonly #fine: BarColumns
  /** The first fine bar of the coarse bar that ends next. */
  #from = 0

  constructor(instrument: Instrument, recorded: BarColumns, bars: BarColumns, fineRecorded: BarColumns, fine: BarColumns) {
    this.#instrument = instrument
    this.#recorded = recorded
    this.#bars = bars
    this.#fineRecorded = fineRecorded
    this.#fine = fine
  }

  /** Moves a bar that ends now; the fine bars in it have ended. */
  close(bar: number): void {
    const { openTime, closeTime } = this.#recorded
    const [begins, ends] = [openTime[bar] as number, closeTime[bar] as number]
    const times = this.#fine
    while (this.#from < times.length && (times.openTime[this.#from] as number) < begins) this.#from++
    let to = this.#from
    while (to < times.length && (times.closeTime[to] as number) <= ends) to++
    if (to > this.#from) this.#follow(bar, this.#from, to)
    this.#from = to
  }

  #follow(bar: number, from: number, to: number): void {
    const [recorded, moved] = [this.#fineRecorded, this.#fine]
    this.#move('open', bar, recorded.open[from] as number, moved.open[from] as number)
    this.#move('close', bar, recorded.close[to - 1] as number, moved.close[to - 1] as number)
    this.#move('high', bar, extreme(recorded.high, from, to, Math.max), extreme(moved.high, from, to, Math.max))
    this.#move('low', bar, extreme(recorded.low, from, to, Math.min), extreme(moved.low, from, to, Math.min))
    const { high, low } = this.#bars
    const [open, close] = [this.#bars.open[bar] as number, this.#bars.close[bar] as number]
    // A close that is no price is none of the extremes.
    const end = isPrice(close, this.#instrument) ? close : open
    high[bar] = Math.max(high[bar] as number, open, end)
    low[bar] = Math.min(low[bar] as number, open, end)
  }

  #move(field: 'open' | 'high' | 'low' | 'close', bar: number, recorded: number, moved: number): void {
    if (moved !== recorded) this.#bars[field][bar] = ((this.#recorded[field][bar] as number) / recorded) * moved
  }
}

function extreme(values: Float64Array, from: number, to: number, of: (a: number, b: number) => number): number {
  let found = values[from] as number
  for (let row = from + 1; row < to; row++) found = of(found, values[row] as number)
  return found
}
