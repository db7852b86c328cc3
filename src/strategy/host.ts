// The in-process host: it runs one strategy over the series of a run and hands its signals back. What it hands to the strategy is the strategy's own:
// views that hold no bar to come, and copies of what the engine keeps.

import { splitsBy } from '../data/split-eras.js'
import type { Bar, BarSeries } from '../model/bar.js'
import { type BarCursor, BarView } from '../model/bar-cursor.js'
import type { Breach } from '../model/breach.js'
import type { Fill } from '../model/fill.js'
import type { Instrument } from '../model/instrument.js'
import type { WorkingOrder } from '../model/order.js'
import type { Position } from '../model/position.js'
import type { Prediction } from '../model/prediction.js'
import type { Signals } from '../model/signal.js'
import { SplitBarView } from '../model/split-bar-view.js'
import type { EpochMs, Timeframe } from '../model/time.js'
import { BenchError } from '../std/errors.js'
import type { RandomStream } from '../std/random.js'
import { readThrown } from '../std/thrown.js'
import { checkSignals } from './check-signals.js'
import { checkTimer } from './check-timer.js'
import type { AccountView, BarContext, BarsContext, InstrumentView, LinesOf, Strategy, StrategyContext } from './define-strategy.js'
import { indicatorValues } from './indicator-values.js'
import { type Columns, type ColumnsOfSeries, columnsOf, type Lines, linesOf } from './lines.js'
import { ownParams } from './own-params.js'
import type { StrategyHost } from './strategy-host.js'

/** One series of the run, with the cursor that all strategies share. */
export interface HostedSeries {
  readonly series: BarSeries
  readonly cursor: BarCursor
}

/** What the engine gives a host: views of the strategy's own state, and the streams that it may use. */
export interface HostServices {
  /** The engine's time: that of the event being handled. */
  readonly clock: { readonly now: EpochMs }
  readonly account: AccountView
  readonly random: RandomStream
  readonly firstDecision: 'first-value' | 'one-bar-later'
  position(instrument: string): Position
  desk(instrument: string): { readonly view: readonly WorkingOrder[] }
  schedule(at: EpochMs, name: string): void
  /** The columns of an indicator on a series, one set for each stretch between its splits; equal definitions share them. */
  readonly columnsOf: ColumnsOfSeries
}

export class InProcessHost implements StrategyHost {
  readonly name: string
  readonly params: unknown
  /** Bars before every indicator has a value. */
  readonly warmUp: number
  readonly slots: readonly InstrumentSlot[]
  /** Parallel to `slots`: they hold the future, and no strategy sees them. */
  readonly hosted: readonly HostedSeries[]
  readonly handlesBars: boolean
  readonly handlesFills: boolean
  readonly handlesPredictions: boolean
  readonly handlesBreaches: boolean
  readonly #strategy: Strategy
  /** The parameters as the strategy has them. */
  readonly #given: unknown
  readonly #context: Context
  /** Parallel to `slots`, one for each stretch between splits. They hold the future, so strategies see lines of them and never these. */
  readonly columns: (readonly Columns[])[] = []

