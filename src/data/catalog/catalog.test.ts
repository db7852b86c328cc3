import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { BarColumns, BarSeries } from '../../model/bar.js'
import { instrument } from '../../model/instrument.js'
import { BenchError } from '../../std/errors.js'
import { columnNames, columnsFromRows } from '../columns.js'
import { withDuckDb } from '../duckdb.js'
import { openCatalog, userCatalogFolder } from './catalog.js'
import type { DatasetDescription } from './dataset.js'
import { streamDataset, writeDataset } from './write.js'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bench-catalog-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const description: DatasetDescription = {
  name: 'small-1d',
  label: 'three bars',
  synthetic: true,
  notes: [],
  timeframe: '1d',
  source: { name: 'a test' },
  options: {},
}

const spy = instrument('SPY', 'etf')

function series(columns: BarColumns, one = spy): BarSeries {
  return { instrument: one, timeframe: '1d', columns }
}

const first = columnsFromRows([
  [0, 10, 1, 2, 0.5, 1.5, 100],
  [10, 20, 1.5, 3, 1.25, 2, 0],
  [25, 30, 2, 2, 2, 2, 7],
])
const second = columnsFromRows([[0, 10, 5, 5, 5, 5, 5]])

async function load(name = 'small-1d') {
  return openCatalog([folder]).loadDataset(name)
}

function bits(columns: BarColumns): string[] {
  return columnNames.map((name) => Buffer.from(new Float64Array(columns[name]).buffer).toString('hex'))
}

describe('what is written is what is loaded', () => {
  test('numbers come back to the bit, with their provenance and one hash', async () => {
    const written = await writeDataset(folder, description, [series(first)])
    const loaded = await load()
    expect(bits(loaded.series[0]?.columns as BarColumns)).toEqual(bits(first))
    expect(loaded.dataHash).toBe(written.dataHash)
    expect(loaded.provenance).toMatchObject(description)
    expect(written.instruments).toMatchObject([{ instrument: { id: 'SPY' }, rows: 3, from: 0, to: 30 }])
  })

  test('any valid columns survive the round trip', async () => {
    await fc.assert(
      fc.asyncProperty(anyColumns, async (columns) => {
        await writeDataset(folder, description, [series(columns, instrument('X', 'future'))], { replace: true })
        expect(bits((await load()).series[0]?.columns as BarColumns)).toEqual(bits(columns))
      }),
      { numRuns: 40 },
    )
  })

  test('a series longer than one file and one vector keeps its order', async () => {
    const rows = 1_000_000
    const columns = columnsFromRows(Array.from({ length: rows }, (_, i) => [i * 10, i * 10 + 10, 1, 2, 1, 1 + (i % 1000) / 1000, i]))
    await streamDataset(folder, {}, 'long', async (sink) => {
      for (let start = 0; start < rows; start += 300_000) {
        const batch = columnNames.map((name) => columns[name].subarray(start, start + 300_000))
        await sink('SPY', { ...Object.fromEntries(columnNames.map((name, i) => [name, batch[i]])), length: batch[0]?.length } as BarColumns)
      }
      return { description: { ...description, name: 'long' }, instruments: [spy] }
    })
    const loaded = await load('long')
    expect(
      Buffer.from(new Float64Array(loaded.series[0]?.columns.volume as Float64Array).buffer).equals(Buffer.from(columns.volume.buffer)),
    ).toBe(true)
    const version = join(folder, 'long', (await openCatalog([folder]).findDataset('long')).dataset.version)
    expect((await readdir(join(version, 'instrument=SPY'))).sort()).toEqual(['bars-000001.parquet', 'bars.parquet'])
  })

  test('a range holds the bars that open at or after its start and before its end', async () => {
    await writeDataset(folder, description, [series(first)])
    const loaded = await openCatalog([folder]).loadDataset('small-1d', { from: 10, to: 25 })
    expect([...(loaded.series[0]?.columns.openTime ?? [])]).toEqual([10])
    await expect(openCatalog([folder]).loadDataset('small-1d', { from: 26 })).rejects.toMatchObject({ code: 'NO_BARS' })
  })

  test('several instruments are loaded by name, whatever signs are in their ids and in the folder', async () => {
    const odd = join(folder, "it's *")
    const pair = [series(first, instrument('EUR/USD', 'forex')), series(second, instrument("B'=%", 'equity'))]
    await writeDataset(odd, description, pair)
    await writeDataset(join(folder, "it's what the pattern finds too"), description, pair)
    const catalog = openCatalog([odd])
    expect((await catalog.loadDataset('small-1d')).series.map((one) => one.instrument.id)).toEqual(['EUR/USD', "B'=%"])
    const one = await catalog.loadDataset('small-1d', { instruments: ["B'=%"] })
    expect(bits(one.series[0]?.columns as BarColumns)).toEqual(bits(second))
    await expect(catalog.loadDataset('small-1d', { instruments: ['EURUSD'] })).rejects.toMatchObject({
      code: 'UNKNOWN_INSTRUMENT',
      hint: expect.stringContaining('did you mean `EUR/USD`?'),
    })
  })

  test('the hash does not hang on the order of the instruments, but on each number', async () => {
    const other = instrument('QQQ', 'etf')
    const forward = await writeDataset(folder, description, [series(first), series(second, other)])
    const backward = await writeDataset(folder, { ...description, name: 'b' }, [series(second, other), series(first)])
    const swapped = await writeDataset(folder, { ...description, name: 'c' }, [series(first, other), series(second)])
    expect(backward.dataHash).toBe(forward.dataHash)
    expect(swapped.dataHash).not.toBe(forward.dataHash)
  })

  test('other tools read the partitions: instrument is a column, times are UTC timestamps', async () => {
    const { version } = await writeDataset(folder, description, [series(first)])
    const rows = await withDuckDb(async (connection) => {
      const glob = join(folder, 'small-1d', version, '*', '*.parquet')
      const reader = await connection.runAndReadAll(
        `SELECT instrument, typeof(open_time) AS type, epoch_ms(close_time) AS ms, high FROM read_parquet('${glob}') ORDER BY open_time`,
      )
      return reader.getRowObjectsJson()
    })
    expect(rows[1]).toEqual({ instrument: 'SPY', type: 'TIMESTAMP WITH TIME ZONE', ms: '20', high: 3 })
  })
})

