// What a run watches after each mark and what it does about it: the config on top of its risk profile.

import type { BreachCode } from '../../model/breach.js'
import { MINUTE_MS, SECOND_MS } from '../../model/time.js'
import type { BreakerRule, BreakerRules } from '../../risk/breakers.js'
import type { AlarmLimits } from '../../risk/monitors/alarm.js'
import type { ExposureLimits } from '../../risk/monitors/exposure.js'
import type { LatchCause } from '../../risk/trading-state.js'
import type { BreakerConfig, MonitorConfig, OperatorDeed } from './breaker-config.js'
import { type FailureConfig, failurePolicy } from './isolation-config.js'

/** Null for what is not watched. */
export interface WatchRules {
  readonly drawdown: AlarmLimits | null
  readonly dailyLoss: AlarmLimits | null
  readonly rapidDrawdown: (AlarmLimits & { readonly windowMs: number }) | null
  readonly strategyLoss: AlarmLimits | null
  readonly valueAtRisk: number | null
  readonly concentration: number | null
  readonly exposure: ExposureLimits | null
  readonly correlation: number | null
  readonly breakers: WatchBreakers
  /** What closes positions for as long as it is latched. */
  readonly flattens: ReadonlySet<LatchCause>
  readonly operator: readonly OperatorDeed[]
}

/** Those that a run can have. */
export type BreakerCode = (typeof codes)[BreakerName] | (typeof ofRunaways)[number]
type WatchBreakers = Readonly<Partial<Record<BreakerCode, BreakerRule>>>

export interface WatchConfig extends FailureConfig {
  readonly riskProfile?: unknown
  readonly limits?: { readonly messages?: unknown; readonly repeatedExecutions?: unknown; readonly basketEquity?: unknown } | undefined
  readonly breakers: 'profile' | 'off' | BreakerConfig
  readonly monitors: 'profile' | 'off' | MonitorConfig
  readonly operator: readonly OperatorDeed[]
}

const none = Number.POSITIVE_INFINITY

/**
 * The `guarded` profile: capital limits of FIA 4.2. What is held too far is reduced to; what has lost too much is stopped, and closed: a halt leaves
 * positions to nobody.
 */
const guardedBreakers = {
  drawdown: { at: 0.1 },
  dailyLoss: { at: 0.02 },
  rapidDrawdown: { at: 0.05, minutes: 10 },
  strategyLoss: { at: 50_000 },
  equityUnknown: {},
  repeatedExecution: {},
  strategyFailed: {},
  reconciliation: {},
  stopRefused: {},
} as const satisfies BreakerConfig

const guardedMonitors = {
  drawdown: 0.05,
  dailyLoss: 0.01,
  rapidDrawdown: { at: 0.025, minutes: 10 },
  strategyLoss: 25_000,
  valueAtRisk: 0.02,
  concentration: 0.3,
  exposure: { gross: 1.5 },
  correlation: 0.5,
} as const satisfies MonitorConfig

/** What a breaker does where its config does not say. */
const usualDeeds = {
  drawdown: { action: 'halt', cancel: true, flatten: true },
  dailyLoss: { action: 'reduce', cancel: true, flatten: false },
  rapidDrawdown: { action: 'reduce', cancel: true, flatten: false },
  strategyLoss: { action: 'halt', cancel: true, flatten: true },
  equityUnknown: { action: 'reduce', cancel: true, flatten: false },
  repeatedExecution: { action: 'halt', cancel: true, flatten: false },
  strategyFailed: { action: 'halt', cancel: true, flatten: true },
  reconciliation: { action: 'reduce', cancel: true, flatten: false },
  stopRefused: { action: 'reduce', cancel: true, flatten: false },
} as const satisfies Record<string, BreakerRule>

type BreakerName = keyof typeof usualDeeds

const codes = {
  drawdown: 'DRAWDOWN',
  dailyLoss: 'DAILY_LOSS',
  rapidDrawdown: 'RAPID_DRAWDOWN',
  strategyLoss: 'STRATEGY_LOSS',
  equityUnknown: 'EQUITY_UNKNOWN',
  repeatedExecution: 'REPEATED_EXECUTION',
  strategyFailed: 'STRATEGY_FAILED',
  reconciliation: 'RECONCILIATION',
  stopRefused: 'STOP_REFUSED',
} as const satisfies Record<BreakerName, keyof BreakerRules>

/** What else the breaker of repeated executions acts on: a flood of orders, and a basket that is too large. */
const ofRunaways = ['MESSAGE_RATE', 'MAX_BASKET_VALUE'] as const satisfies readonly (keyof BreakerRules)[]

/** Whether a breaker can act on it; of the others a warning is all that there is. */
export function hasBreaker(code: BreachCode): boolean {
  return ofRunaways.some((one) => one === code) || Object.values<BreachCode>(codes).includes(code)
}

