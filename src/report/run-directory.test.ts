import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { runFixture } from '../../tests/fixtures/run-result.js'
import { withDuckDb } from '../data/duckdb.js'
import { computeMetrics } from '../metrics/compute.js'
import { confidenceIntervals } from '../metrics/confidence-interval.js'
import { metricsInputOf } from '../metrics/run-input.js'
import { type RunFiles, type RunToWrite, writeRun } from './run-directory.js'

let directory: string
beforeEach(async () => {
  directory = await realpath(await mkdtemp(join(tmpdir(), 'runs-')))
})
afterEach(() => rm(directory, { recursive: true, force: true }))

const assets = { charts: '{}', script: '', style: '' }

function run(change: Partial<RunToWrite> = {}): RunToWrite {
  const { result, series, benchmark } = runFixture({ bars: 400, trades: 6, denials: 4 })
  return { result, metrics: computeMetrics(metricsInputOf(result)), series, benchmark, directory, assets, ...change }
}

describe('writing a run', () => {
  test('puts every file under the run id and points latest at it', async () => {
    const files = await writeRun(run())
    expect(files.runId).toMatch(/^sma-cross-[0-9a-f]{8}$/)
    expect((await readdir(directory)).sort()).toEqual(['latest', files.runId])
    expect(await realpath(join(directory, 'latest'))).toBe(files.directory)
    expect((await readdir(files.directory)).sort()).toEqual([
      'benchmark.parquet',
      'denials.parquet',
      'equity.parquet',
      'fills.parquet',
      'orders.parquet',
      'report.html',
      'run.json',
      'sessions.parquet',
      'trades.parquet',
    ])
  })

  test('run.json is versioned and holds hashes, seed, config, counts, metrics and the reason of each null', async () => {
    const { run: path } = await writeRun(run())
    const { result, metrics } = run()
    const document = JSON.parse(await readFile(path, 'utf8'))
    expect(document).toMatchObject({ schema: 'bench.run/1', seed: 1, hashes: result.hashes, counts: result.counts, config: result.config })
    expect(document.metrics.totalReturn).toBe(metrics.totalReturn.value)
    expect(document.metrics.dsr).toBeNull()
    expect(document.reasons.dsr).toMatch(/^n\/a: /)
    expect(document.denials).toEqual({ ZERO_QUANTITY: 2, BUYING_POWER: 2 })
    expect(document.benchmark.name).toBe('buy-and-hold')
  })

  test('run.json holds the intervals, and the reason of each that is missing', async () => {
    const written = async (change: Partial<RunToWrite>) => JSON.parse(await readFile((await writeRun(run(change))).run, 'utf8'))
    const intervals = confidenceIntervals(metricsInputOf(run().result), 1)
    const document = await written({ intervals })
    expect(document.intervals).toEqual({
      cagr: intervals.cagr.interval,
      sharpe: intervals.sharpe.interval,
      maxDrawdown: intervals.maxDrawdown.interval,
    })
    expect(document.intervals.sharpe.lower).toBeLessThan(document.metrics.sharpe)
    const thin = { interval: null, reason: 'n/a: fewer than 60 sessions' } as const
    const other = await written({ intervals: { ...intervals, sharpe: thin } })
    expect({ sharpe: other.intervals.sharpe, reasons: other.intervalReasons }).toEqual({ sharpe: null, reasons: { sharpe: thin.reason } })
    expect((await written({})).intervals).toEqual({})
  })

  test('the Parquet files hold every row, with times in UTC', async () => {
    const files = await writeRun(run())
    const { result } = run()
    const rows = await read(files)
    expect(rows.trades).toEqual(result.roundTrips.map(({ id, pnl, entryTime, initialRisk }) => [id, pnl, entryTime, initialRisk]))
    expect(rows.orders).toEqual(result.orders.map(({ clientOrderId, createdAt }) => [clientOrderId, createdAt, null]))
    expect(rows.fills).toEqual(result.fills.map(({ fillId, price, rule, ambiguous }) => [fillId, price, rule, ambiguous]))
    expect(rows.equity).toEqual(Array.from(result.equity.time, (time, i) => [time, result.equity.equity[i]]))
  })

  test('the same run again replaces its directory; another seed has another id', async () => {
    const first = await writeRun(run())
    const again = await writeRun(run())
    const other = await writeRun(run({ result: { ...run().result, seed: 2 } }))
    expect(again).toEqual(first)
    expect(other.runId).not.toBe(first.runId)
    expect((await readdir(directory)).sort()).toEqual([first.runId, other.runId, 'latest'].sort())
  })

  test('another definition, benchmark or number of trials has a directory of its own under the same id', async () => {
    const { benchmark } = run()
    const changes: Partial<RunToWrite>[] = [
      {},
      { metricsMode: 'backtesting.py' },
      { benchmark: null },
      { benchmark: { ...(benchmark as NonNullable<typeof benchmark>), name: 'spx-1d' }, trials: { count: 5, sharpeDeviation: 0.1 } },
    ]
    const files: RunFiles[] = []
    for (const change of changes) files.push(await writeRun(run(change)))
    const [{ runId, directory: usual }] = files as [RunFiles]
    expect(files.map((one) => one.runId)).toEqual(files.map(() => runId))
    expect(files.map((one) => one.directory.slice(usual.length))).toEqual(['', '-backtesting-py', '-alone', '-vs-spx-1d-trials-5-0-1'])
    expect(files[2]?.benchmark).toBeNull()
  })

  test('a failure leaves nothing behind and keeps the run that was there', async () => {
    const { report } = await writeRun(run())
    const before = await readdir(directory)
    const broken = { ...run().result, fills: [{ ...run().result.fills[0], fillId: 0.5 }] } as unknown as RunToWrite['result']
    await expect(writeRun(run({ result: broken }))).rejects.toThrow()
    expect(await readdir(directory)).toEqual(before)
    expect(existsSync(report)).toBe(true)
  })

  test('a run without orders writes empty tables with their columns', async () => {
    const { result, series, benchmark } = runFixture({ bars: 100, trades: 0 })
    const files = await writeRun(run({ result, series, benchmark, metrics: computeMetrics(metricsInputOf(result)) }))
    expect((await read(files)).trades).toEqual([])
  })
})

async function read(files: RunFiles): Promise<Record<'trades' | 'orders' | 'fills' | 'equity', unknown[][]>> {
  return withDuckDb(async (connection) => {
    const query = async (columns: string, file: string): Promise<unknown[][]> =>
      (await connection.runAndReadAll(`SELECT ${columns} FROM '${file}'`)).getRowsJS() as unknown[][]
    return {
      trades: await query('id::DOUBLE, pnl, epoch_ms(entry_time)::DOUBLE, initial_risk', files.trades),
      orders: await query('client_order_id::DOUBLE, epoch_ms(created_at)::DOUBLE, parent_id', files.orders),
      fills: await query('fill_id::DOUBLE, price, rule, ambiguous', files.fills),
      equity: await query('epoch_ms(time)::DOUBLE, equity', files.equity),
    }
  })
}
