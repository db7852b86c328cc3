// What differs between runs, as data: metrics side by side, settings, counts, hashes, and for each run the point where it parts from the first.

import { type MetricsMode, metricsIn } from '../../metrics/compute.js'
import type { MetricContract, MetricId } from '../../metrics/metric.js'
import type { RunCounts, RunHashes } from '../../model/run.js'
import { assert } from '../../std/assert.js'
import { readableMetrics } from '../metric-text.js'
import { faultsOf } from '../run-store/faults.js'
import type { StoredRun } from '../run-store/read-run.js'
import { date } from '../wording.js'
import { type FirstDifference, firstDifference, flattened } from './first-difference.js'

export interface MetricRow {
  readonly id: MetricId
  readonly label: string
  readonly unit: MetricContract['unit']
  readonly meaning: string
  readonly values: readonly (number | null)[]
  readonly texts: readonly string[]
  /** Less the first run's; null where either has none. */
  readonly differences: readonly (number | null)[]
  /** Which run has the better figure by the metric's contract; null for a tie, and where neither direction is better. */
  readonly best: number | null
}

/** A setting that is not the same in all runs; null where a run does not have it. */
export interface SettingRow {
  readonly group: 'strategy' | 'parameter' | 'config' | 'data' | 'code' | 'figures'
  readonly name: string
  readonly values: readonly (string | null)[]
}

export interface HashRow {
  readonly name: keyof RunHashes
  readonly values: readonly string[]
  readonly same: boolean
}

/** Runs side by side; values stand in the order of `runs`. */
export interface Comparison {
  readonly runs: readonly { readonly name: string; readonly runId: string; readonly directory: string }[]
  /** All hashes agree, the files are what the hashes are over, and no decision and no fill differs: the runs are the same run. */
  readonly identical: boolean
  /** What they do not share, in sentences, where a comparison means little. */
  readonly caveats: readonly string[]
  readonly metrics: readonly MetricRow[]
  readonly counts: readonly { readonly name: keyof RunCounts; readonly values: readonly number[] }[]
  readonly settings: readonly SettingRow[]
  readonly hashes: readonly HashRow[]
  /** One for each run after the first, against the first. */
  readonly partings: readonly FirstDifference[]
}

/** Compares two runs or more; the first is what the others are held against. */
export function compareRuns(runs: readonly StoredRun[]): Comparison {
  const [first, ...others] = runs
  assert(first !== undefined && others.length > 0, 'a comparison needs two runs')
  const hashes = hashNames.map((name): HashRow => {
    const values = runs.map(({ result }) => result.hashes[name])
    return { name, values, same: values.every((value) => value === values[0]) }
  })
  const partings = others.map((other) => firstDifference(first.result, other.result))
  return {
    runs: runs.map(({ name, runId, directory }) => ({ name, runId, directory })),
    identical: hashes.every(({ same }) => same) && runs.every(({ altered }) => altered.length === 0) && !partings.some(isParting),
    caveats: caveatsOf(runs),
    metrics: metricRows(runs),
    counts: countNames.map((name) => ({ name, values: runs.map(({ result }) => result.counts[name]) })),
    settings: settingRows(runs),
    hashes,
    partings,
  }
}

function isParting({ kind }: FirstDifference): boolean {
  return kind === 'decision' || kind === 'fill'
}

const hashNames = ['decision', 'execution', 'data', 'config'] as const satisfies readonly (keyof RunHashes)[]
const countNames = ['bars', 'signals', 'denials', 'orders', 'fills', 'roundTrips'] as const satisfies readonly (keyof RunCounts)[]

/** Contracts of the mode that all share, else our own. */
function metricRows(runs: readonly StoredRun[]): MetricRow[] {
  const modes = new Set(runs.map(({ metricsMode }) => metricsMode))
  const mode: MetricsMode = modes.size === 1 ? (runs[0] as StoredRun).metricsMode : 'default'
  const readable = runs.map((run) => readableMetrics(run.metrics, run.metricsMode))
  return metricsIn(mode).map(({ id, label, unit, better }) => {
    const values = runs.map(({ metrics }) => metrics[id].value)
    const [base] = values
    return {
      id,
      label,
      unit,
      meaning: readable[0]?.[id].meaning ?? '',
      values,
      texts: readable.map((metrics) => metrics[id].text),
      differences: values.map((value) => (value === null || base === null || base === undefined ? null : value - base)),
      best: better === 'neither' ? null : bestOf(values, better),
    }
  })
}

