// How a strategy is written: one object of handlers; the types of params and indicators are inferred from it.

import type { ZodType, z } from 'zod'
import type { IndicatorDefinition } from '../indicators/indicator.js'
import type { Line } from '../indicators/line.js'
import type { Bar } from '../model/bar.js'
import type { Breach } from '../model/breach.js'
import type { Fill } from '../model/fill.js'
import type { Instrument } from '../model/instrument.js'
import type { WorkingOrder } from '../model/order.js'
import type { Position } from '../model/position.js'
import type { Prediction } from '../model/prediction.js'
import type { Signals } from '../model/signal.js'
import type { EpochMs, Timeframe } from '../model/time.js'
import type { RandomStream } from '../std/random.js'

/** The indicators of a strategy, by the names it reads them under. */
export type IndicatorSet = Readonly<Record<string, IndicatorDefinition>>

/** What a strategy reads of them: a `Line` for a plain indicator, lines by name for one with several. */
export type LinesOf<Set extends IndicatorSet> = {
  readonly [Name in keyof Set]: Set[Name] extends IndicatorDefinition<infer L>
    ? [L] extends ['value']
      ? Line
      : Readonly<Record<L, Line>>
    : never
}

/** The account as one snapshot: currency units, at the last mark. */
export interface AccountView {
  readonly equity: number
  readonly cash: number
}

/** What every handler can see. */
export interface StrategyContext<Memory> {
  /** The time of the event, epoch ms. */
  readonly time: EpochMs
  readonly account: AccountView
  /** The strategy's own mutable memory, made anew for each run by `memory`. */
  readonly memory: Memory
  /** The strategy's own random stream: the same draws in every run with this seed. */
  readonly random: RandomStream
  /** Asks for `onTimer` at a time; the same name again replaces it. */
  schedule(at: EpochMs, name: string): void
}

/** One series as the strategy sees it: an instrument at one timeframe. */
export interface InstrumentView<Set extends IndicatorSet> {
  readonly instrument: Instrument
  readonly timeframe: Timeframe
  /** The bar that closed last. */
  readonly bar: Bar
  readonly position: Position
  readonly working: readonly WorkingOrder[]
  readonly lines: LinesOf<Set>
  /** True when a bar of it closed at this very time. */
  readonly isFresh: boolean
  /** True once every indicator has a value. */
  readonly isWarm: boolean
}

/** What `onBar` reads: the account, one's own state, and the series whose bar has just closed. */
export interface BarContext<Memory, Set extends IndicatorSet = IndicatorSet> extends StrategyContext<Memory>, InstrumentView<Set> {}

/** What `onBars` reads once a time: the account, one's own state, and every series. */
export interface BarsContext<Memory, Set extends IndicatorSet> extends StrategyContext<Memory> {
  /** Every series of the run that has had a bar, in instrument order; an instrument with two timeframes is here twice. */
  readonly instruments: readonly InstrumentView<Set>[]
}

/** A strategy: pure decisions. It never sees a broker, a clock or a file. */
export interface Strategy<Params extends ZodType = ZodType, Set extends IndicatorSet = IndicatorSet, Memory = unknown> {
  readonly name: string
  /** One sentence for lists and reports. */
  readonly description?: string
  readonly params: Params
  /** How many instruments it needs; one when absent. A run of fewer is refused. */
  readonly leastInstruments?: number
  indicators?(params: z.output<Params>): Set
  memory?(params: z.output<Params>): Memory
  onStart?(context: StrategyContext<Memory>, params: z.output<Params>): void
  /** Once for each bar of each instrument, at its close, when every indicator has a value. */
  onBar?(context: BarContext<Memory, Set>, lines: LinesOf<Set>, params: z.output<Params>): Signals
  /** Once a time at which bars closed, after every `onBar`: one equity snapshot for all instruments. */
  onBars?(context: BarsContext<Memory, Set>, params: z.output<Params>): Signals
  onFill?(context: BarContext<Memory, Set>, fill: Fill, params: z.output<Params>): Signals
  /**
   * A prediction at the time it was published, between bars too; at a close before `onBar`. The context is that of its instrument, whose last bar may be
   * older: look at `isWarm` before you read indicators. Not before the instrument's first bar has closed.
   */
  onPrediction?(context: BarContext<Memory, Set>, prediction: Prediction, params: z.output<Params>): Signals
  /**
   * After a split of an instrument that the prices show, before anything of that day. Positions, orders, bars and indicators stand in the new shares already:
   * only what the strategy keeps itself, prices in `memory` for one, is its own to restate.
   */
  onSplit?(context: BarContext<Memory, Set>, split: { readonly ratio: number }, params: z.output<Params>): void
  /**
   * After a mark, before `onFill`: a limit was passed, by the account or by this strategy. What the breach tripped is done already: where the state is
   * `halted` no signal passes, where it is `reducing` only those that make positions smaller.
   */
  onRiskBreach?(context: BarsContext<Memory, Set>, breach: Breach, params: z.output<Params>): Signals
  onTimer?(context: StrategyContext<Memory>, name: string, params: z.output<Params>): Signals
  /** After the last bar; signals are no longer taken. */
  onEnd?(context: StrategyContext<Memory>, params: z.output<Params>): void
}

/** Gives the object back, with the types of params, indicators and memory inferred. */
export function defineStrategy<Params extends ZodType, Set extends IndicatorSet = Record<never, never>, Memory = undefined>(
  strategy: Strategy<Params, Set, Memory>,
): Strategy<Params, Set, Memory> {
  return strategy
}
