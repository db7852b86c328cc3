import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { comparePredictions, type Prediction, prediction } from '../../model/prediction.js'
import { runs } from '../../std/property.testing.js'
import { sqlText, withDuckDb } from '../duckdb.js'
import { FaultyRows } from '../import/rows/faults.js'
import { hashPredictions } from './prediction-hash.js'
import { type PredictionFileOptions, readPredictions } from './read-predictions.js'
import { predictionLines } from './write-predictions.js'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bench-predictions-'))
})
afterAll(() => rm(folder, { recursive: true }))

const header = 'publish_time,instrument,direction,confidence'
const noon = Date.UTC(2024, 0, 2, 12)

async function read(text: string | Uint8Array, options: PredictionFileOptions = {}, name = 'said.csv') {
  const file = join(folder, name)
  await writeFile(file, text)
  return readPredictions(file, options)
}

async function predictionsOf(lines: readonly string[], options: PredictionFileOptions = {}): Promise<readonly Prediction[]> {
  return (await read(lines.join('\n'), options)).predictions
}

async function faultsOf(lines: readonly string[], options: PredictionFileOptions = {}): Promise<FaultyRows> {
  const error = await predictionsOf(lines, options).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(FaultyRows)
  return error as FaultyRows
}

/** The one time of a file with this text in its time column. */
async function timeOf(text: string, options: PredictionFileOptions = {}): Promise<number | undefined> {
  return (await predictionsOf([header, `${text},AAA,long,0.8`], options))[0]?.time
}

describe('a predictions file', () => {
  test('becomes predictions, with horizon and whatever else its rows hold', async () => {
    const lines = [
      'publish_time,symbol,side,confidence,horizon,model,note',
      '2024-01-02T12:00:00Z,AAA,BUY,0.8,5m,v3,"rising, fast"',
      '2024-01-02T12:00:10Z,BBB,SELL,65%,,v3,',
      '2024-01-02T12:00:20Z,AAA,hold,1,30s,,',
    ]
    expect(await predictionsOf(lines)).toEqual([
      prediction(noon, 'AAA', 1, 0.8, { horizonMs: 300_000, metadata: { model: 'v3', note: 'rising, fast' } }),
      prediction(noon + 10_000, 'BBB', -1, 0.65, { metadata: { model: 'v3' } }),
      prediction(noon + 20_000, 'AAA', 0, 1, { horizonMs: 30_000 }),
    ])
  })

  test('may say a signed value, or a value and the direction that goes with it', async () => {
    const valued = ['timestamp,ticker,score,prob', '2024-01-02T12:00:00Z,AAA,-0.0021,0.7']
    expect(await predictionsOf(valued)).toEqual([prediction(noon, 'AAA', -0.0021, 0.7)])
    const both = ['timestamp,ticker,signal,value,prob', '2024-01-02T12:00:00Z,AAA,short,-0.0021,0.7']
    expect(await predictionsOf(both)).toEqual([prediction(noon, 'AAA', -0.0021, 0.7)])
    const number = ['timestamp,ticker,prediction,prob', '2024-01-02T12:00:00Z,AAA,0.3,0.7']
    expect((await predictionsOf(number))[0]).toMatchObject({ direction: 'long', value: 0.3 })
    const word = ['timestamp,ticker,prediction,prob', '2024-01-02T12:00:00Z,AAA,down,0.7']
    expect((await predictionsOf(word))[0]).toMatchObject({ direction: 'short', value: -1 })
  })

  test('that is not sorted is sorted, at one time by instrument', async () => {
    const rows = ['2024-01-02T12:00:05Z,AAA,long,0.8', '2024-01-02T12:00:00Z,BBB,long,0.8', '2024-01-02T12:00:00Z,AAA,long,0.8']
    const order = (await predictionsOf([header, ...rows])).map(({ time, instrument }) => `${instrument} ${(time - noon) / 1000}`)
    expect(order).toEqual(['AAA 0', 'BBB 0', 'AAA 5'])
  })

  test('is read with semicolons and decimal commas, tabs, quotes, a byte order mark, and packed', async () => {
    const expected = [prediction(noon, 'AAA', 0.25, 0.8)]
    const texts = [
      '\uFEFFpublished;symbol;value;confidence\r\n2024-01-02T12:00:00Z;AAA;0,25;0,8\r\n',
      'published\tsymbol\tvalue\tconfidence\n2024-01-02T12:00:00Z\tAAA\t0.25\t0.8\n',
      '"published","symbol","value","confidence"\n"2024-01-02T12:00:00Z","AAA","0.25","0.8"\n\n,,,\n',
    ]
    for (const text of texts) expect((await read(text)).predictions).toEqual(expected)
    expect((await read(gzipSync(texts[1] as string), {}, 'said.csv.gz')).predictions).toEqual(expected)
  })

  test('keeps quotes and commas of metadata', async () => {
    const [one] = await predictionsOf([`${header},metadata`, '2024-01-02T12:00:00Z,AAA,long,0.8,"{""p"":[1,2]}"'])
    expect(JSON.parse(one?.metadata.metadata ?? '')).toEqual({ p: [1, 2] })
  })

  test('gives only what was asked for, and says how much it left out', async () => {
    const rows = ['2024-01-02T12:00:00Z,AAA,long,0.8', '2024-01-02T12:00:00Z,BBB,long,0.8', '2024-01-03T12:00:00Z,AAA,long,0.8']
    const { predictions, notes } = await read([header, ...rows].join('\n'), { instruments: ['AAA'], to: Date.UTC(2024, 0, 3) })
    expect(predictions).toEqual([prediction(noon, 'AAA', 1, 0.8)])
    expect(notes).toEqual([
      'said.csv: 1 prediction of other instruments left out',
      'said.csv: 1 prediction published before --from or after --to left out',
    ])
  })
})

