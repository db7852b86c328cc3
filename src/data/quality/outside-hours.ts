// Finds bars out of the calendar's hours: a few are extended trading, most of them are a wrong zone or calendar.

import { HOUR_MS, isDaily } from '../../model/time.js'
import { shiftedSessions } from './clock-shift.js'
import type { InspectedBars, QualityCheck } from './quality-check.js'
import { counted, dateOf, share } from './wording.js'

/** More than this share of intraday bars out of hours is no extended trading: 4:00 to 20:00 has 59 %, and thin minutes there lack bars. */
const MOSTLY_OUTSIDE = 0.62

export const outsideHours: QualityCheck = {
  id: 'outside-hours',
  what: 'Bars overlap a session of the calendar.',
  severity: 'error',
  threshold: `more than ${MOSTLY_OUTSIDE * 100} % of intraday bars outside: error, else info; any daily bar on a day without a session: error`,
  run(bars, report) {
    if (isDaily(bars.timeframe)) {
      for (const row of rowsOutside(bars)) {
        const time = bars.columns.openTime[row] as number
        const message = `a bar of ${dateOf(time)}, which has no session`
        report({
          severity: 'error',
          row: bars.sourceRow(row),
          time,
          message,
          hint: 'a holiday or weekend: is the date a day off, or the calendar another?',
        })
      }
      return
    }
    const outside = rowsOutside(bars)
    const first = outside[0]
    if (first === undefined) return
    const fraction = outside.length / bars.columns.length
    const time = bars.columns.openTime[first] as number
    const counts = `${counted(outside.length, 'bar')} (${share(fraction)}) stand outside the sessions of ${bars.instrument.calendar}`
    if (fraction > MOSTLY_OUTSIDE) {
      const hint = `${zoneGuess(bars)}import again with the right --tz or --calendar`
      report({ severity: 'error', row: bars.sourceRow(first), time, message: `most bars are out of hours: ${counts}`, hint })
    } else {
      const hint = 'trading before the open and after the close: a run with session regular leaves them out'
      report({ severity: 'info', row: bars.sourceRow(first), time, message: counts, hint })
    }
  },
}

/** Rows in no session, those of shifted sessions aside: another check tells them. */
function rowsOutside({ columns, sessions, clockShifts }: InspectedBars): number[] {
  const { firstRow, endRow } = sessions
  const isShifted = shiftedSessions(clockShifts, firstRow.length)
  const rows: number[] = []
  const add = (from: number, to: number) => {
    for (let row = from; row < to; row++) rows.push(row)
  }
  let previous = 0
  for (let session = 0; session < firstRow.length; session++) {
    if (isShifted[session] !== 1 && isShifted[session - 1] !== 1) add(previous, firstRow[session] as number)
    previous = endRow[session] as number
  }
  if (isShifted[firstRow.length - 1] !== 1) add(previous, columns.length)
  return rows
}

/** `moved by −5 hours, 98 % would be inside: `, where one move puts most bars inside. */
function zoneGuess({ columns, sessions }: InspectedBars): string {
  let best = { hours: 0, inside: 0 }
  for (let hours = -14; hours <= 14; hours++) {
    let inside = 0
    let row = 0
    for (const { open, close } of sessions.sessions) {
      const moved = hours * HOUR_MS
      while (row < columns.length && (columns.openTime[row] as number) + moved < open) row++
      for (; row < columns.length && (columns.openTime[row] as number) + moved < close; row++) inside++
    }
    if (inside > best.inside) best = { hours, inside }
  }
  const fraction = best.inside / columns.length
  if (best.hours === 0 || fraction < 0.7) return ''
  return `moved by ${best.hours > 0 ? '+' : '−'}${counted(Math.abs(best.hours), 'hour')}, ${share(fraction)} would be inside: `
}
