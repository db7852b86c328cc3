import { describe, expect, it } from 'vitest'
import { columnsFromRows } from '../../../data/columns.js'
import type { BarColumns } from '../../../model/bar.js'
import { MINUTE_MS } from '../../../model/time.js'
import { Luld } from './luld.js'
import { flat, minuteOf, minutesOf, newYork } from './minutes.testing.js'

const day = '2024-06-03'
const next = '2024-06-04'

function luld(bars: BarColumns, tier: 1 | 2 = 1): Luld {
  return new Luld(bars, newYork, { tier, leverage: 1 }, 0.01)
}

describe('the band', () => {
  it('stands around the first price of the session', () => {
    const one = luld(minutesOf({ [day]: flat(100, 3) }))
    expect(one.bandAt(minuteOf(day, 0))).toEqual({ lower: 95, upper: 105 })
  })

  it('is on the tick', () => {
    const one = luld(minutesOf({ [day]: flat(33.33, 3) }))
    expect(one.bandAt(minuteOf(day, 0))).toEqual({ lower: 31.66, upper: 35 })
  })

  it('is on no tick where prices have none', () => {
    const band = new Luld(minutesOf({ [day]: flat(33.33, 3) }), newYork, { tier: 1, leverage: 1 }, 'none').bandAt(minuteOf(day, 0))
    expect(band?.lower).toBeCloseTo(31.6635, 9)
    expect(band?.upper).toBeCloseTo(34.9965, 9)
  })

  it('follows the mean of the last five minutes once it is one percent away', () => {
    const one = luld(minutesOf({ [day]: [100, 102, 102, 102, 102, 102, 102] }))
    expect(one.bandAt(minuteOf(day, 1))?.upper).toBe(105)
    // Means of 101, then 101.33: a percent more than 100, and less than a percent more than 101.
    expect(one.bandAt(minuteOf(day, 2))?.upper).toBe(106.05)
    expect(one.bandAt(minuteOf(day, 5))?.upper).toBe(106.05)
  })

  it('knows no price below a cent: neither the day’s close nor the mean is of what is none', () => {
    for (const none of [Number.NaN, 0]) {
      const one = luld(minutesOf({ [day]: [100, 100, none], [next]: [100, none, 102, 102] }))
      expect(one.bandAt(minuteOf(next, 0))).toEqual({ lower: 95, upper: 105 })
      expect(one.bandAt(minuteOf(next, 3))?.upper).toBe(106.05)
    }
  })

  it('weighs minutes by their volume', () => {
    const bars = minutesOf({ [day]: [100, 102, 102] })
    bars.volume[0] = 100_000
    expect(luld(bars).bandAt(minuteOf(day, 2))?.upper).toBe(105)
    bars.volume.fill(0)
    expect(luld(bars).bandAt(minuteOf(day, 2))?.upper).toBe(106.05)
    // A minute of which it is not reported weighs nothing beside those of which it is.
    const partly = minutesOf({ [day]: [100, 100, 104, 104] })
    partly.volume[1] = Number.NaN
    expect(luld(partly).bandAt(minuteOf(day, 3))?.upper).toBe(107.1)
  })

  it('forgets what is older than five minutes', () => {
    const one = luld(minutesOf({ [day]: [100, 100, 104, 104, 104, 104, 104, 104] }))
    expect(one.bandAt(minuteOf(day, 7))?.upper).toBeCloseTo(104 * 1.05, 1)
  })

  it('does not move before a reference price has stood for half a minute', () => {
    const one = luld(minutesOf({ [day]: [100, 103, 103, 103] }, { length: 10_000 }))
    expect(one.bandAt(minuteOf(day, 0) + 20_000)?.upper).toBe(105)
    expect(one.bandAt(minuteOf(day, 0) + 30_000)?.upper).toBe(107.1)
  })

  it('goes by the close of the day before: 20 % from 3.00 down', () => {
    const one = luld(minutesOf({ [day]: flat(2.9, 3), [next]: flat(4, 3) }))
    expect(one.bandAt(minuteOf(next, 1))).toEqual({ lower: 3.2, upper: 4.8 })
  })

  it('goes by that close in the shares of the day: 10 % after a reverse split from 2.00 to 20.00', () => {
    const one = luld(minutesOf({ [day]: flat(2, 3), [next]: flat(20, 3) }), 2)
    expect(one.bandAt(minuteOf(day, 1))).toEqual({ lower: 1.6, upper: 2.4 })
    one.split(0.1, Date.parse(`${next}T04:00:00Z`))
    expect(one.bandAt(minuteOf(next, 1))).toEqual({ lower: 18, upper: 22 })
  })

  it('is none before the plan, out of its hours, and where there is no bar', () => {
    expect(luld(minutesOf({ '2013-04-05': flat(100, 60) })).bandAt(minuteOf('2013-04-05', 30))).toBeNull()
    const early = luld(minutesOf({ [day]: flat(100, 60) }, { from: -30 }))
    expect(early.bandAt(minuteOf(day, -10))).toBeNull()
    expect(early.bandAt(minuteOf(day, 10))).not.toBeNull()
    expect(early.bandAt(minuteOf(day, 10) + 1)).toBeNull()
    const saturday = Date.parse('2024-06-01T15:00:00Z')
    expect(luld(columnsFromRows([[saturday, saturday + MINUTE_MS, 100, 100, 100, 100, 1]])).bandAt(saturday)).toBeNull()
    expect(luld(minutesOf({ [day]: flat(0, 3) })).bandAt(minuteOf(day, 0))).toBeNull()
  })

  it('knows nothing of prices out of hours: neither the reference price nor the close of the day before is one of them', () => {
    // From 9:20, and on to 16:10: the session closes at 4.00.
    const hours = [...flat(50, 10), ...flat(4, 390), ...flat(2, 10)]
    const one = luld(minutesOf({ [day]: hours, [next]: [...flat(50, 10), 4, 4] }, { from: -10 }))
    expect(one.bandAt(minuteOf(day, 0))).toEqual({ lower: 3.8, upper: 4.2 })
    expect(one.bandAt(minuteOf(day, 2))).toEqual({ lower: 3.8, upper: 4.2 })
    expect(one.bandAt(minuteOf(day, 390))).toBeNull()
    expect(one.bandAt(minuteOf(next, 1))).toEqual({ lower: 3.8, upper: 4.2 })
  })
})

