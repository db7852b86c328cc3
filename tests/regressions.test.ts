// Defects that were found once, each with the test that keeps it from coming back.

import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type HandBar, TestVenue } from '../src/broker/simulated/venue.testing.js'
import { runBacktest } from '../src/engine/backtest.js'
import { noCapabilities } from '../src/model/broker.testing.js'
import { instrument } from '../src/model/instrument.js'
import { asApproved, bracket, buy, sell } from '../src/model/order.testing.js'
import { limit, stop, stopLimit } from '../src/model/order-price.js'
import { amend, cancel, enterLong, type Signals } from '../src/model/signal.js'
import { OrderManager } from '../src/orders/order-manager.js'
import { fillOf } from '../src/portfolio/fill.testing.js'
import { Portfolio } from '../src/portfolio/portfolio.js'
import { account } from '../src/risk/account.testing.js'
import { buyingPower } from '../src/risk/buying-power.js'
import { researchAccount } from '../src/risk/research-account.js'
import { defineStrategy } from '../src/strategy/define-strategy.js'

const calm: HandBar = [100, 101, 99, 100, 100]
const stock = instrument('X', 'equity', { calendar: '24/7' })

describe('the venue', () => {
  test('D1 same-close: the open and the close of one bar together stay within its cap', () => {
    const venue = new TestVenue([calm, calm], { policy: { timing: 'same-close', participation: 0.1 } })
    venue.submit(buy(100))
    venue.run(1)
    expect(venue.position()).toBe(10)
  })

  test('D2 a child at a percent of the fill is on the tick, never better than asked', () => {
    const venue = new TestVenue([[33.33, 34, 33, 33.5]], { instrument: stock })
    venue.submit(
      buy(1, {
        children: [
          { role: 'stop', price: { fractionOfFill: -0.05 } },
          { role: 'target', price: { fractionOfFill: 0.05 } },
        ],
      }),
    )
    venue.run()
    expect(venue.events.flatMap((event) => (event.kind === 'updated' ? [event.price] : []))).toEqual([stop(31.66), limit(35)])
  })

  test('D3 an entry that fills on after its target filled is not left without protection', () => {
    const bars: HandBar[] = [
      [99, 99.5, 97, 99, 100],
      [104, 106, 104, 105, 1_000],
      [99, 99.5, 94, 94, 1_000],
    ]
    const venue = new TestVenue(bars, { policy: { participation: 0.1 } })
    venue.submit(buy(30, { price: limit(98), children: bracket(95, 105) }))
    venue.run()
    expect(venue.position()).toBe(0)
  })

  test('D4 a child with nothing to close does not trigger: a reversal in parts keeps its stop', () => {
    const bars: HandBar[] = [
      [100, 101, 99, 100, 1_000],
      [100, 101, 99, 100, 60],
      [100, 106, 99, 100, 1_000],
    ]
    const venue = new TestVenue(bars, { policy: { participation: 0.1, timing: 'next-close' } })
    venue.submit(buy(10))
    venue.run(1)
    venue.submit(sell(20, { children: [{ role: 'stop', price: { at: 105 } }] }))
    venue.run()
    expect(venue.position()).toBe(-10)
  })

  test('D5 a child with nothing to close ends with its entry', () => {
    const venue = new TestVenue(
      [
        [100, 101, 99, 100, 1_000],
        [100, 101, 99, 100, 60],
      ],
      { policy: { participation: 0.1 } },
    )
    venue.submit(buy(10))
    venue.run(1)
    const reversal = venue.submit(sell(20, { children: [{ role: 'stop', price: { at: 105 } }] }))
    venue.run()
    venue.broker.cancel(reversal, 0, 'enough')
    expect(venue.broker.hasOrders(0)).toBe(false)
  })

  test('D6 a triggered stop-limit takes the new limit that it says it took', () => {
    const venue = new TestVenue([
      [100, 105, 104, 104.5],
      [104, 104.5, 102.5, 104],
    ])
    const id = venue.submit(buy(1, { price: stopLimit(104, 102) }))
    venue.run(1)
    venue.modify(id, stopLimit(104, 103))
    venue.run()
    expect(venue.trades).toEqual(['1 buy 1 @ 103'])
  })

  test('D7 a fill says truly which price it is: a limit sent after the open that fills at once did not fill at its limit', () => {
    const venue = new TestVenue([calm])
    venue.submit(buy(1, { price: limit(50) }))
    venue.open(0)
    venue.submit(buy(1, { price: limit(100.5) }), venue.columns.openTime[0])
    venue.path(0)
    expect(venue.fills[0]).toMatchObject({ price: 100 })
    expect(venue.fills[0]?.priceSource).not.toBe('limit')
  })

  test('D8 a fill is not ambiguous because a neighbour’s bracket is', () => {
    const venue = new TestVenue([calm, [100, 106, 94, 100, 100]], { policy: { intrabar: 'pessimistic' } })
    venue.submit(buy(1, { strategy: 'a', children: bracket(95, 105) }))
    venue.run(1)
    venue.submit(buy(1, { strategy: 'b', price: limit(97) }))
    venue.run()
    expect(venue.fills.find((fill) => fill.strategy === 'b')?.ambiguous).toBe(false)
  })

  test('D9 stop-first: the bracket of a stop entry acts stop first in the entry bar too', () => {
    const venue = new TestVenue([[100, 110, 90, 100]], { policy: { intrabar: 'stop-first' } })
    venue.submit(buy(1, { price: stop(104), children: bracket(95, 108) }))
    venue.run()
    expect(venue.trades).toEqual(['1 buy 1 @ 104', '2 sell 1 @ 95'])
  })

  test('D10 a notional that met the cap goes on with what it has not spent', () => {
    const venue = new TestVenue([calm, calm, calm], { policy: { participation: 0.1 } })
    venue.submit(buy(0, { quantity: { notional: 2_500 } }))
    venue.run()
    expect(venue.position()).toBe(25)
  })

  test('D11 whether volume is known does not hang on bars to come', () => {
    const silent: HandBar = [100, 101, 99, 100, 0]
    const fillsIn = (bars: HandBar[]): number => {
      const venue = new TestVenue(bars)
      venue.submit(buy(1))
      venue.run(1)
      return venue.fills.length
    }
    expect(fillsIn([silent, calm])).toBe(fillsIn([silent, silent]))
  })

  test('D12 the cap is not a lot short for the last bits of a double', () => {
    const venue = new TestVenue([calm], { policy: { participation: 0.29 } })
    venue.submit(buy(50))
    venue.run()
    expect(venue.position()).toBe(29)
  })

  test('D13 next-bar is about children: an order sent after the open may use the path, whether or not others rest', () => {
    const lotsWith = (resting: boolean): number => {
      const venue = new TestVenue([calm], { policy: { childActivation: 'next-bar' } })
      if (resting) venue.submit(buy(1, { price: limit(50) }))
      venue.open(0)
      venue.submit(buy(1, { price: stop(100.5) }), venue.columns.openTime[0])
      venue.path(0)
      return venue.position()
    }
    expect(lotsWith(true)).toBe(lotsWith(false))
  })

  test('D14 slippage does not take a price below zero where none can be', () => {
    const venue = new TestVenue([[0.01, 0.02, 0.01, 0.01]], {
      instrument: stock,
      policy: { slippage: (price, side) => price + side * 0.02 },
    })
    venue.submit(sell(1))
    venue.run()
    expect(venue.fills[0]?.price).toBeGreaterThanOrEqual(0)
  })
})

