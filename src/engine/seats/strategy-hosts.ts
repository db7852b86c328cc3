// The hosts of a run's strategies: in the engine's own thread, or isolated in one worker each or in one for all.

import { BenchError } from '../../std/errors.js'
import { type HostedSeries, type HostServices, InProcessHost } from '../../strategy/host.js'
import { IsolatedHost } from '../../strategy/isolated/isolated-host.js'
import type { IsolatedSource } from '../../strategy/isolated/isolated-source.js'
import { IsolatedWorker } from '../../strategy/isolated/isolated-worker.js'
import type { StrategyHost } from '../../strategy/strategy-host.js'
import type { BacktestStrategy } from '../backtest-request.js'
import type { BacktestConfig } from '../config/config.js'

/** How a strategy is to be started. */
interface HostOrder {
  readonly asked: BacktestStrategy
  /** As its schema read them. */
  readonly params: unknown
  readonly hosted: readonly HostedSeries[]
  readonly services: HostServices
  /** Whether bars of the run still change before they close. */
  readonly moving: boolean
}

export class StrategyHosts {
  readonly #config: BacktestConfig
  /** How many threads there will be besides the engine's, and how many strategies in each. */
  readonly #crowd: { readonly threads: number; readonly strategies: number }
  readonly #workers: IsolatedWorker[] = []
  /** The one for all, once there is one. */
  #shared: IsolatedWorker | null = null

  constructor(config: BacktestConfig, strategies: number) {
    this.#config = config
    this.#crowd = config.isolate === 'shared' ? { threads: 1, strategies } : { threads: strategies, strategies: 1 }
  }

  /** Starts a strategy. Fails with `BAD_CONFIG` where one is to be isolated that did not come from a file. */
  start({ asked, params, hosted, services, moving }: HostOrder): StrategyHost {
    const { strategy, name = strategy.name, isolated, isolate = this.#config.isolate } = asked
    const { seed } = this.#config
    if (isolate === 'none') return new InProcessHost(name, strategy, params, hosted, services)
    if (isolated === undefined) {
      throw new BenchError(
        'BAD_CONFIG',
        `isolate: ${isolate}, and ${name} was given as an object, which stays in this thread`,
        'give its name or its file',
      )
    }
    const handlers = new Set(Object.keys(strategy).filter((key) => key.startsWith('on')))
    const one = { name, source: isolated, given: asked.params ?? {}, params, handlers }
    return new IsolatedHost(one, hosted, { ...services, seed, moving }, this.#workerFor(isolated, isolate === 'shared'))
  }

  /** Ends the threads. What hosts know of indicators stays readable. */
  close(): void {
    for (const worker of this.#workers.splice(0)) worker.close()
  }

  #workerFor({ worker: code }: IsolatedSource, isShared: boolean): IsolatedWorker {
    if (isShared && this.#shared !== null) return this.#shared
    const { eventLimitMs: eventMs, startLimitMs: startMs, memoryLimitMb: memoryMb } = this.#config
    const made = new IsolatedWorker(code, { eventMs, startMs, memoryMb }, this.#crowd)
    this.#workers.push(made)
    if (isShared) this.#shared = made
    return made
  }
}