describe('a publish time', () => {
  test.each([
    ['2024-01-02T12:00:00Z'],
    ['2024-01-02 07:00:00-05:00'],
    ['1704196800'],
    ['1704196800000'],
    ['1704196800000000'],
    ['1704196800000000000'],
  ])('may be written as %s', async (text) => {
    expect(await timeOf(text)).toBe(noon)
  })

  test.each([
    ['2024-01-02T12:00:00.000001Z', 1],
    ['2024-01-02T12:00:00.123456Z', 124],
    ['2024-01-02T12:00:00.123000Z', 123],
    ['1704196800.0001', 1],
    ['1704196800000001', 1],
    ['1704196800000000001', 1],
  ])('%s is rounded up to a whole millisecond: nobody sees it early', async (text, ms) => {
    expect(await timeOf(text)).toBe(noon + ms)
  })

  test('without a zone needs one, and takes the one that is named', async () => {
    await expect(timeOf('2024-01-02 07:00:00')).rejects.toMatchObject({ code: 'USAGE', hint: expect.stringContaining('--predictions-tz') })
    expect(await timeOf('2024-01-02 07:00:00', { timeZone: 'America/New_York' })).toBe(noon)
    expect(await timeOf('20240102 070000', { timeZone: 'America/New_York' })).toBe(noon)
    expect(await timeOf('1/2/2024 07:00', { timeZone: 'America/New_York', dates: 'mdy' })).toBe(noon)
    const two = ['date,time,instrument,direction,confidence', '2024-01-02,07:00:00,AAA,long,0.8']
    expect((await predictionsOf(two, { timeZone: 'America/New_York' }))[0]?.time).toBe(noon)
  })

  test('in an hour that a clock shows twice is its second one', async () => {
    expect(await timeOf('2024-11-03 01:30:00', { timeZone: 'America/New_York' })).toBe(Date.UTC(2024, 10, 3, 6, 30))
  })

  test('in an hour that a clock skips, a date alone, and what is no time are faults of their rows', async () => {
    const zone = { timeZone: 'America/New_York' }
    const rows = ['2024-03-10 02:30:00,AAA,long,0.8', '2024-03-11,AAA,long,0.8', '2024-03-11 99:00:00,AAA,long,0.8', ',AAA,long,0.8']
    const { faults, total } = await faultsOf([header, ...rows], zone)
    expect(total).toBe(4)
    expect(faults.map(({ line, message }) => [line, message])).toEqual([
      [2, expect.stringContaining('never happened')],
      [3, "'2024-03-11' has no time of day"],
      [4, "'2024-03-11 99:00:00' is not a time that is read here"],
      [5, 'has no publish time'],
    ])
  })

  test('is that of the publication where a file has another beside it', async () => {
    const lines = ['timestamp,published_at,symbol,side,confidence', '2024-01-02T11:59:50Z,2024-01-02T12:00:00Z,AAA,buy,0.8']
    expect(await predictionsOf(lines)).toEqual([prediction(noon, 'AAA', 1, 0.8, { metadata: { timestamp: '2024-01-02T11:59:50Z' } })])
  })
})

