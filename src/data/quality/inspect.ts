// Prepares a series for the checks: its sound rows, their sessions, the grid and the clock.

import type { BarSeries } from '../../model/bar.js'
import type { CorporateAction } from '../../model/corporate-action.js'
import { calendar } from '../calendar/calendar.js'
import { findClockShifts } from './clock-shift.js'
import type { InspectedBars } from './quality-check.js'
import { sessionRows } from './session-rows.js'
import { slotGrid } from './slot-grid.js'
import { soundRows } from './sound-rows.js'

/** Rows may be unsorted, repeated or unsound; their times must be within the calendar's range. */
export function inspect({ instrument, timeframe, columns: source }: BarSeries, actions: readonly CorporateAction[] = []): InspectedBars {
  const { columns, sourceRows } = soundRows(source, instrument)
  const sessions = sessionRows(columns, calendar(instrument.calendar))
  const grid = slotGrid(columns, timeframe, sessions)
  const clockShifts = findClockShifts(columns, sessions, instrument.calendar, grid.step)
  const sourceRow = sourceRows === null ? (row: number) => row : (row: number) => sourceRows[row] as number
  return { instrument, timeframe, source, columns, sourceRow, sessions, grid, clockShifts, actions }
}
