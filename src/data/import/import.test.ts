import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openCatalog } from '../catalog/catalog.js'
import { withDuckDb } from '../duckdb.js'
import { loadBars } from '../load-bars.js'
import { importFile } from './import-file.js'
import type { ImportOptions } from './options.js'
import { FaultyRows } from './rows/faults.js'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bench-import-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const header = 'Date,Open,High,Low,Close,Volume'

/** Writes a CSV of these lines and loads it. */
async function load(lines: readonly string[], options: ImportOptions = {}) {
  const file = join(folder, 'prices.csv')
  await writeFile(file, lines.join('\n'))
  return loadBars(file, { stamp: 'start', ...options })
}

async function faultsOf(lines: readonly string[], options: ImportOptions = {}): Promise<FaultyRows> {
  const error = await load(lines, options).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(FaultyRows)
  return error as FaultyRows
}

function times(loaded: Awaited<ReturnType<typeof load>>) {
  const { openTime, closeTime } = loaded.series[0]?.columns ?? { openTime: [], closeTime: [] }
  const iso = (time: number) => new Date(time).toISOString().slice(0, 16)
  return [...openTime].map((open, row) => `${iso(open)} ${iso(closeTime[row] as number)}`)
}

const bar = '10,12,9,11,100'

test('a symbol that no folder can be named by is refused, in a column or given', async () => {
  const long = 'S'.repeat(300)
  const file = join(folder, 'prices.csv')
  await writeFile(file, `Symbol,${header}\n${long},2020-01-06,${bar}\n`)
  const refused = { code: 'BAD_DATA', hint: expect.stringContaining('--symbol') }
  await expect(importFile(file, folder)).rejects.toMatchObject(refused)
  await writeFile(file, `${header}\n2020-01-06,${bar}\n`)
  await expect(importFile(file, folder, { symbol: long, timeframe: '1d' })).rejects.toMatchObject(refused)
  expect(await readdir(folder)).toEqual(['prices.csv'])
})

test('a source in the folder of its own dataset stays there', async () => {
  const file = join(folder, 'spy-1d', 'spy.csv')
  await mkdir(join(folder, 'spy-1d'))
  await writeFile(file, `${header}\n2020-01-06,${bar}\n2020-01-07,${bar}\n`)
  await importFile(file, folder)
  await importFile(file, folder, { replace: true })
  expect(await readFile(file, 'utf8')).toContain(bar)
})

