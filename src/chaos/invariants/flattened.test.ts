import { expect, test } from 'vitest'
import type { Breach } from '../../model/breach.js'
import { sell } from '../../model/order.testing.js'
import { fillOf } from '../../portfolio/fill.testing.js'
import { flattened } from './flattened.js'
import { beginCheck, filled, runInside, submit, watched } from './run-inside.testing.js'

const MINUTE = 60_000
const start = Date.UTC(2024, 0, 1)
const bound = 10 * MINUTE

/** A strategy holds 10 of a market that is always open, and its loss is over the limit of a breaker that flattens. */
function latched() {
  const breach = { code: 'STRATEGY_LOSS', severity: 'critical', strategy: 's', time: start } as Breach
  const postTrade = watched({ level: 'halted' }, { breaches: [breach] })
  const check = beginCheck(flattened, runInside({ riskProfile: 'guarded' }, { postTrade }))
  const bought = fillOf(10, 100)
  check.afterEvent?.(filled(bought), start)
  return { check, bought }
}

const held = { message: 's was to be flattened, and holds 10 of X, of which nothing closes', context: { held: 10 } }
const close = sell(10, { role: 'flatten', reduceOnly: true })

test('K1: what a latch is to flatten and nothing closes is found some time after it', () => {
  const { check } = latched()
  expect(check.afterTime?.(start + bound - 1)).toBeNull()
  expect(check.afterTime?.(start + bound)).toMatchObject(held)
})

test('K1: a close that works is on its way; one that the broker ended is not', () => {
  const { check } = latched()
  check.sent?.(submit(2, close), start)
  expect(check.afterTime?.(start + bound)).toBeNull()
  check.afterEvent?.({ kind: 'rejected', clientOrderId: 2, time: start, why: '' }, start)
  expect(check.afterTime?.(start + bound)).toMatchObject(held)
})

test('K1: an exit that the strategy asked for itself is no close', () => {
  const { check } = latched()
  check.sent?.(submit(2, { ...close, role: 'exit' }), start)
  expect(check.afterTime?.(start + bound)).toMatchObject(held)
})

test('K1: what comes to be held by a fill that is taken back has its own time', () => {
  const { check } = latched()
  const sold = fillOf(-10, 100)
  check.afterEvent?.(filled(sold), start)
  const back = start + 2 * bound
  expect(check.afterTime?.(back)).toBeNull()
  check.afterEvent?.({ kind: 'revised', clientOrderId: sold.clientOrderId, fill: sold, becomes: null, time: back } as never, back)
  expect(check.afterTime?.(back + bound - 1)).toBeNull()
  expect(check.afterTime?.(back + bound)).toMatchObject(held)
})
