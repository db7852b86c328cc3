// What the limits of a config come to in money: budgets are made of it.

import { type BacktestConfigInput, backtestConfigSchema } from '../../engine/config/config.js'
import { protectionRule } from '../../engine/config/protection-config.js'
import { riskLimits } from '../../engine/config/risk-config.js'
import { watchRules } from '../../engine/config/watch-rules.js'
import type { RiskLimits } from '../../risk/limits.js'
import { entryValue } from '../faults/operator/entry-value.js'

/** In the account's currency, at the equity of the start; Infinity where there is no limit. */
export interface InForce {
  /** What an entry is worth that says no size. */
  readonly entry: number
  /** Most that an order is worth. */
  readonly order: number
  /** Most that a position in one asset could come to. */
  readonly position: number
  /** What the account may lose in a session, and one strategy in all, before a breaker fires. */
  readonly dailyLoss: number
  readonly strategyLoss: number
  /** How far it may fall below its highest mark, ever and within minutes. */
  readonly drawdown: number
  readonly rapidDrawdown: number
  /** How far from a fill the stop stands that an entry is given, a share of its price; 1 where none is. */
  readonly stop: number
}

export function limitsInForce(config: BacktestConfigInput, equity: number): InForce {
  const parsed = backtestConfigSchema.parse(config)
  const { orderValue, orderEquity, positionEquity } = riskLimits(parsed)
  const rules = watchRules(parsed)
  return {
    entry: entryValue(config),
    order: Math.min(bound(orderValue), bound(orderEquity) * equity),
    position: bound(positionEquity) * equity,
    dailyLoss: (rules?.dailyLoss?.critical ?? Number.POSITIVE_INFINITY) * equity,
    strategyLoss: rules?.strategyLoss?.critical ?? Number.POSITIVE_INFINITY,
    drawdown: (rules?.drawdown?.critical ?? Number.POSITIVE_INFINITY) * equity,
    rapidDrawdown: (rules?.rapidDrawdown?.critical ?? Number.POSITIVE_INFINITY) * equity,
    stop: protectionRule(parsed.protection, parsed.riskProfile === 'guarded')?.distance ?? 1,
  }
}

/** One that is missing lets nothing open. */
function bound(limit: RiskLimits['orderValue']): number {
  return limit === 'unlimited' ? Number.POSITIVE_INFINITY : (limit ?? 0)
}