describe('a file is refused', () => {
  test.each([
    ['confidence above 1', '0.8', '1.01', 'a confidence of 1.01 is outside 0…1'],
    ['a percent as a number', '0.8', '85', 'a confidence of 85 is outside 0…1'],
    ['confidence below 0', '0.8', '-0.01', 'a confidence of -0.01 is outside 0…1'],
    ['no confidence', '0.8', '', "confidence '' is no value"],
    ['a word for a number', '0.8', 'high', "confidence 'high' is not a number"],
    ['no direction', 'long', 'sideways', "direction 'sideways' is no direction"],
    ['no instrument', 'AAA', '', 'has no instrument'],
    ['a cell too many', '0.8', '0.8,x', '5 cells where the header has 4'],
  ])('for %s, with its line', async (_, from, to, message) => {
    const rows = ['2024-01-02T12:00:00Z,AAA,long,0.8', '2024-01-02T12:00:10Z,AAA,long,0.8'.replace(from, to)]
    const { faults } = await faultsOf([header, ...rows])
    expect(faults).toEqual([{ line: 3, message, hint: expect.any(String) }])
  })

  test('at 0 and at 1 it is not', async () => {
    const rows = ['2024-01-02T12:00:00Z,AAA,long,0', '2024-01-02T12:00:10Z,AAA,long,1']
    expect((await predictionsOf([header, ...rows])).map(({ confidence }) => confidence)).toEqual([0, 1])
  })

  test('for two of one instrument at one time, wherever they stand', async () => {
    const rows = ['2024-01-02T12:00:00Z,AAA,long,0.8', '2024-01-02T12:00:00Z,BBB,long,0.8', '2024-01-02T07:00:00-05:00,AAA,short,0.7']
    const { faults } = await faultsOf([header, ...rows])
    expect(faults).toMatchObject([{ line: 4, message: 'a second prediction of AAA at 2024-01-02T12:00:00Z: line 2 has one' }])
  })

  test('for a direction against its value, and a horizon without a unit', async () => {
    const lines = [
      'published,symbol,side,value,confidence,horizon',
      '2024-01-02T12:00:00Z,AAA,long,-2,0.8,5m',
      '2024-01-02T12:00:01Z,AAA,long,2,0.8,5',
    ]
    const { faults } = await faultsOf(lines)
    expect(faults.map(({ message }) => message)).toEqual([
      'the direction is long and the value -2',
      "horizon '5' has no unit that is known",
    ])
  })

  test.each([
    ['no header', ['2024-01-02T12:00:00Z,AAA,long,0.8'], 'the first line does not name the columns'],
    ['no confidence', ['published,symbol,side', '2024-01-02T12:00:00Z,AAA,long'], 'no column of confidence'],
    ['no instrument', ['published,side,confidence', '2024-01-02T12:00:00Z,long,1'], 'no column of instrument'],
    ['no direction', ['published,symbol,confidence', '2024-01-02T12:00:00Z,AAA,1'], 'no column of directions or values'],
    ['no time', ['symbol,side,confidence', 'AAA,long,1'], 'no column of publish times'],
    [
      'two times',
      ['timestamp,datetime,symbol,side,confidence', '1,2,AAA,long,1'],
      'two columns of times in the header: timestamp and datetime',
    ],
    ['no rows', [header], 'there are no predictions in it'],
    ['nothing', [''], 'the file is empty'],
  ])('for %s', async (_, lines, message) => {
    await expect(predictionsOf(lines)).rejects.toMatchObject({ code: 'BAD_DATA', message: expect.stringContaining(message) })
  })

  test('that is not there', async () => {
    await expect(readPredictions(join(folder, 'none.csv'))).rejects.toMatchObject({ code: 'NO_SUCH_FILE' })
  })
})

