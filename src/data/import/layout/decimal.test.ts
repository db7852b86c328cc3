import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readBarFile } from '../read-file.js'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bench-decimal-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function read(lines: readonly string[], decimal?: 'comma' | 'point') {
  const file = join(folder, 'x.csv')
  await writeFile(file, `${lines.join('\n')}\n`)
  return readBarFile(file, { assetClass: 'crypto', timeframe: '1d', decimal })
}

const header = 'Date;Open;High;Low;Close;Volume'
const open = [
  [header, '13.01.2020;1.010;1.030;1.005;1.020;100', '14.01.2020;1.010;1.030;1.005;1.020;100'],
  [header, '2020-01-13;1.010;1.030;999;1.020;100', '2020-01-14;1.010;1.030;999;1.020;100'],
  [header, '2020-01-13;1.010;1.030;1.005;1.020;1.000.000', '2020-01-14;1.010;1.030;1.005;1.020;1.000.000'],
]

test.each(open)('a point before three digits may part thousands where semicolons or dotted dates are: %s / %s', async (...lines) => {
  await expect(read(lines)).rejects.toMatchObject({ code: 'USAGE', hint: expect.stringContaining('--decimal') })
  expect((await read(lines, 'comma')).series[0]?.columns.open[0]).toBe(1010)
})

test('other numbers of decimals, and commas between cells, say that it is a decimal point', async () => {
  const decimals = [header, '2020-01-13;1.010;1.03;1.005;1.020;100', '2020-01-14;1.010;1.030;1.005;1.020;100']
  expect((await read(decimals)).series[0]?.columns.open[0]).toBe(1.01)
  const commas = open[0]!.map((line) => line.replaceAll(';', ',').replaceAll(/(\d\d)\.01\.2020/g, '2020-01-$1'))
  expect((await read(commas)).series[0]?.columns.open[0]).toBe(1.01)
  expect((await read(open[0]!, 'point')).series[0]?.columns.open[0]).toBe(1.01)
})
