import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DAY_MS } from '../model/time.js'
import { drawdownCurve, drawdownEpisodes, worstDrawdowns } from './drawdowns.js'
import { longestDrawdown } from './longest-drawdown.js'
import { maxDrawdown } from './max-drawdown.js'

const equity = Float64Array.of(110, 99, 120, 60, 90, 120, 130, 117)
const time = equity.map((_, i) => i * DAY_MS)

describe('drawdowns', () => {
  it('each episode has its peak, valley and recovery; the last one is open', () => {
    expect(drawdownEpisodes(equity, time, 100)).toEqual([
      {
        depth: 99 / 110 - 1,
        peakIndex: 0,
        peakTime: 0,
        valleyIndex: 1,
        valleyTime: DAY_MS,
        recoveryIndex: 2,
        recoveryTime: 2 * DAY_MS,
        days: 2,
      },
      {
        depth: -0.5,
        peakIndex: 2,
        peakTime: 2 * DAY_MS,
        valleyIndex: 3,
        valleyTime: 3 * DAY_MS,
        recoveryIndex: 5,
        recoveryTime: 5 * DAY_MS,
        days: 3,
      },
      {
        depth: 117 / 130 - 1,
        peakIndex: 6,
        peakTime: 6 * DAY_MS,
        valleyIndex: 7,
        valleyTime: 7 * DAY_MS,
        recoveryIndex: null,
        recoveryTime: null,
        days: 1,
      },
    ])
  })

  it('a loss in the first period is a drawdown from the initial equity', () => {
    expect(maxDrawdown(100, Float64Array.of(80, 84, 88)).value).toBeCloseTo(-0.2, 15)
    const [first] = drawdownEpisodes(Float64Array.of(80, 84, 100), time.subarray(0, 3), 100)
    expect(first).toMatchObject({ peakIndex: -1, peakTime: 0, valleyIndex: 0, recoveryIndex: 2 })
  })

  it('the table holds the deepest first, and no more than asked for', () => {
    expect(worstDrawdowns(equity, time, 100, 2).map(({ peakIndex }) => peakIndex)).toEqual([2, 0])
    expect(worstDrawdowns(Float64Array.of(101, 102), time.subarray(0, 2), 100, 5)).toEqual([])
  })

  it('the longest drawdown counts one still open', () => {
    expect(longestDrawdown(100, equity, time).value).toBe(3)
    expect(longestDrawdown(200, equity, time).value).toBe(7)
    expect(longestDrawdown(100, Float64Array.of(101, 102), time.subarray(0, 2)).value).toBe(0)
  })

  it('without bars there is no figure', () => {
    expect(maxDrawdown(100, new Float64Array()).reason).toBe('n/a: no bars')
    expect(longestDrawdown(100, new Float64Array(), new Float64Array()).reason).toBe('n/a: no bars')
  })

  it('for positive equity every depth lies in −1 … 0, whatever the scale', () => {
    const curves = fc.array(fc.double({ min: 1e-3, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 400, size: 'max' })
    fc.assert(
      fc.property(curves, fc.integer({ min: -20, max: 20 }), (values, exponent) => {
        const curve = drawdownCurve(Float64Array.from(values), 1)
        expect(curve.every((depth) => depth >= -1 && depth <= 0)).toBe(true)
        expect(
          drawdownCurve(
            Float64Array.from(values, (value) => value * 2 ** exponent),
            2 ** exponent,
          ),
        ).toEqual(curve)
      }),
    )
  })

  it('the deepest episode is the max drawdown', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 1, max: 100, noNaN: true }), { minLength: 1, maxLength: 400, size: 'max' }), (values) => {
        const curve = Float64Array.from(values)
        const [worst] = worstDrawdowns(
          curve,
          curve.map((_, i) => i),
          50,
          1,
        )
        expect(maxDrawdown(50, curve).value).toBe(worst?.depth ?? 0)
      }),
    )
  })
})
