// Daily loss: what equity has lost since the session before it was over.

import type { EpochMs } from '../../model/time.js'
import { Alarm, type AlarmLimits, type Emit } from './alarm.js'

export class DailyLossMonitor {
  readonly #alarm: Alarm
  readonly #emit: Emit
  #before: number

  /** Limits are parts of the equity that the day began with. */
  constructor(limits: AlarmLimits, equity: number, emit: Emit) {
    this.#alarm = new Alarm(limits)
    this.#before = equity
    this.#emit = emit
  }

  check(equity: number, time: EpochMs): void {
    const severity = this.#alarm.rising(this.#before - equity, this.#before)
    if (severity === null) return
    const context = { equity, before: this.#before, loss: this.#before - equity, limit: this.#alarm.limit(severity, this.#before) }
    this.#emit({ code: 'DAILY_LOSS', severity, strategy: null, instrument: null, time, context })
  }

  /** Whether it says nothing while equity stays at an amount or above it. */
  isSilent(lowest: number): boolean {
    return this.#alarm.isSilentUpTo(this.#before - lowest, this.#before)
  }

  /** Another session begins, or an operator goes on: with this equity. */
  restart(equity: number): void {
    this.#before = equity
    this.#alarm.reset()
  }
}
