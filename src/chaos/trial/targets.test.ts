import { expect, test } from 'vitest'
import { testLaboratory } from '../../../tests/fixtures/laboratory.js'
import { type EntryInput, scheduleOf } from '../schedule/schedule.js'

const laboratory = await testLaboratory([])
const world = laboratory.world('minutes', 1)
const when = { at: '2024-03-04T16:00:00Z' }

/** The strategies of the world are sma-cross and rsi-reversion, its instruments SYN01 and SYN02. */
function tried(...entries: readonly Pick<EntryInput, 'fault' | 'target' | 'when' | 'params'>[]) {
  return () =>
    laboratory.trial(
      world,
      scheduleOf(
        1,
        entries.map((one) => ({ minutes: 5, ...one })),
      ),
    )
}

test.each([
  ['missing-bars', 'SYN2', 'did you mean `SYN02`?'],
  ['missing-bars', 'sma-cross', 'it may be SYN01, SYN02'],
  ['runaway', 'sma-cros', 'did you mean `sma-cross`?'],
  ['runaway', 'SYN01', 'it may be sma-cross, rsi-reversion'],
  ['wrong-multiplier', 'SYN03', 'did you mean `SYN01`?'],
  ['two-instances', 'stuck-signal-2', 'it may be sma-cross, rsi-reversion'],
  ['hold-back', 'stuck-signal-1', 'did you mean `stuck-signal-2`?'],
  ['reject', 'SYN01', 'leave the target out'],
  ['live-port', 'sma-cross', 'leave the target out'],
])('%s in %s is refused', (fault, target, hint) => {
  const beside = { fault: 'stuck-signal', when }
  expect(tried({ fault, target, when }, beside)).toThrow(
    expect.objectContaining({ code: 'BAD_SCHEDULE', message: expect.stringContaining(`entry 1: ${fault} is in`), hint }),
  )
})

test.each([
  ['runaway', { order: 5 }, "runaway has no parameter 'order'", 'did you mean `orders`?'],
  ['stuck-signal', { lots: 1, lotz: 1 }, "stuck-signal has no parameter 'lotz'", 'did you mean `lots`?'],
])('%s with %o is refused: it is not the fault that was meant', (fault, params, message, hint) => {
  expect(tried({ fault, params, when })).toThrow(
    expect.objectContaining({ code: 'BAD_SCHEDULE', message: expect.stringContaining(message), hint }),
  )
})

test('what a fault can be in is taken: a stranger by an operator, and an instrument by whoever waits for it to be calm', () => {
  const stranger = { fault: 'runaway', when }
  const calm = { when: { calm: 0.001, bars: 20 }, target: 'SYN02' }
  expect(
    tried(stranger, { fault: 'hold-back', when, target: 'runaway-1' }, { fault: 'reject', ...calm })().result?.config.operator,
  ).toMatchObject([{ strategy: 'runaway-1' }])
})

test('a strategy is taken over by one other at the most', () => {
  const target = 'sma-cross'
  expect(tried({ fault: 'runaway', when, target }, { fault: 'stuck-signal', when, target })).toThrow(
    expect.objectContaining({ code: 'BAD_SCHEDULE', message: "entry 2: stuck-signal-2 takes over 'sma-cross', as runaway-1 does" }),
  )
})
