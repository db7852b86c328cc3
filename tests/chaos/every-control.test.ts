// Every control of the guarded profile has a scenario that names it, and that scenario notices when this control alone is switched off.

import { expect, test } from 'vitest'
import { equity } from '../../src/chaos/invariants/equity.js'
import { latches } from '../../src/chaos/invariants/latches.js'
import { measured } from '../../src/chaos/judging/measure.js'
import { merged } from '../../src/chaos/scenario/merged-config.js'
import type { Scenario } from '../../src/chaos/scenario/scenario.js'
import { isIsolated, scenarioSchedule } from '../../src/chaos/scenario/scenario-schedule.js'
import type { BacktestConfigInput } from '../../src/engine/config/config.js'
import type { BreachCode } from '../../src/model/breach.js'
import type { RunResult } from '../../src/model/run.js'
import type { limitControlTable } from '../../src/risk/control-table.js'
import { testLaboratory } from '../fixtures/laboratory.js'
import { bundledScenarios } from '../fixtures/scenarios.js'

/** What limits, breakers and monitors say, and what is said where no limit is asked for. */
type Code =
  | (typeof limitControlTable)[number]['codes'][number]
  | BreachCode
  | 'BUYING_POWER'
  | 'LIMIT_MISSING'
  | 'NOT_CONNECTED'
  | 'NOT_FINITE'

type Limits = NonNullable<BacktestConfigInput['limits']>

const without = (...names: readonly (keyof Limits)[]): BacktestConfigInput => ({
  limits: Object.fromEntries(names.map((name) => [name, 'unlimited'])),
})
const noMarketData = without('dataAge', 'dataJump', 'dataSpread')

/** The config with this control alone switched off. A code without a row does not compile. */
const off: Readonly<Record<Code, BacktestConfigInput | 'never off'>> = {
  BUYING_POWER: { leverage: 100 },
  CONCENTRATION: { monitors: { concentration: 'off' } },
  CORRELATION_BREAK: { monitors: { correlation: 'off' } },
  DAILY_LOSS: { breakers: { dailyLoss: 'off' } },
  DAILY_TRADES: without('dailyTrades'),
  DRAWDOWN: { breakers: { drawdown: 'off' } },
  DUPLICATE_ORDER: without('duplicateSeconds'),
  EQUITY_UNKNOWN: { breakers: { equityUnknown: 'off' } },
  EXPOSURE: { monitors: { exposure: 'off' } },
  KILL_SWITCH: 'never off',
  LIMIT_MISSING: 'never off',
  MARKET_DATA_INVALID: noMarketData,
  MARKET_DATA_STALE: without('dataAge'),
  MARKET_HALTED: noMarketData,
  MAX_BASKET_VALUE: without('basketEquity'),
  MAX_CONCENTRATION: without('concentration'),
  MAX_GROSS: without('grossEquity'),
  MAX_NET: without('netEquity'),
  MAX_ORDER_SIZE: without('orderVolume'),
  MAX_ORDER_VALUE: without('orderValue', 'orderEquity'),
  MAX_POSITION: without('positionLots'),
  MAX_POSITION_VALUE: without('positionEquity'),
  MAX_STRATEGY_VALUE: without('strategyEquity'),
  MESSAGE_RATE: without('messages'),
  NOT_CONNECTED: 'never off',
  NOT_FINITE: 'never off',
  NO_PROTECTION: { protection: { required: 'none' } },
  OVER_EXIT: without('overExit'),
  PRICE_JUMP: without('dataJump'),
  PRICE_TOLERANCE: without('priceTolerance'),
  QUOTE_CROSSED: noMarketData,
  RAPID_DRAWDOWN: { breakers: { rapidDrawdown: 'off' } },
  RECONCILIATION: { monitors: { reconciliation: 'off' } },
  REPEATED_EXECUTION: without('repeatedExecutions'),
  SELF_MATCH: without('selfMatch'),
  SPREAD_TOO_WIDE: without('dataSpread'),
  STOP_REFUSED: { breakers: { stopRefused: 'off' } },
  STRATEGY_FAILED: { breakers: { strategyFailed: 'off' } },
  STRATEGY_LOSS: { breakers: { strategyLoss: 'off' } },
  VAR: { monitors: { valueAtRisk: 'off' } },
  VOLUME_UNKNOWN: without('orderVolume'),
}

const SEED = 1
/** Of two breakers the breach is raised all the same: what they ought to do then is watched. */
const [laboratory, scenarios] = await Promise.all([testLaboratory([equity, latches]), bundledScenarios()])

/** Those that name nobody else; that they pass with everything on is shown by tests of their own. */
const naming = (code: string) => scenarios.filter((one) => !isIsolated(one) && one.caughtBy.join() === code)

/** A scenario with only so much switched off: who catches first, and what breaks of what the config with it promises. */
function tried(scenario: Scenario, config: BacktestConfigInput) {
  const world = laboratory.world(scenario.world, SEED)
  const schedule = scenarioSchedule(scenario, world.series, SEED)
  const trial = laboratory.trial({ ...world, config: merged(world.config, config), promised: world.config }, schedule)
  const [first] = measured(trial, laboratory.twin(world, SEED).result as RunResult, schedule, scenario.caughtBy).catches
  return { first: first?.by, broken: trial.violations.map(({ invariant }) => invariant) }
}

const switched = Object.entries(off).flatMap(([code, config]) => (config === 'never off' ? [] : [[code, config] as const]))
const never = Object.entries(off).flatMap(([code, config]) => (config === 'never off' ? [code] : []))

test.each(switched)('%s has a scenario that notices when it is off', (code, config) => {
  const isMissed = (scenario: Scenario): boolean => {
    const { first, broken } = tried(scenario, config)
    return first !== code || broken.length > 0
  }
  expect(naming(code).some(isMissed)).toBe(true)
})

test.each(never)('%s has a scenario, and catches whatever is switched off', (code) => {
  expect(naming(code).map((scenario) => tried(scenario, scenario.without).first)).toContain(code)
})
