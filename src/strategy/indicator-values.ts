// What the indicators of an instrument read at a time, from the columns that they are: for records of decisions, never for strategies.

import { firstAtOrAfter } from '../data/columns.js'
import { splitsBy } from '../data/split-eras.js'
import type { BarSeries } from '../model/bar.js'
import type { EpochMs } from '../model/time.js'
import type { Columns } from './lines.js'

/** At the bar that had closed last, by name; of several timeframes as `fast@1h`. `columns` stands parallel to `hosted`, one for each stretch between splits. */
export function indicatorValues(
  hosted: readonly { readonly series: BarSeries }[],
  columns: readonly (readonly Columns[])[],
  instrument: string,
  time: EpochMs,
): Record<string, number> {
  const own = [...hosted.entries()].filter(([, { series }]) => series.instrument.id === instrument)
  const named = own.flatMap(([index, { series }]) => {
    const bar = firstAtOrAfter(series.columns.closeTime, time + 1) - 1
    const suffix = own.length > 1 ? `@${series.timeframe}` : ''
    const stretches = columns[index] ?? []
    const seen = stretches[stretches.length > 1 ? splitsBy(series, time) : 0] ?? {}
    return Object.entries(seen).map(([name, values]) => [`${name}${suffix}`, values[bar] ?? Number.NaN])
  })
  return Object.fromEntries(named)
}
