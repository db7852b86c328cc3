import { expect, test } from 'vitest'
import type { RunRisk } from '../model/run.js'
import { riskCounts, riskLines } from './risk-lines.js'

const time = Date.UTC(2020, 2, 9, 14, 30)
const breach = (code: 'DRAWDOWN' | 'VAR', severity: 'warning' | 'critical') =>
  ({ code, severity, strategy: null, instrument: null, time, context: {} }) as const
const halt = { time, strategy: null, from: 'active', to: 'halted', cause: 'DRAWDOWN', reason: 'DRAWDOWN: loss=10000' } as const
const risk: RunRisk = {
  breaches: [breach('DRAWDOWN', 'warning'), breach('VAR', 'warning'), breach('DRAWDOWN', 'critical')],
  transitions: [halt, { ...halt, from: 'halted', to: 'active', cause: 'OPERATOR', reason: 'looked at it' }],
  account: 'active',
  strategies: { a: 'halted', b: 'active' },
}

test('a few lines say what was held back, how often, when and why', () => {
  expect(riskLines(risk)).toEqual([
    'Trading state at the end: active, a halted',
    'Breaches: 2 DRAWDOWN (1 critical), 1 VAR',
    '2020-03-09 14:30  account active → halted  DRAWDOWN: loss=10000',
    '2020-03-09 14:30  account halted → active  operator: looked at it',
  ])
  expect(riskCounts(risk)).toEqual({ state: 'active', breaches: 3, critical: 1, transitions: 2 })
})

test('nothing is said where nothing came of it, and of much only the first', () => {
  expect(riskLines({ ...risk, breaches: [], transitions: [] })).toEqual([])
  expect(riskLines({ ...risk, transitions: Array.from({ length: 10 }, () => halt) }).slice(-2)).toEqual([
    '2020-03-09 14:30  account active → halted  DRAWDOWN: loss=10000',
    'and 2 more',
  ])
})
