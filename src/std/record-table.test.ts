import { expect, test } from 'vitest'
import { RecordTable } from './record-table.js'

test('a record is read by its row, in the first block, in the second and in those after it', () => {
  const table = new RecordTable<number>({
    width: 2,
    write: (record, rows, at) => {
      rows[at] = record
      rows[at + 1] = -record
    },
    read: (rows, at) => rows[at] as number,
  })
  for (let row = 0; row < 5_000; row++) {
    if (row % 100 === 0) table.append(row)
    else table.appendFinal(row)
    expect(table.length).toBe(row + 1)
  }
  expect(table.records()).toEqual(Array.from({ length: 5_000 }, (_, row) => row))
  for (const row of [0, 63, 64, 2111, 2112, 2113, 4_999]) expect(table.at(row)).toBe(row)
})
