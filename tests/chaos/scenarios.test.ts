// Every bundled scenario passes all of its gates in full depth, and nothing is stopped where nothing goes wrong.

import { describe, expect, test } from 'vitest'
import { faultCatalog } from '../../src/chaos/faults/catalog.js'
import { strategyFaults } from '../../src/chaos/faults/strategy-faults.js'
import { judge } from '../../src/chaos/judging/judge.js'
import { judgeNegative } from '../../src/chaos/judging/negative-control.js'
import type { Scenario } from '../../src/chaos/scenario/scenario.js'
import { isIsolated, scenarioSchedule } from '../../src/chaos/scenario/scenario-schedule.js'
import { scheduleOf } from '../../src/chaos/schedule/schedule.js'
import type { JudgedRun } from '../../src/chaos/verdict/verdict.js'
import { peacefulWorlds } from '../../src/chaos/worlds/worlds.js'
import type { RunResult } from '../../src/model/run.js'
import { testLaboratory } from '../fixtures/laboratory.js'
import { bundledScenarios, firstSeeds } from '../fixtures/scenarios.js'

const [laboratory, scenarios] = await Promise.all([testLaboratory(), bundledScenarios()])

const failed = ({ gates }: JudgedRun) => gates.filter(({ passed }) => !passed)

describe.each(firstSeeds(2))('at seed %i', (seed) => {
  test.each(scenarios.filter((one) => !isIsolated(one)).map((one) => [one.name, one] as const))('%s', (_, scenario) => {
    expect(failed(judge(scenario, laboratory, seed))).toEqual([])
  })

  test.each(peacefulWorlds)('nothing is stopped in the world %s', (name) => {
    expect(failed(judgeNegative(name, laboratory, seed))).toEqual([])
  })
})

test('a negative control fails where a breaker fires, and says which', () => {
  const [gate] = failed(judgeNegative('tight', laboratory, 1))
  expect(gate).toMatchObject({ name: 'negative control', says: expect.stringContaining('the account: active to') })
})

test('every strategy that misbehaves has a scenario, and every scenario a world', () => {
  const faults = new Set(
    scenarios.flatMap((one) => scenarioSchedule(one, laboratory.world(one.world, 1).series, 1).entries.map(({ fault }) => fault)),
  )
  expect(strategyFaults.map(({ name }) => name).filter((name) => !faults.has(name))).toEqual([])
  expect([...faults].filter((name) => !faultCatalog.has(name))).toEqual([])
})

describe('what a run without its control is held to', () => {
  const world = laboratory.world('session', 1)
  const crossed = scheduleOf(1, [{ fault: 'crossed-quote', when: { at: '2024-03-04T16:00:00Z' }, minutes: 60 }])
  const unguarded = { ...world, config: { ...world.config, riskProfile: 'research', breakers: 'off' } } as const
  const broken = (promised = world.config) =>
    laboratory.trial({ ...unguarded, promised }, crossed).violations.map(({ invariant }) => invariant)

  test('is what the config with it promises', () => {
    expect(broken()).toContain('I12')
    expect(broken(unguarded.config)).toEqual([])
  })
})

test('fees that never come are all that lost commissions change, and they are few', () => {
  const scenario = scenarios.find(({ name }) => name === 'lost-commissions') as Scenario
  for (const seed of firstSeeds(2)) {
    const world = laboratory.world(scenario.world, seed)
    const twin = laboratory.twin(world, seed).result as RunResult
    const run = laboratory.trial(world, scenarioSchedule(scenario, world.series, seed)).result as RunResult
    const [paid, usual] = [run, twin].map(({ fills }) => fills.reduce((sum, { fee }) => sum + fee, 0)) as [number, number]
    const unpaid = ({ fills }: RunResult) => fills.map(({ fee, ...fill }) => fill)
    expect(unpaid(run)).toEqual(unpaid(twin))
    expect((run.equity.equity.at(-1) as number) - (twin.equity.equity.at(-1) as number)).toBeCloseTo(usual - paid, 6)
    expect(usual - paid).toBeGreaterThan(0)
    expect(usual - paid).toBeLessThan(20)
  }
})
