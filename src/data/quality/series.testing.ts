// Small series for tests of the checks, and a way to ask one check what it finds.

import type { BarColumns } from '../../model/bar.js'
import type { CorporateAction } from '../../model/corporate-action.js'
import { type Instrument, instrument } from '../../model/instrument.js'
import type { Timeframe } from '../../model/time.js'
import { randomStream } from '../../std/random.js'
import { calendar } from '../calendar/calendar.js'
import { allocateColumns, columnNames } from '../columns.js'
import type { Found } from './finding.js'
import { inspect } from './inspect.js'
import type { QualityCheck } from './quality-check.js'
import { gatherRows } from './sound-rows.js'

export interface AskOptions {
  readonly timeframe?: Timeframe
  readonly instrument?: Instrument
  readonly actions?: readonly CorporateAction[]
}

/** What one check finds in bars, daily ones of a stock unless told otherwise. */
export function ask(check: QualityCheck, columns: BarColumns, options: AskOptions = {}): Found[] {
  const found: Found[] = []
  const series = { instrument: options.instrument ?? instrument('TEST', 'equity'), timeframe: options.timeframe ?? '1d', columns } as const
  check.run(inspect(series, options.actions), (one) => found.push(one))
  return found
}

/** Rows and severities: what most tests look at. */
export function places(found: readonly Found[]): [row: number | null, severity: string][] {
  return found.map(({ row, severity }) => [row, severity])
}

/** A calm stock at 100 with 1 % a day, on the sessions of New York. */
export function dailyBars(from = '2010-01-01', to = '2010-12-31', seed = 1): BarColumns {
  const stream = randomStream(seed, 'quality-days')
  const sessions = calendar('XNYS').sessionsBetween(from, to)
  const columns = allocateColumns(sessions.length)
  let price = 100
  for (const [row, { open: openTime, close: closeTime }] of sessions.entries()) {
    const open = cents(price * Math.exp(0.004 * stream.normal()))
    price = open * Math.exp(0.009 * stream.normal())
    const close = cents(price)
    columns.openTime[row] = openTime
    columns.closeTime[row] = closeTime
    columns.open[row] = open
    columns.close[row] = close
    columns.high[row] = cents(Math.max(open, close) * (1 + 0.004 * stream.next()))
    columns.low[row] = cents(Math.min(open, close) * (1 - 0.004 * stream.next()))
    columns.volume[row] = 1000 * (500 + stream.integer(1000))
  }
  return columns
}

/** The bars without some rows. */
export function without(columns: BarColumns, isLeftOut: (row: number) => boolean): BarColumns {
  return gatherRows(
    columns,
    Array.from({ length: columns.length }, (_, row) => row).filter((row) => !isLeftOut(row)),
  )
}

/** A copy in which every price from a row on is multiplied, and the volume divided. */
export function splitAt(columns: BarColumns, row: number, factor: number): BarColumns {
  const split = gatherRows(
    columns,
    Array.from({ length: columns.length }, (_, at) => at),
  )
  for (let at = row; at < split.length; at++) {
    for (const name of ['open', 'high', 'low', 'close'] as const) split[name][at] = columns[name][at]! * factor
    split.volume[at] = columns.volume[at]! / factor
  }
  return split
}

/** Sets some numbers of one row. */
export function set(columns: BarColumns, row: number, values: Partial<Record<(typeof columnNames)[number], number>>): void {
  for (const name of columnNames) if (values[name] !== undefined) columns[name][row] = values[name]
}

function cents(price: number): number {
  return Math.round(price * 100) / 100
}
