import { expect, test } from 'vitest'
import type { Breach } from '../../model/breach.js'
import type { RunResult } from '../../model/run.js'
import type { Trial } from '../trial/trial.js'
import { measured } from './measure.js'
import type { Catcher } from './scenario.js'

const clean = { denials: [], orders: [], fills: [], strategies: [], risk: null, equity: { time: [0, 10], equity: [100, 100] } }

function caught(breaches: readonly Partial<Breach>[], named: readonly Catcher[]): readonly Catcher[] {
  const result = { ...clean, risk: { breaches: breaches.map((one) => ({ strategy: null, time: 5, ...one })) } }
  const trial = { result, refusal: null, violations: [], onsets: [[1]] } as unknown as Trial
  return measured(trial, clean as unknown as RunResult, new Set(), named).catches.map(({ by }) => by)
}

test('a warning stops nothing, and is no catch', () => {
  expect(caught([{ code: 'RECONCILIATION', severity: 'warning' }], [])).toEqual([])
  expect(caught([{ code: 'DAILY_LOSS', severity: 'warning' }], ['RECONCILIATION'])).toEqual([])
})

test('of what has no breaker a warning is one where it is named', () => {
  expect(caught([{ code: 'RECONCILIATION', severity: 'warning' }], ['RECONCILIATION'])).toEqual(['RECONCILIATION'])
})

test('the warning that comes before a breaker is none, though the breaker is named', () => {
  const both = [
    { code: 'DAILY_LOSS', severity: 'warning', time: 3 },
    { code: 'DAILY_LOSS', severity: 'critical', time: 7 },
  ] as const
  const result = { ...clean, risk: { breaches: both.map((one) => ({ strategy: null, ...one })) } }
  const trial = { result, refusal: null, violations: [], onsets: [[1]] } as unknown as Trial
  expect(measured(trial, clean as unknown as RunResult, new Set(), ['DAILY_LOSS']).catches.map(({ time }) => time)).toEqual([7])
})

test.each([
  ['BAD_DATA', ['DATA_REFUSED']],
  ['BAD_CONFIG', ['CONFIG_REFUSED']],
  ['STRATEGY_THREW', []],
])('a run that %s ends was refused by %j', (code, by) => {
  const trial = { result: null, refusal: { code }, violations: [], onsets: [[1]] } as unknown as Trial
  expect(measured(trial, clean as unknown as RunResult, new Set()).catches.map((one) => one.by)).toEqual(by)
})