describe('a faulty row is named by its line, with its value and a hint', () => {
  test.each([
    ['2020-01-03,,12,9,11,100', "Open '' is no value", 'fill the cell'],
    ['2020-01-03,null,12,9,11,100', "Open 'null' is no value", 'fill the cell'],
    ['2020-01-03,10,NaN,9,11,100', "High 'NaN' is no value", 'fill the cell'],
    ['2020-01-03,10,12,9,11,', "Volume '' is no value", 'fill the cell'],
    ['2020-01-03,10,1e999,9,11,100', "High '1e999' is not finite", '1.8e308'],
    ['2020-01-03,10,Infinity,9,11,100', "High 'Infinity' is not finite", '1.8e308'],
    ['2020-01-03,10,12,9,-inf,100', "Close '-inf' is not finite", '1.8e308'],
    ['2020-01-03,0x10,12,9,11,100', "Open '0x10' is not a number", 'digits'],
    ['2020-01-03,1_0,12,9,11,100', "Open '1_0' is not a number", 'digits'],
    ['2020-01-03,#10,12,9,11,100', "Open '#10' is not a number", 'digits'],
    ['2020-01-03,10,9.5,9,11,100', 'high 9.5 is below open 10', 'highest'],
    ['2020-01-03,10,12,10.5,11,100', 'low 10.5 is above open 10', 'highest'],
    ['2020-01-03,10,12,-9,11,100', 'low -9 is not above zero', '--asset-class future'],
    ['2020-01-03,10,12,9,11,-1', 'volume -1 is below zero', 'write 0'],
    ['2020-01-02,10,12,9,11,101', 'a second bar that opens at 2020-01-02T14:30:00Z; the first is on line 2', 'keep one'],
    ['2020-01-04,10,12,9,11,100', '2020-01-04 is not a session of XNYS', '2020-01-06'],
    ['2020-01-20,10,12,9,11,100', '2020-01-20 is not a session of XNYS', '2020-01-21'],
    ['2019-02-29,10,12,9,11,100', "'2019-02-29' is not a date or time", '2005-01-31'],
    ['03/01/2020,10,12,9,11,100', "'03/01/2020' is not a date or time", '2005-01-31'],
    ['20200103,10,12,9,11,100', "'20200103' is not a date or time", '2005-01-31'],
    [',10,12,9,11,100', 'has no date', '2005-01-31'],
    ['2020-01-03 10:00,10,12,9,11,100', "'2020-01-03 10:00' is a time without a zone, the first row had a date", 'one form'],
    ['2020-01-03,10,12,9', '4 cells where the header has 6', 'cut off'],
    ['2020-01-03,10,12,9,11,1,000', '7 cells where the header has 6', 'comma in a number'],
  ])('%s', async (row, message, hint) => {
    const {
      faults,
      total,
      message: text,
    } = await faultsOf([header, `2020-01-02,${bar}`, '', row, `2020-01-07,${bar}`], { timeframe: '1d' })
    expect(total).toBe(1)
    expect(faults[0]).toMatchObject({ line: 4, message: expect.stringContaining(message), hint: expect.stringContaining(hint) })
    expect(text).toContain(`line 4: ${faults[0]?.message}`)
  })

  test('all are told together, up to twenty, then their count', async () => {
    const faulty = Array.from({ length: 25 }, () => '2020-01-03,x,12,9,11,100')
    const { faults, total, message } = await faultsOf([header, `2020-01-02,${bar}`, ...faulty])
    expect(total).toBe(25)
    expect(faults.map((fault) => fault.line)).toEqual(Array.from({ length: 20 }, (_, index) => index + 3))
    expect(message).toContain('… and 5 more')
  })

  test('nothing is written, and what was there stays', async () => {
    const file = join(folder, 'spy.csv')
    const catalog = join(folder, 'catalog')
    await writeFile(file, [header, `2020-01-02,${bar}`].join('\n'))
    await importFile(file, catalog)
    const before = await readFile(join(catalog, 'spy-1d', 'dataset.json'), 'utf8')
    await writeFile(file, [header, `2020-01-02,${bar}`, '2020-01-03,x,12,9,11,100'].join('\n'))
    await expect(importFile(file, catalog, { replace: true })).rejects.toBeInstanceOf(FaultyRows)
    expect(await readFile(join(catalog, 'spy-1d', 'dataset.json'), 'utf8')).toBe(before)
    await expect(importFile(file, catalog, { name: 'other' })).rejects.toBeInstanceOf(FaultyRows)
    expect(await readdir(catalog)).toEqual(['spy-1d'])
    await expect(openCatalog([catalog]).findDataset('other')).rejects.toMatchObject({ code: 'UNKNOWN_DATASET' })
  })
})

describe('a file that cannot be read at all says why', () => {
  test.each([
    ['', 'BAD_DATA', 'no header'],
    [header, 'NO_BARS', 'no rows'],
    [`Date,Open,High,Low,Volume\n2020-01-02,${bar}`, 'BAD_DATA', "no column 'close'"],
    [`Day,Open,High,Low,Close\n2020-01-02,${bar}`, 'BAD_DATA', 'no column of times'],
    [`Date,Open,High,Low,Close,Close\n2020-01-02,${bar}`, 'BAD_DATA', "'close' twice"],
    [`PK\u0000\u0001`, 'BAD_DATA', 'not a text file'],
  ])('%j', async (text, code, message) => {
    await expect(load([text])).rejects.toMatchObject({ code, message: expect.stringContaining(message) })
  })

  test('a missing file and a folder are no files', async () => {
    await expect(loadBars(join(folder, 'nothing.csv'))).rejects.toMatchObject({ code: 'NO_SUCH_FILE' })
    await expect(loadBars(`${folder}/`)).rejects.toMatchObject({ code: 'NO_SUCH_FILE' })
  })
})

