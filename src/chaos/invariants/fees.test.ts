import { expect, test } from 'vitest'
import type { BacktestConfigInput } from '../../engine/config/config.js'
import { fillOf } from '../../portfolio/fill.testing.js'
import { fees } from './fees.js'
import { beginCheck, filled, runInside } from './run-inside.testing.js'

const start = Date.UTC(2024, 0, 1)
const perShare = { fees: { perShare: 0.01, minimum: 1 } }

/** An order that fills in parts of 60 at 100 and pays these for them. */
function paying(...paid: readonly number[]) {
  return payingBy(perShare, ...paid)
}

function payingBy(config: BacktestConfigInput, ...paid: readonly number[]) {
  const check = beginCheck(fees, runInside(config))
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
  const check = beginCheck(fees, runInside(perShare))
  const fill = filled(fillOf(60, 100, { fee: 1 }))
  check.told?.(fill, start)
  check.told?.(fill, start)
  expect(check.atEnd?.(start)).toBeNull()
})

test.each<[string, BacktestConfigInput['fees'], paid: number, should: number]>([
  ['without a word, without the least that an order costs', undefined, 0.3, 1],
  ['fixed, without the least', 'ibkr-fixed', 0.3, 1],
  ['tiered, without the least', 'ibkr-tiered', 0.21 * 1.000735 + 0.192, 0.35 * 1.000735 + 0.192],
  ['a share, beyond the most', { perShare: 1, maximumFraction: 0.001 }, 60, 6],
  ['a fraction, of the shares', { fraction: 0.001 }, 0.06, 6],
  ['none', 'none', 1, 0],
])('the tariff is the check’s own: a fee that is %s is told', (_, tariff, paid, should) => {
  expect(payingBy({ fees: tariff }, should)).toBeNull()
  expect(payingBy({ fees: tariff }, paid)).toMatchObject({ context: { paid, should } })
})

test('a venue has its own', () => {
  expect(payingBy({ fees: 'none', venues: { '': { fees: { fraction: 0.001 } } } }, 6)).toBeNull()
})
