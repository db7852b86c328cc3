// A seat: one strategy in one instrument of the account. It is made once and read for every signal, so that a decision builds nothing to look at.

import type { Instrument } from '../model/instrument.js'
import type { Order, Side } from '../model/order.js'
import type { Desk } from '../orders/desk.js'
import type { Portfolio } from '../portfolio/portfolio.js'
import type { LivePosition } from '../portfolio/position.js'
import type { SizingContext } from '../sizing/sizer.js'
import type { Commitments } from './commitments.js'

export class Seat implements SizingContext {
  readonly strategy: string
  readonly instrument: Instrument
  readonly position: LivePosition
  readonly desk: Desk
  /** The strategy's share of the account, 0…1. */
  readonly allocation: number
  /** How many instruments it trades. */
  readonly instruments: number
  /** The order that a size is worked out for, its price and the working order that it replaces; set before each sizing. */
  side: Side = 'buy'
  price = Number.NaN
  replaces: Order | null = null
  /** The group of orders that it joins; null for none. */
  group: string | null = null
  /** Value of the open position that the order closes first, as a reversal does; currency. */
  closes = 0
  /** What reductions of the same batch will free, as the account counts it; currency. */
  released = 0
  readonly #portfolio: Portfolio
  readonly #isForeign: boolean
  readonly #commitments: Commitments

  constructor(
    fields: Pick<Seat, 'strategy' | 'instrument' | 'position' | 'desk' | 'allocation' | 'instruments'>,
    portfolio: Portfolio,
    commitments: Commitments,
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
  }

  get equity(): number {
    return this.#portfolio.equity
  }
  /** As if what is closed first were closed already, at the sizing price. */
  get cash(): number {
    return this.#portfolio.cash + (this.position.isShort ? -this.closes : this.closes)
  }
  get buyingPower(): number {
    return this.#commitments.spendable(this, this.instrument, this.replaces, this.released, this.group)
  }
  /** The account's currency for one of the instrument's; 1 where they are the same, NaN where it is not known. */
  get rate(): number {
    return this.#isForeign ? this.#portfolio.rate(this.instrument.id) : 1
  }
  /** The last close of the instrument, in its own currency; NaN before the first. */
  get mark(): number {
    return this.#portfolio.lastClose(this.instrument.id)
  }
}
