// One row for each session that has bars: its open, high, low, close and volume, whatever the timeframe.

import type { BarColumns } from '../../model/bar.js'
import type { SessionRows } from './session-rows.js'

export interface SessionSummary {
  readonly length: number
  /** Index of the session, and its first row in the bars. */
  readonly session: Int32Array
  readonly row: Int32Array
  readonly open: Float64Array
  readonly high: Float64Array
  readonly low: Float64Array
  readonly close: Float64Array
  readonly volume: Float64Array
}

export function summariseSessions(columns: BarColumns, { firstRow, endRow }: SessionRows): SessionSummary {
  const present: number[] = []
  for (let session = 0; session < firstRow.length; session++) {
    if ((firstRow[session] as number) < (endRow[session] as number)) present.push(session)
  }
  const length = present.length
  const [open, high, low, close, volume] = Array.from({ length: 5 }, () => new Float64Array(length)) as Five
  const row = new Int32Array(length)
  for (const [index, session] of present.entries()) {
    const from = firstRow[session] as number
    const end = endRow[session] as number
    let highest = Number.NEGATIVE_INFINITY
    let lowest = Number.POSITIVE_INFINITY
    let traded = 0
    for (let at = from; at < end; at++) {
      highest = Math.max(highest, columns.high[at] as number)
      lowest = Math.min(lowest, columns.low[at] as number)
      traded += columns.volume[at] as number
    }
    row[index] = from
    open[index] = columns.open[from] as number
    high[index] = highest
    low[index] = lowest
    close[index] = columns.close[end - 1] as number
    volume[index] = traded
  }
  return { length, session: Int32Array.from(present), row, open, high, low, close, volume }
}

type Five = [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array]
