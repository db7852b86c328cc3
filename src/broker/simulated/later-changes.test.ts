import { describe, expect, test } from 'vitest'
import { type HandBar as DetailBar, handSeries } from '../../../tests/fixtures/series.js'
import { asApproved, buy, sell } from '../../model/order.testing.js'
import { limit, market, type OrderPrice, relative, stop, trailingStop } from '../../model/order-price.js'
import { HOUR_MS, MINUTE_MS } from '../../model/time.js'
import { SimulatedBroker } from './simulated-broker.js'
import { type HandBar, plainPolicy, startTime, TestVenue } from './venue.testing.js'

const calm: HandBar = [100, 101, 99, 100, 10_000]
/** Half past, inside the second bar. */
const inside = startTime + 1.5 * HOUR_MS

describe('a price that is changed inside a bar', () => {
  test('works from the next bar on, and once', () => {
    const venue = new TestVenue([calm, [100, 101, 90, 100, 10_000], calm, [100, 101, 94, 100, 10_000]])
    venue.submit(buy(1, { price: limit(80) }))
    venue.run(1)
    venue.open(1)
    venue.modify(1, limit(95), null, inside)
    expect(venue.broker.idleBand(0)).toBeNull()
    venue.path(1)
    expect(venue.fills).toEqual([])
    expect(venue.broker.idleBand(0)).toMatchObject({ below: 95 })
    venue.run()
    expect(venue.fills).toMatchObject([{ price: 95, barIndex: 3 }])
  })

  test('gives way to the one that follows it', () => {
    const venue = new TestVenue([calm, calm, [100, 101, 91, 100, 10_000], [100, 101, 89, 100, 10_000]])
    venue.submit(buy(1, { price: limit(80) }))
    venue.run(1)
    venue.open(1)
    venue.modify(1, limit(95), null, inside)
    venue.path(1)
    venue.modify(1, limit(90), null, startTime + 2 * HOUR_MS)
    venue.run()
    expect(venue.fills).toMatchObject([{ price: 90, barIndex: 3 }])
  })

  test('finds a trail where the bar has brought it: the trigger that was told last is no wish to go back there', () => {
    const rises: HandBar = [100, 110, 99, 108, 10_000]
    const venue = new TestVenue([calm, rises, [108, 109, 104, 105, 10_000]])
    venue.submit(sell(10, { price: trailingStop({ amount: 5 }) }))
    venue.run(1)
    const told = venue.events.findLast(({ kind }) => kind === 'updated')
    expect(told).toMatchObject({ price: { trigger: 96 } })
    venue.open(1)
    venue.modify(1, trailingStop({ amount: 5 }, 96), null, inside)
    venue.run()
    expect(venue.trades).toEqual(['1 sell 10 @ 105'])
  })

  test.each<[string, OrderPrice]>([
    ['a stop elsewhere', stop(80)],
    ['a limit', limit(120)],
    ['beside the quote', relative(0)],
  ])('finds a stop that triggered before as an order at market: it was to be %s', (_, price) => {
    const venue = new TestVenue([calm, [100, 101, 94, 96, 60], [97, 99, 96, 98, 10_000]], { policy: { participation: 0.1 } })
    venue.submit(sell(10, { price: stop(95) }))
    venue.run(1)
    venue.open(1)
    venue.modify(1, price, null, inside)
    venue.run()
    expect(venue.fills.map((fill) => [fill.quantity, fill.price, fill.barIndex])).toEqual([
      [6, 95, 1],
      [4, 97, 2],
    ])
    expect(venue.told('updated', 'triggered')).toEqual(['updated 1', 'triggered 1'])
  })
})

test('more lots of an order whose price stays wait for the next bar all the same', () => {
  const venue = new TestVenue([calm, calm, [100, 101, 90, 91, 10_000]])
  venue.submit(sell(5, { price: trailingStop({ amount: 5 }) }))
  venue.run(1)
  venue.open(1)
  venue.modify(1, trailingStop({ amount: 5 }), 8, inside)
  venue.run()
  expect(venue.trades).toEqual(['1 sell 8 @ 96'])
})

describe('a change inside a bar with shorter ones', () => {
  /** One bar of six hours, in hours; the third, fourth and sixth fall to 94. */
  const hours: readonly DetailBar[] = [99, 99, 94, 94, 99, 94].map((low) => [100, 100, low, 100, 1_000])
  const trails = trailingStop({ amount: 50 })

  /** When a bid is filled that is raised from 90 to 95 so many minutes after the open. */
  function filledHour(minutes: number, alsoChanged: (broker: SimulatedBroker) => void = () => undefined): number[] {
    const whole = handSeries('X', [[100, 100, 94, 100, 6_000]], { timeframe: '6h', start: startTime })
    const filled: number[] = []
    const series = { ...whole, detail: handSeries('X', hours, { timeframe: '1h', start: startTime }) }
    const broker = new SimulatedBroker([series], plainPolicy, (event) => {
      if (event.kind === 'filled') filled.push((event.time - startTime) / HOUR_MS)
    })
    broker.submit({ clientOrderId: 1, intent: asApproved(buy(10, { price: limit(90) })), childIds: [] }, startTime)
    broker.submit({ clientOrderId: 2, intent: asApproved(buy(10, { price: trails })), childIds: [] }, startTime)
    broker.matchOpen(0, 0)
    broker.modify(asApproved({ clientOrderId: 1, price: limit(95), quantity: null }), startTime + minutes * MINUTE_MS)
    alsoChanged(broker)
    broker.matchPath(0, 0)
    return filled
  }

  test.each([
    [90, 3],
    [150, 4],
    [210, 6],
  ])('that comes after %d minutes works from the next shorter one on: filled when the hour ends that is number %d', (minutes, hour) => {
    expect(filledHour(minutes)).toEqual([hour])
  })

  test('is not held up by fewer lots of another order, which hold at once', () => {
    const fewer = (broker: SimulatedBroker): void =>
      broker.modify(asApproved({ clientOrderId: 2, price: trails, quantity: 4 }), startTime + 200 * MINUTE_MS)
    expect(filledHour(90, fewer)).toEqual([3])
  })
})

test('a market order that was made a limit inside its bar goes on as one', () => {
  const venue = new TestVenue(
    [
      [100, 101, 99, 100, 60],
      [97, 98, 96, 97, 10_000],
      [97, 98, 94, 97, 10_000],
    ],
    { policy: { participation: 0.1 } },
  )
  venue.submit(buy(10, { price: market() }))
  venue.open(0)
  venue.modify(1, limit(95), null, startTime + MINUTE_MS)
  venue.run()
  expect(venue.fills.map((fill) => [fill.quantity, fill.price, fill.barIndex])).toEqual([
    [6, 100, 0],
    [4, 95, 2],
  ])
})
