import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { runFixture } from '../../../tests/fixtures/run-result.js'
import { tradedRun } from '../../../tests/fixtures/traded-run.js'
import { sqlText, withDuckDb } from '../../data/duckdb.js'
import { computeMetrics } from '../../metrics/compute.js'
import { metricsInputOf } from '../../metrics/run-input.js'
import type { Fill } from '../../model/fill.js'
import type { RunRisk } from '../../model/run.js'
import { type RunToWrite, writeRun } from '../run-directory.js'
import { tearSheet } from '../tear-sheet/tear-sheet.js'
import { faultsOf } from './faults.js'
import { readRun } from './read-run.js'

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'runs-'))
})
afterEach(() => rm(directory, { recursive: true, force: true }))

const assets = { charts: '{}', script: '', style: '' }

async function written(run: Omit<RunToWrite, 'directory' | 'assets'>) {
  const files = await writeRun({ ...run, directory, assets })
  return { files, stored: await readRun(files.directory) }
}

function fixture(): Omit<RunToWrite, 'directory' | 'assets'> {
  const { result, series, benchmark } = runFixture({ bars: 400, trades: 6, denials: 4 })
  return { result, series, benchmark, metrics: computeMetrics(metricsInputOf(result)) }
}

describe('a run that was written', () => {
  test.each([
    ['by the engine', tradedRun],
    ['by hand', fixture],
  ])('reads back as it was, when made %s', async (_, make) => {
    const run = make()
    const { stored } = await written(run)
    for (const part of ['orders', 'fills', 'roundTrips', 'denials', 'decisions', 'events', 'equity', 'sessions', 'openPositions'] as const)
      expect(stored.result[part], part).toEqual(run.result[part])
    expect(JSON.stringify(stored.result.config)).toBe(JSON.stringify(run.result.config))
    expect(stored.benchmark).toEqual(run.benchmark)
  })

  test('reads back what was watched, and nothing where nothing was', async () => {
    const time = Date.UTC(2001, 0, 3)
    const risk: RunRisk = {
      breaches: [{ code: 'DRAWDOWN', severity: 'critical', strategy: null, instrument: null, time, context: { loss: 10.5, kind: 'x' } }],
      transitions: [{ time, strategy: 'a', from: 'active', to: 'halted', cause: 'OPERATOR', reason: 'drill' }],
      account: 'active',
      strategies: { a: 'halted' },
    }
    const run = fixture()
    expect((await written({ ...run, result: { ...run.result, risk } })).stored.result.risk).toEqual(risk)
    expect((await written(run)).stored.result).not.toHaveProperty('risk')
  })

  test.each([
    ['by the engine', tradedRun],
    ['by hand', fixture],
  ])('renders the identical page with its bars at hand, when made %s', async (_, make) => {
    const run = make()
    const { files, stored } = await written(run)
    expect(tearSheet({ ...stored, series: run.series }, assets)).toBe(await readFile(files.report, 'utf8'))
  })

  test('has metrics that agree with the stored ones, those against the benchmark too', async () => {
    const run = tradedRun()
    const { stored } = await written(run)
    expect(stored.metrics).toEqual(run.metrics)
    expect(stored.metrics.beta.value).not.toBeNull()
    expect(stored.disagreements).toEqual([])
  })

  test('tells the metrics that somebody changed', async () => {
    const { files } = await written(tradedRun())
    const text = await readFile(files.run, 'utf8')
    await writeFile(files.run, text.replace(/"sharpe": [^,]+/, '"sharpe": 9'))
    expect((await readRun(files.directory)).disagreements).toMatchObject([{ metric: 'sharpe', stored: 9 }])
  })

  test('holds what its decision and execution hashes are over', async () => {
    const { stored } = await written(tradedRun())
    expect(stored.altered).toEqual([])
    expect(stored.result.decisions?.length).toBeGreaterThan(50)
  })

  test('tells the files whose rows somebody changed', async () => {
    const run = tradedRun()
    const [first, ...others] = run.result.fills
    const fills = [{ ...(first as Fill), price: 1 }, ...others]
    const decisions = (run.result.decisions ?? []).map((one) => (one.sequence === 3 ? { ...one, verdict: 'unchanged' } : one))
    const result = { ...run.result, orders: run.result.orders, roundTrips: run.result.roundTrips, fills, decisions }
    const { stored } = await written({ ...run, result })
    expect(stored.altered).toEqual(['decisions.parquet', 'fills.parquet'])
  })
})

