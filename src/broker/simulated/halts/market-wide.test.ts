import { describe, expect, it } from 'vitest'
import { type BarRow, columnsFromRows } from '../../../data/columns.js'
import type { BarColumns } from '../../../model/bar.js'
import { type IsoDate, MINUTE_MS } from '../../../model/time.js'
import { MarketWideHalts } from './market-wide.js'
import { flat, type MinutePrice, minuteOf, minutesOf, newYork } from './minutes.testing.js'

const before = '2024-06-03'
const day = '2024-06-04'

/** A market that closed at 1000 and then went through these minutes. */
function after1000(prices: readonly MinutePrice[], dates: readonly [IsoDate, IsoDate] = [before, day]): MarketWideHalts {
  return new MarketWideHalts(minutesOf({ [dates[0]]: flat(1000, 2), [dates[1]]: prices }), newYork)
}

/** The minutes of the day that are halted. */
function haltedMinutes(halts: MarketWideHalts, minutes: number, date = day): number[] {
  return Array.from({ length: minutes }, (_, minute) => minute).filter((minute) => halts.isHalted(minuteOf(date, minute)))
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, k) => from + k)
}

function rowsOf({ length, openTime, closeTime, open, high, low, close, volume }: BarColumns): BarRow[] {
  const columns = [openTime, closeTime, open, high, low, close, volume]
  return Array.from({ length }, (_, row) => columns.map((column) => column[row]) as unknown as BarRow)
}

describe('the market-wide circuit breaker', () => {
  it('halts all for fifteen minutes when the index is 7 % down, from the end of that bar', () => {
    expect(haltedMinutes(after1000([...flat(960, 10), [960, 960, 930, 940], ...flat(950, 60)]), 60)).toEqual(range(11, 26))
  })

  it('does not halt a moment earlier', () => {
    expect(haltedMinutes(after1000([...flat(960, 10), 930.01, ...flat(950, 60)]), 60)).toEqual([])
  })

  it('reckons from the last close that is a price', () => {
    for (const none of [Number.NaN, 0]) {
      const bars = minutesOf({ [before]: [1000, none], [day]: [960, 920, ...flat(950, 30)] })
      expect(haltedMinutes(new MarketWideHalts(bars, newYork), 32)).toEqual(range(2, 17))
    }
  })

  it('halts once for each level', () => {
    const prices = [...flat(930, 1), ...flat(925, 30), 870, ...flat(860, 60)]
    expect(haltedMinutes(after1000(prices), 80)).toEqual([...range(1, 16), ...range(32, 47)])
  })

  it('may halt again in the minute in which a halt ends', () => {
    expect(haltedMinutes(after1000([930, ...flat(930, 15), 870, ...flat(870, 60)]), 80)).toEqual([...range(1, 16), ...range(17, 32)])
  })

  it('takes a fall through two levels at once as the second', () => {
    expect(haltedMinutes(after1000([860, ...flat(920, 80)]), 80)).toEqual(range(1, 16))
  })

  it('ends the day at 20 %', () => {
    expect(haltedMinutes(after1000([1000, 800, ...flat(900, 388)]), 390)).toEqual(range(2, 390))
    expect(haltedMinutes(after1000([...flat(1000, 385), 790, ...flat(790, 4)]), 390)).toEqual(range(386, 390))
  })

  it('does not halt for levels 1 and 2 from 15:25 on, nor 35 minutes before an early close', () => {
    expect(haltedMinutes(after1000([...flat(1000, 354), 920, ...flat(920, 35)]), 390)).toEqual(range(355, 370))
    expect(haltedMinutes(after1000([...flat(1000, 355), 860, ...flat(860, 34)]), 390)).toEqual([])
    const early = ['2024-11-27', '2024-11-29'] as const
    expect(haltedMinutes(after1000([...flat(1000, 174), 920, ...flat(920, 35)], early), 210, early[1])).toEqual(range(175, 190))
    expect(haltedMinutes(after1000([...flat(1000, 175), 920, ...flat(920, 34)], early), 210, early[1])).toEqual([])
  })

  it('does not count what was recorded inside a halt', () => {
    expect(haltedMinutes(after1000([930, 860, ...flat(940, 60)]), 60)).toEqual(range(1, 16))
  })

  it('knows nothing in the first session, before the rule, and out of hours', () => {
    const first = new MarketWideHalts(minutesOf({ [day]: [1000, 700, ...flat(700, 30)] }), newYork)
    expect(haltedMinutes(first, 30)).toEqual([])
    const dates = ['2013-04-04', '2013-04-05'] as const
    expect(haltedMinutes(after1000(flat(700, 30), dates), 30, dates[1])).toEqual([])
    const outside = new MarketWideHalts(
      minutesOf({ [before]: flat(1000, 30), [day]: [...flat(700, 20), ...flat(1000, 10)] }, { from: -20 }),
      newYork,
    )
    expect(haltedMinutes(outside, 10)).toEqual([])
  })

  it('begins with the rule, on 2013-04-08', () => {
    const dates = ['2013-04-05', '2013-04-08'] as const
    expect(haltedMinutes(after1000([930, ...flat(930, 30)], dates), 30, dates[1])).toEqual(range(1, 16))
  })

  it('goes by the last close of the session, and by no price of a day without one', () => {
    // A session that closes at 1000, then ten minutes at 1100, and one on a Saturday.
    const [friday, monday] = ['2024-06-07', '2024-06-10']
    const [first, after] = [
      minutesOf({ [friday]: [...flat(1000, 390), ...flat(1100, 10)] }),
      minutesOf({ [monday]: [931, ...flat(930, 9)] }),
    ]
    const saturday = Date.parse('2024-06-08T15:00:00Z')
    const rows = [...rowsOf(first), [saturday, saturday + MINUTE_MS, 500, 500, 500, 500, 1] as const, ...rowsOf(after)]
    const halts = new MarketWideHalts(columnsFromRows(rows), newYork)
    expect(haltedMinutes(halts, 10, monday)).toEqual(range(2, 10))
  })

  it('forgets a halt with the day', () => {
    const halts = new MarketWideHalts(minutesOf({ [before]: flat(1000, 2), [day]: [800, 800], '2024-06-05': flat(800, 3) }), newYork)
    expect(halts.isHalted(minuteOf(day, 1))).toBe(true)
    expect(halts.isHalted(minuteOf('2024-06-05', 0))).toBe(false)
  })
})
