import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { runs } from '../std/property.testing.js'
import { Ledger, type LedgerAccount, type LedgerCause, ledgerAccounts } from './ledger.js'

test('a deposit is cash on one side and capital on the other', () => {
  const ledger = new Ledger(['USD'])
  ledger.deposit(5, 100_000)
  expect([...ledger.postings()]).toEqual([
    { time: 5, account: 'capital', currency: 'USD', amount: -100_000_000_000, cause: 'deposit', reference: 0 },
    { time: 5, account: 'cash', currency: 'USD', amount: 100_000_000_000, cause: 'deposit', reference: 0 },
  ])
  expect(ledger.cash).toBe(100_000_000_000)
})

test.each([
  ['a buy', 1_000.5, 1_000.25, 1.25, { cash: -1_001_750_000, inventory: 1_000_250_000, slippage: 250_000, fees: 1_250_000 }],
  ['a sale', -999.75, -1_000.25, 1.25, { cash: 998_500_000, inventory: -1_000_250_000, slippage: 500_000, fees: 1_250_000 }],
  ['a trade without costs', 10, 10, 0, { cash: -10_000_000, inventory: 10_000_000, slippage: 0, fees: 0 }],
])('%s books fees and slippage on accounts of their own', (_, value, referenceValue, fee, expected) => {
  const ledger = new Ledger(['USD'])
  ledger.trade(7, 3, 0, value, referenceValue, fee)
  expect(
    Object.fromEntries(['cash', 'inventory', 'slippage', 'fees'].map((name) => [name, ledger.balance(name as LedgerAccount)])),
  ).toEqual(expected)
  for (const posting of ledger.postings()) expect(posting).toMatchObject({ time: 7, cause: 'fill', reference: 3 })
})

test('a trade without costs makes no posting of nothing', () => {
  const ledger = new Ledger(['USD'])
  ledger.trade(7, 3, 0, 10, 10, 0)
  expect([...ledger.postings()].map(({ account }) => account)).toEqual(['cash', 'inventory'])
})

test('an amount is rounded once, half away from zero', () => {
  const ledger = new Ledger(['USD'])
  ledger.trade(0, 1, 0, 0.000_002_5, 0.000_002_5, 0)
  ledger.trade(0, 2, 0, -0.000_002_5, -0.000_002_5, 0)
  expect([...ledger.postings()].map((posting) => posting.amount)).toEqual([-3, 3, 3, -3])
})

test('a reversal takes every posting of a fill back to the micro-unit, and a correction stands in its place', () => {
  const ledger = new Ledger(['USD'])
  ledger.trade(1, 3, 0, 1_000.5, 1_000.25, 1.25)
  ledger.reverse(2, 3, 0, 1_000.5, 1_000.25, 1.25)
  for (const account of ledgerAccounts) expect(ledger.balance(account)).toBe(0)
  ledger.correct(2, 3, 0, 999, 999, 1)
  expect(ledger.cash).toBe(-1_000_000_000)
  expect([...ledger.postings()].map(({ cause, reference }) => `${cause} ${reference}`)).toEqual([
    ...Array(5).fill('fill 3'),
    ...Array(5).fill('bust 3'),
    ...Array(4).fill('correction 3'),
  ])
})

test('a transfer goes from one account to another, backwards when it is negative, and nothing is posted for nothing', () => {
  const ledger = new Ledger(['USD', 'EUR'])
  ledger.transfer(4, 'charge', 1, 0, 'cash', 'interest', 2_500_000)
  ledger.transfer(5, 'charge', 1, 0, 'cash', 'interest', -500_000)
  ledger.transfer(6, 'charge', 1, 0, 'cash', 'interest', 0)
  expect([ledger.balance('cash', 1), ledger.balance('interest', 1), ledger.cash]).toEqual([-2_000_000, 2_000_000, 0])
  expect([...ledger.postings()]).toEqual([
    { time: 4, account: 'cash', currency: 'EUR', amount: -2_500_000, cause: 'charge', reference: 0 },
    { time: 4, account: 'interest', currency: 'EUR', amount: 2_500_000, cause: 'charge', reference: 0 },
    { time: 5, account: 'cash', currency: 'EUR', amount: 500_000, cause: 'charge', reference: 0 },
    { time: 5, account: 'interest', currency: 'EUR', amount: -500_000, cause: 'charge', reference: 0 },
  ])
})

