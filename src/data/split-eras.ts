// The bars of a series as one sees them after each of its splits: everything before in the shares of that time.

import type { BarSeries } from '../model/bar.js'
import type { Split } from '../model/corporate-action.js'
import { adjustSeries } from './adjust.js'
import { dayBegins } from './calendar/day-begins.js'
import { firstAtOrAfter, sliceColumns } from './columns.js'

/**
 * One series for the bars up to each split, and one for all of them: in each the prices of its last stretch are as they were traded, and those before are
 * divided by the splits in between. None of them knows a later split. Null where the prices show no split.
 */
export function splitEras(series: BarSeries): readonly BarSeries[] | null {
  const splits = splitsIn(series)
  if (splits.length === 0) return null
  const ends = [...splits.map((split) => rowsBefore(series, split)), series.columns.length]
  return ends.map((end, passed) => {
    const seen = { ...series, columns: sliceColumns(series.columns, 0, end), actions: undefined }
    return adjustSeries(seen, { adjusted: 'none', actions: splits.slice(0, passed) }, 'splits')
  })
}

/** How many splits of the prices have come by a time. */
export function splitsBy(series: BarSeries, time: number): number {
  return splitsIn(series).filter(({ exDate }) => dayBegins(series.instrument.calendar, exDate) < time).length
}

/** Those that come after the first bar has begun. */
function splitsIn({ actions = [], columns, instrument }: BarSeries): readonly Split[] {
  const begins = columns.openTime[0] ?? Number.POSITIVE_INFINITY
  return actions.filter((action): action is Split => action.kind === 'split' && dayBegins(instrument.calendar, action.exDate) > begins)
}

function rowsBefore({ columns, instrument }: BarSeries, { exDate }: Split): number {
  return firstAtOrAfter(columns.openTime, dayBegins(instrument.calendar, exDate))
}
