// Finds bars that open at a time which is no multiple of their timeframe, or, for daily bars, that do not span their session.

import { DAY_MS, type EpochMs, isDaily } from '../../model/time.js'
import type { InspectedBars, QualityCheck } from './quality-check.js'
import { modulo, type SlotGrid } from './slot-grid.js'
import { counted, when } from './wording.js'

export const offGrid: QualityCheck = {
  id: 'off-grid',
  what: 'Bars open on the grid of the timeframe that most of the series keeps.',
  severity: 'warning',
  threshold: 'any bar off the grid; late opens and the first bar of a session aside',
  run(bars, report) {
    if (isDaily(bars.timeframe)) return
    const { columns, grid, sourceRow } = bars
    forEachRow(bars, (row, anchor) => {
      const time = columns.openTime[row] as EpochMs
      const off = modulo(time - anchor - grid.phase, grid.step)
      if (off === 0) return
      const seconds = Math.min(off, grid.step - off) / 1000
      const message = `the bar opens at ${when(time, grid.step)}, ${counted(seconds, 'second')} off the grid of ${bars.timeframe}`
      report({
        severity: 'warning',
        row: sourceRow(row),
        time,
        message,
        hint: 'a bar of another timeframe, or a stamp that is not the start of the bar?',
      })
    })
  },
}

/** Calls with each row that has a grid, and what its grid is counted from. A session's first bar may begin with a late open. */
function forEachRow(
  { columns, sessions: { sessions, firstRow, endRow }, grid }: InspectedBars,
  visit: (row: number, anchor: EpochMs) => void,
) {
  const isOpening = openingRows(columns.openTime, sessions, firstRow)
  if (isByClock(grid)) {
    for (let row = 0; row < columns.length; row++) if (!isOpening.has(row)) visit(row, 0)
    return
  }
  for (const [index, { open }] of sessions.entries()) {
    for (let row = firstRow[index] as number; row < (endRow[index] as number); row++) if (!isOpening.has(row)) visit(row, open)
  }
}

function isByClock({ isByClock, step }: SlotGrid): boolean {
  return isByClock && step < DAY_MS
}

function openingRows(openTime: Float64Array, sessions: readonly { readonly open: EpochMs }[], firstRow: Int32Array): Set<number> {
  const rows = new Set<number>()
  for (const [index, { open }] of sessions.entries()) {
    const row = firstRow[index] as number
    if (openTime[row] === open) rows.add(row)
  }
  return rows
}
