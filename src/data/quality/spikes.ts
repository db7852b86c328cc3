// Finds closes that jump away and come back at once, far beyond what the market around does: misprints, decimal slips, busted trades.

import { DAY_MS } from '../../model/time.js'
import { closeReturns } from './close-returns.js'
import type { Found } from './finding.js'
import { largeRows, leastMove, localScale, SCALE_HALF_WINDOW } from './local-scale.js'
import type { InspectedBars, QualityCheck } from './quality-check.js'
import { counted, move, when } from './wording.js'

/** Both the way out and the way back, in scales. October 2008 and March 2020 of the S&P 500 stay below 4; 8 leaves room for single stocks. */
export const SPIKE_SCALES = 8

/** Of the way out, what may be left after the way back. */
export const SPIKE_REMAINDER = 0.3

/** Wrong bars in a row that are still a spike, for bars shorter than a day. A day's news may be taken back on the third day. */
export const SPIKE_MOST_BARS = 3

export const spikes: QualityCheck = {
  id: 'spike',
  what: 'No close jumps away from its neighbours and comes back.',
  severity: 'error',
  threshold: `out and back each more than ${SPIKE_SCALES} robust scales (MAD and tail of ${SCALE_HALF_WINDOW} bars on each side), ${SPIKE_REMAINDER * 100} % or less remaining, within ${SPIKE_MOST_BARS} bars (daily: one)`,
  run(bars, report) {
    for (const spike of findSpikes(bars)) report(describe(bars, spike))
  },
}

/** Wrong bars from `from` to `to`, both included. */
export interface Spike {
  readonly from: number
  readonly to: number
  /** Log return out, and in how many scales. */
  readonly out: number
  readonly scales: number
}

export function findSpikes({ columns, instrument, sessions, grid }: InspectedBars): Spike[] {
  if (instrument.mayBeNegative && columns.low.some((price) => price <= 0)) return []
  const returns = closeReturns(columns)
  const returnAt = (row: number) => returns[row] as number
  const mostBars = grid.step >= DAY_MS ? 1 : SPIKE_MOST_BARS
  const isNight = nightRows(sessions.firstRow, sessions.endRow, columns.length)
  const night = grid.step >= DAY_MS ? null : nightScales(returns, isNight)
  const found: Spike[] = []
  let after = 0
  for (const row of largeRows(returns, SPIKE_SCALES, 0)) {
    if (row < after) continue
    const back = wayBack(returns, row, mostBars)
    if (back === null) continue
    const floor = leastMove(instrument.tick, columns.close[row - 1] as number)
    let scale = localScale(row, columns.length, floor, returnAt)
    if (night !== null && (isNight[row] === 1 || isNight[back] === 1)) scale = Math.max(scale, night)
    const scales = Math.min(Math.abs(returnAt(row)), Math.abs(returnAt(back))) / scale
    if (!(scales > SPIKE_SCALES)) continue
    found.push({ from: row, to: back - 1, out: returnAt(row), scales })
    after = back + 1
  }
  return found
}

/** The row whose return takes most of `row`'s back. */
function wayBack(returns: Float64Array, row: number, mostBars: number): number | null {
  const out = returns[row] as number
  let rest = out
  for (let back = row + 1; back <= Math.min(row + mostBars, returns.length - 1); back++) {
    const step = returns[back] as number
    rest += step
    if (Math.abs(rest) <= SPIKE_REMAINDER * Math.abs(out)) return step * out < 0 ? back : null
  }
  return null
}

/** 1 for the first row of each session: its return holds the night. */
function nightRows(firstRow: Int32Array, endRow: Int32Array, length: number): Uint8Array {
  const rows = new Uint8Array(length)
  for (let session = 0; session < firstRow.length; session++) {
    if ((firstRow[session] as number) < (endRow[session] as number)) rows[firstRow[session] as number] = 1
  }
  return rows
}

/** The 95th percentile of all nights' moves, as a scale. */
function nightScales(returns: Float64Array, isNight: Uint8Array): number {
  const nights = returns
    .filter((_, row) => isNight[row] === 1)
    .map(Math.abs)
    .sort()
  return (nights[Math.floor(0.95 * nights.length)] ?? 0) / 1.96
}

function describe({ columns: { close, openTime }, sourceRow, grid }: InspectedBars, { from, to, out, scales }: Spike): Found {
  const time = openTime[from] as number
  const length = to - from + 1
  const before = close[from - 1] as number
  const after = close[to + 1] as number
  const what = length === 1 ? `close ${close[from]}` : `${counted(length, 'close')} from ${close[from]}`
  const message = `${what} between ${before} and ${after} on ${when(time, grid.step)}: ${move(out)} and back, ${scales.toFixed(0)} scales`
  return { severity: 'error', row: sourceRow(from), time, message, hint: 'a misprint? bench data repair --bad-ticks drop or interpolate' }
}
