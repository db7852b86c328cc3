import { describe, expect, test } from 'vitest'
import { simulatedCapabilities } from '../broker/simulated/capabilities.js'
import type { Capabilities } from '../model/capabilities.js'
import { denialText } from '../model/denial.js'
import { instrument } from '../model/instrument.js'
import { type OrderIntent, type OrderTerms, plainTerms } from '../model/order.js'
import { bracket, buy } from '../model/order.testing.js'
import {
  limit,
  limitOnClose,
  market,
  marketIfTouched,
  marketOnClose,
  type OrderPrice,
  relative,
  stop,
  stopLimit,
  trailingStop,
} from '../model/order-price.js'
import { account } from './account.testing.js'
import { supported } from './supported.js'

const stock = instrument('X', 'equity')
const terms = (given: Partial<OrderTerms>): Pick<OrderIntent, 'terms'> => ({ terms: { ...plainTerms, ...given } })
const denialOf = (overrides: Partial<OrderIntent>, capabilities = simulatedCapabilities): string | null => {
  const denial = supported(capabilities)(buy(1, overrides), account(), stock)
  return denial === null ? null : denialText(denial)
}

describe('the simulated venue takes', () => {
  test.each<[string, Partial<OrderIntent>]>([
    ['a market order at once', { price: market(), timeInForce: 'IOC' }],
    ['a market order in the opening auction', { price: market(), timeInForce: 'OPG' }],
    ['a limit that fills whole or not at all', { price: limit(1), timeInForce: 'FOK' }],
    ['a stop until it is canceled', { price: stop(1), timeInForce: 'GTC' }],
    ['a trailing stop up to a time', { price: trailingStop({ amount: 1 }), timeInForce: 'GTD', ...terms({ goodTill: 1 }) }],
    ['a limit on the close of the day', { price: limitOnClose(1), timeInForce: 'DAY' }],
    ['a limit that only waits', { price: limit(1), timeInForce: 'DAY', ...terms({ postOnly: true }) }],
    ['a pegged order outside regular hours', { price: relative(0.01), timeInForce: 'DAY', ...terms({ outsideRth: true }) }],
    ['a bracket', { children: bracket(1, 2) }],
  ])('%s', (_, overrides) => {
    expect(denialOf(overrides)).toBeNull()
  })
})

describe('what no broker can make sense of is denied, and why', () => {
  const start = 'ORDER_TYPE_UNSUPPORTED: broker=simulated venue, '
  test.each<[Partial<OrderIntent>, string]>([
    [{ price: marketOnClose(), timeInForce: 'GTD', ...terms({ goodTill: 1 }) }, 'time_in_force=market-on-close GTD'],
    [{ price: marketOnClose(), timeInForce: 'GTC' }, 'time_in_force=market-on-close GTC'],
    [{ price: stop(1), timeInForce: 'OPG' }, 'time_in_force=stop OPG'],
    [{ price: stopLimit(1, 1), timeInForce: 'IOC' }, 'time_in_force=stop-limit IOC'],
    [{ price: marketIfTouched(1), timeInForce: 'FOK' }, 'time_in_force=market-if-touched FOK'],
    [{ timeInForce: 'GTD' }, 'type=market, time_in_force=GTD, reason=GTD needs a time to end at'],
    [{ timeInForce: 'DAY', ...terms({ goodTill: 1 }) }, 'type=market, time_in_force=DAY, reason=only GTD ends at a time of its own'],
    [
      { timeInForce: 'DAY', ...terms({ postOnly: true }) },
      'type=market, time_in_force=DAY, reason=post-only is for limits, which can wait in the book',
    ],
    [
      { price: limit(1), timeInForce: 'IOC', ...terms({ postOnly: true }) },
      'type=limit, time_in_force=IOC, reason=post-only waits, the time in force does not',
    ],
    [{ timeInForce: 'OPG', ...terms({ outsideRth: true }) }, 'type=market, time_in_force=OPG, reason=an auction is inside regular hours'],
    [
      { price: marketOnClose(), timeInForce: 'DAY', ...terms({ outsideRth: true }) },
      'type=market-on-close, time_in_force=DAY, reason=an auction is inside regular hours',
    ],
  ])('%j: %s', (overrides, text) => {
    expect(denialOf(overrides)).toBe(start + text)
  })
})

