import { describe, expect, it } from 'vitest'
import { type HandBar, handSeries, START } from '../../../../tests/fixtures/series.js'
import type { BarSeries } from '../../../model/bar.js'
import type { OrderEvent } from '../../../model/broker.js'
import type { OrderIntent } from '../../../model/order.js'
import { asApproved, buy } from '../../../model/order.testing.js'
import { limit, stop } from '../../../model/order-price.js'
import { MINUTE_MS } from '../../../model/time.js'
import type { VenuePolicy } from '../policy.js'
import { SimulatedBroker } from '../simulated-broker.js'
import { plainPolicy, TestVenue } from '../venue.testing.js'
import type { ImpactRules } from './bar-mover.js'
import { MovingBars } from './moving-series.js'

/** A purchase of half a day's volume moves the price by one percent, 0.5 × 0.02, for good; on the way it pays the mean of e^0 to e^0.01. */
const forGood: ImpactRules = { y: 0, kappa: 1, feedback: 0, tauMs: MINUTE_MS, sigma: 0.02, volume: 1_000_000 }
const onTheWay = Math.expm1(0.01) / 0.01
const calm: HandBar = [100, 101, 99, 100]

/** Lots and prices of what orders fill, sent before the first bar. */
function filled(
  orders: readonly OrderIntent[],
  lot: number,
  policy: Partial<VenuePolicy> = {},
): (readonly [lots: number, price: number])[] {
  const impact = new MovingBars(forGood, [handSeries('X', [calm], { timeframe: '1m', instrument: { lot } })])
  const events: OrderEvent[] = []
  const broker = new SimulatedBroker([impact.series[0] as BarSeries], { ...plainPolicy, ...policy, impact }, (event) => events.push(event))
  for (const [index, order] of orders.entries()) broker.submit({ clientOrderId: index + 1, intent: asApproved(order), childIds: [] }, START)
  broker.matchOpen(0, 0)
  return events.flatMap((event) => (event.kind === 'filled' ? [[event.fill.quantity, event.fill.price] as const] : []))
}

describe('an order under impact', () => {
  it('moves the price by its units, whatever makes up a lot', () => {
    const [[lots, price] = [0, 0]] = filled([buy(5_000)], 100)
    expect(lots).toBe(5_000)
    expect(price).toBeCloseTo(100 * onTheWay, 9)
  })

  it('and the one after it begins where its units have left the price', () => {
    const [, [, price] = [0, 0]] = filled([buy(5_000), buy(5_000)], 100)
    expect(price).toBeCloseTo(100 * Math.exp(0.01) * onTheWay, 9)
  })

  it('with a limit gets the whole lots that take the price there', () => {
    // Half a percent: ln 1.005 ÷ 0.02 of a million units, in lots of 100.
    expect(filled([buy(5_000, { price: limit(100.5) })], 100).map(([lots]) => lots)).toEqual([2_493])
  })

  it('with a limit pays half the spread out of it', () => {
    // The ask is 1 above the bar's price: at 101.5 the order has moved that by half a percent, not by one and a half.
    const orders = [buy(500_000, { price: limit(101.5) })]
    expect(filled(orders, 1, { spread: { bps: 200 } }).map(([lots]) => lots)).toEqual([249_377])
  })

  it('by notional buys what the moved price leaves', () => {
    const [[lots, price] = [0, 0]] = filled([buy(0, { quantity: { notional: 50_000_000 } })], 1)
    expect(price).toBeCloseTo(100 * onTheWay, 6)
    expect(lots).toBe(Math.floor(50_000_000 / (100 * onTheWay)))
  })
})

it('an order that comes after ours at the open meets the bar where that has moved it, not the open before', () => {
  const impact = new MovingBars(forGood, [handSeries('X', [calm], { timeframe: '1m' })])
  const events: OrderEvent[] = []
  const broker = new SimulatedBroker([impact.series[0] as BarSeries], { ...plainPolicy, impact }, (event) => events.push(event))
  broker.submit({ clientOrderId: 1, intent: asApproved(buy(500_000)), childIds: [] }, START)
  broker.matchOpen(0, 0)
  broker.submit({ clientOrderId: 2, intent: asApproved(buy(1, { price: limit(100.5) })), childIds: [] }, START)
  broker.matchPath(0, 0)
  // It goes on from 101.005 and comes down to 99.995.
  expect(events.at(-1)).toMatchObject({ kind: 'filled', clientOrderId: 2, fill: { price: 100.5, rule: 'limit-at-limit' } })
})

it('a band holds orders on both ways through a bar', () => {
  for (const intrabar of ['ohlc', 'olhc', 'pessimistic'] as const) {
    const halts = { isHalted: () => false, bandAt: () => ({ lower: 95, upper: 103 }), heldAtBand: () => undefined, split: () => undefined }
    const venue = new TestVenue(
      [
        [100, 106, 94, 100],
        [104, 106, 104, 105],
      ],
      { policy: { halts, intrabar } },
    )
    venue.submit(buy(1, { price: stop(104) }))
    venue.run()
    expect(venue.told('triggered', 'filled')).toEqual(['triggered 1'])
  }
})