test('files of another run in its directory are told, though no hash is over them', async () => {
  const { files } = await written(fixture())
  const other = await written(tradedRun())
  for (const name of ['denials', 'orders', 'benchmark'] as const) await copyFile(other.files[name] as string, files[name] as string)
  expect((await readRun(files.directory)).altered).toEqual(
    expect.arrayContaining(['denials.parquet', 'orders.parquet', 'benchmark.parquet']),
  )
})

describe('files that are not there', () => {
  test('are told where the run had them', async () => {
    const { files } = await written(tradedRun())
    await rm(files.decisions ?? '')
    await rm(files.benchmark ?? '')
    expect(faultsOf(await readRun(files.directory))).toEqual([
      expect.stringContaining('decisions.parquet is not there'),
      expect.stringContaining('benchmark.parquet is not there'),
    ])
  })

  test('are no fault of a run that never had them', async () => {
    const run = tradedRun()
    const { stored } = await written({
      ...run,
      benchmark: null,
      result: { ...run.result, orders: run.result.orders, fills: run.result.fills, roundTrips: run.result.roundTrips, decisions: null },
    })
    expect(stored.missing).toEqual([])
  })
})

describe('a directory that an older version wrote', () => {
  test('is readable without the newer files', async () => {
    const { files } = await written(tradedRun())
    for (const file of [files.denials, files.sessions, files.decisions, files.benchmark]) await rm(file ?? '')
    const document = JSON.parse(await readFile(files.run, 'utf8'))
    for (const field of ['data', 'periodsPerYear', 'riskFreeAnnual', 'trials', 'intervals', 'intervalReasons']) delete document[field]
    await writeFile(files.run, JSON.stringify(document))
    const stored = await readRun(files.directory)
    expect(stored.missing).toHaveLength(4)
    expect(stored.result.decisions).toBeNull()
    expect(stored.metrics.totalReturn.value).toBe(document.metrics.totalReturn)
    expect(stored.result.sessions.equity).toEqual(tradedRun().result.sessions.equity)
  })
})

describe('a damaged directory', () => {
  test.each([
    ['text', 'not JSON', 'RUN_DAMAGED', 'not a bench.run/1 document'],
    ['another schema', '{"schema":"bench.run/9"}', 'RUN_DAMAGED', 'at schema'],
  ])('with %s as run.json says so', async (_, text, code, message) => {
    const { files } = await written(fixture())
    await writeFile(files.run, text)
    await expect(readRun(files.directory)).rejects.toMatchObject({ code, message: expect.stringContaining(message) })
  })

  test.each([
    ['verdicts that are gone', "SELECT * FROM rows WHERE stage <> 'verdict'", 'decisions.parquet'],
    ['details that are no JSON', "SELECT * REPLACE ('{' AS details) FROM rows", 'decisions.parquet'],
    ['signals of no kind', "SELECT * REPLACE (CASE stage WHEN 'signal' THEN 'shout' ELSE kind END AS kind) FROM rows", ''],
  ])('with decisions of %s says so', async (_, select, named) => {
    const { files } = await written(tradedRun())
    const file = sqlText(files.decisions ?? '')
    await withDuckDb(async (connection) => {
      await connection.run(`CREATE TABLE rows AS FROM read_parquet(${file})`)
      await connection.run(`COPY (${select}) TO ${file} (FORMAT parquet)`)
    })
    await expect(readRun(files.directory)).rejects.toMatchObject({ code: 'RUN_DAMAGED', message: expect.stringContaining(named) })
  })

  test('without its fills names the file', async () => {
    const { files } = await written(fixture())
    await rm(files.fills)
    await expect(readRun(files.directory)).rejects.toMatchObject({ code: 'RUN_DAMAGED', message: expect.stringContaining('fills.parquet') })
  })
})
