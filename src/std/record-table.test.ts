import { expect, test } from 'vitest'
import { RecordTable } from './record-table.js'

/** Of the numbers from 0 on. */
function tableOf(count: number): RecordTable<number> {
  const table = new RecordTable<number>({
    width: 2,
    write: (record, rows, at) => {
      rows[at] = record
      rows[at + 1] = -record
    },
    read: (rows, at) => rows[at] as number,
  })
  for (let row = 0; row < count; row++) {
    if (row % 100 === 0) table.append(row)
    else table.appendFinal(row)
    expect(table.length).toBe(row + 1)
  }
  return table
}

test('a record is read by its row, in the first blocks, which double, and in those after them', () => {
  const table = tableOf(5_000)
  expect(table.records()).toEqual(Array.from({ length: 5_000 }, (_, row) => row))
  for (const row of [0, 63, 64, 191, 192, 1_983, 1_984, 4_031, 4_032, 4_999]) expect(table.at(row)).toBe(row)
})

test('rows are found by their numbers, in every block', () => {
  const found = tableOf(5_000).rowsWhere((rows, at) => (rows[at + 1] as number) % 1_000 === 0)
  expect(found).toEqual([0, 1_000, 2_000, 3_000, 4_000])
})
