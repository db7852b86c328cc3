import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BarSeries } from '../model/bar.js'
import type { CorporateAction } from '../model/corporate-action.js'
import { instrument } from '../model/instrument.js'
import { formatTime, HOUR_MS, MINUTE_MS } from '../model/time.js'
import { type Catalog, openCatalog } from './catalog/catalog.js'
import { streamDataset, writeDataset } from './catalog/write.js'
import { type BarRow, columnsFromRows } from './columns.js'
import { hashColumns } from './content-hash.js'
import { loadBars } from './load-bars.js'
import { readSeries } from './reading.js'

const actions: readonly CorporateAction[] = [
  { kind: 'dividend', exDate: '2020-08-07', amount: 0.82, factor: 0.998 },
  { kind: 'split', exDate: '2020-08-31', ratio: 4 },
]
const raw = { adjusted: 'none', actions } as const
const bars = hours('AAPL', [
  ['2020-08-06T13:30:00Z', 400],
  ['2020-08-28T13:30:00Z', 500],
  ['2020-08-31T13:30:00Z', 125],
])

describe('prices that are stored raw', () => {
  test('are read as they were traded, with the actions for a run to book, and the notes tell it', () => {
    const read = readSeries(bars, raw, {})
    expect(read).toEqual({
      series: { ...bars, actions },
      adjusted: 'none',
      notes: ['AAPL: prices are raw over the split 4:1 on 2020-08-31: a run books them; --adjust splits takes them out of the prices'],
    })
    expect(readSeries(bars, raw, { adjust: 'none' })).toEqual(read)
  })

  test('take only those actions along that lie between two of their bars', () => {
    const before = readSeries(bars, raw, { to: Date.parse('2020-08-31') })
    expect([before.series.actions, before.notes]).toEqual([[actions[0]], []])
    expect(readSeries(bars, raw, { from: Date.parse('2020-08-31') }).series.actions).toBeUndefined()
  })

  test('are read without their splits where that is asked for: then a run books the dividends, of today’s shares', () => {
    const read = readSeries(bars, raw, { adjust: 'splits' })
    expect([...read.series.columns.close]).toEqual([100, 125, 125])
    expect(read.series.actions).toEqual([{ ...actions[0], amount: 0.82 / 4 }])
    expect(read).toMatchObject({ adjusted: 'splits', notes: ['AAPL: stored raw, read adjusted for splits: the split 4:1 on 2020-08-31'] })
  })

  test('are read without their splits in bars of more than a day, which would have one inside', () => {
    const read = readSeries(bars, raw, { timeframe: '1w' })
    expect([...read.series.columns.close]).toEqual([100, 125, 125])
    expect(read).toMatchObject({ adjusted: 'splits', series: { actions: [{ kind: 'dividend', amount: 0.82 / 4 }] } })
    const asked = readSeries(bars, raw, { timeframe: '1w', adjust: 'none' })
    expect([asked.series.actions, asked.notes[0]]).toEqual([
      [actions[0]],
      expect.stringMatching(/a gain or loss that nobody had; --adjust splits/),
    ])
  })

  test('are read as they are where no split is known', () => {
    expect(readSeries(bars, { adjusted: 'none', actions: [] }, {})).toMatchObject({ adjusted: 'none', notes: [] })
    expect(readSeries(bars, {}, {})).toMatchObject({ adjusted: undefined, notes: [] })
  })

  test('are adjusted for splits and dividends where that is asked for', () => {
    const read = readSeries(bars, raw, { adjust: 'all' })
    expect([...read.series.columns.close]).toEqual([100 * 0.998, 125, 125])
    expect(read.series.actions).toBeUndefined()
    expect(read.notes).toEqual(['AAPL: stored raw, read adjusted for splits and dividends: the split 4:1 on 2020-08-31, 1 dividend'])
  })

  test('are adjusted before longer bars are made of them', () => {
    const { columns } = readSeries(bars, raw, { timeframe: '1w' }).series
    expect([...columns.high]).toEqual([100, 125, 125])
    expect(
      readSeries(
        hours('AAPL', [
          ['2020-08-28T13:30:00Z', 500],
          ['2020-08-31T13:30:00Z', 125],
        ]),
        raw,
        { timeframe: '1d' },
      ).notes,
    ).toContain('bars of 1d are made of the stored ones of 1h')
  })
})

