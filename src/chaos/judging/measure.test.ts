import { describe, expect, test } from 'vitest'
import type { Breach } from '../../model/breach.js'
import type { RunResult } from '../../model/run.js'
import type { Catcher } from '../scenario/catcher.js'
import { scheduleOf } from '../schedule/schedule.js'
import type { Trial } from '../trial/trial.js'
import { measured } from './measure.js'

const clean = {
  ...{ denials: [], orders: [], fills: [], strategies: [], roundTrips: [], openPositions: [], risk: null },
  ...{ initialCash: 100, equity: { time: [0, 10], equity: [100, 100] } },
}
const none = scheduleOf(1, [])

function caught(breaches: readonly Partial<Breach>[], named: readonly Catcher[]): readonly Catcher[] {
  const result = { ...clean, risk: { transitions: [], breaches: breaches.map((one) => ({ strategy: null, time: 5, ...one })) } }
  const trial = { result, refusal: null, violations: [], onsets: [[1]] } as unknown as Trial
  return measured(trial, clean as unknown as RunResult, none, named).catches.map(({ by }) => by)
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
  const result = { ...clean, risk: { transitions: [], breaches: both.map((one) => ({ strategy: null, ...one })) } }
  const trial = { result, refusal: null, violations: [], onsets: [[1]] } as unknown as Trial
  expect(measured(trial, clean as unknown as RunResult, none, ['DAILY_LOSS']).catches.map(({ time }) => time)).toEqual([7])
})

test.each([
  ['BAD_DATA', ['DATA_REFUSED']],
  ['BAD_CONFIG', ['CONFIG_REFUSED']],
  ['STRATEGY_THREW', []],
])('a run that %s ends was refused by %j', (code, by) => {
  const trial = { result: null, refusal: { code }, violations: [], onsets: [[1]] } as unknown as Trial
  expect(measured(trial, clean as unknown as RunResult, none).catches.map((one) => one.by)).toEqual(by)
})

describe('while a strategy misbehaves beside another fault', () => {
  const at = (time: number): string => new Date(time).toISOString()
  const schedule = scheduleOf(1, [
    { fault: 'runaway', when: { at: at(1) }, minutes: 1 },
    { fault: 'lost-fills', when: { at: at(1) }, minutes: 60 },
  ])
  const strategies = [{ name: 'healthy' }, { name: 'runaway-1' }]
  const caughtAt = (time: number) => {
    const breaches = [{ code: 'STOP_REFUSED', severity: 'critical', strategy: 'healthy', time }]
    const result = { ...clean, strategies, risk: { transitions: [], breaches } }
    const trial = { result, refusal: null, ended: null, violations: [], onsets: [[1], [1]] } as unknown as Trial
    return measured(trial, clean as unknown as RunResult, schedule).catches.map(({ by }) => by)
  }

  test('what is said to a healthy one is no catch of it; once it is over it is one of the other fault', () => {
    expect(caughtAt(30_000)).toEqual([])
    expect(caughtAt(90_000)).toEqual(['STOP_REFUSED'])
  })
})

test('of one time a monitor comes before what strategies are denied, and the breach of a control with its denial', () => {
  const risk = (code: string) => ({ transitions: [], breaches: [{ code, severity: 'critical', strategy: 'a', time: 5 }] })
  const denials = ['DUPLICATE_ORDER', 'MESSAGE_RATE'].map((code) => ({ code, strategy: 'a', time: 5 }))
  const order = (code: string) => {
    const result = { ...clean, strategies: [{ name: 'a' }], denials, risk: risk(code) }
    const trial = { result, refusal: null, ended: null, violations: [], onsets: [[1]] } as unknown as Trial
    const schedule = scheduleOf(1, [{ fault: 'reject', when: { at: new Date(1).toISOString() }, minutes: 1 }])
    return measured(trial, clean as unknown as RunResult, schedule).catches.map(({ by }) => by)
  }
  expect(order('DAILY_LOSS')).toEqual(['DAILY_LOSS', 'DUPLICATE_ORDER', 'MESSAGE_RATE'])
  expect(order('MESSAGE_RATE')).toEqual(['DUPLICATE_ORDER', 'MESSAGE_RATE'])
})
