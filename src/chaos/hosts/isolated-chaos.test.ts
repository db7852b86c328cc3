import { beforeAll, describe, expect, test } from 'vitest'
import { testLaboratory } from '../../../tests/fixtures/laboratory.js'
import type { RunResult } from '../../model/run.js'
import type { Laboratory } from '../laboratory.js'
import { loadMisbehavingStrategies } from '../load-strategies.js'
import { type EntryInput, scheduleOf } from '../schedule/schedule.js'
import type { MisbehavingStrategies } from '../trial/bound-entry.js'
import { runTrial, type Trial } from '../trial/trial.js'
import type { World } from '../trial/world.js'

let laboratory: Laboratory
let misbehaving: MisbehavingStrategies
let world: World
beforeAll(async () => {
  laboratory = await testLaboratory()
  misbehaving = await loadMisbehavingStrategies(new Set(['loop', 'leaker']), '.')
  world = laboratory.world('minutes', 1)
})

const ONSET = '2024-03-04T17:00:00Z'

function trial(entry: Omit<EntryInput, 'minutes'>, on = world): Trial {
  return runTrial(on, scheduleOf(1, [{ minutes: 30, ...entry }]), misbehaving, [])
}

function failures({ result }: Trial): unknown {
  return result?.risk?.breaches
    .filter(({ code }) => code === 'STRATEGY_FAILED')
    .map(({ strategy, time, context }) => [strategy, new Date(time).toISOString(), context.cause])
}

const fillsOf = (name: string, result: RunResult | null) =>
  result?.fills.filter(({ strategy }) => strategy === name).map(({ time, side, quantity, price }) => [time, side, quantity, price])

describe.each(['loop', 'leaker'])('%s, in a worker beside strategies in the engine’s own thread', (fault) => {
  test('is stopped once its entry is on, and the others trade as if it were not there', () => {
    const run = trial({ fault, when: { at: ONSET } })
    expect(run.result?.risk?.breaches).toMatchObject([
      { code: 'STRATEGY_FAILED', strategy: `${fault}-1`, context: { cause: 'STRATEGY_STOPPED' } },
    ])
    const [onset] = run.onsets[0] as readonly number[]
    expect(run.result?.risk?.breaches[0]?.time).toBeGreaterThanOrEqual(onset as number)
    const twin = laboratory.twin(world, 1).result
    expect(twin?.fills.length).toBeGreaterThan(10)
    for (const name of ['sma-cross', 'rsi-reversion']) expect(fillsOf(name, run.result)).toEqual(fillsOf(name, twin))
  })

  test('is not asked while its entry is off', () => {
    const run = trial({ fault, when: { breaches: 1_000_000 } })
    expect(failures(run)).toEqual([])
    expect(run.result?.fills.length).toBe(laboratory.twin(world, 1).result?.fills.length)
  })

  test('ends a run whose profile has no control over it', () => {
    const { result, ended } = trial({ fault, when: { at: ONSET } }, { ...world, config: { ...world.config, riskProfile: 'research' } })
    expect(result).toBeNull()
    expect(ended?.code).toBe('STRATEGY_STOPPED')
  })
})

test('in the place of a healthy one it takes that one’s name: what it held is closed', () => {
  const run = trial({ fault: 'loop', target: 'sma-cross', when: { at: ONSET } })
  expect(failures(run)).toEqual([['sma-cross', '2024-03-04T17:00:00.000Z', 'STRATEGY_STOPPED']])
  expect(run.result?.openPositions.filter(({ strategy }) => strategy === 'sma-cross')).toEqual([])
})
