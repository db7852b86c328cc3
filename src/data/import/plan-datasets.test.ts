import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { planDatasets, withDatasetParts } from './plan-datasets.js'
import { planReading } from './series/plan-reading.js'

const folder = mkdtempSync(join(tmpdir(), 'bench-plan-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function written(name: string, lines: readonly string[]): string {
  const file = join(folder, name)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `${lines.join('\n')}\n`)
  return file
}

const yahoo = written('yahoo/aapl.csv', ['Date,Open,High,Low,Close,Adj Close,Volume', '2020-08-28,126,126.4,124.5,124.8,122,100'])
const tiingo = written('tiingo/aapl.csv', [
  'date,close,high,low,open,volume,adjClose,adjHigh,adjLow,adjOpen,adjVolume,divCash,splitFactor',
  '2020-08-27,500,501,499,500,100,125,125,125,125,400,0.0,1.0',
])

test('raw and adjusted prices of one symbol are two datasets', async () => {
  const { planned, refused } = await planDatasets([yahoo, tiingo], {})
  expect(refused).toEqual([])
  expect(planned.map(({ files }) => files)).toEqual([[yahoo], [tiingo]])
  const unknown = written('plain/aapl.csv', ['Date,Open,High,Low,Close,Volume', '2020-08-28,126,126.4,124.5,124.8,100'])
  expect((await planDatasets([tiingo, unknown], {})).planned.map(({ files }) => files)).toEqual([[tiingo], [unknown]])
})

test('raw and adjusted prices cannot be one series', async () => {
  const { planned } = await planDatasets([yahoo, tiingo], { name: 'aapl' })
  expect(planned).toHaveLength(1)
  const plan = withDatasetParts(planned[0]!, {}, (parts) => planReading(parts, {}))
  await expect(plan).rejects.toMatchObject({
    code: 'USAGE',
    message: `${yahoo} is adjusted for splits and ${tiingo} is raw, so they cannot be one series`,
  })
})

test('bars of two lengths, or stamped at two ends, cannot be one series', async () => {
  const kline = '1704067200000,10,12,9,11,5,1704070799999,50,7,2,20,0'
  const lengths = [written('BTCUSDT-1h-2024-01.csv', [kline]), written('BTCUSDT-1m-2024-02.csv', [kline])]
  const minutes = (clocks: readonly string[]) => clocks.map((clock) => `20240102 ${clock};10;12;9;11;5`)
  const ends = [
    written('ES 03-24.Last.txt', minutes(['093000', '093100', '093200'])),
    written('ES.csv', [
      'Date,Open,High,Low,Close,Volume',
      ...['09:30', '09:31', '09:32'].map((clock) => `2024-01-03 ${clock},10,12,9,11,5`),
    ]),
  ]
  const options = { name: 'x', assetClass: 'crypto', timeZone: 'UTC' } as const
  const planOf = async (files: readonly string[], stamp?: 'start') => {
    const { planned } = await planDatasets(files, { ...options, stamp })
    return withDatasetParts(planned[0]!, { ...options, stamp }, (parts) => planReading(parts, { ...options, stamp }))
  }
  await expect(planOf(lengths)).rejects.toMatchObject({ message: expect.stringMatching(/has bars of 1h and .* has bars of 1m/) })
  await expect(planOf(ends, 'start')).resolves.toMatchObject({ stamp: 'start' })
  await expect(withParts(ends)).rejects.toMatchObject({ code: 'USAGE' })

  async function withParts(files: readonly string[]) {
    return withDatasetParts({ name: 'x', files, key: null }, options, (parts) => planReading(parts, options))
  }
})
