// Refuses a strategy that does not trade where nothing goes wrong: it would pass everything.

import type { RunResult } from '../../model/run.js'
import { fail } from '../../std/assert.js'
import { BenchError } from '../../std/errors.js'
import type { Trial } from '../trial/trial.js'
import type { Tested } from './tested.js'
import { refusedIn } from './tester-gates.js'

/** What does not run has its own error. Fails with `USAGE` where it never signals, and where nothing of it fills. */
export function refuseIdle(tested: Tested, { result, refusal, ended }: Trial): void {
  if (result === null) throw refusal ?? ended ?? fail('a run has a result or a refusal')
  if (result.counts.fills > 0) return
  const failed = result.risk?.breaches.find(({ code }) => code === 'STRATEGY_FAILED')
  if (failed !== undefined)
    throw new BenchError('STRATEGY_THREW', String(failed.context.message), 'mend it first: bench backtest shows where')
  throw (result.decisions ?? []).length === 0 ? neverSignals(tested) : neverFills(tested, result)
}

function neverSignals(tested: Tested): BenchError {
  const needs = tested.strategy.strategy.onBars === undefined ? 'bars on which it trades' : 'the instruments that it decides over'
  return idle(tested, 'never signals on', `give it ${needs}: --data NAME, or other parameters: --param`)
}

function neverFills(tested: Tested, result: RunResult): BenchError {
  const refused = refusedIn(result)
  if (refused === null)
    return idle(tested, 'has no fill on', 'give it bars on which its orders fill: --data NAME, or other parameters: --param')
  return idle(tested, 'has no fill on', refused.mends, ` (${refused.says})`)
}

function idle({ name, series }: Tested, what: string, hint: string, why = ''): BenchError {
  const bars = series === null ? 'the synthetic bars, one-minute bars of two stocks' : 'these bars'
  return new BenchError('USAGE', `${name} ${what} ${bars}${why}, so nothing can be said of it`, hint)
}
