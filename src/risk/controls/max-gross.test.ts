import { expect, test } from 'vitest'
import { instrument } from '../../model/instrument.js'
import { buy, sell } from '../../model/order.testing.js'
import { account } from '../account.testing.js'
import type { AccountState } from '../control.js'
import { facts } from '../facts.testing.js'
import type { Limit } from '../limits.js'
import type { WorstCase } from '../risk-facts.js'
import { maxGross } from './max-gross.js'

const stock = instrument('X', 'equity')
const judge = (worst: Partial<WorstCase>, grossEquity: Limit = 1.5, state: Partial<AccountState> = {}, without: Partial<WorstCase> = {}) =>
  maxGross({ grossEquity }, facts({ with: worst, without }))?.(buy(1), account(state), stock) ?? null

test('a cent beyond the share is denied', () => {
  expect(judge({ grossValue: 150_000.01 })).toEqual({ code: 'MAX_GROSS', context: { would_be: 150_000.01, limit: 150_000 } })
})

test('what comes to the share passes', () => {
  expect(judge({ grossValue: 150_000 })).toBeNull()
})

test('what was beyond it already may stay and shrink, and not grow', () => {
  expect(judge({ grossValue: 200_000 }, 1.5, {}, { grossValue: 200_000 })).toBeNull()
  expect(judge({ grossValue: 190_000 }, 1.5, {}, { grossValue: 200_000 })).toBeNull()
  expect(judge({ grossValue: 200_000.01 }, 1.5, {}, { grossValue: 200_000 })?.code).toBe('MAX_GROSS')
})

test('a missing limit and unknown equity refuse, a price that nobody knows too', () => {
  expect(judge({}, null)).toEqual({ code: 'LIMIT_MISSING', context: { limit: 'grossEquity' } })
  expect(judge({}, 1.5, { equity: Number.NaN })?.code).toBe('EQUITY_UNKNOWN')
  expect(judge({ grossValue: Number.NaN })?.code).toBe('NO_REFERENCE_PRICE')
})

test('unlimited in words bounds nothing, and what only reduces passes', () => {
  expect(maxGross({ grossEquity: 'unlimited' }, facts())).toBeNull()
  expect(maxGross({ grossEquity: null }, facts())?.(sell(9, { reduceOnly: true }), account(), stock)).toBeNull()
})
