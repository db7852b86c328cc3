import { describe, expect, test } from 'vitest'
import type { BarColumns } from '../../model/bar.js'
import { instrument } from '../../model/instrument.js'
import { sessionMinutes } from './minutes.testing.js'
import { openPrints } from './open-prints.js'
import { ask, dailyBars, places, set, splitAt } from './series.testing.js'
import { SPIKE_MOST_BARS, spikes } from './spikes.js'
import { splits } from './splits.js'
import { LEAST_STALE_DAYS, staleBars } from './stale-bars.js'
import { wicks } from './wicks.js'
import { zeroVolume } from './zero-volume.js'

const minutes = { timeframe: '1m' } as const

/** Multiplies the close, and stretches high and low to it. */
function moveClose(bars: BarColumns, row: number, factor: number): void {
  const close = bars.close[row]! * factor
  set(bars, row, { close, high: Math.max(bars.high[row]!, close), low: Math.min(bars.low[row]!, close) })
}

/** Moves every price from a row on, as news does. */
function moveLevel(bars: BarColumns, row: number, factor: number): void {
  for (let at = row; at < bars.length; at++)
    for (const name of ['open', 'high', 'low', 'close'] as const) bars[name][at] = bars[name][at]! * factor
}

describe('spikes', () => {
  test('a close that jumps 20 % and comes back is an error, one of 5 % in a market of 1 % a day is not', () => {
    const bars = dailyBars()
    moveClose(bars, 40, 1.2)
    moveClose(bars, 120, 0.8)
    moveClose(bars, 200, 1.05)
    expect(places(ask(spikes, bars))).toEqual([
      [40, 'error'],
      [120, 'error'],
    ])
  })

  test('a jump that stays is none', () => {
    const bars = dailyBars()
    moveLevel(bars, 100, 0.7)
    expect(ask(spikes, bars)).toEqual([])
  })

  test('of two crashes and recoveries in a wild market none is a spike', () => {
    const bars = dailyBars()
    for (let row = 80; row < 140; row++) moveClose(bars, row, row % 2 === 0 ? 1.05 : 0.95)
    moveClose(bars, 110, 1.08)
    expect(ask(spikes, bars)).toEqual([])
  })

  test('minutes may be wrong for three bars in a row, not for four', () => {
    const wrong = (count: number) => {
      const bars = sessionMinutes({ from: '2010-01-04', to: '2010-01-15', seed: 3 })
      for (let row = 1000; row < 1000 + count; row++) {
        for (const name of ['open', 'high', 'low', 'close'] as const) bars[name][row] = bars[name][row]! * 1.1
      }
      return ask(spikes, bars, minutes)
    }
    expect(places(wrong(1))).toEqual([[1000, 'error']])
    expect(places(wrong(SPIKE_MOST_BARS))).toEqual([[1000, 'error']])
    expect(wrong(SPIKE_MOST_BARS + 1)).toEqual([])
  })
})

describe('wicks', () => {
  test('a high 30 % above its bar alone is a warning, one of 3 % is not', () => {
    const bars = dailyBars()
    set(bars, 60, { high: bars.high[60]! * 1.3 })
    set(bars, 61, { high: bars.high[61]! * 1.03 })
    set(bars, 160, { low: bars.low[160]! * 0.5 })
    expect(places(ask(wicks, bars))).toEqual([
      [60, 'warning'],
      [160, 'warning'],
    ])
  })

  test('a wild bar, far down and closed far down, is no bad print', () => {
    const bars = dailyBars()
    const open = bars.open[100]!
    set(bars, 100, { low: open * 0.9, close: open * 0.955 })
    expect(ask(wicks, bars)).toEqual([])
  })
})

describe('open prints', () => {
  test('the open of a first bar that nothing confirms is a warning', () => {
    const bars = dailyBars()
    set(bars, 0, { open: bars.open[0]! * 1.35, high: bars.open[0]! * 1.35 })
    expect(places(ask(openPrints, bars))).toEqual([[0, 'warning']])
  })

  test('an open that jumps where the price stays is none, nor is one of 4 %', () => {
    const bars = dailyBars()
    moveLevel(bars, 100, 1.3)
    set(bars, 50, { open: bars.open[50]! * 1.04, high: bars.open[50]! * 1.05 })
    expect(ask(openPrints, bars)).toEqual([])
  })
})

