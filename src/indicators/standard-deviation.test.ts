import { describe, expect, it } from 'vitest'
import { flatBars, seededPrices } from './bars.testing.js'
import { columns } from './indicator.js'
import { std } from './standard-deviation.js'

const deviation = (prices: ArrayLike<number>, period: number): Float64Array =>
  columns(std('close', period), flatBars(Array.from(prices))).value

describe('std', () => {
  it('equals the deviation taken in two passes, for prices far above their deviation too', () => {
    for (const [level, period] of [
      [0, 5],
      [0, 20],
      [1e6, 20],
      [1e9, 7],
    ] as const) {
      const prices = seededPrices(5_000, 0.01, 9).map((price) => price + level)
      const ours = deviation(prices, period)
      for (let i = period - 1; i < prices.length; i++) {
        const expected = twoPasses(prices.subarray(i - period + 1, i + 1))
        expect(Math.abs(ours[i]! - expected)).toBeLessThanOrEqual(1e-9 + 1e-14 * level)
      }
    }
  })

  it('is exactly zero over equal values, whatever came before', () => {
    for (let ticks = 1; ticks <= 200; ticks++) {
      const prices = [3.3, 999.99, 1e7, ...Array<number>(30).fill(ticks * 0.37)]
      expect(deviation(prices, 7).subarray(9)).toEqual(new Float64Array(24))
    }
  })

  it('is as exact as before when a freak value has left the window', () => {
    const prices = seededPrices(40, 0.01, 3)
    prices[10] = 1e6
    expect(deviation(prices, 5)[30]).toBeCloseTo(twoPasses(prices.subarray(26, 31)), 10)
  })
})

function twoPasses(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length)
}
