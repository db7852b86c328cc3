// What the engine asks of a host: to run one strategy, wherever it runs, and to hand its signals back before it goes on.

import type { Breach } from '../model/breach.js'
import type { Fill } from '../model/fill.js'
import type { Instrument } from '../model/instrument.js'
import type { Prediction } from '../model/prediction.js'
import type { Signals } from '../model/signal.js'
import type { EpochMs } from '../model/time.js'

/** One strategy's place for one series of the run. The engine names it to the host and reads no more of it. */
export interface HostSlot {
  readonly instrument: Instrument
}

/**
 * One strategy at work. Every call is synchronous: when it returns, the strategy has decided and the timers that it asked for are set.
 * Errors: `STRATEGY_THREW`, `BAD_STRATEGY` for what is no signal, `STRATEGY_STOPPED` where a limit was passed.
 */
export interface StrategyHost {
  readonly name: string
  readonly params: unknown
  /** Bars before every indicator has a value. */
  readonly warmUp: number
  /** Parallel to the series of the run. */
  readonly slots: readonly HostSlot[]
  readonly handlesBars: boolean
  readonly handlesFills: boolean
  readonly handlesPredictions: boolean
  readonly handlesBreaches: boolean
  /** What the indicators of an instrument read at a time: at the bar that had closed last, by name; of several timeframes as `fast@1h`. */
  indicatorsAt(instrument: string, time: EpochMs): Record<string, number>
  start(): void
  /** The strategy's word on a bar that has just closed. Nothing while its indicators warm up. */
  onBar(slot: HostSlot): Signals
  onBars(): Signals
  onFill(slot: HostSlot, fill: Fill): Signals
  onPrediction(slot: HostSlot, prediction: Prediction): Signals
  onSplit(slot: HostSlot, split: { readonly ratio: number }): void
  onRiskBreach(breach: Breach): Signals
  onTimer(timer: string): Signals
  end(): void
}
