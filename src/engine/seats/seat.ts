// A seat: one strategy in one instrument of the account. It is made once and read for every signal, so that a decision builds nothing to look at.

import { type Instrument, lotValue } from '../../model/instrument.js'
import { type Order, type Side, sign } from '../../model/order.js'
import type { OrderPrice } from '../../model/order-price.js'
import type { Desk } from '../../orders/desk.js'
import type { Portfolio } from '../../portfolio/portfolio.js'
import type { LivePosition } from '../../portfolio/position.js'
import type { CapContext } from '../../sizing/size-caps.js'
import type { SizingContext } from '../../sizing/sizer.js'
import type { TripCount } from '../../sizing/trip-count.js'
import type { Commitments } from '../exposure/commitments.js'
import type { MoveFacts, TripCounts } from '../planning/size-facts.js'
import type { NotedGates } from '../records/noted-gates.js'

/** What a seat asks besides the account. */
export interface SizeFacts {
  readonly moves: MoveFacts
  readonly trips: TripCounts
}

const atMarket: OrderPrice = { type: 'market' }

/** What the reductions of a batch leave for its increases before they have filled; the account's currency. */
export interface Released {
  /** Buying power, as the account counts it. */
  readonly power: number
  /** Of what is held. */
  readonly value: number
}

export const nothing: Released = { power: 0, value: 0 }

export class Seat implements SizingContext, CapContext {
  readonly strategy: string
  readonly instrument: Instrument
  readonly position: LivePosition
  readonly desk: Desk
  /** The share of the account that there is for it, 0…1: the strategy's, or that of its virtual account. */
  allocation: number
  /** How many instruments share it. */
  instruments: number
  /** Its virtual account; undefined where there is none. */
  account: string | undefined = undefined
  /** The last close when the strategy decided, and the price of the order that would come of it. */
  decidedAt = Number.NaN
  orderPrice: OrderPrice = atMarket
  /** How many trades the order would begin, with those that it triggers. */
  begins = 0
  /** The order that a size is worked out for, its price and the working order that it replaces; set before each sizing. */
  side: Side = 'buy'
  price = Number.NaN
  replaces: Order | null = null
  /** The group of orders that it joins, by its key; null for none. */
  group: string | null = null
  /** Lots of the open position that the order closes first, as a reversal does. */
  closing = 0
  /** Takes what stages measure of the signal that is decided now; null where nothing is kept. */
  notes: NotedGates | null = null
  /** From its price to its stop; NaN where it has none. */
  stopDistance = Number.NaN
  /** What reductions of the same batch will free. */
  released: Released = nothing
  readonly #portfolio: Portfolio
  readonly #isForeign: boolean
  readonly #commitments: Commitments
  readonly #moves: MoveFacts
  readonly #trips: TripCounts

  constructor(
    fields: Pick<Seat, 'strategy' | 'instrument' | 'position' | 'desk' | 'allocation' | 'instruments'>,
    portfolio: Portfolio,
    commitments: Commitments,
    facts: SizeFacts,
  ) {
    this.strategy = fields.strategy
    this.instrument = fields.instrument
    this.position = fields.position
    this.desk = fields.desk
    this.allocation = fields.allocation
    this.instruments = fields.instruments
    this.#portfolio = portfolio
    this.#isForeign = fields.instrument.currency !== portfolio.currency
    this.#commitments = commitments
    this.#moves = facts.moves
    this.#trips = facts.trips
  }

  /** Sits in a virtual account, which has one symbol at a time, or in none. */
  sitIn(account: { readonly name: string; readonly allocation: number } | null): void {
    this.account = account?.name
    if (account === null) return
    this.allocation = account.allocation
    this.instruments = 1
  }

  get equity(): number {
    return this.#portfolio.equity
  }
  /** As if what is closed first were closed already, at the sizing price. */
  get cash(): number {
    const closes = this.#worth(this.closing, this.price)
    return this.#portfolio.cash + (this.position.isShort ? -closes : closes)
  }
  get buyingPower(): number {
    return this.#commitments.spendable(this, this.strategy, this.instrument, this.replaces, this.released.power, this.group)
  }
  /** The account's currency for one of the instrument's; 1 where they are the same, NaN where it is not known. */
  get rate(): number {
    return this.#isForeign ? this.#portfolio.rate(this.instrument.id) : 1
  }
  get heldLots(): number {
    return Math.max(0, sign(this.side) * this.position.quantity)
  }
  averageTrueRange(bars: number): number {
    return this.#moves.averageTrueRange(bars)
  }
  volatility(bars: number): number {
    return this.#moves.volatility(bars)
  }
  get trips(): TripCount {
    return this.#trips.of(this.strategy)
  }
  /** What is in the asset already and could come of working orders, without what the order closes or takes the place of. */
  get symbolValue(): number {
    return this.#commitments.openValue(this.instrument, this.replaces) - this.#worth(this.closing, this.mark)
  }
  /** The same of all assets, less what reductions of the batch free. */
  get totalValue(): number {
    return this.#commitments.openValue(null, this.replaces) - this.#worth(this.closing, this.mark) - this.released.value
  }
  /** The last close of the instrument, in its own currency; NaN before the first, and where it is no price. */
  get mark(): number {
    return this.#portfolio.lastClose(this.instrument.id)
  }
  /** In the account's currency; no lots are worth nothing, at a price or without. */
  #worth(lots: number, price: number): number {
    return lots === 0 ? 0 : lots * Math.abs(lotValue(this.instrument, price)) * this.rate
  }
}
