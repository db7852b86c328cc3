// The bars around the fills of a trade: a few before and after each, and how many lie between.

import type { BarSeries } from '../../model/bar.js'
import type { Fill } from '../../model/fill.js'
import { executionSeries } from '../tear-sheet/data/execution-series.js'

/** One bar, with the fills in it. */
export interface BarRow {
  /** Its index in the series that orders execute on. */
  readonly bar: number
  readonly openTime: number
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
  readonly volume: number
  readonly fills: readonly Fill[]
  /** Bars left out before this one. */
  readonly skipped: number
}

const BEFORE = 2
const AFTER = 1

/** Bars of the series that the instrument trades on; none where it is not at hand. */
export function barsAround(series: readonly BarSeries[], instrument: string, fills: readonly Fill[]): readonly BarRow[] {
  const executedOn = executionSeries(series).find((one) => one.instrument.id === instrument)
  if (executedOn === undefined) return []
  const { columns } = executedOn
  const shown = new Set<number>()
  for (const { barIndex } of fills) for (let bar = barIndex - BEFORE; bar <= barIndex + AFTER; bar++) shown.add(bar)
  const inside = [...shown].filter((bar) => bar >= 0 && bar < columns.length).sort((a, b) => a - b)
  return inside.map((bar, index) => ({
    bar,
    openTime: columns.openTime[bar] as number,
    open: columns.open[bar] as number,
    high: columns.high[bar] as number,
    low: columns.low[bar] as number,
    close: columns.close[bar] as number,
    volume: columns.volume[bar] as number,
    fills: fills.filter(({ barIndex }) => barIndex === bar),
    skipped: index === 0 ? 0 : bar - (inside[index - 1] as number) - 1,
  }))
}
