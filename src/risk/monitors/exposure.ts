// Exposure: all that is held against equity, added up and netted. It grows by itself when equity falls.

import type { EpochMs } from '../../model/time.js'
import { Alarm, type Emit } from './alarm.js'

/** Parts of equity. Infinity for none. */
export interface ExposureLimits {
  readonly gross: number
  readonly net: number
}

export class ExposureMonitor {
  readonly #gross: Alarm
  readonly #net: Alarm
  readonly #emit: Emit

  constructor({ gross, net }: ExposureLimits, emit: Emit) {
    this.#gross = new Alarm({ warning: gross, critical: Number.POSITIVE_INFINITY })
    this.#net = new Alarm({ warning: net, critical: Number.POSITIVE_INFINITY })
    this.#emit = emit
  }

  check(gross: number, net: number, equity: number, time: EpochMs): void {
    this.#hold(this.#gross, 'gross', gross, equity, time)
    this.#hold(this.#net, 'net', Math.abs(net), equity, time)
  }

  /** Whether it says nothing up to a gross exposure, which the net one is never above, while equity stays at an amount or above it. */
  isSilent(gross: number, lowest: number): boolean {
    const base = Math.max(0, lowest)
    return this.#gross.isSilentUpTo(gross, base) && this.#net.isSilentUpTo(gross, base)
  }

  #hold(alarm: Alarm, kind: 'gross' | 'net', exposure: number, equity: number, time: EpochMs): void {
    const severity = alarm.rising(exposure, Math.max(0, equity))
    if (severity === null) return
    const context = { kind, exposure, equity, limit: alarm.limit(severity, Math.max(0, equity)) }
    this.#emit({ code: 'EXPOSURE', severity, strategy: null, instrument: null, time, context })
  }
}
