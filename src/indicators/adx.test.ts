import { describe, expect, it } from 'vitest'
import { adx } from './adx.js'
import { flatBars } from './bars.testing.js'
import { directional } from './directional.js'
import { columns } from './indicator.js'

const rising = [1, 2, 3, 4, 5, 6]

describe('directional movement', () => {
  it('is all upward in a rise, and the trend is as strong as can be', () => {
    const { plusDi, minusDi, dx } = columns(directional(2), flatBars(rising))
    expect([plusDi[5], minusDi[5], dx[5]]).toEqual([100, 0, 100])
    expect(columns(adx(2), flatBars(rising)).adx[5]).toBe(100)
  })

  it('is 0 without any range; the index then counts as 0 in its first mean', () => {
    const bars = flatBars([5, 5, 5, 5, 5, 5])
    const { plusDi, minusDi, dx } = columns(directional(2), bars)
    expect([plusDi[5], minusDi[5], dx[5]]).toEqual([0, 0, 0])
    expect(columns(adx(2), bars).adx[5]).toBe(0)
  })

  it('leaves the index where it was while there is no direction', () => {
    const bars = flatBars([...rising, 6, 6])
    expect(columns(directional(1), bars).dx.slice(5)).toEqual(Float64Array.of(100, 100, 100))
    expect(columns(adx(1), bars).adx.slice(5)).toEqual(Float64Array.of(100, 100, 100))
  })
})
