import { expect, test } from 'vitest'
import type { RunResult } from '../../model/run.js'
import { damageBudget, deepestFall, fallWithin, withAdvice } from './tester-gates.js'

test('the deepest fall is from the highest mark so far, the start among them', () => {
  const result = { initialCash: 100, equity: { equity: [95, 120, 101, 119, 105] } } as unknown as RunResult
  expect(deepestFall(result)).toBe(19)
})

test('a fall up to what the drawdown breaker allows passes, a cent more fails and says what to do', () => {
  const budget = damageBudget({ riskProfile: 'guarded' }, 100_000)
  expect(budget).toBe(10_000)
  expect(fallWithin(10_000, budget).passed).toBe(true)
  expect(withAdvice(fallWithin(10_000.01, budget))).toEqual({
    name: 'damage',
    passed: false,
    says: '10000.01 below its peak, at most 10000.00; to mend it, give each entry a stop, size by risk and not by what was lost, and cap what is held',
  })
})