describe('Parquet', () => {
  /** Writes what a query gives, and reads it. */
  async function readQuery(sql: string, options: PredictionFileOptions = {}): Promise<readonly Prediction[]> {
    const file = join(folder, 'said.parquet')
    await withDuckDb(async (connection) => void (await connection.run(`COPY (${sql}) TO ${sqlText(file)} (FORMAT parquet)`)))
    return (await readPredictions(file, options)).predictions
  }
  const rest = `'AAA' AS symbol, 'long' AS side, 0.7::FLOAT AS confidence`

  test.each([
    ['a time with a zone', `make_timestamp(1704196800000000)::TIMESTAMP::VARCHAR || '+00:00'`, {}],
    ['epoch milliseconds', '1704196800000::BIGINT', {}],
    ['microseconds of a clock', 'make_timestamp(1704196800000000)', { timeZone: 'UTC' }],
    ['nanoseconds of a clock', 'make_timestamp(1704196800000000)::TIMESTAMP_NS', { timeZone: 'UTC' }],
    ['a text', `'2024-01-02T12:00:00Z'`, {}],
  ])('with %s gives what a CSV does, a 32-bit 0.7 included', async (_, time, options) => {
    expect(await readQuery(`SELECT ${time} AS published, ${rest}`, options)).toEqual([prediction(noon, 'AAA', 1, 0.7)])
  })

  test('with an instant of DuckDB is read in UTC, whatever the zone of the machine', async () => {
    expect(await readQuery(`SELECT to_timestamp(1704196800.25) AS published, ${rest}`)).toEqual([prediction(noon + 250, 'AAA', 1, 0.7)])
  })

  test('with dates, clocks without a zone, and NULL is refused as a CSV is', async () => {
    await expect(readQuery(`SELECT DATE '2024-01-02' AS published, ${rest}`)).rejects.toMatchObject({
      message: expect.stringContaining('row 1'),
    })
    await expect(readQuery(`SELECT make_timestamp(1704196800000000) AS published, ${rest}`)).rejects.toMatchObject({ code: 'USAGE' })
    await expect(readQuery(`SELECT NULL::TIMESTAMP AS published, ${rest}`)).rejects.toMatchObject({ code: 'BAD_DATA' })
  })

  test('that is none says so', async () => {
    await writeFile(join(folder, 'broken.parquet'), 'no')
    await expect(readPredictions(join(folder, 'broken.parquet'))).rejects.toMatchObject({ code: 'BAD_DATA' })
  })
})

test('what is written is read back to the bit, in any order', { timeout: 60_000 }, async () => {
  const anyPrediction = fc
    .record({
      time: fc.integer({ min: 0, max: 4e12 }),
      instrument: fc.constantFrom('AAA', 'BBB', 'C.D'),
      value: fc.double({ noNaN: true, noDefaultInfinity: true }),
      confidence: fc.double({ min: 0, max: 1, noNaN: true }),
      horizonMs: fc.option(fc.integer({ min: 1, max: 1e9 })),
    })
    .map(({ time, instrument, value, confidence, horizonMs }) => prediction(time, instrument, value, confidence, { horizonMs }))
  const someOf = fc.uniqueArray(anyPrediction, { minLength: 1, selector: ({ time, instrument }) => `${time} ${instrument}` })
  await fc.assert(
    fc.asyncProperty(someOf, async (predictions) => {
      const back = (await read([...predictionLines(predictions)].join('\n'))).predictions
      expect(hashPredictions(back)).toBe(hashPredictions([...predictions].sort(comparePredictions)))
    }),
    { numRuns: runs(300) },
  )
})
