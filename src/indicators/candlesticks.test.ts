import * as technicalindicators from 'technicalindicators'
import { describe, expect, it } from 'vitest'
import { inputsAt, seededBars } from './bars.testing.js'
import { type CandlestickPattern, candlestick, candlestickPatterns } from './candlesticks.js'
import { columns } from './indicator.js'

const bars = seededBars(600, 7)
const inPackage: Record<CandlestickPattern, (bars: Record<'open' | 'high' | 'low' | 'close', number[]>) => boolean> = technicalindicators

describe('candlestick', () => {
  it.each(candlestickPatterns)('%s needs its warm-up and no more: the whole history gives the same answer', (pattern) => {
    const { value } = columns(candlestick(pattern), bars)
    const whole = { open: [] as number[], high: [] as number[], low: [] as number[], close: [] as number[] }
    for (let i = 0; i < bars.length; i++) {
      const [open, high, low, close] = inputsAt(bars, ['open', 'high', 'low', 'close'], i) as [number, number, number, number]
      whole.open.push(open)
      whole.high.push(high)
      whole.low.push(low)
      whole.close.push(close)
      if (Number.isNaN(value[i])) continue
      expect(Boolean(value[i])).toBe(inPackage[pattern](whole))
    }
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
