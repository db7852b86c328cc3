// A backtest of the user's own with a schedule of faults in it: what came on, what did not hold, and what it cost against the same run without.

import { runBacktest } from '../../engine/backtest.js'
import type { BacktestRequest } from '../../engine/backtest-request.js'
import type { BarSeries } from '../../model/bar.js'
import type { RunResult } from '../../model/run.js'
import type { RunFault } from '../../model/run-chaos.js'
import { invariants } from '../invariants/invariants.js'
import { endOf } from '../schedule/entry-end.js'
import type { Schedule } from '../schedule/schedule.js'
import type { MisbehavingStrategies } from './bound-entry.js'
import { type UnderChaos, underChaos } from './under-chaos.js'

export interface RunWithChaos {
  /** With `chaos` in it. */
  readonly result: RunResult
  /** The bars with their faults. */
  readonly series: readonly BarSeries[]
}

/** Runs twice, once without a fault. Errors: those of a backtest; `UNKNOWN_FAULT` and `BAD_SCHEDULE`. */
export function runWithChaos(request: BacktestRequest, schedule: Schedule, misbehaving: MisbehavingStrategies): RunWithChaos {
  const under = underChaos(request, schedule, misbehaving, invariants)
  const result = runBacktest(under.request)
  const clean = runBacktest({ ...request, record: { decisions: false } })
  const source = request.sources?.chaos ?? 'config'
  const assumptions = [...result.assumptions, { name: 'chaos', value: schedule.entries.map(({ name }) => name).join(', '), source }]
  const chaos = { faults: faultsOf(schedule, under), violations: under.violations, damage: lastEquity(clean) - lastEquity(result) }
  return { result: { ...result, assumptions, chaos }, series: under.request.series }
}

function faultsOf({ entries }: Schedule, { onsets }: UnderChaos): readonly RunFault[] {
  return entries.map((entry, index) => {
    const { name, fault, target = null } = entry
    const minutes = Number.isFinite(endOf(entry, 0)) ? entry.minutes : null
    return { name, fault, target, minutes, onsets: onsets[index] ?? [] }
  })
}

function lastEquity({ equity, initialCash }: RunResult): number {
  return equity.equity.at(-1) ?? initialCash
}
