import { expect, test } from 'vitest'
import { instrument } from '../../model/instrument.js'
import { buy, sell } from '../../model/order.testing.js'
import { account } from '../account.testing.js'
import type { AccountState } from '../control.js'
import { facts } from '../facts.testing.js'
import type { Limit } from '../limits.js'
import type { WorstCase } from '../risk-facts.js'
import { maxPositionValue } from './max-position-value.js'

const stock = instrument('X', 'equity')
const judge = (
  worst: Partial<WorstCase>,
  positionEquity: Limit = 0.2,
  state: Partial<AccountState> = {},
  without: Partial<WorstCase> = {},
) => maxPositionValue({ positionEquity }, facts({ with: worst, without }))?.(buy(1), account(state), stock) ?? null

test('a cent beyond the share is denied', () => {
  expect(judge({ longValue: 20_000.01 })).toEqual({ code: 'MAX_POSITION_VALUE', context: { would_be: 20_000.01, limit: 20_000 } })
  expect(judge({ shortValue: 20_000.01 })?.code).toBe('MAX_POSITION_VALUE')
})

test('what comes to the share passes', () => {
  expect(judge({ longValue: 20_000 })).toBeNull()
  expect(judge({ shortValue: 20_000 })).toBeNull()
})

test('what was beyond it already may stay and shrink, and not grow', () => {
  expect(judge({ longValue: 200_000 }, 0.2, {}, { longValue: 200_000 })).toBeNull()
  expect(judge({ longValue: 190_000 }, 0.2, {}, { longValue: 200_000 })).toBeNull()
  expect(judge({ longValue: 200_000.01 }, 0.2, {}, { longValue: 200_000 })?.code).toBe('MAX_POSITION_VALUE')
})

test('a missing limit and unknown equity refuse, a price that nobody knows too', () => {
  expect(judge({}, null)).toEqual({ code: 'LIMIT_MISSING', context: { limit: 'positionEquity' } })
  expect(judge({}, 0.2, { equity: Number.NaN })?.code).toBe('EQUITY_UNKNOWN')
  expect(judge({ longValue: Number.NaN })?.code).toBe('NO_REFERENCE_PRICE')
})

test('unlimited in words bounds nothing, and what only reduces passes', () => {
  expect(maxPositionValue({ positionEquity: 'unlimited' }, facts())).toBeNull()
  expect(maxPositionValue({ positionEquity: null }, facts())?.(sell(9, { reduceOnly: true }), account(), stock)).toBeNull()
})
