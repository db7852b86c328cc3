import { expect, test } from 'vitest'
import { fillOf } from '../../portfolio/fill.testing.js'
import { fees } from './fees.js'
import { filled, noTrouble, runInside } from './run-inside.testing.js'

const start = Date.UTC(2024, 0, 1)
const perShare = { fees: { perShare: 0.01, minimum: 1 } }

/** An order that fills in parts of 60 and pays these for them. */
function paying(...paid: readonly number[]) {
  const check = fees.begin(runInside(perShare), noTrouble)
  for (const fee of paid) expect(check.told?.(filled(fillOf(60, 100, { fee }), false), start)).toBeNull()
  return check.atEnd?.(start)
}

test('F1: the minimum of an order is paid once, and each part pays what it adds', () => {
  expect(paying(1, 0.2, 0.6)).toBeNull()
  expect(paying(0.6, 0.6, 0.6)).toBeNull()
})

test('a part that pays for the whole again, and one that pays nothing, are told', () => {
  expect(paying(1, 1.2)).toMatchObject({ context: { order: 1, paid: 2.2, should: 1.2 } })
  expect(paying(1, 0)).toMatchObject({ context: { paid: 1 } })
})

test('what is told twice is paid once', () => {
  const check = fees.begin(runInside(perShare), noTrouble)
  const fill = filled(fillOf(60, 100, { fee: 1 }))
  check.told?.(fill, start)
  check.told?.(fill, start)
  expect(check.atEnd?.(start)).toBeNull()
})
