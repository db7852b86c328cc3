import { expect, test } from 'vitest'
import type { RunResult } from '../../model/run.js'
import { isFound, type Sign, signText } from './sign.js'

const run = {
  denials: [{ code: 'PRICE_JUMP', strategy: 'runaway', context: {} }],
  risk: {
    breaches: [{ code: 'RECONCILIATION', severity: 'warning', strategy: null, context: { missing: 2 } }],
    transitions: [{ cause: 'OPERATOR', strategy: 'runaway' }],
  },
  orders: [{ clientOrderId: 7, intent: { strategy: 'runaway' } }],
  events: [{ clientOrderId: 7, kind: 'revised' }],
  notes: ['The broker said that ids begin anew at 1: ours went on.'],
} as unknown as RunResult

test.each<[Sign, string]>([
  [{ by: 'PRICE_JUMP', of: 'runaway' }, 'PRICE_JUMP of runaway'],
  [{ by: 'RECONCILIATION', count: 'missing' }, 'RECONCILIATION (missing)'],
  [{ latch: 'OPERATOR', of: 'runaway' }, 'latch OPERATOR of runaway'],
  [{ heard: 'revised', of: 'runaway' }, 'revised of runaway'],
  [{ noted: 'ids begin anew' }, '"ids begin anew"'],
])('%o is found, and told as %s', (sign, text) => {
  expect(isFound(sign, run)).toBe(true)
  expect(signText(sign)).toBe(text)
})

test.each<Sign>([
  { by: 'PRICE_JUMP', of: 'healthy' },
  { by: 'MARKET_DATA_STALE' },
  { by: 'RECONCILIATION', count: 'twins' },
  { latch: 'OPERATOR', of: 'healthy' },
  { heard: 'revised', of: 'healthy' },
  { heard: 'cancel-rejected' },
  { noted: 'taken back' },
])('%o is not', (sign) => {
  expect(isFound(sign, run)).toBe(false)
})
