// A DAY order dies at the close of the right session, whenever it is sent: held to a clock in New York that the calendar does not share.

import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { calendar } from '../../data/calendar/calendar.js'
import { instrument } from '../../model/instrument.js'
import { plainTerms } from '../../model/order.js'
import { buy } from '../../model/order.testing.js'
import { limit } from '../../model/order-price.js'
import { DAY_MS, type EpochMs, HOUR_MS, type IsoDate, MINUTE_MS } from '../../model/time.js'
import { runs } from '../../std/property.testing.js'
import { type HandBar, TestVenue } from './venue.testing.js'

vi.setConfig({ testTimeout: 300_000 })
const cases = { numRuns: runs(10_000) }

const xnys = calendar('XNYS')
const etf = instrument('X', 'etf')
const calm: HandBar = [100, 101, 99, 100, 100]

const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: 'America/New_York', dateStyle: 'short', timeStyle: 'short' })

/** What a clock in New York shows: `2024-03-08 16:00`. */
const shown = (time: EpochMs): string => clock.format(time)

/** When a clock in New York shows a time of a date: one of two, for its offset is four hours or five. */
function newYork(date: IsoDate, time: string): EpochMs {
  const found = [4, 5].map((offset) => Date.parse(`${date}T${time}:00Z`) + offset * HOUR_MS).find((one) => shown(one) === `${date} ${time}`)
  return found as EpochMs
}

/** Of every session in these years the one that closed neither at 16:00 nor at 13:00: NYSE, communications failure. */
const closes: Readonly<Record<IsoDate, string>> = { '2005-06-01': '15:56' }

const usual = { close: '16:00', early: '13:00' }
const extended = { close: '20:00', early: '17:00' }

/** The end of the first session that ends after a time. */
function endAfter(time: EpochMs, hours: typeof usual): EpochMs {
  for (let day = 0; ; day++) {
    const date = shown(time + day * DAY_MS).slice(0, 10)
    const session = xnys.session(date)
    if (session === null) continue
    const wall = session.early ? ((hours === usual ? closes[date] : undefined) ?? hours.early) : hours.close
    const end = newYork(date, wall)
    if (end > time) return end
  }
}

const from = Date.UTC(2000, 0, 3, 12)
const until = Date.UTC(2029, 11, 20)
const earlyCloses = xnys.sessionsBetween('2000-01-03', '2029-12-20').filter(({ early }) => early)
const clockChanges = Array.from({ length: 30 }, (_, year) => [Date.UTC(2000 + year, 2, 11), Date.UTC(2000 + year, 10, 4)]).flat()

/** Any minute of thirty years; one in three near a short day, one in three in a week in which the clocks may change. */
const anyTime: fc.Arbitrary<EpochMs> = fc
  .oneof(
    fc.integer({ min: from, max: until }),
    fc.tuple(fc.constantFrom(...earlyCloses), fc.integer({ min: -2 * DAY_MS, max: 2 * DAY_MS })).map(([{ open }, away]) => open + away),
    fc.tuple(fc.constantFrom(...clockChanges), fc.integer({ min: -8 * DAY_MS, max: 8 * DAY_MS })).map(([change, away]) => change + away),
  )
  .map((time) => Math.min(until, Math.max(from, Math.floor(time / MINUTE_MS) * MINUTE_MS)))

test('a DAY order ends at the close of the session that is on when it comes, else of the next', () => {
  fc.assert(
    fc.property(anyTime, fc.boolean(), (sent, outsideRth) => {
      const end = endAfter(sent, outsideRth ? extended : usual)
      const minute = (open: EpochMs): [EpochMs, EpochMs] => [open, open + MINUTE_MS]
      const times = [minute(sent - DAY_MS), minute(end - MINUTE_MS), minute(end), minute(end + DAY_MS)]
      const venue = new TestVenue([calm, calm, calm, calm], { times, instrument: etf, timeframe: '1m' })
      venue.run(1)
      venue.submit(buy(1, { price: limit(50), timeInForce: 'DAY', terms: { ...plainTerms, outsideRth } }), sent)
      venue.run()
      expect(venue.events.slice(1)).toEqual([{ kind: 'expired', clientOrderId: 1, time: end, why: 'DAY ended with its session' }])
    }),
    cases,
  )
})

test('and at no price after it: the last minute of its session is its last', () => {
  fc.assert(
    fc.property(anyTime, fc.integer({ min: -3, max: 3 }), (sent, away) => {
      const end = endAfter(sent, usual)
      const open = end + away * MINUTE_MS
      if (open <= sent || shown(open).slice(11) < '09:30') return
      const times = [sent - DAY_MS, open].map((time): [EpochMs, EpochMs] => [time, time + MINUTE_MS])
      const venue = new TestVenue([calm, calm], { times, instrument: etf, timeframe: '1m' })
      venue.run(1)
      venue.submit(buy(1, { price: limit(99.5), timeInForce: 'DAY' }), sent)
      venue.run()
      expect(venue.fills).toHaveLength(open < end ? 1 : 0)
    }),
    cases,
  )
})
