// Computes every metric of a sample, by our definitions or as another tool would print them.

import { assertNever } from '../std/assert.js'
import { catalog } from './catalog.js'
import { type Metric, type MetricId, metricIds } from './metric.js'
import { backtestingPy } from './parity/backtesting-py.js'
import { empyrical } from './parity/empyrical.js'
import type { ParityMode } from './parity/parity.js'
import { quantstats } from './parity/quantstats.js'
import { type MetricsInput, type Sample, sampleOf } from './sample.js'
import { type MetricValue, none } from './value.js'

/** Whose definitions: ours, or those of another tool where it has a figure of that name. */
export const metricsModes = ['default', 'empyrical', 'quantstats', 'backtesting.py'] as const

/** Whose definitions the metrics follow: `default` is ours. */
export type MetricsMode = (typeof metricsModes)[number]

/** Every id has a value: a finite number, or null with the reason. */
export function computeMetrics(input: MetricsInput, mode: MetricsMode = 'default'): Record<MetricId, MetricValue> {
  return computeSample(sampleOf(input), mode)
}

export function computeSample(sample: Sample, mode: MetricsMode = 'default'): Record<MetricId, MetricValue> {
  return Object.fromEntries(metricsIn(mode).map((metric) => [metric.id, measure(metric, sample)])) as Record<MetricId, MetricValue>
}

/** Contracts and functions in force under a mode, in the order of the catalog: what `bench metrics --explain` prints. */
export function metricsIn(mode: MetricsMode): readonly Metric[] {
  const overrides = overridesOf(mode)
  return metricIds.map((id) => ({ ...catalog[id], ...overrides[id] }))
}

/** A session metric means nothing on a sample whose returns do not. */
function measure(metric: Metric, sample: Sample): MetricValue {
  return sample.fault !== null && metric.basis === 'session' ? none(sample.fault) : metric.value(sample)
}

function overridesOf(mode: MetricsMode): ParityMode {
  switch (mode) {
    case 'default':
      return {}
    case 'empyrical':
      return empyrical
    case 'quantstats':
      return quantstats
    case 'backtesting.py':
      return backtestingPy
    default:
      return assertNever(mode)
  }
}
