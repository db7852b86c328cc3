// What `bench backtest --json` prints: one object of schema `bench.backtest/1`.

import type { Intervals } from '../../metrics/confidence-interval.js'
import { metricIds } from '../../metrics/metric.js'
import type { RunResult } from '../../model/run.js'
import { type Band, bandFields } from '../../report/band.js'
import type { RunMetrics } from '../../report/metric-text.js'
import { refusalFields, refusalsOf } from '../../report/refusals.js'
import { riskCounts } from '../../report/risk-lines.js'
import type { RunFiles } from '../../report/run-directory.js'
import { intervalFields, runIdOf } from '../../report/run-document.js'

/** A metric without a figure is null, and its reason is in `run.json`; without a report there are no files. */
export function backtestJson(
  result: RunResult,
  metrics: RunMetrics,
  {
    intervals,
    band,
    files,
  }: { readonly intervals: Intervals | undefined; readonly band: Band | undefined; readonly files: RunFiles | null },
): string {
  const { hashes, seed, counts } = result
  const { runId, ...paths } = files ?? { runId: runIdOf(result) }
  const refusals = refusalsOf(result)
  return JSON.stringify({
    schema: 'bench.backtest/1',
    runId,
    decisionHash: hashes.decision,
    executionHash: hashes.execution,
    dataHash: hashes.data,
    configHash: hashes.config,
    seed,
    metrics: Object.fromEntries(metricIds.map((id) => [id, metrics[id].value])),
    intervals: intervalFields(intervals),
    ...(band !== undefined && { band: bandFields(band) }),
    counts,
    ...(refusals !== null && { refusals: refusalFields(refusals) }),
    account: result.account,
    ...(result.risk !== undefined && { risk: riskCounts(result.risk) }),
    ...(result.chaos !== undefined && { chaos: result.chaos }),
    files: paths,
  })
}
