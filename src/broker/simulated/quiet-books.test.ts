// Books in which bars may pass without a look at the orders: those in which recorded prices alone say what happens.

import { describe, expect, test } from 'vitest'
import { calendar } from '../../data/calendar/calendar.js'
import { instrument } from '../../model/instrument.js'
import { asApproved, buy } from '../../model/order.testing.js'
import { limit } from '../../model/order-price.js'
import { HOUR_MS, MINUTE_MS } from '../../model/time.js'
import type { HaltSource } from './halts/halt-source.js'
import type { VenuePolicy } from './policy.js'
import { SimulatedBroker } from './simulated-broker.js'
import { type BarTimes, type HandBar, plainPolicy, startTime, TestVenue } from './venue.testing.js'

const calm: HandBar = [100, 101, 99, 100, 1_000]
const noHalts: HaltSource = { isHalted: () => false, bandAt: () => null, heldAtBand: () => undefined, split: () => undefined }

describe('bars pass by an order that waits for a price', () => {
  test.each<[string, Partial<VenuePolicy>]>([
    ['bands and halts', { halts: noHalts }],
    ['a spread', { spread: { bps: 10 } }],
    ['days as they were recorded', { session: 'as-recorded' }],
  ])('but not where %s have a say too', (_, policy) => {
    const band = (own: Partial<VenuePolicy>): unknown => {
      const venue = new TestVenue([calm, calm], { policy: own })
      venue.submit(buy(1, { price: limit(80) }))
      venue.run(1)
      return venue.broker.idleBand(0)
    }
    expect(band({})).not.toBeNull()
    expect(band(policy)).toBeNull()
  })

  test('but not where the bars have shorter ones inside', () => {
    const what = instrument('X', 'crypto', { lot: 1 })
    const halves = [0, 1, 2, 3].map((half): BarTimes => [startTime + half * 30 * MINUTE_MS, startTime + (half + 1) * 30 * MINUTE_MS])
    const flat: HandBar = [100, 100, 100, 100, 1_000]
    const { columns } = new TestVenue([flat, flat])
    const detail = {
      instrument: what,
      timeframe: '30m',
      columns: new TestVenue([flat, flat, flat, flat], { times: halves }).columns,
    } as const
    const bandOf = (series: object): unknown => {
      const broker = new SimulatedBroker([{ instrument: what, timeframe: '1h', columns, ...series }], plainPolicy, () => undefined)
      broker.submit({ clientOrderId: 1, intent: asApproved(buy(1, { price: limit(80) })), childIds: [] }, startTime)
      broker.matchOpen(0, 0)
      broker.matchPath(0, 0)
      return broker.idleBand(0)
    }
    expect(bandOf({})).not.toBeNull()
    expect(bandOf({ detail })).toBeNull()
  })

  test('from the first bar on that it works in, not those that it sat out', () => {
    const { open } = calendar('XNYS').session('2024-07-02') as { open: number }
    const times = [-1, 0, 1].map((hour): BarTimes => [open + hour * HOUR_MS, open + (hour + 1) * HOUR_MS])
    const venue = new TestVenue([calm, calm, calm], { times, instrument: instrument('X', 'etf') })
    venue.submit(buy(1, { price: limit(80) }))
    venue.run(1)
    expect(venue.broker.idleBand(0)).toBeNull()
    venue.run(1)
    expect(venue.broker.idleBand(0)).toMatchObject({ below: 80 })
  })

  test.each(['next-open', 'same-close'] as const)('a bar that an order sat out counts once under %s', (timing) => {
    const { open } = calendar('XNYS').session('2024-07-02') as { open: number }
    const times: BarTimes[] = [[open - HOUR_MS, open]]
    const venue = new TestVenue([calm], { times, instrument: instrument('X', 'etf'), policy: { timing } })
    venue.submit(buy(1, { price: limit(80) }), open - 2 * HOUR_MS)
    venue.run()
    expect(venue.broker.barsOutside).toEqual([{ instrument: 'X', bars: 1 }])
  })
})