describe('a dataset is replaced whole or not at all', () => {
  test('a name that is taken is refused, and the bars stay', async () => {
    await writeDataset(folder, description, [series(first)])
    await expect(writeDataset(folder, description, [series(second)])).rejects.toMatchObject({ code: 'DATASET_EXISTS' })
    expect((await load()).series[0]?.columns.length).toBe(3)
  })

  test('a failure in the middle leaves the old bars and no debris', async () => {
    await writeDataset(folder, description, [series(first)])
    const before = (await readdir(join(folder, 'small-1d'))).sort()
    const failing = streamDataset(folder, { replace: true }, 'small-1d', async (sink) => {
      await sink('SPY', second)
      throw new Error('the source broke')
    })
    await expect(failing).rejects.toThrow('the source broke')
    expect((await readdir(join(folder, 'small-1d'))).sort()).toEqual(before)
    expect((await load()).series[0]?.columns.length).toBe(3)
  })

  const deadProcess = 2 ** 22 + 1
  test.each([
    ['half a Parquet file in a partial folder', `.partial-${deadProcess}-0/instrument=SPY`],
    ['a finished version that nothing points at', '0123456789ab/instrument=SPY'],
  ])('a crash that leaves %s leaves the old bars readable, and the next write clears it', async (_, debris) => {
    await writeDataset(folder, description, [series(first)])
    const own = join(folder, 'small-1d')
    await mkdir(join(own, debris), { recursive: true })
    await writeFile(join(own, debris, 'bars.parquet'), 'PAR1 and then nothing')
    await writeFile(join(own, `.partial-${deadProcess}-0.json`), '{"schema":')
    expect((await load()).series[0]?.columns.length).toBe(3)

    const { version } = await writeDataset(folder, description, [series(second)], { replace: true })
    expect((await load()).series[0]?.columns.length).toBe(1)
    expect((await readdir(own)).sort()).toEqual([version, 'dataset.json'].sort())
  })

  test('a crash before the first pointer leaves no dataset', async () => {
    await mkdir(join(folder, 'small-1d', '0123456789ab', 'instrument=SPY'), { recursive: true })
    await expect(load()).rejects.toMatchObject({ code: 'UNKNOWN_DATASET' })
  })

  test('the same bars written again get a version of their own, so a damaged one is not kept', async () => {
    const before = await writeDataset(folder, description, [series(first)])
    await rm(join(folder, 'small-1d', before.version, 'instrument=SPY', 'bars.parquet'))
    await expect(load()).rejects.toMatchObject({ code: 'CATALOG_DAMAGED' })
    await writeDataset(folder, description, [series(first)], { replace: true })
    expect((await load()).dataHash).toBe(before.dataHash)
  })

  test('a pointer that cannot be written leaves no version and no next pointer', async () => {
    const own = join(folder, 'small-1d')
    await mkdir(join(own, 'dataset.json'), { recursive: true })
    await expect(writeDataset(folder, description, [series(first)], { replace: true })).rejects.toMatchObject({ code: 'EISDIR' })
    expect(await readdir(own)).toEqual(['dataset.json'])
  })

  test('a replacement takes the old version, and no file that the catalog did not write', async () => {
    const own = join(folder, 'small-1d')
    await writeDataset(folder, description, [series(first)])
    await writeFile(join(own, 'prices.csv'), 'the only copy')
    await mkdir(join(own, 'NOTES'))
    await mkdir(join(own, '.partial-thoughts'))
    const { version } = await writeDataset(folder, description, [series(second)], { replace: true })
    expect((await readdir(own)).sort()).toEqual(['.partial-thoughts', version, 'NOTES', 'dataset.json', 'prices.csv'].sort())
  })

  test('whoever reads while it is replaced gets old bars or new ones', async () => {
    const of = (price: number) => [series(columnsFromRows([[0, 10, price, price, price, price, 1]]))]
    await writeDataset(folder, description, of(1))
    let isDone = false
    const writing = (async () => {
      for (let price = 2; price <= 40; price++) await writeDataset(folder, description, of(price), { replace: true })
    })().finally(() => {
      isDone = true
    })
    const seen: number[] = []
    const read = async () => {
      while (!isDone) seen.push((await load()).series[0]?.columns.close[0] as number)
    }
    await Promise.all([writing, read(), read(), read()])
    expect(seen.length).toBeGreaterThan(10)
    expect((await load()).series[0]?.columns.close[0]).toBe(40)
  })

  test('faulty columns are not written', async () => {
    const faulty = columnsFromRows([[0, 10, 1, 0.5, 0.5, 1, 1]])
    await expect(writeDataset(folder, description, [series(faulty)])).rejects.toMatchObject({ code: 'BAD_DATA' })
    expect(await readdir(folder)).toEqual([])
  })
})

