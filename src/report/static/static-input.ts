// What a picture or a page of text is made from: the run with its figures, and no file of it.

import type { MetricsMode } from '../../metrics/compute.js'
import type { ConfidenceInterval } from '../../metrics/confidence-interval.js'
import type { MetricId } from '../../metrics/metric.js'
import type { RunResult } from '../../model/run.js'
import type { RunMetrics } from '../metric-text.js'
import type { BenchmarkCurve } from '../verdict.js'

export interface StaticInput {
  readonly runId: string
  readonly result: RunResult
  readonly metrics: RunMetrics
  /** Whose definitions the metrics follow. */
  readonly metricsMode: MetricsMode
  /** Those that there are. */
  readonly intervals?: Partial<Record<MetricId, ConfidenceInterval>>
  readonly benchmark: BenchmarkCurve | null
}
