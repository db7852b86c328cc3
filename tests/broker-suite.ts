// One suite for every broker: what the port promises, whoever stands behind it. An implementation brings a market to trade in, and nothing else.

import { beforeEach, describe, expect, test } from 'vitest'
import { unsupported } from '../src/model/capabilities.js'
import { isTerminal } from '../src/model/order.js'
import { asApproved, bracket, buy, sell } from '../src/model/order.testing.js'
import { limit, market, type OrderPrice, orderTypes, stop, stopLimit } from '../src/model/order-price.js'
import { timesInForce } from '../src/model/signal.js'
import { type BrokerBench, Desk } from './broker-desk.js'

/** The promises of the broker port, as tests. Each begins with a broker of its own. */
export function describeBroker(name: string, begin: () => BrokerBench): void {
  describe(`${name} as a broker`, () => {
    let bench: BrokerBench
    let desk: Desk
    beforeEach(() => {
      bench = begin()
      desk = new Desk(bench)
    })

    describe('submit', () => {
      test('is accepted under its own id, and works', () => {
        const order = desk.place(buy(10, { price: limit(90) }))
        bench.settle()
        expect(desk.heard(order)).toEqual(['accepted'])
        expect(desk.status(order)).toBe('accepted')
      })

      test('at market fills at the next price', () => {
        const order = desk.place(buy(10))
        bench.trade(101, 101)
        expect(desk.heard(order)).toEqual(['accepted', 'filled'])
        expect(desk.order(order)).toMatchObject({ status: 'filled', filledQuantity: 10 })
        expect(desk.order(order).averageFillPrice).toBeCloseTo(101, 1)
      })

      test('with a limit fills at the limit or better, and not before', () => {
        const order = desk.place(buy(10, { price: limit(95) }))
        bench.trade(100, 96)
        expect(desk.status(order)).toBe('accepted')
        bench.trade(96, 90)
        expect(desk.status(order)).toBe('filled')
        expect(desk.order(order).averageFillPrice).toBeLessThanOrEqual(95)
      })

      test('with a stop sleeps until its trigger, says that it was met, and fills', () => {
        const order = desk.place(buy(10, { price: stop(105) }))
        bench.trade(100, 104)
        expect(desk.heard(order)).toEqual(['accepted'])
        bench.trade(104, 108)
        expect(desk.heard(order)).toEqual(['accepted', 'triggered', 'filled'])
      })

      test('with a stop and a limit works as a limit once it has triggered', () => {
        const order = desk.place(buy(10, { price: stopLimit(105, 103) }))
        bench.trade(104, 108)
        expect(desk.status(order)).toBe('triggered')
        bench.trade(108, 101)
        expect(desk.order(order)).toMatchObject({ status: 'filled' })
        expect(desk.order(order).averageFillPrice).toBeLessThanOrEqual(103)
      })

      test('of more than there is fills in parts, each told once, until nothing is left', () => {
        const order = desk.place(buy(10))
        bench.trade(100, 100, 4)
        expect(desk.order(order)).toMatchObject({ status: 'partially-filled', filledQuantity: 4 })
        bench.trade(100, 100, 100)
        expect(desk.order(order)).toMatchObject({ status: 'filled', filledQuantity: 10 })
        expect(desk.fills(order).map(({ done }) => done)).toEqual([false, true])
      })

      test('names the order’s strategy, instrument, side and role in each fill', () => {
        const order = desk.place(sell(3, { tag: 't', strategy: 'another', role: 'rebalance' }))
        bench.trade(100, 100)
        const [{ fill } = {}] = desk.fills(order)
        expect(fill).toMatchObject({ strategy: 'another', instrument: bench.instrument, side: 'sell', role: 'rebalance', quantity: 3 })
      })
    })

    describe('modify', () => {
      test('moves a limit, and the order fills there', () => {
        const order = desk.place(buy(10, { price: limit(80) }))
        bench.settle()
        desk.modify(order, limit(95), null)
        bench.settle()
        expect(desk.order(order)).toMatchObject({ status: 'accepted', price: limit(95), quantity: 10 })
        bench.trade(100, 90)
        expect(desk.order(order).averageFillPrice).toBeGreaterThan(80)
      })

      test('sets the quantity of the whole order, with what has filled', () => {
        const order = desk.place(buy(10, { price: limit(99) }))
        bench.trade(100, 97, 4)
        desk.modify(order, limit(99), 6)
        bench.settle()
        expect(desk.order(order)).toMatchObject({ quantity: 6, filledQuantity: 4 })
        bench.trade(100, 97, 100)
        expect(desk.order(order)).toMatchObject({ status: 'filled', filledQuantity: 6 })
      })

      test('to no more than has filled is refused, and changes nothing', () => {
        const order = desk.place(buy(10, { price: limit(99) }))
        bench.trade(100, 97, 4)
        desk.modify(order, limit(98), 4)
        bench.settle()
        expect(desk.heard(order).at(-1)).toBe('update-rejected')
        expect(desk.order(order)).toMatchObject({ status: 'partially-filled', quantity: 10, price: limit(99) })
      })

      test('that comes after the order’s end is refused, and changes nothing', () => {
        const order = desk.place(buy(10))
        bench.settle()
        desk.modify(order, market(), 20)
        bench.tradeAhead(100, 100)
        const { status, filledQuantity } = desk.order(order)
        expect(status).toBe('filled')
        expect([10, 20]).toContain(filledQuantity)
      })

      test('of an order that nobody sent is refused', () => {
        bench.broker.modify(asApproved({ clientOrderId: 99, price: limit(1), quantity: null }), bench.now)
        bench.settle()
        expect(bench.events).toMatchObject([{ kind: 'update-rejected', clientOrderId: 99 }])
      })
    })

    describe('cancel', () => {
      test('ends an order, which never fills again', () => {
        const order = desk.place(buy(10, { price: limit(95) }))
        bench.settle()
        desk.cancel(order)
        bench.settle()
        expect(desk.order(order)).toMatchObject({ status: 'canceled', note: 'not wanted' })
        bench.trade(100, 80)
        expect(desk.order(order).filledQuantity).toBe(0)
      })

      test('leaves what has filled', () => {
        const order = desk.place(buy(10, { price: limit(99) }))
        bench.trade(100, 97, 4)
        desk.cancel(order)
        bench.settle()
        expect(desk.order(order)).toMatchObject({ status: 'canceled', filledQuantity: 4 })
      })

      test('that crosses a fill ends one way or the other, and the fill counts', () => {
        const order = desk.place(buy(10, { price: limit(95) }))
        bench.settle()
        desk.cancel(order)
        bench.tradeAhead(100, 80)
        const { status, filledQuantity } = desk.order(order)
        expect([status, filledQuantity]).toEqual(status === 'filled' ? ['filled', 10] : ['canceled', 0])
      })

      test('of an order that has ended is refused, and changes nothing', () => {
        const order = desk.place(buy(10))
        bench.trade(100, 100)
        bench.broker.cancel(order, bench.now, 'too late')
        bench.settle()
        expect(desk.heard(order)).toEqual(['accepted', 'filled', 'cancel-rejected'])
        expect(desk.status(order)).toBe('filled')
      })

      test('of an order that nobody sent is refused', () => {
        bench.broker.cancel(99, bench.now, 'not wanted')
        bench.settle()
        expect(bench.events).toMatchObject([{ kind: 'cancel-rejected', clientOrderId: 99 }])
      })

      test('twice is confirmed once and refused once', () => {
        const order = desk.place(buy(10, { price: limit(90) }))
        bench.settle()
        desk.cancel(order)
        bench.broker.cancel(order, bench.now, 'again')
        bench.settle()
        expect(desk.heard(order)).toEqual(['accepted', 'canceled', 'cancel-rejected'])
        expect(desk.status(order)).toBe('canceled')
      })

      test('sent with the order, right behind it, finds it', () => {
        const order = desk.place(buy(10, { price: limit(90) }))
        desk.cancel(order)
        bench.settle()
        expect(desk.heard(order)).toEqual(['accepted', 'canceled'])
      })
    })

    describe('cancelAll', () => {
      test('ends every order that works, children and all, each once', () => {
        const orders = [
          desk.place(buy(10, { price: limit(90) })),
          desk.place(sell(10, { price: stop(80) })),
          desk.place(buy(10, { price: limit(85), children: bracket(70, 99) })),
        ]
        bench.settle()
        bench.broker.cancelAll(bench.now, 'enough')
        bench.settle()
        expect(desk.all().map(({ status }) => status)).toEqual(orders.concat(0, 0).map(() => 'canceled'))
        for (const { clientOrderId } of desk.all()) expect(desk.heard(clientOrderId)).toEqual(['accepted', 'canceled'])
        bench.trade(100, 60)
        expect(desk.all().every(({ filledQuantity }) => filledQuantity === 0)).toBe(true)
      })

      test('with nothing at work says nothing', () => {
        bench.broker.cancelAll(bench.now, 'enough')
        bench.settle()
        expect(bench.events).toEqual([])
      })
    })

    describe('children', () => {
      const protect = { price: limit(99), children: bracket(90, 120) } as const

      test('sleep until their parent fills, and wake with what it filled', () => {
        const parent = desk.place(buy(10, protect))
        bench.settle()
        expect(desk.all().map(({ quantity }) => quantity)).toEqual([10, 0, 0])
        bench.trade(100, 97, 4)
        expect(desk.order(parent + 1)).toMatchObject({ quantity: 4, price: stop(90) })
        expect(desk.order(parent + 2)).toMatchObject({ quantity: 4, price: limit(120) })
      })

      test('end with a parent that ends unfilled', () => {
        const parent = desk.place(buy(10, protect))
        bench.settle()
        desk.cancel(parent)
        bench.settle()
        expect(desk.all().map(({ status }) => status)).toEqual(['canceled', 'canceled', 'canceled'])
      })

      test('end each other: what one closes the other does not', () => {
        const parent = desk.place(buy(10, protect))
        bench.trade(100, 97)
        bench.trade(97, 85)
        expect([0, 1, 2].map((child) => desk.status(parent + child))).toEqual(['filled', 'filled', 'canceled'])
        bench.trade(85, 125)
        expect(desk.position()).toBe(0)
      })
    })

    describe('reduce-only', () => {
      test('never turns a position, and ends with it', () => {
        desk.place(buy(10))
        bench.trade(100, 100)
        const both = [
          desk.place(sell(10, { reduceOnly: true, price: limit(102) })),
          desk.place(sell(10, { reduceOnly: true, price: limit(103) })),
        ]
        bench.trade(100, 110)
        expect(desk.position()).toBe(0)
        expect(both.map((id) => desk.order(id).filledQuantity).reduce((sum, filled) => sum + filled)).toBe(10)
        expect(both.every((id) => isTerminal(desk.status(id)))).toBe(true)
      })
    })

    describe('capabilities', () => {
      test('name the broker', () => {
        expect(bench.broker.capabilities.broker).toMatch(/./)
      })

      test('what they have not is denied before it is sent, and the broker is named', () => {
        const { capabilities } = bench.broker
        for (const type of orderTypes) {
          for (const timeInForce of timesInForce) {
            const denial = unsupported(buy(1, { price: { type } as OrderPrice, timeInForce }), capabilities)
            expect(denial === null).toBe(capabilities.types[type]?.includes(timeInForce) === true)
            if (denial !== null) expect(denial).toMatchObject({ code: 'ORDER_TYPE_UNSUPPORTED', context: { broker: capabilities.broker } })
          }
        }
      })
    })

    describe('everything it says', () => {
      test('is of orders that it was sent, in an order that makes sense, its time never running back, its fills each with an id of its own', () => {
        const prices = [market(), limit(98), stop(103), limit(95), stopLimit(104, 103)]
        for (const [index, price] of prices.entries()) {
          desk.place(buy(5 + index, { price, children: bracket(80, 130) }))
          desk.place(sell(3 + index, { price: index % 2 === 0 ? limit(102 + index) : stop(96 - index), reduceOnly: index > 2 }))
        }
        bench.trade(100, 104, 11)
        const [first, second] = desk.all().filter(({ status }) => status === 'accepted')
        if (first !== undefined) desk.cancel(first.clientOrderId)
        if (second !== undefined && 'limit' in second.price) desk.modify(second.clientOrderId, limit(97), null)
        bench.tradeAhead(104, 94)
        bench.trade(94, 107, 9)
        bench.broker.cancelAll(bench.now, 'enough')
        bench.settle()
        desk.expectSound()
        expect(desk.all().every(({ status }) => isTerminal(status))).toBe(true)
      })
    })
  })
}
