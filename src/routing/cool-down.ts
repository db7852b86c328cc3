// The cool-down: after so many round trips in a row that lost, a strategy opens nothing for a while.

import type { Denial } from '../model/denial.js'
import type { RoundTrip } from '../model/round-trip.js'
import type { Signal } from '../model/signal.js'
import { type EpochMs, formatTime } from '../model/time.js'
import type { Gate, GateSeat } from './gate.js'
import type { SessionTimes } from './session-times.js'

export interface CoolDownRule {
  /** Losing round trips in a row. */
  readonly losses: number
  /** How long it lasts, or up to the open of the next session of what was lost with. */
  readonly lasts: number | 'next-session'
}

interface Streak {
  losses: number
  until: EpochMs
}

/** A round trip loses where it made less than nothing after fees; any other one ends the row. The end of a cool-down begins a new one. */
export class CoolDown implements Gate {
  readonly #rule: CoolDownRule
  readonly #sessions: SessionTimes
  readonly #streaks = new Map<string, Streak>()

  constructor(rule: CoolDownRule, sessions: SessionTimes) {
    this.#rule = rule
    this.#sessions = sessions
  }

  judge(_signal: Signal, { strategy, notes }: GateSeat, time: EpochMs): Denial | null {
    const streak = this.#streaks.get(strategy)
    const until = streak?.until ?? Number.NEGATIVE_INFINITY
    notes?.note('losses', streak?.losses ?? 0)
    if (time >= until) return null
    const text = Number.isFinite(until) ? formatTime(until) : 'the end of the calendar'
    return { code: 'COOL_DOWN', context: { losses: this.#rule.losses, until: text } }
  }

  closed({ strategy, instrument, pnl }: RoundTrip, time: EpochMs): void {
    const streak = this.#streakOf(strategy)
    streak.losses = pnl < 0 ? streak.losses + 1 : 0
    if (streak.losses < this.#rule.losses) return
    const { lasts } = this.#rule
    streak.until = lasts === 'next-session' ? this.#sessions.nextOpen(instrument, time) : time + lasts
    streak.losses = 0
  }

  #streakOf(strategy: string): Streak {
    const known = this.#streaks.get(strategy)
    if (known !== undefined) return known
    const fresh = { losses: 0, until: Number.NEGATIVE_INFINITY }
    this.#streaks.set(strategy, fresh)
    return fresh
  }
}
