// Exits cut to what other exits leave of the position. One at market goes before those that wait for a price: they are canceled first, and it goes once they have ended.

import type { Order, OrderIntent } from '../../model/order.js'
import { isExit } from '../../risk/exits.js'
import type { ExitBook } from '../exposure/exit-book.js'

/** Orders to cancel before a signal is planned anew. */
export interface MakeWay {
  readonly kind: 'make-way'
  readonly orders: readonly Order[]
}

/** A plan to place an order. */
interface Placed {
  readonly intent: OrderIntent
  /** The working order under the same key, if any. */
  readonly replaces: Order | null
  /** Lots that it closes for sure. */
  readonly reduction: number
}

export class ExitFit {
  readonly #exits: ExitBook

  constructor(exits: ExitBook) {
    this.#exits = exits
  }

  /** Where others leave nothing it asks for all that it wants: pre-trade risk denies it, with its numbers. */
  fitted<Plan extends Placed>(plan: Plan): Plan | MakeWay {
    const { intent, replaces, reduction } = plan
    if (!isExit(intent) || !('lots' in intent.quantity)) return plan
    const room = this.#exits.closable(intent) - this.#exits.beside(intent, replaces)
    if (intent.quantity.lots <= room) return plan
    const aside = this.#exits.exits(intent).filter((order) => order !== replaces && stepsAside(order, intent))
    if (aside.length > 0) return { kind: 'make-way', orders: this.#latest(aside, intent.quantity.lots - room) }
    return room <= 0 ? plan : { ...plan, intent: { ...intent, quantity: { lots: room } }, reduction: Math.min(reduction, room) }
  }

  /** As many as free so many lots, the newest first; a group that frees less makes way again. */
  #latest(orders: readonly Order[], lots: number): readonly Order[] {
    let missing = lots
    return orders.toReversed().filter((order) => {
      const isNeeded = missing > 0
      missing -= this.#exits.mostLeft(order)
      return isNeeded
    })
  }
}

/** An order that waits for a price does for one at market, and one that is ending for what is said anew under its key. */
function stepsAside({ price, status, intent }: Order, exit: OrderIntent): boolean {
  const isAnew = status === 'pending-cancel' && intent.role === exit.role && intent.tag === exit.tag
  return isAnew || (exit.price.type === 'market' && price.type !== 'market')
}
