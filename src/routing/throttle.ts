// The throttle: at most so many orders of a strategy in any stretch of time. What is over is refused, and not kept for later.

import type { Denial } from '../model/denial.js'
import type { OrderIntent } from '../model/order.js'
import type { Signal } from '../model/signal.js'
import { type EpochMs, formatTime } from '../model/time.js'
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
  /** Of each strategy the times of the last `orders` sends, as a ring. */
  readonly #sent = new Map<string, Ring>()

  constructor(rule: ThrottleRule) {
    this.#rule = rule
  }

  judge(_signal: Signal, { strategy }: GateSeat, time: EpochMs): Denial | null {
    const { orders, windowMs } = this.#rule
    const oldest = this.#sent.get(strategy)?.oldest ?? Number.NEGATIVE_INFINITY
    const free = oldest + windowMs
    if (time >= free) return null
    return { code: 'ORDER_THROTTLE', context: { limit: orders, window_s: windowMs / 1000, until: formatTime(free) } }
  }

  sent({ strategy, reduceOnly }: OrderIntent, _isChange: boolean, time: EpochMs): void {
    if (reduceOnly) return
    const ring = this.#sent.get(strategy) ?? new Ring(this.#rule.orders)
    this.#sent.set(strategy, ring)
    ring.push(time)
  }
}

/** The last few times. */
class Ring {
  readonly #times: Float64Array
  #next = 0

  constructor(size: number) {
    this.#times = new Float64Array(size).fill(Number.NEGATIVE_INFINITY)
  }

  /** The first of them; −Infinity until it is full. */
  get oldest(): EpochMs {
    return this.#times[this.#next] as number
  }

  push(time: EpochMs): void {
    this.#times[this.#next] = time
    this.#next = (this.#next + 1) % this.#times.length
  }
}
