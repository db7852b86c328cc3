// Synthetic minute bars on the sessions of New York, for tests of the checks: U-shaped volume and volatility, calm and wild months, no fault.

import type { BarColumns } from '../../model/bar.js'
import { MINUTE_MS } from '../../model/time.js'
import { randomStream } from '../../std/random.js'
import { calendar } from '../calendar/calendar.js'
import type { Session } from '../calendar/session.js'
import { allocateColumns } from '../columns.js'

export interface MinuteMarket {
  readonly from: string
  readonly to: string
  readonly seed: number
  /** Chance that a minute has no trade and so no bar; 0 when absent. */
  readonly skip?: number
}

/** One bar for each minute of each session. */
export function sessionMinutes({ from, to, seed, skip = 0 }: MinuteMarket): BarColumns {
  const stream = randomStream(seed, 'quality-minutes')
  const sessions = calendar('XNYS').sessionsBetween(from, to)
  const columns = allocateColumns(sessions.reduce((sum, { open, close }) => sum + (close - open) / MINUTE_MS, 0))
  let row = 0
  let price = 100
  for (const [day, session] of sessions.entries()) {
    // Wild stretches every few years, three times as volatile.
    const wildness = 1 + 2 * Math.max(0, Math.sin(day / 150) - 0.7) * 3
    price *= Math.exp(0.005 * wildness * stream.normal() - 0.01 * Math.log(price / 100))
    for (let time = session.open; time < session.close; time += MINUTE_MS) {
      const activity = activityAt(session, time)
      const volatility = 0.0004 * wildness * Math.sqrt(activity)
      const open = cents(price)
      price *= Math.exp(volatility * stream.normal())
      const close = cents(price)
      columns.openTime[row] = time
      columns.closeTime[row] = time + MINUTE_MS
      columns.open[row] = open
      columns.high[row] = cents(Math.max(open, close) * (1 + volatility * stream.next()))
      columns.low[row] = cents(Math.min(open, close) * (1 - volatility * stream.next()))
      columns.close[row] = close
      columns.volume[row] = 100 * (1 + Math.floor(activity * wildness * 200 * (0.3 + stream.next())))
      if (skip === 0 || stream.next() >= skip) row++
    }
  }
  return trimmed(columns, row)
}

/** 2.3 at the open, 0.6 in the middle, 2.3 at the close. */
function activityAt({ open, close }: Session, time: number): number {
  const middle = (2 * (time - open)) / (close - open) - 1
  return 0.6 + 1.7 * middle ** 4
}

function trimmed(columns: BarColumns, length: number): BarColumns {
  const { openTime, closeTime, open, high, low, close, volume } = columns
  const cut = (values: Float64Array) => values.slice(0, length)
  return {
    length,
    openTime: cut(openTime),
    closeTime: cut(closeTime),
    open: cut(open),
    high: cut(high),
    low: cut(low),
    close: cut(close),
    volume: cut(volume),
  }
}

function cents(price: number): number {
  return Math.round(price * 100) / 100
}
