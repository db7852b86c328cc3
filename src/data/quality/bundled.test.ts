// What the checks say of the bundled datasets: nothing is invented in a crash or a synthetic market.

import { expect, test } from 'vitest'
import { bundledCatalogFolder, openCatalog } from '../catalog/catalog.js'
import { checkSeries } from './check-series.js'

const catalog = openCatalog([bundledCatalogFolder()])

test('spx-1d, with the days of 2001, 2008 and 2020 in it, is clean', async () => {
  const { series } = await catalog.loadDataset('spx-1d')
  expect(series.flatMap((one) => checkSeries(one).groups)).toEqual([])
})

test('the twenty stocks of synthetic-20-1d are clean', async () => {
  const { series } = await catalog.loadDataset('synthetic-20-1d')
  expect(series).toHaveLength(20)
  expect(series.flatMap((one) => checkSeries(one).groups)).toEqual([])
})
