import { describe, expect, it } from 'vitest'
import type { BarSeries } from '../../../model/bar.js'
import { type AssetClass, type CalendarId, instrument } from '../../../model/instrument.js'
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

  it('know bands of stocks and of funds that New York trades, and of nothing else', () => {
    const covered = (assetClass: AssetClass, calendar: CalendarId = 'XNYS'): boolean => {
      const series = { ...minutes('A', flat(100, 3)), instrument: instrument('A', assetClass, { calendar }) }
      return haltsOf({ luld: true, marketWide: null }, [series], [series])?.bandAt('A', minuteOf(day as string, 1)) !== null
    }
    expect([covered('equity'), covered('etf'), covered('index'), covered('future')]).toEqual([true, true, false, false])
    expect([covered('equity', '24/7'), covered('etf', '24/5')]).toEqual([false, false])
  })

  it('pause the stock whose price sits at its band, and no other', () => {
    const series = [minutes('A', [100, 110, ...flat(110, 8)]), minutes('B', flat(100, 10))]
    const halts = haltsOf({ luld: true, marketWide: null }, series, series)
    const paused = (id: string): number[] => [1, 2, 6, 7].filter((minute) => halts?.isHalted(id, minuteOf(day as string, minute)))
    expect(paused('A')).toEqual([2, 6])
    expect(paused('B')).toEqual([])
  })

  it('hear of an order that the band of a stock held back; nothing is held back where there is no band', () => {
    const coin: BarSeries = { ...minutes('X', flat(100, 10)), instrument: instrument('X', 'crypto') }
    const series = [minutes('A', flat(100, 10)), coin]
    const halts = haltsOf({ luld: true, marketWide: null }, series, series)
    for (const id of ['A', 'X']) halts?.heldAtBand(id, minuteOf(day as string, 3))
    expect(['A', 'X'].map((id) => halts?.isHalted(id, minuteOf(day as string, 4)))).toEqual([true, false])
  })

  it('go over a split of a stock: from 100 to 2.00 the close before is 2.00, and the band 20 % a side', () => {
    const coin: BarSeries = { ...minutes('X', flat(2, 3)), instrument: instrument('X', 'crypto') }
    const series = [minutes('A', flat(2, 3)), coin]
    const halts = haltsOf({ luld: true, marketWide: null }, series, series)
    for (const id of ['A', 'X']) halts?.split(id, 50, Date.parse(`${day}T04:00:00Z`))
    expect(halts?.bandAt('A', minuteOf(day as string, 1))).toEqual({ lower: 1.6, upper: 2.4 })
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
        hint: 'run it on bars of 1m or less, or leave the option out',
      }),
    )
    expect(() => haltsOf({ luld: false, marketWide: 'A' }, [daily], [daily])).toThrow(
      expect.objectContaining({
        code: 'BAD_CONFIG',
        message: 'halts.marketWide: A has bars of 5m, which cannot show a halt of minutes',
      }),
    )
    const all = [daily, minutes('A', [100]), minutes('B', [100])]
    expect(() => haltsOf({ luld: false, marketWide: 'SPX' }, all, all)).toThrow(
      expect.objectContaining({
        code: 'BAD_CONFIG',
        message: 'halts.marketWide: the run has no series of SPX',
        hint: 'load its bars too; the run has A, B',
      }),
    )
  })

  it('go by the finest bars of the index', () => {
    const fine: BarSeries = { ...minutes('SPX', [100, 92, 92]), instrument: instrument('SPX', 'index') }
    const stock = minutes('A', flat(100, 3))
    for (const index of [
      [fine, { ...fine, timeframe: '5m' as const }],
      [{ ...fine, timeframe: '5m' as const }, fine],
    ]) {
      const halts = haltsOf({ luld: false, marketWide: 'SPX' }, [stock], [stock, ...index])
      expect(halts?.isHalted('A', minuteOf(day as string, 2))).toBe(true)
    }
  })
})
