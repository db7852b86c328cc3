import { expect, test } from 'vitest'
import { type OrderIntent, plainTerms } from '../../model/order.js'
import type { Signal, TimeInForce } from '../../model/signal.js'
import { DecisionHash } from './decision-hash.js'
import type { Decided } from './decision-row.js'
import { decisionTable } from './decision-table.js'

const intent: OrderIntent = {
  strategy: 's',
  instrument: 'A',
  tag: 't',
  role: 'entry',
  side: 'sell',
  quantity: { notional: 1_234.5 },
  price: { type: 'stop-limit', trigger: 99, limit: 98 },
  timeInForce: 'GTC',
  terms: plainTerms,
  closing: 3,
  reduceOnly: true,
  children: [],
  reason: 'why',
}

function decided(change: Partial<Decided> = {}): Decided {
  return {
    time: 1_000,
    strategy: 's',
    instrument: 'A',
    signal: { kind: 'cancel' },
    intent: null,
    verdict: 'approved',
    orderId: null,
    mark: null,
    position: 0,
    account: null,
    ...change,
  }
}

/** Undefined fields and absent ones are the same to whoever reads. */
function readBack(...decisions: readonly Decided[]): Decided[] {
  const table = decisionTable(new DecisionHash())
  for (const one of decisions) table.append(one)
  return table.records()
}

const account = { equity: 100_000, grossExposure: 5, committed: 4, heldLots: -3, released: 2 }

test.each<readonly [string, Signal]>([
  [
    'an entry with everything',
    {
      kind: 'enter',
      direction: 'short',
      tag: 't',
      reason: 'r',
      strength: -0.5,
      confidence: 0.25,
      order: { type: 'limit', limit: 101 },
      protect: { stop: { fraction: 0.02 }, target: 120 },
      size: { notional: 5_000 },
      timeInForce: 'GTC',
    },
  ],
  ['an entry with nothing', { kind: 'enter', direction: 'long' }],
  ['an exit of a part', { kind: 'exit', fraction: 0.5, order: { type: 'stop', trigger: 90 }, timeInForce: 'DAY' }],
  ['a target', { kind: 'target', weight: -0.4, tag: 'x' }],
  ['an amendment', { kind: 'amend', trigger: 95 }],
  ['a cancelation', { kind: 'cancel', reason: 'done' }],
])('%s comes back as it was', (_, signal) => {
  const whole = decided({ signal, intent, orderId: 7, mark: 100.5, position: -2, account })
  expect(readBack(decided(), whole)[1]).toEqual(whole)
})

test('a time in force that nobody has thought of yet comes back too', () => {
  const timeInForce = 'GTD' as TimeInForce
  const [one] = readBack(decided({ signal: { kind: 'exit', timeInForce }, intent: { ...intent, timeInForce } }))
  expect([one?.signal, one?.intent?.timeInForce]).toEqual([{ kind: 'exit', timeInForce }, timeInForce])
})

test('an account whose equity is not a number is still an account', () => {
  const broken = { ...account, equity: Number.NaN }
  expect(readBack(decided({ account: broken }), decided()).map((one) => one.account)).toEqual([broken, null])
})

test('children of a bracket stay with their own decision', () => {
  const child = { role: 'stop', price: { at: 90 } } as const
  const records = readBack(decided({ intent }), decided({ intent: { ...intent, children: [child] } }))
  expect(records.map((one) => one.intent?.children)).toEqual([[], [child]])
})
