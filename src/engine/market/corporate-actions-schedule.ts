// When the corporate actions of a run happen: each as its ex-date begins, dividends once more at the open of the session on which they are paid.

import { calendar } from '../../data/calendar/calendar.js'
import { dayBegins } from '../../data/calendar/day-begins.js'
import { dayNumber, isoDate } from '../../data/day-number.js'
import { actionOrder, isShown } from '../../data/remaining-actions.js'
import type { CorporateAction, Dividend } from '../../model/corporate-action.js'
import { assetOf, type CalendarId } from '../../model/instrument.js'
import type { EpochMs } from '../../model/time.js'
import type { BarFeed, FeedSeries } from '../time/bar-feed.js'

/** Something that is due, or, without an action, the payment of what is owed. */
export interface DueAction {
  readonly time: EpochMs
  /** The series of its instrument that executes. */
  readonly series: FeedSeries
  readonly action: CorporateAction | null
  /** Of a dividend; Infinity otherwise. */
  readonly payTime: EpochMs
}

/** In the order of time; of one time in instrument order. Actions from before the first bar or after the last are no concern of the run. */
export function dueActions({ series }: BarFeed, payDays: number): readonly DueAction[] {
  const due: DueAction[] = []
  const met = new Set<string>()
  for (const one of series) {
    const { actions = [], instrument } = one.series
    if (!one.executes) continue
    for (const action of [...actions].sort(actionOrder)) {
      // Listings of one asset tell of the same action: it happens once.
      const key = `${assetOf(instrument)} ${action.kind} ${action.exDate}`
      if (!isShown(one.series, action) || met.has(key)) continue
      met.add(key)
      const time = dayBegins(instrument.calendar, action.exDate)
      const payTime =
        action.kind === 'dividend' ? Math.max(time, payTimeOf(action, instrument.calendar, payDays)) : Number.POSITIVE_INFINITY
      due.push({ time, series: one, action, payTime })
      if (action.kind === 'dividend') due.push({ time: payTime, series: one, action: null, payTime })
    }
  }
  return due.sort((a, b) => a.time - b.time)
}

/** The open of the first session on or after the pay date, which is `payDays` after the ex-date where nobody knows it. */
function payTimeOf({ exDate, payDate }: Dividend, id: CalendarId, payDays: number): EpochMs {
  const days = calendar(id)
  const date = payDate ?? isoDate(dayNumber(exDate) + payDays)
  return (days.session(date) ?? days.next(date)).open
}
