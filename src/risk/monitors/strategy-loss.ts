// Loss per strategy: what each has lost since the run began, open positions at their marks and fees among it.

import type { EpochMs } from '../../model/time.js'
import { Alarm, type AlarmLimits, type Emit } from './alarm.js'

export class StrategyLossMonitor {
  readonly #strategies: readonly string[]
  readonly #alarms: readonly Alarm[]
  readonly #emit: Emit
  /** The result that the loss is counted from: 0, or that of an operator's unlatch. */
  readonly #from: Float64Array

  /** Limits are in the account's currency. */
  constructor(limits: AlarmLimits, strategies: readonly string[], emit: Emit) {
    this.#strategies = strategies
    this.#alarms = strategies.map(() => new Alarm(limits))
    this.#from = new Float64Array(strategies.length)
    this.#emit = emit
  }

  /** `result` is what a strategy has made since the run began. */
  check(index: number, result: number, time: EpochMs): void {
    const alarm = this.#alarms[index] as Alarm
    const loss = (this.#from[index] as number) - result
    const severity = alarm.rising(loss, 1)
    if (severity === null) return
    const strategy = this.#strategies[index] as string
    this.#emit({ code: 'STRATEGY_LOSS', severity, strategy, instrument: null, time, context: { loss, limit: alarm.limit(severity, 1) } })
  }

  /** Whether it says nothing while a strategy's result stays at an amount or above it. */
  isSilent(index: number, lowest: number): boolean {
    return (this.#alarms[index] as Alarm).isSilentUpTo((this.#from[index] as number) - lowest, 1)
  }

  /** An operator lets a strategy go on from here; where its result is not known, from where it was counted until now. */
  restart(index: number, result: number): void {
    if (!Number.isNaN(result)) this.#from[index] = result
    this.#alarms[index]?.reset()
  }
}
