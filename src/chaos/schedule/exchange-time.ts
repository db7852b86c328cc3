// Times of a schedule as a user writes them: without an offset they are what the clocks of the exchange show.

import { timeZone } from '../../data/time-zone.js'
import type { CalendarId } from '../../model/instrument.js'
import { isCalendarDate } from '../../std/calendar-date.js'

const zones: Readonly<Record<CalendarId, string>> = { XNYS: 'America/New_York', '24/5': 'America/New_York', '24/7': 'UTC' }

/** The same time in UTC: `2008-10-10T10:00` of a stock is `2008-10-10T14:00:00.000Z`. Null for what is no time, such as one on 30 February. */
export function exchangeTime(text: string, calendar: CalendarId): string | null {
  const { day = '', clock = 'T00:00', offset } = forms.exec(text)?.groups ?? {}
  const shown = Date.parse(`${day}${clock}${offset ?? 'Z'}`)
  if (!isCalendarDate(day) || Number.isNaN(shown)) return null
  const time = offset === undefined ? timeZone(zones[calendar]).toEpoch(shown, { gap: 'next', overlap: 'earlier' }) : shown
  return new Date(time).toISOString()
}

const forms = /^(?<day>\d{4}-\d\d-\d\d)(?<clock>T\d\d:\d\d(:\d\d(\.\d+)?)?)?(?<offset>Z|[+-]\d\d:\d\d)?$/
