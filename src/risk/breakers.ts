// Circuit breakers: what a critical breach does. Each sets the trading state, and cancels and flattens where its rule says so; then it is latched.

import type { Breach, BreachCode } from '../model/breach.js'
import type { TradingState } from './trading-state.js'

export interface BreakerRule {
  readonly action: 'reduce' | 'halt'
  /** Whether working orders that could open or add are canceled. */
  readonly cancel: boolean
  /** Whether positions are closed at market. */
  readonly flatten: boolean
}

/** A breach without a rule is an alert: it is told, and changes nothing. */
export type BreakerRules = Readonly<Partial<Record<BreachCode, BreakerRule>>>

/** What can be done about an account (null) or a strategy, orders and positions. */
export interface Hands {
  /** Cancels what could open or add: the protection of positions stays. */
  cancelIncreases(strategy: string | null, why: string): void
  /** Cancels everything. */
  cancelAll(strategy: string | null, why: string): void
  /** Closes positions, until they are flat. */
  flatten(strategy: string | null, why: string): void
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

  /** Answers whether the breach tripped one: not while the same breach is latched already. */
  trip({ code, severity, strategy, context, time }: Breach): boolean {
    const rule = this.#rules[code]
    if (rule === undefined || severity !== 'critical') return false
    const numbers = Object.entries(context).map(
      ([name, value]) => `${name}=${typeof value === 'number' ? Number(value.toFixed(2)) : value}`,
    )
    const reason = numbers.length > 0 ? `${code}: ${numbers.join(', ')}` : code
    if (!this.#state.escalate(strategy, levelOf[rule.action], code, reason, time)) return false
    if (rule.cancel) this.#hands.cancelIncreases(strategy, code)
    if (rule.flatten) this.#hands.flatten(strategy, code)
    return true
  }
}
