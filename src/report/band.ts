// A run as a band: its figures under the worse and under the better path of each bar, and how much of the result hangs on the difference.

import { type BandEndName, type BandRuns, bandEnds } from '../engine/band.js'
import type { MetricsMode } from '../metrics/compute.js'
import { type MetricId, metricIds } from '../metrics/metric.js'
import { known, type MetricValue, none } from '../metrics/value.js'
import type { RunCounts, RunHashes, RunResult } from '../model/run.js'
import { ambiguityOf } from './ambiguity.js'
import { type ReadableMetrics, type RunMetrics, readableMetrics } from './metric-text.js'

/** One end: what tells the run apart, and its figures. */
export interface BandEnd {
  readonly hashes: Pick<RunHashes, 'decision' | 'execution'>
  readonly counts: RunCounts
  readonly metrics: RunMetrics
}

/** A run from its pessimistic to its optimistic end, and the share of its results that hangs on ambiguous bars (0…1). It is no bound. */
export type Band = Readonly<Record<BandEndName, BandEnd>> & {
  /**
   * Σ |result| of round trips with an ambiguous fill / Σ |result| of all, the larger of the two ends: 0…1. Null where neither end closed a trade that moved
   * anything. Open positions are in no round trip.
   */
  readonly ambiguousShare: MetricValue
}

/** `metricsOf` computes an end's figures as the run's own were: the same benchmark, rate and definitions. */
export function bandOf(ends: BandRuns, metricsOf: (run: RunResult) => RunMetrics): Band {
  const end = (run: RunResult): BandEnd => {
    const { decision, execution } = run.hashes
    return { hashes: { decision, execution }, counts: run.counts, metrics: metricsOf(run) }
  }
  return { pessimistic: end(ends.pessimistic), optimistic: end(ends.optimistic), ambiguousShare: ambiguousShare(ends) }
}

function ambiguousShare(ends: BandRuns): MetricValue {
  const shares = bandEnds.map((name) => ambiguityOf(ends[name]).share).filter((share) => share !== null)
  return shares.length === 0 ? none('no closed trade made or lost anything') : known(Math.max(...shares))
}

/** A metric at both ends, as people read it: `1.02 … 1.31`. */
export interface BandFigure {
  readonly id: MetricId
  readonly label: string
  readonly pessimistic: string
  readonly optimistic: string
}

/** The figures of a band that either end has. */
export function bandFigures(band: Band, ids: readonly MetricId[], mode: MetricsMode): BandFigure[] {
  const [low, high] = bandEnds.map((name) => readableMetrics(band[name].metrics, mode)) as [ReadableMetrics, ReadableMetrics]
  return ids
    .filter((id) => low[id].value !== null || high[id].value !== null)
    .map((id) => ({ id, label: low[id].label, pessimistic: low[id].text, optimistic: high[id].text }))
}

/** As `run.json` and `--json` have it: metrics are numbers or null, a null has its reason beside it. */
export function bandFields({ ambiguousShare: { value, reason }, ...ends }: Band): object {
  const end = ({ hashes, counts, metrics }: BandEnd): object => {
    const absent = metricIds.filter((id) => metrics[id].value === null)
    return {
      hashes,
      counts,
      metrics: Object.fromEntries(metricIds.map((id) => [id, metrics[id].value])),
      reasons: Object.fromEntries(absent.map((id) => [id, metrics[id].reason])),
    }
  }
  return {
    pessimistic: end(ends.pessimistic),
    optimistic: end(ends.optimistic),
    ambiguousShare: value,
    ...(reason !== undefined && { ambiguousShareReason: reason }),
  }
}

interface EndFields extends Omit<BandEnd, 'metrics'> {
  readonly metrics: Readonly<Record<string, number | null>>
  readonly reasons: Readonly<Record<string, string>>
}

/** What `bandFields` wrote; a metric that the version then did not have has none. */
export function bandOfFields(fields: {
  readonly pessimistic: EndFields
  readonly optimistic: EndFields
  readonly ambiguousShare: number | null
  readonly ambiguousShareReason?: string | undefined
}): Band {
  const stored = (value: number | null | undefined, reason: string | undefined): MetricValue =>
    value === null || value === undefined ? { value: null, reason: reason ?? 'n/a: not stored with the run' } : { value }
  const end = ({ hashes, counts, metrics, reasons }: EndFields): BandEnd => ({
    hashes,
    counts,
    metrics: Object.fromEntries(metricIds.map((id) => [id, stored(metrics[id], reasons[id])])) as RunMetrics,
  })
  const { pessimistic, optimistic, ambiguousShare: share, ambiguousShareReason: reason } = fields
  return { pessimistic: end(pessimistic), optimistic: end(optimistic), ambiguousShare: stored(share, reason) }
}

/** What every page says beside a band. */
export const bandWarning =
  'The ends are the same run with the worse and with the better path in each bar. They are no bounds: a worse bar can lead to a better trade later.'
