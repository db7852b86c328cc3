import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { layoutOf, partOf, readBars } from './rows/layout.testing.js'
import { RowBatch } from './rows/row-batch.js'
import { sortRows } from './series/sort-rows.js'

const header = 'Date,Open,High,Low,Close,Volume'
const bar = (stamp: string, close = 11) => `${stamp},10,12,9,${close},100`
const week = ['2020-01-06', '2020-01-07', '2020-01-08', '2020-01-09', '2020-01-10']
const utc = { assetClass: 'crypto' } as const

describe('the order of rows', () => {
  const oldestFirst = [header, ...week.map((day, index) => bar(day, 10 + index / 10))]

  test('newest first is turned round, and told', async () => {
    const { bars, notes } = await readBars([partOf([header, ...oldestFirst.slice(1).reverse()])])
    expect(bars).toEqual((await readBars([partOf(oldestFirst)])).bars)
    expect(notes).toEqual(['rows came newest first: they were put in the order of time'])
  })

  test('any order gives the bars of the right one', async () => {
    const expected = (await readBars([partOf(oldestFirst)])).bars
    const rows = fc.shuffledSubarray(oldestFirst.slice(1), { minLength: 5 })
    await fc.assert(
      fc.asyncProperty(rows, async (shuffled) => {
        expect((await readBars([partOf([header, ...shuffled])])).bars).toEqual(expected)
      }),
    )
  })

  test('disorder that begins late, after bars were sent, is mended too', async () => {
    const rows = Array.from(
      { length: 150_000 },
      (_, minute) => `${1_577_836_800 + minute * 60},1,2,1,${1 + (minute % 100) / 100},${minute}`,
    )
    const layout = layoutOf({ time: { kind: 'epoch', unit: 's' } })
    const expected = (await readBars([partOf([header, ...rows], layout)], utc)).bars
    const [late] = rows.splice(140_000, 1)
    const { bars, notes } = await readBars([partOf([header, late!, ...rows], layout)], utc)
    expect(bars).toEqual(expected)
    expect(notes).toEqual(['rows were not in the order of time: they were sorted'])
  })

  test('the hour that clocks show twice is told by its neighbours in either direction', async () => {
    const rows = ['00:30', '01:00', '01:30', '01:00', '01:30', '02:00', '02:30', '03:00'].map((time, index) =>
      bar(`2020-11-01 ${time}`, 10 + index / 10),
    )
    const options = { ...utc, timeZone: 'America/New_York', timeframe: '30m' } as const
    const forward = (await readBars([partOf([header, ...rows])], options)).bars
    expect(forward.X?.map((text) => text.slice(11, 16))).toEqual(['04:30', '05:00', '05:30', '06:00', '06:30', '07:00', '07:30', '08:00'])
    expect((await readBars([partOf([header, ...rows.reverse()])], options)).bars).toEqual(forward)
  })

  test.each(['in memory', 'on the disk'])('rows sorted %s come by instrument, time and place', async (where) => {
    const extra = { adjustedClose: true, dividend: false, split: false, quotes: false }
    const keys = fc.array(fc.tuple(fc.nat(3), fc.nat(20)), { minLength: 1, maxLength: 300, size: 'max' })
    await fc.assert(
      fc.asyncProperty(keys, async (rows) => {
        const batch = new RowBatch(extra, rows.length)
        for (const [index, [symbol, time]] of rows.entries()) {
          batch.symbol[index] = symbol
          batch.time[index] = time
          batch.id[index] = index
          batch.adjustedClose![index] = Number.NaN
          batch.rows++
        }
        const sorted: string[] = []
        await sortRows(
          extra,
          (append) => append(batch),
          async ({ rows: count, symbol, time, id, adjustedClose }) => {
            for (let row = 0; row < count; row++) sorted.push([symbol[row], time[row], id[row], adjustedClose![row]].join(' '))
          },
          where === 'in memory' ? 1000 : 0,
        )
        const expected = rows.map(([symbol, time], id) => [symbol, time, id, Number.NaN] as const)
        expected.sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2])
        expect(sorted).toEqual(expected.map((key) => key.join(' ')))
      }),
      { numRuns: where === 'in memory' ? 200 : 10 },
    )
  })
})

