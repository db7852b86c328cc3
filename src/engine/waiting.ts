// What waits for the end of another order: replacements for the confirmation of a cancel, increases of a batch for its reductions.

import type { Order, OrderIntent } from '../model/order.js'
import type { Signal } from '../model/signal.js'
import type { Seat } from './seat.js'

/** A signal with its seat, and the last close when it was decided. */
export interface Decision {
  readonly seat: Seat
  readonly signal: Signal
  readonly decidedAt: number
}

/** An intent that waits for the cancel of the order it replaces. */
export interface Successor extends Decision {
  readonly intent: OrderIntent
  /** The decision that asked for it, in the log. */
  readonly sequence: number
  /** What the order that it replaces had filled when it was decided; lots. */
  readonly filledBefore: number
}

/** Increases that wait for reductions to end. */
interface Deferred {
  readonly waitsFor: Set<number>
  readonly increases: readonly Decision[]
}

export class Waiting {
  /** By the id of the order that is being canceled. */
  readonly #successors = new Map<number, Successor>()
  #deferred: readonly Deferred[] = []

  get isEmpty(): boolean {
    return this.#successors.size === 0 && this.#deferred.length === 0
  }

  replace(clientOrderId: number, successor: Successor): void {
    this.#successors.set(clientOrderId, successor)
  }

  /** What waits to replace an order; it waits no longer. */
  takeSuccessor(clientOrderId: number): Successor | undefined {
    const successor = this.#successors.get(clientOrderId)
    this.#successors.delete(clientOrderId)
    return successor
  }

  /** A later batch's word on an instrument takes the place of an earlier one that still waits. */
  defer(waitsFor: Set<number>, increases: readonly Decision[]): void {
    const seats = new Set(increases.map(({ seat }) => seat))
    const others = this.#deferred.map((batch) => ({ ...batch, increases: batch.increases.filter(({ seat }) => !seats.has(seat)) }))
    this.#deferred = [...others, { waitsFor, increases }]
  }

  /** The increases whose last reduction has ended with this order, unless `placed` goes on in its place. */
  takeReady(ended: number, placed: Order | null): readonly Decision[] {
    const ready = this.#deferred.filter(({ waitsFor }) => {
      if (!waitsFor.delete(ended)) return false
      if (placed !== null) waitsFor.add(placed.clientOrderId)
      return waitsFor.size === 0
    })
    if (ready.length > 0) this.#deferred = this.#deferred.filter((batch) => !ready.includes(batch))
    return ready.flatMap(({ increases }) => increases)
  }

  clear(): void {
    this.#successors.clear()
    this.#deferred = []
  }
}

/** What of a replacement is left to do, the order before it having filled some of it in the meantime; null where it is all done. */
export function remainder({ intent, filledBefore }: Successor, { filledQuantity }: Order): OrderIntent | null {
  const filled = filledQuantity - filledBefore
  if (filled === 0) return intent
  if (!('lots' in intent.quantity) || intent.quantity.lots <= filled) return null
  return { ...intent, quantity: { lots: intent.quantity.lots - filled }, closing: Math.max(0, intent.closing - filled) }
}
