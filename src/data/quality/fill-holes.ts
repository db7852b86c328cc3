// Fills missing bars with flat ones at the close before, without volume: a run then sees a price where there was none, so it is done only when asked.

import type { BarColumns } from '../../model/bar.js'
import { DAY_MS, type EpochMs } from '../../model/time.js'
import type { Session } from '../calendar/session.js'
import { type BarRow, columnsFromRows, concatColumns, sliceColumns } from '../columns.js'
import { LONG_HOLE_SESSIONS } from './missing-sessions.js'
import type { InspectedBars } from './quality-check.js'
import { rowsIn } from './session-rows.js'
import { firstSlot, slotsIn } from './slot-grid.js'
import { counted, when } from './wording.js'

export interface FilledBars {
  readonly columns: BarColumns
  readonly filled: readonly { readonly time: EpochMs; readonly message: string }[]
  readonly refused: readonly { readonly message: string; readonly hint: string }[]
}

/** Every slot of every session between the first bar and the last has a bar after this, but for holes too long to be invented. */
export function fillHoles(bars: InspectedBars): FilledBars {
  const { columns, sessions, grid } = bars
  const parts: BarColumns[] = []
  const filled: { time: EpochMs; message: string }[] = []
  const refused: { message: string; hint: string }[] = []
  const tooLong = longHoles(bars)
  let row = 0
  let missing: BarRow[] = []
  const flush = (until: number) => {
    if (missing.length > 0) {
      const time = missing[0]![0]
      const close = missing[0]![5]
      filled.push({ time, message: `${counted(missing.length, 'bar')} from ${when(time, grid.step)}, flat at ${close}, without volume` })
      parts.push(columnsFromRows(missing))
      missing = []
    }
    if (until > row) parts.push(sliceColumns(columns, row, until))
    row = Math.max(row, until)
  }
  for (const [index, session] of sessions.sessions.entries()) {
    if (tooLong.has(index)) continue
    const first = sessions.firstRow[index] as number
    const end = sessions.endRow[index] as number
    flush(first)
    let next = first
    for (const { openTime, closeTime } of slotsOf(bars, session)) {
      if (next < end && (columns.openTime[next] as EpochMs) < closeTime) {
        while (next < end && (columns.openTime[next] as EpochMs) < closeTime) next++
        flush(next)
      } else if (row > 0 && next < columns.length) missing.push(flatBar(columns.close[row - 1] as number, openTime, closeTime))
    }
    flush(end)
  }
  flush(columns.length)
  for (const [from, to] of runsOf(tooLong)) {
    const span = `${sessions.sessions[from]!.date} to ${sessions.sessions[to]!.date}`
    const message = `${counted(to - from + 1, 'session')} are missing, ${span}: too many to be invented`
    refused.push({ message, hint: 'take the part before or after it; the ticker may have been of another company' })
  }
  return { columns: concatColumns(parts), filled, refused }
}

function slotsOf({ grid }: InspectedBars, session: Session): { openTime: EpochMs; closeTime: EpochMs }[] {
  if (grid.step >= DAY_MS) return [{ openTime: session.open, closeTime: session.close }]
  const begin = firstSlot(grid, session)
  return Array.from({ length: slotsIn(grid, session) }, (_, slot) => {
    const openTime = begin + slot * grid.step
    return { openTime, closeTime: openTime + grid.step }
  })
}

function flatBar(price: number, openTime: EpochMs, closeTime: EpochMs): BarRow {
  return [openTime, closeTime, price, price, price, price, 0]
}

/** Indices of the sessions in holes of twenty sessions and more. */
function longHoles({ sessions }: InspectedBars): Set<number> {
  const long = new Set<number>()
  const count = sessions.sessions.length
  for (let from = 0; from < count; from++) {
    let end = from
    while (end < count && rowsIn(sessions, end) === 0) end++
    if (end - from >= LONG_HOLE_SESSIONS) for (let index = from; index < end; index++) long.add(index)
    from = Math.max(from, end)
  }
  return long
}

function runsOf(indices: ReadonlySet<number>): [from: number, to: number][] {
  const runs: [number, number][] = []
  for (const index of indices) {
    const last = runs.at(-1)
    if (last !== undefined && last[1] === index - 1) last[1] = index
    else runs.push([index, index])
  }
  return runs
}
