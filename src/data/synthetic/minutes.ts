// A synthetic series of one-minute bars, made in a moment: for benchmarks and tests, never for a conclusion about a strategy.

import type { BarColumns } from '../../model/bar.js'
import { MINUTE_MS } from '../../model/time.js'
import { randomStream } from '../../std/random.js'
import { allocateColumns } from '../columns.js'

/** 2020-01-01T00:00:00Z */
const firstMinute = 1_577_836_800_000

/** Standard deviation of one minute's return, and how strongly the price is pulled back to 100: it stays within about 50 and 200 for ever. */
const volatility = 0.0006
const pull = 0.000002

/** `count` minutes without a gap from 2020 on (a 24/7 market), prices in cents around 100. The same seed gives the same bars. */
export function syntheticMinutes(count: number, seed: number | string): BarColumns {
  const stream = randomStream(seed, 'synthetic-minutes')
  const columns = allocateColumns(count)
  let price = 100
  for (let row = 0; row < count; row++) {
    const open = cents(price)
    price *= 1 + volatility * stream.normal() - pull * (price - 100)
    const close = cents(price)
    columns.openTime[row] = firstMinute + row * MINUTE_MS
    columns.closeTime[row] = firstMinute + (row + 1) * MINUTE_MS
    columns.open[row] = open
    columns.high[row] = cents(Math.max(open, close) * (1 + volatility * stream.next()))
    columns.low[row] = cents(Math.min(open, close) * (1 - volatility * stream.next()))
    columns.close[row] = close
    columns.volume[row] = 100 * (1 + stream.integer(900))
  }
  return columns
}

function cents(price: number): number {
  return Math.round(price * 100) / 100
}
