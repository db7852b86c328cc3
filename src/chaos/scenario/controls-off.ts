// What many scenarios say alike: the limits that they go without, and who would catch next.

import type { Catcher } from './catcher.js'

const unlimited = 'unlimited'

/** Limits without the caps on what is held, and on what is opened at once. */
export const withoutExposureCaps = {
  basketEquity: unlimited,
  positionEquity: unlimited,
  concentration: unlimited,
  strategyEquity: unlimited,
  grossEquity: unlimited,
  netEquity: unlimited,
} as const

/** Limits without those on how often anything is sent or done. */
export const withoutRates = {
  messages: unlimited,
  duplicateSeconds: unlimited,
  repeatedExecutions: unlimited,
  dailyTrades: unlimited,
} as const

/** The caps on what is held that stand behind that on one position. */
export const exposureBackups = ['MAX_CONCENTRATION', 'MAX_STRATEGY_VALUE', 'MAX_GROSS', 'MAX_NET'] as const satisfies readonly Catcher[]

/** The breakers by loss. */
export const lossBackups = ['DAILY_LOSS', 'RAPID_DRAWDOWN', 'DRAWDOWN', 'STRATEGY_LOSS'] as const satisfies readonly Catcher[]
