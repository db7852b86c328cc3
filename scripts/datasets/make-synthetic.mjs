// Makes datasets/synthetic-20-1d, the bundled synthetic market, from its seed. Build first: npm run build.

import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { bundledCatalogFolder } from '../../dist/data/catalog/catalog.js'
import { writeDataset } from '../../dist/data/catalog/write.js'
import { syntheticDaily } from '../../dist/data/synthetic/daily-stocks.js'

const market = { instruments: 20, from: '2005-01-03', to: '2024-12-31', seed: 20050103 }

const catalog = bundledCatalogFolder()
const name = 'synthetic-20-1d'
rmSync(join(catalog, name), { recursive: true, force: true })
const dataset = await writeDataset(
  catalog,
  {
    name,
    label: 'SYNTHETIC: twenty correlated daily stocks, made by a seed',
    synthetic: true,
    notes: ['synthetic: no company, no price and no volume in it was ever real; a result on it says nothing about a market'],
    timeframe: '1d',
    source: { name: 'generated: one common factor, calm and stressed regimes, XNYS sessions (src/data/synthetic/daily-stocks.ts)' },
    options: market,
  },
  syntheticDaily(market),
)
console.log(`${dataset.name} ${dataset.version}: ${dataset.instruments.length} instruments, ${dataset.instruments[0].rows} bars each`)
