import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { adjustSeries } from '../adjust.js'
import { withDuckDb } from '../duckdb.js'
import type { ImportOptions } from './options.js'
import { readBarFile } from './read-file.js'

const folder = mkdtempSync(join(tmpdir(), 'bench-read-file-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function written(name: string, lines: readonly string[]): string {
  const file = join(folder, name)
  writeFileSync(file, `${lines.join('\n')}\n`)
  return file
}

/** A bar as `open time close time`, of the only instrument. */
async function timesOf(file: string, options: ImportOptions = {}): Promise<readonly string[]> {
  const { series } = await readBarFile(file, options)
  expect(series).toHaveLength(1)
  const { openTime, closeTime } = series[0]!.columns
  const iso = (time: number) => new Date(time).toISOString().slice(0, 16)
  return [...openTime].map((open, row) => `${iso(open)} ${iso(closeTime[row]!)}`)
}

const header = 'Date,Open,High,Low,Close,Volume'
const bar = '10,12,9,11,100'

describe('what a file says of its timeframe stands', () => {
  const hour = 3_600_000
  const klines = [0, 1, 2].map((index) => {
    const opens = Date.UTC(2024, 0, 1) + index * hour
    return `${opens},10,12,9,11,5,${opens + hour - 1},50,7,2,20,0`
  })
  // Minutes of an hour, with holes.
  const minutes = [0, 1, 3, 4, 8, 9, 11, 14, 15, 21, 30, 41, 42, 55, 59].map((minute) => 1_704_067_200 + minute * 60)
  const crypto = { assetClass: 'crypto', stamp: 'start' } as const

  test('a shorter one is refused, with the one that it is', async () => {
    const file = written('BTCUSDT-1h-2024-01.csv', klines)
    await expect(readBarFile(file, { timeframe: '1m' })).rejects.toMatchObject({
      code: 'USAGE',
      message: expect.stringContaining('its bars are of 1h'),
      hint: 'use --timeframe 1h',
    })
    expect((await timesOf(file, { timeframe: '1h' }))[0]).toBe('2024-01-01T00:00 2024-01-01T01:00')
  })

  test('a longer one is made of its bars, whatever holes they have', async () => {
    const file = written(
      'XBTUSD_1.csv',
      minutes.map((time) => `${time},10,12,9,11,5,3`),
    )
    expect(await timesOf(file, { timeframe: '1h' })).toEqual(['2024-01-01T00:00 2024-01-01T01:00'])
    expect(await timesOf(file)).toHaveLength(minutes.length)
  })

  test('where nothing tells it, bars that mostly stand closer are no bars of it', async () => {
    const sparse = [0, 1, 3, 7, 12, 14, 20, 27, 31, 40].map((minute) => `${1_704_067_200 + minute * 60},${bar}`)
    const file = written('sparse.csv', [header, ...sparse])
    await expect(readBarFile(file, { ...crypto, timeframe: '1h' })).rejects.toMatchObject({
      code: 'USAGE',
      message: expect.stringContaining('closer than 1h'),
      hint: expect.stringContaining('--timeframe 1m'),
    })
    expect(await timesOf(file, { ...crypto, timeframe: '1m' })).toHaveLength(10)
  })

  test('weeks that a holiday makes shorter are weeks', async () => {
    const weeks = ['2024-03-22', '2024-03-28'].map((date) => `${date},${bar}`)
    expect(await timesOf(written('weeks.csv', [header, ...weeks]), { timeframe: '1w' })).toHaveLength(2)
  })

  test('rows with dates alone are no minutes, and are not asked for a zone', async () => {
    const file = written('days.csv', [header, `2024-01-02,${bar}`, `2024-01-03,${bar}`])
    await expect(readBarFile(file, { timeframe: '1m' })).rejects.toMatchObject({
      code: 'USAGE',
      message: expect.stringContaining('cannot be 1m bars'),
      hint: 'use --timeframe 1d',
    })
  })
})

describe('splits and dividends', () => {
  const days = ['2024-01-02', '2024-01-03', '2024-01-04', '2024-01-05', '2024-01-08', '2024-01-09']
  const raw = [200, 200, 100, 100, 90, 90]
  const dividends = [0, 0, 0, 0, 10, 0]
  const splits = [0, 0, 2, 0, 0, 0]

  /** Closes of a file at an adjustment. */
  async function closes(file: string, adjust: 'none' | 'splits' | 'all'): Promise<readonly number[]> {
    const { series, timeframe, adjusted } = await readBarFile(file)
    const { instrument, columns, actions } = series[0]!
    return [
      ...adjustSeries({ instrument, timeframe, columns }, { adjusted: adjusted ?? undefined, actions: actions ?? undefined }, adjust)
        .columns.close,
    ]
  }

  test('yfinance with tickers above: beside Adj Close they are taken', async () => {
    const names = ['Adj Close', 'Close', 'Dividends', 'High', 'Low', 'Open', 'Stock Splits', 'Volume']
    const rows = days.map((day, row) => {
      const close = row < 2 ? raw[row]! / 2 : raw[row]!
      return [day, row < 4 ? 90 : close, close, dividends[row], close, close, close, splits[row], 1].join(',')
    })
    const file = written('wide-raw.csv', [`Price,${names.join(',')}`, `Ticker${',SPY'.repeat(8)}`, `Date${','.repeat(8)}`, ...rows])
    expect((await closes(file, 'none')).map((close) => Number(close.toFixed(9)))).toEqual(raw)
    expect((await closes(file, 'all')).map((close) => Number(close.toFixed(9)))).toEqual([90, 90, 90, 90, 90, 90])
  })

  test('yfinance with tickers above: in prices that are adjusted for everything they are left out, and told', async () => {
    const names = ['Close', 'Dividends', 'High', 'Low', 'Open', 'Stock Splits', 'Volume']
    const rows = days.map((day, row) => [day, 90, dividends[row], 90, 90, 90, splits[row], 1].join(','))
    const file = written('wide-adjusted.csv', [`Price,${names.join(',')}`, `Ticker${',SPY'.repeat(7)}`, `Date${','.repeat(7)}`, ...rows])
    const { series, adjusted, notes } = await readBarFile(file)
    expect([adjusted, series[0]?.actions]).toEqual(['all', null])
    expect(notes).toContain('yfinance without Adj Close: its prices are adjusted for splits and dividends already')
    const map = [['Dividends', 'dividend']] as const
    await expect(readBarFile(file, { map, dialect: 'yfinance' })).rejects.toMatchObject({
      code: 'USAGE',
      hint: expect.stringContaining('--map'),
    })
  })

  const old = 'Date,Open,High,Low,Close,Volume,Adj Close'
  const oldRows = (prices: readonly number[], factor: number, from: number) =>
    prices.map((close, row) => [days[row], close, close, close, close, 1, (row < from ? close * factor : close).toFixed(4)].join(','))

  test('a fifth of the price is a dividend and no split, and that is told', async () => {
    const { series, notes } = await readBarFile(written('special.csv', [old, ...oldRows([100, 101, 80, 81, 82, 82], 0.8, 2)]))
    expect(series[0]?.actions).toMatchObject([{ kind: 'dividend', exDate: '2024-01-04' }])
    expect(notes).toContainEqual(expect.stringContaining('SPECIAL: on 2024-01-04 the adjusted close steps'))
  })

  test('half of the price is a split', async () => {
    const { series, notes } = await readBarFile(written('halved.csv', [old, ...oldRows([100, 101, 50, 51, 52, 52], 0.5, 2)]))
    expect(series[0]?.actions).toEqual([{ kind: 'split', exDate: '2024-01-04', ratio: 2 }])
    expect(notes).not.toContainEqual(expect.stringContaining('steps'))
  })

  test('weeks are not made of days that have them', async () => {
    const file = written('weekly.csv', [old, ...oldRows([100, 101, 50, 51, 52, 52], 0.5, 2)])
    await expect(readBarFile(file, { timeframe: '1w' })).rejects.toMatchObject({
      code: 'USAGE',
      hint: 'import the bars of 1d, and ask for 1w when you read them',
    })
    const none = written('weekly-none.csv', [old, ...oldRows([100, 101, 100, 101, 102, 102], 1, 0)])
    expect(await timesOf(none, { timeframe: '1w' })).toHaveLength(2)
  })
})

describe('the hour that the clocks of New York show twice', () => {
  const options = { timeZone: 'America/New_York', assetClass: 'crypto', timeframe: '30m', stamp: 'start' } as const
  const file = (clocks: readonly string[], name = 'clocks.csv') =>
    written(name, [
      header,
      ...clocks.map((clock, row) => (clock.includes(',') ? `2020-11-01 ${clock}` : `2020-11-01 ${clock},10,12,9,11,${100 + row}`)),
    ])
  const opens = async (clocks: readonly string[], more: ImportOptions = {}) =>
    (await timesOf(file(clocks), { ...options, ...more })).map((text) => text.slice(11, 16))

  test('a copy of a row in it is the same bar, whichever time it is', async () => {
    expect(await opens([`01:00,${bar}`, `01:00,${bar}`, '01:30', '02:30'])).toEqual(['05:00', '05:30', '07:30'])
    const second = ['00:00', '00:30', '01:00', '01:30', `01:00,${bar}`, `01:00,${bar}`, '01:30', '02:00', '02:30']
    expect(await opens(second)).toEqual(['04:00', '04:30', '05:00', '05:30', '06:00', '06:30', '07:00', '07:30'])
    const { notes } = await readBarFile(file([`01:00,${bar}`, `01:00,${bar}`, '01:30', '02:30']), options)
    expect(notes).toContain('1 row is there twice and was taken once: line 3')
  })

  test('a row that differs from the one at its time is a fault', async () => {
    await expect(readBarFile(file(['01:00', '01:00', '01:30']), options)).rejects.toMatchObject({ faults: [{ line: 3 }] })
  })

  test('bars of an hour have one in each', async () => {
    const hours = { timeframe: '1h' } as const
    expect(await opens(['00:00', '01:00', '01:00', '02:00'], hours)).toEqual(['04:00', '05:00', '06:00', '07:00'])
    expect(await opens(['00:00', `01:00,${bar}`, `01:00,${bar}`, '02:00'], hours)).toEqual(['04:00', '05:00', '07:00'])
  })

  test('stamped at the end', async () => {
    const stamped = ['01:00', '01:30', '01:00', '01:30', '02:00']
    expect(await opens(stamped, { stamp: 'end' })).toEqual(['04:30', '05:00', '05:30', '06:00', '06:30'])
  })

  test('a file that begins in it begins with the first time', async () => {
    expect(await opens(['01:30', '02:00', '02:30', '03:00'])).toEqual(['05:30', '07:00', '07:30', '08:00'])
  })

  test('newest first', async () => {
    const clocks = ['02:00', '01:30', `01:00,${bar}`, `01:00,${bar}`, '01:30', '01:00', '00:30']
    expect(await opens(clocks)).toEqual(['04:30', '05:00', '05:30', '06:00', '06:30', '07:00'])
  })
})

describe('rows that hold less than they might', () => {
  test('rows of empty cells are passed as empty lines are', async () => {
    const rows = [header, ',,,,,', `2024-01-02,${bar}`, '"",,,,,', ',,,,,', '', `2024-01-03,${bar}`, ', , ,,,', ',,,']
    expect(await timesOf(written('excel.csv', rows))).toHaveLength(2)
    await expect(readBarFile(written('timeless.csv', [header, `2024-01-02,${bar}`, ',,,,,5']))).rejects.toMatchObject({
      faults: [{ line: 3 }],
    })
  })

  test('an empty time among epochs is a fault, in every unit', async () => {
    for (const zeros of ['', '000', '000000', '000000000']) {
      const file = written('epochs.csv', [header, ...[0, 1, 2].map((day) => `${1_704_153_600 + day * 86_400}${zeros},${bar}`), `,${bar}`])
      await expect(readBarFile(file)).rejects.toMatchObject({ faults: [{ line: 5, message: 'has no date' }] })
    }
  })

  test('Interactive Brokers writes −1 for a volume that it does not know', async () => {
    const rows = ['20240102,10,12,9,11,-1,11,5', '20240103,10,12,9,11,500,11,5', '20240104,10,12,9,11,-2,11,5']
    const file = (count: number) => written('ib.csv', ['date,open,high,low,close,volume,average,barCount', ...rows.slice(0, count)])
    const { series, notes } = await readBarFile(file(2))
    expect([...series[0]!.columns.volume]).toEqual([0, 500])
    expect(notes).toContain('the volume of 1 row is not known, and taken as 0')
    await expect(readBarFile(file(3))).rejects.toMatchObject({ faults: [{ line: 4 }] })
  })
})

describe('--symbol of a file with many instruments', () => {
  const rows = ['AAPL', 'aapl', 'MSFT'].flatMap((symbol) => ['2024-01-02', '2024-01-03'].map((day) => `${day},${bar},${symbol}`))
  const idOf = async (file: string, symbol: string) => (await readBarFile(file, { symbol })).series.map(({ instrument }) => instrument.id)

  test('is found as it is written, else in capitals or small letters', async () => {
    const file = written('stacked.csv', [`${header},Name`, ...rows])
    expect(await idOf(file, 'aapl')).toEqual(['aapl'])
    expect(await idOf(file, 'msft')).toEqual(['MSFT'])
  })

  test('that is not there gets the nearest one', async () => {
    const error = readBarFile(written('stacked.csv', [`${header},Name`, ...rows]), { symbol: 'MSFF' })
    await expect(error).rejects.toMatchObject({ code: 'UNKNOWN_INSTRUMENT', hint: 'did you mean `MSFT`?; it has AAPL, aapl, MSFT' })
  })
})

describe('Parquet', () => {
  const prices = '10::DOUBLE AS open, 12::DOUBLE AS high, 9::DOUBLE AS low, 11::DOUBLE AS close, 100 AS volume'

  async function parquet(columns: string): Promise<string> {
    const file = join(folder, 'prices.parquet')
    await withDuckDb((connection) => connection.run(`COPY (SELECT ${columns} FROM range(3) t(i)) TO '${file}' (FORMAT parquet)`))
    return file
  }
  const crypto = { assetClass: 'crypto', timeframe: '1m' } as const

  test('takes --map as a CSV does', async () => {
    const file = await parquet(
      `DATE '2024-01-02' + i::INTEGER AS "When", 5 AS close, ${prices.replace('close', '"Last"')}, i::DOUBLE AS paid`,
    )
    const map = [
      ['When', 'time'],
      ['Last', 'close'],
      ['paid', 'dividend'],
    ] as const
    const { series } = await readBarFile(file, { map })
    expect([...series[0]!.columns.close]).toEqual([11, 11, 11])
    expect(series[0]?.actions).toMatchObject([{ kind: 'dividend', exDate: '2024-01-03', amount: 1 }, { amount: 2 }])
    await expect(readBarFile(file, { map: [['No', 'close']] })).rejects.toMatchObject({ code: 'USAGE' })
  })

  test('has bid and ask', async () => {
    const side = (name: string, more: number) =>
      ['open', 'high', 'low', 'close'].map((field, index) => `${[10, 12, 9, 11][index]! + more}::DOUBLE AS ${name}_${field}`)
    const file = await parquet(`1704153600000 + i * 60000 AS time, ${[...side('bid', 0), ...side('ask', 1)].join(', ')}`)
    const { series } = await readBarFile(file, crypto)
    expect([...series[0]!.columns.high]).toEqual([12.5, 12.5, 12.5])
  })

  test.each([
    ['s', '1704153600 + i * 60'],
    ['ms', '1704153600000 + i * 60000'],
    ['us', '1704153600000000 + i * 60000000'],
    ['ns', '1704153600000000000 + i * 60000000000'],
    ['doubles', '(1704153600 + i * 60)::DOUBLE'],
  ])('epochs in %s', async (_, time) => {
    const file = await parquet(`${time} AS time, ${prices}`)
    expect((await timesOf(file, crypto)).map((text) => text.slice(0, 16))).toEqual([
      '2024-01-02T00:00',
      '2024-01-02T00:01',
      '2024-01-02T00:02',
    ])
  })

  test.each([
    ['us', '1704153600000000 + i * 60000001'],
    ['ns', '1704153600000000000 + i * 60000000001'],
    ['TIMESTAMP', "TIMESTAMPTZ '2024-01-02 00:00:00+00' + to_microseconds(i * 60000001)"],
    ['TIMESTAMP_NS', 'make_timestamp_ns(1704153600000000000 + i * 60000000001)'],
  ])('a time between two milliseconds is a fault: %s', async (_, time) => {
    const file = await parquet(`${time} AS time, ${prices}`)
    await expect(readBarFile(file, { ...crypto, timeZone: 'UTC' })).rejects.toMatchObject({ faults: [{ line: 2 }, { line: 3 }] })
  })
})
