import { expect, test } from 'vitest'
import { instrument } from '../../model/instrument.js'
import { buy, sell } from '../../model/order.testing.js'
import { account } from '../account.testing.js'
import type { AccountState } from '../control.js'
import { facts } from '../facts.testing.js'
import type { Limit } from '../limits.js'
import type { WorstCase } from '../risk-facts.js'
import { concentration } from './concentration.js'

const stock = instrument('X', 'equity')
const judge = (worst: Partial<WorstCase>, share: Limit = 0.3, state: Partial<AccountState> = {}, without: Partial<WorstCase> = {}) =>
  concentration({ concentration: share }, facts({ with: worst, without }))?.(buy(1), account(state), stock) ?? null

test('a cent beyond the share is denied', () => {
  expect(judge({ assetValue: 30_000.01 })).toEqual({ code: 'MAX_CONCENTRATION', context: { would_be: 30_000.01, limit: 30_000 } })
})

test('what comes to the share passes', () => {
  expect(judge({ assetValue: 30_000 })).toBeNull()
})

test('what was beyond it already may stay and shrink, and not grow', () => {
  expect(judge({ assetValue: 200_000 }, 0.3, {}, { assetValue: 200_000 })).toBeNull()
  expect(judge({ assetValue: 190_000 }, 0.3, {}, { assetValue: 200_000 })).toBeNull()
  expect(judge({ assetValue: 200_000.01 }, 0.3, {}, { assetValue: 200_000 })?.code).toBe('MAX_CONCENTRATION')
})

test('a missing limit and unknown equity refuse, a price that nobody knows too', () => {
  expect(judge({}, null)).toEqual({ code: 'LIMIT_MISSING', context: { limit: 'concentration' } })
  expect(judge({}, 0.3, { equity: Number.NaN })?.code).toBe('EQUITY_UNKNOWN')
  expect(judge({ assetValue: Number.NaN })?.code).toBe('NO_REFERENCE_PRICE')
})

test('unlimited in words bounds nothing, and what only reduces passes', () => {
  expect(concentration({ concentration: 'unlimited' }, facts())).toBeNull()
  expect(concentration({ concentration: null }, facts())?.(sell(9, { reduceOnly: true }), account(), stock)).toBeNull()
})
