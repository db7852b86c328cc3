// The trading state: how far trading is held back, for the account and for each strategy. It only escalates; an operator lets go, of two causes what they wait for.

import type { BreachCode, StateTransition, TradingLevel, TransitionCause } from '../model/breach.js'
import type { EpochMs } from '../model/time.js'

/** What holds trading back: a breach, or an operator. Each holds by itself until it is let go. */
export type LatchCause = BreachCode | 'OPERATOR'

/** The limit of a day: its latch goes as the next session opens. */
const DAILY: LatchCause = 'DAILY_LOSS'

/** What the broker holds that we do not: its latch goes as the books agree. */
const UNEQUAL: LatchCause = 'RECONCILIATION'

/** Who failed is not asked again, whatever an operator wants: its latch stays, and what closes its positions goes on. */
const FOR_GOOD: LatchCause = 'STRATEGY_FAILED'

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
  readonly #scopes = [this.#account]

  /** What holds for a strategy: its own level or that of the account, whichever is stricter. */
  levelOf(strategy: string): TradingLevel {
    const own = this.#byStrategy.get(strategy)?.level ?? 'active'
    return isStricter(own, this.account) ? own : this.account
  }

  get account(): TradingLevel {
    return this.#account.level
  }

  /** Whether anything holds the account or a strategy. */
  get isHeld(): boolean {
    return this.#scopes.some(isHeld)
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

  /** An operator lets go of everything that holds the account (null) or a strategy, but of its failure. Answers whether anything was let go. */
  unlatch(strategy: string | null, reason: string, time: EpochMs): boolean {
    const scope = this.#scope(strategy)
    if (scope.latches.size === 0) return false
    const from = scope.level
    const failure = scope.latches.get(FOR_GOOD)
    const letsGo = scope.latches.size > (failure === undefined ? 0 : 1)
    scope.latches.clear()
    if (failure !== undefined) scope.latches.set(FOR_GOOD, failure)
    const said = failure === undefined ? reason : `${reason} (${FOR_GOOD} stays: it is not asked again)`
    this.transitions.push({ time, strategy, from, to: scope.level, cause: 'OPERATOR', reason: said })
    return letsGo
  }

  /** Whether the next session's open has anything to let go. */
  get isHeldForTheDay(): boolean {
    return this.#account.latches.has(DAILY)
  }

  /** A session opens: the limit of the day before no longer holds. */
  beginSession(time: EpochMs): void {
    this.#release(DAILY, 'SESSION', 'a session opens', time)
  }

  /** The broker's books and ours agree: that they did not no longer holds. */
  reconciled(time: EpochMs): void {
    this.#release(UNEQUAL, 'RECONCILED', 'the books agree', time)
  }

  #release(held: LatchCause, cause: TransitionCause, reason: string, time: EpochMs): void {
    const scope = this.#account
    const from = scope.level
    if (scope.latches.delete(held)) this.transitions.push({ time, strategy: null, from, to: scope.level, cause, reason })
  }

  #scope(strategy: string | null): Scope {
    if (strategy === null) return this.#account
    const known = this.#byStrategy.get(strategy)
    if (known !== undefined) return known
    const fresh = new Scope()
    this.#byStrategy.set(strategy, fresh)
    this.#scopes.push(fresh)
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

function isHeld({ latches }: Scope): boolean {
  return latches.size > 0
}
