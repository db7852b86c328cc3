// A seat: one strategy in one instrument of the account. It is made once and read for every signal, so that a decision builds nothing to look at.

import type { Instrument } from '../model/instrument.js'
import type { Order } from '../model/order.js'
import type { Desk } from '../orders/order-manager.js'
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
  /** The price that a size is worked out at, and the working order that it replaces; set before each sizing. */
  price = Number.NaN
  replaces: Order | null = null
  /** Value of the open position that the order closes first, as a reversal does; currency. */
  closes = 0
  /** What reductions of the same batch will free; currency. */
  released = 0
  readonly #portfolio: Portfolio
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
    // What a reversal closes frees its exposure, whatever its side.
    return this.#commitments.available(this.replaces) + this.closes + this.released
  }
  /** The last close of the instrument; NaN before the first. */
  get mark(): number {
    return this.#portfolio.mark(this.instrument.id)
  }
}
