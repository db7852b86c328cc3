import { describe, expect, test } from 'vitest'
import { enterLong, exit, limit, type Signals } from '../model/signal.js'
import { checkSignals } from './check-signals.js'

const limitOf = (price: unknown): unknown => enterLong({ order: limit(price as number) })

const check = (returned: unknown): unknown => checkSignals('mine', 'onBar', returned as Signals)

describe('what a handler returns', () => {
  test.each(
    [
      undefined,
      exit(),
      [enterLong({ order: limit(10), protect: { stop: 9, target: { fraction: 0.1 } }, size: { lots: 5 } }), exit('out')],
      [],
    ].map((one) => [one]),
  )('%j is taken as it is', (returned) => {
    expect(check(returned)).toBe(returned)
  })

  test.each<[unknown, string]>([
    [true, 'returned true, which is no signal'],
    [null, 'returned null, which is no signal'],
    ['exit', 'returned exit, which is no signal'],
    [Promise.resolve(), 'returned a promise'],
    [{ side: 'buy' }, 'an object that is no signal'],
    [[exit(), 5], 'returned 5, which is no signal'],
    [{ kind: 'enter', direction: 'long', order: 101 }, 'order: 101'],
    [{ kind: 'exit', order: { type: 'lmt', limit: 5 } }, 'order: {"type":"lmt","limit":5}'],
    [limitOf('99'), 'order: {"type":"limit","limit":"99"}'],
    [{ kind: 'enter', direction: 'up' }, 'direction: "up"'],
    [{ kind: 'enter' }, 'direction: undefined'],
    [{ kind: 'enter', direction: 'long', sized: 3 }, "'enter' with the field 'sized'"],
    [{ kind: 'enter', direction: 'long', size: 5 }, 'size: 5'],
    [{ kind: 'enter', direction: 'long', timeInForce: 'GTD' }, 'timeInForce: "GTD"'],
    [{ kind: 'enter', direction: 'long', protect: { stopp: 95 } }, "'protect' with the field 'stopp'"],
    [{ kind: 'enter', direction: 'long', protect: { stop: { fraction: 5 } } }, 'protect.stop: {"fraction":5}'],
    [{ kind: 'enter', direction: 'long', protect: { stop: { percent: 0.05 } } }, 'protect.stop: {"percent":0.05}'],
  ])('%j is refused, and the strategy and handler named', (returned, message) => {
    expect(() => check(returned)).toThrow(expect.objectContaining({ code: 'BAD_STRATEGY', message: expect.stringContaining(message) }))
    expect(() => check(returned)).toThrow('mine: onBar')
  })
})
