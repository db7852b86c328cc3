import { describe, expect, test } from 'vitest'
import type { Broker } from '../../model/broker.js'
import { noCapabilities } from '../../model/broker.testing.js'
import { instrument } from '../../model/instrument.js'
import { type OrderIntent, plainTerms } from '../../model/order.js'
import { asApproved, bracket, buy, sell } from '../../model/order.testing.js'
import { limit, stop } from '../../model/order-price.js'
import { OrderManager } from '../../orders/order-manager.js'
import { fillOf } from '../../portfolio/fill.testing.js'
import { Portfolio } from '../../portfolio/portfolio.js'
import { nothing } from '../../risk/facts.testing.js'
import { ExposureBook } from './exposure-book.js'

const silent: Broker = { capabilities: noCapabilities, submit() {}, modify() {}, cancel() {}, cancelAll() {} }
const x = instrument('X', 'equity', { tick: 'none' })
const y = instrument('Y', 'equity', { tick: 'none' })

/** Two strategies, two instruments at a mark of 100. */
class Desk {
  readonly orders = new OrderManager(silent)
  readonly portfolio = new Portfolio([x, y], 1e6, 0)
  readonly book = new ExposureBook(['s', 't'], [x, y], this.orders, this.portfolio)

  constructor() {
    const columns = { length: 1, openTime: [0], closeTime: [1], open: [100], high: [100], low: [100], close: [100], volume: [1] } as never
    for (const index of [0, 1]) this.portfolio.markBar(index, columns, 0)
  }

  holds(lots: number, strategy = 's', id = 'X'): this {
    this.portfolio.apply(fillOf(lots, 100, { strategy, instrument: id }), '', null)
    return this
  }

  works(...intents: readonly OrderIntent[]): this {
    for (const intent of intents) {
      const { clientOrderId } = this.orders.place(asApproved(intent), 0)
      this.orders.apply({ kind: 'accepted', clientOrderId, time: 0 })
    }
    return this
  }

  with(intent: OrderIntent, replaces: number | null = null) {
    const sums = { ...nothing }
    this.book.addWith(intent, replaces === null ? null : this.orders.get(replaces), sums)
    return sums
  }

  get now() {
    const sums = { ...nothing }
    this.book.addWithout({ strategy: 's', instrument: 'X' }, sums)
    return sums
  }
}