describe('damage is told, not run on', () => {
  test('bars that were changed on the disk do not match their hash', async () => {
    const written = await writeDataset(folder, description, [series(first)])
    const other = await writeDataset(folder, { ...description, name: 'other' }, [series(second)])
    const bars = (name: string, version: string) => join(folder, name, version, 'instrument=SPY', 'bars.parquet')
    await cp(bars('other', other.version), bars('small-1d', written.version))
    await expect(load()).rejects.toMatchObject({ code: 'CATALOG_DAMAGED', message: expect.stringContaining('hash') })
  })

  test('a missing value is an error, not a zero', async () => {
    const { version } = await writeDataset(folder, description, [series(first)])
    const file = join(folder, 'small-1d', version, 'instrument=SPY', 'bars.parquet')
    await withDuckDb(async (connection) => {
      await connection.run(`CREATE TABLE holes AS SELECT * REPLACE (CASE WHEN open = 1.5 THEN NULL ELSE close END AS close) FROM '${file}'`)
      await connection.run(`COPY holes TO '${file}' (FORMAT parquet)`)
    })
    await expect(load()).rejects.toMatchObject({ code: 'CATALOG_DAMAGED', message: 'row 1: close has no value' })
  })

  test('a pointer that is no JSON is named, and the other datasets are still listed', async () => {
    await writeDataset(folder, description, [series(first)])
    await writeDataset(folder, { ...description, name: 'broken' }, [series(first)])
    await writeFile(join(folder, 'broken', 'dataset.json'), '{')
    await expect(load('broken')).rejects.toMatchObject({ code: 'CATALOG_DAMAGED' })
    const listing = await openCatalog([folder]).listDatasets()
    expect(listing.datasets.map(({ dataset }) => dataset.name)).toEqual(['small-1d'])
    expect(listing.damaged.map((one) => one.folder)).toEqual([join(folder, 'broken')])
  })
})

