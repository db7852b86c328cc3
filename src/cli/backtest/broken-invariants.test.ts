import { expect, test } from 'vitest'
import { refuseBroken } from './broken-invariants.js'

const violation = { invariant: 'I2', time: Date.UTC(2008, 9, 10, 14), message: 'a position is not the sum of its fills', context: {} }

test('a run in which an invariant broke ends as a gate that failed', () => {
  const broken = { faults: [], violations: [violation, { ...violation, invariant: 'I7' }], damage: 0 }
  expect(() => refuseBroken(broken)).toThrow(
    expect.objectContaining({
      code: 'GATE_FAILED',
      exitCode: 3,
      message: 'I2 broke at 2008-10-10T14:00:00Z: a position is not the sum of its fills, and 1 more broke',
    }),
  )
})

test('a run in which all held, or without chaos, ends as it would', () => {
  expect(() => refuseBroken({ faults: [], violations: [], damage: 5 })).not.toThrow()
  expect(() => refuseBroken(undefined)).not.toThrow()
})
