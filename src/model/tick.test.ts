import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isOnTick, roundToTick } from './tick.js'

const ticks = fc.constantFrom(0.01, 0.005, 0.05, 0.25, 0.00005, 1, 5)

describe('the tick grid', () => {
  test('keeps a price that is a tick but for the last bits of its double', () => {
    expect(roundToTick(0.1 + 0.2, 0.01, 'up')).toBe(0.3)
    expect(roundToTick(100.00000000000001, 0.01, 'up')).toBe(100)
    expect(roundToTick(1.15, 0.05, 'down')).toBe(1.15)
  })

  test('rounds any other price to the next tick in the direction', () => {
    expect(roundToTick(10.005, 0.01, 'up')).toBe(10.01)
    expect(roundToTick(10.005, 0.01, 'down')).toBe(10)
    expect(roundToTick(-10.005, 0.01, 'up')).toBe(-10)
  })

  test('lands on a tick, less than one away, on the side that was asked for', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 1e5, noNaN: true }), ticks, (price, tick) => {
        const [up, down] = [roundToTick(price, tick, 'up'), roundToTick(price, tick, 'down')]
        expect(isOnTick(up, tick) && isOnTick(down, tick)).toBe(true)
        expect(up - price).toBeGreaterThanOrEqual(-tick * 1e-6)
        expect(price - down).toBeGreaterThanOrEqual(-tick * 1e-6)
        expect(up - down).toBeLessThanOrEqual(tick * (1 + 1e-6))
      }),
    )
  })

  test('a price half-way between ticks is on none', () => {
    expect(isOnTick(10.005, 0.01)).toBe(false)
    expect(isOnTick(10.01, 0.01)).toBe(true)
  })
})
