import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { shared, whenPresent } from '../fixtures/shared.js'
import { compareMetrics } from './metrics.js'

const here = fileURLToPath(new URL('.', import.meta.url))

describe('metrics against other tools', () => {
  it('every committed reference value is met in the mode that it names', () => {
    const rows = compareMetrics(here)
    expect(rows.filter((row) => row.outcome !== 'equal')).toEqual([])
    expect(rows.reduce((count, row) => count + row.compared, 0)).toBeGreaterThan(200)
  })

  whenPresent(join(shared, 'golden/metrics'))('every shared reference value that has a counterpart here is met', () => {
    const rows = compareMetrics(join(shared, 'golden'))
    expect(rows.filter((row) => row.outcome === 'mismatch')).toEqual([])
    expect(rows.filter((row) => row.outcome === 'not ours').every((row) => row.item.startsWith('vectorbt'))).toBe(true)
    expect(rows.filter((row) => row.outcome === 'equal').length).toBeGreaterThan(0)
  })
})
