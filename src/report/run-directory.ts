// Writes a run to its directory: run.json, the Parquet files and the tear sheet, all or nothing, then points `latest` at it.

import { rename, rm, symlink, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { type Connection, withDuckDb } from '../data/duckdb.js'
import type { MetricsMode } from '../metrics/compute.js'
import { type Intervals, knownIntervals } from '../metrics/confidence-interval.js'
import type { Benchmark, Trials } from '../metrics/sample.js'
import type { BarSeries } from '../model/bar.js'
import type { DecisionRecord } from '../model/decision.js'
import type { RunResult } from '../model/run.js'
import type { Band } from './band.js'
import { decisionColumns, decisionStages } from './decision-rows.js'
import { eventColumns } from './event-rows.js'
import type { RunMetrics } from './metric-text.js'
import { writeColumns, writeRows } from './parquet.js'
import { type DataSource, runDocument, runIdOf, runNameOf } from './run-document.js'
import { writeInPlace } from './run-draft.js'
import { runFileNames, staticFileNames } from './run-file-names.js'
import {
  denialColumns,
  fillColumns,
  orderColumns,
  sessionColumns,
  sessionRows,
  storedOrders,
  tradeColumns,
  withDecisions,
} from './run-tables.js'
import { type StaticKind, writeStatic } from './static/write-static.js'
import { loadAssets, type TearSheetAssets } from './tear-sheet/assets.js'
import { tearSheet } from './tear-sheet/tear-sheet.js'
import type { BenchmarkCurve } from './verdict.js'

export interface RunToWrite {
  readonly result: RunResult
  readonly metrics: RunMetrics
  /** Whose definitions the metrics follow; ours when absent. */
  readonly metricsMode?: MetricsMode
  /** The annual risk-free rate that the metrics took, as a fraction; 0 when absent. */
  readonly riskFreeAnnual?: number
  /** How far figures could lie from the truth; none are shown when absent. */
  readonly intervals?: Intervals
  /** The bars that were replayed, for the price chart. */
  readonly series: readonly BarSeries[]
  /** Where the bars came from, so that they can be loaded again; nowhere when absent. */
  readonly data?: readonly DataSource[]
  readonly benchmark: BenchmarkCurve | null
  /** The benchmark at the sessions of the run, as the metrics took it. */
  readonly benchmarkSessions?: Benchmark | null
  /** The figures at both ends of each bar's doubt; none are written when absent. */
  readonly band?: Band | undefined
  /** The trials that the deflated Sharpe ratio counts. */
  readonly trials?: Trials | null
  /** The folder that holds all runs, such as `reports`; it is made when it is not there. */
  readonly directory: string
  /** Outputs that need no browser, beside the report; none when absent. */
  readonly statics?: readonly StaticKind[]
  /** What the page carries; what the build made when absent. */
  readonly assets?: TearSheetAssets
}

/** Where a run was written: absolute paths. */
export type RunFiles = { readonly runId: string; readonly directory: string } & {
  readonly [Name in Exclude<keyof typeof runFileNames, 'benchmark' | 'decisions' | 'events'>]: string
} & {
  /** Null where the run was held against nothing. */
  readonly benchmark: string | null
  /** Null where the run did not keep its decisions, and what the broker said of its orders. */
  readonly decisions: string | null
  readonly events: string | null
} & {
  /** Those that were asked for. */
  readonly [Kind in StaticKind]?: string
}

/**
 * Writes the run under its name: its id, and what else tells its figures apart. The same again replaces its directory; a failure, an interruption
 * too, leaves what was there as it was.
 */
export async function writeRun(run: RunToWrite): Promise<RunFiles> {
  const runId = runIdOf(run.result)
  const runs = resolve(run.directory)
  const input = { metricsMode: 'default' as const, riskFreeAnnual: 0, ...run, runId }
  const name = runNameOf(input)
  await writeInPlace(runs, name, async (draft) => {
    await Promise.all([writeDocuments(draft, input), writeTables(draft, run)])
  })
  await pointLatest(runs, name)
  const directory = join(runs, name)
  const paths = Object.entries(runFileNames).map(([file, fileName]) => [file, join(directory, fileName)])
  return {
    ...(Object.fromEntries(paths) as Record<keyof typeof runFileNames, string>),
    ...Object.fromEntries((run.statics ?? []).map((kind) => [kind, join(directory, staticFileNames[kind])])),
    ...(run.benchmark === null && { benchmark: null }),
    ...(run.result.decisions === null && { decisions: null }),
    ...(run.result.events === undefined && { events: null }),
    runId,
    directory,
  }
}

async function writeDocuments(
  draft: string,
  input: RunToWrite & Parameters<typeof runDocument>[0] & { riskFreeAnnual: number },
): Promise<void> {
  await writeFile(join(draft, runFileNames.run), `${JSON.stringify(runDocument(input), null, 2)}\n`)
  const intervals = input.intervals === undefined ? {} : knownIntervals(input.intervals)
  const shown = { ...input, intervals }
  const page = tearSheet(shown, input.assets ?? (await loadAssets()))
  await writeFile(join(draft, runFileNames.report), page)
  await writeStatic(shown, draft, input.statics ?? [])
}

function writeTables(draft: string, { result, benchmark, benchmarkSessions }: RunToWrite): Promise<void> {
  const { roundTrips, fills, equity, decisions, events } = result
  return withDuckDb(async (connection) => {
    const at = (name: keyof typeof runFileNames): string => join(draft, runFileNames[name])
    await writeRows(connection, at('trades'), tradeColumns, roundTrips)
    await writeRows(connection, at('orders'), orderColumns, storedOrders(result))
    await writeRows(connection, at('fills'), fillColumns, fills)
    await writeRows(connection, at('denials'), denialColumns, withDecisions(result))
    await writeRows(connection, at('sessions'), sessionColumns, sessionRows(result.sessions, benchmarkSessions ?? null))
    if (decisions !== null) await writeDecisions(connection, at('decisions'), decisions)
    if (events !== undefined) await writeRows(connection, at('events'), eventColumns, events)
    await writeColumns(connection, at('equity'), [
      { name: 'time', kind: 'time', values: equity.time },
      { name: 'equity', kind: 'double', values: equity.equity },
      { name: 'cash', kind: 'double', values: equity.cash },
      { name: 'gross_exposure', kind: 'double', values: equity.grossExposure },
    ])
    if (benchmark !== null) {
      await writeColumns(connection, at('benchmark'), [
        { name: 'time', kind: 'time', values: benchmark.time },
        { name: 'equity', kind: 'double', values: benchmark.equity },
      ])
    }
  })
}

function writeDecisions(connection: Connection, file: string, decisions: readonly DecisionRecord[]): Promise<void> {
  return writeRows(connection, file, decisionColumns, decisionStages(decisions))
}

/** `latest` is a relative link, made beside and renamed so that it always leads somewhere. A system without links goes without. */
export async function pointLatest(runs: string, name: string): Promise<void> {
  const link = join(runs, `.latest-${name}`)
  try {
    await rm(link, { force: true })
    await symlink(name, link, 'dir')
    await rename(link, join(runs, 'latest'))
  } catch (error) {
    await rm(link, { force: true })
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') throw error
  }
}