function bestOf(values: readonly (number | null)[], better: 'higher' | 'lower'): number | null {
  const known = values.filter((value) => value !== null)
  if (known.length < 2) return null
  const best = better === 'higher' ? Math.max(...known) : Math.min(...known)
  return known.filter((value) => value === best).length === 1 ? values.indexOf(best) : null
}

function settingRows(runs: readonly StoredRun[]): SettingRow[] {
  const rows = runs.map(settingsOf)
  const keys = new Map(rows.flatMap((settings) => [...settings].map(([key, { group, name }]) => [key, { group, name }] as const)))
  return [...keys]
    .map(([key, { group, name }]): SettingRow => ({ group, name, values: rows.map((settings) => settings.get(key)?.value ?? null) }))
    .filter(({ values }) => values.some((value) => value !== values[0]))
}

interface Setting extends Pick<SettingRow, 'group' | 'name'> {
  readonly value: string
}

/** Everything that could make two runs differ, by group and name. */
function settingsOf({ result, document, metricsMode, riskFreeAnnual, benchmark }: StoredRun): Map<string, Setting> {
  const settings = new Map<string, Setting>()
  const put = (group: SettingRow['group'], name: string, value: string): void =>
    void settings.set(`${group} ${name}`, { group, name, value })
  const { strategies, series, config, seed, engineVersion } = result
  put('strategy', strategies.length === 1 ? 'strategy' : 'strategies', strategies.map(({ name }) => name).join(' + '))
  for (const { name, params, sourceHash } of strategies) {
    const of = strategies.length === 1 ? '' : `${name}: `
    for (const [path, value] of flattened(params)) put('parameter', `${of}${path}`, value)
    put('code', `${of}source`, sourceHash ?? 'given as an object')
  }
  put('code', 'engine', engineVersion)
  put('config', 'seed', String(seed))
  for (const [path, value] of flattened(config)) if (path !== 'seed') put('config', path, value)
  const sources = document.data.map(({ name }) => name).join(', ')
  if (sources !== '') put('data', 'source', sources)
  for (const { instrument, timeframe, bars, from, to, dataHash } of series) {
    const of = `${instrument.id} ${timeframe}`
    put('data', of, `${bars} bars, ${date(from)} to ${date(to)}`)
    put('data', `${of} hash`, dataHash)
    for (const [path, value] of flattened(instrument)) if (path !== 'id') put('data', `${instrument.id} ${path}`, value)
  }
  put('figures', 'metrics', metricsMode)
  put('figures', 'benchmark', benchmark?.name ?? 'none')
  put('figures', 'risk-free rate', String(riskFreeAnnual))
  return settings
}

/** Said, and not refused: two runs of nothing in common can still be put side by side. What is wrong with one of them comes first. */
function caveatsOf(runs: readonly StoredRun[]): string[] {
  const caveats = [...new Set(runs.flatMap((run) => faultsOf(run).map((fault) => `${run.name}: ${fault}.`)))]
  const [first, ...others] = runs.map(({ result }) => ({
    instruments: new Set(result.series.map(({ instrument }) => instrument.id)),
    from: Math.min(...result.series.map(({ from }) => from)),
    to: Math.max(...result.series.map(({ to }) => to)),
    result,
  }))
  if (first === undefined) return caveats
  if (others.some(({ instruments }) => ![...instruments].some((id) => first.instruments.has(id))))
    caveats.push('They have no instrument in common.')
  if (others.some(({ from, to }) => to < first.from || from > first.to)) caveats.push('Their periods do not touch.')
  else if (others.some(({ from, to }) => from !== first.from || to !== first.to)) caveats.push('Their periods differ, and so do totals.')
  if (others.some(({ result }) => result.currency !== first.result.currency)) caveats.push('Their currencies differ.')
  if (others.some(({ result }) => result.initialCash !== first.result.initialCash)) caveats.push('They begin with different cash.')
  if (new Set(runs.map(({ metricsMode }) => metricsMode)).size > 1) caveats.push('Their metrics follow different definitions.')
  return caveats
}