describe('a listing', () => {
  const begun: CorporateAction = { kind: 'listing', exDate: '2020-08-28' }

  test('begins the bars: those before it are of another company, and nothing is booked', () => {
    const read = readSeries(bars, { adjusted: 'none', actions: [begun] }, {})
    expect([[...read.series.columns.close], read.series.actions]).toEqual([[500, 125], undefined])
    expect(read.notes).toEqual(['AAPL: bars before 2020-08-28 are of another company that had the ticker and are left out: 1'])
    const stored = readSeries(bars, { adjusted: 'none', actions: [begun] }, { adjust: 'as-stored' })
    expect([stored.series.columns, stored.series.actions]).toEqual([bars.columns, undefined])
  })
})

describe('a delisting', () => {
  const gone: CorporateAction = { kind: 'delisting', exDate: '2020-08-29' }

  test('ends the bars: those after it are of another company', () => {
    const read = readSeries(bars, { adjusted: 'none', actions: [gone] }, {})
    expect([...read.series.columns.close]).toEqual([400, 500])
    expect(read.series.actions).toEqual([gone])
    expect(read.notes).toEqual(['AAPL: it was delisted after 2020-08-28; later bars are of another company and are left out: 1'])
    expect(readSeries(bars, { adjusted: 'none', actions: [gone] }, { adjust: 'as-stored' }).series.columns).toBe(bars.columns)
  })

  test('is not told of bars that end before it', () => {
    expect(readSeries(bars, { adjusted: 'none', actions: [gone] }, { to: Date.parse('2020-08-28') }).series.actions).toBeUndefined()
  })
})

describe('hours', () => {
  const day = hours('SPY', [
    ['2024-03-05T13:00:00Z', 1],
    ['2024-03-05T14:30:00Z', 2],
    ['2024-03-05T21:00:00Z', 3],
  ])

  test('out of the session are left out at the stored timeframe too', () => {
    expect([...readSeries(day, {}, { hours: 'regular' }).series.columns.close]).toEqual([2])
    expect(readSeries(day, {}, {}).series).toBe(day)
    expect(readSeries(day, {}, { timeframe: '60m' }).series).toBe(day)
  })

  test('of a Monday are all in its day, also where the range begins with it', () => {
    const monday = hours('SPY', [
      ['2024-03-04T13:00:00Z', 1],
      ['2024-03-04T14:30:00Z', 2],
    ])
    const { columns } = readSeries(monday, {}, { timeframe: '1d', hours: 'all', from: Date.parse('2024-03-04') }).series
    expect([[...columns.openTime].map(formatTime), [...columns.volume]]).toEqual([['2024-03-04T05:00:00Z'], [200]])
  })

  test('left out of a day are told unless they were asked away', () => {
    expect(readSeries(day, {}, { timeframe: '1d' }).notes).toContainEqual(expect.stringMatching(/left out of days .* --hours all/))
    expect(readSeries(day, {}, { timeframe: '1d', hours: 'regular' }).notes).toEqual(['bars of 1d are made of the stored ones of 1h'])
  })
})

