// Metrics as people read them: a figure with its unit, "n/a" where there is none, and the contract behind it in one line.

import { type MetricsMode, metricsIn } from '../metrics/compute.js'
import { type ConfidenceInterval, isPathRange } from '../metrics/confidence-interval.js'
import type { MetricContract, MetricId } from '../metrics/metric.js'
import type { MetricValue } from '../metrics/value.js'
import { assertNever } from '../std/assert.js'
import type { VerdictFigures } from './verdict.js'
import { decimal, percent, whole } from './wording.js'

/** The metrics of a run by id, as computed. */
export type RunMetrics = Readonly<Record<MetricId, MetricValue>>

/** One metric ready to print. */
export interface ReadableMetric {
  readonly id: MetricId
  readonly label: string
  readonly unit: MetricContract['unit']
  readonly value: number | null
  /** The figure with its unit, or `n/a`. */
  readonly text: string
  /** Why there is no figure; null where there is one. */
  readonly reason: string | null
  readonly formula: string
  /** `by session, ddof 1, N periods a year` */
  readonly basis: string
  readonly source: string
  /** All of this in one line, for who points at the figure. */
  readonly meaning: string
}

export type ReadableMetrics = Readonly<Record<MetricId, ReadableMetric>>

/** Every metric with the contract that is in force under the mode it was computed in. */
export function readableMetrics(metrics: RunMetrics, mode: MetricsMode): ReadableMetrics {
  return Object.fromEntries(metricsIn(mode).map((contract) => [contract.id, readable(contract, metrics[contract.id])])) as ReadableMetrics
}

/** The figures that the verdict speaks of. */
export function verdictFigures({ totalReturn, cagr, maxDrawdown, winRate, exposure }: RunMetrics): VerdictFigures {
  return {
    totalReturn: totalReturn.value,
    cagr: cagr.value,
    maxDrawdown: maxDrawdown.value,
    winRate: winRate.value,
    exposure: exposure.value,
  }
}

/** `95 %: 0.10 … 0.94`, in the unit of the figure; a range of other orders is called that. */
export function intervalText({ unit }: Pick<ReadableMetric, 'unit'>, interval: ConfidenceInterval): string {
  const { level, lower, upper } = interval
  return `${isPathRange(interval) ? 'range of ' : ''}${percent(level, 0)}: ${figure(lower, unit)} … ${figure(upper, unit)}`
}

function readable(contract: MetricContract, { value, reason: why }: MetricValue): ReadableMetric {
  const reason = why ?? null
  const { id, label, formula, source, unit } = contract
  const basis = basisText(contract)
  const meaning = [reason, formula, basis, `source: ${source}`].filter((part) => part !== null).join(' · ')
  return { id, label, unit, value, text: value === null ? 'n/a' : figure(value, unit), reason, formula, basis, source, meaning }
}

function basisText({ basis, ddof, dayCount }: MetricContract): string {
  return [`by ${basis}`, ddof === null ? null : `ddof ${ddof}`, dayCount].filter((part) => part !== null).join(', ')
}

function figure(value: number, unit: MetricContract['unit']): string {
  switch (unit) {
    case 'fraction':
      return percent(value)
    case 'currency':
      return Math.abs(value) < 1_000 ? decimal(value) : whole(value)
    case 'days':
      return `${Number.isInteger(value) || value >= 100 ? whole(value) : decimal(value, 1)} days`
    case 'ratio':
      return decimal(value)
    case 'R':
      return `${decimal(value)} R`
    case 'a year':
    case 'a session':
      return `${decimal(value)} ${unit}`
    default:
      return assertNever(unit)
  }
}
