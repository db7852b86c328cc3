// What an account lets its owner do: what an order requires, what there is for it, and how large a sizer may make one. One kind of account a file.

import type { Denial } from '../model/denial.js'
import { type Instrument, lotValue } from '../model/instrument.js'
import type { OrderIntent, Side, TriggeredChild } from '../model/order.js'
import type { AccountState } from './control.js'

/** `research`: positions up to a multiple of equity. `cash`: what is paid for. `margin`: Regulation T and FINRA 4210. */
export type AccountType = 'research' | 'cash' | 'margin'

/** What an order asks of the account, and what the account has left; currency of the account. Required is 0 or less for what only reduces. */
export interface BuyingPower {
  readonly required: number
  readonly available: number
}

/** An order that has no size yet. */
export interface PlannedOrder {
  readonly side: Side
  readonly price: number
  /** Lots of the open position that it closes first, as a reversal does. */
  readonly closing: number
}

/** A part of a position that is closed at once. */
export interface Reduction {
  readonly side: Side
  readonly lots: number
  readonly price: number
}

/** The rules of one kind of account. The buying-power control, the seats that sizers read and a batch of signals all ask it. */
export interface AccountModel {
  readonly type: AccountType
  /** Whether it must know how far working orders could take each asset; and, of its own, how far those of the strategy that asks could. */
  readonly asksReach: boolean
  readonly asksOwn: boolean
  /** Whether strategies count side by side, and what one holds covers nothing of another's: a broker nets them. */
  readonly isSideBySide: boolean
  /** The two sides of the control, or why the account never takes such an order. `price` is what the order is judged at. */
  power(intent: OrderIntent, price: number, account: AccountState, instrument: Instrument): BuyingPower | Denial
  /** The most that an order may be worth, what it closes left out. */
  spendable(order: PlannedOrder, account: AccountState, instrument: Instrument): number
  /** What a reduction leaves for the increases of the same batch, before it is filled. */
  freed(reduction: Reduction, account: AccountState, instrument: Instrument): number
}

/** What one lot is worth at a price, in the account's currency; never below zero. */
export function worthOf(instrument: Instrument, price: number, { rate = 1 }: AccountState): number {
  return Math.abs(lotValue(instrument, price)) * rate
}

/** What lots that are held are worth: at the mark, in the account's currency. None are worth nothing, with a mark or without. */
export function heldWorth(lots: number, instrument: Instrument, account: AccountState): number {
  return lots === 0 ? 0 : lots * worthOf(instrument, account.referencePrice, account)
}

/** Lots of an order; of a notional as many, whole or not, as it buys at the price. */
export function orderLots({ quantity }: OrderIntent, each: number, account: AccountState): number {
  return 'lots' in quantity ? quantity.lots : notionalValue(quantity.notional, account) / each
}

/** What an order is worth where a lot is worth `each`. */
export function orderValue({ quantity }: OrderIntent, each: number, account: AccountState): number {
  return 'lots' in quantity ? quantity.lots * each : notionalValue(quantity.notional, account)
}

/** A notional is an amount of the instrument's currency. */
function notionalValue(notional: number, { rate = 1 }: AccountState): number {
  return notional * rate
}

/** The orders that an order triggers: nobody is asked about them again, so they are judged with it. */
export function triggeredBy({ children }: OrderIntent): readonly TriggeredChild[] {
  for (const child of children) if (isTriggered(child)) return children.filter(isTriggered)
  return none
}

/** Lots that it would sell by what it triggers. */
export function triggeredSales(intent: OrderIntent): number {
  return triggeredBy(intent).reduce((sum, { side, lots }) => (side === 'sell' ? sum + lots : sum), 0)
}

function isTriggered(child: OrderIntent['children'][number]): child is TriggeredChild {
  return child.role === 'triggered'
}

const none: readonly TriggeredChild[] = []

/** Whether all that can come of an order is a smaller position: accounts always allow that. */
export function onlyReduces(intent: OrderIntent): boolean {
  return intent.reduceOnly && triggeredBy(intent).length === 0
}

/** The part of an order's lots that adds to what works already: one that only reduces takes no more than `room`, what is left of the position. */
export function addedLots({ reduceOnly }: OrderIntent, lots: number, room: number): number {
  return reduceOnly ? Math.min(lots, Math.max(0, room)) : lots
}

/** Whether the account refuses such an order, whatever it has left. */
export function isDenial(power: BuyingPower | Denial): power is Denial {
  return 'code' in power
}
