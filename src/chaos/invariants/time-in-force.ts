// V3: no order fills once its time is over: of a day with its session, one until a time by then, and what takes what it can get at once in one bar.

import { type Calendar, calendar } from '../../data/calendar/calendar.js'
import type { BacktestConfig } from '../../engine/config/config.js'
import type { OrderIntent } from '../../model/order.js'
import { type EpochMs, isDaily } from '../../model/time.js'
import type { Invariant } from './invariant.js'

export const timeInForce: Invariant = {
  id: 'V3',
  says: 'No order fills once its time is over',
  begin({ config, feed }, { venue }) {
    const listings = new Map(feed.series.flatMap((one) => (one.executes ? [[one.series.instrument.id, one.series] as const] : [])))
    // A bar of a day is its session, and of days as they were recorded only the venue knows the ends.
    if (config.session !== 'regular' || [...listings.values()].some(({ timeframe }) => isDaily(timeframe))) return {}
    const ends = new Map<number, EpochMs>()
    const firstBars = new Map<number, number>()
    return {
      told(event) {
        const order = venue.changed
        if (order === null) return null
        const { id, intent } = order
        const listing = listings.get(intent.instrument)
        if (event.kind === 'accepted' && listing !== undefined)
          ends.set(id, endOf(intent, event.time, calendar(listing.instrument.calendar), config.timing))
        if (event.kind !== 'filled') return null
        const end = ends.get(id) ?? Number.POSITIVE_INFINITY
        if (event.time > end)
          return { message: `order ${id}, ${intent.timeInForce}, fills ${event.time - end} ms after its end`, context: { order: id, end } }
        const first = firstBars.get(id) ?? event.fill.barIndex
        firstBars.set(id, first)
        if (!isImmediate(intent) || event.fill.barIndex === first) return null
        return { message: `order ${id}, ${intent.timeInForce}, fills in a second bar`, context: { order: id, first } }
      },
    }
  },
}

function isImmediate({ timeInForce }: OrderIntent): boolean {
  return timeInForce === 'IOC' || timeInForce === 'FOK'
}

/** Of an order that comes at a time; Infinity where it is not told here. */
function endOf(intent: OrderIntent, from: EpochMs, days: Calendar, timing: BacktestConfig['timing']): EpochMs {
  const { timeInForce, terms } = intent
  if (timeInForce === 'GTD') return terms.goodTill ?? Number.POSITIVE_INFINITY
  if (timeInForce === 'GTC' || terms.outsideRth) return Number.POSITIVE_INFINITY
  const date = days.sessionDate(from)
  const today = days.session(date)
  const isForNext = timeInForce === 'OPG' || (intent.price.type === 'market' && timing === 'next-session')
  const isForToday = today !== null && (isForNext ? from <= today.open : from < today.close)
  return (isForToday ? today : days.next(date)).close
}