describe('the order manager', () => {
  test('D15 a triggered order is triggered again after a change', () => {
    const manager = new OrderManager({ capabilities: noCapabilities, submit() {}, modify() {}, cancel() {}, cancelAll() {} })
    const order = manager.place(asApproved(buy(1, { price: stopLimit(104, 103) })), 0)
    manager.apply({ kind: 'accepted', clientOrderId: 1, time: 0 })
    manager.apply({ kind: 'triggered', clientOrderId: 1, time: 1 })
    manager.modify(order, asApproved({ clientOrderId: 1, price: stopLimit(104, 102), quantity: null }), 2)
    manager.apply({ kind: 'updated', clientOrderId: 1, time: 2, price: stopLimit(104, 102), quantity: null })
    expect(order.status).toBe('triggered')
  })
})

describe('the portfolio', () => {
  const book = (...fills: readonly [number, number, (number | null)?][]) => {
    const portfolio = new Portfolio([stock], 100_000, 0)
    for (const [lots, price, initialStop] of fills) portfolio.apply(fillOf(lots, price), '', initialStop ?? null)
    return portfolio.roundTrips
  }

  test('D16 the trip that a reversal opens risks what it opened, not what the fill closed as well', () => {
    expect(book([10, 100], [-20, 100, 105], [10, 100]).at(-1)?.initialRisk).toBe(50)
  })

  test('D17 an excursion before a scale-in is of what was held then', () => {
    // 10 lots were 10 points under water; the second 10 came at 95.
    const portfolio = new Portfolio([stock], 100_000, 0)
    portfolio.apply(fillOf(10, 100), '', null)
    portfolio.markBar(
      0,
      new TestVenue([
        [90, 90, 90, 90],
        [90, 90, 90, 90],
      ]).columns,
      1,
    )
    portfolio.apply(fillOf(10, 95), '', null)
    portfolio.apply(fillOf(-20, 97), '', null)
    expect(portfolio.roundTrips[0]?.mae).toBe(-100)
  })

  test('D18 the best result of a trip is not less than its result', () => {
    const [trip] = book([10, 100], [10, 120], [-10, 130], [10, 90], [-20, 130])
    expect(trip?.mfe).toBeGreaterThanOrEqual(trip?.grossPnl as number)
  })
})

