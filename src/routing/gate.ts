// What a stage before the sizer is: it looks at one signal and lets it pass, or says why not. The governor is one, each market filter another.

import type { Denial } from '../model/denial.js'
import type { GateNotes } from '../model/gate-notes.js'
import type { Instrument } from '../model/instrument.js'
import type { Order, Side } from '../model/order.js'
import type { OrderListener } from '../model/order-listener.js'
import type { OrderPrice } from '../model/order-price.js'
import type { Position } from '../model/position.js'
import type { Signal } from '../model/signal.js'
import type { EpochMs } from '../model/time.js'

/** Whose signal it is, in what, and the order that would come of it. */
export interface GateSeat {
  readonly strategy: string
  readonly instrument: Instrument
  readonly position: Position
  /** The last close of the instrument when the strategy decided, in its own currency; NaN before the first, and where it is no price. */
  readonly decidedAt: number
  readonly side: Side
  readonly orderPrice: OrderPrice
  /** The working order that it takes the place of, if any; and how many trades it would begin with what it triggers: none where it changes one. */
  readonly replaces: Order | null
  readonly begins: number
  /** The last close of the instrument now. */
  readonly mark: number
  /** Takes the numbers that a stage holds to its limit; null where nothing is kept. */
  readonly notes: GateNotes | null
  /** The usual reach of one bar, in price, and the annual standard deviation of returns, of the last bars; NaN where there are too few. */
  averageTrueRange(bars: number): number
  volatility(bars: number): number
}

/** It is asked only about what opens or adds, and about changes of such orders: no stage keeps a strategy in a position. */
export interface Gate extends OrderListener {
  /** Null lets the signal pass. Asking changes nothing: a signal is asked about again when it had to wait. */
  judge(signal: Signal, seat: GateSeat, time: EpochMs): Denial | null
}
