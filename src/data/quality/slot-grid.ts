// The times at which the bars of a series should open: where its grid lies, and the places that a session has for bars.

import type { BarColumns } from '../../model/bar.js'
import { DAY_MS, type EpochMs, HOUR_MS, type Timeframe, timeframeMs } from '../../model/time.js'
import type { Session } from '../calendar/session.js'
import type { SessionRows } from './session-rows.js'

export interface SlotGrid {
  /** Length of a slot in ms. */
  readonly step: number
  /** How far the opens lie behind a multiple of the step: of the clock up to an hour, of the session's open beyond. */
  readonly phase: number
  /** Whether the grid is told by the clock; else by each session's open. */
  readonly isByClock: boolean
}

/** The grid that most bars of a series stand on. */
export function slotGrid(columns: BarColumns, timeframe: Timeframe, sessions: SessionRows): SlotGrid {
  const step = timeframeMs(timeframe)
  // Zones of the calendars are whole hours from UTC, so a change of the clocks moves no grid of an hour or less.
  const isByClock = step <= HOUR_MS
  const counts = new Map<number, number>()
  const count = (phase: number) => counts.set(phase, (counts.get(phase) ?? 0) + 1)
  if (isByClock) for (let row = 0; row < columns.length; row++) count(modulo(columns.openTime[row] as EpochMs, step))
  else eachSessionRow(sessions, (row, { open }) => count(modulo((columns.openTime[row] as EpochMs) - open, step)))
  let phase = 0
  for (const [candidate, times] of counts) if (times > (counts.get(phase) ?? 0)) phase = candidate
  return { step, phase, isByClock }
}

/** When the first slot of a session begins: the first that overlaps it. */
export function firstSlot({ step, phase, isByClock }: SlotGrid, { open }: Session): EpochMs {
  if (!isByClock) return open + (phase === 0 ? 0 : phase - step)
  return open - modulo(open - phase, step)
}

/** How many bars a session has room for. */
export function slotsIn(grid: SlotGrid, session: Session): number {
  if (grid.step >= DAY_MS) return 1
  return Math.ceil((session.close - firstSlot(grid, session)) / grid.step)
}

function eachSessionRow({ sessions, firstRow, endRow }: SessionRows, visit: (row: number, session: Session) => void): void {
  for (const [index, session] of sessions.entries()) {
    for (let row = firstRow[index] as number; row < (endRow[index] as number); row++) visit(row, session)
  }
}

/** The remainder that is never below zero. */
export function modulo(value: number, divisor: number): number {
  return ((value % divisor) + divisor) % divisor
}
