// The open comes late, and at a gap, as that of many stocks on 24 August 2015.

import { z } from 'zod'
import { calendar } from '../../../data/calendar/calendar.js'
import { MINUTE_MS } from '../../../model/time.js'
import type { DataFault } from '../fault.js'
import { movePrices, onTick } from './move-prices.js'
import { changed, each, withRows } from './window-rows.js'

const params = z.strictObject({
  minutes: z.number().positive().max(1440).default(15).describe('How late sessions open'),
  gap: z.number().gt(-1).max(100).default(-0.05).describe('How far from where it was it trades then, a share of the price'),
})

export const delayedOpen: DataFault<z.infer<typeof params>> = {
  name: 'delayed-open',
  plane: 'data',
  says: 'Sessions open late, at a gap',
  params,
  draw: (random) => ({ minutes: 5 + random.integer(56), gap: -0.15 + 0.3 * random.next() }),
  apply(series, window, { minutes, gap }) {
    const days = calendar(series.instrument.calendar)
    /** Milliseconds since the open of its session; Infinity where that was before the window, or there is no session. */
    const sinceOpen = (time: number): number => {
      const open = days.sessionAt(time)?.open ?? Number.NEGATIVE_INFINITY
      return open >= window.from ? time - open : Number.POSITIVE_INFINITY
    }
    const gapped = changed(series, window, (columns, rows, quotes) => {
      for (const row of each(rows)) {
        if (sinceOpen(columns.openTime[row] as number) === Number.POSITIVE_INFINITY) continue
        movePrices(columns, quotes, { first: row, end: row + 1 }, (price) => onTick(price * (1 + gap), series.instrument))
      }
    })
    const { openTime } = gapped.columns
    return withRows(gapped, window, (rows) => each(rows).filter((row) => sinceOpen(openTime[row] as number) >= minutes * MINUTE_MS))
  },
}