describe('daily bars take their times from the session', () => {
  test('regular sessions in winter and summer, and an early close', async () => {
    const loaded = await load([header, `2019-07-02,${bar}`, `2019-07-03,${bar}`, `2019-07-05,${bar}`, `2019-11-04,${bar}`], {
      timeframe: '1d',
    })
    expect(times(loaded)).toEqual([
      '2019-07-02T13:30 2019-07-02T20:00',
      '2019-07-03T13:30 2019-07-03T17:00',
      '2019-07-05T13:30 2019-07-05T20:00',
      '2019-11-04T14:30 2019-11-04T21:00',
    ])
  })

  test.each([
    ['2020-01-02', '2020-01-03'],
    ['2020-01-02 00:00:00', '2020-01-03 00:00:00'],
    ['2020-01-02T00:00:00Z', '2020-01-03T00:00:00Z'],
    ['2020-01-02 00:00:00-05:00', '2020-01-03 00:00:00-05:00'],
    ['2020-01-02T05:00:00+00:00', '2020-01-03T05:00:00+00:00'],
    ['1577923200', '1578009600'],
    ['1577923200000', '1578009600000'],
  ])('%s is that day, whatever way it is written', async (first, second) => {
    const loaded = await load([header, `${first},${bar}`, `${second},${bar}`])
    expect(loaded.series[0]?.timeframe).toBe('1d')
    expect(times(loaded)).toEqual(['2020-01-02T14:30 2020-01-02T21:00', '2020-01-03T14:30 2020-01-03T21:00'])
  })

  test('on a market that never closes a stamped day starts at its stamp', async () => {
    const loaded = await load([header, `2021-01-01 06:00:00+00:00,${bar}`, `2021-01-02 06:00:00+00:00,${bar}`], { assetClass: 'crypto' })
    expect(times(loaded)).toEqual(['2021-01-01T06:00 2021-01-02T06:00', '2021-01-02T06:00 2021-01-03T06:00'])
  })
})

