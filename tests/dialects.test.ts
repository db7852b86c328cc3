// Every dialect that is known, on a few rows of its own: whose file it is, when its bars are, and what is refused.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import type { ImportOptions } from '../src/data/import/options.js'
import { readBarFile } from '../src/data/import/read-file.js'
import { withParts } from '../src/data/import/rows/open-parts.js'
import { formatTime } from '../src/model/time.js'
import { zip } from './fixtures/zip.js'

const fixtures = fileURLToPath(new URL('fixtures/dialects/', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'dialects-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** `SPY 3 of 30m, 2023-11-06T14:30:00Z to 2023-11-06T16:00:00Z, 435.47 435.9 435.2 435.6 3200100`: an instrument, its times and its first bar. */
async function barsOf(file: string, options: ImportOptions): Promise<readonly string[]> {
  const { series, timeframe } = await readBarFile(file, options)
  return series.map(({ instrument, columns }) => {
    const { openTime, closeTime, open, high, low, close, volume, length } = columns
    const first = [open, high, low, close, volume].map((column) => column[0]).join(' ')
    return `${instrument.id} ${length} of ${timeframe}, ${formatTime(openTime[0] as number)} to ${formatTime(closeTime[length - 1] as number)}, ${first}`
  })
}

async function layoutOf(file: string, options: ImportOptions = {}) {
  return withParts([file], options, async ([part]) => part?.layout)
}

/** A file of the test's own. */
function written(name: string, content: string | Buffer): string {
  const file = join(folder, name)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, content)
  return file
}

type Case = readonly [file: string, dialect: string, options: ImportOptions, bars: readonly string[]]

const athens = { timeZone: 'Europe/Athens', assetClass: 'forex' } as const

const cases: readonly Case[] = [
  ['yahoo.csv', 'yahoo', {}, ['YAHOO 4 of 1d, 2020-08-27T13:30:00Z to 2020-09-01T20:00:00Z, 127.143 127.485 123.833 125.01 155552400']],
  ['yahoo-old.csv', 'yahoo', {}, ['YAHOO-OLD 4 of 1d, 2005-02-24T14:30:00Z to 2005-03-01T21:00:00Z, 88.48 89.31 87.73 88.93 2736700']],
  ['yahoo-null.csv', 'yahoo', {}, ['YAHOO-NULL 3 of 1d, 2019-07-02T13:30:00Z to 2019-07-05T20:00:00Z, 10.1 10.4 10 10.3 1000']],
  [
    'yfinance-daily.csv',
    'yahoo',
    {},
    ['YFINANCE-DAILY 4 of 1d, 2014-06-05T13:30:00Z to 2014-06-10T20:00:00Z, 92.3149 92.7671 91.8014 92.4786 303805600'],
  ],
  [
    'yfinance-history.csv',
    'yahoo',
    {},
    ['YFINANCE-HISTORY 3 of 1d, 2024-03-07T14:30:00Z to 2024-03-11T20:00:00Z, 169.15 170.73 168.49 169 71765100'],
  ],
  [
    'yfinance-intraday.csv',
    'yahoo',
    {},
    [
      'YFINANCE-INTRADAY 3 of 1m, 2021-11-05T19:58:00Z to 2021-11-08T14:31:00Z, 151.2299957275 151.3099975586 151.2100067139 151.2899932861 341234',
    ],
  ],
  [
    'yfinance-wide.csv',
    'yfinance',
    {},
    ['SPY 3 of 1d, 2024-01-02T14:30:00Z to 2024-01-04T21:00:00Z, 472.16 473.67 470.49 472.65 123623700'],
  ],
  [
    'yfinance-wide-two.csv',
    'yfinance',
    { symbol: 'BBB' },
    ['BBB 2 of 1d, 2024-01-02T14:30:00Z to 2024-01-03T21:00:00Z, 20.2 21 20 20.5 200'],
  ],
  ['stooq.csv', 'stooq', { dialect: 'stooq' }, ['STOOQ 3 of 1d, 2022-05-31T13:30:00Z to 2022-06-02T20:00:00Z, 12.4 12.8 12.2 12.6 15000']],
  [
    'stooq-bulk-daily.us.txt',
    'stooq-bulk',
    {},
    [
      'ABC.US 2 of 1d, 2023-01-03T14:30:00Z to 2023-01-04T21:00:00Z, 50.25 51 49.5 50.75 123456.78',
      'XYZ.US 2 of 1d, 2023-01-03T14:30:00Z to 2023-01-04T21:00:00Z, 7.5 7.8 7.4 7.6 1000',
    ],
  ],
  [
    'stooq-bulk-5.us.txt',
    'stooq-bulk',
    { stamp: 'start' },
    ['ABC.US 3 of 5m, 2023-01-03T14:30:00Z to 2023-01-03T14:45:00Z, 50.25 51 49.5 50.75 12345'],
  ],
  [
    'finam.txt',
    'finam',
    { stamp: 'start', assetClass: 'future' },
    ['SBER 3 of 1h, 2023-01-10T07:00:00Z to 2023-01-10T10:00:00Z, 141.5 142.2 141.1 142 1200340'],
  ],
  [
    'alpha-vantage-daily.csv',
    'alpha-vantage',
    {},
    ['ALPHA-VANTAGE-DAILY 3 of 1d, 2023-06-28T13:30:00Z to 2023-06-30T20:00:00Z, 187.93 189.9 187.6 189.25 51216801'],
  ],
  [
    'alpha-vantage-adjusted.csv',
    'alpha-vantage',
    {},
    ['ALPHA-VANTAGE-ADJUSTED 3 of 1d, 2020-08-28T13:30:00Z to 2020-09-01T20:00:00Z, 504.05 505.77 498.31 499.23 46907479'],
  ],
  [
    'alpha-vantage-intraday.csv',
    'alpha-vantage',
    { dialect: 'alpha-vantage', stamp: 'start' },
    ['ALPHA-VANTAGE-INTRADAY 3 of 5m, 2023-06-30T19:45:00Z to 2023-06-30T20:00:00Z, 193.5 193.8 193.4 193.7 1000'],
  ],
  [
    'kaggle-huge.us.txt',
    'kaggle-huge',
    {},
    ['KAGGLE-HUGE 3 of 1d, 2015-01-02T14:30:00Z to 2015-01-06T21:00:00Z, 27.1 27.4 26.8 27.2 100000'],
  ],
  [
    'kaggle-5yr.csv',
    'kaggle-5yr',
    {},
    [
      'AAL 2 of 1d, 2013-02-11T14:30:00Z to 2013-02-12T21:00:00Z, 15.07 15.12 14.63 14.75 8407500',
      'A 2 of 1d, 2013-02-11T14:30:00Z to 2013-02-13T21:00:00Z, 45.07 45.35 45 45.08 1824755',
    ],
  ],
  [
    'kaggle-bitstamp.csv',
    'kaggle-bitstamp',
    {},
    ['KAGGLE-BITSTAMP 3 of 1m, 2017-12-31T23:59:00Z to 2018-01-01T00:03:00Z, 13880.1 13895 13880 13890.5 2.5'],
  ],
  [
    'ib.csv',
    'ib',
    { timeZone: 'America/New_York' },
    ['IB 4 of 5m, 2023-11-03T19:55:00Z to 2023-11-06T14:45:00Z, 175.5 176.1 175.4 176 12034'],
  ],
  ['ib-zone.csv', 'ib', {}, ['IB-ZONE 4 of 5m, 2023-11-03T19:55:00Z to 2023-11-06T14:45:00Z, 175.5 176.1 175.4 176 12034']],
  [
    'ib-epoch.csv',
    'ib',
    { assetClass: 'forex' },
    ['IB-EPOCH 3 of 5m, 2023-11-06T14:30:00Z to 2023-11-06T14:45:00Z, 1.0712 1.0714 1.0711 1.0713 0'],
  ],
  ['ib-daily.csv', 'ib', {}, ['IB-DAILY 2 of 1d, 2023-11-07T14:30:00Z to 2023-11-08T21:00:00Z, 179.2 182.4 178.9 181.8 401203']],
  ['mt5.csv', 'mt5', athens, ['MT5 4 of 1h, 2023-03-24T21:00:00Z to 2023-03-27T00:00:00Z, 1.076 1.0765 1.0758 1.0761 812']],
  [
    'mt5-daily.csv',
    'mt5',
    { assetClass: 'forex' },
    ['MT5-DAILY 2 of 1d, 2023-03-22T21:00:00Z to 2023-03-24T21:00:00Z, 1.0856 1.093 1.0824 1.0831 900'],
  ],
  ['mt4.csv', 'mt4', athens, ['MT4 3 of 15m, 2023-03-26T21:00:00Z to 2023-03-26T21:45:00Z, 1.0765 1.0769 1.0764 1.0766 402']],
  [
    'DAT_ASCII_EURUSD_M1_202307.csv',
    'histdata',
    { stamp: 'start' },
    ['EURUSD 3 of 1m, 2023-07-03T05:00:00Z to 2023-07-03T05:03:00Z, 1.0901 1.0903 1.09 1.0902 0'],
  ],
  [
    'semicolon-minutes.txt',
    'histdata',
    { dialect: 'histdata', stamp: 'start' },
    ['SEMICOLON-MINUTES 3 of 1m, 2023-01-02T22:00:00Z to 2023-01-02T22:03:00Z, 1.0701 1.0703 1.07 1.0702 0'],
  ],
  [
    'semicolon-minutes.txt',
    'ninjatrader',
    { dialect: 'ninjatrader', timeZone: 'UTC', assetClass: 'forex' },
    ['SEMICOLON-MINUTES 3 of 1m, 2023-01-02T16:59:00Z to 2023-01-02T17:02:00Z, 1.0701 1.0703 1.07 1.0702 0'],
  ],
  [
    'ES 09-23.Last.txt',
    'ninjatrader',
    { timeZone: 'America/Chicago', assetClass: 'future' },
    ['ES 09-23 3 of 1m, 2023-07-03T13:30:00Z to 2023-07-03T13:33:00Z, 4489.25 4490 4488.75 4489.5 1203'],
  ],
  [
    'ninjatrader-daily.txt',
    'ninjatrader',
    { assetClass: 'future' },
    ['NINJATRADER-DAILY 3 of 1d, 2023-07-04T21:00:00Z to 2023-07-07T21:00:00Z, 4485.5 4494 4472 4483.25 1203450'],
  ],
  [
    'BATS_SPY, 30_1a2b3.csv',
    'tradingview',
    {},
    ['SPY 3 of 30m, 2023-11-06T14:30:00Z to 2023-11-06T16:00:00Z, 435.47 435.9 435.2 435.6 3200100'],
  ],
  [
    'tradingview-iso.csv',
    'tradingview',
    {},
    ['TRADINGVIEW-ISO 3 of 5m, 2024-01-02T14:30:00Z to 2024-01-02T14:45:00Z, 472.16 472.9 471.8 472.4 5200100'],
  ],
  [
    'BTCUSDT-1m-2023-01.csv',
    'binance',
    {},
    ['BTCUSDT 3 of 1m, 2023-01-01T00:00:00Z to 2023-01-01T00:03:00Z, 16500.01 16510.5 16490.25 16505.75 12.345'],
  ],
  [
    'BTCUSDT-1m-2025-01.csv',
    'binance',
    {},
    ['BTCUSDT 3 of 1m, 2025-01-01T00:00:00Z to 2025-01-01T00:03:00Z, 16500.01 16510.5 16490.25 16505.75 12.345'],
  ],
  [
    'binance-futures.csv',
    'binance',
    {},
    ['BINANCE-FUTURES 3 of 1m, 2023-01-01T00:00:00Z to 2023-01-01T00:03:00Z, 16500.01 16510.5 16490.25 16505.75 12.345'],
  ],
  [
    'cryptodatadownload.csv',
    'cryptodatadownload',
    {},
    ['BTC/USDT 3 of 1h, 2021-12-31T22:00:00Z to 2022-01-01T01:00:00Z, 46500.2 46600 46250 46300 1003.7'],
  ],
  ['XBTUSD_60.csv', 'kraken', {}, ['XBTUSD 5 of 1h, 2021-01-01T00:00:00Z to 2021-01-01T06:00:00Z, 28999 29100.5 28900.1 29050.2 120.5']],
  [
    'ADA_BTC-5m.json',
    'freqtrade',
    {},
    ['ADA/BTC 3 of 5m, 2022-01-01T00:00:00Z to 2022-01-01T00:15:00Z, 0.00002801 0.00002805 0.00002799 0.00002803 50123.4'],
  ],
  [
    'databento.csv',
    'databento',
    { assetClass: 'future' },
    ['ESH4 4 of 1m, 2024-01-02T14:30:00Z to 2024-01-02T14:35:00Z, 4790.25 4790.5 4789.75 4790.35 120'],
  ],
  [
    'databento-pretty.csv',
    'databento',
    { assetClass: 'future' },
    ['ESH4 2 of 1h, 2024-01-02T14:30:00Z to 2024-01-02T16:30:00Z, 4790.25 4795.5 4788 4793.75 12000'],
  ],
  [
    'polygon-flat-minute.csv',
    'polygon-flat',
    {},
    [
      'AAPL 3 of 1m, 2024-01-02T14:30:00Z to 2024-01-02T14:33:00Z, 200.29 200.63 200.29 200.5 4930',
      'MSFT 2 of 1m, 2024-01-02T14:30:00Z to 2024-01-02T14:32:00Z, 370.1 370.5 370 370.3 900',
    ],
  ],
  [
    'polygon-aggregates.json',
    'polygon',
    {},
    ['POLYGON-AGGREGATES 3 of 1d, 2023-01-09T14:30:00Z to 2023-01-11T21:00:00Z, 130.465 133.41 129.89 130.15 70790813'],
  ],
  ['tiingo.csv', 'tiingo', {}, ['TIINGO 3 of 1d, 2020-08-28T13:30:00Z to 2020-09-01T20:00:00Z, 504.05 505.77 498.31 499.23 46907479']],
  [
    'tiingo-stamped.csv',
    'tiingo',
    {},
    ['TIINGO-STAMPED 2 of 1d, 2020-11-05T14:30:00Z to 2020-11-06T21:00:00Z, 117.95 119.62 116.87 119.03 126387074'],
  ],
  ['alpaca.csv', 'alpaca', {}, ['ALPACA 3 of 1d, 2023-01-03T14:30:00Z to 2023-01-05T21:00:00Z, 130.28 130.9 124.17 125.07 112117500']],
  [
    'alpaca-two.csv',
    'alpaca',
    {},
    [
      'AAPL 2 of 1m, 2023-01-03T14:30:00Z to 2023-01-03T14:32:00Z, 130.28 130.9 130.17 130.57 112117',
      'SPY 2 of 1m, 2023-01-03T14:30:00Z to 2023-01-03T14:32:00Z, 384.37 384.9 383.9 384.1 212117',
    ],
  ],
  [
    'alpaca-two.csv',
    'alpaca',
    { symbol: 'SPY' },
    ['SPY 2 of 1m, 2023-01-03T14:30:00Z to 2023-01-03T14:32:00Z, 384.37 384.9 383.9 384.1 212117'],
  ],
  [
    'backtrader-short-header.txt',
    'backtrader',
    { timeZone: 'Europe/Berlin', assetClass: 'future' },
    ['BACKTRADER-SHORT-HEADER 3 of 1m, 2006-01-02T08:00:00Z to 2006-01-02T08:03:00Z, 3602 3603 3597 3599 5699'],
  ],
  [
    'sierra.txt',
    'sierra',
    { timeZone: 'America/New_York', assetClass: 'future' },
    ['SIERRA 3 of 1m, 2024-01-02T14:30:00Z to 2024-01-02T14:33:00Z, 4790.25 4795.5 4788 4793.75 12000'],
  ],
  ['investing.csv', 'investing', {}, ['INVESTING 3 of 1d, 2023-12-27T14:30:00Z to 2023-12-29T21:00:00Z, 4773.45 4785.39 4768.9 4781.58 0']],
  [
    'investing-comma.csv',
    'investing',
    {},
    ['INVESTING-COMMA 3 of 1d, 2023-12-27T14:30:00Z to 2023-12-29T21:00:00Z, 16731.93 16752.41 16691.32 16742.07 33770000'],
  ],
  ['nasdaq.csv', 'nasdaq', {}, ['NASDAQ 3 of 1d, 2024-02-01T14:30:00Z to 2024-02-05T21:00:00Z, 183.985 186.95 183.82 186.86 64885410']],
  [
    'quotes.csv',
    'plain',
    { stamp: 'start', assetClass: 'forex' },
    ['QUOTES 2 of 1h, 2020-01-06T14:00:00Z to 2020-01-06T16:00:00Z, 1.1191 1.1201 1.1186 1.1196 0'],
  ],
  ['european.csv', 'plain', {}, ['EUROPEAN 3 of 1d, 2021-01-13T14:30:00Z to 2021-01-15T21:00:00Z, 10.5 11.25 10.25 11 1500']],
  [
    'days-or-months.csv',
    'plain',
    { dates: 'mdy' },
    ['DAYS-OR-MONTHS 3 of 1d, 2017-01-03T14:30:00Z to 2017-01-05T21:00:00Z, 212.6 213.4 211.5 212.8 100'],
  ],
  ['bench-export.csv', 'bench', {}, ['SPY 2 of 1m, 2024-01-02T14:30:00Z to 2024-01-02T14:32:00Z, 472.16 472.5 472 472.4 5200']],
]

describe('a file of each dialect has its bars at their times', () => {
  test.each(cases)('%s (%s)', async (file, dialect, options, bars) => {
    expect(await barsOf(join(fixtures, file), options)).toEqual(bars)
    expect((await layoutOf(join(fixtures, file), options))?.dialect).toBe(dialect)
  })
})

describe('what prices are adjusted for', () => {
  test.each([
    ['yahoo.csv', 'splits'],
    ['yahoo-old.csv', 'none'],
    ['yfinance-history.csv', 'all'],
    ['stooq-bulk-daily.us.txt', 'all'],
    ['tiingo.csv', 'none'],
    ['alpha-vantage-adjusted.csv', 'none'],
    ['ib-daily.csv', 'splits'],
    ['european.csv', null],
  ] as const)('%s: %s', async (file, adjusted) => {
    expect((await layoutOf(join(fixtures, file)))?.adjusted).toBe(adjusted)
  })

  test('splits and dividends come from the columns that tell of them', async () => {
    const { series } = await readBarFile(join(fixtures, 'yfinance-daily.csv'))
    expect(series[0]?.actions).toMatchObject([
      { kind: 'split', exDate: '2014-06-09', ratio: 7 },
      { kind: 'dividend', exDate: '2014-06-10', amount: 0.47 },
    ])
  })
})

describe('what is not known is asked, with the choice spelled out', () => {
  test.each([
    ['days-or-months.csv', {}, ['3 January 2017', '1 March 2017', '--dates mdy', '--dates dmy']],
    ['semicolon-minutes.txt', {}, ['--dialect histdata', '--dialect ninjatrader']],
    ['mt5.csv', {}, ['the times have no zone', '--tz']],
    ['finam.txt', {}, ['start or its end', '--stamp']],
    ['alpha-vantage-intraday.csv', {}, ['--tz', '--stamp', '--dialect alpha-vantage']],
    ['yfinance-wide-two.csv', {}, ['AAA, BBB', '--symbol AAA']],
    ['yfinance-wide-two.csv', { symbol: 'CCC' }, ['has no CCC']],
    ['yahoo.csv', { dialect: 'yaho' }, ['did you mean `yahoo`']],
    ['european.csv', { map: [['Shut', 'close']] as const }, ["a column 'Shut' that is not there", 'Date, Open']],
  ])('%s %j', async (file, options, texts) => {
    const error = await failure(join(fixtures, file), options)
    expect(error.code).toBe('USAGE')
    for (const text of texts) expect(`${error.message} ${error.hint}`).toContain(text)
  })

  test('a comma that may stand before decimals or between thousands', async () => {
    const file = written('comma.csv', 'Date;Open;High;Low;Close\n2021-01-13;1,125;1,250;1,100;1,200\n2021-01-14;1,125;1,250;1,100;1,200\n')
    expect(await failure(file)).toMatchObject({ code: 'USAGE', hint: expect.stringContaining('--decimal comma') })
    expect(await barsOf(file, { decimal: 'comma' })).toEqual([
      'COMMA 2 of 1d, 2021-01-13T14:30:00Z to 2021-01-14T21:00:00Z, 1.125 1.25 1.1 1.2 0',
    ])
    expect(await barsOf(file, { decimal: 'point' })).toEqual([
      'COMMA 2 of 1d, 2021-01-13T14:30:00Z to 2021-01-14T21:00:00Z, 1125 1250 1100 1200 0',
    ])
  })
})

describe('what holds no bars is refused by what it is', () => {
  test.each([
    ['backtrader-ticks.csv', 'ticks'],
    ['histdata-ticks.csv', 'ticks'],
    ['bid-ask-ticks.csv', 'ticks'],
    ['freqtrade-trades.json', 'row 1: these are trades'],
    ['factors.csv', 'factors'],
    ['tickers.csv', 'tickers by date'],
    ['indicator-results.json', 'no open, high and low'],
    ['page.html.csv', 'web page'],
  ])('%s: %s', async (file, what) => {
    expect(await failure(join(fixtures, file))).toMatchObject({ code: 'BAD_DATA', message: expect.stringContaining(what) })
  })

  test.each([
    ['an object', '{"source": "x", "entry": {}}', 'its keys are source, entry'],
    ['numbers', '[1, 2, 3]', 'no arrays and no objects'],
    ['a cut off text', '[[1640995200000, 1, 2', 'not JSON that can be read'],
    ['rows of two kinds', '[[1640995200000,1,1,1,1,1],{"t":1}]', 'row 2 is no array'],
  ])('JSON of %s', async (name, text, message) => {
    expect(await failure(written(`${name}.json`, text))).toMatchObject({ code: 'BAD_DATA', message: expect.stringContaining(message) })
  })
})

describe('traps', () => {
  const rows = (...stamps: string[]) => stamps.map((stamp) => `${stamp},10,12,9,11,100\n`).join('')
  const header = 'Date,Open,High,Low,Close,Volume\n'

  test('the order of day and month is read off the whole column', async () => {
    const early = Array.from(
      { length: 3000 },
      (_, index) => `${1 + (index % 12)}/${1 + (Math.floor(index / 12) % 12)}/${1990 + (index % 30)}`,
    )
    const file = written('late.csv', header + rows(...early, '25/1/2019'))
    expect((await layoutOf(file))?.time).toEqual({ kind: 'parts', order: 'dmy' })
    expect((await layoutOf(written('early.csv', header + rows(...early, '1/25/2019'))))?.time).toEqual({ kind: 'parts', order: 'mdy' })
  })

  test('a year of two digits leaves one order more open', async () => {
    expect((await layoutOf(written('short.csv', header + rows('01/03/17', '01/13/17'))))?.time).toEqual({ kind: 'parts', order: 'mdy' })
    expect((await failure(written('shorter.csv', header + rows('01/03/05')))).hint).toMatch(/mdy.*dmy.*ymd/)
  })

  test.each([
    ['s', '1600000000'],
    ['ms', '1600000000000'],
    ['us', '1600000000000000'],
    ['ns', '1600000000000000000'],
  ])('an epoch in %s is told by its size', async (unit, stamp) => {
    expect((await layoutOf(written('epoch.csv', header + rows(stamp))))?.time).toEqual({ kind: 'epoch', unit })
  })

  test('a date and a time of day as one number are no epoch', async () => {
    const error = await failure(written('number.csv', header + rows('20240102093000', '20240102093100')))
    expect(error).toMatchObject({ code: 'BAD_DATA', message: expect.stringContaining("'20240102093000'") })
  })

  test('columns in another order, a prefix of their names, a title above them', async () => {
    const text = 'My prices\n\nbar.Close;bar.Low;bar.High;bar.Open;bar.Date\n11;9;12;10;2021-01-13\n11;9;12;10;2021-01-14\n'
    const file = written('prefix.csv', text)
    expect(await barsOf(file, {})).toEqual(['PREFIX 2 of 1d, 2021-01-13T14:30:00Z to 2021-01-14T21:00:00Z, 10 12 9 11 0'])
    expect((await layoutOf(file))?.notes).toContain('passed over before the header: My prices')
  })

  test('a column of UTC says so in its name', async () => {
    const file = written('utc.csv', `timestamp_utc,Open,High,Low,Close,Volume\n${rows('2024-01-02 14:30:00', '2024-01-02 14:31:00')}`)
    expect((await layoutOf(file, { stamp: 'start' }))?.timeZone).toBe('UTC')
  })

  test('columns are said by name or number, above what was recognised', async () => {
    const named = written('named.csv', 'When,A,B,C,D,Close\n2021-01-13,10,12,9,11,5\n2021-01-14,10,12,9,11,5\n')
    const map = [
      ['When', 'time'],
      ['A', 'open'],
      ['B', 'high'],
      ['C', 'low'],
      ['D', 'close'],
    ] as const
    expect(await barsOf(named, { map })).toEqual(['NAMED 2 of 1d, 2021-01-13T14:30:00Z to 2021-01-14T21:00:00Z, 10 12 9 11 0'])
    const bare = written('bare.csv', rows('2021-01-13', '2021-01-14'))
    expect(await failure(bare)).toMatchObject({ code: 'BAD_DATA', hint: expect.stringContaining('--map 1=time') })
    const numbers = (['time', 'open', 'high', 'low', 'close', 'volume'] as const).map((field, index) => [String(index + 1), field] as const)
    expect(await barsOf(bare, { map: numbers })).toEqual(['BARE 2 of 1d, 2021-01-13T14:30:00Z to 2021-01-14T21:00:00Z, 10 12 9 11 100'])
  })

  test('volumes in thousands and millions, or left out', async () => {
    const { series } = await readBarFile(join(fixtures, 'investing.csv'))
    expect([...(series[0]?.columns.volume ?? [])]).toEqual([0, 45_600, 1_230_000])
  })

  test('two columns of times need a choice', async () => {
    const file = written('two.csv', 'Date,Timestamp,Open,High,Low,Close\n2021-01-13,1610496000,10,12,9,11\n')
    expect(await failure(file)).toMatchObject({ code: 'BAD_DATA', hint: expect.stringContaining('--map') })
  })
})

describe('LEAN', () => {
  const minutes = '34200000,4790000,4795000,4788000,4793500,1200\n34260000,4793500,4796000,4790000,4791000,900\n'

  test('equity minutes are in units of 1/10,000 and New York’s, with the day in the name', async () => {
    const entry = { name: '20240702_spy_minute_trade.csv', content: minutes }
    const file = written('equity/usa/minute/spy/20240702_trade.zip', zip(entry))
    expect(await barsOf(file, {})).toEqual(['SPY 2 of 1m, 2024-07-02T13:30:00Z to 2024-07-02T13:32:00Z, 479 479.5 478.8 479.35 1200'])
  })

  test('quotes are the middle of bid and ask; a side may be missing', async () => {
    const content =
      '34200000,4790000,4790000,4790000,4790000,1,4792000,4792000,4792000,4792000,2\n34260000,,,,,,4793000,4793000,4793000,4793000,2\n'
    const file = written('equity/usa/minute/spy/20240702_quote.zip', zip({ name: '20240702_spy_minute_quote.csv', content }))
    expect(await barsOf(file, {})).toEqual(['SPY 2 of 1m, 2024-07-02T13:30:00Z to 2024-07-02T13:32:00Z, 479.1 479.1 479.1 479.1 0'])
  })

  test('crypto is in plain prices and UTC', async () => {
    const content = '20240702 00:00,62000.5,62100,61900,62050.25,12.5\n20240702 01:00,62050.25,62200,62000,62150,10\n'
    const file = written('crypto/coinbase/hour/btcusd_trade.zip', zip({ name: 'btcusd.csv', content }))
    expect(await barsOf(file, {})).toEqual([
      'BTCUSD 2 of 1h, 2024-07-02T00:00:00Z to 2024-07-02T02:00:00Z, 62000.5 62100 61900 62050.25 12.5',
    ])
  })

  test('days bring the splits, dividends and tickers of the files beside them', async () => {
    const content =
      '20140605 00:00,6450000,6460000,6440000,6455000,100\n20140606 00:00,6450000,6460000,6440000,6450000,100\n20140609 00:00,920000,940000,910000,930000,100\n'
    written('equity/usa/factor_files/xyz.csv', '20140605,0.9,0.142857,645.5\n20140606,0.95,0.142857,645\n20501231,0.95,1,0\n')
    written('equity/usa/map_files/xyz.csv', '20140606,xyz,Q\n20501231,xyz,Q\n')
    const file = written('equity/usa/daily/xyz.zip', zip({ name: 'xyz.csv', content }))
    const { series, notes } = await readBarFile(file)
    expect(series[0]?.actions).toEqual([
      { kind: 'dividend', exDate: '2014-06-06', amount: 33.9737, factor: 0.9 / 0.95 },
      { kind: 'split', exDate: '2014-06-09', ratio: 7 },
      { kind: 'listing', exDate: '2014-06-06' },
    ])
    expect(notes).toContain('rows before 2014-06-06 are of another company, which was XYZ then: they are left out when the bars are read')
  })

  test('out of its folders it must be said what it is', async () => {
    const file = written('spy.zip', zip({ name: 'spy.csv', content: '20240702 00:00,4790000,4795000,4788000,4793500,1200\n' }))
    expect(await failure(file)).toMatchObject({ code: 'USAGE', hint: expect.stringContaining('--asset-class') })
    expect((await layoutOf(file, { assetClass: 'etf' }))?.priceDivisor).toBe(10_000)
  })

  test.each([
    ['trades', '34200000,4790000,100,P,0,0\n', 'trade'],
    ['quotes', '34200000,4790000,100,0,0,P,0,0\n', 'quote'],
  ])('ticks are refused: %s', async (_, content, kind) => {
    const file = written(`equity/usa/tick/spy/20240702_${kind}.zip`, zip({ name: `20240702_spy_Tick_${kind}.csv`, content }))
    expect(await failure(file)).toMatchObject({ code: 'BAD_DATA', message: expect.stringContaining('line 1: these are LEAN’s ticks') })
  })
})

describe('a zip', () => {
  const content = 'Date,Open,High,Low,Close,Volume\n2021-01-13,10,12,9,11,100\n'

  test('has one instrument an entry; folders and litter are left out', async () => {
    const entries = ['folder/', 'folder/aaa.csv', '__MACOSX/folder/._aaa.csv', 'bbb.csv'].map((name) => ({ name, content }))
    const file = written('many.zip', zip(...entries))
    const names = await withParts([file], {}, async (parts) => parts.map(({ source }) => source.name))
    expect(names).toEqual(['aaa.csv', 'bbb.csv'])
  })

  test.each([
    ['that is cut off', zip({ name: 'a.csv', content }).subarray(0, 60), 'cannot be unpacked'],
    ['whose bytes changed', zip({ name: 'a.csv', content, claimedCrc: 1 }), 'CRC-32'],
    ['that is locked', zip({ name: 'a.csv', content, isEncrypted: true }), 'password'],
    ['that claims to be huge', zip({ name: 'a.csv', content, claimedSize: 4_000_000_000 }), 'claims to unpack'],
    ['without a file', zip({ name: 'folder/', content: '' }), 'without a file'],
  ])('%s is refused', async (_, bytes, message) => {
    const file = written('bad.zip', bytes)
    await expect(readBarFile(file)).rejects.toMatchObject({ code: 'BAD_DATA', message: expect.stringContaining(message) })
  })
})

async function failure(file: string, options: ImportOptions = {}): Promise<{ code: string; message: string; hint: string }> {
  return withParts([file], options, async () => ({ code: 'none', message: 'it was recognised', hint: '' })).catch((error) => error)
}
