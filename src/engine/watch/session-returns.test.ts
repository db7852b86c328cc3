// Returns of what is priced in another currency: price and rate of one session belong together.

import { describe, expect, test } from 'vitest'
import { day, flatBars, free, handSeries, losing } from '../../../tests/fixtures/series.js'
import { scripted } from '../../../tests/fixtures/strategies.js'
import { calendar } from '../../data/calendar/calendar.js'
import type { Session } from '../../data/calendar/session.js'
import type { BarSeries } from '../../model/bar.js'
import type { CalendarId, Instrument } from '../../model/instrument.js'
import { enterLong } from '../../model/signal.js'
import { HOUR_MS } from '../../model/time.js'
import { runBacktest } from '../backtest.js'

const SESSIONS = 80

/** Turns from one price to the other, session by session. */
const turning = (one: number, other: number) => Array.from({ length: SESSIONS }, (_, k) => (k % 2 === 0 ? one : other))
const euros = { currency: 'EUR' } as const
const dollars = { assetClass: 'forex', currency: 'USD' } as const
const stock = (one: number, other: number, id = 'DE'): BarSeries => handSeries(id, flatBars(...turning(one, other)), { instrument: euros })
const eurusd = (one: number, other: number): BarSeries => handSeries('EURUSD', flatBars(...turning(one, other)), { instrument: dollars })

/** VaR of 100 shares that are held from the 70th session on; null where it is nothing. */
function atRisk(held: BarSeries, request: { readonly series?: readonly BarSeries[]; readonly rates?: readonly BarSeries[] }) {
  const entry = enterLong({ instrument: held.instrument.id, size: { lots: 100 } })
  const { risk, openPositions } = runBacktest({
    strategies: [{ strategy: scripted({ 70: entry }) }],
    ...{ series: [held], rates: [], ...request },
    config: { ...free, currency: 'USD', fxCost: 'none', monitors: { valueAtRisk: 1e-9 } },
  })
  expect(openPositions).toMatchObject([{ quantity: 100 }])
  const context = risk?.breaches.find(({ code }) => code === 'VAR')?.context
  return context === undefined ? null : { sessions: context.sessions, historical95: context.historical95 as number }
}

describe('value at risk of what is priced in another currency', () => {
  test('is of both where the price falls with its currency', () => {
    // Bought at 125 euros of 1.25 dollars: 156.25 dollars a share, of which 56.25 are lost in each other session.
    expect(atRisk(stock(100, 125), { rates: [eurusd(1, 1.25)] })?.historical95).toBeCloseTo(5_625, 6)
    // Of the price alone it is 25 euros.
    expect(atRisk(stock(100, 125), { rates: [eurusd(1.25, 1.25)] })?.historical95).toBeCloseTo(3_125, 6)
  })

  test('is nothing where the one makes up for the other', () => {
    expect(atRisk(stock(100, 125), { rates: [eurusd(1, 0.8)] })).toBeNull()
  })

  test.each(['DE', 'ZE'])('is the same where the pair trades too, and marks before %s or after it', (id) => {
    const held = stock(100, 125, id)
    expect(atRisk(held, { series: [held, eurusd(1, 1.25)] })?.historical95).toBeCloseTo(5_625, 6)
    expect(atRisk(held, { series: [held, eurusd(1, 0.8)] })).toBeNull()
  })

  test('leaves out the sessions next to a rate that is not known', () => {
    const [whole, lost] = [eurusd(1, 1.25), losing(eurusd(1, 1.25), 40)]
    expect(atRisk(stock(100, 125), { rates: [whole] })).toMatchObject({ sessions: 70 })
    expect(atRisk(stock(100, 125), { rates: [lost] })).toMatchObject({ sessions: 68 })
  })
})

describe('a session of the exchange', () => {
  const sessionsOf = (id: CalendarId) => calendar(id).sessionsBetween('2024-01-02', '2024-06-28')
  const exchange = sessionsOf('XNYS').slice(0, SESSIONS)
  const dates = exchange.map(({ date }) => date)

  /** One bar a session. */
  const daily = (id: string, sessions: readonly Session[], price: (date: string) => number, given: Partial<Instrument>): BarSeries => {
    const bars = handSeries(id, flatBars(...sessions.map(({ date }) => price(date))), { instrument: given })
    const openTime = Float64Array.from(sessions, ({ open }) => open)
    const closeTime = Float64Array.from(sessions, ({ close }) => close)
    return { ...bars, columns: { ...bars.columns, openTime, closeTime } }
  }
  const turns = (date: string, one: number, other: number): number => (dates.filter((each) => each <= date).length % 2 === 1 ? one : other)
  const held = daily('DE', exchange, (date) => turns(date, 100, 125), { ...euros, calendar: 'XNYS' })

  test('takes the rate of a pair that closes for the day an hour later', () => {
    const pair = (one: number, other: number) =>
      daily('EURUSD', sessionsOf('24/5'), (date) => turns(date, one, other), { ...dollars, calendar: '24/5' })
    // At the mark that it is reckoned at the pair has not closed for the day: 12,500 dollars, and 36 % of them.
    expect(atRisk(held, { rates: [pair(1, 1.25)] })?.historical95).toBeCloseTo(4_500, 6)
    expect(atRisk(held, { rates: [pair(1, 0.8)] })).toBeNull()
  })

  test('takes the rate at its close, and none of the night', () => {
    const hours = Array.from({ length: SESSIONS * 2 * 24 }, (_, hour) => day(0) + (hour + 1) * HOUR_MS)
    const closes = new Map(exchange.map(({ date, close }) => [close, turns(date, 1, 0.8)]))
    const hourly = handSeries('EURUSD', flatBars(...hours.map((hour) => closes.get(hour) ?? 2)), { timeframe: '1h', instrument: dollars })
    expect(atRisk(held, { rates: [hourly] })).toBeNull()
  })
})
