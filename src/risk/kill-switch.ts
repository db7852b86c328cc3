// The kill switch (FIA 1.5): outside the strategies, latched, thrown by a person. Nothing opens or adds, everything that works is canceled; closing stays possible.

import type { Breach } from '../model/breach.js'
import type { EpochMs } from '../model/time.js'
import type { Hands } from './breakers.js'
import type { TradingState } from './trading-state.js'

export class KillSwitch {
  readonly #state: TradingState
  readonly #hands: Hands

  constructor(state: TradingState, hands: Hands) {
    this.#state = state
    this.#hands = hands
  }

  /** Throws it for the account (null) or one strategy; answers the breach that strategies are told. Thrown again it cancels again. */
  throw(strategy: string | null, reason: string, time: EpochMs): Breach {
    this.#state.escalate(strategy, 'reducing', 'KILL_SWITCH', reason, time)
    this.#hands.cancelAll(strategy, `kill switch: ${reason}`)
    return { code: 'KILL_SWITCH', severity: 'critical', strategy, instrument: null, time, context: { reason } }
  }
}
