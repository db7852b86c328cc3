// The trading window: the hours and days on which positions are opened, by the sessions of the instrument, early closes included.

import type { Denial } from '../../model/denial.js'
import type { GateNotes } from '../../model/gate-notes.js'
import type { Signal } from '../../model/signal.js'
import { type EpochMs, formatTime, type IsoDate } from '../../model/time.js'
import type { Gate, GateSeat } from '../gate.js'
import type { SessionTimes } from '../session-times.js'

export const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const

export type Weekday = (typeof weekdays)[number]

export interface WindowRule {
  /** Whether only while a session is on; the next two count within it. */
  readonly regular: boolean
  readonly afterOpenMs: number
  readonly beforeCloseMs: number
  /** By trading date; null for every day. */
  readonly days: readonly Weekday[] | null
}

/** From `afterOpenMs` after the open up to, and not at, `beforeCloseMs` before the close. */
export class TradingWindow implements Gate {
  readonly #rule: WindowRule
  readonly #sessions: SessionTimes

  constructor(rule: WindowRule, sessions: SessionTimes) {
    this.#rule = rule
    this.#sessions = sessions
  }

  judge(_signal: Signal, { instrument: { id }, notes }: GateSeat, time: EpochMs): Denial | null {
    const { days } = this.#rule
    const day = weekdayOf(this.#sessions.dateOf(id, time))
    if (days !== null) notes?.note('weekday', weekdays.indexOf(day))
    if (days !== null && !days.includes(day)) return outside({ time: formatTime(time), day })
    return this.#rule.regular ? this.#outsideSession(id, time, notes) : null
  }

  #outsideSession(instrument: string, time: EpochMs, notes: GateNotes | null): Denial | null {
    const { afterOpenMs, beforeCloseMs } = this.#rule
    const session = this.#sessions.sessionAt(instrument, time)
    if (session === null) return outside({ time: formatTime(time), session: 'closed' })
    const [from, to] = [session.open + afterOpenMs, session.close - beforeCloseMs]
    if (from >= to) return outside({ time: formatTime(time), session: 'too short for the window' })
    notes?.note('windowFrom', from)
    notes?.note('windowTo', to)
    return time >= from && time < to ? null : outside({ time: formatTime(time), from: formatTime(from), to: formatTime(to) })
  }
}

function outside(context: Denial['context']): Denial {
  return { code: 'OUTSIDE_WINDOW', context }
}

function weekdayOf(date: IsoDate): Weekday {
  return weekdays[new Date(`${date}T00:00:00Z`).getUTCDay()] as Weekday
}