describe('unadjusted splits', () => {
  const bars = dailyBars('2010-01-01', '2010-12-31', 4)

  test.each([
    [1 / 2, '2:1', 'error'],
    [1 / 7, '7:1', 'error'],
    [2 / 3, '3:2', 'warning'],
    [10, '1:10', 'error'],
  ])('a factor of %d is a split of %s', (factor, ratio, severity) => {
    const found = ask(splits, splitAt(bars, 100, factor))
    expect(places(found)).toEqual([[100, severity]])
    expect(found[0]?.message).toContain(`a split of ${ratio} on`)
  })

  test('a fall of 47 % is near no split', () => {
    expect(ask(splits, splitAt(bars, 100, 0.53))).toEqual([])
  })

  test('a crash to the half with ten times the usual value is none', () => {
    const crash = splitAt(bars, 100, 0.5)
    set(crash, 100, { volume: bars.volume[100]! * 20 })
    expect(ask(splits, crash)).toEqual([])
  })

  test('one day at half the price is a spike, not a split', () => {
    const spike = splitAt(splitAt(bars, 100, 0.5), 101, 2)
    expect(ask(splits, spike)).toEqual([])
  })

  test('a split that the source told is none', () => {
    const actions = [{ kind: 'split', exDate: '2010-05-28', ratio: 2 }] as const
    expect(ask(splits, splitAt(bars, 101, 0.5), { actions })).toEqual([])
    expect(ask(splits, splitAt(bars, 100, 0.5), { actions })).toHaveLength(1)
  })

  test('an index has no splits', () => {
    expect(ask(splits, splitAt(bars, 100, 0.5), { instrument: instrument('I', 'index') })).toEqual([])
  })

  test('minutes are judged by their sessions', () => {
    const days = sessionMinutes({ from: '2010-01-04', to: '2010-02-26', seed: 4 })
    const found = ask(splits, splitAt(days, 390 * 20, 0.25), minutes)
    expect(places(found)).toEqual([[390 * 20, 'error']])
  })
})

describe('stale bars', () => {
  const repeat = (bars: BarColumns, from: number, count: number) => {
    for (let row = from + 1; row < from + count; row++) {
      for (const name of ['open', 'high', 'low', 'close'] as const) bars[name][row] = bars[name][from]!
    }
    return bars
  }

  test('three equal days are a warning, two are not', () => {
    expect(places(ask(staleBars, repeat(dailyBars('2010-01-01', '2013-12-31'), 300, LEAST_STALE_DAYS)))).toEqual([[300, 'warning']])
    expect(ask(staleBars, repeat(dailyBars('2010-01-01', '2013-12-31'), 300, LEAST_STALE_DAYS - 1))).toEqual([])
  })

  test('where bars repeat all the time, a few more do not matter', () => {
    const bars = dailyBars('2010-01-01', '2013-12-31')
    for (let row = 0; row < bars.length; row += 2) repeat(bars, row, 2)
    expect(ask(staleBars, repeat(bars, 300, 4))).toEqual([])
    expect(places(ask(staleBars, repeat(bars, 300, 40)))).toEqual([[300, 'warning']])
  })
})

describe('zero volume', () => {
  test('a stretch without volume is one warning, where volume is otherwise reported', () => {
    const bars = dailyBars('2010-01-01', '2013-12-31')
    bars.volume.fill(0, 100, 103)
    bars.volume[500] = 0
    bars.volume[600] = 1
    expect(places(ask(zeroVolume, bars))).toEqual([
      [100, 'warning'],
      [500, 'warning'],
    ])
  })

  test('a series without volume, or with many bars without it, is one note', () => {
    const none = dailyBars()
    none.volume.fill(0)
    expect(places(ask(zeroVolume, none))).toEqual([[null, 'info']])
    const some = dailyBars()
    for (let row = 0; row < some.length; row += 20) some.volume[row] = 0
    expect(ask(zeroVolume, some)).toMatchObject([{ row: null, severity: 'info', message: expect.stringContaining('13 bars (5.2 %)') }])
  })
})
