// Order intents for tests: what is not the point of a test has a plain value.

import { type Approved, markApproved } from './approved.js'
import { type ChildIntent, type Order, type OrderIntent, plainTerms, type Side } from './order.js'

/** A market GTC order of strategy `s` in instrument `X`; anything given overrides it. */
export function intent(side: Side, lots: number, overrides: Partial<OrderIntent> = {}): OrderIntent {
  return {
    strategy: 's',
    instrument: 'X',
    tag: '',
    role: 'entry',
    side,
    quantity: { lots },
    price: { type: 'market' },
    timeInForce: 'GTC',
    terms: plainTerms,
    closing: 0,
    reduceOnly: false,
    children: [],
    reason: '',
    ...overrides,
  }
}

export const buy = (lots: number, overrides: Partial<OrderIntent> = {}): OrderIntent => intent('buy', lots, overrides)
export const sell = (lots: number, overrides: Partial<OrderIntent> = {}): OrderIntent => intent('sell', lots, overrides)

/** A bracket: a protective stop and a target at absolute prices. */
export function bracket(stop: number, target: number): readonly ChildIntent[] {
  return [
    { role: 'stop', price: { at: stop } },
    { role: 'target', price: { at: target } },
  ]
}

/** Tests of a broker start behind risk: they take any intent as approved. */
export function asApproved<Intent extends object>(unjudged: Intent): Approved<Intent> {
  return markApproved(unjudged)
}

/** An order that works: accepted, with nothing filled; anything given overrides it. */
export function working(of: OrderIntent, overrides: Partial<Order> = {}): Order {
  return {
    clientOrderId: 1,
    parentId: null,
    intent: of,
    createdAt: 0,
    status: 'accepted',
    price: of.price,
    quantity: 'lots' in of.quantity ? of.quantity.lots : 0,
    filledQuantity: 0,
    averageFillPrice: 0,
    fees: 0,
    updatedAt: 0,
    note: '',
    ...overrides,
  }
}
