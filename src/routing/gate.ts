// What a stage before the sizer is: it looks at one signal and lets it pass, or says why not. The governor is one, each market filter another.

import type { Denial } from '../model/denial.js'
import type { Instrument } from '../model/instrument.js'
import type { OrderListener } from '../model/order-listener.js'
import type { Position } from '../model/position.js'
import type { Signal } from '../model/signal.js'
import type { EpochMs } from '../model/time.js'

/** Whose signal it is, and in what. */
export interface GateSeat {
  readonly strategy: string
  readonly instrument: Instrument
  readonly position: Position
}

/** It is asked only about what opens or adds: no stage keeps a strategy in a position. */
export interface Gate extends OrderListener {
  /** Null lets the signal pass. Asking changes nothing: a signal may be asked about twice. */
  judge(signal: Signal, seat: GateSeat, time: EpochMs): Denial | null
}
