// A split ends what has worked. What waits for its first session goes on, however many bars it lets pass.

import { describe, expect, test } from 'vitest'
import { instrument } from '../../model/instrument.js'
import type { OrderIntent } from '../../model/order.js'
import { buy } from '../../model/order.testing.js'
import { limit, market } from '../../model/order-price.js'
import { HOUR_MS } from '../../model/time.js'
import { type BarTimes, type HandBar, startTime, TestVenue, type VenueOptions } from './venue.testing.js'

const at = (...hours: readonly number[]): BarTimes[] => hours.map((hour) => [startTime + hour * HOUR_MS, startTime + (hour + 1) * HOUR_MS])
const calm: HandBar = [100, 101, 99, 100]
const halved: HandBar = [50, 50.5, 49.5, 50]

/** An order of Monday, of whose bars the last ends with the day; the new shares come with Tuesday. What became of it by then, and on Tuesday. */
function overSplit(order: Partial<OrderIntent>, options: VenueOptions, whileOpen = false) {
  const venue = new TestVenue([calm, calm, halved], options)
  const ofMonday = buy(10, order)
  venue.run(1)
  if (whileOpen) venue.open(1)
  venue.submit(ofMonday)
  if (whileOpen) venue.path(1)
  else venue.run(1)
  const time = venue.columns.openTime[2] as number
  venue.broker.endBeforeSplit('X', time)
  venue.broker.split('X', 2, time)
  venue.run()
  return [...venue.told('canceled', 'expired'), ...venue.trades]
}

describe('a split leaves working', () => {
  const times = at(12, 23, 24)

  test('a market order for the next session', () => {
    const forNext = { timing: 'next-session' } as const
    expect(overSplit({ price: market() }, { times, policy: forNext })).toEqual(['1 buy 20 @ 50'])
    expect(overSplit({ price: market(), timeInForce: 'DAY' }, { times, policy: { ...forNext, session: 'as-recorded' } })).toEqual([
      '1 buy 20 @ 50',
    ])
    expect(overSplit({ price: limit(90) }, { times, policy: forNext })).toEqual(['canceled 1: GTC ends with a split'])
  })

  test('an order for the next opening', () => {
    for (const session of ['regular', 'as-recorded'] as const) {
      expect(overSplit({ price: market(), timeInForce: 'OPG' }, { times, policy: { session } })).toEqual(['1 buy 20 @ 50'])
    }
  })

  test('an order for the next opening that came as a session opened', () => {
    const days = { times: at(0, 24, 48), timeframe: '1d' } as const
    for (const price of [market(), limit(101)]) {
      expect(overSplit({ price, timeInForce: 'OPG' }, days, true)).toEqual(['1 buy 20 @ 50'])
    }
  })

  test('an order for the next closing auction that came after the last', () => {
    // 22:00 UTC is 17:00 in New York, where trades go on until 20:00; the last hour of the sessions is the bar at 20:00 UTC.
    const afterHours = { times: at(20, 22, 44), instrument: instrument('X', 'etf', { tick: 'none' }) }
    expect(overSplit({ price: { type: 'market-on-close' } }, afterHours)).toEqual(['1 buy 20 @ 50'])
    expect(overSplit({ price: { type: 'market-on-close' } }, { ...afterHours, times: at(15, 19, 44) })).toEqual([
      'expired 1: market-on-close ended with the closing auction',
    ])
  })
})
