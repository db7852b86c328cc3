import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readCsv } from './read-csv.js'

function read(text: string) {
  const folder = mkdtempSync(join(tmpdir(), 'csv-'))
  writeFileSync(join(folder, 'bars.csv'), text)
  try {
    return readCsv(join(folder, 'bars.csv'))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

it('columns are found by name, whatever their case and order, and others are left alone', () => {
  const { columns, times } = read(
    '\uFEFF,OPEN,High,low,Adj Close,Close,Volume,Extra\r\n2020-01-02,1,4,0.5,9,2,100,x\r\n2020-01-03,2,5,1,9,3,200,y\r\n',
  )
  expect(times).toEqual(['2020-01-02', '2020-01-03'])
  expect(columns.length).toBe(2)
  expect([columns.open[1], columns.high[1], columns.low[1], columns.close[1], columns.volume[1]]).toEqual([2, 5, 1, 3, 200])
  expect(columns.openTime[1]).toBe(Date.UTC(2020, 0, 3))
  expect(columns.closeTime[0]).toBe(columns.openTime[1])
})

it('a time of day without a zone is UTC, and a missing volume is 0', () => {
  const { columns } = read('Date,Open,High,Low,Close\n2020-01-02 09:30,1,1,1,1\n')
  expect(columns.openTime[0]).toBe(Date.UTC(2020, 0, 2, 9, 30))
  expect(columns.volume[0]).toBe(0)
})

it('a missing price column is an error that names the columns there are', () => {
  expect(() => read('Date,Open\n2020-01-02,1\n')).toThrow(/no column 'high', only: date, open/)
})
