import { expect, test } from 'vitest'
import { symbolOf } from '../options.js'
import { hasBarEnding, isParquet } from './endings.js'

test.each(['csv', 'tsv', 'txt', 'json', 'zip', 'parquet', 'CSV', 'csv.gz', 'tsv.gz'])('a file may end in .%s', (ending) => {
  expect(hasBarEnding(`spy.us.${ending}`)).toBe(true)
  expect(symbolOf(`prices/spy.us.${ending}`)).toBe('SPY.US')
})

test.each(['spx-1d', 'brk.b', 'backup.tar.gz', 'csv'])('%s is no name of a file of bars', (name) => {
  expect(hasBarEnding(name)).toBe(false)
})

test('Parquet is told by its ending', () => {
  expect(['a.parquet', 'A.PARQUET', 'a.parquet.csv'].map(isParquet)).toEqual([true, true, false])
})
