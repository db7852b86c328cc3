import { expect, test } from 'vitest'
import type { RunResult } from '../../model/run.js'
import type { Trial } from '../trial/trial.js'
import { deepestFall } from './deepest-fall.js'
import { fallWithin, recovers, withAdvice } from './tester-gates.js'

test('the deepest fall is from the highest mark so far, the start among them', () => {
  const result = { initialCash: 100, equity: { equity: [95, 120, 101, 119, 105] } } as unknown as RunResult
  expect(deepestFall(result)).toEqual({ amount: 19, share: 19 / 120 })
})

test('a fall up to what the drawdown breaker allows passes, a cent more fails and says what to do', () => {
  const budget = 10_000
  expect(fallWithin(10_000, budget).passed).toBe(true)
  expect(withAdvice(fallWithin(10_000.01, budget))).toEqual({
    name: 'damage',
    passed: false,
    says: '10000.01 below its peak, at most 10000.00; to mend it, give each entry a stop, size by risk and not by what was lost, and cap what is held',
  })
})

test('who falls silent where no fault comes on is told so, and not since when', () => {
  const enters = { strategy: 's', time: 1, verdict: 'approved', signal: { kind: 'enter' } }
  const twin = { decisions: [enters, enters] } as unknown as RunResult
  const silent = { result: { decisions: [] } as unknown as RunResult, refusal: null, ended: null } as unknown as Trial
  expect(recovers(silent, twin, 's', Number.NEGATIVE_INFINITY)).toEqual({
    name: 'recovers',
    passed: false,
    says: expect.stringMatching(/^silent from the beginning, where it enters 2 times if nothing goes wrong; to mend it, look at position/),
  })
})

test.each([
  ['cancels at each bar', [{ kind: 'cancel' }], 'canceled', 'it enters nothing since'],
  ['gets out at each bar', [{ kind: 'exit' }, { kind: 'target', weight: 0 }], 'approved', 'it enters nothing since'],
  [
    'is refused whatever it enters',
    [{ kind: 'enter' }, { kind: 'enter' }],
    'MAX_ORDER_VALUE',
    'it enters nothing since 1970-01-01T00:00:00Z, MAX_ORDER_VALUE refused it 2 entries,',
  ],
])('who %s once a fault is over has not recovered', (_, signals, verdict, says) => {
  const made = (kinds: readonly object[], how: string) =>
    ({ decisions: kinds.map((signal) => ({ strategy: 's', time: 1, verdict: how, signal })) }) as unknown as RunResult
  const found = (kinds: readonly object[], how: string) =>
    recovers({ result: made(kinds, how), refusal: null, ended: null } as unknown as Trial, twin, 's', 0)
  const enters = { kind: 'enter' }
  const twin = made([enters, { kind: 'target', weight: 0.1 }], 'approved')
  expect(found(signals, verdict)).toMatchObject({ passed: false, says: expect.stringContaining(says) })
  expect(found([...signals, enters], 'approved').passed).toBe(true)
})

test.each([
  ['STRATEGY_THREW', 'onFill', 'handle onFill without throwing'],
  ['BAD_STRATEGY', 'onRiskBreach', 'look at what onRiskBreach returns'],
  ['STRATEGY_STOPPED', 'onBar', 'have onBar come to its end'],
])('who fails by %s in %s is told of it', (cause, handler, mends) => {
  const context = { handler, cause, message: 'why' }
  const breaches = [{ code: 'STRATEGY_FAILED', strategy: 's', time: 0, context }]
  const failed = { result: { decisions: [], risk: { breaches, transitions: [] } }, refusal: null, ended: null } as unknown as Trial
  expect(recovers(failed, { decisions: [] } as unknown as RunResult, 's', 0)).toEqual({
    name: 'recovers',
    passed: false,
    says: `it failed at 1970-01-01T00:00:00Z: why; to mend it, ${mends}`,
  })
})

test('who floods the broker when things go wrong has not recovered because it is latched', () => {
  const transition = { strategy: 's', cause: 'MESSAGE_RATE', time: 0, from: 'active', to: 'halted' }
  const flooded = {
    result: { decisions: [], risk: { breaches: [], transitions: [transition] } },
    refusal: null,
    ended: null,
  } as unknown as Trial
  const says = expect.stringContaining('MESSAGE_RATE stopped it at 1970-01-01T00:00:00Z, as it stops a runaway')
  expect(recovers(flooded, { decisions: [] } as unknown as RunResult, 's', 0)).toMatchObject({ passed: false, says })
  expect(recovers(flooded, { decisions: [] } as unknown as RunResult, 'other', 0).passed).toBe(true)
})