describe('intraday bars', () => {
  test('a time without a zone needs one', async () => {
    const lines = [header, `2020-01-02 09:30,${bar}`, `2020-01-02 09:31,${bar}`]
    await expect(load(lines)).rejects.toMatchObject({ code: 'USAGE', hint: expect.stringContaining('--tz') })
    await expect(load(lines, { timeZone: 'America/NewYork' })).rejects.toMatchObject({ code: 'USAGE' })
  })

  test('the offset follows the clocks from winter to summer', async () => {
    const lines = [header, `2020-03-06 15:00,${bar}`, `2020-03-06 15:30,${bar}`, `2020-03-09 09:30,${bar}`, `2020-03-09 10:00,${bar}`]
    expect(times(await load(lines, { timeZone: 'America/New_York' }))).toEqual([
      '2020-03-06T20:00 2020-03-06T20:30',
      '2020-03-06T20:30 2020-03-06T21:00',
      '2020-03-09T13:30 2020-03-09T14:00',
      '2020-03-09T14:00 2020-03-09T14:30',
    ])
  })

  test('an hour that the clocks skipped is a fault', async () => {
    const rows = ['01:00', '01:30', '02:00', '03:00'].map((time) => `2020-03-08 ${time},${bar}`)
    const { faults } = await faultsOf([header, ...rows], { timeZone: 'America/New_York', assetClass: 'crypto', timeframe: '30m' })
    expect(faults).toMatchObject([{ line: 4, message: expect.stringContaining('2020-03-08 02:00:00 never happened') }])
  })

  test('an hour that came twice is the first time, then the second', async () => {
    const rows = ['00:30', '01:00', '01:30', '01:00', '01:30', '02:00'].map((time) => `2020-11-01 ${time},${bar}`)
    const loaded = await load([header, ...rows], { timeZone: 'America/New_York', assetClass: 'crypto', timeframe: '30m' })
    expect(times(loaded).map((text) => text.slice(11, 16))).toEqual(['04:30', '05:00', '05:30', '06:00', '06:30', '07:00'])
  })

  test('offsets in the file win over the zone', async () => {
    const lines = [header, `2021-07-01 12:56:00-04:00,${bar}`, `2021-07-01 12:57:00-04:00,${bar}`]
    expect(times(await load(lines, { timeZone: 'Asia/Tokyo' }))[0]).toBe('2021-07-01T16:56 2021-07-01T16:57')
  })

  test('stamped at the end, a bar closes at its stamp', async () => {
    const lines = [header, `2020-01-02 09:35,${bar}`, `2020-01-02 09:40,${bar}`, `2020-01-02 09:43,${bar}`]
    const options = { timeZone: 'America/New_York', stamp: 'end', timeframe: '3m' } as const
    expect(times(await load(lines, options))).toEqual([
      '2020-01-02T14:32 2020-01-02T14:35',
      '2020-01-02T14:37 2020-01-02T14:40',
      '2020-01-02T14:40 2020-01-02T14:43',
    ])
  })

  test('where a session begins or ends inside an even bar, the recorded moment stands', async () => {
    const day = (clocks: readonly string[]) => [header, ...clocks.map((clock) => `2020-01-02 ${clock},${bar}`)]
    const zone = { timeZone: 'America/New_York' } as const
    const start = times(await load(day(['07:00', '08:00', '09:00', '09:30', '10:30', '11:30']), zone))
    expect(start.slice(2, 4)).toEqual(['2020-01-02T14:00 2020-01-02T14:30', '2020-01-02T14:30 2020-01-02T15:30'])
    const end = times(await load(day(['13:30', '14:30', '15:30', '16:00']), { ...zone, stamp: 'end' }))
    expect(end.slice(2)).toEqual(['2020-01-02T19:30 2020-01-02T20:30', '2020-01-02T20:30 2020-01-02T21:00'])
  })

  test('a bar on a holiday is a slip of the zone or the calendar', async () => {
    const lines = [header, `2020-01-17 15:00,${bar}`, `2020-01-17 16:00,${bar}`, `2020-01-20 10:00,${bar}`]
    const { faults } = await faultsOf(lines, { timeZone: 'America/New_York' })
    expect(faults).toMatchObject([{ line: 4, message: '2020-01-20 is not a session of XNYS' }])
  })
})

describe('the timeframe', () => {
  const rows = (...stamps: string[]) => [header, ...stamps.map((stamp) => `${stamp},${bar}`)]
  const utc = { timeZone: 'UTC', assetClass: 'crypto' } as const

  test.each([
    ['1d', ['2020-01-02', '2020-01-03', '2020-01-06', '2020-01-07', '2020-01-08']],
    ['1m', ['2020-01-02 10:00', '2020-01-02 10:01', '2020-01-02 10:02', '2020-01-02 12:00', '2020-01-02 12:01']],
    ['90m', ['2020-01-02 10:00', '2020-01-02 11:30', '2020-01-02 13:00']],
    ['4h', ['2020-01-02 10:00', '2020-01-02 14:00']],
    ['10s', ['2020-01-02 10:00:00', '2020-01-02 10:00:10']],
  ])('%s is read off most of the distances', async (timeframe, stamps) => {
    expect((await load(rows(...stamps), utc)).series[0]?.timeframe).toBe(timeframe)
  })

  test.each([
    ['no distance is the usual one', rows('2020-01-02 10:00', '2020-01-02 10:01', '2020-01-02 10:03', '2020-01-02 10:07'), {}],
    ['one intraday bar has no distance', rows('2020-01-02 10:00'), {}],
    ['months', rows('2020-01-31', '2020-02-29', '2020-03-31'), {}],
    ['quarters', rows('2019-12-31', '2020-03-31', '2020-06-30'), {}],
    ['bars of three days', rows('2020-01-01', '2020-01-04', '2020-01-07'), {}],
    ['minutes of dates', rows('2020-01-02', '2020-01-03'), { timeframe: '1m' }],
  ] as const)('is refused: %s', async (_, lines, options) => {
    await expect(load(lines, { ...utc, ...options })).rejects.toMatchObject({
      code: 'USAGE',
      hint: expect.stringMatching(/timeframe|daily/),
    })
  })
})

