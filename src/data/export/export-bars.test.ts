// Exported files: they read back to the same bars, and appear whole or not at all.

import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fromArrow } from 'arquero'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { BarSeries } from '../../model/bar.js'
import { instrument } from '../../model/instrument.js'
import { type BarRow, columnsFromRows } from '../columns.js'
import { readBarFile } from '../import/read-file.js'
import { loadBars } from '../load-bars.js'
import { loadedBars } from '../loaded-bars.js'
import { exportBars } from './export-bars.js'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'export-test-'))
})

afterEach(() => rm(folder, { recursive: true, force: true }))

const MINUTE = 60_000

/** Minute bars of a market that never closes, which have no tick. */
function minutes(id: string, closes: readonly number[]): BarSeries {
  const start = Date.UTC(2024, 0, 1)
  const rows = closes.map((close, index): BarRow => {
    const openTime = start + index * MINUTE
    return [openTime, openTime + MINUTE, close, close, close, close, index / 3]
  })
  return { instrument: instrument(id, 'crypto'), timeframe: '1m', columns: columnsFromRows(rows) }
}

function hashOf(series: readonly BarSeries[]): string {
  const description = { name: 'x', label: 'x', synthetic: true, notes: [], timeframe: '1m' as const, source: { name: 'x' }, options: {} }
  return loadedBars(series, description).dataHash
}

const importing = { timeframe: '1m', assetClass: 'crypto' } as const

describe.each(['csv', 'parquet'])('an exported .%s file', (ending) => {
  test('of one instrument reads back to the same hash', async () => {
    const series = [minutes('BTC', [0.1 + 0.2, 1e-7, 123456789.123456, 5e9])]
    const { file, rows } = await exportBars(series, join(folder, `one.${ending}`))
    expect(rows).toBe(4)
    expect((await loadBars(file, { ...importing, symbol: 'BTC' })).dataHash).toBe(hashOf(series))
  })

  test('of several instruments reads back to the same hash', async () => {
    const series = [minutes('ETH', [1, 2, 3]), minutes('BTC', [4, 5]), minutes('ODD, "NAME"', [6])]
    const { file } = await exportBars(series, join(folder, `many.${ending}`))
    const read = await readBarFile(file, importing)
    expect(read.series.map(({ instrument: { id }, columns }) => [id, columns.length])).toEqual([
      ['ETH', 3],
      ['BTC', 2],
      ['ODD, "NAME"', 1],
    ])
    expect((await loadBars(file, importing)).dataHash).toBe(hashOf(series))
  })

  test('of a bundled dataset reads back to its hash', async () => {
    const bars = await loadBars('synthetic-20-1d', { adjust: 'as-stored' })
    const { file } = await exportBars(bars.series, join(folder, `all.${ending}`))
    expect((await loadBars(file, { timeframe: '1d' })).dataHash).toBe(bars.dataHash)
  })
})

test('any sound price survives a CSV', async () => {
  const price = fc.double({ min: 1e-300, max: 9e9, noNaN: true })
  await fc.assert(
    fc.asyncProperty(fc.array(price, { minLength: 2, maxLength: 40 }), async (closes) => {
      const series = [minutes('X', closes)]
      const { file } = await exportBars(series, join(folder, 'any.csv'), { replace: true })
      expect((await loadBars(file, { ...importing, symbol: 'X' })).dataHash).toBe(hashOf(series))
    }),
    { numRuns: 50 },
  )
})

test('an Arrow file holds the times in UTC and the numbers exactly', async () => {
  const { file } = await exportBars([minutes('BTC', [0.1 + 0.2]), minutes('ETH', [2])], join(folder, 'bars.arrow'))
  const rows = fromArrow(new Uint8Array(await readFile(file)))
    .objects()
    .map((row) => ({ ...row }))
  expect(rows).toMatchObject([
    { symbol: 'BTC', open_time: new Date('2024-01-01T00:00:00Z'), close_time: new Date('2024-01-01T00:01:00Z'), close: 0.1 + 0.2 },
    { symbol: 'ETH', close: 2 },
  ])
})

describe('exporting', () => {
  test('refuses a file that is there, and replaces it when told to', async () => {
    const file = join(folder, 'a.csv')
    await writeFile(file, 'mine')
    await expect(exportBars([minutes('X', [1])], file)).rejects.toMatchObject({ code: 'FILE_EXISTS' })
    expect(await readFile(file, 'utf8')).toBe('mine')
    await exportBars([minutes('X', [1])], file, { replace: true })
    expect(await readFile(file, 'utf8')).toContain('open_time')
  })

  test('names the endings that it knows', async () => {
    await expect(exportBars([minutes('X', [1])], join(folder, 'a.xlsx'))).rejects.toMatchObject({
      code: 'USAGE',
      hint: expect.stringContaining('.parquet'),
    })
  })

  test('that fails leaves nothing behind', async () => {
    const broken = { ...minutes('X', [1]), columns: { ...minutes('X', [1]).columns, openTime: Float64Array.of(Number.NaN) } }
    await expect(exportBars([broken], join(folder, 'a.csv'))).rejects.toThrow()
    expect(await readdir(folder)).toEqual([])
  })
})
