import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Layout } from '../layout/layout.js'
import { FaultList, type FaultyRows } from './faults.js'
import { bytesSource, layoutOf } from './layout.testing.js'
import { openRows } from './read-rows.js'
import { lineOf } from './row-id.js'
import { SymbolTable } from './symbol-table.js'

interface Read {
  readonly rows: readonly string[]
  readonly faults: readonly string[]
  readonly notes: readonly string[]
}

/** Each row as `line time open high low close volume`. */
async function read(pieces: readonly (string | Uint8Array)[], layout: Layout = layoutOf()): Promise<Read> {
  const faults = new FaultList('x.csv', 'line')
  const symbols = new SymbolTable(layout.places.symbol !== null)
  const extra = { adjustedClose: false, dividend: false, split: false, quotes: layout.places.ask !== null }
  const rows: string[] = []
  const file = openRows(bytesSource(pieces), layout, { file: 0, symbols, symbol: 0, extra, faults })
  for await (const batch of file.batches) {
    for (let row = 0; row < batch.rows; row++) {
      const numbers = [batch.open, batch.high, batch.low, batch.close, batch.volume, ...(batch.bid ?? []), ...(batch.ask ?? [])]
      const symbol = layout.places.symbol === null ? [] : [symbols.names[batch.symbol[row]!]]
      const time = new Date(batch.time[row]!).toISOString().slice(0, 16)
      rows.push([lineOf(batch.id[row]!), time, ...numbers.map((column) => column[row]), ...symbol].join(' '))
    }
  }
  return { rows, faults: faultsIn(faults), notes: file.notes }
}

function faultsIn(faults: FaultList): string[] {
  try {
    faults.throwIfAny()
    return []
  } catch (error) {
    return (error as FaultyRows).faults.map(({ line, message }) => `${line}: ${message}`)
  }
}

const header = 'Date,Open,High,Low,Close,Volume\n'

