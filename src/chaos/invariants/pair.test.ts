import fc from 'fast-check'
import { expect, test } from 'vitest'
import { testLaboratory } from '../../../tests/fixtures/laboratory.js'
import { BenchError } from '../../std/errors.js'
import { runs } from '../../std/property.testing.js'
import { type EntryInput, scheduleOf } from '../schedule/schedule.js'
import type { Trial } from '../trial/trial.js'
import { heldToPair, pairInvariants } from './pair.js'
import type { TrialPlan } from './pair-invariant.js'

const laboratory = await testLaboratory()
const run = ({ world, schedule }: TrialPlan) => laboratory.trial(world, schedule)

const entry: fc.Arbitrary<EntryInput> = fc
  .record({
    fault: fc.constantFrom('runaway', 'reject', 'partial-fill', 'slow-ack', 'stuck-signal'),
    minute: fc.integer({ min: 35, max: 300 }),
    minutes: fc.integer({ min: 1, max: 20 }),
  })
  .map(({ fault, minute, minutes }) => ({ fault, when: { at: new Date(Date.UTC(2024, 2, 4, 14, minute)).toISOString() }, minutes }))

test('fills told again, bars that end earlier and strategies beside change nothing that they must not', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20 }), fc.array(entry, { maxLength: 3 }), (seed, entries) => {
      const world = laboratory.world('minutes', seed)
      const schedule = scheduleOf(seed, entries)
      const trial = laboratory.trial(world, schedule)
      for (const pair of pairInvariants) expect(heldToPair(pair, { world, schedule }, trial, run)).toEqual([])
    }),
    { numRuns: runs(30) },
  )
}, 180_000)

test('a trial that is another than its pair is told', () => {
  const world = laboratory.world('minutes', 1)
  const schedule = scheduleOf(1, [{ fault: 'runaway', when: { at: '2024-03-04T15:00:00Z' }, minutes: 2 }])
  const trial = laboratory.trial(world, schedule)
  const another = laboratory.trial(laboratory.world('minutes', 2), schedule)
  const found = pairInvariants.flatMap((pair) => heldToPair(pair, { world, schedule }, trial, () => another))
  expect(found.map(({ invariant }) => invariant)).toEqual(['I8', 'I13', 'I15'])
})

test('one that ends in its midst where the other came to its end is told, one that is refused is not', () => {
  const world = laboratory.world('minutes', 1)
  const schedule = scheduleOf(1, [{ fault: 'runaway', when: { at: '2024-03-04T15:00:00Z' }, minutes: 2 }])
  const trial = laboratory.trial(world, schedule)
  const error = new BenchError('STRATEGY_THREW', 'oh', '')
  const held = (what: Partial<Trial>) =>
    pairInvariants.flatMap((pair) => heldToPair(pair, { world, schedule }, trial, () => ({ ...trial, result: null, ...what })))
  expect(held({ ended: error }).map(({ invariant, message }) => [invariant, message])).toEqual(
    ['I8', 'I13', 'I15'].map((id) => [id, 'the run beside it ends in its midst: STRATEGY_THREW: oh']),
  )
  expect(held({ refusal: error })).toEqual([])
})

test.each(['lost-fills', 'lost-commission', 'fill-after-cancel'])(
  'fills that %s takes by chance are told again as they were heard',
  (fault) => {
    const world = laboratory.world('session', 3)
    const schedule = scheduleOf(3, [{ fault, when: { at: '2024-03-04T16:00:00Z' }, minutes: 60, params: { share: 0.5 } }])
    const trial = laboratory.trial(world, schedule)
    expect(pairInvariants.flatMap((pair) => heldToPair(pair, { world, schedule }, trial, run))).toEqual([])
  },
)
