import { expect, test } from 'vitest'
import { instrument } from '../model/instrument.js'
import { buy } from '../model/order.testing.js'
import { account } from './account.testing.js'
import { notional } from './notional.js'

const stock = instrument('X', 'equity')
const rich = account({ equity: 1e12, referencePrice: 100 })

test('an order worth more than the ledger can hold is denied, one just below is not', () => {
  expect(notional(buy(45_000_001), rich, stock)).toMatchObject({ code: 'NOTIONAL_TOO_LARGE' })
  expect(notional(buy(45_000_000), rich, stock)).toBeNull()
})

test('a notional is judged by itself', () => {
  expect(notional(buy(0, { quantity: { notional: 5e9 } }), rich, stock)).toMatchObject({ code: 'NOTIONAL_TOO_LARGE' })
  expect(notional(buy(0, { quantity: { notional: 1e6 } }), rich, stock)).toBeNull()
})
