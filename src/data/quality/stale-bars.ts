// Finds runs of bars that repeat the bar before: a feed that stood still, or rows that somebody filled in.

import type { BarColumns } from '../../model/bar.js'
import { DAY_MS } from '../../model/time.js'
import { ChanceCells, EXPECTED_BY_CHANCE } from './chance.js'
import { marketClock } from './market-clock.js'
import type { QualityCheck } from './quality-check.js'
import { counted, when } from './wording.js'

/** Bars of a run, the first included. Two equal daily bars in a row happen; where ticks are coarse and trades few, so do many equal minutes. */
export const LEAST_STALE_DAYS = 3
const LEAST_STALE_BARS = 5

export const staleBars: QualityCheck = {
  id: 'stale',
  what: 'Bars do not repeat the same four prices over and over.',
  severity: 'warning',
  threshold: `${LEAST_STALE_BARS} equal bars in a row (daily: ${LEAST_STALE_DAYS}), where fewer than ${EXPECTED_BY_CHANCE} such runs are expected from how often bars repeat nearby at that time of day`,
  run(bars, report) {
    const { columns, grid, sourceRow } = bars
    const least = grid.step >= DAY_MS ? LEAST_STALE_DAYS : LEAST_STALE_BARS
    const { openTime, length } = columns
    const cells = new ChanceCells(openTime[0]!, openTime[length - 1]!, marketClock(bars.instrument.calendar), (visit) => {
      for (let row = 1; row < length; row++) visit(openTime[row]!, repeatsLast(columns, row))
    })
    for (const { from, to } of staleRuns(columns)) {
      const bars = to - from + 1
      if (bars < least || !cells.isBeyondChance(bars - 1, (index) => columns.openTime[from + 1 + index]!)) continue
      const time = columns.openTime[from] as number
      const untraded = columns.volume.subarray(from + 1, to + 1).every((volume) => volume === 0)
      const message = `${counted(bars, 'bar')} in a row have the same prices (close ${columns.close[from]}), ${when(time, grid.step)} to ${when(columns.openTime[to]!, grid.step)}${untraded ? ', without volume' : ''}`
      const hint = untraded
        ? 'filled in where nothing traded or the feed stood still: leave them out'
        : 'did the feed stand still? Compare with the source'
      report({ severity: 'warning', row: sourceRow(from), time, message, hint })
    }
  },
}

/** Equal bars from `from` to `to`, both included. */
interface StaleRun {
  readonly from: number
  readonly to: number
}

function staleRuns(columns: BarColumns): StaleRun[] {
  const runs: StaleRun[] = []
  for (let row = 1; row < columns.length; row++) {
    if (!repeatsLast(columns, row)) continue
    const from = row - 1
    while (row + 1 < columns.length && repeatsLast(columns, row + 1)) row++
    runs.push({ from, to: row })
  }
  return runs
}

function repeatsLast({ open, high, low, close }: BarColumns, row: number): boolean {
  return close[row] === close[row - 1] && open[row] === open[row - 1] && high[row] === high[row - 1] && low[row] === low[row - 1]
}
