import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { HOUR_MS } from '../model/time.js'
import { importFile } from './import/import-file.js'
import { loadBars } from './load-bars.js'
import { withDetail } from './load-detail.js'

const folder = mkdtempSync(join(tmpdir(), 'load-detail-'))
const catalogFolders = [join(folder, 'catalog')]
const reading = { assetClass: 'crypto', timeZone: 'UTC', stamp: 'start' } as const
afterAll(() => rmSync(folder, { recursive: true }))

/** So many bars of an instrument from 2024-01-01 on, one every few hours. */
function file(name: string, symbol: string, hours: number, bars: number): string {
  const rows = Array.from({ length: bars }, (_, index) => {
    const time = new Date(Date.UTC(2024, 0, 1) + index * hours * HOUR_MS).toISOString().slice(0, 19)
    return [time, symbol, 10, 12, 9, 11, 100].join(',')
  })
  const path = join(folder, name)
  writeFileSync(path, ['Time,Symbol,Open,High,Low,Close,Volume', ...rows, ''].join('\n'))
  return path
}

beforeAll(async () => {
  const [catalog = ''] = catalogFolders
  await importFile(file('a-1h.csv', 'A', 1, 72), catalog, { ...reading, name: 'a-1h' })
  await importFile(file('a-2h.csv', 'A', 2, 36), catalog, { ...reading, name: 'a-2h' })
  await importFile(file('a-4h.csv', 'A', 4, 18), catalog, { ...reading, name: 'a-4h' })
  await importFile(file('b-4h.csv', 'B', 4, 18), catalog, { ...reading, name: 'b-4h' })
})

describe('the detail of bars', () => {
  const options = { ...reading, catalogFolders }

  test('is what their own dataset stores, or what the catalog has at that length before what it can be made of', async () => {
    const made = await loadBars('a-1h', { ...options, timeframe: '1d' })
    const [own] = (await withDetail(made, 'a-1h', '1h', { ...options, timeframe: '1d' })).series
    expect([own?.timeframe, own?.columns.length, own?.detail?.timeframe, own?.detail?.columns.length]).toEqual(['1d', 3, '1h', 72])
    const [stored] = (await withDetail(await loadBars('a-4h', options), 'a-4h', '2h', options)).series
    expect(stored?.detail?.columns.length).toBe(36)
    expect(stored?.detail?.dataHash).toBe((await loadBars('a-2h', options)).series[0]?.dataHash)
    expect(stored?.detail?.dataHash).not.toBe((await loadBars('a-1h', { ...options, timeframe: '2h' })).series[0]?.dataHash)
  })

  test('is what the file holds that they were made of', async () => {
    const path = join(folder, 'a-1h.csv')
    const bars = await loadBars(path, { ...options, timeframe: '12h', catalogFolders: [] })
    const [one] = (await withDetail(bars, path, '3h', { ...options, timeframe: '12h', catalogFolders: [] })).series
    expect([one?.columns.length, one?.detail?.columns.length]).toEqual([6, 24])
  })

  test('is of the same days', async () => {
    const range = { from: Date.UTC(2024, 0, 2), to: Date.UTC(2024, 0, 3) }
    const bars = await loadBars('a-4h', { ...options, ...range })
    const [one] = (await withDetail(bars, 'a-4h', '1h', { ...options, ...range })).series
    expect([one?.columns.length, one?.detail?.columns.length]).toEqual([6, 24])
  })

  test('is there for those that have some, and the others are named', async () => {
    const both = file('both-1d.csv', 'A', 24, 3)
    writeFileSync(both, [...rowsOf(both), ...rowsOf(file('b-1d.csv', 'B', 24, 3)).slice(1), ''].join('\n'))
    const bars = await loadBars(both, options)
    const { series, provenance } = await withDetail(bars, both, '2h', options)
    expect(series.map(({ instrument, detail }) => [instrument.id, detail?.timeframe])).toEqual([
      ['A', '2h'],
      ['B', undefined],
    ])
    expect(provenance.notes).toContain('No bars of 2h or shorter: B; the bars there are walked as they are.')
  })

  test.each([
    ['that nobody has is refused', '1m', 'NO_BARS'],
    ['that is no shorter is refused', '1d', 'USAGE'],
  ] as const)('%s', async (_, timeframe, code) => {
    const bars = await loadBars('a-4h', options)
    await expect(withDetail(bars, 'a-4h', timeframe, options)).rejects.toMatchObject({ code })
  })
})

function rowsOf(path: string): string[] {
  return readFileSync(path, 'utf8').trim().split('\n')
}
