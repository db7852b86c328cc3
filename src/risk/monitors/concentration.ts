// Concentration: how much of equity one asset is, long or short, all strategies together.

import type { EpochMs } from '../../model/time.js'
import { Alarm, type Emit } from './alarm.js'

export class ConcentrationMonitor {
  readonly #assets: readonly string[]
  readonly #alarms: readonly Alarm[]
  readonly #emit: Emit

  /** The limit is a part of equity. */
  constructor(limit: number, assets: readonly string[], emit: Emit) {
    this.#assets = assets
    this.#alarms = assets.map(() => new Alarm({ warning: limit, critical: Number.POSITIVE_INFINITY }))
    this.#emit = emit
  }

  /** `value` is that of all positions in an asset, longs and shorts added; the asset by its place. */
  check(index: number, value: number, equity: number, time: EpochMs): void {
    const alarm = this.#alarms[index] as Alarm
    const base = Math.max(0, equity)
    const severity = alarm.rising(Math.abs(value), base)
    if (severity === null) return
    const context = { value: Math.abs(value), equity, limit: alarm.limit(severity, base) }
    this.#emit({ code: 'CONCENTRATION', severity, strategy: null, instrument: this.#assets[index] as string, time, context })
  }

  /** Whether it says nothing of an asset up to a value, while equity stays at an amount or above it. */
  isSilent(index: number, value: number, lowest: number): boolean {
    return (this.#alarms[index] as Alarm).isSilentUpTo(value, Math.max(0, lowest))
  }
}
