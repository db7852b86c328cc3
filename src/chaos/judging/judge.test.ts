import { describe, expect, test, vi } from 'vitest'
import infinium from '../../../chaos/scenarios/infinium-2010.js'
import { testLaboratory } from '../../../tests/fixtures/laboratory.js'
import type { BacktestConfigInput } from '../../engine/config/config.js'
import type { Scenario } from '../scenario/scenario.js'
import { judge } from './judge.js'

const shallow = { ablation: false, again: false, paired: false, example: false } as const

test('a scenario passes every gate, and its ablation shows what it would have cost', async () => {
  const run = judge(infinium, await testLaboratory(), 1)
  expect(run.gates.filter(({ passed }) => !passed)).toEqual([])
  expect(run.gates.map(({ name }) => name)).toContain('ablation')
  expect(run.catches[0]).toMatchObject({ by: 'MESSAGE_RATE', strategy: 'runaway-1' })
  expect(run.damage).toBe(0)
  expect(run.unguardedDamage).toBeGreaterThan(run.damageBudget as number)
  expect(run.unguardedBroke).toContain('damage')
})

test('a run with nothing but what misbehaves is made only where bars do not tell already that something happened', async () => {
  const laboratory = await testLaboratory()
  const unwatched = vi.spyOn(laboratory, 'unwatched')
  const beside = (fault: string): Scenario => ({
    ...infinium,
    schedule: (draw) => [...infinium.schedule(draw), { fault, when: draw.start, minutes: 600 }],
  })
  const happened = (fault: string) => judge(beside(fault), laboratory, 1, shallow).gates.find(({ name }) => name === 'it happened')
  expect(happened('frozen-prices')?.says).toBe('bars: not as without it')
  expect(unwatched).not.toHaveBeenCalled()
  expect(happened('slow-ack')?.passed).toBe(true)
  expect(unwatched).toHaveBeenCalledOnce()
})

test('what costs another run is there only where it is asked for', async () => {
  const { gates, unguardedDamage, unguardedBroke, example } = judge(infinium, await testLaboratory(), 1, shallow)
  expect(gates.map(({ name }) => name)).toEqual([
    'ran to its end',
    'it happened',
    'invariants',
    'named control first',
    'time to detect',
    'time to recover',
    'damage',
    'orders leaked',
  ])
  expect([unguardedDamage, unguardedBroke, example]).toEqual([null, null, null])
})

test('an example has its story, both lines of equity and what happened, in its order', async () => {
  const { example } = judge(infinium, await testLaboratory(), 1)
  expect(example?.story).toBe(infinium.story)
  expect(example?.chaos.time).toEqual(example?.twin.time)
  expect(example?.moments.map(({ says }) => says)).toEqual(
    expect.arrayContaining(['runaway-1 comes on', 'MESSAGE_RATE of runaway-1', 'runaway-1 is over']),
  )
  const times = example?.moments.map(({ time }) => time) ?? []
  expect(times).toEqual(times.toSorted((a, b) => a - b))
})

test('a sign that is listed and not found fails a gate of its own', async () => {
  const also = [{ by: 'MESSAGE_RATE', of: 'runaway-1' }, { by: 'DRAWDOWN' }] as const
  const failed = judge({ ...infinium, also }, await testLaboratory(), 1, { ablation: false, again: false, paired: false, example: false })
  expect(failed.gates.filter(({ passed }) => !passed)).toEqual([{ name: 'also found', passed: false, says: 'not found: DRAWDOWN' }])
})

test('a gate that fails says by how much', async () => {
  const strict = { ...infinium, caughtBy: ['DRAWDOWN'], budget: () => ({ damage: -1, detectMinutes: 1, recoverMinutes: 1 }) } as const
  const failed = judge(strict, await testLaboratory(), 1).gates.filter(({ passed }) => !passed)
  expect(failed).toEqual([
    { name: 'named control first', passed: false, says: 'MESSAGE_RATE caught it first, named: DRAWDOWN' },
    { name: 'damage', passed: false, says: '0.00, at most -1.00' },
  ])
})

describe('a scenario for which nobody has to speak', () => {
  const silent = { ...infinium, caughtBy: [], breaks: [] } as const

  test('is held to its end, to what happened, invariants and damage, and has no ablation', async () => {
    const { gates, unguardedDamage } = judge(silent, await testLaboratory(), 1)
    expect(gates.map(({ name }) => name)).toEqual(['ran to its end', 'it happened', 'invariants', 'damage', 'orders leaked', 'same again'])
    expect(unguardedDamage).toBeNull()
  })
})

describe('what breaks without the control', () => {
  const nan = { ...infinium, schedule: () => [{ fault: 'nan-sizes', when: { at: '2024-03-04T16:00:00Z' }, minutes: 5 }] }
  const thrower = { ...infinium, schedule: () => [{ fault: 'thrower', when: { at: '2024-03-04T16:00:00Z' }, minutes: 60 }] }
  const off: BacktestConfigInput = { riskProfile: 'research', breakers: 'off' }
  const ablated = async (scenario: Scenario) => judge(scenario, await testLaboratory(), 1).gates.find(({ name }) => name === 'ablation')

  test('is nothing where no config switches it off: it has to catch all the same', async () => {
    const neverOff = async (scenario: Scenario) => judge(scenario, await testLaboratory(), 1).gates.find(({ name }) => name === 'never off')
    const never = { ...nan, caughtBy: ['NOT_FINITE'], without: off, breaks: 'never off' } as const
    expect(await neverOff(never)).toMatchObject({ passed: true, says: 'nothing switches it off: NOT_FINITE catches it all the same' })
    expect(await neverOff({ ...never, caughtBy: ['MESSAGE_RATE'] })).toMatchObject({ passed: false })
  })

  test('may be the run, which ends; a config that is refused shows nothing', async () => {
    const ends = { ...thrower, without: off, breaks: ['run'] } as const
    expect(await ablated(ends)).toMatchObject({ passed: true })
    expect(await ablated({ ...ends, without: { cash: -1 } })).toMatchObject({ passed: false })
  })

  test('may be an invariant, as the config with its controls promises it: books that nobody compares are those of nobody', async () => {
    const lied = { ...infinium, schedule: () => [{ fault: 'wrong-position', when: { at: '2024-03-04T16:00:00Z' }, minutes: 60 }] }
    const blind = { ...lied, without: { monitors: { reconciliation: 'off' } }, breaks: ['R1'] } as const
    expect(await ablated(blind)).toMatchObject({ passed: true })
    expect(await ablated({ ...blind, without: {} })).toMatchObject({ passed: false })
  })
})
