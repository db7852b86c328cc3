// Every price of some rows moved by one rule: the four of the bar, and bid and ask beside it.

import { quoteNames } from '../../../data/quote-columns.js'
import type { BarColumns, QuoteColumns } from '../../../model/bar.js'
import type { Instrument } from '../../../model/instrument.js'
import type { Rows } from './window-rows.js'

const priceNames = ['open', 'high', 'low', 'close'] as const

/** In place. A rule that keeps the order of prices keeps the bars sound. */
export function movePrices(
  columns: BarColumns,
  quotes: QuoteColumns | undefined,
  { first, end }: Rows,
  rule: (price: number) => number,
): void {
  for (const name of priceNames) moveColumn(columns[name], first, end, rule)
  if (quotes !== undefined) for (const name of quoteNames) moveColumn(quotes[name], first, end, rule)
}

/** The price at the nearest tick, at least one where it cannot be zero. */
export function onTick(price: number, { tick, mayBeNegative }: Instrument): number {
  if (tick === 'none') return price
  const ticks = Math.round(price / tick)
  const perUnit = Math.round(1 / tick)
  const rounded = Math.abs(perUnit * tick - 1) < 1e-9 ? ticks / perUnit : ticks * tick
  return mayBeNegative ? rounded : Math.max(rounded, tick)
}

function moveColumn(column: Float64Array, first: number, end: number, rule: (price: number) => number): void {
  for (let row = first; row < end; row++) column[row] = rule(column[row] as number)
}
