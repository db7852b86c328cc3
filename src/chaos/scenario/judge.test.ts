import { expect, test } from 'vitest'
import infinium from '../../../chaos/scenarios/infinium-2010.js'
import { testLaboratory } from '../../../tests/fixtures/laboratory.js'
import { judge } from './judge.js'

test('a scenario passes every gate, and its ablation shows what it would have cost', async () => {
  const run = judge(infinium, await testLaboratory(), 1)
  expect(run.gates.filter(({ passed }) => !passed)).toEqual([])
  expect(run.gates.map(({ name }) => name)).toContain('ablation')
  expect(run.catches[0]).toMatchObject({ by: 'DUPLICATE_ORDER', strategy: 'runaway-1' })
  expect(run.damage).toBe(0)
  expect(run.unguardedDamage).toBeGreaterThan(run.damageBudget as number)
})

test('what costs another run is there only where it is asked for', async () => {
  const { gates, unguardedDamage, example } = judge(infinium, await testLaboratory(), 1, {
    ablation: false,
    again: false,
    paired: false,
    example: false,
  })
  expect(gates.map(({ name }) => name)).toEqual([
    'invariants',
    'named control first',
    'time to detect',
    'time to recover',
    'damage',
    'orders leaked',
  ])
  expect([unguardedDamage, example]).toEqual([null, null])
})

test('an example has both lines of equity and what happened, in its order', async () => {
  const { example } = judge(infinium, await testLaboratory(), 1)
  expect(example?.chaos.time).toEqual(example?.twin.time)
  expect(example?.moments.map(({ says }) => says)).toEqual(
    expect.arrayContaining(['runaway-1 comes on', 'DUPLICATE_ORDER of runaway-1', 'runaway-1 is over']),
  )
  const times = example?.moments.map(({ time }) => time) ?? []
  expect(times).toEqual(times.toSorted((a, b) => a - b))
})

test('a gate that fails says by how much', async () => {
  const strict = { ...infinium, caughtBy: ['DRAWDOWN'], budget: () => ({ damage: -1, detectMinutes: 1, recoverMinutes: 1 }) } as const
  const failed = judge(strict, await testLaboratory(), 1).gates.filter(({ passed }) => !passed)
  expect(failed).toEqual([
    { name: 'named control first', passed: false, says: 'DUPLICATE_ORDER caught it first, named: DRAWDOWN' },
    { name: 'damage', passed: false, says: '0.00, at most -1.00' },
  ])
})
