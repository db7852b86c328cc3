// The series that an instrument trades on: its finest.

import type { BarSeries } from '../../../model/bar.js'
import { timeframeMs } from '../../../model/time.js'

/** One series for each instrument, in the order in which the instruments first appear. */
export function executionSeries(series: readonly BarSeries[]): readonly BarSeries[] {
  const finest = new Map<string, BarSeries>()
  for (const one of series) {
    const other = finest.get(one.instrument.id)
    if (other === undefined || timeframeMs(one.timeframe) < timeframeMs(other.timeframe)) finest.set(one.instrument.id, one)
  }
  return [...finest.values()]
}
