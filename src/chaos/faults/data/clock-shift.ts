// Bars whose clock is wrong: both of their times are off by the same.

import type { BarSeries } from '../../../model/bar.js'
import type { Window } from '../fault.js'
import { changed } from './window-rows.js'

/** Later, or with hours below zero earlier. The rows stay where they are: times may be out of order then. */
export function shiftClock(series: BarSeries, window: Window, ms: number): BarSeries {
  return changed(series, window, ({ openTime, closeTime }, { first, end }) => {
    for (const times of [openTime, closeTime]) for (let row = first; row < end; row++) times[row] = (times[row] as number) + ms
  })
}
