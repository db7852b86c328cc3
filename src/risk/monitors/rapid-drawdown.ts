// Rapid drawdown: how far equity is below its highest mark of the last minutes. The window is of time, not of bars: marks a day apart never meet in it.

import { type EpochMs, MINUTE_MS } from '../../model/time.js'
import { Alarm, type AlarmLimits, type Emit } from './alarm.js'

export class RapidDrawdownMonitor {
  readonly #alarm: Alarm
  readonly #emit: Emit
  readonly #windowMs: number
  /** Marks that may still be the highest of a window: a ring of falling values, the oldest and highest first. */
  #times: Float64Array = new Float64Array(64)
  #values: Float64Array = new Float64Array(64)
  #first = 0
  #count = 0

  /** Limits are parts of the highest mark in the window, whose both ends count. */
  constructor(limits: AlarmLimits, windowMs: number, emit: Emit) {
    this.#alarm = new Alarm(limits)
    this.#windowMs = windowMs
    this.#emit = emit
  }

  check(equity: number, time: EpochMs): void {
    this.#keep(equity, time)
    const peak = this.#values[this.#first] as number
    const severity = this.#alarm.rising(peak - equity, peak)
    if (severity === null) return
    const minutes = this.#windowMs / MINUTE_MS
    const context = { equity, peak, loss: peak - equity, limit: this.#alarm.limit(severity, peak), minutes }
    this.#emit({ code: 'RAPID_DRAWDOWN', severity, strategy: null, instrument: null, time, context })
  }

  /** The same for a mark at which equity is what it was at the last one. */
  stay(equity: number, time: EpochMs): void {
    // A loss that was told may be over as its peak leaves the window.
    if (this.#alarm.isRaised || this.#count === 0) this.check(equity, time)
    else this.#times[(this.#first + this.#count - 1) & (this.#times.length - 1)] = time
  }

  /** Whether it says nothing while equity stays between two amounts, whatever the window. */
  isSilent(lowest: number, highest: number): boolean {
    const peak = this.#count === 0 ? highest : Math.max(this.#values[this.#first] as number, highest)
    return this.#alarm.isSilentUpTo(peak - lowest, lowest)
  }

  /** Takes marks in that it is silent at: of these the last window is all that a later one can see. */
  pass(equity: Float64Array, time: Float64Array, from: number, to: number): void {
    const since = (time[to - 1] as number) - this.#windowMs
    let first = to - 1
    while (first > from && (time[first - 1] as number) >= since) first--
    for (let row = first; row < to; row++) this.#keep(equity[row] as number, time[row] as number)
  }

  /** An operator goes on: what was before is over. */
  restart(): void {
    this.#count = 0
    this.#alarm.reset()
  }

  #keep(equity: number, time: EpochMs): void {
    const mask = this.#times.length - 1
    const since = time - this.#windowMs
    while (this.#count > 0 && (this.#times[this.#first] as number) < since) {
      this.#first = (this.#first + 1) & mask
      this.#count--
    }
    while (this.#count > 0 && (this.#values[(this.#first + this.#count - 1) & mask] as number) <= equity) this.#count--
    if (this.#count === this.#times.length) this.#grow()
    const last = (this.#first + this.#count) & (this.#times.length - 1)
    this.#times[last] = time
    this.#values[last] = equity
    this.#count++
  }

  #grow(): void {
    this.#times = this.#doubled(this.#times)
    this.#values = this.#doubled(this.#values)
    this.#first = 0
  }

  /** The ring laid out from its first entry, in twice the room. */
  #doubled(ring: Float64Array): Float64Array {
    const wider = new Float64Array(ring.length * 2)
    wider.set(ring.subarray(this.#first))
    wider.set(ring.subarray(0, this.#first), ring.length - this.#first)
    return wider
  }
}
