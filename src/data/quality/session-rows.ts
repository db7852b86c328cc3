// Which rows belong to which session: one walk along the bars and the calendar.

import type { BarColumns } from '../../model/bar.js'
import type { EpochMs, IsoDate } from '../../model/time.js'
import type { Calendar } from '../calendar/calendar.js'
import type { Session } from '../calendar/session.js'

/** The sessions from the first bar's date to the last bar's, and the rows that overlap each. */
export interface SessionRows {
  readonly sessions: readonly Session[]
  /** Row of each session's first bar, and the row after its last; equal where it has none. */
  readonly firstRow: Int32Array
  readonly endRow: Int32Array
}

/** For sorted bars. Bars out of hours belong to no session. */
export function sessionRows(columns: BarColumns, calendar: Calendar): SessionRows {
  const sessions = sessionsAround(columns, calendar)
  const firstRow = new Int32Array(sessions.length)
  const endRow = new Int32Array(sessions.length)
  let row = 0
  for (const [index, { open, close }] of sessions.entries()) {
    while (row < columns.length && (columns.closeTime[row] as EpochMs) <= open) row++
    firstRow[index] = row
    while (row < columns.length && (columns.openTime[row] as EpochMs) < close) row++
    endRow[index] = row
  }
  return { sessions, firstRow, endRow }
}

function sessionsAround({ length, openTime }: BarColumns, calendar: Calendar): readonly Session[] {
  if (length === 0) return []
  const dateAt = (row: number): IsoDate => calendar.sessionDate(openTime[row] as EpochMs)
  return calendar.sessionsBetween(dateAt(0), dateAt(length - 1))
}

/** Rows of a session; 0 where it has none. */
export function rowsIn({ firstRow, endRow }: SessionRows, session: number): number {
  return (endRow[session] as number) - (firstRow[session] as number)
}
