import { expect, test } from 'vitest'
import { buy } from '../model/order.testing.js'
import { connected, type Line } from './connected.js'

const opens = buy(10)
const reduces = buy(10, { reduceOnly: true })
const since = Date.UTC(2024, 0, 8, 10)
const asked = (state: Line['state'], intent = opens): unknown => connected({ state, since })(intent, {} as never, {} as never)
const denial = (line: string): unknown => ({ code: 'NOT_CONNECTED', context: { line, since: '2024-01-08T10:00:00Z' } })

test('while the line is down nothing passes, what reduces neither', () => {
  expect([asked('down'), asked('down', reduces)]).toEqual([denial('down'), denial('down')])
})

test('until the books are reconciled only what reduces passes', () => {
  expect([asked('unreconciled'), asked('unreconciled', reduces)]).toEqual([denial('unreconciled'), null])
})

test('while it is up everything does', () => {
  expect([asked('up'), asked('up', reduces)]).toEqual([null, null])
})