describe('risk', () => {
  test('D19 an order that only shrinks what is held is allowed though more is held than may be', () => {
    const over = account({ equity: 100, grossExposure: 1_000, heldLots: 10 })
    expect(buyingPower(researchAccount(1))(sell(5, { closing: 10 }), over, stock)).toBeNull()
    expect(buyingPower(researchAccount(1))(sell(15, { closing: 10 }), over, stock)).toBeNull()
  })
})

describe('the engine', () => {
  /** A limit entry rests; then one batch of signals about it. */
  const batch = (signals: Signals): readonly string[] => {
    const strategy = defineStrategy({
      name: 's',
      params: z.object({}),
      onBars({ instruments }) {
        const [view] = instruments
        if (view?.bar.index === 0) return enterLong({ instrument: 'X', order: limit(50), timeInForce: 'GTC', size: { lots: 10 } })
        return view?.bar.index === 1 ? signals : undefined
      },
    })
    const { columns } = new TestVenue([calm, calm, calm])
    const result = runBacktest({ strategies: [{ strategy }], series: [{ instrument: stock, timeframe: '1h', columns }] })
    return result.orders.map((order) => order.status)
  }

  test('D20 two amendments of one order in a batch', () => {
    expect(batch([amend({ instrument: 'X', limit: 51 }), amend({ instrument: 'X', limit: 52 })])).toEqual(['accepted'])
  })

  test('D21 a cancel and an amendment of one order in a batch', () => {
    expect(batch([cancel({ instrument: 'X' }), amend({ instrument: 'X', limit: 51 })])).toEqual(['canceled'])
  })

  test('D22 two entries under one key in a batch are one working order', () => {
    const twice = [
      enterLong({ instrument: 'X', tag: 't', order: limit(60), size: { lots: 1 } }),
      enterLong({ instrument: 'X', tag: 't', order: limit(61), size: { lots: 1 } }),
    ]
    expect(batch(twice).filter((status) => status === 'accepted' || status === 'expired')).toHaveLength(2)
  })
})

test('stop-first: a stop-limit does not fill at an open that came before its trigger', () => {
  const venue = new TestVenue([[100, 110, 99, 105]], { policy: { intrabar: 'stop-first' } })
  venue.submit(buy(1, { price: stopLimit(104, 103) }))
  venue.run()
  expect(venue.trades).toEqual([])
})

test('stop-first: a target that its entry has passed does not fill at an open that came before the entry', () => {
  const venue = new TestVenue([[100, 101, 90, 95]], { policy: { intrabar: 'stop-first' } })
  venue.submit(buy(1, { price: limit(95), children: [{ role: 'target', price: { at: 94 } }] }))
  venue.run()
  expect(venue.trades).toEqual(['1 buy 1 @ 95'])
})

test('an entry does not fill on after an exit closed what it had opened, and its protection with it', () => {
  const bars: HandBar[] = [
    [99, 99.5, 97, 99, 100],
    [104, 104, 104, 104, 1_000],
    [99, 99.5, 97, 97, 1_000],
  ]
  const venue = new TestVenue(bars, { policy: { participation: 0.1 } })
  venue.submit(buy(30, { price: limit(98), children: bracket(95, 105) }))
  venue.run(1)
  venue.submit(sell(10, { reduceOnly: true, role: 'exit' }))
  venue.run()
  expect(venue.position()).toBe(0)
})

test('the word on a change of a triggered stop tells the price that stands', () => {
  const bars: HandBar[] = [
    [100, 101, 99, 100, 10],
    [97, 98, 96, 97, 100],
  ]
  const venue = new TestVenue(bars, { policy: { participation: 0.1 } })
  venue.submit(sell(1, { price: limit(100.5) }))
  const id = venue.submit(buy(1, { price: stop(100.8) }))
  venue.run(1)
  venue.modify(id, stop(200))
  expect(venue.events.at(-1)).toMatchObject({ kind: 'updated', price: { type: 'market' } })
})