describe('lots on a side', () => {
  test('are what is held there, what works there, and the intent', () => {
    expect(
      new Desk()
        .holds(10)
        .works(buy(5, { price: limit(99) }))
        .with(buy(2)),
    ).toMatchObject({ longLots: 17, shortLots: 0 })
    expect(
      new Desk()
        .holds(-10)
        .works(sell(5, { price: limit(101) }))
        .with(sell(2)),
    ).toMatchObject({ longLots: 0, shortLots: 17 })
  })

  test('find no room in a position on the other side: an exit may close it first', () => {
    expect(new Desk().holds(-10).with(buy(5))).toMatchObject({ longLots: 5, shortLots: 10 })
    expect(new Desk().holds(-10, 't').with(buy(5))).toMatchObject({ longLots: 5, shortLots: 10 })
  })

  test('are of a reversal what it opens, whatever of the position is still there', () => {
    expect(new Desk().holds(-10).with(buy(15, { closing: 10 })).longLots).toBe(5)
    expect(new Desk().holds(-4).with(buy(15, { closing: 10 })).longLots).toBe(11)
    expect(new Desk().with(buy(15, { closing: 10 })).longLots).toBe(15)
  })

  test('leave out what only reduces, and protection', () => {
    const desk = new Desk().holds(10).works(sell(10, { reduceOnly: true }), buy(1, { children: bracket(90, 110) }))
    expect(desk.with(sell(10, { reduceOnly: true }))).toMatchObject({ longLots: 11, shortLots: 0 })
  })

  test('count a group as its largest order, the intent with it', () => {
    const inGroup = (lots: number, side = buy) => side(lots, { price: limit(99), terms: { ...plainTerms, oca: { group: 'g', type: 1 } } })
    expect(new Desk().works(inGroup(5), inGroup(3)).with(inGroup(4)).longLots).toBe(5)
    expect(new Desk().works(inGroup(5), inGroup(3)).with(inGroup(7)).longLots).toBe(7)
    expect(new Desk().works(inGroup(5)).with(inGroup(7, sell))).toMatchObject({ longLots: 5, shortLots: 7 })
  })

  test('count what an order triggers, asleep or not', () => {
    const triggers = { children: [{ role: 'triggered', side: 'buy', lots: 3, price: { type: 'market' } }] } as const
    expect(new Desk().with(sell(1, triggers))).toMatchObject({ longLots: 3, shortLots: 1 })
    expect(new Desk().works(sell(1, triggers)).with(buy(1))).toMatchObject({ longLots: 4, shortLots: 1 })
  })

  test('count a change for the order that it changes, and those under way for the largest that it was, is or could be', () => {
    const desk = new Desk().works(buy(5, { price: limit(99) }))
    expect(desk.with(buy(8, { price: limit(99) }), 1).longLots).toBe(8)
    desk.orders.modify(desk.orders.get(1), asApproved({ clientOrderId: 1, price: limit(99), quantity: 8 }), 0)
    expect(desk.with(buy(1)).longLots).toBe(9)
    desk.orders.modify(desk.orders.get(1), asApproved({ clientOrderId: 1, price: limit(99), quantity: 2 }), 0)
    expect(desk.with(buy(1)).longLots).toBe(9)
    const answer = { kind: 'updated', clientOrderId: 1, time: 0, price: limit(99) } as const
    desk.orders.apply({ ...answer, quantity: 8 })
    desk.orders.apply({ ...answer, quantity: 2 })
    expect(desk.with(buy(1)).longLots).toBe(3)
  })

  test('of a notional are what it buys at its price', () => {
    expect(new Desk().with(buy(0, { quantity: { notional: 1_000 } }))).toMatchObject({ longLots: 10, longValue: 1_000 })
  })
})

describe('values', () => {
  test('are at the mark or the order’s own price, whichever is more', () => {
    expect(new Desk().with(buy(10, { price: limit(50) })).longValue).toBe(1_000)
    expect(new Desk().with(buy(10, { price: stop(110) })).longValue).toBe(1_100)
  })

  test('of strategy, asset and account are added side by side', () => {
    const desk = new Desk().holds(10, 's', 'X').holds(-4, 't', 'X').holds(7, 's', 'Y').holds(-2, 't', 'Y')
    const worst = desk.with(buy(1))
    expect(worst).toMatchObject({ longValue: 1_100, shortValue: 400, assetValue: 1_500, strategyValue: 1_800 })
    expect(worst).toMatchObject({ grossValue: 1_100 + 700, netLongValue: 1_100 + 700, netShortValue: -400 - 200 })
    expect(desk.now).toMatchObject({ longValue: 1_000, strategyValue: 1_700 })
  })

  test('of the account on one side find no room in what is held on the other, in whatever asset: an exit may close it first', () => {
    const desk = new Desk().holds(10).works(sell(3, { strategy: 't', price: limit(101) }))
    expect(desk.now).toMatchObject({ netLongValue: 1_000, netShortValue: -303 })
    const short = new Desk().holds(-5, 's', 'Y').works(buy(5, { instrument: 'Y', reduceOnly: true, price: stop(101) }))
    expect(short.with(buy(15))).toMatchObject({ netLongValue: 1_500, netShortValue: -500 })
  })
})

test('an instrument without a mark has no known worth, where something of it is held or works', () => {
  const unmarked = new Portfolio([x, y], 1e6, 0)
  const orders = new OrderManager(silent)
  const book = new ExposureBook(['s'], [x, y], orders, unmarked)
  const sums = { ...nothing }
  book.addWith(buy(1), null, sums)
  expect(sums.grossValue).toBeNaN()
  expect(sums.longLots).toBe(1)
})
