// The rules that a run was held to, read from the config that was saved with it.

import { type BacktestConfig, backtestConfigSchema } from '../../engine/config/config.js'
import { protectionRule } from '../../engine/config/protection-config.js'
import { riskLimits } from '../../engine/config/risk-config.js'
import { sizingText } from '../../engine/config/sizing-config.js'
import { watchRules } from '../../engine/config/watch-rules.js'
import type { DecisionRecord } from '../../model/decision.js'
import type { RunResult } from '../../model/run.js'
import { type LimitControlName, limitControlTable } from '../../risk/control-table.js'
import type { RiskLimits } from '../../risk/limits.js'

export interface RunRules {
  /** Null for the config of a version that had other fields: then no rule but the oldest is known. */
  readonly config: BacktestConfig | null
  readonly limits: Required<RiskLimits> | null
  /** The controls with a limit that were asked, in their order. */
  readonly limited: readonly LimitControlName[]
  /** Whether there was a trading state. */
  readonly isWatched: boolean
}

/** The rule that made a size; null where the signal named its own, or takes none. */
export function sizingOf({ config }: RunRules, { signal, instrument }: DecisionRecord): string | null {
  if (config === null || signal.kind !== 'enter' || signal.size !== undefined) return null
  const rule = config.sizingBySymbol[instrument] ?? config.sizing
  if (typeof rule === 'string') return rule
  const plain = Object.entries(rule).map(([name, value]) => `${name} ${value}`)
  return plain.length === 1 && !('weights' in rule) ? plain.join() : sizingText('sizing', rule)
}

export function rulesOf(saved: RunResult['config']): RunRules {
  const parsed = backtestConfigSchema.safeParse(saved)
  if (!parsed.success) return { config: null, limits: null, limited: [], isWatched: false }
  const config = parsed.data
  const limits = riskLimits(config)
  const needsStop = protectionRule(config.protection, config.riskProfile === 'guarded') !== null
  const isInForce = (name: LimitControlName, fields: readonly (keyof RiskLimits)[]): boolean =>
    name === 'protection' ? needsStop : fields.some((field) => limits[field] !== 'unlimited')
  const limited = limitControlTable.flatMap(({ name, limits: fields }) => (isInForce(name, fields) ? [name] : []))
  return { config, limits, limited, isWatched: watchRules(config) !== null }
}
