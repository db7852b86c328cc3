// A run as one row: what `run.json` says of it, with each metric as a column. Files of other versions may lack fields: those are NULL.

import { basename } from 'node:path'
import { metricIds } from '../../metrics/metric.js'
import type { RowColumn } from './row-table.js'

export interface RunRow {
  readonly folder: string
  readonly createdMs: number
  readonly document: JsonObject
}

/** The row of a parsed run.json, or null when it is something else. */
export function readRunRow(json: unknown, folder: string, createdMs: number): RunRow | null {
  const document = object(json)
  return document.schema === 'bench.run/1' ? { folder, createdMs, document } : null
}

type JsonObject = Readonly<Record<string, unknown>>

/** The columns of `runs`; metrics are fractions and not percents, by the names of `bench metrics` in snake case. */
export const runColumns: readonly RowColumn<RunRow>[] = [
  { name: 'run_id', type: 'VARCHAR', read: ({ folder }) => basename(folder) },
  { name: 'strategies', type: 'VARCHAR', read: ({ document }) => names(document.strategies, (one) => one.name, ' + ') },
  { name: 'params', type: 'JSON', read: ({ document }) => paramsOf(document) },
  { name: 'instruments', type: 'VARCHAR', read: ({ document }) => names(document.series, (one) => object(one.instrument).id, ', ') },
  { name: 'timeframes', type: 'VARCHAR', read: ({ document }) => names(document.series, (one) => one.timeframe, ', ') },
  { name: 'synthetic', type: 'BOOLEAN', read: ({ document }) => objects(document.series).some((one) => one.synthetic === true) },
  { name: 'from_time', type: 'TIMESTAMPTZ', read: ({ document }) => extreme(Math.min, document.series, 'from') },
  { name: 'to_time', type: 'TIMESTAMPTZ', read: ({ document }) => extreme(Math.max, document.series, 'to') },
  { name: 'initial_cash', type: 'DOUBLE', read: ({ document }) => number(document.initialCash) },
  { name: 'currency', type: 'VARCHAR', read: ({ document }) => text(document.currency) },
  { name: 'seed', type: 'BIGINT', read: ({ document }) => number(document.seed) },
  ...['bars', 'signals', 'denials', 'orders', 'fills', 'roundTrips'].map(countColumn),
  ...metricIds.map(metricColumn),
  { name: 'metrics_mode', type: 'VARCHAR', read: ({ document }) => text(document.metricsMode) },
  { name: 'benchmark', type: 'VARCHAR', read: ({ document }) => text(object(document.benchmark).name) },
  { name: 'benchmark_return', type: 'DOUBLE', read: ({ document }) => number(object(document.benchmark).totalReturn) },
  ...['decision', 'execution', 'data', 'config'].map(hashColumn),
  { name: 'engine_version', type: 'VARCHAR', read: ({ document }) => text(document.engineVersion) },
  { name: 'config', type: 'JSON', read: ({ document }) => document.config ?? null },
  { name: 'notes', type: 'JSON', read: ({ document }) => document.notes ?? null },
  { name: 'folder', type: 'VARCHAR', read: ({ folder }) => folder },
  { name: 'created', type: 'TIMESTAMPTZ', read: ({ createdMs }) => Math.floor(createdMs) },
]

function countColumn(id: string): RowColumn<RunRow> {
  return { name: snakeCase(id), type: 'BIGINT', read: ({ document }) => number(object(document.counts)[id]) }
}

function metricColumn(id: string): RowColumn<RunRow> {
  return { name: snakeCase(id), type: 'DOUBLE', read: ({ document }) => number(object(document.metrics)[id]) }
}

function hashColumn(id: string): RowColumn<RunRow> {
  return { name: `${id}_hash`, type: 'VARCHAR', read: ({ document }) => text(object(document.hashes)[id]) }
}

/** `maxDrawdown` → `max_drawdown`, `expectancyR` → `expectancy_r` */
function snakeCase(id: string): string {
  return id.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

/** Those of the one strategy, or of each by its name. */
function paramsOf({ strategies }: JsonObject): unknown {
  const [first, ...others] = objects(strategies)
  if (first === undefined) return null
  if (others.length === 0) return first.params ?? null
  return Object.fromEntries([first, ...others].map(({ name, params }) => [String(name), params]))
}

function names(list: unknown, name: (one: JsonObject) => unknown, separator: string): string {
  return [...new Set(objects(list).map((one) => text(name(one)) ?? ''))].join(separator)
}

function extreme(pick: (...values: number[]) => number, list: unknown, field: string): number | null {
  const values = objects(list).flatMap((one) => number(one[field]) ?? [])
  return values.length === 0 ? null : pick(...values)
}

function object(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {}
}

function objects(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.map(object) : []
}

function number(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
