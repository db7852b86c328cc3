// Finds bars that are missing inside a session: holes longer than chance makes, told apart from the minutes in which nothing traded.

import { DAY_MS, type EpochMs, HOUR_MS } from '../../model/time.js'
import { ChanceCells, EXPECTED_BY_CHANCE } from './chance.js'
import { shiftedSessions } from './clock-shift.js'
import type { Found } from './finding.js'
import { marketClock } from './market-clock.js'
import type { InspectedBars, QualityCheck } from './quality-check.js'
import { rowsIn } from './session-rows.js'
import { firstSlot, slotsIn } from './slot-grid.js'
import { isThinDay, thinDayHint } from './thin-days.js'
import { counted, dateOf, share, when } from './wording.js'

/** Shorter runs are never called a hole: five minutes without a trade are usual in all but the busiest markets. An hour where bars are longer. */
const LEAST_HOLE_BARS = 5

const leastHole = (step: number) => Math.max(2, Math.min(LEAST_HOLE_BARS, Math.ceil(HOUR_MS / step)))

export const missingBars: QualityCheck = {
  id: 'missing-bars',
  what: 'Inside a session that has bars, every bar is there.',
  severity: 'warning',
  threshold: `${LEAST_HOLE_BARS} bars in a row (an hour, at least 2, for longer bars), where fewer than ${EXPECTED_BY_CHANCE} such holes are expected by chance in the series; shorter ones are counted as sparse: info`,
  run(bars, report) {
    if (bars.grid.step >= DAY_MS || bars.columns.length === 0) return
    const cells = new ChanceCells(...spanOf(bars), marketClock(bars.instrument.calendar), (visit) =>
      forEachSlot(bars, (time, isMissing) => visit(time, isMissing)),
    )
    let sporadic = cells.hits
    let longest = 0
    for (const run of missingRuns(bars)) {
      if (run.length >= leastHole(bars.grid.step) && cells.isBeyondChance(run.length, (index) => run.time + index * bars.grid.step)) {
        sporadic -= run.length
        report(holeFound(bars, run))
      } else longest = Math.max(longest, run.length)
    }
    if (sporadic > 0) report(sparseFound(sporadic, cells.trials, longest))
  },
}

/** Slots without a bar, one after the other. */
interface MissingRun {
  readonly time: EpochMs
  readonly length: number
  /** The row after them. */
  readonly row: number
}

function missingRuns(bars: InspectedBars): MissingRun[] {
  const { step } = bars.grid
  const runs: { time: EpochMs; length: number; row: number }[] = []
  let next = Number.NaN
  forEachSlot(bars, (time, isMissing, row) => {
    if (!isMissing) return
    if (time === next) runs.at(-1)!.length++
    else runs.push({ time, length: 1, row })
    next = time + step
  })
  return runs
}

/**
 * Each slot that should have a bar, whether it lacks one, and the first row at or after it. Sessions without any bar, or with a shifted clock, are told
 * by other checks.
 */
function forEachSlot(bars: InspectedBars, visit: (time: EpochMs, isMissing: boolean, row: number) => void): void {
  const { columns, grid, sessions } = bars
  const isShifted = shiftedSessions(bars.clockShifts, sessions.sessions.length)
  for (const [index, session] of sessions.sessions.entries()) {
    if (rowsIn(sessions, index) === 0 || isShifted[index] === 1) continue
    const begin = firstSlot(grid, session)
    const [from, slots] = slotsCovered(bars, index, begin, slotsIn(grid, session))
    const end = sessions.endRow[index] as number
    let row = sessions.firstRow[index] as number
    for (let slot = from; slot < slots; slot++) {
      const until = begin + (slot + 1) * grid.step
      const first = row
      while (row < end && (columns.openTime[row] as EpochMs) < until) row++
      visit(until - grid.step, row === first, Math.min(first, columns.length - 1))
    }
  }
}

function spanOf({ sessions: { sessions } }: InspectedBars): [from: EpochMs, to: EpochMs] {
  return [sessions[0]?.open ?? 0, sessions.at(-1)?.close ?? 0]
}

/** A series need not begin at an open and end at a close: what is before its first bar and after its last is not missing. */
function slotsCovered(
  { columns, grid, sessions }: InspectedBars,
  session: number,
  begin: EpochMs,
  slots: number,
): [from: number, to: number] {
  const slotOf = (row: number) => Math.floor(((columns.openTime[row] as EpochMs) - begin) / grid.step)
  const from = sessions.firstRow[session] === 0 ? Math.max(0, slotOf(0)) : 0
  const to = sessions.endRow[session] === columns.length ? Math.min(slots, slotOf(columns.length - 1) + 1) : slots
  return [from, to]
}

function holeFound({ grid: { step }, sourceRow, instrument }: InspectedBars, { time, length, row }: MissingRun): Found {
  const message = `a hole of ${counted(length, 'bar')} inside the session, ${when(time, step)} to ${when(time + length * step, step)}`
  const hint = 'lost rows, or a halt of trading: compare with the source, or bench data repair --fill previous'
  if (isThinDay(instrument.calendar, dateOf(time))) return { severity: 'info', row: sourceRow(row), time, message, hint: thinDayHint }
  return { severity: 'warning', row: sourceRow(row), time, message, hint }
}

function sparseFound(missing: number, slots: number, longest: number): Found {
  const message = `${counted(missing, 'bar')} of ${slots.toLocaleString('en-US')} inside sessions (${share(missing / slots)}) ${missing === 1 ? 'is' : 'are'} missing here and there, at most ${longest} in a row`
  const hint = 'usual where nothing traded in a bar; strategies see only the bars that are there'
  return { severity: 'info', row: null, time: null, message, hint }
}
