import { describe, expect, test } from 'vitest'
import type { BarColumns } from '../../model/bar.js'
import { bundledCatalogFolder, openCatalog } from '../catalog/catalog.js'
import { hashColumns, hashSeries, identify } from '../content-hash.js'
import { findFault } from '../validate-columns.js'
import { type SyntheticMarket, syntheticDaily } from './daily-stocks.js'
import { syntheticMinutes } from './minutes.js'

const rules = { mayBeNegative: false }
const small: SyntheticMarket = { instruments: 3, from: '2005-01-03', to: '2008-12-31', seed: 7 }

describe('synthetic minutes', () => {
  test('are sound bars in cents, without a gap, that stay near 100', () => {
    const minutes = syntheticMinutes(200_000, 1)
    expect(findFault(minutes, rules)).toBeNull()
    expect(minutes.openTime.every((time, row) => row === 0 || time === minutes.closeTime[row - 1])).toBe(true)
    expect(minutes.close.every((price) => price > 50 && price < 200 && Math.round(price * 100) / 100 === price)).toBe(true)
  })

  test('are the same for a seed, and others for another', () => {
    expect(hashColumns(syntheticMinutes(1000, 1))).toBe(hashColumns(syntheticMinutes(1000, 1)))
    expect(hashColumns(syntheticMinutes(1000, 2))).not.toBe(hashColumns(syntheticMinutes(1000, 1)))
  })

  test('a longer series begins with the shorter one', () => {
    expect(syntheticMinutes(500, 1).close).toEqual(syntheticMinutes(1000, 1).close.slice(0, 500))
  })
})

describe('the synthetic market', () => {
  test('has sound bars on every session', () => {
    for (const { columns, instrument } of syntheticDaily(small)) {
      expect(findFault(columns, instrument)).toBeNull()
      expect(columns.length).toBe(1007)
    }
  })

  test('one more instrument leaves the others as they were', () => {
    const three = syntheticDaily(small).map(identify)
    expect(
      syntheticDaily({ ...small, instruments: 4 })
        .slice(0, 3)
        .map(identify),
    ).toEqual(three)
  })

  test('its stocks move together, but not as one', () => {
    const [first, second] = syntheticDaily({ ...small, instruments: 2 }).map(({ columns }) => returns(columns)) as [number[], number[]]
    const correlation = covariance(first, second) / Math.sqrt(covariance(first, first) * covariance(second, second))
    expect(correlation).toBeGreaterThan(0.15)
    expect(correlation).toBeLessThan(0.75)
  })
})

describe('the bundled datasets', () => {
  const catalog = openCatalog([bundledCatalogFolder()])

  test('synthetic-20-1d is what its seed makes, to the byte', async () => {
    const { dataset } = await catalog.findDataset('synthetic-20-1d')
    const made = syntheticDaily(dataset.options as unknown as SyntheticMarket)
    expect(hashSeries(made.map(identify))).toBe(dataset.dataHash)
    expect((await catalog.loadDataset('synthetic-20-1d')).dataHash).toBe(dataset.dataHash)
    expect(dataset).toMatchObject({ synthetic: true, label: expect.stringMatching(/synthetic/i) })
  })

  test('spx-1d is the index on every session from 2000 to April 2020, labelled as an index without dividends', async () => {
    const { series, provenance } = await catalog.loadDataset('spx-1d')
    const [spx] = series
    expect(spx?.instrument).toMatchObject({ id: 'SPX', assetClass: 'index', tradable: false, tick: 0.01 })
    expect(spx?.columns.length).toBe(5105)
    expect(new Date(spx?.columns.openTime[0] ?? 0).toISOString()).toBe('2000-01-03T14:30:00.000Z')
    expect(new Date(spx?.columns.closeTime.at(-1) ?? 0).toISOString()).toBe('2020-04-17T20:00:00.000Z')
    expect(spx?.columns.close[0]).toBe(1455.22)
    expect(spx?.columns.close.at(-1)).toBe(2874.56)
    expect(provenance).toMatchObject({ synthetic: false, label: 'S&P 500 index, daily, price only: an index, no dividends' })
    expect(provenance.source.sha256).toMatch(/^[0-9a-f]{64}$/)
  })
})

function returns({ close }: BarColumns): number[] {
  return [...close.slice(1)].map((price, row) => Math.log(price / (close[row] as number)))
}

function covariance(a: readonly number[], b: readonly number[]): number {
  const meanA = a.reduce((sum, value) => sum + value, 0) / a.length
  const meanB = b.reduce((sum, value) => sum + value, 0) / b.length
  return a.reduce((sum, value, index) => sum + (value - meanA) * ((b[index] as number) - meanB), 0) / a.length
}
