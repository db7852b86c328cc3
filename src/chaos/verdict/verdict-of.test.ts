import { expect, test } from 'vitest'
import { judgedRun } from '../../../tests/fixtures/verdict.js'
import { verdictOf } from './verdict-of.js'

const named = ['DUPLICATE_ORDER', 'DRAWDOWN'] as const

test('with as many seeds as names each has to be first once', () => {
  const { unhit, passed } = verdictOf([1, 3].map((seed) => judgedRun({ seed, named })))
  expect(unhit).toEqual([{ scenario: 'infinium-2010', control: 'DRAWDOWN' }])
  expect(passed).toBe(false)
})

test('with fewer nobody has to: one seed cannot be caught first by two', () => {
  expect(verdictOf([judgedRun({ named })])).toMatchObject({ unhit: [], passed: true })
})

test('cases of the corpus require nothing, and hit nothing for a scenario of their name', () => {
  const kept = judgedRun({ kind: 'corpus', named: ['DRAWDOWN'] })
  expect(verdictOf([kept]).unhit).toEqual([])
  const caught = judgedRun({ kind: 'corpus', catches: [{ by: 'DRAWDOWN', time: 1, strategy: null }] })
  expect(verdictOf([judgedRun({ named: ['DRAWDOWN'] }), caught]).unhit).toHaveLength(1)
})
