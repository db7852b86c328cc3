import { expect, test } from 'vitest'
import { unsupported } from '../../model/capabilities.js'
import { plainTerms } from '../../model/order.js'
import { bracket, buy } from '../../model/order.testing.js'
import {
  limit,
  limitIfTouched,
  limitOnClose,
  market,
  marketIfTouched,
  marketOnClose,
  type OrderPrice,
  relative,
  stop,
  stopLimit,
  trailingStop,
  trailingStopLimit,
} from '../../model/order-price.js'
import { timesInForce } from '../../model/signal.js'
import { simulatedCapabilities } from './capabilities.js'

test.each<[OrderPrice, string]>([
  [market(), 'DAY GTC GTD IOC FOK OPG'],
  [limit(1), 'DAY GTC GTD IOC FOK OPG'],
  [stop(1), 'DAY GTC GTD'],
  [stopLimit(1, 1), 'DAY GTC GTD'],
  [trailingStop({ amount: 1 }), 'DAY GTC GTD'],
  [trailingStopLimit({ amount: 1 }, 1), 'DAY GTC GTD'],
  [marketIfTouched(1), 'DAY GTC GTD'],
  [limitIfTouched(1, 1), 'DAY GTC GTD'],
  [marketOnClose(), 'DAY'],
  [limitOnClose(1), 'DAY'],
  [relative(1), 'DAY GTC GTD'],
])('the simulated venue takes $type orders that are $1', (price, times) => {
  const taken = timesInForce.filter((timeInForce) => unsupported(buy(1, { price, timeInForce }), simulatedCapabilities) === null)
  expect(taken.join(' ')).toBe(times)
})

test.each([
  ['works outside regular hours', { terms: { ...plainTerms, outsideRth: true } }],
  ['only rests', { terms: { ...plainTerms, postOnly: true } }],
  ['is one of a group', { terms: { ...plainTerms, oca: { group: 'g', type: 1 } } }],
  ['only reduces', { reduceOnly: true }],
  ['is for an amount of money', { quantity: { notional: 1_000 } }],
  ['has protection', { children: bracket(1, 2) }],
] as const)('it takes an order that %s', (_, overrides) => {
  expect(unsupported(buy(1, { price: limit(1), ...overrides }), simulatedCapabilities)).toBeNull()
})

test('it says no by its name', () => {
  expect(unsupported(buy(1, { price: stop(1), timeInForce: 'OPG' }), simulatedCapabilities)).toEqual({
    code: 'ORDER_TYPE_UNSUPPORTED',
    context: { broker: 'simulated venue', time_in_force: 'stop OPG' },
  })
})
