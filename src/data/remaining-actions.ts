// Which corporate actions prices still show after they were read: those are what a run books, and no other.

import type { BarSeries } from '../model/bar.js'
import type { Adjustment, CorporateAction, Delisting, Listing, Split } from '../model/corporate-action.js'
import { DAY_MS, timeframeMs } from '../model/time.js'
import type { StoredPrices } from './adjust.js'
import { calendar } from './calendar/calendar.js'
import { dayBegins } from './calendar/day-begins.js'
import { firstAtOrAfter, sliceColumns } from './columns.js'

/**
 * The series with what a run has to book over its bars, in the order of time: splits where they are still in the prices, dividends unless they were taken
 * out, in the shares that the prices are of. Nothing where nobody knows what the prices are adjusted for.
 */
export function withActions(series: BarSeries, { actions = [] }: StoredPrices, adjusted: Adjustment | undefined): BarSeries {
  if (adjusted === undefined) return series
  const shown = actions.flatMap((action) => shownIn(series, action, adjusted, actions)).filter((action) => isShown(series, action))
  return shown.length === 0 ? series : { ...series, actions: shown.sort(actionOrder) }
}

/** Without the bars before the company's listing under the ticker, and without those after its delisting: both are of another company. */
export function whileListed(series: BarSeries, prices: StoredPrices): BarSeries {
  return upToDelisting(fromListing(series, prices), prices)
}

function fromListing(series: BarSeries, { actions = [] }: StoredPrices): BarSeries {
  const begin = actions.find((action): action is Listing => action.kind === 'listing')
  if (begin === undefined) return series
  const { columns, instrument } = series
  const first = firstAtOrAfter(columns.openTime, dayBegins(instrument.calendar, begin.exDate))
  return first === 0 ? series : { ...series, columns: sliceColumns(columns, first, columns.length) }
}

function upToDelisting(series: BarSeries, { actions = [] }: StoredPrices): BarSeries {
  const end = actions.find((action): action is Delisting => action.kind === 'delisting')
  if (end === undefined) return series
  const rows = firstAtOrAfter(series.columns.openTime, dayBegins(series.instrument.calendar, end.exDate))
  return rows === series.columns.length ? series : { ...series, columns: sliceColumns(series.columns, 0, rows) }
}

/** Whether a split can be booked between two bars: a bar of more than a day may have one inside. */
export function showsSplits({ timeframe }: Pick<BarSeries, 'timeframe'>): boolean {
  return timeframeMs(timeframe) <= DAY_MS
}

function shownIn(
  series: BarSeries,
  action: CorporateAction,
  adjusted: Adjustment,
  all: readonly CorporateAction[],
): readonly CorporateAction[] {
  switch (action.kind) {
    case 'split':
      return adjusted === 'none' && showsSplits(series) ? [action] : []
    case 'dividend':
      if (adjusted === 'all') return []
      // A share of before the later splits is several of today's.
      return adjusted === 'none' || action.amount === null ? [action] : [{ ...action, amount: action.amount / laterShares(action, all) }]
    case 'ticker-change':
    case 'delisting':
      return [action]
    case 'listing':
      return []
  }
}

function laterShares({ exDate }: CorporateAction, all: readonly CorporateAction[]): number {
  const later = all.filter((action): action is Split => action.kind === 'split' && action.exDate > exDate)
  return later.reduce((shares, { ratio }) => shares * ratio, 1)
}

/** Whether bars stand before it and after it; a delisting has none after it, and none missing before it. A listing has nothing to book. */
export function isShown({ columns, instrument }: BarSeries, { kind, exDate }: CorporateAction): boolean {
  if (columns.length === 0 || kind === 'listing') return false
  const begins = dayBegins(instrument.calendar, exDate)
  if (begins <= (columns.openTime[0] as number)) return false
  if (kind !== 'delisting') return begins < (columns.closeTime[columns.length - 1] as number)
  const days = calendar(instrument.calendar)
  return days.next(days.sessionDate(columns.openTime[columns.length - 1] as number)).date >= exDate
}

/** By date; of one day the split comes first: a dividend's amount is of the shares after it. */
export function actionOrder(a: CorporateAction, b: CorporateAction): number {
  if (a.exDate !== b.exDate) return a.exDate < b.exDate ? -1 : 1
  return rankOf[a.kind] - rankOf[b.kind]
}

const rankOf = { listing: 0, 'ticker-change': 1, split: 2, dividend: 3, delisting: 4 } as const satisfies Record<
  CorporateAction['kind'],
  number
>