describe('what a plain CSV may look like', () => {
  test('columns in any order and case, others left out with a note', async () => {
    const loaded = await load(['close,LOW,High,open,Adj Close,Dividends,TIMESTAMP', '11,9,12,10,5,0,2020-01-02'])
    const { columns } = loaded.series[0] ?? {}
    expect([columns?.open[0], columns?.high[0], columns?.low[0], columns?.close[0], columns?.volume[0]]).toEqual([10, 12, 9, 11, 0])
    expect(loaded.provenance.notes).toEqual([
      'Adj Close was left out: prices are as in Open, High, Low and Close',
      'columns left out: Dividends',
      'no Volume column: the volume is 0 throughout',
    ])
  })

  test('a byte order mark, CRLF, quotes, blanks, empty lines and a blank first name', async () => {
    const loaded = await load([
      `\uFEFF,"Open",High,Low,Close,Volume\r`,
      '\r',
      '"2020-01-02", 10 ,"12",+9,11.,1e2\r',
      '2020-01-03,.5,1,.5,1,0\r',
      '',
    ])
    const { columns } = loaded.series[0] ?? {}
    expect([...(columns?.open ?? [])]).toEqual([10, 0.5])
    expect([...(columns?.volume ?? [])]).toEqual([100, 0])
  })

  test('numbers are read to the last bit', async () => {
    const [high, low] = ['9007199254.740991', '5e-324']
    const loaded = await load([header, `2020-01-02,0.1,${high},${low},123456.78901234567,9007199254740991`])
    const { columns } = loaded.series[0] ?? {}
    expect(columns?.high[0]).toBe(Number(high))
    expect(columns?.low[0]).toBe(Number.MIN_VALUE)
    expect(columns?.close[0]).toBe(123456.78901234567)
  })

  test('any price that JavaScript writes is read as it was', async () => {
    const values = fc.array(fc.double({ min: Number.MIN_VALUE, max: 9e9, noNaN: true }), {
      minLength: 1,
      maxLength: 500,
      size: 'max',
    })
    await fc.assert(
      fc.asyncProperty(values, async (prices) => {
        const rows = prices.map((price, index) => `${1577836800 + index * 60},${price},${price},${price},${price},${price}`)
        const loaded = await load([header, ...rows], { assetClass: 'crypto', timeframe: '1m' })
        expect(loaded.series[0]?.columns.close).toEqual(Float64Array.from(prices))
        expect(loaded.series[0]?.columns.volume).toEqual(Float64Array.from(prices))
      }),
      { numRuns: 50 },
    )
  })

  test('the tick is that of the asset class, and none where prices do not keep it', async () => {
    expect((await load([header, '2020-01-02,10.01,12.35,9.99,11,1'])).series[0]?.instrument.tick).toBe(0.01)
    const adjusted = await load([header, '2020-01-02,10.013,12.35,9.99,11,1'])
    expect(adjusted.series[0]?.instrument.tick).toBe('none')
    expect(adjusted.provenance.notes).toEqual(['prices are not all multiples of 0.01: the instrument has no tick'])
    expect((await load([header, '2020-01-02,10.013,12.35,9.99,11,1'], { tick: 0.01 })).series[0]?.instrument.tick).toBe(0.01)
  })

  test('rows beyond one batch and one read keep their order and their lines', async () => {
    const rows = Array.from({ length: 150_000 }, (_, i) => `${1577836800 + i * 60},1,2,1,${1 + (i % 100) / 100},${i}`)
    const loaded = await load([header, ...rows], { assetClass: 'crypto' })
    expect(loaded.series[0]?.columns.volume).toEqual(Float64Array.from(rows, (_, i) => i))
    rows[140_000] = `${1577836800},1,2,1,1,1`
    const { faults } = await faultsOf([header, ...rows], { assetClass: 'crypto' })
    expect(faults).toMatchObject([{ line: 140_002 }])
  })
})

