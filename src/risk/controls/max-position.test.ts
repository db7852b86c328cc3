import { expect, test } from 'vitest'
import { instrument } from '../../model/instrument.js'
import { buy, sell } from '../../model/order.testing.js'
import { account } from '../account.testing.js'
import { facts } from '../facts.testing.js'
import type { RiskLimits } from '../limits.js'
import type { WorstCase } from '../risk-facts.js'
import { maxPosition } from './max-position.js'

const stock = instrument('X', 'equity')
const judge = (worst: Partial<WorstCase>, positionLots: RiskLimits['positionLots'] = 100, without: Partial<WorstCase> = {}) =>
  maxPosition({ positionLots }, facts({ with: worst, without }))?.(buy(1), account(), stock) ?? null

test('a lot beyond the limit is denied, long and short', () => {
  expect(judge({ longLots: 101 })).toEqual({ code: 'MAX_POSITION', context: { would_be: 101, limit: 100 } })
  expect(judge({ shortLots: 101 })).toEqual({ code: 'MAX_POSITION', context: { would_be: -101, limit: -100 } })
})

test('the last lot up to the limit passes', () => {
  expect(judge({ longLots: 100, shortLots: 100 })).toBeNull()
})

test('sides have limits of their own, by instrument or by default', () => {
  const limits = { X: { long: 50, short: 0 }, default: { long: 10, short: 10 } }
  expect(judge({ longLots: 51 }, limits)?.context).toEqual({ would_be: 51, limit: 50 })
  expect(judge({ longLots: 50 }, limits)).toBeNull()
  expect(judge({ shortLots: 1 }, limits)?.code).toBe('MAX_POSITION')
  expect(judge({ longLots: 11 }, { default: limits.default })?.context).toEqual({ would_be: 11, limit: 10 })
})

test('what does not take the position further beyond its limit passes', () => {
  expect(judge({ longLots: 150 }, 100, { longLots: 150 })).toBeNull()
  expect(judge({ longLots: 151 }, 100, { longLots: 150 })?.code).toBe('MAX_POSITION')
  expect(judge({ shortLots: 150 }, 100, { shortLots: 150 })).toBeNull()
})

test.each<[RiskLimits['positionLots']]>([
  [null],
  [undefined],
  [{}],
  [{ Y: { long: 1, short: 1 } }],
  [{ X: { long: 100 } }],
  [{ X: { short: 100 } }],
])('a limit that is missing refuses: %j', (limits) => {
  expect(maxPosition({ positionLots: limits }, facts())?.(buy(1), account(), stock)?.code).toBe('LIMIT_MISSING')
})

test('unlimited in words bounds nothing, and what only reduces passes', () => {
  expect(judge({ longLots: 1e9 }, 'unlimited')).toBeNull()
  expect(judge({ longLots: 1e9 }, { X: { long: 'unlimited', short: 5 } })).toBeNull()
  expect(maxPosition({ positionLots: null }, facts())?.(sell(9, { reduceOnly: true }), account(), stock)).toBeNull()
})
