import { describe, expect, test } from 'vitest'
import type { Fill } from '../model/fill.js'
import type { OrderIntent } from '../model/order.js'
import type { RoundTrip } from '../model/round-trip.js'
import { AccountRouter } from './account-router.js'
import { positionOf } from './gate.testing.js'
import type { AccountTerms, Stake } from './virtual-account.js'

interface Book {
  quantity: number
  orders: number
}

/** A router over books that a test writes itself. `B1` and `B2` are two listings of one asset. */
function desk(...terms: readonly (readonly [name: string, strategy?: string])[]) {
  const books = new Map<string, Book>()
  const stakes = new Map<string, Stake>()
  const bookOf = (strategy: string, symbol: string): Book => {
    const key = `${strategy} ${symbol}`
    const book = books.get(key) ?? { quantity: 0, orders: 0 }
    books.set(key, book)
    return book
  }
  const stakeOf = (strategy: string, instrument: string): Stake => {
    const asset = instrument.slice(0, 1)
    const key = `${strategy} ${asset}`
    const known = stakes.get(key)
    if (known !== undefined) return known
    const book = bookOf(strategy, asset)
    const stake: Stake = {
      strategy,
      asset,
      get position() {
        return positionOf(book.quantity)
      },
      desks: [
        {
          get orders() {
            return Array.from({ length: book.orders })
          },
        },
      ],
    }
    stakes.set(key, stake)
    return stake
  }
  const accounts = terms.map(([name, strategy = null]): AccountTerms => ({ name, allocation: 0.25, strategy }))
  const router = new AccountRouter(accounts, stakeOf)
  /** An order goes out, and works. */
  const send = (strategy: string, instrument: string): string | null => {
    const account = router.forMore(strategy, instrument)?.name
    if (account === undefined) return null
    router.sent({ strategy, instrument, account } as OrderIntent)
    bookOf(strategy, instrument.slice(0, 1)).orders++
    return account
  }
  const become = (strategy: string, symbol: string, book: Book): void => void Object.assign(bookOf(strategy, symbol), book)
  return { router, send, become }
}

const fillOf = (strategy: string, instrument: string) => ({ strategy, instrument, quantity: 5 }) as Fill

describe('a symbol', () => {
  test('goes to the first free account, and stays in it while it is held or worked', () => {
    const { send, become } = desk(['a'], ['b'])
    expect([send('s', 'A'), send('s', 'B1'), send('s', 'A')]).toEqual(['a', 'b', 'a'])
    become('s', 'A', { quantity: 5, orders: 0 })
    expect(send('s', 'A')).toBe('a')
  })

  test('is refused where no account is free, with how many there are', () => {
    const { router, send } = desk(['a'], ['b'], ['c', 'other'])
    send('s', 'A')
    send('s', 'B1')
    expect(send('s', 'C')).toBeNull()
    expect(router.refusal('s', 'C')).toEqual({ code: 'NO_FREE_ACCOUNT', context: { symbol: 'C', accounts: 2 } })
  })

  test('frees its account once it is flat and nothing works, not before', () => {
    const { send, become } = desk(['a'])
    send('s', 'A')
    become('s', 'A', { quantity: 5, orders: 1 })
    expect(send('s', 'B1')).toBeNull()
    become('s', 'A', { quantity: 0, orders: 1 })
    expect(send('s', 'B1')).toBeNull()
    become('s', 'A', { quantity: 0, orders: 0 })
    expect(send('s', 'B1')).toBe('a')
    expect(send('s', 'A')).toBeNull()
  })

  test('is one in all listings of its asset', () => {
    const { send } = desk(['a'], ['b'])
    expect([send('s', 'B1'), send('s', 'B2'), send('s', 'A')]).toEqual(['a', 'a', 'b'])
  })

  test('is held by two strategies in two accounts', () => {
    const { send } = desk(['a'], ['b'])
    expect([send('s', 'A'), send('t', 'A')]).toEqual(['a', 'b'])
  })

  test('takes an account of its strategy before one of all, and none of another', () => {
    const { send } = desk(['other', 't'], ['all'], ['own', 's'])
    expect([send('s', 'A'), send('s', 'B1'), send('s', 'C')]).toEqual(['own', 'all', null])
  })

  test('that nobody ordered takes nothing: asking changes nothing', () => {
    const { router, send } = desk(['a'])
    expect(router.forMore('s', 'A')?.name).toBe('a')
    expect(send('s', 'B1')).toBe('a')
    expect(router.of('s', 'A')).toBeNull()
  })
})

describe('a fill', () => {
  test('is of the account that the symbol is in, the last fill of it too', () => {
    const { router, send, become } = desk(['a'])
    send('s', 'A')
    expect(router.attributed(fillOf('s', 'A'))).toMatchObject({ account: 'a', quantity: 5 })
    become('s', 'A', { quantity: 0, orders: 0 })
    expect(router.attributed(fillOf('s', 'A'))).toMatchObject({ account: 'a' })
    expect(router.attributed(fillOf('t', 'A'))).not.toHaveProperty('account')
  })

  test('that comes once the account has another symbol is unattributed, and what it left is closed before it gets an account', () => {
    const { router, send, become } = desk(['a'], ['b'])
    send('s', 'A')
    become('s', 'A', { quantity: 0, orders: 0 })
    send('s', 'B1')
    become('s', 'A', { quantity: 5, orders: 0 })
    expect(router.attributed(fillOf('s', 'A'))).not.toHaveProperty('account')
    expect(router.of('s', 'A')).toBeNull()
    expect(send('s', 'A')).toBeNull()
    expect(router.refusal('s', 'A').context).toEqual({ symbol: 'A', accounts: 2, unattributed: 5 })
    become('s', 'A', { quantity: 0, orders: 0 })
    expect(send('s', 'A')).toBe('b')
  })
})

test('a round trip counts for its account', () => {
  const { router, send } = desk(['a'], ['b'])
  send('s', 'A')
  for (const pnl of [3, -1, 0]) router.closed({ strategy: 's', instrument: 'A', pnl } as RoundTrip)
  router.closed({ strategy: 's', instrument: 'C', pnl: 100 } as RoundTrip)
  expect(router.accounts).toMatchObject([
    { name: 'a', roundTrips: 3, wins: 1, pnl: 2 },
    { name: 'b', roundTrips: 0, wins: 0, pnl: 0 },
  ])
})

test('an order that goes out for a busy account is a programmer’s error', () => {
  const { router, send } = desk(['a'])
  send('s', 'A')
  expect(() => router.sent({ strategy: 's', instrument: 'B1', account: 'a' } as OrderIntent)).toThrow('account a is in A')
  expect(() => router.sent({ strategy: 's', instrument: 'B1', account: 'z' } as OrderIntent)).toThrow('an account z')
})
