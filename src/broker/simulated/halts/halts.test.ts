import { describe, expect, it } from 'vitest'
import type { BarSeries } from '../../../model/bar.js'
import { instrument } from '../../../model/instrument.js'
import { haltsOf } from './halts.js'
import { flat, minuteOf, minutesOf } from './minutes.testing.js'

const [before, day] = ['2024-06-03', '2024-06-04']

function minutes(id: string, prices: readonly number[], overrides: Parameters<typeof instrument>[2] = {}): BarSeries {
  const columns = minutesOf({ [before as string]: flat(100, 2), [day as string]: prices })
  return { instrument: instrument(id, 'equity', overrides), timeframe: '1m', columns }
}

describe('the halts of a run', () => {
  it('are none where nobody asked for them', () => {
    expect(haltsOf({ luld: false, marketWide: null }, [], [])).toBeNull()
  })

  it('give each stock the band of its tier and leverage', () => {
    const series = [
      minutes('A', flat(100, 3), { luldTier: 1 }),
      minutes('B', flat(100, 3)),
      minutes('C', flat(100, 3), { leverageFactor: -3 }),
    ]
    const halts = haltsOf({ luld: true, marketWide: null }, series, series)
    const uppers = series.map(({ instrument: { id } }) => halts?.bandAt(id, minuteOf(day as string, 1))?.upper)
    expect(uppers).toEqual([105, 110, 130])
  })

  it('leave crypto and forex alone', () => {
    const series: BarSeries[] = [{ ...minutes('X', [100, 200, 300]), instrument: instrument('X', 'crypto') }]
    const halts = haltsOf({ luld: true, marketWide: null }, series, series)
    expect(halts?.bandAt('X', minuteOf(day as string, 1))).toBeNull()
    expect(halts?.isHalted('X', minuteOf(day as string, 2))).toBe(false)
  })

  it('stop every stock with the market, and nothing else', () => {
    const index: BarSeries = { ...minutes('SPX', [100, 92, ...flat(93, 20)]), instrument: instrument('SPX', 'index') }
    const stock = minutes('A', flat(100, 22))
    const coin: BarSeries = { ...minutes('X', flat(100, 22)), instrument: instrument('X', 'crypto') }
    const halts = haltsOf({ luld: false, marketWide: 'SPX' }, [stock, coin], [stock, coin, index])
    expect(halts?.isHalted('A', minuteOf(day as string, 1))).toBe(false)
    expect(halts?.isHalted('A', minuteOf(day as string, 2))).toBe(true)
    expect(halts?.isHalted('A', minuteOf(day as string, 17))).toBe(false)
    expect(halts?.isHalted('X', minuteOf(day as string, 2))).toBe(false)
  })

  it('need bars without detail: bands are known where bars begin, not where those inside them do', () => {
    const seconds: BarSeries = { ...minutes('A', [100]), timeframe: '1s' }
    const detailed = { ...minutes('A', [100]), detail: seconds }
    expect(() => haltsOf({ luld: true, marketWide: null }, [detailed], [detailed])).toThrow(
      expect.objectContaining({
        code: 'BAD_CONFIG',
        message: 'halts.luld: A is walked on the bars of 1s inside its bars, for which no bands are known',
        hint: 'run it on the shorter bars, or leave detail or halts.luld out',
      }),
    )
    const coin = { ...detailed, instrument: instrument('A', 'crypto') }
    expect(haltsOf({ luld: true, marketWide: null }, [coin], [coin])).not.toBeNull()
  })

  it('need bars of a minute, and the index', () => {
    const daily: BarSeries = { ...minutes('A', [100]), timeframe: '5m' }
    expect(() => haltsOf({ luld: true, marketWide: null }, [daily], [daily])).toThrow(
      expect.objectContaining({
        code: 'BAD_CONFIG',
        message: 'halts.luld: A has bars of 5m, which cannot show a halt of minutes',
      }),
    )
    expect(() => haltsOf({ luld: false, marketWide: 'A' }, [daily], [daily])).toThrow(expect.objectContaining({ code: 'BAD_CONFIG' }))
    expect(() => haltsOf({ luld: false, marketWide: 'SPX' }, [daily], [daily])).toThrow(
      expect.objectContaining({
        code: 'BAD_CONFIG',
        message: 'halts.marketWide: the run has no series of SPX',
      }),
    )
  })
})
