// Which corporate actions prices still show after they were read: those are what a run books, and no other.

import type { BarSeries } from '../model/bar.js'
import type { Adjustment, CorporateAction, Delisting, Split } from '../model/corporate-action.js'
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

/** Without the bars after a delisting: a ticker that is used again is another company. */
export function upToDelisting(series: BarSeries, { actions = [] }: StoredPrices): BarSeries {
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
  }
}

function laterShares({ exDate }: CorporateAction, all: readonly CorporateAction[]): number {
  const later = all.filter((action): action is Split => action.kind === 'split' && action.exDate > exDate)
  return later.reduce((shares, { ratio }) => shares * ratio, 1)
}

/** Whether bars stand before it and after it; a delisting has none after it, and none missing before it. */
export function isShown({ columns, instrument }: BarSeries, { kind, exDate }: CorporateAction): boolean {
  if (columns.length === 0) return false
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

const rankOf = { 'ticker-change': 0, split: 1, dividend: 2, delisting: 3 } as const satisfies Record<CorporateAction['kind'], number>
