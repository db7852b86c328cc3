import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { simulatedCapabilities } from '../broker/simulated/capabilities.js'
import { instrument } from '../model/instrument.js'
import { buy, sell } from '../model/order.testing.js'
import { limit, stop } from '../model/order-price.js'
import { account } from './account.testing.js'
import { approve, approveChange, type RiskProfile, researchProfile } from './approve.js'
import type { Control } from './control.js'
import { researchAccount } from './research-account.js'

const stock = instrument('X', 'equity')
const no: Control = () => ({ code: 'ZERO_QUANTITY', context: {} })
const yes: Control = () => null
const profile = (...controls: readonly Control[]): RiskProfile => controls.map((control) => ({ name: 'whole lots', control }))

test('an intent that no control denies is approved as it is', () => {
  const intent = buy(10)
  expect(approve(intent, account(), stock, profile(yes, yes))).toEqual({ approved: intent })
  expect(approve(intent, account(), stock, []).approved).toBe(intent)
})

test('the first denial stands, and no control after it is asked', () => {
  let asked = 0
  const later: Control = () => {
    asked++
    return { code: 'BUYING_POWER', context: {} }
  }
  expect(approve(buy(10), account(), stock, profile(yes, no, later))).toEqual({ denial: { code: 'ZERO_QUANTITY', context: {} } })
  expect(asked).toBe(0)
})

test('a change is judged as the intent that it makes, and approved as the change', () => {
  const change = { clientOrderId: 3, price: limit(99), quantity: null }
  const becomes = buy(10, { price: limit(99) })
  expect(approveChange(change, becomes, account(), stock, researchProfile(researchAccount(1), simulatedCapabilities))).toEqual({
    approved: change,
  })
  expect(
    approveChange(
      change,
      { ...becomes, price: limit(99.005) },
      account(),
      stock,
      researchProfile(researchAccount(1), simulatedCapabilities),
    ).denial?.code,
  ).toBe('LIMIT_OFF_TICK')
})

describe('the research profile', () => {
  test.each([
    ['a price that is no number', buy(10, { price: stop(Number.NaN) }), 'NOT_FINITE'],
    ['nothing', buy(0), 'ZERO_QUANTITY'],
    ['half a lot', buy(1.5), 'QUANTITY_OFF_LOT'],
    ['half a tick', buy(10, { price: limit(99.995) }), 'LIMIT_OFF_TICK'],
    ['more than there is', buy(1_001), 'BUYING_POWER'],
  ])('denies %s', (_, intent, code) => {
    expect(approve(intent, account(), stock, researchProfile(researchAccount(1), simulatedCapabilities)).denial?.code).toBe(code)
  })

  test('asks for finite numbers first: a control that compares never sees a NaN', () => {
    expect(
      approve(buy(Number.NaN, { price: limit(Number.NaN) }), account(), stock, researchProfile(researchAccount(1), simulatedCapabilities))
        .denial?.code,
    ).toBe('NOT_FINITE')
  })

  test('its leverage multiplies the buying power', () => {
    expect(approve(buy(2_000), account(), stock, researchProfile(researchAccount(2), simulatedCapabilities)).denial).toBeUndefined()
    expect(approve(buy(2_001), account(), stock, researchProfile(researchAccount(2), simulatedCapabilities)).denial?.code).toBe(
      'BUYING_POWER',
    )
  })

  test('whatever it approves has finite numbers, whole lots and is on its tick', () => {
    const anyNumber = fc.oneof(
      fc.double(),
      fc.integer({ min: -5, max: 500 }),
      fc.integer({ min: -50, max: 20_000 }).map((cents) => cents / 100),
    )
    fc.assert(
      fc.property(anyNumber, anyNumber, fc.boolean(), (lots, at, isBuy) => {
        const { approved } = approve(
          (isBuy ? buy : sell)(lots, { price: limit(at) }),
          account(),
          stock,
          researchProfile(researchAccount(1), simulatedCapabilities),
        )
        if (approved === undefined) return
        expect(Number.isInteger(lots) && lots > 0 && Number.isFinite(at)).toBe(true)
        expect(Math.abs(at * 100 - Math.round(at * 100))).toBeLessThan(1e-5)
        expect(lots * Math.abs(at)).toBeLessThanOrEqual(100_000.001)
      }),
      { numRuns: 1_000 },
    )
  })
})