/** Null where the run watches nothing: then it pays for nothing. */
export function watchRules(config: WatchConfig): WatchRules | null {
  const isGuarded = config.riskProfile === 'guarded'
  const ofProfile = isGuarded ? guardedBreakers : stopsRunaways(config) ? { repeatedExecution: {} } : {}
  const breakers = withFailureBreaker(merged<BreakerConfig>(config.breakers, ofProfile), config)
  const monitors = merged<MonitorConfig>(config.monitors, isGuarded ? guardedMonitors : {})
  const isIdle = [...Object.values(breakers), ...Object.values(monitors)].every((one) => one === undefined || one === 'off')
  if (isIdle && config.operator.length === 0 && !isGuarded && !stopsRunaways(config)) return null
  const { drawdown, dailyLoss, rapidDrawdown, strategyLoss } = breakers
  const rules = rulesOf(breakers)
  return {
    drawdown: limits(monitors.drawdown, drawdown),
    dailyLoss: limits(monitors.dailyLoss, dailyLoss),
    rapidDrawdown: windowed(on(monitors.rapidDrawdown), on(rapidDrawdown)),
    strategyLoss: limits(monitors.strategyLoss, strategyLoss),
    valueAtRisk: on(monitors.valueAtRisk),
    concentration: on(monitors.concentration),
    exposure: exposure(on(monitors.exposure)),
    correlation: on(monitors.correlation),
    breakers: rules,
    flattens: flattensOf(rules, breakers.kill?.flatten === true),
    operator: config.operator.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at)),
  }
}

/** How often books are compared with the broker's, ms; null where they are not. Where nothing is said, every 10 s. */
export function reconcileEveryMs({ monitors }: WatchConfig): number | null {
  const given = typeof monitors === 'object' ? monitors.reconciliation : undefined
  return given === 'off' ? null : (given?.seconds ?? 10) * SECOND_MS
}

/** Whether a limit is named whose breach stops a strategy. */
function stopsRunaways({ limits = {} }: WatchConfig): boolean {
  return typeof limits.messages === 'object' || typeof limits.repeatedExecutions === 'object' || typeof limits.basketEquity === 'number'
}

/** What is named stands in place of the profile's, one by one. */
function merged<Config extends object>(given: 'profile' | 'off' | Config, profile: Config): Config {
  if (given === 'profile') return profile
  return given === 'off' ? ({} as Config) : { ...profile, ...given }
}

/** Where the run goes on without a strategy that fails, a breaker stops it: the one that is named, else what `onStrategyFailure` says. */
function withFailureBreaker(breakers: BreakerConfig, config: WatchConfig): BreakerConfig {
  const policy = failurePolicy(config)
  const isNamed = typeof config.breakers === 'object' && config.breakers.strategyFailed !== undefined
  if (isNamed || (policy === 'error' && config.onStrategyFailure === undefined)) return breakers
  return { ...breakers, strategyFailed: policy === 'error' ? 'off' : { flatten: policy === 'flatten' } }
}

function on<Value>(value: Value | 'off' | undefined): Value | null {
  return value === undefined || value === 'off' ? null : (value as Value)
}

function limits(monitor: number | 'off' | undefined, breaker: { readonly at: number } | 'off' | undefined): AlarmLimits | null {
  const [warning, critical] = [on(monitor), on(breaker)]
  return warning === null && critical === null ? null : { warning: warning ?? none, critical: critical?.at ?? none }
}

interface Window {
  readonly at: number
  readonly minutes: number
}

function windowed(monitor: Window | null, breaker: Window | null): (AlarmLimits & { readonly windowMs: number }) | null {
  const window = breaker ?? monitor
  if (window === null) return null
  return { warning: monitor?.at ?? none, critical: breaker?.at ?? none, windowMs: window.minutes * MINUTE_MS }
}

function exposure(given: { readonly gross?: number | undefined; readonly net?: number | undefined } | null): ExposureLimits | null {
  return given === null ? null : { gross: given.gross ?? none, net: given.net ?? none }
}

function rulesOf(config: BreakerConfig): WatchBreakers {
  const names = Object.keys(usualDeeds) as BreakerName[]
  const rules = names.flatMap((name) => {
    const given = on(config[name])
    if (given === null) return []
    const { action, cancel, flatten } = { ...usualDeeds[name], ...defined(given) }
    return [[codes[name], { action, cancel, flatten }] as const]
  })
  const found: WatchBreakers = Object.fromEntries(rules)
  const runaway = found.REPEATED_EXECUTION
  return runaway === undefined ? found : { ...found, ...Object.fromEntries(ofRunaways.map((code) => [code, runaway])) }
}

function flattensOf(rules: WatchBreakers, killFlattens: boolean): ReadonlySet<LatchCause> {
  const causes = (Object.keys(rules) as BreakerCode[]).filter((code) => rules[code]?.flatten)
  return new Set<LatchCause>(killFlattens ? [...causes, 'KILL_SWITCH'] : causes)
}

function defined<Deeds extends object>(given: Deeds): Deeds {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Deeds
}
