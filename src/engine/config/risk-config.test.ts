import { describe, expect, test } from 'vitest'
import { guardedLimits } from '../../risk/limits.js'
import { type BacktestConfigInput, backtestConfigSchema } from './config.js'
import { isLimited, riskLimits, riskText } from './risk-config.js'

const limitsOf = (config: BacktestConfigInput) => riskLimits(backtestConfigSchema.parse(config))

describe('the limits of a run', () => {
  test('are none in research, and those of the table in guarded', () => {
    expect(isLimited(limitsOf({}))).toBe(false)
    expect(limitsOf({ riskProfile: 'guarded' })).toEqual(guardedLimits)
  })

  test('are those that are named in place of the profile’s', () => {
    expect(limitsOf({ riskProfile: 'guarded', limits: { orderValue: 1_000, grossEquity: '120%' } })).toEqual({
      ...guardedLimits,
      orderValue: 1_000,
      grossEquity: 1.2,
    })
    const named = limitsOf({ limits: { positionLots: { default: { long: 5 } } } })
    expect(named.positionLots).toEqual({ default: { long: 5 } })
    expect(named.orderValue).toBe('unlimited')
  })

  test('stay missing where they are null', () => {
    expect(limitsOf({ riskProfile: 'guarded', limits: { dataAge: null } }).dataAge).toBeNull()
    expect(isLimited(limitsOf({ limits: { dataAge: null } }))).toBe(true)
  })
})

test.each<[string, object]>([
  ['a name that is no limit', { orderWorth: 5 }],
  ['a negative bound', { orderValue: -1 }],
  ['a word that is no bound', { orderValue: 'none' }],
  ['half a rate', { messages: { reject: 5 } }],
  ['an infinite bound', { orderValue: Number.POSITIVE_INFINITY }],
])('%s is refused', (_, limits) => {
  expect(backtestConfigSchema.safeParse({ limits }).success).toBe(false)
})

test('as text the profile says what it checks, and what is missing', () => {
  expect(riskText(backtestConfigSchema.parse({}))).toBe(
    'research: finite numbers, order types, whole lots, ticks, prices that can be, ledger range, buying power',
  )
  const text = riskText(
    backtestConfigSchema.parse({ limits: { orderValue: 5_000, messages: { reject: 2, terminate: 9 }, netEquity: null } }),
  )
  expect(text).toMatch(/buying power, orderValue 5000, netEquity missing: it refuses, messages 2\/9\/50$/)
  const byInstrument = backtestConfigSchema.parse({
    limits: { positionLots: { SPY: { long: 10, short: 'unlimited' }, default: { long: 5 } } },
  })
  expect(riskText(byInstrument)).toMatch(/positionLots SPY: long 10, short unlimited; default: long 5$/)
})
