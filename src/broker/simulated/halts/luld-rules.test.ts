import { describe, expect, it } from 'vitest'
import type { Session } from '../../../data/calendar/session.js'
import { MINUTE_MS } from '../../../model/time.js'
import { bandHalfWidth, isInForce, type LuldStock } from './luld-rules.js'
import { newYork } from './minutes.testing.js'

const large: LuldStock = { tier: 1, leverage: 1 }
const small: LuldStock = { tier: 2, leverage: 1 }

function sessionOf(date: string): Session {
  return newYork.session(date) as Session
}

/** Hours of a day on which bands are in force, as minutes after 9:30. */
function hoursOn(date: string, stock: LuldStock): readonly [number, number] | null {
  const session = sessionOf(date)
  const minutes = Array.from({ length: (session.close - session.open) / MINUTE_MS }, (_, k) => k)
  const inForce = minutes.filter((minute) => isInForce(session, session.open + minute * MINUTE_MS, stock))
  return inForce.length === 0 ? null : [inForce[0] as number, (inForce.at(-1) as number) + 1]
}

function halfWidth(date: string, minute: number, stock: LuldStock, previousClose: number, reference = 100): number {
  const session = sessionOf(date)
  return bandHalfWidth(reference, previousClose, session, session.open + minute * MINUTE_MS, stock)
}

describe('the hours of Limit Up-Limit Down', () => {
  it.each([
    ['2013-04-05', null, null],
    ['2013-04-08', [15, 360], null],
    ['2013-08-02', [15, 360], null],
    ['2013-08-05', [0, 375], [0, 375]],
    // The day after Thanksgiving closes at 13:00.
    ['2013-11-29', [0, 195], [0, 195]],
    ['2014-02-21', [0, 375], [0, 375]],
    ['2014-02-24', [0, 390], [0, 390]],
    ['2024-11-29', [0, 210], [0, 210]],
  ] as const)('on %s are %j for tier 1 and %j for tier 2', (date, first, second) => {
    expect(hoursOn(date, large)).toEqual(first)
    expect(hoursOn(date, small)).toEqual(second)
  })
})

describe('the width of the band', () => {
  it.each([
    // tier, close before, at noon
    [large, 3.01, 5],
    [small, 3.01, 10],
    [large, 3, 20],
    [small, 0.75, 20],
  ] as const)('at noon: %j after a close of %d has %d a side at 100', (stock, previousClose, expected) => {
    expect(halfWidth('2019-06-03', 150, stock, previousClose)).toBeCloseTo(expected, 12)
    expect(halfWidth('2024-06-03', 150, stock, previousClose)).toBeCloseTo(expected, 12)
  })

  it('below 0.75 is the lesser of 0.15 and 75 %', () => {
    expect(halfWidth('2024-06-03', 150, large, 0.7, 0.7)).toBeCloseTo(0.15, 12)
    expect(halfWidth('2024-06-03', 150, small, 0.1, 0.1)).toBeCloseTo(0.075, 12)
    // Twice as much in the last 25 minutes.
    expect(halfWidth('2024-06-03', 365, large, 0.7, 0.7)).toBeCloseTo(0.3, 12)
  })

  it('was double at the open, and at the close, until Amendment 18', () => {
    for (const stock of [large, small]) {
      const once = stock === large ? 5 : 10
      expect(halfWidth('2020-02-21', 14, stock, 50)).toBeCloseTo(2 * once, 12)
      expect(halfWidth('2020-02-21', 15, stock, 50)).toBeCloseTo(once, 12)
      expect(halfWidth('2020-02-21', 364, stock, 50)).toBeCloseTo(once, 12)
      expect(halfWidth('2020-02-21', 365, stock, 50)).toBeCloseTo(2 * once, 12)
    }
  })

  it('is double since then only at the close, for tier 1 and for up to 3.00', () => {
    expect(halfWidth('2020-02-24', 0, large, 50)).toBeCloseTo(5, 12)
    expect(halfWidth('2020-02-24', 365, large, 50)).toBeCloseTo(10, 12)
    expect(halfWidth('2020-02-24', 365, small, 50)).toBeCloseTo(10, 12)
    expect(halfWidth('2020-02-24', 365, small, 3)).toBeCloseTo(40, 12)
    expect(halfWidth('2020-02-24', 364, small, 3)).toBeCloseTo(20, 12)
  })

  it('counts the last 25 minutes from an early close', () => {
    expect(halfWidth('2024-11-29', 184, large, 50)).toBeCloseTo(5, 12)
    expect(halfWidth('2024-11-29', 185, large, 50)).toBeCloseTo(10, 12)
  })

  it('is multiplied by the leverage of a fund of tier 2', () => {
    expect(halfWidth('2024-06-03', 150, { tier: 2, leverage: 3 }, 50)).toBeCloseTo(30, 12)
    expect(halfWidth('2024-06-03', 150, { tier: 1, leverage: 3 }, 50)).toBeCloseTo(5, 12)
  })
})
