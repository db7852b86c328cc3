// `bench metrics`: the contract of each metric, so that a figure can be checked by hand.

import { type MetricsMode, metricsIn } from '../../metrics/compute.js'
import type { Metric } from '../../metrics/metric.js'
import { didYouMean } from '../../std/did-you-mean.js'
import { BenchError } from '../../std/errors.js'
import { table } from '../terminal/table.js'

export interface MetricsOptions {
  readonly explain?: boolean
  readonly metrics?: MetricsMode
  readonly json?: boolean
}

export async function metrics(id: string | undefined, options: MetricsOptions): Promise<void> {
  const all = metricsIn(options.metrics ?? 'default')
  const chosen = id === undefined ? all : [find(all, id)]
  process.stdout.write(`${options.json ? json(chosen) : id === undefined ? list(chosen) : chosen.map(explain).join('\n\n')}\n`)
}

function find(all: readonly Metric[], id: string): Metric {
  const found = all.find((metric) => metric.id === id)
  if (found !== undefined) return found
  const ids = all.map((metric) => metric.id)
  throw new BenchError('USAGE', `there is no metric '${id}'`, didYouMean(id, ids) ?? `the metrics are ${ids.join(', ')}`)
}

function list(metrics: readonly Metric[]): string {
  return table(
    ['id', 'unit', 'basis', 'formula', 'source'],
    metrics.map(({ id, unit, basis, formula, source }) => [id, unit, basis, formula, source]),
  )
}

function explain({ id, label, formula, basis, ddof, dayCount, unit, source, better }: Metric): string {
  const rows = [
    ['formula', formula],
    ['basis', basisText[basis]],
    ['variance', ddof === null ? 'none in it' : `ddof ${ddof}`],
    ['annualised by', dayCount ?? 'not annualised'],
    ['unit', unit],
    ['better', better],
    ['source', source],
  ]
  return [`${id}: ${label}`, ...rows.map(([name = '', text]) => `  ${name.padEnd(14)} ${text}`)].join('\n')
}

const basisText = { bar: 'every bar', session: 'the last close of each session', trade: 'closed round trips' } as const

function json(metrics: readonly Metric[]): string {
  return JSON.stringify({ schema: 'bench.metrics/1', metrics })
}
