import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { compareMetrics } from './metrics.js'

const here = fileURLToPath(new URL('.', import.meta.url))
const shared = process.env.BENCH_SHARED ?? resolve(here, '../../../shared')

describe('metrics against other tools', () => {
  it('every committed reference value is met in the mode that it names', () => {
    const rows = compareMetrics(here)
    expect(rows.filter((row) => row.outcome !== 'equal')).toEqual([])
    expect(rows.reduce((count, row) => count + row.compared, 0)).toBeGreaterThan(200)
  })

  it.skipIf(!existsSync(join(shared, 'golden/metrics')))('every shared reference value that has a counterpart here is met', () => {
    const rows = compareMetrics(join(shared, 'golden'))
    expect(rows.filter((row) => row.outcome === 'mismatch')).toEqual([])
    expect(rows.filter((row) => row.outcome === 'not ours').every((row) => row.item.startsWith('vectorbt'))).toBe(true)
    expect(rows.filter((row) => row.outcome === 'equal').length).toBeGreaterThan(0)
  })
})
