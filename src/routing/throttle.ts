// The throttle: at most so many orders of a strategy in any stretch of time. What is over is refused, and not kept for later.

import type { Denial } from '../model/denial.js'
import type { OrderIntent } from '../model/order.js'
import type { Signal } from '../model/signal.js'
import { type EpochMs, formatTime } from '../model/time.js'
import { RecentTimes } from '../std/recent-times.js'
import type { Gate, GateSeat } from './gate.js'

export interface ThrottleRule {
  readonly orders: number
  readonly windowMs: number
}

/**
 * Counts what was sent to open or add, changes too: in any window (t − `windowMs`, t] a strategy sends `orders` at most. What only reduces is neither
 * counted nor held up.
 */
export class Throttle implements Gate {
  readonly #rule: ThrottleRule
  /** What each strategy has sent. */
  readonly #sent = new Map<string, RecentTimes>()

  constructor(rule: ThrottleRule) {
    this.#rule = rule
  }

  judge(_signal: Signal, { strategy, notes }: GateSeat, time: EpochMs): Denial | null {
    const sent = this.#sent.get(strategy)
    notes?.note('sent', sent?.within(time) ?? 0)
    if (sent === undefined || !sent.isFull(time)) return null
    const { orders, windowMs } = this.#rule
    return { code: 'ORDER_THROTTLE', context: { limit: orders, window_s: windowMs / 1000, until: formatTime(sent.freeAt) } }
  }

  sent({ strategy, reduceOnly }: OrderIntent, _isChange: boolean, time: EpochMs): void {
    if (reduceOnly) return
    const sent = this.#sent.get(strategy) ?? new RecentTimes(this.#rule.orders, this.#rule.windowMs)
    this.#sent.set(strategy, sent)
    sent.note(time)
  }
}
