// Circuit breakers: what a critical breach does. Each sets the trading state and cancels where its rule says so; then it is latched.

import type { Breach, BreachCode } from '../model/breach.js'
import type { TradingState } from './trading-state.js'

export interface BreakerRule {
  readonly action: 'reduce' | 'halt'
  /** Whether working orders that could open or add are canceled. */
  readonly cancel: boolean
  /** Whether positions are closed at market, for as long as it is latched. */
  readonly flatten: boolean
}

/** A breach without a rule is an alert: it is told, and changes nothing. */
export type BreakerRules = Readonly<Partial<Record<BreachCode, BreakerRule>>>

/** What can be done about the orders of an account (null) or a strategy. */
export interface Hands {
  /** Cancels what could open or add: the protection of positions stays. */
  cancelIncreases(strategy: string | null, why: string): void
  /** Cancels everything. */
  cancelAll(strategy: string | null, why: string): void
}

const levelOf = { reduce: 'reducing', halt: 'halted' } as const

export class Breakers {
  readonly #rules: BreakerRules
  readonly #state: TradingState
  readonly #hands: Hands

  constructor(rules: BreakerRules, state: TradingState, hands: Hands) {
    this.#rules = rules
    this.#state = state
    this.#hands = hands
  }

  /** Trips the breaker of a breach, if there is one: not while the same breach is latched already. */
  trip({ code, severity, strategy, context, time }: Breach): void {
    const rule = this.#rules[code]
    if (rule === undefined || severity !== 'critical') return
    const numbers = Object.entries(context).map(
      ([name, value]) => `${name}=${typeof value === 'number' ? Number(value.toFixed(2)) : value}`,
    )
    const reason = numbers.length > 0 ? `${code}: ${numbers.join(', ')}` : code
    if (this.#state.escalate(strategy, levelOf[rule.action], code, reason, time) && rule.cancel) this.#hands.cancelIncreases(strategy, code)
  }
}
