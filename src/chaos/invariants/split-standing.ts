// What a split makes of where an order stands: the lots that are left of it × the ratio, its price ÷ it. What has filled stays as it was told.

import { splitLots } from '../../model/corporate-action.js'
import type { Fill } from '../../model/fill.js'
import type { Instrument } from '../../model/instrument.js'
import type { Side } from '../../model/order.js'
import type { OrderPrice } from '../../model/order-price.js'
import { splitOrderPrice } from '../../model/split-order.js'
import type { EpochMs } from '../../model/time.js'
import type { BookedSplit } from './splits.js'

export interface Standing {
  /** The most that it may come to in all: the largest of what is agreed and asked for. NaN for an amount of money. */
  lots: number
  /** By the last word of the broker: what a change that is refused leaves. */
  agreed: number
  /** What each change that the broker has not answered would have it come to, in the order they were asked for. */
  asked: readonly number[]
  /** The most that it ever came to: a twin may have that. */
  most: number
  /** Lots of what is left that close an opposite position first, at most: what fills closes, and so has what the broker takes off unasked. */
  closing: number
  /** Each fill in the shares of its own time. */
  filled: number
  /** Lots that splits have made of what had filled before them, on top of that: a change names its lots with them. */
  filledBySplits: number
  /** Where it stands, by the last word of the broker. */
  price: OrderPrice
  /** Its price, and what is left of it, are in the shares of then. */
  sharesOf: EpochMs
  /** When the broker said last what is left of it; −Infinity before the first time. */
  leftSaidAt: EpochMs
}

export function splitStanding(one: Standing, { ratio, time }: BookedSplit, side: Side, instrument: Instrument): void {
  const { filled } = one
  const restated = (lots: number): number => filled + splitLots(lots - filled, ratio)
  one.lots = restated(one.lots)
  one.agreed = restated(one.agreed)
  one.asked = one.asked.map(restated)
  one.most = splitLots(one.most, ratio)
  one.closing = splitLots(one.closing, ratio)
  one.filledBySplits = splitLots(filled + one.filledBySplits, ratio) - filled
  one.price = splitOrderPrice(one.price, side, ratio, instrument)
  one.sharesOf = time
}

/** Takes in a fill from before splits that is heard of only after them: in the shares of now it was more, and the broker may have said since what is left. */
export function fillLate(one: Standing, { quantity, time }: Fill, splits: readonly BookedSplit[]): void {
  const today = lotsAfter(splits, quantity)
  const taken = one.leftSaidAt > time ? 0 : today
  one.lots += quantity - taken
  one.agreed += quantity - taken
  one.asked = one.asked.map((lots) => lots + quantity - taken)
  one.filled += quantity
  one.filledBySplits += today - quantity
}

/** Lots in the shares after splits. */
export function lotsAfter(splits: readonly BookedSplit[], lots: number): number {
  let left = lots
  for (const { ratio } of splits) left = splitLots(left, ratio)
  return left
}
