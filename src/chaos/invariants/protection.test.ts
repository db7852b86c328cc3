import { expect, test } from 'vitest'
import type { BrokerEvent } from '../../model/broker.js'
import { buy, sell } from '../../model/order.testing.js'
import { MINUTE_MS } from '../../model/time.js'
import { fillOf } from '../../portfolio/fill.testing.js'
import { protection } from './protection.js'
import { beginCheck, filled, runInside, submit, watched } from './run-inside.testing.js'

const start = Date.UTC(2024, 0, 1)
const at = (minute: number): number => start + minute * MINUTE_MS
const stopPrice = { type: 'stop', trigger: 98 } as const

/** A guarded run that bought 10 with a stop of its own, which the venue woke with so many. */
function bought(woken: number, risk = {}) {
  const check = beginCheck(protection, runInside({ riskProfile: 'guarded' }, { postTrade: watched({ level: 'active' }, risk) }))
  const hear = (event: BrokerEvent, minute = 0): void => {
    if ('clientOrderId' in event) check.told?.(event, at(minute))
    check.afterEvent?.(event, at(minute))
  }
  const entry = buy(10, { children: [{ role: 'stop', price: { at: 98 } }] })
  check.sent?.(submit(1, entry, { childIds: [2] }), start)
  hear({ kind: 'accepted', clientOrderId: 1, time: start })
  hear({ kind: 'accepted', clientOrderId: 2, time: start })
  hear(filled(fillOf(10, 100)))
  if (woken > 0) hear({ kind: 'updated', clientOrderId: 2, time: start, price: stopPrice, quantity: woken })
  return { check, hear }
}

test('P1: a position without a stop is told at the time after its fill', () => {
  const { check } = bought(0)
  expect(check.afterTime?.(start)).toBeNull()
  expect(check.afterTime?.(at(1))).toMatchObject({ context: { held: 10, guarded: 0 } })
})

test('a stop of its size guards it, one that did not grow with it does not', () => {
  const { check, hear } = bought(10)
  expect(check.afterTime?.(at(1))).toBeNull()
  check.sent?.(submit(3, buy(5)), at(1))
  hear(filled(fillOf(5, 100, { clientOrderId: 3 })), 1)
  expect(check.afterTime?.(at(1))).toBeNull()
  expect(check.afterTime?.(at(2))).toMatchObject({ context: { held: 15, guarded: 10 } })
})

test('a stop on its way there guards it, and one of the other side does not', () => {
  const { check, hear } = bought(0)
  const stop = { role: 'stop', reduceOnly: true, price: stopPrice } as const
  check.sent?.(submit(3, buy(10, stop)), at(1))
  expect(check.afterTime?.(at(1))).toMatchObject({ context: { guarded: 0 } })
  check.sent?.(submit(4, sell(10, stop)), at(1))
  expect(check.afterTime?.(at(1))).toBeNull()
  hear({ kind: 'accepted', clientOrderId: 4, time: at(1) }, 1)
  expect(check.afterTime?.(at(2))).toBeNull()
  hear({ kind: 'canceled', clientOrderId: 4, time: at(2), why: '' }, 2)
  expect(check.afterTime?.(at(2))).toBeNull()
  expect(check.afterTime?.(at(3))).toMatchObject({ context: { guarded: 0 } })
})

test('a target is no stop', () => {
  const { check, hear } = bought(0)
  check.sent?.(submit(3, sell(10, { role: 'target', reduceOnly: true, price: { type: 'limit', limit: 110 } })), at(1))
  hear({ kind: 'accepted', clientOrderId: 3, time: at(1) }, 1)
  expect(check.afterTime?.(at(2))).toMatchObject({ context: { guarded: 0 } })
})

test('a position on its way out, one that is guarded no more as was told, and one of a line that is down are let be', () => {
  const leaving = bought(0).check
  leaving.sent?.(submit(3, sell(10, { role: 'flatten', reduceOnly: true })), at(1))
  expect(leaving.afterTime?.(at(1))).toBeNull()
  const breach = { code: 'STOP_REFUSED', severity: 'critical', strategy: 's', instrument: 'X', time: at(1), context: {} } as const
  expect(bought(0, { breaches: [breach] }).check.afterTime?.(at(2))).toBeNull()
  const { check, hear } = bought(0)
  hear({ kind: 'disconnected', time: at(1), why: '' }, 1)
  expect(check.afterTime?.(at(2))).toBeNull()
  hear({ kind: 'reconnected', time: at(3) }, 3)
  expect(check.afterTime?.(at(3))).toBeNull()
  expect(check.afterTime?.(at(4))).toMatchObject({ context: { guarded: 0 } })
})
