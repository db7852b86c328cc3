import { describe, expect, test } from 'vitest'
import { enterLong, exit, limit, type Signals } from '../model/signal.js'
import { checkSignals } from './check-signals.js'

const check = (returned: unknown): unknown => checkSignals('mine', 'onBar', returned as Signals)

describe('what a handler returns', () => {
  test.each([undefined, exit(), [enterLong({ order: limit(10) }), exit()], []].map((one) => [one]))('%j is taken as it is', (returned) => {
    expect(check(returned)).toBe(returned)
  })

  test.each<[unknown, string]>([
    [true, 'returned true, which is no signal'],
    [null, 'returned null, which is no signal'],
    ['exit', 'returned exit, which is no signal'],
    [Promise.resolve(), 'returned a promise'],
    [{ side: 'buy' }, 'an object that is no signal'],
    [[exit(), 5], 'returned 5, which is no signal'],
    [{ kind: 'enter', direction: 'long', order: 101 }, 'the order 101'],
    [{ kind: 'exit', order: { type: 'lmt', limit: 5 } }, 'the order {"type":"lmt","limit":5}'],
  ])('%j is refused, and the strategy and handler named', (returned, message) => {
    expect(() => check(returned)).toThrow(expect.objectContaining({ code: 'BAD_STRATEGY', message: expect.stringContaining(message) }))
    expect(() => check(returned)).toThrow('mine: onBar')
  })
})