test('however many entries there are, each is told once and in its place', () => {
  const ledger = new Ledger(['USD'])
  const references = Array.from({ length: 5_000 }, (_, index) => index + 1)
  for (const reference of references) ledger.transfer(reference, 'charge', 0, reference, 'cash', 'fees', reference)
  const postings = [...ledger.postings()]
  expect(postings.filter(({ account }) => account === 'fees').map(({ amount }) => amount)).toEqual(references)
  expect(postings.filter(({ account }) => account === 'cash').map(({ reference }) => reference)).toEqual(references)
})

describe('whatever is posted', () => {
  const currencies = ['USD', 'EUR', 'JPY']
  const amount = fc.oneof(fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.integer({ min: -5_000, max: 5_000 }))
  const currency = fc.nat(currencies.length - 1)
  const anyTrade = fc.record({
    kind: fc.constantFrom('trade', 'reverse', 'correct'),
    currency,
    value: amount,
    slipped: fc.double({ min: 0, max: 100, noNaN: true }),
    fee: fc.double({ min: 0, max: 50, noNaN: true }),
  })
  const account = fc.constantFrom(...ledgerAccounts)
  const anyTransfer = fc.record({
    kind: fc.constant('transfer'),
    currency,
    cause: fc.constantFrom<LedgerCause>('split', 'dividend', 'payment', 'charge', 'conversion'),
    from: account,
    to: account,
    micros: fc.integer({ min: -1e12, max: 1e12 }),
  })
  const anyLedger = fc.array(fc.oneof({ weight: 3, arbitrary: anyTrade }, anyTransfer), { maxLength: 60, size: 'max' }).map((entries) => {
    const ledger = new Ledger(currencies)
    ledger.deposit(0, 1_000_000)
    for (const [index, entry] of entries.entries()) {
      if (entry.kind === 'transfer') {
        const { cause, currency: place, from, to, micros } = entry as Extract<typeof entry, { micros: number }>
        ledger.transfer(index, cause, place, index + 1, from, to, micros)
      } else {
        const { kind, currency: place, value, slipped, fee } = entry as Extract<typeof entry, { fee: number }>
        ledger[kind as 'trade'](index, index + 1, place, value + slipped, value, fee)
      }
    }
    return ledger
  })

  test('every balance is the exact sum of its postings, and the accounts of each currency are zero together after each entry', () => {
    fc.assert(
      fc.property(anyLedger, (ledger) => {
        const sums = new Map<string, bigint>()
        const open = new Map<string, bigint>()
        for (const { account, currency, amount: micros, cause, reference } of ledger.postings()) {
          const key = `${account} ${currency}`
          sums.set(key, (sums.get(key) ?? 0n) + BigInt(micros))
          const entry = `${cause} ${reference} ${currency}`
          open.set(entry, (open.get(entry) ?? 0n) + BigInt(micros))
        }
        for (const [place, code] of currencies.entries()) {
          for (const one of ledgerAccounts) expect(BigInt(ledger.balance(one, place))).toBe(sums.get(`${one} ${code}`) ?? 0n)
          expect(ledgerAccounts.reduce((total, one) => total + BigInt(ledger.balance(one, place)), 0n)).toBe(0n)
        }
        expect([...open.values()].every((total) => total === 0n)).toBe(true)
        expect(BigInt(ledger.cash)).toBe(sums.get('cash USD') ?? 0n)
      }),
      { numRuns: runs(10_000) },
    )
  })
})

test('money beyond what is exact in a double stops the program', () => {
  expect(() => new Ledger(['USD']).deposit(0, 9.1e9)).toThrow('below 9.0 billion')
  expect(() => new Ledger(['USD']).deposit(0, Number.NaN)).toThrow('finite')
  const ledger = new Ledger(['USD'])
  ledger.deposit(0, 9e9)
  expect(() => ledger.deposit(0, 9e9)).toThrow('every balance stays below 9.0 billion')
})
