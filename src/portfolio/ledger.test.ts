import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Ledger, type LedgerAccount } from './ledger.js'

const accounts: readonly LedgerAccount[] = ['cash', 'capital', 'inventory', 'fees', 'slippage']

const amount = fc.oneof(fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.integer({ min: -5_000, max: 5_000 }))
const anyTrade = fc.record({
  value: amount,
  slipped: fc.double({ min: 0, max: 100, noNaN: true }),
  fee: fc.double({ min: 0, max: 50, noNaN: true }),
})

test('a deposit is cash on one side and capital on the other', () => {
  const ledger = new Ledger()
  ledger.deposit(5, 100_000)
  expect([...ledger.postings()]).toEqual([
    { time: 5, account: 'cash', amount: 100_000_000_000, fillId: -1 },
    { time: 5, account: 'capital', amount: -100_000_000_000, fillId: -1 },
  ])
  expect(ledger.cash).toBe(100_000_000_000)
})

test.each([
  ['a buy', 1_000.5, 1_000.25, 1.25, { cash: -1_001_750_000, inventory: 1_000_250_000, slippage: 250_000, fees: 1_250_000 }],
  ['a sale', -999.75, -1_000.25, 1.25, { cash: 998_500_000, inventory: -1_000_250_000, slippage: 500_000, fees: 1_250_000 }],
  ['a trade without costs', 10, 10, 0, { cash: -10_000_000, inventory: 10_000_000, slippage: 0, fees: 0 }],
])('%s books fees and slippage on accounts of their own', (_, value, referenceValue, fee, expected) => {
  const ledger = new Ledger()
  ledger.trade(7, 3, { value, referenceValue, fee })
  expect(
    Object.fromEntries(['cash', 'inventory', 'slippage', 'fees'].map((name) => [name, ledger.balance(name as LedgerAccount)])),
  ).toEqual(expected)
  for (const posting of ledger.postings()) expect(posting).toMatchObject({ time: 7, fillId: 3 })
})

test('a trade without costs makes no posting of nothing', () => {
  const ledger = new Ledger()
  ledger.trade(7, 3, { value: 10, referenceValue: 10, fee: 0 })
  expect([...ledger.postings()].map(({ account }) => account)).toEqual(['cash', 'inventory'])
})

test('an amount is rounded once, half away from zero', () => {
  const ledger = new Ledger()
  ledger.trade(0, 1, { value: 0.000_002_5, referenceValue: 0.000_002_5, fee: 0 })
  ledger.trade(0, 2, { value: -0.000_002_5, referenceValue: -0.000_002_5, fee: 0 })
  expect([...ledger.postings()].map((posting) => posting.amount)).toEqual([-3, 3, 3, -3])
})

describe('whatever is posted', () => {
  const anyLedger = fc.array(anyTrade, { maxLength: 400, size: 'max' }).map((trades) => {
    const ledger = new Ledger()
    ledger.deposit(0, 1_000_000)
    for (const [index, { value, slipped, fee }] of trades.entries())
      ledger.trade(index, index, { value: value + slipped, referenceValue: value, fee })
    return { ledger, trades }
  })

  test('every balance is the exact sum of its postings', () => {
    fc.assert(
      fc.property(anyLedger, ({ ledger }) => {
        for (const account of accounts) {
          const sum = [...ledger.postings()].filter((one) => one.account === account).reduce((total, one) => total + BigInt(one.amount), 0n)
          expect(BigInt(ledger.balance(account))).toBe(sum)
        }
        expect(ledger.cash).toBe(ledger.balance('cash'))
      }),
    )
  })

  test('all accounts together are zero', () => {
    fc.assert(
      fc.property(anyLedger, ({ ledger }) => {
        expect(accounts.reduce((total, account) => total + BigInt(ledger.balance(account)), 0n)).toBe(0n)
      }),
    )
  })

  test('the postings of each fill are zero together, and none is lost', () => {
    fc.assert(
      fc.property(anyLedger, ({ ledger, trades }) => {
        const byFill = new Map<number, bigint>()
        for (const { fillId, amount } of ledger.postings()) byFill.set(fillId, (byFill.get(fillId) ?? 0n) + BigInt(amount))
        expect([...byFill.values()].every((total) => total === 0n)).toBe(true)
        expect(byFill.size).toBe(trades.length + 1)
      }),
    )
  })
})

test('money beyond what is exact in a double stops the program', () => {
  expect(() => new Ledger().deposit(0, 9.1e9)).toThrow('below 9.0 billion')
  expect(() => new Ledger().deposit(0, Number.NaN)).toThrow('finite')
  const ledger = new Ledger()
  ledger.deposit(0, 9e9)
  expect(() => ledger.deposit(0, 9e9)).toThrow('every balance stays below 9.0 billion')
})
