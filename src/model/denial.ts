// A denial is a value, not an error: a control said no, with its code and the numbers that it compared.

import type { EpochMs } from './time.js'

export const denialCodes = [
  'NOT_FINITE',
  'BUYING_POWER',
  'EQUITY_UNKNOWN',
  'NO_MARGIN_RATE',
  'SHORT_NOT_ALLOWED',
  'SHORT_UNAVAILABLE',
  'NOTIONAL_TOO_LARGE',
  'LIMIT_OFF_TICK',
  'PRICE_NOT_POSITIVE',
  'PROTECTION_WRONG_SIDE',
  'QUANTITY_OFF_LOT',
  'ZERO_QUANTITY',
  'SIZE_UNKNOWN',
  'SIZE_CAP',
  'NOTHING_TO_CLOSE',
  'NOTHING_TO_AMEND',
  'NO_REFERENCE_PRICE',
  'NO_EXCHANGE_RATE',
  'ORDER_TYPE_UNSUPPORTED',
  'LIMIT_MISSING',
  'MAX_ORDER_VALUE',
  'MAX_ORDER_SIZE',
  'MAX_BASKET_VALUE',
  'VOLUME_UNKNOWN',
  'MAX_POSITION',
  'MAX_POSITION_VALUE',
  'MAX_STRATEGY_VALUE',
  'MAX_GROSS',
  'MAX_NET',
  'MAX_CONCENTRATION',
  'PRICE_TOLERANCE',
  'MARKET_DATA_INVALID',
  'MARKET_DATA_STALE',
  'MARKET_HALTED',
  'PRICE_JUMP',
  'QUOTE_CROSSED',
  'SPREAD_TOO_WIDE',
  'MESSAGE_RATE',
  'DUPLICATE_ORDER',
  'SELF_MATCH',
  'OVER_EXIT',
  'NO_PROTECTION',
  'DAILY_TRADES',
  'ORDER_THROTTLE',
  'MAX_OPEN_POSITIONS',
  'COOL_DOWN',
  'NO_FREE_ACCOUNT',
  'SPREAD_UNKNOWN',
  'SLIPPAGE',
  'OUTSIDE_WINDOW',
  'VOLATILITY',
  'VOLATILITY_UNKNOWN',
  'TRADING_STATE',
  'NOT_CONNECTED',
  'NOT_A_CLOSE',
] as const

export type DenialCode = (typeof denialCodes)[number]

export interface Denial {
  readonly code: DenialCode
  readonly context: Readonly<Record<string, number | string>>
}

/** A number of the strategy's own that is none. */
export function notFinite(field: string, value: number): Denial {
  return { code: 'NOT_FINITE', context: { field, value: String(value) } }
}

/** A denial as it happened in a run. */
export interface DenialRecord extends Denial {
  readonly time: EpochMs
  readonly strategy: string
  readonly instrument: string
}

/** `MAX_POSITION: would_be=150, limit=100` */
export function denialText(denial: Denial): string {
  const context = Object.entries(denial.context).map(([key, value]) => `${key}=${value}`)
  return context.length > 0 ? `${denial.code}: ${context.join(', ')}` : denial.code
}
