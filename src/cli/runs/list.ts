// `bench runs`: the runs of a folder as a table, and directories that cannot be read.

import { metricsIn } from '../../metrics/compute.js'
import { type ListedRun, listRuns } from '../../report/run-store/list-runs.js'
import { date, decimal, minute, percent, whole } from '../../report/wording.js'
import { didYouMean } from '../../std/did-you-mean.js'
import { BenchError } from '../../std/errors.js'
import { table } from '../terminal/table.js'
import type { RunsOptions } from './options.js'

export async function listAll(options: RunsOptions): Promise<void> {
  const order = orderOf(options.sort ?? 'when')
  const { runs, damaged } = await listRuns(options.reports ?? 'reports')
  const chosen = runs.filter((run) => matches(run, options.filter)).sort(order)
  const shown = chosen.slice(0, options.limit ?? chosen.length)
  if (options.json) {
    process.stdout.write(`${JSON.stringify({ schema: 'bench.runs/1', runs: shown.map(asJson), damaged })}\n`)
    return
  }
  for (const { message } of damaged) process.stderr.write(`RUN_DAMAGED: ${message}\n`)
  process.stdout.write(`${shown.length === 0 ? nothing(options, runs.length) : asTable(shown)}\n`)
  if (shown.length < chosen.length) process.stderr.write(`${whole(chosen.length - shown.length)} more; --limit shows more of them\n`)
}

type Order = (a: ListedRun, b: ListedRun) => number

/** Better first, as the metric's contract has it; runs without the figure come last. */
function orderOf(by: string): Order {
  if (by === 'when') return (a, b) => b.writtenAt - a.writtenAt
  if (by === 'name') return (a, b) => (a.name < b.name ? -1 : 1)
  if (by === 'trades') return (a, b) => b.document.counts.roundTrips - a.document.counts.roundTrips
  const metrics = metricsIn('default')
  const id = shortNames[by] ?? by
  const metric = metrics.find((one) => one.id === id)
  if (metric === undefined) {
    const names = ['when', 'name', 'trades', ...Object.keys(shortNames), ...metrics.map((one) => one.id)]
    throw new BenchError('USAGE', `--sort: there is no '${by}' to sort by`, didYouMean(by, names) ?? 'bench metrics lists the metrics')
  }
  const sign = metric.better === 'lower' ? 1 : -1
  const value = ({ document }: ListedRun): number => {
    const figure = document.metrics[metric.id]
    return figure === null || figure === undefined ? Number.POSITIVE_INFINITY : sign * figure
  }
  return (a, b) => Math.sign(value(a) - value(b)) || b.writtenAt - a.writtenAt
}

const shortNames: Readonly<Record<string, string>> = { return: 'totalReturn', drawdown: 'maxDrawdown' }

function matches({ name, document }: ListedRun, filter: string | undefined): boolean {
  if (filter === undefined) return true
  const { strategies, series, data } = document
  const texts = [
    name,
    ...strategies.map((one) => `${one.name} ${paramsText(one.params)}`),
    ...series.map(({ instrument, label }) => `${instrument.id} ${label}`),
    ...data.map((one) => one.name),
  ]
  return texts.some((text) => text.toLowerCase().includes(filter.toLowerCase()))
}

function asTable(runs: readonly ListedRun[]): string {
  const rows = runs.map(({ name, document, writtenAt }) => {
    const { strategies, metrics, counts, series } = document
    return [
      name,
      strategies.map((one) => `${one.name} ${paramsText(one.params)}`.trim()).join(' + '),
      dataText(document),
      `${date(Math.min(...series.map(({ from }) => from)))} to ${date(Math.max(...series.map(({ to }) => to)))}`,
      figure(metrics.totalReturn, percent),
      figure(metrics.sharpe, decimal),
      figure(metrics.maxDrawdown, percent),
      whole(counts.roundTrips),
      minute(writtenAt),
    ]
  })
  return table(['run', 'strategy', 'data', 'period', 'return', 'sharpe', 'max drawdown', 'trades', 'when (UTC)'], rows, [4, 5, 6, 7])
}

/** Names of the data, else of the instruments. */
function dataText({ data, series }: ListedRun['document']): string {
  const names = data.length > 0 ? data.map(({ name }) => name) : [...new Set(series.map(({ instrument }) => instrument.id))]
  return names.length > 3 ? `${names.slice(0, 2).join(', ')} and ${names.length - 2} more` : names.join(', ')
}

function paramsText(params: Readonly<Record<string, unknown>>): string {
  return Object.entries(params)
    .map(([name, value]) => `${name}=${typeof value === 'object' ? JSON.stringify(value) : String(value)}`)
    .join(' ')
}

function figure(value: number | null | undefined, write: (value: number) => string): string {
  return value === null || value === undefined ? 'n/a' : write(value)
}

function nothing({ filter, reports = 'reports' }: RunsOptions, known: number): string {
  if (known > 0 && filter !== undefined) return `none of ${whole(known)} runs has '${filter}' in it`
  return known > 0 ? 'no run is shown' : `no runs in ${reports} yet: bench backtest sma-cross makes one`
}

function asJson({ name, directory, document, writtenAt }: ListedRun): object {
  const { runId, strategies, series, data, metrics, metricsMode, counts, hashes, seed, benchmark } = document
  const instruments = [...new Set(series.map(({ instrument }) => instrument.id))]
  const writtenAtText = new Date(writtenAt).toISOString()
  return {
    name,
    runId,
    directory,
    strategies,
    instruments,
    data: data.map((one) => one.name),
    from: Math.min(...series.map(({ from }) => from)),
    to: Math.max(...series.map(({ to }) => to)),
    metrics,
    metricsMode,
    counts,
    hashes,
    seed,
    benchmark: benchmark?.name ?? null,
    writtenAt: writtenAtText,
  }
}
