import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { flatBars, free, handSeries } from '../../../tests/fixtures/series.js'
import { scripted } from '../../../tests/fixtures/strategies.js'
import { runBacktest } from '../../engine/backtest.js'
import { computeMetrics } from '../../metrics/compute.js'
import { metricsInputOf } from '../../metrics/run-input.js'
import { enterLong, exit } from '../../model/signal.js'
import { writeRun } from '../run-directory.js'
import { readRun } from './read-run.js'

test('a run with virtual accounts reads back with them, and its hashes are over them', async () => {
  const series = ['A', 'B'].map((id) => handSeries(id, flatBars(100, 100, 100, 101, 102, 102)))
  const entry = enterLong({ protect: { stop: 90 } })
  const result = runBacktest({
    strategies: [{ strategy: scripted({ 0: entry, 3: exit() }) }],
    series,
    config: { ...free, accounts: [{ name: 'one', allocation: '25%' }], governor: { dailyTrades: 5 }, filters: { slippageBps: 20 } },
  })
  const directory = await mkdtemp(join(tmpdir(), 'accounts-'))
  try {
    const metrics = computeMetrics(metricsInputOf(result))
    const files = await writeRun({
      result,
      series: [],
      benchmark: null,
      metrics,
      directory,
      assets: { charts: '{}', script: '', style: '' },
    })
    const stored = await readRun(files.directory)
    expect(stored.result.fills.map(({ account }) => account)).toEqual(['one', 'one'])
    expect(result.counts.denials).toBe(2)
    for (const part of ['orders', 'fills', 'denials', 'decisions', 'account'] as const)
      expect(stored.result[part], part).toEqual(result[part])
    expect(stored.altered).toEqual([])
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
})
