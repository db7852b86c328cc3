// How much of each session of the calendar a series has: for the strip of years in the report.

import type { IsoDate } from '../../model/time.js'
import { DAY_MS } from '../../model/time.js'
import type { InspectedBars } from './quality-check.js'
import { rowsIn } from './session-rows.js'
import { slotsIn } from './slot-grid.js'

/** One entry for each session from the first bar's to the last bar's. */
export interface SessionCoverage {
  readonly dates: readonly IsoDate[]
  /** Bars there are and bars there is room for. */
  readonly present: Int32Array
  readonly expected: Int32Array
}

/** Sessions of one year: how many the calendar has between the first bar and the last, and how many have a bar. */
export interface YearCoverage {
  readonly year: number
  readonly sessions: number
  readonly present: number
}

export function coverageOf({ sessions, grid }: Pick<InspectedBars, 'sessions' | 'grid'>): SessionCoverage {
  const count = sessions.sessions.length
  const present = new Int32Array(count)
  const expected = new Int32Array(count)
  for (const [index, session] of sessions.sessions.entries()) {
    present[index] = rowsIn(sessions, index)
    expected[index] = grid.step >= DAY_MS ? 1 : slotsIn(grid, session)
  }
  return { dates: sessions.sessions.map(({ date }) => date), present, expected }
}

export function coverageByYear({ dates, present }: SessionCoverage): YearCoverage[] {
  const years = new Map<number, { sessions: number; present: number }>()
  for (const [index, date] of dates.entries()) {
    const year = Number(date.slice(0, 4))
    const entry = years.get(year) ?? { sessions: 0, present: 0 }
    entry.sessions++
    if ((present[index] as number) > 0) entry.present++
    years.set(year, entry)
  }
  return [...years].map(([year, counts]) => ({ year, ...counts }))
}