describe('the limit state', () => {
  it('pauses trading for five minutes after a bar that closes at the band', () => {
    const one = luld(minutesOf({ [day]: [100, [100, 105, 100, 105], ...flat(105, 20)] }))
    expect(one.isPaused(minuteOf(day, 1))).toBe(false)
    for (let minute = 2; minute < 7; minute++) {
      expect(one.isPaused(minuteOf(day, minute))).toBe(true)
      expect(one.bandAt(minuteOf(day, minute))).toBeNull()
    }
    expect(one.isPaused(minuteOf(day, 7))).toBe(false)
  })

  it('is one at the very edge of the band, on either side', () => {
    expect(luld(minutesOf({ [day]: [100, 105, 105] })).isPaused(minuteOf(day, 2))).toBe(true)
    expect(luld(minutesOf({ [day]: [100, 95, 95] })).isPaused(minuteOf(day, 2))).toBe(true)
    expect(luld(minutesOf({ [day]: [100, 95.01, 95] })).isPaused(minuteOf(day, 2))).toBe(false)
  })

  it('may come again in the minute of the reopening', () => {
    const one = luld(minutesOf({ [day]: [100, 94, ...flat(94, 5), [92, 92, 87, 87], ...flat(87, 6)] }))
    expect([7, 8, 12, 13].map((minute) => one.isPaused(minuteOf(day, minute)))).toEqual([false, true, true, false])
  })

  it('ends in a reopening that sets the reference price anew', () => {
    const one = luld(minutesOf({ [day]: [100, 94, ...flat(94, 5), 92, 92] }))
    expect(one.isPaused(minuteOf(day, 2))).toBe(true)
    expect(one.bandAt(minuteOf(day, 7))).toEqual({ lower: 87.4, upper: 96.6 })
    expect(one.bandAt(minuteOf(day, 8))).toEqual({ lower: 87.4, upper: 96.6 })
  })

  it('is left by a bar that touches the band and closes inside it', () => {
    const one = luld(minutesOf({ [day]: [100, [100, 105, 100, 104.99], 104] }))
    expect(one.isPaused(minuteOf(day, 2))).toBe(false)
  })

  it('takes fifteen seconds: two bars of five are not enough, three are', () => {
    const one = luld(minutesOf({ [day]: [100, 105, 105, 105, 105] }, { length: 5000 }))
    expect(one.isPaused(minuteOf(day, 0) + 15_000)).toBe(false)
    expect(one.isPaused(minuteOf(day, 0) + 20_000)).toBe(true)
  })

  it('begins where an order of ours waits at the band to the end of a bar', () => {
    const one = luld(minutesOf({ [day]: flat(100, 20) }))
    expect(one.bandAt(minuteOf(day, 3))).not.toBeNull()
    one.heldAtBand(minuteOf(day, 3))
    expect(one.isPaused(minuteOf(day, 3))).toBe(false)
    expect(one.isPaused(minuteOf(day, 4))).toBe(true)
    expect(one.isPaused(minuteOf(day, 9))).toBe(false)
    const other = luld(minutesOf({ [day]: flat(100, 20) }))
    // No bar begins then.
    other.heldAtBand(minuteOf(day, 3) + 1)
    expect(other.isPaused(minuteOf(day, 4))).toBe(false)
  })

  it('lasts to the close where the pause would reach into the last ten minutes', () => {
    const at = (minute: number): Luld => luld(minutesOf({ [day]: [...flat(100, minute), 120, ...flat(120, 389 - minute)], [next]: [120] }))
    // Paused from 15:45 to 15:50: it reopens.
    expect(at(374).isPaused(minuteOf(day, 379))).toBe(true)
    expect(at(374).isPaused(minuteOf(day, 380))).toBe(false)
    // From 15:46: it does not.
    expect(at(375).isPaused(minuteOf(day, 381))).toBe(true)
    expect(at(375).isPaused(minuteOf(day, 389))).toBe(true)
    expect(at(375).isPaused(minuteOf(next, 0))).toBe(false)
  })

  it('is not seen in recorded prices that reopened beyond the band: after five minutes without a bar they set the reference price', () => {
    const quiet = [null, null, null, null, null]
    const recorded = luld(minutesOf({ [day]: [100, 100, ...quiet, 110, 110] }))
    expect(recorded.bandAt(minuteOf(day, 7))).toEqual({ lower: 104.5, upper: 115.5 })
    expect(recorded.isPaused(minuteOf(day, 8))).toBe(false)
    const sudden = luld(minutesOf({ [day]: [100, 100, ...quiet.slice(1), 110, 110] }))
    expect(sudden.bandAt(minuteOf(day, 6))?.upper).toBe(105)
    expect(sudden.isPaused(minuteOf(day, 7))).toBe(true)
    const inside = luld(minutesOf({ [day]: [100, 100, ...quiet, 101, 101] }))
    expect(inside.bandAt(minuteOf(day, 7))?.upper).toBe(105)
  })

  it('is not seen either in those that reopened below the band; at its edge they did not', () => {
    const reopenedAt = (price: number): Luld => luld(minutesOf({ [day]: [100, 100, null, null, null, null, null, price, price] }))
    expect(reopenedAt(94).bandAt(minuteOf(day, 7))).toEqual({ lower: 89.3, upper: 98.7 })
    expect(reopenedAt(94).isPaused(minuteOf(day, 8))).toBe(false)
    for (const edge of [95, 105]) {
      expect(reopenedAt(edge).bandAt(minuteOf(day, 7))).toEqual({ lower: 95, upper: 105 })
      expect(reopenedAt(edge).isPaused(minuteOf(day, 8))).toBe(true)
    }
  })

  it('is none before the plan, however long nothing was recorded', () => {
    const old = '2013-04-05'
    const one = luld(minutesOf({ [old]: [100, 100, null, null, null, null, null, 150, 150] }))
    expect(one.bandAt(minuteOf(old, 7))).toBeNull()
    expect(one.isPaused(minuteOf(old, 8))).toBe(false)
  })

  it('begins each session afresh', () => {
    const one = luld(minutesOf({ [day]: [100, 100, 120], [next]: flat(130, 4) }))
    expect(one.isPaused(minuteOf(next, 0))).toBe(false)
    expect(one.bandAt(minuteOf(next, 0))?.upper).toBe(136.5)
  })

  it('does not look ahead: prices after a bar leave its band and its pause as they were', () => {
    const prices = [100, 101, 103, 104, 99, 98, 94.5, 95, 95, 95, 95, 95, 96, 97]
    for (let minute = 0; minute < prices.length; minute++) {
      const whole = luld(minutesOf({ [day]: prices }))
      const other = luld(minutesOf({ [day]: prices.map((price, k) => (k > minute ? price * 1.3 : price)) }))
      const time = minuteOf(day, minute)
      expect([whole.isPaused(time), whole.bandAt(time)]).toEqual([other.isPaused(time), other.bandAt(time)])
    }
  })
})
