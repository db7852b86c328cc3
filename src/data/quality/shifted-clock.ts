// Reports the weeks in which the clock of the data is off by whole hours.

import { SHIFT_LEAST_SESSIONS, SHIFT_MARGIN } from './clock-shift.js'
import type { QualityCheck } from './quality-check.js'
import { counted } from './wording.js'

export const shiftedClock: QualityCheck = {
  id: 'shifted-clock',
  what: 'Intraday bars keep the hours of the market: no weeks are stamped whole hours early or late.',
  severity: 'error',
  threshold: `a week of ${SHIFT_LEAST_SESSIONS} sessions or more whose activity fits a session moved by hours better by a cosine of ${SHIFT_MARGIN}; forex: the week's first and last bar both moved by the same hours`,
  run({ clockShifts, sessions: { sessions, firstRow }, columns, sourceRow }, report) {
    for (const { fromSession, toSession, hours } of clockShifts) {
      const first = sessions[fromSession]!
      const last = sessions[toSession]!
      const late = `${counted(Math.abs(hours), 'hour')} ${hours > 0 ? 'late' : 'early'}`
      const message = `bars of ${counted(toSession - fromSession + 1, 'session')}, ${first.date} to ${last.date}, are stamped ${late}`
      const hint =
        Math.abs(hours) === 1
          ? 'the clocks changed on one side only: is the zone of the data a fixed offset, or that of another continent? Import again with its --tz'
          : 'the zone of the data is another one: import again with its --tz'
      const row = Math.min(firstRow[fromSession] as number, columns.length - 1)
      report({ severity: 'error', row: sourceRow(row), time: first.open, message, hint })
    }
  },
}
