// Loading from the catalog: 2 M bars in Parquet to checked columns.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openCatalog } from '../dist/data/catalog/catalog.js'
import { writeDataset } from '../dist/data/catalog/write.js'
import { syntheticMinutes } from '../dist/data/synthetic/minutes.js'
import { instrument } from '../dist/model/instrument.js'
import { median } from './median.mjs'

const bars = 2_000_000

export async function parquet() {
  const folder = await mkdtemp(join(tmpdir(), 'bench-parquet-'))
  try {
    const series = [
      { instrument: instrument('X', 'equity', { tick: 'none', calendar: '24/7' }), timeframe: '1m', columns: syntheticMinutes(bars, 1) },
    ]
    await writeDataset(folder, description, series)
    const catalog = openCatalog([folder])
    const times = []
    for (let run = 0; run < 4; run++) {
      const begin = performance.now()
      await catalog.loadDataset(description.name)
      if (run > 0) times.push(performance.now() - begin)
    }
    return { unit: 'M bars/s', median: bars / median(times) / 1000, ratioToHandWritten: null, detail: 'validated and hashed' }
  } finally {
    await rm(folder, { recursive: true })
  }
}

const description = {
  name: 'benchmark',
  label: 'synthetic minutes',
  synthetic: true,
  notes: [],
  timeframe: '1m',
  source: { kind: 'generated', name: 'benchmarks/parquet.mjs', sha256: null, bytes: null },
  options: {},
}
