// Writes a run to its directory: run.json, the Parquet files and the tear sheet, all or nothing, then points `latest` at it.

import { mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { withDuckDb } from '../data/duckdb.js'
import type { MetricsMode } from '../metrics/compute.js'
import type { BarSeries } from '../model/bar.js'
import type { RunResult } from '../model/run.js'
import type { RunMetrics } from './metric-text.js'
import { writeColumns, writeRows } from './parquet.js'
import { runDocument, runFileNames, runIdOf } from './run-document.js'
import { fillColumns, orderColumns, tradeColumns } from './run-tables.js'
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
  /** The bars that were replayed, for the price chart. */
  readonly series: readonly BarSeries[]
  readonly benchmark: BenchmarkCurve | null
  /** The folder that holds all runs, such as `reports`; it is made when it is not there. */
  readonly directory: string
  /** What the page carries; what the build made when absent. */
  readonly assets?: TearSheetAssets
}

/** Where a run was written: absolute paths. */
export interface RunFiles {
  readonly runId: string
  readonly directory: string
  readonly report: string
  readonly run: string
  readonly trades: string
  readonly orders: string
  readonly fills: string
  readonly equity: string
}

/** Writes the run under its id. The same run again replaces its directory; a failure leaves what was there as it was. */
export async function writeRun(run: RunToWrite): Promise<RunFiles> {
  const runId = runIdOf(run.result)
  const runs = resolve(run.directory)
  const draft = join(runs, `.draft-${runId}-${process.pid}`)
  await mkdir(draft, { recursive: true })
  try {
    await Promise.all([writeDocuments(draft, runId, run), writeTables(draft, run.result)])
    await moveIntoPlace(draft, join(runs, runId))
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    throw error
  }
  await pointLatest(runs, runId)
  const at = (name: string): string => join(runs, runId, name)
  const { report, run: document, trades, orders, fills, equity } = runFileNames
  return {
    runId,
    directory: join(runs, runId),
    report: at(report),
    run: at(document),
    trades: at(trades),
    orders: at(orders),
    fills: at(fills),
    equity: at(equity),
  }
}

async function writeDocuments(draft: string, runId: string, run: RunToWrite): Promise<void> {
  const input = { metricsMode: 'default' as const, riskFreeAnnual: 0, ...run, runId }
  const document = runDocument(input)
  await writeFile(join(draft, runFileNames.run), `${JSON.stringify(document, null, 2)}\n`)
  const page = tearSheet(input, run.assets ?? (await loadAssets()))
  await writeFile(join(draft, runFileNames.report), page)
}

function writeTables(draft: string, { roundTrips, orders, fills, equity }: RunResult): Promise<void> {
  return withDuckDb(async (connection) => {
    await writeRows(connection, join(draft, runFileNames.trades), tradeColumns, roundTrips)
    await writeRows(connection, join(draft, runFileNames.orders), orderColumns, orders)
    await writeRows(connection, join(draft, runFileNames.fills), fillColumns, fills)
    await writeColumns(connection, join(draft, runFileNames.equity), [
      { name: 'time', kind: 'time', values: equity.time },
      { name: 'equity', kind: 'double', values: equity.equity },
      { name: 'cash', kind: 'double', values: equity.cash },
      { name: 'gross_exposure', kind: 'double', values: equity.grossExposure },
    ])
  })
}

/** A directory cannot be renamed over one with files in it, so the old one steps aside first. */
async function moveIntoPlace(draft: string, place: string): Promise<void> {
  const old = `${draft}-old`
  const replaced = await renamed(place, old)
  try {
    await rename(draft, place)
  } catch (error) {
    if (replaced) await rename(old, place)
    throw error
  }
  await rm(old, { recursive: true, force: true })
}

async function renamed(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw error
  }
}

/** `latest` is a relative link, made beside and renamed so that it always leads somewhere. A system without links goes without. */
async function pointLatest(runs: string, runId: string): Promise<void> {
  const link = join(runs, `.latest-${runId}`)
  try {
    await rm(link, { force: true })
    await symlink(runId, link, 'dir')
    await rename(link, join(runs, 'latest'))
  } catch (error) {
    await rm(link, { force: true })
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') throw error
  }
}