  constructor(name: string, strategy: Strategy, params: unknown, hosted: readonly HostedSeries[], services: HostServices) {
    this.name = name
    this.params = params
    this.#given = ownParams(params)
    this.hosted = hosted
    this.#strategy = strategy
    this.handlesBars = strategy.onBars !== undefined
    this.handlesFills = strategy.onFill !== undefined
    this.handlesPredictions = strategy.onPrediction !== undefined
    this.handlesBreaches = strategy.onRiskBreach !== undefined
    this.#context = new Context(services, strategy.memory?.(this.#given))
    const definitions = strategy.indicators?.(this.#given) ?? {}
    this.warmUp = Math.max(1, ...Object.values(definitions).map((definition) => definition.create().warmUp))
    const first = this.warmUp - (services.firstDecision === 'first-value' ? 1 : 0)
    this.slots = hosted.map(({ series, cursor }) => {
      const stretches = splitsBy(series, Number.POSITIVE_INFINITY) + 1
      const columns = columnsOf(definitions, stretches, (definition) => services.columnsOf(series, definition))
      this.columns.push(columns)
      return new InstrumentSlot(series, cursor, linesOf(definitions, columns, cursor), first, this.#context, services)
    })
  }

  indicatorsAt(instrument: string, time: EpochMs): Record<string, number> {
    return indicatorValues(this.hosted, this.columns, instrument, time)
  }

  start(): void {
    this.#guard('onStart', () => this.#strategy.onStart?.(this.#context, this.#given))
  }

  /** The strategy's word on a bar that has just closed. Nothing while its indicators warm up. */
  onBar(slot: InstrumentSlot): Signals {
    if (this.#strategy.onBar === undefined || !slot.isWarm) return undefined
    try {
      const signals = this.#strategy.onBar(slot as BarContext<unknown>, slot.lines as never, this.#given)
      return signals === undefined ? undefined : checkSignals(this.name, 'onBar', signals, this.#context.time)
    } catch (error) {
      throw this.#failure('onBar', error)
    }
  }

  onBars(): Signals {
    return this.#decide('onBars', () => this.#strategy.onBars?.(this.#batch(), this.#given))
  }

  onFill(slot: InstrumentSlot, fill: Fill): Signals {
    return this.#decide('onFill', () => this.#strategy.onFill?.(slot as BarContext<unknown>, { ...fill }, this.#given))
  }

  onPrediction(slot: InstrumentSlot, prediction: Prediction): Signals {
    const own = { ...prediction, metadata: { ...prediction.metadata } }
    return this.#decide('onPrediction', () => this.#strategy.onPrediction?.(slot as BarContext<unknown>, own, this.#given))
  }

  onSplit(slot: InstrumentSlot, split: { readonly ratio: number }): void {
    this.#guard('onSplit', () => this.#strategy.onSplit?.(slot as BarContext<unknown>, { ratio: split.ratio }, this.#given))
  }

  onRiskBreach(breach: Breach): Signals {
    const own = { ...breach, context: { ...breach.context } }
    return this.#decide('onRiskBreach', () => this.#strategy.onRiskBreach?.(this.#batch(), own, this.#given))
  }

  onTimer(timer: string): Signals {
    return this.#decide('onTimer', () => this.#strategy.onTimer?.(this.#context, timer, this.#given))
  }

  end(): void {
    this.#guard('onEnd', () => this.#strategy.onEnd?.(this.#context, this.#given))
  }

  /** Every series that has had a bar. */
  #batch(): BarsContext<unknown, never> {
    const slots = this.slots.filter((slot) => slot.bar.index >= 0)
    return new BatchContext(this.#context, slots) as unknown as BarsContext<unknown, never>
  }

  #decide(handler: string, call: () => Signals): Signals {
    return this.#guard(handler, () => checkSignals(this.name, handler, call(), this.#context.time))
  }

  #guard<Result>(handler: string, call: () => Result): Result {
    try {
      return call()
    } catch (error) {
      throw this.#failure(handler, error)
    }
  }

  #failure(handler: string, thrown: unknown): BenchError {
    const { ours, message, cause } = readThrown(thrown)
    if (ours !== null) return ours
    const at = Number.isFinite(this.#context.time) ? ` at ${new Date(this.#context.time).toISOString()}` : ''
    return new BenchError(
      'STRATEGY_THREW',
      `${this.name} threw in ${handler}${at}: ${message}`,
      'mend the line of the strategy that the stack names',
      { cause },
    )
  }
}

/** What handlers of one strategy share. */
class Context implements StrategyContext<unknown> {
  readonly account: AccountView
  readonly memory: unknown
  readonly random: RandomStream
  readonly schedule: (at: EpochMs, name: string) => void
  readonly #clock: HostServices['clock']

  constructor(services: HostServices, memory: unknown) {
    this.#clock = services.clock
    this.account = services.account
    this.random = services.random
    this.memory = memory
    this.schedule = (at, name) => {
      checkTimer(at, name, services.clock.now)
      services.schedule(at, name)
    }
  }

  get time(): EpochMs {
    return this.#clock.now
  }
}

/** One strategy's view of one series: the context of `onBar`, reused for every bar. */
export class InstrumentSlot implements InstrumentView<never> {
  readonly instrument: Instrument
  readonly timeframe: Timeframe
  readonly bar: Bar
  readonly position: Position
  readonly lines: LinesOf<never>
  readonly account: AccountView
  readonly memory: unknown
  readonly random: RandomStream
  readonly schedule: (at: EpochMs, name: string) => void
  readonly #firstDecision: number
  readonly #cursor: BarCursor
  readonly #context: Context
  readonly #desk: { readonly view: readonly WorkingOrder[] }

  constructor(series: BarSeries, cursor: BarCursor, lines: Lines, firstDecision: number, context: Context, services: HostServices) {
    this.instrument = series.instrument
    this.timeframe = series.timeframe
    this.bar = splitsBy(series, Number.POSITIVE_INFINITY) === 0 ? new BarView(cursor) : new SplitBarView(cursor)
    this.#cursor = cursor
    this.lines = lines as LinesOf<never>
    this.position = services.position(series.instrument.id)
    this.account = context.account
    this.memory = context.memory
    this.random = context.random
    this.schedule = context.schedule
    this.#firstDecision = firstDecision
    this.#context = context
    this.#desk = services.desk(series.instrument.id)
  }

  get time(): EpochMs {
    return this.#context.time
  }
  get working(): readonly WorkingOrder[] {
    return this.#desk.view
  }
  get isFresh(): boolean {
    return this.bar.closeTime === this.#context.time
  }
  get isWarm(): boolean {
    return this.#cursor.index >= this.#firstDecision
  }
}

class BatchContext implements StrategyContext<unknown> {
  readonly time: EpochMs
  readonly account: AccountView
  readonly memory: unknown
  readonly random: RandomStream
  readonly schedule: (at: EpochMs, name: string) => void
  readonly instruments: readonly InstrumentSlot[]

  constructor(context: Context, instruments: readonly InstrumentSlot[]) {
    this.time = context.time
    this.account = context.account
    this.memory = context.memory
    this.random = context.random
    this.schedule = context.schedule
    this.instruments = instruments
  }
}
