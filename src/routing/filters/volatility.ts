// The volatility filter: nothing is opened in a market that moves too little to pay its costs, or too much to be sized for.

import type { Denial } from '../../model/denial.js'
import type { Signal } from '../../model/signal.js'
import type { Gate, GateSeat } from '../gate.js'

/** Both bounds are included. */
export interface VolatilityRule {
  /** `atr`: the average true range of a bar as a part of the price. `sigma`: the standard deviation of returns over a year. */
  readonly measure: 'atr' | 'sigma'
  readonly bars: number
  readonly min: number
  readonly max: number
}

export class VolatilityFilter implements Gate {
  readonly #rule: VolatilityRule

  constructor(rule: VolatilityRule) {
    this.#rule = rule
  }

  judge(_signal: Signal, seat: GateSeat): Denial | null {
    const { measure, bars, min, max } = this.#rule
    const volatility = measure === 'atr' ? seat.averageTrueRange(bars) / Math.abs(seat.mark) : seat.volatility(bars)
    seat.notes?.note('volatility', volatility)
    if (!Number.isFinite(volatility)) return { code: 'VOLATILITY_UNKNOWN', context: { instrument: seat.instrument.id, measure, bars } }
    if (volatility >= min && volatility <= max) return null
    return { code: 'VOLATILITY', context: { [measure]: volatility, min, max } }
  }
}
