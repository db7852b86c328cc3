import { describe, expect, test } from 'vitest'
import { keyedDraw } from './keyed-draw.js'

describe('keyedDraw', () => {
  test('gives the same key the same draw, and others another', () => {
    expect(keyedDraw(1, 2, 3)).toBe(keyedDraw(1, 2, 3))
    const draws = new Set([keyedDraw(1, 2, 3), keyedDraw(2, 2, 3), keyedDraw(1, 3, 3), keyedDraw(1, 2, 4), keyedDraw(1, 3, 2)])
    expect(draws.size).toBe(5)
    expect(keyedDraw(2 ** 32 + 5, 1, 1)).not.toBe(keyedDraw(5, 1, 1))
  })

  test('is spread evenly over [0, 1), along either number', () => {
    for (const draw of [(k: number) => keyedDraw(7, k, 5), (k: number) => keyedDraw(7, 5, k), (k: number) => keyedDraw(k, 5, 5)]) {
      const tenths = new Array<number>(10).fill(0)
      for (let k = 0; k < 10_000; k++) tenths[Math.floor(draw(k) * 10)] = (tenths[Math.floor(draw(k) * 10)] as number) + 1
      // 1000 each, give or take five standard deviations of a binomial.
      for (const count of tenths) expect(Math.abs((count as number) - 1000)).toBeLessThan(150)
    }
  })
})
