// How the assumptions of a run put what is watched and what an operator does.

import type { BreachCode } from '../model/breach.js'
import { formatTime, MINUTE_MS } from '../model/time.js'
import type { BreakerRule } from '../risk/breakers.js'
import type { AlarmLimits } from '../risk/monitors/alarm.js'
import type { OperatorDeed } from './breaker-config.js'
import { type WatchConfig, type WatchRules, watchRules } from './watch-rules.js'

/** Null for a field of something else. */
export function watchText(name: string, config: WatchConfig): string | null {
  if (name === 'operator') return config.operator.length === 0 ? 'does nothing' : config.operator.map(deedText).join('; ')
  if (name !== 'breakers' && name !== 'monitors') return null
  const rules = watchRules(config)
  const parts = rules === null ? [] : name === 'breakers' ? breakerTexts(rules) : monitorTexts(rules)
  return parts.length === 0 ? 'none' : parts.join('; ')
}

const percent = (part: number): string => `${Number((part * 100).toPrecision(12))}%`
const money = (amount: number): string => amount.toLocaleString('en-US')

/** Limits that are told or acted on, by what they are called; what is not limited is left out. */
const losses = [
  ['drawdown', 'DRAWDOWN', percent],
  ['dailyLoss', 'DAILY_LOSS', percent],
  ['rapidDrawdown', 'RAPID_DRAWDOWN', percent],
  ['strategyLoss', 'STRATEGY_LOSS', money],
] as const

const words: Partial<Record<BreachCode, string>> = {
  DRAWDOWN: 'drawdown',
  DAILY_LOSS: 'daily loss',
  RAPID_DRAWDOWN: 'rapid drawdown',
  STRATEGY_LOSS: 'loss of a strategy',
  EQUITY_UNKNOWN: 'unknown equity',
  REPEATED_EXECUTION: 'repeated execution',
  STRATEGY_FAILED: 'failed strategy',
}

function breakerTexts(rules: WatchRules): string[] {
  return (Object.entries(rules.breakers) as [BreachCode, BreakerRule][]).map(([code, rule]) => {
    const loss = losses.find((one) => one[1] === code)
    const limits = loss === undefined ? null : rules[loss[0]]
    const at = loss === undefined || limits === null ? '' : ` ${loss[2](limits.critical)}${within(rules, code)}`
    return `${words[code]}${at}: ${deedsText(rule)}`
  })
}

function monitorTexts(rules: WatchRules): string[] {
  const { valueAtRisk, concentration, exposure, correlation } = rules
  const told = losses.flatMap(([field, code, text]) => {
    const limits: AlarmLimits | null = rules[field]
    return limits === null || !Number.isFinite(limits.warning) ? [] : [`${words[code]} ${text(limits.warning)}${within(rules, code)}`]
  })
  const of = (name: string, limit: number | null | undefined, text = percent): string[] =>
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

function within({ rapidDrawdown }: WatchRules, code: BreachCode): string {
  return code === 'RAPID_DRAWDOWN' && rapidDrawdown !== null ? ` in ${rapidDrawdown.windowMs / MINUTE_MS} min` : ''
}

function deedsText({ action, cancel, flatten }: BreakerRule): string {
  return [action, ...(cancel ? ['cancel'] : []), ...(flatten ? ['flatten'] : [])].join(', ')
}

function deedText({ at, do: deed, strategy, reason }: OperatorDeed): string {
  return `${deed} ${strategy === undefined ? '' : `${strategy} `}at ${formatTime(Date.parse(at))} (${reason})`
}