describe('finding a dataset', () => {
  test('the first folder hides the same name in the second', async () => {
    const bundled = join(folder, 'bundled')
    const own = join(folder, 'own')
    await writeDataset(bundled, description, [series(first)])
    await writeDataset(bundled, { ...description, name: 'only-bundled' }, [series(first)])
    await writeDataset(own, description, [series(second)])
    const catalog = openCatalog([own, bundled, join(folder, 'not there')])
    expect((await catalog.loadDataset('small-1d')).series[0]?.columns.length).toBe(1)
    expect((await catalog.loadDataset('only-bundled')).series[0]?.columns.length).toBe(3)
    expect((await catalog.listDatasets()).datasets.map(({ dataset }) => dataset.name)).toEqual(['only-bundled', 'small-1d'])
  })

  test('an unknown name comes with the nearest one and the list', async () => {
    await writeDataset(folder, description, [series(first)])
    const error = await load('smal-1d').catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(BenchError)
    expect(error).toMatchObject({ code: 'UNKNOWN_DATASET', hint: 'did you mean `small-1d`? known: small-1d' })
    await expect(load('../small-1d')).rejects.toMatchObject({ code: 'UNKNOWN_DATASET' })
  })

  test('names that would leave the catalog cannot be written', async () => {
    for (const name of ['', '..', '../up', 'a/b', '.hidden']) {
      await expect(writeDataset(folder, { ...description, name }, [series(first)])).rejects.toMatchObject({ code: 'USAGE' })
    }
  })

  test('an id that is too long for a folder is refused, and nothing is left', async () => {
    const longest = instrument(`${'é'.repeat(33)}AB`, 'etf')
    await writeDataset(folder, description, [series(first, longest)])
    expect((await load()).series[0]?.instrument.id).toBe(longest.id)
    const long = writeDataset(folder, { ...description, name: 'long' }, [series(first, instrument(`${longest.id}C`, 'etf'))])
    await expect(long).rejects.toMatchObject({ code: 'BAD_DATA', hint: expect.stringContaining('--symbol') })
    const named = writeDataset(folder, { ...description, name: 'x'.repeat(201) }, [series(first)])
    await expect(named).rejects.toMatchObject({ code: 'USAGE' })
    expect(await readdir(folder)).toEqual(['small-1d'])
  })

  test('the flag goes before the environment, and that before the current folder', () => {
    expect(userCatalogFolder('/flag', { BENCH_CATALOG: '/environment' })).toBe('/flag')
    expect(userCatalogFolder(undefined, { BENCH_CATALOG: '/environment' })).toBe('/environment')
    expect(userCatalogFolder(undefined, {})).toBe(join(process.cwd(), 'datasets'))
  })
})

test('the pointer holds no absolute path', async () => {
  await writeDataset(folder, description, [series(first)])
  expect(await readFile(join(folder, 'small-1d', 'dataset.json'), 'utf8')).not.toContain(folder)
})

/** Ordered times, finite prices of any sign and size, volumes of any size. */
const price = fc.double({ min: -9e9, max: 9e9, noNaN: true })
const anyColumns = fc
  .array(
    fc.tuple(
      fc.nat(1000),
      fc.integer({ min: 1, max: 1000 }),
      price,
      price,
      price,
      price,
      fc.double({ min: 0, max: Number.MAX_SAFE_INTEGER, noNaN: true }),
    ),
    {
      minLength: 1,
      size: 'max',
      maxLength: 5000,
    },
  )
  .map((rows) => {
    let time = -1_000_000
    return columnsFromRows(
      rows.map(([gap, span, a, b, c, d, volume]) => {
        const openTime = time + gap
        time = openTime + span
        const [low, one, two, high] = [a, b, c, d].sort((x, y) => x - y) as [number, number, number, number]
        return [openTime, time, one, high, low, two, volume]
      }),
    )
  })