describe('a dataset', () => {
  let folder = ''
  let catalog: Catalog
  const coin = instrument('BTC', 'crypto')
  const first = Date.parse('2024-03-01T00:00:00Z')
  const minutes = columnsFromRows(
    Array.from(
      { length: 4000 },
      (_, row): BarRow => [first + row * MINUTE_MS, first + (row + 1) * MINUTE_MS, 10, 12, 9, 10 + (row % 3), row],
    ),
  )

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'reading-'))
    catalog = openCatalog([folder])
    const description = { synthetic: false, notes: ['a note'], source: { name: 'test' }, options: {} }
    await writeDataset(folder, { ...description, name: 'btc-1m', label: 'BTC', timeframe: '1m' }, [
      { instrument: coin, timeframe: '1m', columns: minutes },
    ])
    await streamDataset(folder, {}, 'aapl-1h', async (sink) => {
      await sink('AAPL', bars.columns)
      const stored = { ...description, name: 'aapl-1h', label: 'AAPL', timeframe: '1h', adjusted: 'none' } as const
      return { description: stored, instruments: [bars.instrument], actions: new Map([['AAPL', actions]]) }
    })
  })
  afterAll(() => rm(folder, { recursive: true }))

  test('asked for longer bars has those, with their own hash and a note', async () => {
    const { series: expected } = readSeries({ instrument: coin, timeframe: '1m', columns: minutes }, {}, { timeframe: '1h' })
    const loaded = await catalog.loadDataset('btc-1m', { timeframe: '1h' })
    expect(loaded.series[0]?.columns).toEqual(expected.columns)
    expect(loaded.series[0]?.dataHash).toBe(hashColumns(expected.columns))
    expect(loaded.provenance).toMatchObject({ timeframe: '1h', notes: ['a note', 'bars of 1h are made of the stored ones of 1m'] })
  })

  test('has whole longer bars at both ends of a range that cuts them', async () => {
    const whole = await catalog.loadDataset('btc-1m', { timeframe: '1h' })
    const part = await catalog.loadDataset('btc-1m', { timeframe: '1h', from: first + 2.5 * HOUR_MS, to: first + 4.5 * HOUR_MS })
    expect([...(part.series[0]?.columns.openTime ?? [])].map(formatTime)).toEqual(['2024-03-01T03:00:00Z', '2024-03-01T04:00:00Z'])
    expect([...(part.series[0]?.columns.volume ?? [])]).toEqual([...(whole.series[0]?.columns.volume ?? [])].slice(3, 5))
  })

  test('is adjusted when it is read, and what is stored stays', async () => {
    const usual = await catalog.loadDataset('aapl-1h')
    expect([...(usual.series[0]?.columns.close ?? [])]).toEqual([400, 500, 125])
    expect([usual.provenance.adjusted, usual.series[0]?.actions]).toEqual(['none', actions])
    const asked = await catalog.loadDataset('aapl-1h', { adjust: 'splits' })
    expect([...(asked.series[0]?.columns.close ?? [])]).toEqual([100, 125, 125])
    expect(asked.provenance.adjusted).toBe('splits')
    const stored = await catalog.loadDataset('aapl-1h', { adjust: 'as-stored' })
    expect(stored.series[0]?.dataHash).toBe(hashColumns(bars.columns))
    expect(stored.provenance.adjusted).toBe('none')
  })

  test('whose adjustment nobody knows is refused an adjustment', async () => {
    await expect(catalog.loadDataset('btc-1m', { adjust: 'splits' })).rejects.toMatchObject({ code: 'USAGE' })
  })

  test('and a file are read alike', async () => {
    const file = join(folder, 'btc.csv')
    const lines = Array.from(minutes.openTime, (time, row) =>
      [formatTime(time), ...(['open', 'high', 'low', 'close', 'volume'] as const).map((name) => minutes[name][row])].join(','),
    )
    await writeFile(file, ['time,open,high,low,close,volume', ...lines].join('\n'))
    const read = await loadBars(file, { symbol: 'BTC', assetClass: 'crypto', timeframe: '1h', stamp: 'start' })
    expect(read.dataHash).toBe((await catalog.loadDataset('btc-1m', { timeframe: '1h' })).dataHash)
    expect(read.provenance.notes).toContain('bars of 1h are made of the stored ones of 1m')
  })
})

function hours(id: string, rows: readonly (readonly [time: string, price: number])[]): BarSeries {
  const columns = columnsFromRows(
    rows.map(([time, price]): BarRow => [Date.parse(time), Date.parse(time) + HOUR_MS, price, price, price, price, 100]),
  )
  return { instrument: instrument(id, 'equity'), timeframe: '1h', columns }
}
