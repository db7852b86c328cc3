// The incidents: each passes every gate, and with the named control alone switched off somebody else has to catch it, or it hurts.

import { describe, expect, test } from 'vitest'
import { judge } from '../../src/chaos/judging/judge.js'
import { type Measured, measured } from '../../src/chaos/judging/measure.js'
import type { Catcher } from '../../src/chaos/scenario/catcher.js'
import { limitsInForce } from '../../src/chaos/scenario/in-force.js'
import type { Scenario } from '../../src/chaos/scenario/scenario.js'
import { scenarioSchedule } from '../../src/chaos/scenario/scenario-schedule.js'
import type { World } from '../../src/chaos/trial/world.js'
import type { BacktestConfigInput } from '../../src/engine/config/config.js'
import type { BarSeries } from '../../src/model/bar.js'
import type { RunResult } from '../../src/model/run.js'
import { testLaboratory } from '../fixtures/laboratory.js'

interface NearMiss {
  /** Its file in chaos/scenarios. */
  readonly name: string
  /** Of its story. */
  readonly fact: string
  /** The named control and nothing else, switched off. */
  readonly off: BacktestConfigInput
  /** Who catches it first then; null where nobody does. */
  readonly next: Catcher | null
  /** Whether it hurts then, by more than its budget: who is next comes too late. */
  readonly hurts: boolean
}

const noJump: BacktestConfigInput = { limits: { dataJump: 'unlimited' } }
const noBasket: BacktestConfigInput = { limits: { basketEquity: 'unlimited' } }

const incidents: readonly NearMiss[] = [
  { name: 'august-2015-open', fact: '7.8 %', off: noJump, next: null, hurts: true },
  { name: 'brk-a-2024', fact: '185.10', off: noJump, next: 'MAX_ORDER_SIZE', hurts: false },
  { name: 'citi-2022', fact: '711 warnings', off: noBasket, next: 'MAX_ORDER_VALUE', hurts: true },
  {
    name: 'cme-2025-freeze',
    fact: 'frozen for hours',
    off: { limits: { dataAge: 'unlimited' } },
    next: 'MAX_POSITION_VALUE',
    hurts: true,
  },
  { name: 'flash-crash-2010', fact: '75,000', off: { limits: { orderVolume: 'unlimited' } }, next: 'MAX_ORDER_VALUE', hurts: false },
  { name: 'hanmag-2013', fact: '39,000', off: { riskProfile: 'research', breakers: 'off' }, next: 'NOT_FINITE', hurts: false },
  { name: 'ib-plumbing', fact: '1100', off: { monitors: { reconciliation: 'off' } }, next: 'STOP_REFUSED', hurts: false },
  { name: 'infinium-2010', fact: '6,767', off: { limits: { messages: 'unlimited' } }, next: 'REPEATED_EXECUTION', hurts: true },
  {
    name: 'knight-capital-2012',
    fact: '$460 million',
    off: { limits: { repeatedExecutions: 'unlimited' } },
    next: 'TRADING_STATE',
    hurts: false,
  },
  { name: 'wti-2020', fact: '−37.63', off: noJump, next: 'DRAWDOWN', hurts: true },
]

const [laboratory, scenarios] = await Promise.all([testLaboratory(), Promise.all(incidents.map(({ name }) => scenarioOf(name)))])

describe.each(scenarios.map((scenario) => [scenario.name, scenario] as const))('%s', (_, scenario) => {
  test('passes every gate at a seed of its own', () => {
    const { gates } = judge(scenario, laboratory, 3)
    expect(gates.filter(({ passed }) => !passed)).toEqual([])
    expect(gates.filter(({ name }) => name === 'ablation' || name === 'never off')).toHaveLength(1)
  })
})

test.each(incidents)('$name, with its control alone off: $next is next', async ({ name, fact, off, next, hurts }) => {
  const scenario = await scenarioOf(name)
  expect(scenario).toMatchObject({ name, story: expect.stringContaining(fact) })
  const { seen, budget } = tried(scenario, (world) => ({ ...world, config: over(world.config, off) }))
  expect(seen.catches[0]?.by ?? null).toBe(next)
  expect(seen.damage > budget).toBe(hurts)
})

test('a price below zero of what cannot have one is refused before a run begins', async () => {
  const flagged = ({ instrument, ...one }: BarSeries): BarSeries => ({ ...one, instrument: { ...instrument, mayBeNegative: false } })
  const { seen } = tried(await scenarioOf('wti-2020'), (world) => ({ ...world, series: world.series.map(flagged) }))
  expect(seen.catches.map(({ by }) => by)).toEqual(['DATA_REFUSED'])
})

test('a fill that is taken back leaves cash and position as if it had never been', async () => {
  const scenario = await scenarioOf('brk-a-2024')
  const world = laboratory.world(scenario.world, 1)
  const whole = scenarioSchedule(scenario, world.series, 1)
  const run = laboratory.trial(world, whole).result as RunResult
  const isTheirs = ({ strategy }: { readonly strategy: string }) => strategy === 'stuck-signal-4'
  expect(run.orders.filter(({ intent, filledQuantity }) => isTheirs(intent) && filledQuantity > 0)).not.toEqual([])
  expect([run.roundTrips.filter(isTheirs), run.openPositions.filter(isTheirs)]).toEqual([[], []])
  const closed = run.roundTrips.reduce((sum, { pnl }) => sum + pnl, 0)
  const open = run.openPositions.reduce((sum, { realizedPnl, unrealizedPnl, fees }) => sum + realizedPnl + unrealizedPnl - fees, 0)
  expect(run.equity.equity.at(-1)).toBeCloseTo(run.initialCash + closed + open, 6)
})

async function scenarioOf(name: string): Promise<Scenario> {
  const module = await import(/* @vite-ignore */ `../../chaos/scenarios/${name}.ts`)
  return module.default as Scenario
}

/** At seed 1, in its world with something in it changed. */
function tried(scenario: Scenario, change: (world: World) => World): { readonly seen: Measured; readonly budget: number } {
  const world = laboratory.world(scenario.world, 1)
  const schedule = scenarioSchedule(scenario, world.series, 1)
  const twin = laboratory.twin(world, 1).result as RunResult
  const seen = measured(laboratory.trial(change(world), schedule), twin, schedule, scenario.caughtBy)
  const { initialCash } = twin
  return { seen, budget: scenario.budget(world.config, initialCash, limitsInForce(world.config, initialCash)).damage }
}

function over(config: BacktestConfigInput, { limits, ...rest }: BacktestConfigInput): BacktestConfigInput {
  return { ...config, ...rest, limits: { ...config.limits, ...limits } }
}
