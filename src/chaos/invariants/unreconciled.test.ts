import { expect, test } from 'vitest'
import type { BrokerEvent, Statement } from '../../model/broker.js'
import { brokerOrder } from '../../model/broker.testing.js'
import { buy, sell } from '../../model/order.testing.js'
import { fillOf } from '../../portfolio/fill.testing.js'
import { beginCheck, filled, noTrouble, runInside, submit } from './run-inside.testing.js'
import { unreconciled } from './unreconciled.js'

const start = Date.UTC(2024, 0, 1)
const exit = sell(10, { role: 'exit', reduceOnly: true })

/** The broker says that it holds so many of `X`, in order 1 so many times. */
function statement(lots: number, working = 0, executions = [] as ReturnType<typeof fillOf>[]): BrokerEvent {
  const orders = Array.from({ length: working }, (_, at) => brokerOrder(at, 1))
  return { kind: 'statement', time: start, statement: { lots: new Map([['X', lots]]), working: orders, executions, revisions: [] } }
}

function holding() {
  const run = runInside()
  const check = beginCheck(unreconciled, run)
  const fill = fillOf(10, 100)
  run.portfolio.apply(fill, '', null)
  check.afterEvent?.(filled(fill), start)
  let id = 1
  return {
    hear: (event: BrokerEvent) => check.afterEvent?.(event, start),
    send: (one: typeof exit) => check.sent?.(submit(id++, one), start),
  }
}

test('R1: after the line was lost only what reduces goes out, until a statement has what we have', () => {
  const { hear, send } = holding()
  expect(send(buy(1))).toBeNull()
  hear({ kind: 'disconnected', time: start, why: '' })
  expect(send(exit)).toMatchObject({ message: expect.stringContaining('the line is down') })
  hear({ kind: 'reconnected', time: start })
  expect(send(exit)).toBeNull()
  expect(send(buy(1))).toMatchObject({ message: expect.stringContaining('not known to agree') })
  hear(statement(9))
  expect(send(buy(1))).not.toBeNull()
  hear(statement(10))
  expect(send(buy(1))).toBeNull()
})

test('so it is while the broker holds something else, or an order works twice; what it executed and has not told is on its way', () => {
  const { hear, send } = holding()
  hear(statement(13, 1, [fillOf(3, 100)]))
  expect(send(buy(1))).toBeNull()
  hear(statement(13))
  expect(send(buy(1))).toMatchObject({ context: { order: 2 } })
  hear(statement(10, 1))
  expect(send(buy(1))).toBeNull()
  hear(statement(10, 2))
  expect(send(buy(1))).not.toBeNull()
})

test('who never asks is held to it as soon as the broker was to be asked', () => {
  let states = 10
  const misstated = (): Statement => ({ lots: new Map([['X', states]]), working: [], executions: [], revisions: [] })
  const check = beginCheck(unreconciled, runInside(), { ...noTrouble, misstated })
  const send = (id: number, after: number) => {
    check.afterTime?.(start + after)
    return check.sent?.(submit(id, buy(1)), start + after)
  }
  expect(send(1, 0)).toBeNull()
  expect(send(2, 9_999)).toBeNull()
  states = 0
  expect(send(3, 10_000)).toBeNull()
  states = 10
  expect(send(4, 10_000)).toBeNull()
  expect(send(5, 20_000)).toMatchObject({ message: expect.stringContaining('not known to agree') })
})