describe('rows are read whatever the text looks like', () => {
  test.each<[string, string, Layout]>([
    ['CRLF and no end of the last line', '2020-01-02,1,4,0.5,2,10\r\n2020-01-03,2,4,1,3,20', layoutOf({ skipLines: 0 })],
    ['a byte order mark', '\uFEFF2020-01-02,1,4,0.5,2,10\n2020-01-03,2,4,1,3,20\n', layoutOf({ skipLines: 0 })],
    ['quotes', '"2020-01-02","1",4,0.5,2,"10"\n2020-01-03,2,"4",1,3,20\n', layoutOf({ skipLines: 0 })],
    ['blanks', ' 2020-01-02 , 1, 4 ,0.5,2,10 \n2020-01-03,2,4,1,3,20\n', layoutOf({ skipLines: 0 })],
    [
      'semicolons and commas',
      '2020-01-02;1;4;0,5;2;10\n2020-01-03;2;4;1;3,0;20\n',
      layoutOf({ skipLines: 0, delimiter: ';', decimal: ',' }),
    ],
    ['tabs', '2020-01-02\t1\t4\t0.5\t2\t10\n2020-01-03\t2\t4\t1\t3\t20\n', layoutOf({ skipLines: 0, delimiter: '\t' })],
    ['decoration', '2020-01-02,$1,$4,$0.50,$2,"0.01K"\n2020-01-03,$2,$4,$1,$3,20\n', layoutOf({ skipLines: 0, numbers: 'decorated' })],
    [
      'prices as integers',
      '2020-01-02,10000,40000,5000,20000,10\n2020-01-03,20000,40000,10000,30000,20\n',
      layoutOf({ skipLines: 0, priceDivisor: 10_000 }),
    ],
    [
      'a delimiter at the end, as in the header',
      '2020-01-02,1,4,0.5,2,10,\n2020-01-03,2,4,1,3,20,\n',
      layoutOf({ skipLines: 0, names: ['Date', 'Open', 'High', 'Low', 'Close', 'Volume', ''] }),
    ],
  ])('%s', async (_, text, layout) => {
    expect(await read([text], layout)).toEqual({
      rows: ['1 2020-01-02T00:00 1 4 0.5 2 10', '2 2020-01-03T00:00 2 4 1 3 20'],
      faults: [],
      notes: [],
    })
  })

  test('date and time of day in two columns', async () => {
    const layout = layoutOf({ skipLines: 0, places: { time: [0, 1], open: 2, high: 3, low: 4, close: 5, volume: null } })
    expect((await read(['2020-01-02,09:30,1,4,0.5,2\n2020-01-02, 09:31:00 ,2,4,1,3\n'], layout)).rows).toEqual([
      '1 2020-01-02T09:30 1 4 0.5 2 0',
      '2 2020-01-02T09:31 2 4 1 3 0',
    ])
  })

  test('several instruments stacked', async () => {
    const layout = layoutOf({ names: ['Date', 'Open', 'High', 'Low', 'Close', 'Name'], places: { volume: null, symbol: 5 } })
    const { rows, faults } = await read(
      [header, '2020-01-02,1,4,0.5,2,BRK.B\n2020-01-02,1,4,0.5,2,"A""B, É"\n2020-01-03,1,4,0.5,2,BRK.B\n2020-01-03,1,4,0.5,2,\n'],
      layout,
    )
    expect(rows.map((row) => row.split(' ').slice(7).join(' '))).toEqual(['BRK.B', 'A"B, É', 'BRK.B'])
    expect(faults).toEqual(['5: has no symbol'])
  })

  test('wherever the bytes are cut', async () => {
    const lines = [
      '2020-01-02,1.25,4,0.5,2,10',
      '',
      '"2020-01-03",2,"4",1,3,20\r',
      'x,1,1,1,1,1',
      '2020-01-06,1e1,12,9,11,1',
      '2020-01-07,1,1',
      '2020-01-08,1,2,1,1.5,3',
    ]
    const bytes = Buffer.from(`\uFEFF${header}${lines.join('\n')}`)
    const whole = await read([bytes])
    expect(whole.rows).toHaveLength(4)
    expect(whole.faults).toHaveLength(2)
    const cuts = fc.array(fc.integer({ min: 0, max: bytes.length }), { maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(cuts, async (at) => {
        const edges = [0, ...at.sort((a, b) => a - b), bytes.length]
        expect(await read(edges.slice(1).map((end, index) => bytes.subarray(edges[index], end)))).toEqual(whole)
      }),
      { numRuns: 500 },
    )
  })
})

describe('what cannot be a row is a fault with its line', () => {
  test.each([
    ['2020-01-02,1,4,0.5\n', '2: 4 cells where the header has 6: 2020-01-02,1,4,0.5'],
    ['2020-01-02,1,4,0.5,2,10,11,12\n', '2: 8 cells where the header has 6: 2020-01-02,1,4,0.5,2,10,11,12'],
    ['2020-01-02,1,4,0.5,2,1e999\n', "2: Volume '1e999' is not finite"],
    ['2020-01-02,1,4,0.5,2,0x10\n', "2: Volume '0x10' is not a number"],
    ['2020-01-02,,4,0.5,2,10\n', "2: Open '' is no value"],
    ['2020-01-02 09:30,1,4,0.5,2,10\n2020-01-03,1,4,0.5,2,10\n', "3: '2020-01-03' is a date, the first row had a time without a zone"],
  ])('%j', async (text, fault) => {
    expect((await read([header, text])).faults).toEqual([fault])
  })

  test('bytes that are no UTF-8', async () => {
    const { faults } = await read([header, Buffer.from([...Buffer.from('2020-01-02,1'), 0xff, ...Buffer.from(',4,1,2,10\n')])])
    expect(faults).toEqual(["2: Open '1\uFFFD' is not UTF-8 text"])
  })

  test('in a column that nobody reads they do not matter', async () => {
    const layout = layoutOf({ names: ['Date', 'Open', 'High', 'Low', 'Close', 'Volume', 'Note'] })
    const { rows } = await read([header, Buffer.from([...Buffer.from('2020-01-02,1,4,1,2,10,'), 0xff, 0x0a])], layout)
    expect(rows).toHaveLength(1)
  })

  test('a zero byte or a line without an end stops the reading', async () => {
    await expect(read([header, '2020-01-02,1,\u00004,1,2,3\n'])).rejects.toMatchObject({
      code: 'BAD_DATA',
      message: expect.stringContaining('not a text'),
    })
    await expect(read([header, 'x'.repeat(1 << 21)])).rejects.toMatchObject({ code: 'BAD_DATA', message: expect.stringContaining('1 MB') })
  })
})

describe('rows without a price', () => {
  const lines = [header, '2020-01-01,null,null,null,null,null\n2020-01-02,1,4,0.5,2,10\n2020-01-03,,,,,\n']

  test('are passed over where the layout says so, and told', async () => {
    expect(await read(lines, layoutOf({ emptyRows: 'pass' }))).toEqual({
      rows: ['3 2020-01-02T00:00 1 4 0.5 2 10'],
      faults: [],
      notes: ['2 rows without a price were passed over, the first on line 2'],
    })
  })

  test('are faults where it does not, and a row with some prices is one always', async () => {
    expect((await read(lines)).faults).toEqual(["2: Open 'null' is no value", "4: Open '' is no value"])
    expect((await read([header, '2020-01-01,1,null,1,1,1\n'], layoutOf({ emptyRows: 'pass' }))).faults).toEqual([
      "2: High 'null' is no value",
    ])
  })
})

test('a quote bar is the middle of bid and ask, or the side that is there', async () => {
  const places = { volume: null, ask: [5, 6, 7, 8] as const }
  const names = ['ms', 'bo', 'bh', 'bl', 'bc', 'ao', 'ah', 'al', 'ac']
  const layout = layoutOf({ skipLines: 0, time: { kind: 'milliseconds-of-day', date: '2013-10-07' }, names, places, priceDivisor: 10_000 })
  const lines = [
    '34200000,10000,30000,10000,20000,12000,32000,12000,22000',
    '34260000,,,,,12000,32000,12000,22000',
    '34320000,,,,,,,,',
    '34380000,1,,1,1,,,,',
  ]
  expect(await read([lines.join('\n')], layout)).toEqual({
    rows: [
      '1 2013-10-07T09:30 1.1 3.1 1.1 2.1 0 1 3 1 2 1.2 3.2 1.2 2.2',
      '2 2013-10-07T09:31 1.2 3.2 1.2 2.2 0 NaN NaN NaN NaN 1.2 3.2 1.2 2.2',
    ],
    faults: ['4: some of the four prices of a side are no values'],
    notes: ['1 row without a price was passed over, on line 3', '1 bar has a bid or an ask only, which stands for the middle'],
  })
})
