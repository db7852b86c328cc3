// A trial: one run of a world under a schedule, watched from inside. What went wrong, who caught it, and what did not hold.

import { runBacktest } from '../../engine/backtest.js'
import type { BacktestRequest, BacktestStrategy } from '../../engine/backtest-request.js'
import type { Injection, RunInside } from '../../engine/injection.js'
import type { RunResult } from '../../model/run.js'
import type { EpochMs } from '../../model/time.js'
import { BenchError } from '../../std/errors.js'
import { randomStream } from '../../std/random.js'
import { ChaosHost } from '../hosts/chaos-host.js'
import type { Invariant, SentRequest, Violation } from '../invariants/invariant.js'
import { Watch } from '../invariants/watch.js'
import { ChaosPort } from '../port.js'
import type { Schedule } from '../schedule/schedule.js'
import { type BoundEntry, bindEntries, type WildStrategies } from './bound-entry.js'
import { dataFaulted, operatorFaulted } from './faulted-request.js'
import { InsideFacts } from './inside-facts.js'
import type { World } from './world.js'

export interface Trial {
  /** Null where the run was refused before it began, or ended by an error. */
  readonly result: RunResult | null
  readonly refusal: BenchError | null
  readonly violations: readonly Violation[]
  /** Parallel to the schedule's entries: when each came on, every time. */
  readonly onsets: readonly (readonly EpochMs[])[]
}

/** Runs a world once. The same world and schedule give the same trial, to the bit. */
export function runTrial(world: World, schedule: Schedule, wild: WildStrategies, invariants: readonly Invariant[]): Trial {
  const facts = new InsideFacts()
  const entries = bindEntries(schedule, facts, wild)
  const watch = new Watch(invariants)
  const request: BacktestRequest = {
    series: dataFaulted(world.series, entries, schedule.seed),
    strategies: [...world.strategies, ...strangers(entries, world)],
    config: operatorFaulted({ ...world.config, seed: schedule.seed }, entries),
    inject: injection(entries, facts, watch, schedule.seed),
  }
  const onsets = entries.map(({ activation }) => activation.onsets)
  try {
    return { result: runBacktest(request), refusal: null, violations: watch.violations, onsets }
  } catch (error) {
    if (!(error instanceof BenchError)) throw error
    return { result: null, refusal: error, violations: watch.violations, onsets }
  }
}

/** Misbehaving strategies that take nobody's place run beside the others, with the allocation of one of them. */
function strangers(entries: readonly BoundEntry[], { strategies }: World): BacktestStrategy[] {
  const allocation = strategies[0]?.allocation
  return entries.flatMap((one) => (one.kind === 'strategy' && one.name !== null ? [{ ...one.wild, name: one.name, allocation }] : []))
}

function injection(entries: readonly BoundEntry[], facts: InsideFacts, watch: Watch, seed: number): Injection {
  let port: ChaosPort | null = null
  let run: RunInside | null = null
  return {
    port(line) {
      const troubles = entries.flatMap((one, index) =>
        one.kind === 'venue' ? [{ activation: one.activation, hands: one.hands(randomStream(seed, `venue/${index}`)) }] : [],
      )
      port = new ChaosPort(line, troubles, (request: SentRequest, time) => watch.sent(request, time))
      return port
    },
    host(host, start) {
      const now = {
        get now() {
          return run?.clock.now ?? Number.NEGATIVE_INFINITY
        },
      }
      for (const one of entries) {
        if (one.kind !== 'strategy') continue
        if (one.name === host.name) return new ChaosHost(host, null, one.activation, now)
        if (one.entry.target === host.name) return new ChaosHost(start(one.wild), host, one.activation, now)
      }
      return host
    },
    inspect(inside) {
      run = inside
      facts.look(inside)
      watch.begin(inside)
      return {
        afterEvent: (event, time) => watch.afterEvent(event, time),
        afterTime(time) {
          port?.advance(time)
          watch.afterTime(time)
        },
        atEnd: () => watch.atEnd(inside.clock.now),
      }
    },
  }
}
