// Finds sessions without any bar, between the first bar and the last.

import { DAY_MS, timeframeMs } from '../../model/time.js'
import type { Found } from './finding.js'
import type { InspectedBars, QualityCheck } from './quality-check.js'
import { rowsIn } from './session-rows.js'
import { isThinDay, thinDayHint } from './thin-days.js'
import { counted } from './wording.js'

/** About a month: longer than any halt of a sound company, and what a reused ticker or a lost file leaves. */
export const LONG_HOLE_SESSIONS = 20

export const missingSessions: QualityCheck = {
  id: 'missing-session',
  what: 'Every session of the calendar between the first bar and the last has a bar.',
  severity: 'error',
  threshold: `one session or more in a row: warning; ${LONG_HOLE_SESSIONS} or more: error; single days around Christmas and New Year of 24/5: info`,
  run(bars, report) {
    if (timeframeMs(bars.timeframe) > DAY_MS) return
    const { sessions } = bars.sessions
    for (let index = 0; index < sessions.length; index++) {
      const from = index
      while (index < sessions.length && rowsIn(bars.sessions, index) === 0) index++
      if (index > from) report(hole(bars, from, index - 1))
    }
  },
}

function hole({ sessions: { sessions, firstRow }, sourceRow, instrument, columns }: InspectedBars, from: number, to: number): Found {
  const first = sessions[from]!
  const last = sessions[to]!
  const count = to - from + 1
  const after = Math.min(firstRow[to] as number, columns.length - 1)
  const place = { row: sourceRow(after), time: first.open }
  const isLong = count >= LONG_HOLE_SESSIONS
  const message = count === 1 ? `no bar of ${first.date}` : `no bars of ${counted(count, 'session')}, ${first.date} to ${last.date}`
  if (count === 1 && isThinDay(instrument.calendar, first.date)) {
    return { severity: 'info', ...place, message, hint: thinDayHint }
  }
  const hint = isLong
    ? `are the bars before and after of the same instrument? Tickers are reused; use the part after it with --from ${sessions[to + 1]?.date ?? last.date}`
    : 'a halt, a holiday that the calendar does not know, or lost rows: compare with the source'
  return { severity: isLong ? 'error' : 'warning', ...place, message, hint }
}
