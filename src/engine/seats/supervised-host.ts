// A host whose strategy may fail without ending the run: its first failure is a breach, and from then on nobody asks it.

import type { Breach } from '../../model/breach.js'
import type { Fill } from '../../model/fill.js'
import type { Prediction } from '../../model/prediction.js'
import { isSignalList, type Signal, type Signals } from '../../model/signal.js'
import type { EpochMs } from '../../model/time.js'
import { BenchError, type ErrorCode } from '../../std/errors.js'
import { StrategyStopped } from '../../strategy/isolated/strategy-stopped.js'
import type { HostSlot, StrategyHost } from '../../strategy/strategy-host.js'

/** What a strategy can do wrong. Anything else that is thrown is our own fault, and ends the run. */
const failures: ReadonlySet<ErrorCode> = new Set(['STRATEGY_THREW', 'BAD_STRATEGY', 'STRATEGY_STOPPED'])

/** Takes the breach of a strategy that has failed. `canAct`: orders may be sent now, between two events. */
export type OnFailure = (breach: Breach, canAct: boolean) => void

export class SupervisedHost implements StrategyHost {
  readonly name: string
  readonly params: unknown
  readonly warmUp: number
  readonly slots: readonly HostSlot[]
  readonly handlesBars: boolean
  readonly handlesFills: boolean
  readonly handlesPredictions: boolean
  readonly handlesBreaches: boolean
  readonly #host: StrategyHost
  readonly #clock: { readonly now: EpochMs }
  readonly #onFailure: OnFailure
  readonly #instruments: ReadonlySet<string>
  #hasFailed = false

  constructor(host: StrategyHost, clock: { readonly now: EpochMs }, onFailure: OnFailure) {
    this.name = host.name
    this.params = host.params
    this.warmUp = host.warmUp
    this.slots = host.slots
    this.handlesBars = host.handlesBars
    this.handlesFills = host.handlesFills
    this.handlesPredictions = host.handlesPredictions
    this.handlesBreaches = host.handlesBreaches
    this.#host = host
    this.#clock = clock
    this.#onFailure = onFailure
    this.#instruments = new Set(host.slots.map(({ instrument }) => instrument.id))
  }

  indicatorsAt(instrument: string, time: EpochMs): Record<string, number> {
    return this.#host.indicatorsAt(instrument, time)
  }

  onBar(slot: HostSlot): Signals {
    if (this.#hasFailed) return undefined
    try {
      const signals = this.#host.onBar(slot)
      return signals === undefined ? undefined : this.#routable(signals, slot)
    } catch (error) {
      return this.#fail('onBar', error, true)
    }
  }

  onBars(): Signals {
    return this.#ask('onBars', null, () => this.#host.onBars())
  }

  onFill(slot: HostSlot, fill: Fill): Signals {
    return this.#ask('onFill', slot, () => this.#host.onFill(slot, fill))
  }

  onPrediction(slot: HostSlot, prediction: Prediction): Signals {
    return this.#ask('onPrediction', slot, () => this.#host.onPrediction(slot, prediction))
  }

  onRiskBreach(breach: Breach): Signals {
    return this.#ask('onRiskBreach', null, () => this.#host.onRiskBreach(breach))
  }

  onTimer(timer: string): Signals {
    return this.#ask('onTimer', null, () => this.#host.onTimer(timer))
  }

  /** One that fails before the first bar is refused with its run: there is nothing yet that would have to be closed. */
  start(): void {
    this.#host.start()
  }

  onSplit(slot: HostSlot, split: { readonly ratio: number }): void {
    this.#tell('onSplit', () => this.#host.onSplit(slot, split))
  }

  end(): void {
    this.#tell('onEnd', () => this.#host.end())
  }

  #ask(handler: string, own: HostSlot | null, call: () => Signals): Signals {
    if (this.#hasFailed) return undefined
    try {
      const signals = call()
      return signals === undefined ? undefined : this.#routable(signals, own)
    } catch (error) {
      return this.#fail(handler, error, true)
    }
  }

  #tell(handler: string, call: () => void): void {
    if (this.#hasFailed) return
    try {
      call()
    } catch (error) {
      this.#fail(handler, error, false)
    }
  }

  /** The signals, where each is for an instrument of the run. */
  #routable(signals: Signal | readonly Signal[], own: HostSlot | null): Signals {
    const all: readonly Signal[] = isSignalList(signals) ? signals : [signals]
    for (const { kind, instrument } of all) {
      if (instrument === undefined ? own !== null : this.#instruments.has(instrument)) continue
      const what = instrument === undefined ? 'without an instrument' : `for '${instrument}', which the run does not have`
      throw new BenchError('BAD_STRATEGY', `${this.name} returned '${kind}' ${what}`, `the run has ${[...this.#instruments].join(', ')}`)
    }
    return signals
  }

  /** Answers no signals, which is not silence: orders may have been sent, so that the engine looks at them before the next bar. */
  #fail(handler: string, error: unknown, canAct: boolean): Signals {
    if (!(error instanceof BenchError) || !failures.has(error.code)) throw error
    this.#hasFailed = true
    const numbers = error instanceof StrategyStopped ? { measured: Math.round(error.passed.measured), limit: error.passed.limit } : {}
    const context = { handler, cause: error.code, message: error.message, ...numbers }
    const breach: Breach = {
      code: 'STRATEGY_FAILED',
      severity: 'critical',
      strategy: this.name,
      instrument: null,
      time: this.#clock.now,
      context,
    }
    this.#onFailure(breach, canAct)
    return noSignals
  }
}

const noSignals: readonly Signal[] = []
