import { expect, test } from 'vitest'
import type { RunResult } from '../../model/run.js'
import { BenchError } from '../../std/errors.js'
import type { Violation } from '../invariants/invariant.js'
import type { Trial } from '../trial/trial.js'
import { caughtInTime, itHappened, neverOff, nothingLeaked, ranToItsEnd } from './gates.js'
import type { Measured } from './measure.js'

const result = { hashes: { data: 'd', decision: 'e', execution: 'f' }, risk: undefined, events: [], notes: [] } as unknown as RunResult
const trial = (given: Partial<Trial>): Trial => ({ result: null, refusal: null, ended: null, violations: [], onsets: [], ...given })
const threw = new BenchError('STRATEGY_THREW', 'a strategy threw', 'mend it')
const badBars = new BenchError('BAD_DATA', 'bars are out of order', 'sort them')

test('a run that ends in its midst fails, whatever by; one that is refused passes where that is expected', () => {
  expect(ranToItsEnd(trial({ result }), []).passed).toBe(true)
  expect(ranToItsEnd(trial({ ended: threw }), ['STRATEGY_FAILED'])).toMatchObject({
    passed: false,
    says: 'STRATEGY_THREW: a strategy threw',
  })
  expect(ranToItsEnd(trial({ ended: badBars }), ['DATA_REFUSED']).passed).toBe(false)
  expect(ranToItsEnd(trial({ refusal: badBars }), ['DATA_REFUSED']).passed).toBe(true)
  expect(ranToItsEnd(trial({ refusal: badBars }), [])).toMatchObject({ passed: false, says: 'BAD_DATA: bars are out of order' })
})

test('a fault that leaves the run as it is did not happen', () => {
  const same = itHappened(trial({ result }), trial({ result }))
  expect(same).toEqual({ name: 'it happened', passed: false, says: 'the run is the same without it' })
  const others = [
    { hashes: { ...result.hashes, data: 'x' } },
    { hashes: { ...result.hashes, execution: 'x' } },
    { hashes: { ...result.hashes, decision: 'x' } },
    { risk: { breaches: [{}] } },
    { events: [{ clientOrderId: 1, kind: 'cancel-rejected', heardAt: 3, why: '' }] },
    { notes: ['a fill came twice'] },
  ]
  for (const other of others) {
    const one = itHappened(trial({ result: { ...result, ...other } as unknown as RunResult }), trial({ result }))
    expect(one.passed).toBe(true)
  }
  expect(itHappened(trial({ refusal: badBars }), trial({ result })).passed).toBe(true)
})

test('what leaked is told: which order, when, and in which state', () => {
  const message = 'runaway is halted with 3 of A, and its entry to buy 5 goes out'
  const leak: Violation = { invariant: 'I5', time: Date.parse('2024-03-04T15:00:00Z'), message, context: { order: 17 } }
  expect(nothingLeaked(trial({ result, violations: [leak] })).says).toBe(`order 17 at 2024-03-04T15:00:00Z: ${message}`)
})

test('what no config switches off has a gate of its own', () => {
  const seen = { catches: [{ by: 'NOT_FINITE', time: 1, strategy: null }], onset: 1, damage: 0, contained: 1 } satisfies Measured
  expect(neverOff(seen, ['NOT_FINITE'])).toMatchObject({ name: 'never off', passed: true })
})

test('time to recover is not asked of a run that did not begin, and fails where books never agree again', () => {
  const budget = { damage: 0, detectMinutes: 1, recoverMinutes: 1_000 }
  const seen = { catches: [{ by: 'RECONCILIATION', time: 1, strategy: null }], onset: 1, damage: 0 } satisfies Partial<Measured>
  const gates = (contained: number | null) => caughtInTime({ ...seen, contained }, ['RECONCILIATION'], budget)
  expect(gates(null).map(({ name }) => name)).toEqual(['named control first', 'time to detect'])
  expect(gates(Number.POSITIVE_INFINITY).at(-1)).toMatchObject({ name: 'time to recover', passed: false, says: 'never, at most 1000 min' })
})