describe('two rows of one time', () => {
  test('that say the same are one, and told', async () => {
    const once = await readBars([partOf([header, ...week.map((day) => bar(day))])])
    const twice = await readBars([partOf([header, ...week.map((day) => bar(day)), bar(week[4]!)])])
    expect(twice.bars).toEqual(once.bars)
    expect(twice.notes).toEqual(['1 row is there twice and was taken once: line 7'])
    const far = await readBars([partOf([header, bar(week[4]!), ...week.map((day) => bar(day)), bar(week[0]!)])])
    expect(far.bars).toEqual(once.bars)
    expect(far.notes).toContain('2 rows are there twice and were taken once, the first: line 8')
  })

  test('that differ are a fault', async () => {
    await expect(
      readBars([partOf([header, ...week.map((day) => bar(day)), bar(week[4]!, 11.5), bar('2020-01-13')])]),
    ).rejects.toMatchObject({
      faults: [{ line: 7, message: 'a second bar that opens at 2020-01-10T14:30:00Z; the first is on line 6' }],
    })
  })

  describe("Yahoo's live bar", () => {
    const yahoo = layoutOf({ dialect: 'yahoo' })
    const lines = [header, ...week.map((day) => bar(day)), bar(week[4]!, 11.5)]

    test('is the last row, which stands', async () => {
      const { bars, notes } = await readBars([partOf(lines, yahoo)])
      expect(bars.X).toHaveLength(5)
      expect(bars.X?.at(-1)).toBe('2020-01-10T14:30 2020-01-10T21:00 11.5')
      expect(notes).toEqual(['X: the last row, on line 7, repeats the date before it with later prices, which were taken'])
    })

    test('is a fault in the middle of a file', async () => {
      await expect(readBars([partOf([...lines, bar('2020-01-13')], yahoo)])).rejects.toMatchObject({ faults: [{ line: 7 }], total: 1 })
      await expect(readBars([partOf([...lines, bar(week[4]!, 11.6)], yahoo)])).rejects.toMatchObject({ faults: [{ line: 8 }] })
    })
  })
})

describe('several instruments stacked in one file', () => {
  const layout = layoutOf({ names: ['Date', 'Open', 'High', 'Low', 'Close', 'Volume', 'Name'], places: { symbol: 6 } })
  const symbols = Array.from({ length: 50 }, (_, index) => `S${index}`)
  const days = ['2020-01-06', '2020-01-07', '2020-01-08']
  const row = (symbol: string, day: string) => `${bar(day, 10 + symbols.indexOf(symbol) / 100)},${symbol}`
  const byDate = days.flatMap((day) => symbols.map((symbol) => row(symbol, day)))
  const bySymbol = symbols.flatMap((symbol) => days.map((day) => row(symbol, day)))

  test('are the same series by date and by symbol, oldest or newest first', async () => {
    const expected = await readBars([partOf(['', ...bySymbol], layout)])
    expect(expected.instruments.map(({ instrument }) => instrument.id)).toEqual(symbols)
    expect(expected.bars.S7).toEqual(days.map((day) => `${day}T14:30 ${day}T21:00 10.07`))
    for (const rows of [byDate, [...byDate].reverse(), [...bySymbol].reverse()]) {
      expect((await readBars([partOf(['', ...rows], layout)])).bars).toEqual(expected.bars)
    }
  })

  test('--symbol takes one of them', async () => {
    const { bars, instruments } = await readBars([partOf(['', ...byDate], layout)], { symbol: 'S3' })
    expect(Object.keys(bars)).toEqual(['S3'])
    expect(instruments).toHaveLength(1)
    await expect(readBars([partOf(['', ...byDate], layout)], { symbol: 'S99' })).rejects.toMatchObject({
      code: 'UNKNOWN_INSTRUMENT',
      hint: expect.stringContaining('S0'),
    })
  })

  test('each has its own order', async () => {
    const error = readBars([partOf(['', ...byDate, `${bar(days[2]!, 12)},S4`], layout)])
    await expect(error).rejects.toMatchObject({ faults: [{ line: 152, message: expect.stringContaining('line 106') }] })
  })
})

