// A breach is a value: a limit was passed after the trade, by whom, with the numbers that were compared.

import type { EpochMs } from './time.js'

/** How far trading is held back: `reducing` lets only what makes positions smaller pass, `halted` nothing but a close that the system itself sends. */
export type TradingLevel = 'active' | 'reducing' | 'halted'

export const breachCodes = [
  'DRAWDOWN',
  'DAILY_LOSS',
  'RAPID_DRAWDOWN',
  'STRATEGY_LOSS',
  'VAR',
  'CONCENTRATION',
  'CORRELATION_BREAK',
  'EXPOSURE',
  'EQUITY_UNKNOWN',
  'REPEATED_EXECUTION',
  'MESSAGE_RATE',
  'MAX_BASKET_VALUE',
  'STRATEGY_FAILED',
  'KILL_SWITCH',
  'RECONCILIATION',
  'STOP_REFUSED',
] as const

export type BreachCode = (typeof breachCodes)[number]

/** A warning is told; what is critical trips its breaker. */
export type Severity = 'warning' | 'critical'

/** A limit that was passed, or a failure of what guards it, as it happened in a run. */
export interface Breach {
  readonly code: BreachCode
  readonly severity: Severity
  /** Null where it is about the whole account. */
  readonly strategy: string | null
  readonly instrument: string | null
  readonly time: EpochMs
  readonly context: Readonly<Record<string, number | string>>
}

/** What sets a latch or lets go of one. */
export const transitionCauses = [...breachCodes, 'OPERATOR', 'SESSION', 'RECONCILED'] as const

export type TransitionCause = (typeof transitionCauses)[number]

/** The trading state of the account or a strategy after something set or let go of a latch; `from` and `to` are the same where another one holds as strictly. */
export interface StateTransition {
  readonly time: EpochMs
  /** Null for the whole account. */
  readonly strategy: string | null
  readonly from: TradingLevel
  readonly to: TradingLevel
  readonly cause: TransitionCause
  readonly reason: string
}
