import { describe, expect, it } from 'vitest'
import { flatBars } from './bars.testing.js'
import { columns } from './indicator.js'
import { rsi } from './rsi.js'

const strength = (prices: readonly number[]): number[] => Array.from(columns(rsi(2), flatBars(prices)).value)

describe('rsi', () => {
  it('is 100 where all moves are gains and 0 where all are losses', () => {
    expect(strength([1, 2, 3, 4]).slice(2)).toEqual([100, 100])
    expect(strength([4, 3, 2, 1]).slice(2)).toEqual([0, 0])
  })

  it('is 0 where nothing ever moved', () => {
    expect(strength([5, 5, 5, 5]).slice(2)).toEqual([0, 0])
  })

  it('smooths as Wilder did: one part in two of the new change', () => {
    expect(strength([10, 12, 11, 14])).toEqual([Number.NaN, Number.NaN, (100 * 1) / 1.5, (100 * 2) / 2.25])
  })
})
