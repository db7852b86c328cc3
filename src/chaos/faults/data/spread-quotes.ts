// Quotes set apart around their middle: what faults of the spread are written with.

import type { BarSeries } from '../../../model/bar.js'
import type { Window } from '../fault.js'
import { changed } from './window-rows.js'

const parts = ['Open', 'High', 'Low', 'Close'] as const

/** Bid and ask of a window so far apart, a share of their middle; below zero they are crossed. Bars without quotes stay as they are. */
export function spreadQuotes(series: BarSeries, window: Window, by: number): BarSeries {
  return changed(series, window, (_, { first, end }, quotes) => {
    if (quotes === undefined) return
    for (const part of parts) {
      const [bid, ask] = [quotes[`bid${part}`], quotes[`ask${part}`]]
      for (let row = first; row < end; row++) {
        const middle = ((bid[row] as number) + (ask[row] as number)) / 2
        bid[row] = middle * (1 - by / 2)
        ask[row] = middle * (1 + by / 2)
      }
    }
  })
}
