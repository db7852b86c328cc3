import { describe, expect, it } from 'vitest'
import { flatBars } from './bars.testing.js'
import { columns } from './indicator.js'
import { cumulativeVwap, vwap } from './vwap.js'

const bars = { ...flatBars([10, 20, 30, 40]), volume: Float64Array.of(0, 1, 3, 0) }

describe('vwap', () => {
  it('weighs each typical price by its volume, over the window or since the start', () => {
    expect(columns(vwap(2), bars).value).toEqual(Float64Array.of(Number.NaN, 20, 27.5, 30))
    expect(columns(cumulativeVwap(), bars).value).toEqual(Float64Array.of(Number.NaN, 20, 27.5, 27.5))
  })

  it('has no value where nothing was traded', () => {
    const untraded = flatBars([10, 20, 30], 0)
    expect(columns(vwap(2), untraded).value.every(Number.isNaN)).toBe(true)
    expect(columns(cumulativeVwap(), untraded).value.every(Number.isNaN)).toBe(true)
  })
})
