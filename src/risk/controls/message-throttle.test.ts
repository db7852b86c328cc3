import { describe, expect, test } from 'vitest'
import type { Breach } from '../../model/breach.js'
import type { OrderIntent } from '../../model/order.js'
import { bracket, buy, sell } from '../../model/order.testing.js'
import { facts } from '../facts.testing.js'
import type { RiskLimits } from '../limits.js'
import { MessageThrottle } from './message-throttle.js'

/** Tries orders at their times, sends what is not denied, and answers the codes. */
function tries(
  orders: readonly (readonly [time: number, intent: OrderIntent])[],
  messages: RiskLimits['messages'] = { reject: 5, terminate: 20, account: 50 },
) {
  const breaches: Breach[] = []
  const market = { ...facts(), now: 0 }
  const throttle = new MessageThrottle({ messages }, market, (breach) => breaches.push(breach))
  const codes = orders.map(([time, intent]) => {
    market.now = time
    const denial = throttle.control(intent)
    if (denial === null) throttle.sent(intent, false, time)
    return denial?.code ?? ''
  })
  return { codes, breaches }
}

const at = (...times: readonly number[]) => times.map((time) => [time, buy(1)] as const)
const many = (count: number, intent: OrderIntent = buy(1)) => Array.from({ length: count }, () => [0, intent] as const)
const denied = (codes: readonly string[]) => codes.filter((code) => code !== '').length

test('the order after as many as may be sent in a second is denied', () => {
  expect(tries(at(0, 100, 200, 300, 400, 999)).codes).toEqual(['', '', '', '', '', 'MESSAGE_RATE'])
  expect(denied(tries(many(6)).codes)).toBe(1)
})

test('as many as may be sent in a second are', () => {
  expect(denied(tries(at(0, 100, 200, 300, 400, 1_000, 1_100)).codes)).toBe(0)
  expect(denied(tries(many(5)).codes)).toBe(0)
})

test('each strategy and each instrument has its own count', () => {
  const orders = [...many(5), ...many(5, buy(1, { strategy: 't' })), ...many(5, buy(1, { instrument: 'Y' }))]
  expect(denied(tries(orders).codes)).toBe(0)
})

describe('the account', () => {
  /** Five orders of each of so many instruments at one time. */
  const crowd = (instruments: number, time = 0) =>
    Array.from({ length: instruments * 5 }, (_, k) => [time, buy(1, { instrument: `I${k % instruments}`, strategy: `s${k % 2}` })] as const)
  const one = (time: number, intent = buy(1)) => [[time, intent]] as const

  test('sends no more in a second than its own level, whoever sends', () => {
    const { codes, breaches } = tries([...crowd(10), ...one(999)])
    expect(denied(codes)).toBe(1)
    expect(codes.at(-1)).toBe('MESSAGE_RATE')
    expect(breaches).toEqual([])
  })

  test('sends as many as that, and the next a second later', () => {
    expect(denied(tries([...crowd(9), ...at(0, 0, 0, 0, 0)]).codes)).toBe(0)
    expect(denied(tries([...crowd(10), ...one(1_000)]).codes)).toBe(0)
  })

  test('lets what only reduces pass, and counts it', () => {
    const { codes } = tries([...crowd(10), ...one(0, sell(1, { reduceOnly: true })), ...one(0)])
    expect(codes.slice(50)).toEqual(['', 'MESSAGE_RATE'])
  })

  test('without a level of its own sends what each may', () => {
    expect(denied(tries([...crowd(20)], { reject: 5, terminate: 20, account: 'unlimited' }).codes)).toBe(0)
  })

  test('with its level missing opens nothing', () => {
    expect(tries(many(1), { reject: 5, terminate: 20 }).codes).toEqual(['LIMIT_MISSING'])
  })
})

test('what is denied is not sent: it takes no room', () => {
  expect(tries(at(0, 0, 0, 0, 0, 500, 500, 500, 1_000)).codes.at(-1)).toBe('')
})

describe('beyond what it may try', () => {
  test('the strategy is stopped by a breach, once over the level', () => {
    const { breaches, codes } = tries(many(21))
    expect(denied(codes)).toBe(16)
    expect(breaches).toEqual([
      {
        code: 'MESSAGE_RATE',
        severity: 'critical',
        strategy: 's',
        instrument: 'X',
        time: 0,
        context: { instrument: 'X', limit: 20, window_s: 1 },
      },
    ])
  })

  test('once for each overrun, however often it tries', () => {
    const { breaches, codes } = tries([...many(200), ...at(...Array.from({ length: 25 }, () => 1_000))])
    expect(breaches.map(({ time }) => time)).toEqual([0, 1_000])
    expect(denied(codes)).toBe(215)
  })

  test('and nothing passes, even where less may be tried than sent', () => {
    const { breaches, codes } = tries(many(30), { reject: 20, terminate: 5, account: 50 })
    expect(denied(codes)).toBe(25)
    expect(breaches).toHaveLength(1)
  })

  test('and not at the level', () => {
    expect(tries(many(20)).breaches).toEqual([])
    expect(tries([...many(20), ...at(1_000)]).breaches).toEqual([])
  })
})

test('what only reduces is counted and let pass', () => {
  const exits = many(30, sell(1, { reduceOnly: true }))
  const { codes, breaches } = tries([...exits, ...at(1)])
  expect(denied(codes)).toBe(1)
  expect(codes.at(-1)).toBe('MESSAGE_RATE')
  expect(breaches.length).toBeGreaterThan(0)
})

describe('what an order triggers', () => {
  const triggering = (orders: number, overrides: Partial<OrderIntent> = {}) =>
    buy(1, {
      children: Array.from({ length: orders }, () => ({ role: 'triggered', side: 'buy', lots: 1, price: { type: 'market' } })),
      ...overrides,
    })

  test('is sent with it', () => {
    expect(tries([...many(1, triggering(4)), ...at(999, 1_000)]).codes).toEqual(['', 'MESSAGE_RATE', ''])
    expect(tries(many(1, triggering(5))).codes).toEqual(['MESSAGE_RATE'])
    expect(tries(many(1, triggering(4, { reduceOnly: true }))).codes).toEqual([''])
    expect(tries(many(1, triggering(5, { reduceOnly: true }))).codes).toEqual(['MESSAGE_RATE'])
  })

  test('is tried with it, and takes room of the account', () => {
    expect(tries(many(1, triggering(19))).breaches).toEqual([])
    expect(tries(many(1, triggering(20))).breaches).toHaveLength(1)
    const limits = { reject: 20, terminate: 20, account: 10 }
    expect(tries(many(1, triggering(9)), limits).codes).toEqual([''])
    expect(tries(many(1, triggering(10)), limits).codes).toEqual(['MESSAGE_RATE'])
  })

  test('is none of its protection', () => {
    expect(tries(many(5, buy(1, { children: bracket(90, 110) }))).codes).toEqual(['', '', '', '', ''])
  })
})

test('a missing limit refuses', () => {
  expect(tries(many(1), null).codes).toEqual(['LIMIT_MISSING'])
  expect(tries(many(1, sell(1, { reduceOnly: true })), null).codes).toEqual([''])
})
