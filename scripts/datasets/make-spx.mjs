// Makes datasets/spx-1d from the vega-datasets package, which npm fetches into a temporary folder (42 MB). Build first: npm run build.

import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bundledCatalogFolder } from '../../dist/data/catalog/catalog.js'
import { writeDataset } from '../../dist/data/catalog/write.js'
import { readBarFile } from '../../dist/data/import/read-file.js'

const packageName = 'vega-datasets'
const packageVersion = '3.2.1'
const path = 'data/sp500-2000.csv'
const options = { symbol: 'SPX', assetClass: 'index', timeframe: '1d', calendar: 'XNYS', tick: 0.01 }

const folder = mkdtempSync(join(tmpdir(), 'spx-'))
try {
  const dataset = await makeDataset(fetchCsv(folder))
  console.log(`${dataset.name} ${dataset.version}: ${dataset.instruments[0].rows} bars`)
} finally {
  rmSync(folder, { recursive: true })
}

function fetchCsv(folder) {
  const windows = process.platform === 'win32'
  const archive = execFileSync('npm', ['pack', '--silent', `${packageName}@${packageVersion}`], {
    cwd: folder,
    encoding: 'utf8',
    shell: windows,
  })
  execFileSync('tar', ['-xzf', archive.trim(), `package/${path}`], { cwd: folder })
  return join(folder, 'package', path)
}

async function makeDataset(file) {
  const { series, timeframe, source } = await readBarFile(file, options)
  const [{ instrument, columns }] = series
  const stale = columns.open.filter((open, row) => row > 0 && open === columns.close[row - 1]).length
  for (const name of ['open', 'high', 'low', 'close']) roundToCents(columns[name])
  const catalog = bundledCatalogFolder()
  const name = 'spx-1d'
  rmSync(join(catalog, name), { recursive: true, force: true })
  return writeDataset(
    catalog,
    {
      name,
      label: 'S&P 500 index, daily, price only: an index, no dividends',
      synthetic: false,
      notes: [
        'price only: an index without its dividends (about 2 % a year), and not itself tradable',
        'prices are rounded to 0.01, as they are published; the source holds them in single precision (1438.359985 for 1438.36)',
        `${stale} of ${columns.length} opens, most of them before 2007, equal the close before: a fill at such an open is a fill at that close`,
        'volume is that of the shares in the index, as the source states it',
      ],
      timeframe,
      source: {
        ...source,
        name: `${packageName} ${packageVersion}, ${path}`,
        url: 'https://github.com/vega/vega-datasets',
        license: 'BSD-3-Clause (the package; it states none for the prices)',
      },
      options: { ...options, roundedTo: 0.01 },
    },
    [{ instrument, timeframe, columns }],
  )
}

function roundToCents(prices) {
  for (let row = 0; row < prices.length; row++) prices[row] = Math.round(prices[row] * 100) / 100
}
