import { describe, expect, test } from 'vitest'
import { keyedDraw } from '../../std/keyed-draw.js'
import { fillsLimit } from './queue-position.js'

describe('fillsLimit', () => {
  test('a price through the limit fills, one short of it does not, whatever the rule', () => {
    for (const rule of ['penetrate', 'touch', { queue: 0, seed: 1 }, { queue: 1, seed: 1 }] as const) {
      expect(fillsLimit(0.01, 1, 1, rule)).toBe(true)
      expect(fillsLimit(-0.01, 1, 1, rule)).toBe(false)
    }
  })

  test('a touch fills under touch, and under a queue as often as its probability says', () => {
    expect(fillsLimit(0, 1, 1, 'penetrate')).toBe(false)
    expect(fillsLimit(0, 1, 1, 'touch')).toBe(true)
    const filled = (queue: number): number =>
      Array.from({ length: 1000 }, (_, bar) => bar).filter((bar) => fillsLimit(0, 3, bar, { queue, seed: 9 })).length
    expect(filled(0)).toBe(0)
    expect(filled(1)).toBe(1000)
    expect(Math.abs(filled(0.3) - 300)).toBeLessThan(75)
  })

  test('a draw that is the probability itself fills nothing', () => {
    const queue = keyedDraw(9, 3, 5)
    expect(fillsLimit(0, 3, 5, { queue, seed: 9 })).toBe(false)
    expect(fillsLimit(0, 3, 5, { queue: queue + 1e-9, seed: 9 })).toBe(true)
  })

  test('an order keeps its draw of a bar, and another order, bar or seed has its own', () => {
    const draws = (orderId: number, seed: number): boolean[] =>
      Array.from({ length: 64 }, (_, bar) => fillsLimit(0, orderId, bar, { queue: 0.5, seed }))
    expect(draws(1, 1)).toEqual(draws(1, 1))
    expect(draws(1, 1)).not.toEqual(draws(2, 1))
    expect(draws(1, 1)).not.toEqual(draws(1, 2))
  })
})
