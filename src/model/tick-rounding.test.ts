import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { instrument } from './instrument.js'
import type { Side } from './order.js'
import { limit, market, type OrderPrice, stop, stopLimit } from './order-price.js'
import { isOnTick } from './tick.js'
import { limitOnTick, onTick, triggerOnTick } from './tick-rounding.js'

const cents = instrument('X', 'equity')

test.each<[OrderPrice, Side, OrderPrice]>([
  [limit(10.006), 'buy', limit(10)],
  [limit(10.004), 'sell', limit(10.01)],
  [stop(10.004), 'buy', stop(10.01)],
  [stop(10.006), 'sell', stop(10)],
  [stopLimit(10.004, 10.026), 'buy', stopLimit(10.01, 10.02)],
  [stopLimit(10.006, 9.984), 'sell', stopLimit(10, 9.99)],
  [market(), 'buy', market()],
  [limit(100.01), 'buy', limit(100.01)],
  [limit(-39.996), 'buy', limit(-40)],
  [limit(-39.996), 'sell', limit(-39.99)],
])('%j as a %s is sent as %j', (asked, side, sent) => {
  expect(onTick(asked, side, cents)).toEqual(sent)
})

test('rounding noise is not a tick: 0.1 + 0.2 is 0.3 on either side', () => {
  for (const side of ['buy', 'sell'] as const)
    expect([limitOnTick(0.1 + 0.2, side, 0.01), triggerOnTick(0.1 + 0.2, side, 0.01)]).toEqual([0.3, 0.3])
})

test('without a tick a price stays as it is', () => {
  const coin = instrument('X', 'crypto')
  expect(onTick(limit(1.234567891), 'buy', coin)).toEqual(limit(1.234567891))
})

describe('whatever is asked', () => {
  const price = fc.double({ min: -10_000, max: 100_000, noNaN: true })
  const tick = fc.constantFrom(0.01, 0.05, 0.25, 0.00005, 0.5, 1, 12.5, 1 / 32, 1 / 3)
  const side = fc.constantFrom<Side>('buy', 'sell')
  /** Up to here a price counts as being on its tick. */
  const noise = (size: number): number => size * 1.000_001e-6

  test('a limit is on a tick, never better for us than asked, and less than a tick worse', () => {
    fc.assert(
      fc.property(price, tick, side, (asked, size, way) => {
        const sent = limitOnTick(asked, way, size)
        const worse = way === 'buy' ? asked - sent : sent - asked
        expect(isOnTick(sent, size)).toBe(true)
        expect(worse).toBeGreaterThanOrEqual(-noise(size))
        expect(worse).toBeLessThan(size)
      }),
      { numRuns: 1_000 },
    )
  })

  test('a trigger is on a tick, never earlier than asked, and less than a tick later', () => {
    fc.assert(
      fc.property(price, tick, side, (asked, size, way) => {
        const sent = triggerOnTick(asked, way, size)
        const later = way === 'buy' ? sent - asked : asked - sent
        expect(isOnTick(sent, size)).toBe(true)
        expect(later).toBeGreaterThanOrEqual(-noise(size))
        expect(later).toBeLessThan(size)
      }),
      { numRuns: 1_000 },
    )
  })

  test('rounding twice is rounding once', () => {
    fc.assert(
      fc.property(price, tick, side, (asked, size, way) => {
        const once = limitOnTick(asked, way, size)
        expect(limitOnTick(once, way, size)).toBe(once)
      }),
      { numRuns: 1_000 },
    )
  })
})
