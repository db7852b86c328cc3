// The isolated host: it runs one strategy in a worker, shows it the engine through shared memory, and hands its signals back.

import type { BarSeries } from '../../model/bar.js'
import type { Breach } from '../../model/breach.js'
import type { Fill } from '../../model/fill.js'
import type { Prediction } from '../../model/prediction.js'
import type { Signals } from '../../model/signal.js'
import type { EpochMs } from '../../model/time.js'
import { BenchError } from '../../std/errors.js'
import { checkSignals } from '../check-signals.js'
import type { HostedSeries } from '../host.js'
import { indicatorValues } from '../indicator-values.js'
import type { Columns } from '../lines.js'
import type { HostSlot, StrategyHost } from '../strategy-host.js'
import type { AnswerText, FailureText, RequestText } from './border.js'
import { EngineMirror, type IsolatedServices } from './engine-mirror.js'
import { exactText, fromExactText } from './exact-text.js'
import { Ask } from './exchange.js'
import { type IsolatedSource, placedStack } from './isolated-source.js'
import type { IsolatedWorker } from './isolated-worker.js'
import { LimitPassed, STARTS, StrategyStopped } from './strategy-stopped.js'

/** A strategy to isolate. */
export interface IsolatedStrategy {
  readonly name: string
  readonly source: IsolatedSource
  /** Its parameters as the user gave them, and as its schema read them. */
  readonly given: unknown
  readonly params: unknown
  /** The handlers that it has. */
  readonly handlers: ReadonlySet<string>
}

interface IsolatedSlot extends HostSlot {
  readonly index: number
  readonly series: BarSeries
}

export class IsolatedHost implements StrategyHost {
  readonly name: string
  readonly params: unknown
  readonly warmUp: number
  readonly slots: readonly IsolatedSlot[]
  readonly handlesBars: boolean
  readonly handlesFills: boolean
  readonly handlesPredictions: boolean
  readonly handlesBreaches: boolean
  readonly #handlesBar: boolean
  readonly #handlers: ReadonlySet<string>
  readonly #source: IsolatedSource
  readonly #hosted: readonly HostedSeries[]
  readonly #services: IsolatedServices
  readonly #worker: IsolatedWorker
  /** Its place among the strategies of the worker. */
  readonly #place: number
  readonly #mirror: EngineMirror
  readonly #columns: readonly (readonly Columns[])[]
  readonly #firstDecision: number

  constructor(strategy: IsolatedStrategy, hosted: readonly HostedSeries[], services: IsolatedServices, worker: IsolatedWorker) {
    const { name, handlers } = strategy
    this.name = name
    this.params = strategy.params
    this.slots = hosted.map(({ series }, index) => ({ index, series, instrument: series.instrument }))
    this.handlesBars = handlers.has('onBars')
    this.handlesFills = handlers.has('onFill')
    this.handlesPredictions = handlers.has('onPrediction')
    this.handlesBreaches = handlers.has('onRiskBreach')
    this.#handlesBar = handlers.has('onBar')
    this.#handlers = handlers
    this.#source = strategy.source
    this.#hosted = hosted
    this.#services = services
    this.#worker = worker
    this.#place = worker.strategies
    this.#mirror = new EngineMirror(hosted, services)
    const setup = exactText(this.#mirror.opening(name, strategy.given))
    const { text, columns } = this.#within(STARTS, () => worker.open({ code: this.#source.code, setup, blocks: this.#mirror.blocks }))
    const { warmUp, columns: named } = this.#read(text).opened ?? { warmUp: 1, columns: [] }
    this.warmUp = warmUp
    this.#firstDecision = warmUp - (services.firstDecision === 'first-value' ? 1 : 0)
    const columnAt = (place: number): Float64Array => new Float64Array(columns[place] as SharedArrayBuffer)
    this.#columns = named.map((stretches) =>
      stretches.map((entries) => Object.fromEntries(entries.map(([column, place]) => [column, columnAt(place)]))),
    )
  }

  indicatorsAt(instrument: string, time: EpochMs): Record<string, number> {
    return indicatorValues(this.slots, this.#columns, instrument, time)
  }

  start(): void {
    this.#askAbout('onStart', Ask.start, 0, null)
  }

  onBar({ index }: IsolatedSlot): Signals {
    if (!this.#handlesBar || (this.#hosted[index] as HostedSeries).cursor.index < this.#firstDecision) return undefined
    return this.#ask('onBar', Ask.bar, index, this.#mirror.showBar(index))
  }

  onBars(): Signals {
    return this.#askAbout('onBars', Ask.bars, 0, null)
  }

  onFill({ index }: IsolatedSlot, fill: Fill): Signals {
    return this.#askAbout('onFill', Ask.fill, index, { fill })
  }

  onPrediction({ index }: IsolatedSlot, prediction: Prediction): Signals {
    return this.#askAbout('onPrediction', Ask.prediction, index, { prediction })
  }

  onSplit({ index }: IsolatedSlot, { ratio }: { readonly ratio: number }): void {
    this.#askAbout('onSplit', Ask.split, index, { split: { ratio } })
  }

  onRiskBreach(breach: Breach): Signals {
    return this.#askAbout('onRiskBreach', Ask.breach, 0, { breach })
  }

  onTimer(timer: string): Signals {
    return this.#askAbout('onTimer', Ask.timer, 0, { timer })
  }

  end(): void {
    this.#askAbout('onEnd', Ask.end, 0, null)
  }

  /** A handler that the strategy does not have is not asked for. */
  #askAbout(handler: string, what: Ask, slot: number, told: RequestText | null): Signals {
    if (!this.#handlers.has(handler)) return undefined
    const text = this.#mirror.showAll(told)
    // Bars of this very time may be still to close.
    this.#mirror.isStale = true
    return this.#ask(handler, what, slot, text)
  }

  #ask(handler: string, what: Ask, slot: number, text: string): Signals {
    const answer = this.#within(handler, () => this.#worker.ask(this.#place, what, slot, text))
    if (answer === '') return undefined
    const { signals, timers = [] } = this.#read(answer)
    for (const [at, name] of timers) this.#services.schedule(at, name)
    if (signals === undefined) return undefined
    this.#mirror.isStale = true
    return checkSignals(this.name, handler, signals, this.#services.clock.now)
  }

  #within<Result>(handler: string, call: () => Result): Result {
    try {
      return call()
    } catch (error) {
      throw error instanceof LimitPassed ? new StrategyStopped(this.name, handler, error) : error
    }
  }

  #read(text: string): AnswerText {
    const answer = fromExactText(text) as AnswerText
    if (answer.failure !== undefined) throw this.#failureOf(answer.failure)
    return answer
  }

  /** As the in-process host would have thrown it, with the stack in places of the strategy's own files. */
  #failureOf({ code, message, hint, stack }: FailureText): BenchError {
    const cause = new Error(message)
    cause.stack = placedStack(this.#source, stack)
    return hint === ''
      ? new BenchError(code, `${this.name} threw at its start: ${message}`, 'mend the line of the strategy that the stack names', { cause })
      : new BenchError(code, message, hint, { cause })
  }
}
