// Order manager, simulated venue and portfolio together under random scripts: what one says the others must confirm.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyPolicy, anyScript, type Script, type Step } from '../../src/broker/simulated/script.testing.js'
import { TestVenue, untickedX } from '../../src/broker/simulated/venue.testing.js'
import type { Fill } from '../../src/model/fill.js'
import { toMicros } from '../../src/model/money.js'
import { isTerminal, type Order } from '../../src/model/order.js'
import { asApproved } from '../../src/model/order.testing.js'
import { MINUTE_MS } from '../../src/model/time.js'
import { OrderManager } from '../../src/orders/order-manager.js'
import { Portfolio } from '../../src/portfolio/portfolio.js'

const runs = { numRuns: 200 }

test('every order the venue reports on takes only legal steps, and its record agrees with its fills', () => {
  holds(({ desk, fills }) => {
    for (const order of desk.manager.orders) {
      const own = fills.filter((fill) => fill.clientOrderId === order.clientOrderId)
      const lots = own.reduce((sum, fill) => sum + fill.quantity, 0)
      expect(order.filledQuantity).toBe(lots)
      expect(order.fees).toBeCloseTo(
        own.reduce((sum, fill) => sum + fill.fee, 0),
        9,
      )
      if (lots > 0)
        expect(order.averageFillPrice * lots).toBeCloseTo(
          own.reduce((sum, fill) => sum + fill.quantity * fill.price, 0),
          6,
        )
      if (order.status === 'filled') expect(order.quantity).toBe(lots)
    }
  })
})

test('the records of ended orders are what the orders were', () => {
  holds(({ desk }) => {
    const known = new Map(desk.manager.orders.map((order) => [order.clientOrderId, order]))
    for (const order of desk.placed) expect(known.get(order.clientOrderId)).toEqual(order)
    expect(known.size).toBe(desk.manager.count)
  })
})

test('the venue holds orders exactly while the manager has some that may fill', () => {
  holds(({ desk, venue }) => {
    const working = desk.manager.desks.flatMap((one) => one.orders)
    expect(venue.broker.hasOrders(0)).toBe(working.length > 0)
    expect(working.some((order) => isTerminal(order.status))).toBe(false)
    expect(working.length).toBe(desk.manager.orders.filter((order) => !isTerminal(order.status)).length)
  })
})

test('cash is what was there less every fill and fee, and positions are the sums of fills', () => {
  holds(({ desk, fills }) => {
    let cash = BigInt(toMicros(1_000_000))
    const lots: Record<string, number> = { a: 0, b: 0 }
    for (const fill of fills) {
      const signed = fill.side === 'buy' ? fill.quantity : -fill.quantity
      cash -= BigInt(toMicros(signed * fill.price)) + BigInt(toMicros(fill.fee))
      lots[fill.strategy] = (lots[fill.strategy] as number) + signed
    }
    expect(BigInt(desk.portfolio.ledger.cash)).toBe(cash)
    for (const strategy of ['a', 'b']) expect(desk.portfolio.position(strategy, 'X').quantity).toBe(lots[strategy])
  })
})

test('the strategy sees what it could still have filled, and no sleeping child', () => {
  holds(({ desk }) => {
    for (const one of desk.manager.desks) {
      for (const working of one.view) expect(working.leaves).toBeGreaterThanOrEqual(0)
      const visible = one.orders.filter((order) => order.parentId === null || order.quantity > 0)
      expect(one.view.length).toBe(visible.length)
    }
  })
})

/** Order manager and portfolio at one venue; events are settled as soon as they are said, as the engine does. */
class Desk {
  readonly manager: OrderManager
  readonly portfolio = new Portfolio([untickedX], 1_000_000, 0)
  readonly placed: Order[] = []
  readonly #venue: TestVenue
  #settled = 0

  constructor(venue: TestVenue) {
    this.#venue = venue
    this.manager = new OrderManager(venue.broker)
  }

  act({ does, which, order }: Step, time: number): void {
    const working = this.placed.filter((one) => !isTerminal(one.status))
    const target = working[which % Math.max(1, working.length)]
    if (does === 'place') this.placed.push(this.manager.place(asApproved(order), time))
    else if (target === undefined) return
    else if (does === 'cancel') this.manager.cancel(target, time, 'the script says so')
    else if (target.status === 'accepted') {
      this.manager.modify(target, asApproved({ clientOrderId: target.clientOrderId, price: order.price, quantity: null }), time)
    }
    this.settle()
  }

  settle(): void {
    const { events } = this.#venue
    while (this.#settled < events.length) {
      const event = events[this.#settled++] as (typeof events)[number]
      this.manager.apply(event)
      if (event.kind === 'filled') this.portfolio.apply(event.fill, '', null)
    }
  }
}

function holds(check: (run: { desk: Desk; venue: TestVenue; fills: readonly Fill[] }) => void): void {
  fc.assert(
    fc.property(anyScript, anyPolicy, (script, policy) => {
      const venue = new TestVenue(script.bars, { policy })
      const desk = new Desk(venue)
      perform(script, venue, desk)
      check({ desk, venue, fills: venue.fills })
    }),
    runs,
  )
}

function perform(script: Script, venue: TestVenue, desk: Desk): void {
  for (const [bar, steps] of script.steps.entries()) {
    const opens = venue.columns.openTime[bar] as number
    for (const step of steps) if (step.when === 'before-open') desk.act(step, opens)
    venue.open(bar)
    desk.settle()
    for (const step of steps) if (step.when === 'after-open') desk.act(step, opens)
    for (const step of steps) if (step.when === 'inside') desk.act(step, opens + MINUTE_MS)
    venue.path(bar)
    desk.settle()
  }
}
