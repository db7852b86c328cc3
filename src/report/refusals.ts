// Orders that were refused before they reached the venue: how many of those that were wanted, by which codes, and what to change.

import { type ConfigKey, keyText, limitKeys } from '../engine/config/limit-keys.js'
import type { DenialCode, DenialRecord } from '../model/denial.js'
import type { OrderRole } from '../model/order.js'
import type { RunResult } from '../model/run.js'
import { type RunRules, rulesOf } from './explain/run-rules.js'
import { grouped } from './grouped.js'
import { counted, date, numbersText, whole } from './wording.js'

export interface RefusedCode {
  readonly code: DenialCode
  readonly count: number
  readonly first: DenialRecord
  /** What of the config decides it. */
  readonly change: readonly ConfigKey[]
}

export interface Refusals {
  readonly refused: number
  /** Those and what strategies sent; children and what the system itself sends left out. */
  readonly wanted: number
  /** Whether more were refused than sent. */
  readonly isMost: boolean
  /** The most frequent first. */
  readonly codes: readonly RefusedCode[]
}

/** Null where nothing was refused. */
export function refusalsOf(result: RunResult): Refusals | null {
  const refused = result.denials.filter(({ code }) => !ofNothing.has(code))
  if (refused.length === 0) return null
  const rules = rulesOf(result.config)
  const sent = result.orders.filter(({ parentId, intent }) => parentId === null && ofStrategies.has(intent.role)).length
  const codes = [...grouped(refused, ({ code }) => code)].map(([, all]) => {
    const first = all[0] as DenialRecord
    return { code: first.code, count: all.length, first, change: toChange(first, rules) }
  })
  return {
    refused: refused.length,
    wanted: refused.length + sent,
    isMost: refused.length > sent,
    codes: codes.sort((a, b) => b.count - a.count),
  }
}

/** `Refused 9 of 10 orders`, then each code with its count, its first numbers and what to change; empty unless most were refused. */
export function refusalLines(refusals: Refusals | null): string[] {
  if (refusals === null || !refusals.isMost) return []
  const { refused, wanted, codes } = refusals
  return [`Refused ${whole(refused)} of ${counted(wanted, 'order')}`, ...codes.map(codeLine)]
}

function codeLine({ code, count, first, change }: RefusedCode): string {
  const what = `${whole(count)} ${count === 1 ? '' : '× '}${code}`
  return `${what}, first on ${date(first.time)} in ${first.instrument} (${numbersText(first.context)}).${adviceText({ code, change })}`
}

/** ` Ask for smaller sizes, or change limits.orderEquity (5%).` */
export function adviceText({ code, change }: Pick<RefusedCode, 'code' | 'change'>): string {
  if (change.length === 0) return ''
  const keys = new Intl.ListFormat('en', { type: 'disjunction' }).format(change.map(keyText))
  return ofSize.has(code) ? ` Ask for smaller sizes, or change ${keys}.` : ` See ${keys}.`
}

const ofSize: ReadonlySet<DenialCode> = new Set<DenialCode>([
  ...(['MAX_ORDER_VALUE', 'MAX_ORDER_SIZE', 'MAX_POSITION', 'MAX_POSITION_VALUE', 'MAX_CONCENTRATION'] as const),
  ...(['MAX_STRATEGY_VALUE', 'MAX_GROSS', 'MAX_NET', 'SIZE_CAP', 'BUYING_POWER'] as const),
])

/** The same for a summary in JSON, whether or not most were refused. */
export function refusalFields(refusals: Refusals) {
  const { refused, wanted, codes } = refusals
  return { refused, wanted, codes: Object.fromEntries(codes.map(codeField)) }
}

function codeField({ code, count, change }: RefusedCode) {
  return [code, { count, change: change.map(({ key }) => key) }] as const
}

/** What asked for something that was not there: there was no order to refuse. */
const ofNothing: ReadonlySet<DenialCode> = new Set<DenialCode>(['NOTHING_TO_CLOSE', 'NOTHING_TO_AMEND', 'NOT_A_CLOSE'])
const ofStrategies: ReadonlySet<OrderRole> = new Set<OrderRole>(['entry', 'exit', 'rebalance'])

/** What decides a code besides the limits. */
const keysOf: Partial<Record<DenialCode, readonly string[]>> = {
  BUYING_POWER: ['cash', 'leverage', 'sizing'],
  ZERO_QUANTITY: ['cash', 'sizing', 'lotSize'],
  SIZE_UNKNOWN: ['sizing', 'sizingBySymbol'],
  SIZE_CAP: ['sizeCaps'],
  NO_MARGIN_RATE: ['marginRates'],
  SHORT_NOT_ALLOWED: ['account'],
  SHORT_UNAVAILABLE: ['shortAvailability'],
  NO_PROTECTION: ['protection'],
  DAILY_TRADES: ['governor.dailyTrades'],
  ORDER_THROTTLE: ['governor.throttle'],
  MAX_OPEN_POSITIONS: ['governor.maxOpenPositions'],
  COOL_DOWN: ['governor.coolDown'],
  NO_FREE_ACCOUNT: ['accounts'],
  SPREAD_TOO_WIDE: ['filters.spreadBps'],
  SPREAD_UNKNOWN: ['filters.spreadBps', 'spread'],
  SLIPPAGE: ['filters.slippageBps'],
  OUTSIDE_WINDOW: ['filters.window'],
  VOLATILITY: ['filters.volatility'],
  VOLATILITY_UNKNOWN: ['filters.volatility'],
  MARKET_DATA_STALE: ['filters.staleAfter'],
  TRADING_STATE: ['breakers', 'operator'],
}

/** Of what the governor, the filters and the limits could each have refused, only those that were set. */
function toChange({ code, context }: DenialRecord, { config, limits }: RunRules): readonly ConfigKey[] {
  if (code === 'LIMIT_MISSING') return [{ key: `limits.${context.limit}`, value: 'missing' }]
  const own = limits === null ? [] : limitKeys(code, limits)
  const others = (keysOf[code] ?? []).filter((key) => own.length === 0 || isSet(key, config))
  return [...own, ...others.map((key) => ({ key, value: null }))]
}

function isSet(key: string, config: RunRules['config']): boolean {
  let at: unknown = config
  for (const part of key.split('.')) at = (at as Readonly<Record<string, unknown>> | null | undefined)?.[part]
  return at !== undefined
}
