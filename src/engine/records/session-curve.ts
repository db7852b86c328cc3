// The equity curve by sessions: what day-based metrics are computed from.

import { calendar } from '../../data/calendar/calendar.js'
import type { CalendarId } from '../../model/instrument.js'
import type { EquityCurve, SessionCurve } from '../../model/run.js'
import type { IsoDate } from '../../model/time.js'

/** The equity at the last close of each session that has one. */
export function sessionCurve({ time, equity }: Pick<EquityCurve, 'time' | 'equity'>, id: CalendarId, periodsPerYear: number): SessionCurve {
  const sessions = calendar(id)
  // A close belongs to the session that it ends, not to the one that begins at that instant.
  const dateOf = (row: number): IsoDate => sessions.sessionDate((time[row] as number) - 1)
  const dates: IsoDate[] = []
  const lastRows: number[] = []
  for (let row = 0; row < time.length; row++) {
    const date = dateOf(row)
    row = lastRowOf(row, time.length, (other) => dateOf(other) === date)
    dates.push(date)
    lastRows.push(row)
  }
  const pick = (column: Float64Array): Float64Array => Float64Array.from(lastRows, (row) => column[row] as number)
  return { date: dates, time: pick(time), equity: pick(equity), periodsPerYear }
}

/** The last row of the run of rows that `belongs` accepts, by doubling steps and then halving: a session of minutes costs a dozen questions. */
function lastRowOf(first: number, rows: number, belongs: (row: number) => boolean): number {
  let step = 1
  while (first + step < rows && belongs(first + step)) step *= 2
  let low = first + Math.floor(step / 2)
  let high = Math.min(rows, first + step)
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (belongs(middle)) low = middle
    else high = middle
  }
  return low
}
