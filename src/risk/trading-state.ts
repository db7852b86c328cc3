// The trading state: how far trading is held back, for the account and for each strategy. It only escalates; an operator or the session's end lets go.

import type { BreachCode, StateTransition, TradingLevel } from '../model/breach.js'
import type { EpochMs } from '../model/time.js'

/** What holds trading back: a breach, or an operator. Each holds by itself until it is let go. */
export type LatchCause = BreachCode | 'OPERATOR'

/** The limit of a day: its latch goes as the next session opens. */
const DAILY: LatchCause = 'DAILY_LOSS'

const levels: readonly TradingLevel[] = ['active', 'reducing', 'halted']

/** Whether one level holds back more than another. */
export function isStricter(one: TradingLevel, other: TradingLevel): boolean {
  return levels.indexOf(one) > levels.indexOf(other)
}

export class TradingState {
  /** Every latch that was set or let go, in its order. */
  readonly transitions: StateTransition[] = []
  readonly #account = new Scope()
  readonly #byStrategy = new Map<string, Scope>()

  /** What holds for a strategy: its own level or that of the account, whichever is stricter. */
  levelOf(strategy: string): TradingLevel {
    const own = this.#byStrategy.get(strategy)?.level ?? 'active'
    return isStricter(own, this.account) ? own : this.account
  }

  get account(): TradingLevel {
    return this.#account.level
  }

  /** Whether a cause holds the account, or one strategy. */
  isHeldBy(strategy: string | null, cause: LatchCause): boolean {
    return this.#scope(strategy).latches.has(cause)
  }

  /** What holds a strategy back, its own causes after those of the account; empty when nothing does. */
  causesOf(strategy: string): readonly LatchCause[] {
    return [...this.#account.latches.keys(), ...this.#scope(strategy).latches.keys()]
  }

  /** Sets a latch on the account (null) or a strategy. A cause that holds as strictly already changes nothing; answers whether it did. */
  escalate(strategy: string | null, to: TradingLevel, cause: LatchCause, reason: string, time: EpochMs): boolean {
    const scope = this.#scope(strategy)
    if (!isStricter(to, scope.latches.get(cause) ?? 'active')) return false
    const from = scope.level
    scope.latches.set(cause, to)
    this.transitions.push({ time, strategy, from, to: scope.level, cause, reason })
    return true
  }

  /** An operator lets go of everything that holds the account (null) or a strategy. Answers whether anything did. */
  unlatch(strategy: string | null, reason: string, time: EpochMs): boolean {
    const scope = this.#scope(strategy)
    if (scope.latches.size === 0) return false
    const from = scope.level
    scope.latches.clear()
    this.transitions.push({ time, strategy, from, to: 'active', cause: 'OPERATOR', reason })
    return true
  }

  /** Whether the next session's open has anything to let go. */
  get isHeldForTheDay(): boolean {
    return this.#account.latches.has(DAILY)
  }

  /** A session opens: the limit of the day before no longer holds. */
  beginSession(time: EpochMs): void {
    const scope = this.#account
    const from = scope.level
    if (scope.latches.delete(DAILY))
      this.transitions.push({ time, strategy: null, from, to: scope.level, cause: 'SESSION', reason: 'a session opens' })
  }

  #scope(strategy: string | null): Scope {
    if (strategy === null) return this.#account
    const known = this.#byStrategy.get(strategy)
    if (known !== undefined) return known
    const fresh = new Scope()
    this.#byStrategy.set(strategy, fresh)
    return fresh
  }
}

/** The account or a strategy: as strict as the strictest of what holds it. */
class Scope {
  readonly latches = new Map<LatchCause, TradingLevel>()

  get level(): TradingLevel {
    let strictest: TradingLevel = 'active'
    for (const level of this.latches.values()) if (isStricter(level, strictest)) strictest = level
    return strictest
  }
}
