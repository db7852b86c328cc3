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
  expect(run.unguardedDamage).toBeGreaterThan(run.damageBudget)
})

test('a gate that fails says by how much', async () => {
  const strict = { ...infinium, caughtBy: ['DRAWDOWN'], budget: () => ({ damage: -1, detectMinutes: 1, recoverMinutes: 1 }) } as const
  const failed = judge(strict, await testLaboratory(), 1).gates.filter(({ passed }) => !passed)
  expect(failed).toEqual([
    { name: 'named control first', passed: false, says: 'DUPLICATE_ORDER caught it first, named: DRAWDOWN' },
    { name: 'damage', passed: false, says: '0.00, at most -1.00' },
  ])
})
