// Minute bars of New York sessions, for tests of halts: a price for each minute, or a bar of four.

import { calendar } from '../../../data/calendar/calendar.js'
import { type BarRow, columnsFromRows } from '../../../data/columns.js'
import type { BarColumns } from '../../../model/bar.js'
import { type EpochMs, type IsoDate, MINUTE_MS } from '../../../model/time.js'

export const newYork = calendar('XNYS')

export type MinutePrice = number | readonly [open: number, high: number, low: number, close: number]

/** The opening time of the session's nth minute. */
export function minuteOf(date: IsoDate, minute: number): EpochMs {
  return (newYork.session(date)?.open ?? Number.NaN) + minute * MINUTE_MS
}

/** One bar a minute from the nth minute of each session on; null leaves a minute out. */
export function minutesOf(
  sessions: Readonly<Record<IsoDate, readonly (MinutePrice | null)[]>>,
  { from = 0, volume = 1000, length = MINUTE_MS }: { from?: number; volume?: number; length?: number } = {},
): BarColumns {
  const rows = Object.entries(sessions).flatMap(([date, prices]) =>
    prices.flatMap((price, k): BarRow[] => {
      if (price === null) return []
      const openTime = minuteOf(date, from) + k * length
      const [open, high, low, close] = typeof price === 'number' ? [price, price, price, price] : price
      return [[openTime, openTime + length, open, high, low, close, volume]]
    }),
  )
  return columnsFromRows(rows)
}

/** A price for so many minutes. */
export function flat(price: number, minutes: number): number[] {
  return new Array<number>(minutes).fill(price)
}
