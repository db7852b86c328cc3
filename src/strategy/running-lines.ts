// The indicators of a run whose bars can still move while it goes on: a row of a column is worked out as its bar closes.

import { splitEras, splitsBy } from '../data/split-eras.js'
import { RunningColumns } from '../indicators/running-columns.js'
import type { BarColumns, BarSeries } from '../model/bar.js'
import type { ColumnsOfSeries } from './lines.js'

/** One stretch of a series between two splits: its bars in the shares of that stretch, and the columns over them. */
interface Stretch {
  readonly bars: BarColumns
  readonly columns: Map<string, RunningColumns>
  /** Rows that `bars` has taken over: all of them where it is the series itself. */
  taken: number
}

const priceFields = ['open', 'high', 'low', 'close', 'volume'] as const

export class RunningLines {
  readonly #series = new Map<BarSeries, readonly Stretch[]>()

  /** What a host reads: equal definitions share their columns. */
  readonly columnsOf: ColumnsOfSeries = (series, definition) =>
    this.#stretches(series).map(({ bars, columns }) => {
      const running = columns.get(definition.key) ?? new RunningColumns(definition, bars)
      columns.set(definition.key, running)
      return running.lines
    })

  /** A bar has closed, or a split has come after it: `splits` of the series have come by now. */
  closeThrough(series: BarSeries, row: number, splits: number): void {
    const stretch = this.#series.get(series)?.[splits]
    if (stretch === undefined || row < 0) return
    if (splits > 0) take(stretch, series, row, splits)
    for (const running of stretch.columns.values()) running.closeThrough(row)
  }

  #stretches(series: BarSeries): readonly Stretch[] {
    const known = this.#series.get(series)
    if (known !== undefined) return known
    const count = splitsBy(series, Number.POSITIVE_INFINITY) + 1
    const made = Array.from({ length: count }, (_, splits): Stretch => {
      return { bars: splits === 0 ? series.columns : emptyLike(series.columns), columns: new Map(), taken: 0 }
    })
    this.#series.set(series, made)
    return made
  }
}

/** Copies what has closed: bars from before the split in its shares, once they are final, then each bar as it is. */
function take(stretch: Stretch, series: BarSeries, row: number, splits: number): void {
  const source = stretch.taken === 0 ? (splitEras(series)?.[splits] ?? series).columns : series.columns
  for (const field of priceFields) stretch.bars[field].set(source[field].subarray(stretch.taken, row + 1), stretch.taken)
  stretch.taken = row + 1
}

function emptyLike(columns: BarColumns): BarColumns {
  const empty = (): Float64Array => new Float64Array(columns.length)
  return { ...columns, open: empty(), high: empty(), low: empty(), close: empty(), volume: empty() }
}
