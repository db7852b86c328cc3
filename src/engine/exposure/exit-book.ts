// What stands to close each position: the working exits of a strategy in an asset, in whatever listing, and the lots that they have to close.

import { assetOf, type Instrument } from '../../model/instrument.js'
import { type Order, type OrderIntent, sign } from '../../model/order.js'
import type { OrderManager } from '../../orders/order-manager.js'
import type { Portfolio } from '../../portfolio/portfolio.js'
import type { LivePosition } from '../../portfolio/position.js'
import { isExit } from '../../risk/exits.js'
import type { WorkingOrders } from '../../risk/risk-facts.js'
import { groupCountedOnce } from './group-key.js'
import { SideReach } from './side-reach.js'

/** One strategy in one asset. */
interface Holder {
  readonly position: LivePosition
  readonly desks: readonly WorkingOrders[]
}

export class ExitBook {
  readonly #orders: OrderManager
  /** By strategy and listing. */
  readonly #holders: ReadonlyMap<string, ReadonlyMap<string, Holder>>
  readonly #sum = new SideReach()

  constructor(strategies: readonly string[], instruments: readonly Instrument[], orders: OrderManager, portfolio: Portfolio) {
    this.#orders = orders
    const holder = (strategy: string, one: Instrument): Holder => ({
      position: portfolio.position(strategy, one.id),
      desks: instruments.filter((other) => assetOf(other) === assetOf(one)).map(({ id }) => orders.desk(strategy, id)),
    })
    this.#holders = new Map(strategies.map((name) => [name, new Map(instruments.map((one) => [one.id, holder(name, one)]))]))
  }

  /** Lots of its strategy's position that an order on its side could close. */
  closable({ strategy, instrument, side }: OrderIntent): number {
    return Math.max(0, -sign(side) * this.#holder(strategy, instrument).position.quantity)
  }

  /**
   * Lots that other exits on its side could close, whichever of them fill: a group that counts once does so as its largest, and the intent's own not at all.
   * So is the order left out that it takes the place of.
   */
  beside(intent: OrderIntent, replaces: Order | null): number {
    this.#sum.clear()
    const own = groupCountedOnce(intent.terms.oca)
    for (const { orders } of this.#holder(intent.strategy, intent.instrument).desks) {
      for (const order of orders) {
        if (order === replaces || !closesWith(order, intent)) continue
        const group = groupCountedOnce(order.intent.terms.oca)
        if (group === null || group !== own) this.#sum.add(group, this.#orders.mostLeft(order), 0)
      }
    }
    return this.#sum.lots
  }

  /** The working exits of its strategy on its side of the asset. */
  exits(intent: OrderIntent): readonly Order[] {
    const { desks } = this.#holder(intent.strategy, intent.instrument)
    return desks.flatMap(({ orders }) => orders.filter((order) => closesWith(order, intent)))
  }

  /** Lots that an exit could close, whichever of the changes under way the broker takes. */
  mostLeft(order: Order): number {
    return this.#orders.mostLeft(order)
  }

  #holder(strategy: string, instrument: string): Holder {
    return this.#holders.get(strategy)?.get(instrument) as Holder
  }
}

function closesWith(order: Order, { side }: OrderIntent): boolean {
  return order.intent.side === side && isExit(order.intent)
}