describe('several files', () => {
  const [early, late] = [week.slice(0, 3), week.slice(2)]
  const part = (days: readonly string[], name: string, close?: number) =>
    partOf([header, ...days.map((day) => bar(day, close))], layoutOf(), name)

  test('of one series are put in order, and may overlap', async () => {
    const expected = (await readBars([part(week, 'x.csv')])).bars.X
    const options = { symbol: 'X' }
    expect((await readBars([part(early, 'b.csv'), part(week.slice(3), 'a.csv')], options)).bars.X).toEqual(expected)
    expect((await readBars([part(week.slice(3), 'a.csv'), part(early, 'b.csv')], options)).bars.X).toEqual(expected)
    const overlapping = await readBars([part(late, 'a.csv'), part(early, 'b.csv')], options)
    expect(overlapping.bars.X).toEqual(expected)
    expect(overlapping.notes).toEqual(['1 row is there twice and was taken once: a.csv line 2'])
    const within = await readBars([part(week, 'a.csv'), part([week[2]!], 'b.csv')], options)
    expect(within.bars.X).toEqual(expected)
  })

  test('name the file of a fault', async () => {
    const error = readBars([part(early, 'b.csv'), part(late, 'a.csv', 11.5)], { symbol: 'X' })
    await expect(error).rejects.toMatchObject({
      faults: [{ file: 'a.csv', line: 2, message: expect.stringContaining('b.csv line 4') }],
      message: expect.stringContaining('a.csv line 2: a second bar'),
    })
  })

  test('need a name for their instrument', async () => {
    await expect(readBars([part(early, 'a.csv'), part(late, 'b.csv')])).rejects.toMatchObject({
      code: 'USAGE',
      hint: 'name it: --symbol SPY',
    })
  })
})

describe('the timeframe', () => {
  test('weeks span their sessions, stamped with their Mondays or their Fridays', async () => {
    const expected = [
      '2020-01-13T14:30 2020-01-17T21:00 11',
      '2020-01-21T14:30 2020-01-24T21:00 11',
      '2020-01-27T14:30 2020-01-31T21:00 11',
    ]
    for (const [stamp, stamps] of [
      ['start', ['2020-01-13', '2020-01-20', '2020-01-27']],
      ['end', ['2020-01-17', '2020-01-24', '2020-01-31']],
    ] as const) {
      const { bars, timeframe } = await readBars([partOf([header, ...stamps.map((date) => bar(date))])], { stamp })
      expect(timeframe).toBe('1w')
      expect(bars.X).toEqual(expected)
    }
  })

  test('weeks stamped on a Sunday are of the week that the stamp says', async () => {
    const lines = [header, bar('2020-01-12'), bar('2020-01-19')]
    expect((await readBars([partOf(lines, layoutOf({ stamp: 'start' }))])).bars.X?.[0]).toBe('2020-01-13T14:30 2020-01-17T21:00 11')
    expect((await readBars([partOf(lines, layoutOf({ stamp: 'end' }))])).bars.X?.[0]).toBe('2020-01-06T14:30 2020-01-10T21:00 11')
    await expect(readBars([partOf(lines, layoutOf({ stamp: null }))])).rejects.toMatchObject({
      code: 'USAGE',
      hint: expect.stringContaining('--stamp'),
    })
  })

  test('a longer one that is asked for is made of the rows', async () => {
    const minutes = Array.from({ length: 120 }, (_, minute) => `${1_577_836_800 + minute * 60},10,12,9,11,1`)
    const { bars, timeframe, notes } = await readBars([partOf([header, ...minutes], layoutOf({ time: { kind: 'epoch', unit: 's' } }))], {
      ...utc,
      timeframe: '1h',
    })
    expect(timeframe).toBe('1h')
    expect(bars.X).toEqual(['2020-01-01T00:00 2020-01-01T01:00 11', '2020-01-01T01:00 2020-01-01T02:00 11'])
    expect(notes).toEqual(["bars of 1h were made of the file's bars of 1m"])
  })

  test('one that the file tells of itself cannot be shorter', async () => {
    const part = partOf([header, ...week.map((day) => bar(day))], layoutOf({ timeframe: '1d' }))
    await expect(readBars([part], { timeframe: '1h' })).rejects.toMatchObject({ code: 'USAGE' })
  })
})

test('an intraday bar needs to be told which end its stamp is', async () => {
  const lines = [header, bar('2020-01-06T15:00Z'), bar('2020-01-06T15:01Z')]
  await expect(readBars([partOf(lines, layoutOf({ stamp: null }))])).rejects.toMatchObject({
    code: 'USAGE',
    hint: 'say which: --stamp start, or --stamp end',
  })
  expect((await readBars([partOf(lines, layoutOf({ stamp: null }))], { stamp: 'end' })).bars.X?.[0]).toBe(
    '2020-01-06T14:59 2020-01-06T15:00 11',
  )
  expect((await readBars([partOf([header, ...week.map((day) => bar(day))], layoutOf({ stamp: null }))])).bars.X).toHaveLength(5)
})

test('progress tells the bytes and the sound rows', async () => {
  const told: unknown[] = []
  const part = partOf([header, ...week.map((day) => bar(day))])
  await readBars([part], { onProgress: (progress) => told.push(progress) })
  expect(told).toEqual([{ bytesRead: part.source.bytes, bytesTotal: part.source.bytes, rows: 5 }])
})
