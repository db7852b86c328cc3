// What companies do to their shares, in bars that show it: from the date of a split on prices are of new shares, from that of a dividend on without it.

import { dayBegins } from '../../data/calendar/day-begins.js'
import { firstAtOrAfter } from '../../data/columns.js'
import type { BarSeries } from '../../model/bar.js'
import { type Dividend, type Split, splitPrice } from '../../model/corporate-action.js'
import type { IsoDate } from '../../model/time.js'

/** A split, new shares for old ones; or a dividend, a share of the price, and when it is paid. */
export type Act =
  | { readonly exDate: IsoDate; readonly ratio: number }
  | { readonly exDate: IsoDate; readonly dividend: number; readonly payDate: IsoDate }

/** The series with one act after the other; prices stay on the cent. */
export function acted(series: BarSeries, acts: readonly Act[]): BarSeries {
  return acts.reduce(withAct, series)
}

function withAct(series: BarSeries, act: Act): BarSeries {
  const { columns, actions = [], instrument } = series
  const first = firstAtOrAfter(columns.openTime, dayBegins(instrument.calendar, act.exDate))
  const action = 'ratio' in act ? splitOf(act) : dividendOf(act, columns.close[first - 1] as number)
  const [shares, amount] = action.kind === 'split' ? [action.ratio, 0] : [1, action.amount]
  const restated = (prices: Float64Array): Float64Array =>
    prices.map((price, bar) => (bar < first ? price : onCent(splitPrice(price, shares) - amount)))
  const [open, high, low, close] = [restated(columns.open), restated(columns.high), restated(columns.low), restated(columns.close)]
  const volume = columns.volume.map((lots, bar) => (bar < first ? lots : lots * shares))
  return { ...series, actions: [...actions, action], columns: { ...columns, open, high, low, close, volume } }
}

function splitOf({ exDate, ratio }: Extract<Act, { ratio: number }>): Split {
  return { kind: 'split', exDate, ratio }
}

function dividendOf(
  { exDate, dividend, payDate }: Extract<Act, { dividend: number }>,
  before: number,
): Dividend & { readonly amount: number } {
  const amount = onCent(before * dividend)
  return { kind: 'dividend', exDate, amount, factor: 1 - amount / before, payDate }
}

function onCent(price: number): number {
  return Math.round(price * 100) / 100
}
