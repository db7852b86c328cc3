// Reads a run directory back: the run as it was, with its metrics computed again and compared with those that were written.

import { existsSync } from 'node:fs'
import { basename, join } from 'node:path'
import { type Connection, withDuckDb } from '../../data/duckdb.js'
import { sessionCurve } from '../../engine/records/session-curve.js'
import { computeMetrics } from '../../metrics/compute.js'
import type { ConfidenceInterval } from '../../metrics/confidence-interval.js'
import { type MetricId, metricIds } from '../../metrics/metric.js'
import { metricsInputOf } from '../../metrics/run-input.js'
import type { Benchmark } from '../../metrics/sample.js'
import type { RunResult, RunRisk } from '../../model/run.js'
import { BenchError } from '../../std/errors.js'
import { bandOfFields } from '../band.js'
import { decisionColumns, decisionsOfRows } from '../decision-rows.js'
import { eventColumns } from '../event-rows.js'
import type { RunMetrics } from '../metric-text.js'
import type { TableColumn } from '../parquet.js'
import { readColumns, readRows } from '../parquet-read.js'
import { runFileNames } from '../run-file-names.js'
import { denialColumns, fillColumns, orderColumns, type SessionRow, sessionColumns, tradeColumns } from '../run-tables.js'
import type { TearSheetInput } from '../tear-sheet/tear-sheet.js'
import { type BenchmarkCurve, benchmarkReturn } from '../verdict.js'
import { alteredFiles } from './altered-files.js'
import { decisionRowOf, denialOf, eventOf, fillOf, orderOf, roundTripOf, sessionRowOf } from './read-tables.js'
import { type RunJson, readRunJson } from './run-json.js'

/** A run from the disk: all that a page of it needs but the bars. */
export interface StoredRun extends Omit<TearSheetInput, 'series'> {
  /** The name of its directory. */
  readonly name: string
  readonly directory: string
  readonly document: RunJson
  /** Computed again from the files. */
  readonly metrics: RunMetrics
  /** Metrics that are not what run.json says: none, unless a file was changed or a definition was. */
  readonly disagreements: readonly Disagreement[]
  /** Files that are not what the run's hashes are over: somebody changed them. */
  readonly altered: readonly string[]
  /** Files that the run should have: somebody removed them, or an older version did not write them. */
  readonly missing: readonly string[]
}

export interface Disagreement {
  readonly metric: MetricId
  readonly stored: number | null
  readonly computed: number | null
}

/** Errors: `RUN_DAMAGED` where a file is missing that every version wrote, or cannot be read; and those of `readRunJson`. */
export async function readRun(directory: string): Promise<StoredRun> {
  const document = await readRunJson(directory)
  const tables = await withDuckDb((connection) => readTables(connection, directory, document))
  const result = resultOf(document, tables)
  const { metricsMode, trials, benchmark } = document
  const riskFreeAnnual = document.riskFreeAnnual ?? numberOr(document.config.riskFree, 0)
  const options = { riskFreeAnnual, trials, benchmark: benchmarkSessions(document, tables.sessions) }
  const metrics = computeMetrics(metricsInputOf(result, options), metricsMode)
  return {
    name: basename(directory),
    directory,
    document,
    runId: document.runId,
    result,
    metrics,
    metricsMode,
    riskFreeAnnual,
    benchmark: benchmark === null || tables.benchmark === null ? null : { name: benchmark.name, ...tables.benchmark },
    intervals: knownIntervals(document),
    ...(document.band !== undefined && { band: bandOfFields(document.band) }),
    disagreements: disagreements(document, metrics),
    // Rows that no run writes cannot be hashed either.
    altered: [...(await guarded(directory, () => alteredFiles(result))), ...strangeFiles(document, tables)],
    missing: tables.missing,
  }
}

interface Tables extends Pick<RunResult, 'equity' | 'orders' | 'fills' | 'roundTrips' | 'decisions' | 'events' | 'denials'> {
  readonly sessions: readonly SessionRow[] | null
  readonly benchmark: Omit<BenchmarkCurve, 'name'> | null
  readonly missing: readonly string[]
}

const curveColumns = ['time', 'equity', 'cash', 'gross_exposure'].map(
  (name) => ({ name, kind: name === 'time' ? 'time' : 'double' }) as const,
)

async function readTables(connection: Connection, directory: string, document: RunJson): Promise<Tables> {
  const at = (name: keyof typeof runFileNames): string => join(directory, runFileNames[name])
  const absent = (['denials', 'sessions', 'decisions', 'events', 'benchmark'] as const).filter((name) => !existsSync(at(name)))
  const rows = <Row, Made>(name: keyof typeof runFileNames, columns: readonly TableColumn<Row>[], make: (row: never) => Made) =>
    guarded(at(name), async () => (await readRows(connection, at(name), columns)).map((row) => make(row as never)))
  const decisions = async () => {
    const stages = await rows('decisions', decisionColumns, decisionRowOf)
    return guarded(at('decisions'), () => decisionsOfRows(stages))
  }
  const curve = (name: 'equity' | 'benchmark', columns: typeof curveColumns) =>
    guarded(at(name), () => readColumns(connection, at(name), columns))
  const has = (name: (typeof absent)[number]): boolean => !absent.includes(name)
  const [time, equity, cash, grossExposure] = (await curve('equity', curveColumns)) as FourColumns
  const [benchmarkTime, benchmarkEquity] = has('benchmark') ? await curve('benchmark', curveColumns.slice(0, 2)) : []
  return {
    equity: { time, equity, cash, grossExposure },
    roundTrips: await rows('trades', tradeColumns, roundTripOf),
    orders: await rows('orders', orderColumns, orderOf),
    fills: await rows('fills', fillColumns, fillOf),
    denials: has('denials') ? await rows('denials', denialColumns, denialOf) : [],
    sessions: has('sessions') ? await rows('sessions', sessionColumns, sessionRowOf) : null,
    decisions: has('decisions') ? await decisions() : null,
    ...(has('events') && { events: await rows('events', eventColumns, eventOf) }),
    benchmark: benchmarkTime === undefined || benchmarkEquity === undefined ? null : { time: benchmarkTime, equity: benchmarkEquity },
    missing: absent.filter((name) => shouldHave(document, name)).map((name) => runFileNames[name]),
  }
}

