// The line to the broker as the run knows it: up, down, or up with books that are not known to agree.

import type { Broker } from '../../model/broker.js'
import type { EpochMs } from '../../model/time.js'
import type { Line } from '../../risk/connected.js'

export class Connection implements Line {
  state: Line['state'] = 'up'
  since: EpochMs = Number.NEGATIVE_INFINITY

  /** Null where there is no line to lose. */
  static of(port: Broker | null): Connection | null {
    return port === null ? null : new Connection()
  }

  lost(time: EpochMs): void {
    this.#turn('down', time)
  }

  /** It is up again; whether what is held and works has to be compared first. */
  restored(mustReconcile: boolean, time: EpochMs): void {
    this.#turn(mustReconcile ? 'unreconciled' : 'up', time)
  }

  /** The broker's books and ours say the same, or they do not. A word of it that came while the line is down says nothing. */
  reconciled(agrees: boolean, time: EpochMs): void {
    if (this.state !== 'down') this.#turn(agrees ? 'up' : 'unreconciled', time)
  }

  #turn(state: Line['state'], time: EpochMs): void {
    if (state === this.state) return
    this.state = state
    this.since = time
  }
}
