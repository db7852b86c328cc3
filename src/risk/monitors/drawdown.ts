// Drawdown: how far equity is below its highest mark. The peak never comes down by itself, whatever is realized; only an operator sets it anew.

import type { EpochMs } from '../../model/time.js'
import { Alarm, type AlarmLimits, type Emit } from './alarm.js'

export class DrawdownMonitor {
  readonly #alarm: Alarm
  readonly #emit: Emit
  #peak: number

  /** Limits are parts of the peak, which begins at the equity of the start. */
  constructor(limits: AlarmLimits, equity: number, emit: Emit) {
    this.#alarm = new Alarm(limits)
    this.#peak = equity
    this.#emit = emit
  }

  check(equity: number, time: EpochMs): void {
    if (equity > this.#peak) this.#peak = equity
    const severity = this.#alarm.rising(this.#peak - equity, this.#peak)
    if (severity === null) return
    const context = { equity, peak: this.#peak, loss: this.#peak - equity, limit: this.#alarm.limit(severity, this.#peak) }
    this.#emit({ code: 'DRAWDOWN', severity, strategy: null, instrument: null, time, context })
  }

  /** Whether it says nothing while equity stays between two amounts. */
  isSilent(lowest: number, highest: number): boolean {
    return this.#alarm.isSilentUpTo(Math.max(this.#peak, highest) - lowest, this.#peak)
  }

  /** Takes marks in that it is silent at. */
  pass(equity: Float64Array, from: number, to: number): void {
    for (let row = from; row < to; row++) if ((equity[row] as number) > this.#peak) this.#peak = equity[row] as number
  }

  /** An operator goes on from here. */
  restart(equity: number): void {
    this.#peak = equity
    this.#alarm.reset()
  }
}
