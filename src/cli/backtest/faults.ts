// What `--chaos` asks for: the entries of a schedule, read, with the strategies that they take.

import { loadMisbehavingStrategies } from '../../chaos/load-strategies.js'
import { readGiven, scheduleFor } from '../../chaos/schedule/given-schedule.js'
import { type RunWithChaos, runWithChaos } from '../../chaos/trial/run-with-chaos.js'
import type { BacktestRequest } from '../../engine/backtest-request.js'
import { isIsolated } from '../../engine/config/isolation-config.js'
import { BenchError } from '../../std/errors.js'
import type { Settings } from './settings.js'

export interface RunFaults {
  /** Runs a request with them, and without. */
  readonly run: (request: BacktestRequest) => RunWithChaos
}

/** Fails with `UNKNOWN_FAULT`, `BAD_SCHEDULE`, `NO_SUCH_FILE`, or `USAGE` beside a band. */
export async function loadFaults(parts: readonly unknown[], { run, engine }: Settings): Promise<RunFaults> {
  if (run.band === true) throw new BenchError('USAGE', 'a run with --chaos has no band', 'leave out --band or --chaos')
  const given = await readGiven(parts)
  const named = new Set(given.entries.flatMap((entry) => (hasFault(entry) ? [entry.fault] : [])))
  const misbehaving = await loadMisbehavingStrategies(named, process.cwd(), isIsolated(engine))
  return { run: (request) => runWithChaos(request, scheduleFor(given, engine.seed ?? 1, request.series), misbehaving) }
}

function hasFault(entry: unknown): entry is { readonly fault: string } {
  return typeof entry === 'object' && entry !== null && 'fault' in entry && typeof entry.fault === 'string'
}
