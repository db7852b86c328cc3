// A request to run under a schedule: its faults put into bars, settings, port and strategies, and a watch over what must hold.

import { hashColumns } from '../../data/content-hash.js'
import { allocationOf, type BacktestRequest, type BacktestStrategy, type SeriesProvenance } from '../../engine/backtest-request.js'
import { type BacktestConfigInput, backtestConfigSchema } from '../../engine/config/config.js'
import type { Injection, RunInside } from '../../engine/injection.js'
import type { BarSeries } from '../../model/bar.js'
import type { EpochMs } from '../../model/time.js'
import { randomStream } from '../../std/random.js'
import { ChaosHost } from '../hosts/chaos-host.js'
import type { Invariant, Violation } from '../invariants/invariant.js'
import { Watch } from '../invariants/watch.js'
import { ChaosPort } from '../port.js'
import { lastEnd } from '../schedule/entry-end.js'
import type { Schedule } from '../schedule/schedule.js'
import { type BoundEntry, bindEntries, type MisbehavingStrategies } from './bound-entry.js'
import { dataFaulted, onsetsOf, operatorFaulted } from './faulted-request.js'
import { InsideFacts } from './inside-facts.js'

/** A request that is good for one run, and what comes of it as it runs. */
export interface UnderChaos {
  readonly request: BacktestRequest
  readonly violations: readonly Violation[]
  /** Parallel to the schedule's entries: when each came on, every time. */
  readonly onsets: readonly (readonly EpochMs[])[]
  /** Whether its parts are there and strategies start: what is wrong with bars or config has been refused by then. */
  hasBegun(): boolean
}

/**
 * Held to the config that is promised, its own where absent. Fails with `UNKNOWN_FAULT` or `BAD_SCHEDULE`, naming the entry. The schedule is part of the
 * run's config and of its hash.
 */
export function underChaos(
  request: BacktestRequest,
  schedule: Schedule,
  misbehaving: MisbehavingStrategies,
  invariants: readonly Invariant[],
  promised?: BacktestConfigInput,
): UnderChaos {
  const facts = new InsideFacts()
  const entries = bindEntries(schedule, request, facts, misbehaving)
  const watch = new Watch(invariants)
  const { series: given, strategies, config = {} } = request
  const setup = operatorFaulted({ series: given, strategies: withShares(strategies), config }, entries)
  const series = dataFaulted(setup.series, entries, schedule.seed)
  const onsets = onsetsOf(entries, given)
  const until = () => lastEnd(schedule.entries, onsets)
  return {
    request: {
      ...request,
      series,
      provenance: request.provenance?.map((one, index) => provenanceOf(one, given[index], series[index])),
      strategies: [...setup.strategies, ...strangers(entries, setup.strategies)],
      config: setup.config,
      inject: { ...injection(entries, facts, watch, until, schedule.seed, promised), config: { chaos: schedule } },
    },
    violations: watch.violations,
    onsets,
    hasBegun: () => facts.areThere,
  }
}

/** Bars that a fault changed are other data. */
function provenanceOf(one: SeriesProvenance, before: BarSeries | undefined, after: BarSeries | undefined): SeriesProvenance {
  return after === undefined || after === before ? one : { ...one, dataHash: hashColumns(after.columns) }
}

/** A stranger beside them takes nothing of their allocations. */
function withShares(strategies: readonly BacktestStrategy[]): BacktestStrategy[] {
  return strategies.map((one, index) => ({ ...one, allocation: allocationOf(strategies, index) }))
}

/** Misbehaving strategies that take nobody's place run beside the others, with the allocation of the first. */
function strangers(entries: readonly BoundEntry[], strategies: readonly BacktestStrategy[]): BacktestStrategy[] {
  const allocation = strategies[0]?.allocation
  return entries.flatMap((one) =>
    one.kind === 'strategy' && one.name !== null ? [{ ...one.misbehaving, name: one.name, allocation }] : [],
  )
}

function injection(
  entries: readonly BoundEntry[],
  facts: InsideFacts,
  watch: Watch,
  until: () => EpochMs,
  seed: number,
  promised: BacktestConfigInput | undefined,
): Injection {
  let port: ChaosPort | null = null
  let run: RunInside | null = null
  return {
    port(line) {
      const troubles = entries.flatMap((one) =>
        one.kind === 'venue' ? [{ activation: one.activation, hands: one.hands(randomStream(seed, `venue/${one.entry.name}`)) }] : [],
      )
      port = new ChaosPort(line, troubles, watch)
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
        if (one.entry.target === host.name) return new ChaosHost(start(one.misbehaving), host, one.activation, now)
      }
      return host
    },
    inspect(inside) {
      run = inside
      facts.look(inside)
      const trouble = { until, misstated: (time: EpochMs) => port?.misstated(time) ?? null }
      watch.begin(heldTo(inside, promised), trouble)
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

/** The run as its invariants see it. */
function heldTo(inside: RunInside, promised: BacktestConfigInput | undefined): RunInside {
  return promised === undefined ? inside : { ...inside, config: backtestConfigSchema.parse(promised) }
}
