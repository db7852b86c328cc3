// How the assumptions of a run put what is watched and what an operator does.

import { formatTime, MINUTE_MS } from '../../model/time.js'
import type { BreakerRule } from '../../risk/breakers.js'
import type { AlarmLimits } from '../../risk/monitors/alarm.js'
import { percentText } from '../../std/percent-text.js'
import type { OperatorDeed } from '../config/breaker-config.js'
import { type BreakerCode, type WatchConfig, type WatchRules, watchRules } from '../config/watch-rules.js'

/** Null for a field of something else. */
export function watchText(name: string, config: WatchConfig): string | null {
  if (name === 'operator') return config.operator.length === 0 ? 'does nothing' : config.operator.map(deedText).join('; ')
  if (name !== 'breakers' && name !== 'monitors') return null
  const rules = watchRules(config)
  const parts = rules === null ? [] : name === 'breakers' ? breakerTexts(rules) : monitorTexts(rules)
  return parts.length === 0 ? 'none' : parts.join('; ')
}

const money = (amount: number): string => amount.toLocaleString('en-US')

/** Limits that are told or acted on, by what they are called; what is not limited is left out. */
const losses = [
  ['drawdown', 'DRAWDOWN', percentText],
  ['dailyLoss', 'DAILY_LOSS', percentText],
  ['rapidDrawdown', 'RAPID_DRAWDOWN', percentText],
  ['strategyLoss', 'STRATEGY_LOSS', money],
] as const

const words: Record<BreakerCode, string> = {
  DRAWDOWN: 'drawdown',
  DAILY_LOSS: 'daily loss',
  RAPID_DRAWDOWN: 'rapid drawdown',
  STRATEGY_LOSS: 'loss of a strategy',
  EQUITY_UNKNOWN: 'unknown equity',
  REPEATED_EXECUTION: 'repeated execution',
  MESSAGE_RATE: 'too many messages',
  MAX_BASKET_VALUE: 'basket too large',
  STRATEGY_FAILED: 'failed strategy',
  RECONCILIATION: 'reconciliation',
  STOP_REFUSED: 'refused stops',
}

function breakerTexts(rules: WatchRules): string[] {
  const breakers = (Object.entries(rules.breakers) as [BreakerCode, BreakerRule][]).map(([code, rule]) => {
    const loss = losses.find((one) => one[1] === code)
    const limits = loss === undefined ? null : rules[loss[0]]
    const at = loss === undefined || limits === null ? '' : ` ${loss[2](limits.critical)}${within(rules, code)}`
    return `${words[code]}${at}: ${deedsText(rule)}`
  })
  // Without that it is what an operator finds in every run.
  return rules.flattens.has('KILL_SWITCH') ? [...breakers, 'kill: reduce, cancel, flatten'] : breakers
}

function monitorTexts(rules: WatchRules): string[] {
  const { valueAtRisk, concentration, exposure, correlation } = rules
  const told = losses.flatMap(([field, code, text]) => {
    const limits: AlarmLimits | null = rules[field]
    return limits === null || !Number.isFinite(limits.warning) ? [] : [`${words[code]} ${text(limits.warning)}${within(rules, code)}`]
  })
  const of = (name: string, limit: number | null | undefined, text = percentText): string[] =>
    limit === null || limit === undefined || !Number.isFinite(limit) ? [] : [`${name} ${text(limit)}`]
  return [
    ...told,
    ...of('VaR of a day at 95 %', valueAtRisk),
    ...of('concentration', concentration),
    ...of('gross exposure', exposure?.gross),
    ...of('net exposure', exposure?.net),
    ...of('correlation', correlation, String),
  ]
}

function within({ rapidDrawdown }: WatchRules, code: BreakerCode): string {
  return code === 'RAPID_DRAWDOWN' && rapidDrawdown !== null ? ` in ${rapidDrawdown.windowMs / MINUTE_MS} min` : ''
}

function deedsText({ action, cancel, flatten }: BreakerRule): string {
  return [action, ...(cancel ? ['cancel'] : []), ...(flatten ? ['flatten'] : [])].join(', ')
}

/** An operator's deed, when, and why. */
export function deedText({ at, do: deed, strategy, reason }: OperatorDeed): string {
  return `${deed} ${strategy === undefined ? '' : `${strategy} `}at ${formatTime(Date.parse(at))} (${reason})`
}
