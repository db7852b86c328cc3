import { expect, test } from 'vitest'
import { instrument } from '../../model/instrument.js'
import { buy, sell } from '../../model/order.testing.js'
import { account } from '../account.testing.js'
import type { AccountState } from '../control.js'
import { facts } from '../facts.testing.js'
import type { Limit } from '../limits.js'
import type { WorstCase } from '../risk-facts.js'
import { maxNet } from './max-net.js'

const stock = instrument('X', 'equity')
const judge = (worst: Partial<WorstCase>, netEquity: Limit = 1, state: Partial<AccountState> = {}, without: Partial<WorstCase> = {}) =>
  maxNet({ netEquity }, facts({ with: worst, without }))?.(buy(1), account(state), stock) ?? null

test('a cent beyond the share is denied', () => {
  expect(judge({ netLongValue: 100_000.01 })).toEqual({ code: 'MAX_NET', context: { would_be: 100_000.01, limit: 100_000 } })
  expect(judge({ netShortValue: -100_000.01 })?.context).toEqual({ would_be: 100_000.01, limit: 100_000 })
})

test('what comes to the share passes', () => {
  expect(judge({ netLongValue: 100_000 })).toBeNull()
  expect(judge({ netShortValue: -100_000 })).toBeNull()
})

test('what was beyond it already may stay and shrink, and not grow', () => {
  expect(judge({ netLongValue: 200_000 }, 1, {}, { netLongValue: 200_000 })).toBeNull()
  expect(judge({ netLongValue: 190_000 }, 1, {}, { netLongValue: 200_000 })).toBeNull()
  expect(judge({ netLongValue: 200_000.01 }, 1, {}, { netLongValue: 200_000 })?.code).toBe('MAX_NET')
})

test('a missing limit and unknown equity refuse, a price that nobody knows too', () => {
  expect(judge({}, null)).toEqual({ code: 'LIMIT_MISSING', context: { limit: 'netEquity' } })
  expect(judge({}, 1, { equity: Number.NaN })?.code).toBe('EQUITY_UNKNOWN')
  expect(judge({ netLongValue: Number.NaN })?.code).toBe('NO_REFERENCE_PRICE')
})

test('unlimited in words bounds nothing, and what only reduces passes', () => {
  expect(maxNet({ netEquity: 'unlimited' }, facts())).toBeNull()
  expect(maxNet({ netEquity: null }, facts())?.(sell(9, { reduceOnly: true }), account(), stock)).toBeNull()
})