describe('an imported dataset', () => {
  test('has the bars, the hash and the source of its file', async () => {
    const file = join(folder, 'spy.us.csv')
    await writeFile(file, [header, `2020-01-02,${bar}`, `2020-01-03,${bar}`].join('\n'))
    const dataset = await importFile(file, join(folder, 'catalog'), { symbol: 'SPY', assetClass: 'etf' })
    expect(dataset).toMatchObject({
      name: 'spy-1d',
      timeframe: '1d',
      source: { name: 'spy.us.csv', bytes: (await readFile(file)).length, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
      options: { symbol: 'SPY', assetClass: 'etf', timeframe: '1d' },
    })
    const options = { catalogFolders: [join(folder, 'catalog')] }
    const [imported, direct] = [await loadBars('spy-1d', options), await loadBars(file, { symbol: 'SPY', assetClass: 'etf' })]
    expect(imported.dataHash).toBe(direct.dataHash)
    expect(imported.series[0]?.instrument).toEqual(direct.series[0]?.instrument)
    expect(direct.provenance.label).toBe('file spy.us.csv')
  })

  test('a file takes a range as a dataset does', async () => {
    const file = join(folder, 'spy.csv')
    await writeFile(file, [header, `2020-01-02,${bar}`, `2020-01-03,${bar}`, `2020-01-06,${bar}`].join('\n'))
    const loaded = await loadBars(file, { from: Date.UTC(2020, 0, 3), to: Date.UTC(2020, 0, 4) })
    expect(times(loaded)).toEqual(['2020-01-03T14:30 2020-01-03T21:00'])
    await expect(loadBars(file, { from: Date.UTC(2021, 0, 1) })).rejects.toMatchObject({ code: 'NO_BARS' })
    await expect(loadBars(file, { instruments: ['QQQ'] })).rejects.toMatchObject({ code: 'UNKNOWN_INSTRUMENT' })
  })
})

describe('Parquet', () => {
  async function parquet(select: string): Promise<string> {
    const file = join(folder, 'prices.parquet')
    await withDuckDb((connection) => connection.run(`COPY (${select}) TO '${file}' (FORMAT parquet)`))
    return file
  }
  const prices = '10::DOUBLE AS open, 12::DOUBLE AS high, 9::DOUBLE AS low, 11::DOUBLE AS close, 100 AS volume'
  const days = (time: string) => `SELECT ${time} AS date, ${prices} FROM range(2) t(i)`

  test.each([
    ['DATE', "DATE '2020-01-02' + i::INTEGER"],
    ['TIMESTAMP', "TIMESTAMP '2020-01-02' + to_days(i::INTEGER)"],
    ['TIMESTAMP_NS', "(TIMESTAMP '2020-01-02' + to_days(i::INTEGER))::TIMESTAMP_NS"],
    ['TIMESTAMPTZ', "(TIMESTAMP '2020-01-02 05:00:00' + to_days(i::INTEGER)) AT TIME ZONE 'UTC'"],
    ['BIGINT seconds', '1577923200 + i * 86400'],
    ['BIGINT milliseconds', '1577923200000 + i * 86400000'],
  ])('days as %s', async (_, time) => {
    const loaded = await loadBars(await parquet(days(time)))
    expect(times(loaded)).toEqual(['2020-01-02T14:30 2020-01-02T21:00', '2020-01-03T14:30 2020-01-03T21:00'])
    expect(loaded.series[0]?.columns.volume[1]).toBe(100)
  })

  test('minutes without a zone need one', async () => {
    const file = await parquet(days("TIMESTAMP '2020-07-02 09:30:00' + to_minutes(i)"))
    await expect(loadBars(file)).rejects.toMatchObject({ code: 'USAGE', hint: expect.stringContaining('--tz') })
    expect(times(await loadBars(file, { timeZone: 'America/New_York' }))[0]).toBe('2020-07-02T13:30 2020-07-02T13:31')
  })

  test('faults have the row, counted from 1', async () => {
    const file = await parquet(
      `SELECT DATE '2020-01-02' + i::INTEGER AS date, ${prices.replace('12::DOUBLE', "CASE i WHEN 1 THEN NULL WHEN 4 THEN 'nan'::DOUBLE ELSE 12 END")} FROM range(6) t(i)`,
    )
    const error = await loadBars(file, { timeframe: '1d' }).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({
      faults: [
        { line: 2, message: 'high has no value' },
        { line: 3, message: '2020-01-04 is not a session of XNYS' },
        { line: 4, message: '2020-01-05 is not a session of XNYS' },
        { line: 5, message: 'high NaN is not a finite number' },
      ],
    })
  })

  test('a text column and a file that is no Parquet are refused', async () => {
    await expect(loadBars(await parquet(days("'2020-01-02'")))).rejects.toMatchObject({
      code: 'BAD_DATA',
      message: expect.stringContaining('VARCHAR'),
    })
    const file = join(folder, 'no.parquet')
    await writeFile(file, 'PAR1 but no more')
    await expect(loadBars(file)).rejects.toMatchObject({ code: 'BAD_DATA', message: expect.stringContaining('not a Parquet file') })
  })

  test('the catalog can be read back as files', async () => {
    const file = join(folder, 'spy.csv')
    await writeFile(file, [header, `2020-01-02,${bar}`, `2020-01-03,${bar}`].join('\n'))
    const { version } = await importFile(file, join(folder, 'catalog'))
    const stored = join(folder, 'catalog', 'spy-1d', version, 'instrument=SPY')
    const [name] = await readdir(stored)
    const direct = await loadBars(join(stored, name as string), { symbol: 'SPY' })
    expect(direct.dataHash).toBe((await loadBars('spy-1d', { catalogFolders: [join(folder, 'catalog')] })).dataHash)
  })
})

describe('what a user may mean otherwise is refused', () => {
  test('a zone by an abbreviation', async () => {
    const lines = [header, `2020-01-02 10:00,${bar}`, `2020-01-02 10:05,${bar}`]
    await expect(load(lines, { timeZone: 'BST' })).rejects.toMatchObject({ code: 'USAGE', hint: expect.stringContaining('Europe/London') })
  })

  test.each([false, true])('a clock of twelve hours without AM and PM (newest first: %s)', async (isNewestFirst) => {
    const clocks = ['09:30', '10:30', '11:30', '12:30', '01:30', '02:30', '03:30']
    const rows = ['2020-01-02', '2020-01-03'].flatMap((day) => clocks.map((clock) => `${day} ${clock},${bar}`))
    if (isNewestFirst) rows.reverse()
    const read = load([header, ...rows], { timeZone: 'America/New_York' })
    await expect(read).rejects.toMatchObject({ code: 'BAD_DATA', message: expect.stringContaining('twelve hours') })
  })

  test('symbols that differ in capitals only', async () => {
    const lines = ['Symbol,Date,Open,High,Low,Close,Volume', `SPY,2020-01-02,${bar}`, `spy,2020-01-03,${bar}`]
    await expect(load(lines, { timeframe: '1d' })).rejects.toMatchObject({ message: expect.stringContaining("'SPY' and 'spy'") })
  })

  test('the name of a dataset that comes with the package, unless it is to be hidden', async () => {
    const file = join(folder, 'x.csv')
    await writeFile(file, [header, `2020-01-02,${bar}`].join('\n'))
    await expect(importFile(file, join(folder, 'catalog'), { name: 'spx-1d' })).rejects.toMatchObject({ code: 'DATASET_EXISTS' })
    await expect(importFile(file, join(folder, 'catalog'), { name: 'spx-1d', replace: true })).resolves.toMatchObject({ name: 'spx-1d' })
  })
})
