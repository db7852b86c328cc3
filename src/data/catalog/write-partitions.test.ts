import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { QuoteColumns } from '../../model/bar.js'
import { instrument } from '../../model/instrument.js'
import { readQuotes } from '../bar-parquet.js'
import { columnsFromRows, sliceColumns } from '../columns.js'
import { withDuckDb } from '../duckdb.js'
import { allocateQuotes, quoteNames, sliceQuotes } from '../quote-columns.js'
import { openCatalog } from './catalog.js'
import type { Dataset, DatasetDescription } from './dataset.js'
import { streamDataset } from './write.js'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bench-partitions-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const description: DatasetDescription = {
  name: 'x',
  label: 'a test',
  synthetic: true,
  notes: [],
  timeframe: '1m',
  source: { name: 'a test' },
  options: {},
}

function bars(rows: number, price = 1) {
  return columnsFromRows(
    Array.from({ length: rows }, (_, row) => [row * 60_000, row * 60_000 + 60_000, price, price, price, price, row] as const),
  )
}

function quotes(rows: number): QuoteColumns {
  const columns = allocateQuotes(rows)
  for (const [index, name] of quoteNames.entries()) {
    for (let row = 0; row < rows; row++) columns[name][row] = index + row / 100
  }
  return columns
}

function write(price: number, of: QuoteColumns | null, rowsAtATime = 1000): Promise<Dataset> {
  const columns = bars(10, price)
  return streamDataset(folder, { replace: true }, 'x', async (sink) => {
    for (let row = 0; row < 10; row += rowsAtATime) {
      const end = Math.min(10, row + rowsAtATime)
      await sink('X', sliceColumns(columns, row, end), of === null ? null : sliceQuotes(of, row, end))
    }
    return { description, instruments: [instrument('X', 'forex')] }
  })
}

describe('bid and ask', () => {
  async function stored({ version }: Dataset): Promise<QuoteColumns | null> {
    const path = join(folder, 'x', version, 'instrument=X')
    const files = (await readdir(path)).map((file) => join(path, file))
    return withDuckDb((connection) => readQuotes(connection, files))
  }

  test('come with the bars that are loaded where they are asked for, cut as those are', async () => {
    await write(1, quotes(10))
    const catalog = openCatalog([folder])
    const [plain] = (await catalog.loadDataset('x')).series
    const [quoted] = (await catalog.loadDataset('x', { quotes: true })).series
    const [cut] = (await catalog.loadDataset('x', { quotes: true, from: 3 * 60_000, to: 6 * 60_000 })).series
    expect(plain?.quotes).toBeUndefined()
    expect(quoted?.dataHash).toBe(plain?.dataHash)
    expect(quoted?.quotes).toEqual(quotes(10))
    expect([...(cut?.quotes?.askClose ?? [])]).toEqual([7.03, 7.04, 7.05])
    await expect(catalog.loadDataset('x', { quotes: true, timeframe: '5m' })).rejects.toMatchObject({ code: 'USAGE' })
  })

  test('are stored beside the bars, a missing side as no value', async () => {
    const of = quotes(10)
    for (const name of quoteNames.slice(4)) of[name][3] = Number.NaN
    const dataset = await write(1, of, 3)
    expect(await stored(dataset)).toEqual(of)
    const loaded = await openCatalog([folder]).loadDataset('x')
    expect(loaded.series[0]?.columns).toEqual(bars(10))
    const file = join(folder, 'x', dataset.version, 'instrument=X', 'bars.parquet')
    const nulls = await withDuckDb(async (connection) => {
      const reader = await connection.runAndReadAll(
        `SELECT count(*) FILTER (ask_close IS NULL)::INTEGER, count(bid_open)::INTEGER FROM '${file}'`,
      )
      return reader.getRowsJson()
    })
    expect(nulls).toEqual([[1, 10]])
  })

  test('are part of what the dataset is known by', async () => {
    const plain = await write(1, null)
    const quoted = await write(1, quotes(10))
    const other = quotes(10)
    other.askLow[9] = 7
    expect(quoted.instruments[0]?.hash).toBe(plain.instruments[0]?.hash)
    expect(plain.instruments[0]?.quotesHash).toBeUndefined()
    const hashes = [plain.dataHash, quoted.dataHash, (await write(1, other)).dataHash]
    expect(new Set(hashes).size).toBe(3)
    expect((await write(1, quotes(10), 1)).dataHash).toBe(quoted.dataHash)
  })

  test('are absent where the source has none', async () => {
    expect(await stored(await write(1, null))).toBeNull()
  })
})

test('instruments whose batches come mixed are stored apart, however many wait for their file', async () => {
  const ids = Array.from({ length: 40 }, (_, index) => `S${index}`)
  const rows = 60_000
  const columns = bars(rows)
  const dataset = await streamDataset(folder, {}, 'x', async (sink) => {
    for (let row = 0; row < rows; row += 20_000) for (const id of ids) await sink(id, sliceColumns(columns, row, row + 20_000))
    return { description, instruments: ids.map((id) => instrument(id, 'crypto')), actions: new Map([['S1', []]]) }
  })
  expect(dataset.instruments.map((one) => one.rows)).toEqual(ids.map(() => rows))
  expect(new Set(dataset.instruments.map(({ hash }) => hash)).size).toBe(1)
  expect(dataset.instruments[1]?.actions).toEqual([])
  const { series } = await openCatalog([folder]).loadDataset('x', { instruments: ['S0', 'S39'] })
  for (const one of series) expect(one.columns).toEqual(columns)
})

test('thousands of instruments with a bar each wait in little memory, and make one file each', async () => {
  const ids = Array.from({ length: 2_000 }, (_, index) => `S${index}`)
  let waiting = 0
  const dataset = await streamDataset(folder, {}, 'x', async (sink) => {
    const before = process.memoryUsage().arrayBuffers
    for (const id of ids) await sink(id, bars(1))
    waiting = process.memoryUsage().arrayBuffers - before
    return { description, instruments: ids.slice(0, 3).map((id) => instrument(id, 'crypto')) }
  })
  expect(waiting).toBeLessThan(32e6)
  expect(await readdir(join(folder, 'x', dataset.version, 'instrument=S2'))).toEqual(['bars.parquet'])
})

test.each([
  Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' }),
  new Error('IO Error: Could not write file "x.parquet": No space left on device'),
])('a full disk says so, and leaves the catalog as it was', async (error) => {
  await write(1, null)
  const failing = streamDataset(folder, { replace: true }, 'x', async (sink) => {
    await sink('X', bars(10, 2))
    throw error
  })
  await expect(failing).rejects.toMatchObject({ code: 'DISK_FULL', hint: expect.stringContaining('--catalog') })
  expect((await openCatalog([folder]).loadDataset('x')).series[0]?.columns.close[0]).toBe(1)
})

test('a file that cannot be written fails the dataset, also when it is not the last', async () => {
  const failing = streamDataset(folder, {}, 'x', async (sink) => {
    const [partial] = await readdir(join(folder, 'x'))
    await writeFile(join(folder, 'x', partial as string, 'instrument=X'), 'no folder')
    await sink('X', bars(600_000))
    await sink('Y', bars(10))
    return { description, instruments: [instrument('X', 'crypto'), instrument('Y', 'crypto')] }
  })
  await expect(failing).rejects.toMatchObject({ code: 'EEXIST' })
  expect(await readdir(folder)).toEqual([])
})
