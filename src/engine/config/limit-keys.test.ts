import { expect, test } from 'vitest'
import { guardedLimits } from '../../risk/limits.js'
import { keyText, limitKeys } from './limit-keys.js'

test.each([
  ['MAX_ORDER_VALUE', 'limits.orderValue (25000), limits.orderEquity (5%)'],
  ['MARKET_DATA_STALE', 'limits.dataAge (3)'],
  ['PRICE_JUMP', 'limits.dataJump (8)'],
  ['SPREAD_TOO_WIDE', 'limits.dataSpread (1%)'],
  ['REPEATED_EXECUTION', 'limits.repeatedExecutions ({"count":10,"seconds":60})'],
  ['MAX_POSITION', ''],
  ['BUYING_POWER', ''],
] as const)('%s is decided by %s', (code, keys) => {
  expect(limitKeys(code, guardedLimits).map(keyText).join(', ')).toBe(keys)
})
