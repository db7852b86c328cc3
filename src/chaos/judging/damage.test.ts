import { expect, test } from 'vitest'
import type { RunResult } from '../../model/run.js'
import { damageOf } from './damage.js'

/** Closed results by strategy, an open one, and what the account paid beside them. */
function run(made: Readonly<Record<string, number>>, beside = 0): RunResult {
  const roundTrips = Object.entries(made).map(([strategy, pnl]) => ({ strategy, pnl }))
  const end = 1_000 + Object.values(made).reduce((sum, pnl) => sum + pnl, 0) + beside
  return { initialCash: 1_000, equity: { equity: [1_000, end] }, roundTrips, openPositions: [] } as unknown as RunResult
}

const nobody = new Set<string>()

test('a healthy strategy costs what it made less than in the twin', () => {
  expect(damageOf(run({ a: -30 }), run({ a: 20 }), nobody)).toBe(50)
})

test('a fault that keeps who loses from trading is not credited with it', () => {
  expect(damageOf(run({}), run({ a: -390 }), nobody)).toBe(0)
  expect(damageOf(run({ b: -100 }), run({ a: -390, b: 0 }), nobody)).toBe(100)
})

test('who misbehaves costs all that it lost, and a gain of it pays for nothing', () => {
  const misbehaving = new Set(['runaway'])
  expect(damageOf(run({ runaway: -80, a: 10 }), run({ a: 10 }), misbehaving)).toBe(80)
  expect(damageOf(run({ runaway: 500, a: 0 }), run({ a: 10 }), misbehaving)).toBe(10)
  expect(damageOf(run({ a: -80 }), run({ a: -100 }), new Set(['a']))).toBe(80)
})

test('what is held at the end counts at its mark, fees and all', () => {
  const open = { strategy: 'a', unrealizedPnl: -40, realizedPnl: 5, fees: 2 }
  const held = { ...run({ a: 10 }), equity: { equity: [1_000, 973] }, openPositions: [open] } as unknown as RunResult
  expect(damageOf(held, run({ a: 10 }), nobody)).toBe(37)
})

test('so does what the account paid beside its strategies, interest and the like', () => {
  expect(damageOf(run({ a: 10 }, -7.004), run({ a: 10 }), nobody)).toBe(7)
})
