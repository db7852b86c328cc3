import * as technicalindicators from 'technicalindicators'
import { describe, expect, it, vi } from 'vitest'
import { seededBars } from './bars.testing.js'
import { type CandlestickPattern, candlestick, candlestickPatterns } from './candlesticks.js'
import { columns } from './indicator.js'

const bars = seededBars(600, 7)
const inPackage: Record<CandlestickPattern, (bars: Record<'open' | 'high' | 'low' | 'close', number[]>) => boolean> = technicalindicators

describe('candlestick', () => {
  it.each(candlestickPatterns)('%s gives the answer of the package on the whole history', (pattern) => {
    const { value } = columns(candlestick(pattern), bars)
    for (let i = candlestick(pattern).create().warmUp - 1; i < bars.length; i++) {
      expect(Boolean(value[i])).toBe(inPackage[pattern](history(i + 1)))
    }
  })

  // `bullish` and `bearish` stop asking once one of their patterns is found.
  const single = candlestickPatterns.filter((pattern) => pattern !== 'bullish' && pattern !== 'bearish')
  it.each(single)('%s warms up for just as many bars as the package asks for', (pattern) => {
    const warn = vi.spyOn(console, 'warn').mockReturnValue()
    const { warmUp } = candlestick(pattern).create()
    inPackage[pattern](history(warmUp))
    expect(warn).not.toHaveBeenCalled()
    inPackage[pattern](history(warmUp - 1))
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('less than data required'), expect.anything())
    warn.mockRestore()
  })

  it('finds a bullish engulfing pattern at the bar that completes it', () => {
    const open = [10, 9.9, 8.9, 10.2]
    const close = [9.95, 9, 10.1, 10.3]
    const column = (values: readonly number[]): Float64Array => Float64Array.from(values)
    const { value } = columns(candlestick('bullishengulfingpattern'), {
      ...seededBars(4),
      open: column(open),
      close: column(close),
      high: column(open.map((price, i) => Math.max(price, close[i]!))),
      low: column(open.map((price, i) => Math.min(price, close[i]!))),
    })
    expect(value).toEqual(Float64Array.of(Number.NaN, 0, 1, 0))
  })
})

/** The first bars, in the shape that the package reads. */
function history(length: number): Record<'open' | 'high' | 'low' | 'close', number[]> {
  const first = (column: Float64Array): number[] => Array.from(column.subarray(0, length))
  return { open: first(bars.open), high: first(bars.high), low: first(bars.low), close: first(bars.close) }
}
