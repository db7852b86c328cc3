import { expect, test } from 'vitest'
import { failedRun, judgedExample, judgedRun, passedVerdict } from '../../../tests/fixtures/verdict.js'
import { runGroups } from './run-group.js'

test('the runs of a scenario are added up over its seeds', () => {
  const [group] = runGroups(passedVerdict(5).runs)
  expect(group?.name).toBe('infinium-2010')
  expect(group?.runs).toHaveLength(5)
  expect(group?.first).toEqual(
    new Map([
      ['DUPLICATE_ORDER', 3],
      ['MESSAGE_RATE', 2],
    ]),
  )
  expect(group?.later).toEqual(new Map([['MAX_POSITION_VALUE', 5]]))
  expect(group?.detectMs).toEqual({ count: 5, least: 60_000, lower: 120_000, median: 180_000, upper: 240_000, greatest: 300_000 })
  expect(group?.damageShare?.greatest).toBeCloseTo(200 / 500)
})

test('runs of one name and two kinds are two groups', () => {
  expect(runGroups([judgedRun(), judgedRun({ kind: 'corpus' })]).map(({ kind }) => kind)).toEqual(['scenario', 'corpus'])
})

test('the example of a run that failed goes before one that passed', () => {
  const example = judgedExample()
  const [group] = runGroups([judgedRun({ seed: 1, example }), failedRun({ seed: 2 }), failedRun({ seed: 3, example })])
  expect(group?.shown?.seed).toBe(3)
})

test('what was not measured is no number, and a budget that is none is no measure', () => {
  const [group] = runGroups([judgedRun({ detectMs: null, damage: Number.NaN, damageBudget: -1 })])
  expect([group?.detectMs, group?.damage, group?.damageShare, group?.unguardedShare]).toEqual([null, null, null, null])
})
