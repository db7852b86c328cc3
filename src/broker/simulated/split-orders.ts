// What a split does to the orders of one book. At Interactive Brokers an order that is good till canceled ends with a split of its instrument
// (Interactive Brokers, Order Types and Algos, Good Till Canceled); ours do once they have worked. Those that wait for their first session, and the
// protection of an open position, go on in the new shares.

import type { OrderChange } from '../../model/broker.js'
import { splitLots } from '../../model/corporate-action.js'
import type { Instrument } from '../../model/instrument.js'
import type { Side } from '../../model/order.js'
import { limitOf } from '../../model/order-price.js'
import { splitIntent, splitOrderPrice } from '../../model/split-order.js'
import type { RestingOrder } from './resting-order.js'
import { endsWithDay } from './time-in-force.js'

/** The orders of a book. Ending one may end children of it that sleep, and nothing else. */
interface SplitBook {
  readonly orders: readonly RestingOrder[]
  readonly series: { readonly instrument: Instrument }
}

/** Ends the orders that end with a split. */
export function endWorked(book: SplitBook, end: (order: RestingOrder) => void): void {
  for (const order of book.orders) if (endsWithSplit(order)) end(order)
}

/** Puts every order into the new shares, then tells of those that work; one without a lot left ends. */
export function restateAll(
  book: SplitBook,
  ratio: number,
  tell: { readonly end: (order: RestingOrder) => void; readonly update: (order: RestingOrder) => void },
): void {
  for (const order of book.orders) restate(order, ratio, book.series.instrument)
  for (const order of book.orders) {
    if (order.dormant) continue
    if (order.isDone) tell.end(order)
    else tell.update(order)
  }
}

/** Whether it ends: it has worked, and guards no position. What a DAY order filled at the close at which it came was before its own day. */
export function endsWithSplit(order: RestingOrder): boolean {
  const hasWorked = order.hasBegun || (order.filledUnits > 0 && !endsWithDay(order))
  return hasWorked && !order.dormant && !order.isProtection
}

/** Why an order ends of which the new shares leave nothing. */
export const lessThanALot = 'the split leaves less than one lot'

export function splitReason({ intent: { timeInForce } }: RestingOrder): string {
  return `${timeInForce} ends with a split`
}

/** Puts orders of a listing that were under way into the shares of after the splits that came over them. */
export function restateOver(ratios: readonly number[], orders: readonly RestingOrder[], instrument: Instrument): void {
  for (const ratio of ratios) for (const order of orders) restate(order, ratio, instrument)
}

/** What a change of an order of a side asks for in the shares of after the splits that came over it: lots with their fraction, since what has filled is to come off them. */
export function changeOver(
  ratios: readonly number[],
  { price, quantity }: Pick<OrderChange, 'price' | 'quantity'>,
  side: Side,
  instrument: Instrument,
): Pick<OrderChange, 'price' | 'quantity'> {
  return {
    price: ratios.reduce((one, ratio) => splitOrderPrice(one, side, ratio, instrument), price),
    quantity: quantity === null ? null : ratios.reduce((lots, ratio) => lots * ratio, quantity),
  }
}

/** The order in the new shares. */
export function restate(order: RestingOrder, ratio: number, instrument: Instrument): void {
  const { side } = order.intent
  const { price, limit, triggered } = order
  order.intent = splitIntent(order.intent, ratio, instrument)
  order.leaves = splitLots(order.leaves, ratio)
  order.nextLots = splitLots(order.nextLots, ratio)
  order.closing = splitLots(order.closing, ratio)
  order.filledUnits *= ratio
  order.filledLots = splitLots(order.filledLots, ratio)
  order.filledAt /= ratio
  if (order.nextPrice !== null) order.nextPrice = splitOrderPrice(order.nextPrice, side, ratio, instrument)
  order.reprice(splitOrderPrice(price, side, ratio, instrument), instrument.tick)
  // Once triggered it works at a limit that may stand behind where a trailing trigger was met.
  if (triggered) order.limit = limitOf(splitOrderPrice({ type: 'limit', limit }, side, ratio, instrument))
}
