import { expect, test } from 'vitest'
import { instrument } from '../../model/instrument.js'
import { buy, sell } from '../../model/order.testing.js'
import { account } from '../account.testing.js'
import type { AccountState } from '../control.js'
import { facts } from '../facts.testing.js'
import type { Limit } from '../limits.js'
import type { WorstCase } from '../risk-facts.js'
import { maxStrategyValue } from './max-strategy-value.js'

const stock = instrument('X', 'equity')
const judge = (worst: Partial<WorstCase>, strategyEquity: Limit = 1, state: Partial<AccountState> = {}, without: Partial<WorstCase> = {}) =>
  maxStrategyValue({ strategyEquity }, facts({ with: worst, without }))?.(buy(1), account(state), stock) ?? null

test('a cent beyond the share is denied', () => {
  expect(judge({ strategyValue: 100_000.01 })).toEqual({ code: 'MAX_STRATEGY_VALUE', context: { would_be: 100_000.01, limit: 100_000 } })
})

test('what comes to the share passes', () => {
  expect(judge({ strategyValue: 100_000 })).toBeNull()
})

test('what was beyond it already may stay and shrink, and not grow', () => {
  expect(judge({ strategyValue: 200_000 }, 1, {}, { strategyValue: 200_000 })).toBeNull()
  expect(judge({ strategyValue: 190_000 }, 1, {}, { strategyValue: 200_000 })).toBeNull()
  expect(judge({ strategyValue: 200_000.01 }, 1, {}, { strategyValue: 200_000 })?.code).toBe('MAX_STRATEGY_VALUE')
})

test('a missing limit and unknown equity refuse, a price that nobody knows too', () => {
  expect(judge({}, null)).toEqual({ code: 'LIMIT_MISSING', context: { limit: 'strategyEquity' } })
  expect(judge({}, 1, { equity: Number.NaN })?.code).toBe('EQUITY_UNKNOWN')
  expect(judge({ strategyValue: Number.NaN })?.code).toBe('NO_REFERENCE_PRICE')
})

test('unlimited in words bounds nothing, and what only reduces passes', () => {
  expect(maxStrategyValue({ strategyEquity: 'unlimited' }, facts())).toBeNull()
  expect(maxStrategyValue({ strategyEquity: null }, facts())?.(sell(9, { reduceOnly: true }), account(), stock)).toBeNull()
})