/** Not every run is held against something, or keeps its decisions; the rest every run has. */
function shouldHave({ files, benchmark }: RunJson, name: 'denials' | 'sessions' | 'decisions' | 'events' | 'benchmark'): boolean {
  if (name === 'benchmark') return benchmark !== null
  return (name !== 'decisions' && name !== 'events') || files[name] !== undefined
}

type FourColumns = [Float64Array, Float64Array, Float64Array, Float64Array]

async function guarded<Value>(file: string, read: () => Value | Promise<Value>): Promise<Value> {
  try {
    return await read()
  } catch (cause) {
    if (cause instanceof BenchError) throw cause
    throw new BenchError('RUN_DAMAGED', `${file} cannot be read: ${(cause as Error).message.split('\n')[0]}`, 'make the run again', {
      cause,
    })
  }
}

function resultOf(document: RunJson, tables: Tables): RunResult {
  const { strategies, series, calendar, currency, initialCash, seed, engineVersion, counts, hashes, assumptions, config, notes } = document
  const periodsPerYear = document.periodsPerYear ?? (calendar === '24/7' ? 365 : 252)
  const { equity, orders, fills, roundTrips, denials, decisions, events, sessions } = tables
  return {
    strategies,
    series,
    ...(document.detail !== undefined && { detail: document.detail }),
    ...(document.predictions !== undefined && { predictions: document.predictions }),
    calendar,
    currency,
    initialCash,
    seed,
    engineVersion,
    equity,
    sessions:
      sessions === null
        ? sessionCurve(equity, calendar, periodsPerYear)
        : {
            date: sessions.map(({ date }) => date),
            time: Float64Array.from(sessions, ({ time }) => time),
            equity: Float64Array.from(sessions, ({ equity: value }) => value),
            periodsPerYear,
          },
    orders,
    fills,
    roundTrips,
    openPositions: document.openPositions,
    account: document.account,
    ...(document.risk !== undefined && { risk: document.risk as RunRisk }),
    ...(document.chaos !== undefined && { chaos: document.chaos }),
    corporateActions: document.corporateActions,
    denials,
    decisions,
    ...(events !== undefined && { events }),
    counts,
    hashes,
    assumptions,
    config,
    notes,
  }
}

/** The benchmark at the run's sessions; null where the run had none, or did not store it. */
function benchmarkSessions({ benchmark, initialCash }: RunJson, sessions: readonly SessionRow[] | null): Benchmark | null {
  if (benchmark === null || sessions === null || sessions.some((row) => row.benchmark === null)) return null
  const { initialEquity = initialCash, firstTrading } = benchmark
  const sessionEquity = Float64Array.from(sessions, (row) => row.benchmark as number)
  return { initialEquity, sessionEquity, ...(firstTrading !== undefined && { firstTrading }) }
}

function knownIntervals({ intervals }: RunJson): Partial<Record<MetricId, ConfidenceInterval>> {
  return Object.fromEntries(Object.entries(intervals).filter(([, interval]) => interval !== null))
}

/** Files that no hash is over, but of which run.json says enough to see that they are another run's. */
function strangeFiles({ counts, benchmark, initialCash }: RunJson, tables: Tables): string[] {
  const stored = benchmark?.totalReturn ?? null
  const computed = tables.benchmark === null ? null : benchmarkReturn(tables.benchmark, initialCash)
  return [
    ...(tables.denials.length === counts.denials ? [] : [runFileNames.denials]),
    ...(tables.orders.length === counts.orders ? [] : [runFileNames.orders]),
    ...(stored === null || computed === null || Math.abs(stored - computed) <= TOLERANCE * Math.max(1, Math.abs(stored))
      ? []
      : [runFileNames.benchmark]),
  ]
}

/** Sums over other runtimes may differ in the last bit; more is another number. */
const TOLERANCE = 1e-9

function disagreements({ metrics: stored }: RunJson, computed: RunMetrics): Disagreement[] {
  return metricIds.flatMap((metric) => {
    const [was, is] = [stored[metric], computed[metric].value]
    // A metric that the version then did not have is no disagreement.
    if (was === undefined || was === is) return []
    if (was !== null && is !== null && Math.abs(was - is) <= TOLERANCE * Math.max(Math.abs(was), Math.abs(is))) return []
    return [{ metric, stored: was, computed: is }]
  })
}

function numberOr(value: unknown, other: number): number {
  return typeof value === 'number' ? value : other
}
