import { expect, test } from 'vitest'
import { failedRun, judgedRun } from '../../../tests/fixtures/verdict.js'
import { verdictOf } from '../../chaos/verdict/verdict-of.js'
import { annotations } from './annotations.js'

test('a run that failed is an error with the command that replays it, in one line', () => {
  const run = failedRun({ name: 'fall', seed: 7 }, '9.00 of 100%,\nat most 5.00')
  const [line, ...more] = annotations(verdictOf([{ ...run, named: [] }]))
  expect(line).toMatch(/^::error title=fall at seed 7::/)
  expect(line).toContain('9.00 of 100%25,%0Aat most 5.00')
  expect(line?.endsWith('%0Abench chaos replay fall@7')).toBe(true)
  expect(more).toEqual([])
})

test('runs that failed alike are one annotation', () => {
  const runs = [1, 2, 3].map((seed) => ({ ...failedRun({ name: 'fall', seed }), named: [] }))
  const lines = annotations(verdictOf(runs))
  expect(lines).toHaveLength(1)
  expect(lines[0]).toMatch(/^::error title=fall at seeds 1–3::.*%0Abench chaos replay fall@1$/)
})

test('a control that was never first is an error, and a verdict that passed says nothing', () => {
  const run = judgedRun({ name: 'fall', named: ['DRAWDOWN'] })
  expect(annotations(verdictOf([run]))).toEqual(['::error title=fall::DRAWDOWN never caught it first'])
  expect(annotations(verdictOf([{ ...run, named: [] }]))).toEqual([])
})

test('where nothing came of anything one line says so', () => {
  const runs = [1, 2].map((seed) => judgedRun({ kind: 'tester', name: 'chaos-bust', tested: ['mine.ts'], seed, cameToNothing: true }))
  expect(annotations(verdictOf(runs))).toEqual(['::error title=nothing was tested::Failed: nothing came of chaos-bust.'])
})

test('what a terminal would act on is no part of an annotation', () => {
  const [line] = annotations(verdictOf([{ ...failedRun({ name: 'a\u001b[2Jb', seed: 1 }, 'x\u0007y'), named: [] }]))
  expect(line).not.toMatch(/\p{Cc}/u)
})