describe('a broker with a smaller table', () => {
  const none = { outsideRth: false, postOnly: false, reduceOnly: false, oca: false, children: false, notional: false }
  const small = { broker: 'small', types: { market: ['DAY'], limit: ['DAY'] }, flags: none } as const
  const oca = { group: 'g', type: 1 } as const

  test.each<[Partial<OrderIntent>, string]>([
    [{ price: stop(1) }, 'type=stop'],
    [{ timeInForce: 'GTC' }, 'time_in_force=market GTC'],
    [terms({ outsideRth: true }), 'flag=outsideRth'],
    [{ price: limit(1), ...terms({ postOnly: true }) }, 'flag=postOnly'],
    [terms({ oca }), 'flag=oca'],
    [{ reduceOnly: true }, 'flag=reduceOnly'],
    [{ quantity: { notional: 1 } }, 'flag=notional'],
    [{ children: bracket(1, 2) }, 'flag=children'],
  ])('denies %j: %s', (overrides, text) => {
    expect(denialOf({ timeInForce: 'DAY', ...overrides }, small)).toBe(`ORDER_TYPE_UNSUPPORTED: broker=small, ${text}`)
  })

  test('denies an order that triggers one it does not take', () => {
    const children = [{ role: 'triggered', side: 'buy', lots: 1, price: stop(1) }] as const
    const brackets = { ...small, flags: { ...none, children: true } }
    expect(denialOf({ timeInForce: 'DAY', children }, brackets)).toBe('ORDER_TYPE_UNSUPPORTED: broker=small, type=stop')
  })

  test('denies protection that it does not take', () => {
    const protecting = { ...none, children: true, reduceOnly: true }
    const entry = { timeInForce: 'DAY', children: bracket(1, 2) } as const
    const whole = { broker: 'small', types: { market: ['DAY'], limit: ['GTC'], stop: ['GTC'] }, flags: protecting } as const
    expect(denialOf(entry, whole)).toBeNull()
    const without = (change: Partial<Capabilities>): string | null => denialOf(entry, { ...whole, ...change })
    expect(without({ types: { market: ['DAY'], limit: ['GTC'] } })).toBe('ORDER_TYPE_UNSUPPORTED: broker=small, type=stop')
    expect(without({ types: { ...whole.types, limit: ['DAY'] } })).toBe('ORDER_TYPE_UNSUPPORTED: broker=small, time_in_force=limit GTC')
    expect(without({ flags: { ...protecting, reduceOnly: false } })).toBe('ORDER_TYPE_UNSUPPORTED: broker=small, flag=reduceOnly')
    const trail = { role: 'stop', price: { trail: { amount: 1 }, from: null } } as const
    expect(denialOf({ ...entry, children: [trail] }, whole)).toBe('ORDER_TYPE_UNSUPPORTED: broker=small, type=trailing-stop')
  })

  test('judges what an order triggers as an order of its own: for the closing auction of its day, otherwise until it is canceled', () => {
    const triggering = (price: OrderPrice): Partial<OrderIntent> => ({ children: [{ role: 'triggered', side: 'sell', lots: 1, price }] })
    expect(denialOf(triggering(marketOnClose()))).toBeNull()
    const forDay = { ...small, types: { market: ['DAY'], 'market-on-close': ['DAY'] }, flags: { ...none, children: true } } as const
    expect(denialOf({ timeInForce: 'DAY', ...triggering(marketOnClose()) }, forDay)).toBeNull()
    expect(denialOf({ timeInForce: 'DAY', ...triggering(market()) }, forDay)).toBe(
      'ORDER_TYPE_UNSUPPORTED: broker=small, time_in_force=market GTC',
    )
  })
})
