import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyDecision, type Said } from '../../../tests/fixtures/any-decision.js'
import { RunLog } from './run-log.js'

function logged(decisions: readonly Said[]): RunLog {
  const log = new RunLog(true)
  for (const decision of decisions) log.decision(decision)
  return log
}

test('what is kept is what is hashed: the decisions read back give the decision hash again, and are those that were said', () => {
  fc.assert(
    fc.property(fc.array(anyDecision, { size: 'max', maxLength: 200 }), (decisions) => {
      const log = logged(decisions)
      const kept = log.decisions ?? []
      expect(logged(kept).decisionHash).toBe(log.decisionHash)
      expect(kept).toEqual(decisions.map((one, index) => ({ sequence: index + 1, ...one, indicators: {} })))
    }),
    { numRuns: 60 },
  )
})

test('a log that keeps nothing has the same hash', () => {
  fc.assert(
    fc.property(fc.array(anyDecision, { size: 'max', maxLength: 200 }), (decisions) => {
      const bare = new RunLog(false)
      for (const decision of decisions) bare.decision(decision)
      expect(bare.decisions).toBeNull()
      expect(bare.decisionHash).toBe(logged(decisions).decisionHash)
    }),
    { numRuns: 60 },
  )
})

test('an order that had to wait for a cancel is linked to its decision later', () => {
  const [one, two] = fc.sample(anyDecision, { numRuns: 2, seed: 7 }) as [Said, Said]
  const log = logged([
    { ...one, orderId: null },
    { ...two, orderId: 3 },
  ])
  log.placedLater(1, 9)
  expect(log.decisions?.map(({ orderId }) => orderId)).toEqual([9, 3])
})

test('those of orders are the decisions that led to one, at once or later, or were about one', () => {
  const said = fc.sample(anyDecision, { numRuns: 100, seed: 7 })
  const log = logged(said.map((one, index) => ({ ...one, orderId: index % 3 === 0 ? index + 1 : null })))
  log.placedLater(6, 700)
  log.placedLater(2, 800)
  const ofOrders = log.decisions?.filter(({ orderId }) => orderId !== null)
  expect(ofOrders).toHaveLength(36)
  expect(log.ofOrders).toEqual(ofOrders)
  expect(new RunLog(false).ofOrders).toBeNull()
})
