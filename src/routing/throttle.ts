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
 * Counts what was sent to open or add, changes and what orders trigger too: in any window (t − `windowMs`, t] a strategy sends `orders` at most. What only
 * reduces is neither counted nor held up.
 */
export class Throttle implements Gate {
  readonly #rule: ThrottleRule
  /** What each strategy has sent. */
  readonly #sent = new Map<string, RecentTimes>()

  constructor(rule: ThrottleRule) {
    this.#rule = rule
  }

  judge(_signal: Signal, { strategy, begins, notes }: GateSeat, time: EpochMs): Denial | null {
    const sent = this.#of(strategy)
    notes?.note('sent', sent.within(time))
    // A change begins nothing, and is one.
    const freeAt = sent.freeAt(Math.max(1, begins))
    if (time >= freeAt) return null
    const context = { limit: this.#rule.orders, window_s: this.#rule.windowMs / 1000 }
    return { code: 'ORDER_THROTTLE', context: Number.isFinite(freeAt) ? { ...context, until: formatTime(freeAt) } : context }
  }

  sent(intent: OrderIntent, isChange: boolean, time: EpochMs): void {
    const { strategy, reduceOnly, children } = intent
    let orders = reduceOnly ? 0 : 1
    // A change leaves what the order triggers as it is.
    if (!isChange) for (const { role } of children) if (role === 'triggered') orders++
    for (; orders > 0; orders--) this.#of(strategy).note(time)
  }

  #of(strategy: string): RecentTimes {
    const known = this.#sent.get(strategy)
    if (known !== undefined) return known
    const sent = new RecentTimes(this.#rule.orders, this.#rule.windowMs)
    this.#sent.set(strategy, sent)
    return sent
  }
}
