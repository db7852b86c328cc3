import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { expandFiles } from './expand-files.js'

const folder = mkdtempSync(join(tmpdir(), 'bench-files-'))
for (const name of ['b.csv', 'a.csv', 'notes.md', 'odd[1].csv', 'deep/c.zip', 'deep/er/d.csv.gz', '.hidden/e.csv']) {
  mkdirSync(join(folder, name, '..'), { recursive: true })
  writeFileSync(join(folder, name), '')
}
afterAll(() => rmSync(folder, { recursive: true }))

const expanded = (...operands: string[]) =>
  expandFiles(operands.map((one) => join(folder, one))).map((file) => file.slice(folder.length + 1))

describe('what a user names', () => {
  test.each([
    [
      ['b.csv', 'a.csv', 'b.csv'],
      ['b.csv', 'a.csv'],
    ],
    [['*.csv'], ['a.csv', 'b.csv', 'odd[1].csv']],
    [['?.csv'], ['a.csv', 'b.csv']],
    [['[bc].csv'], ['b.csv']],
    [['{b,x}.csv'], ['b.csv']],
    [['deep/**'], ['deep/c.zip', 'deep/er/d.csv.gz']],
    [['**/*.csv*'], ['a.csv', 'b.csv', 'deep/er/d.csv.gz', 'odd[1].csv']],
    [['odd[1].csv'], ['odd[1].csv']],
    [[''], ['a.csv', 'b.csv', 'deep/c.zip', 'deep/er/d.csv.gz', 'odd[1].csv']],
  ])('%j is %j', (operands, files) => {
    expect(expanded(...operands)).toEqual(files)
  })

  test.each(['nothing.csv', '*.parquet', 'nowhere/*.csv'])('%s is no file', (operand) => {
    expect(() => expanded(operand)).toThrow(expect.objectContaining({ code: 'NO_SUCH_FILE' }))
  })
})
