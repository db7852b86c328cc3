// Many instruments in one run: 50 × 100,000 one-minute bars through sma-cross 10/30, all on one account.

import { syntheticMinutes } from '../dist/data/synthetic/minutes.js'
import { runBacktest } from '../dist/engine/backtest.js'
import { instrument } from '../dist/model/instrument.js'
import { loadStrategy } from '../dist/strategy/loader.js'
import { median, time } from './median.mjs'

const count = 50
const bars = 100_000

export async function instruments() {
  const { strategy } = await loadStrategy('sma-cross', { cwd: process.cwd() })
  const series = Array.from({ length: count }, (_, index) => ({
    instrument: instrument(`X${String(index).padStart(2, '0')}`, 'equity', { tick: 'none', calendar: '24/7' }),
    timeframe: '1m',
    columns: syntheticMinutes(bars, `benchmark-${index}`),
  }))
  const request = {
    strategies: [{ strategy }],
    series,
    provenance: series.map(() => ({ label: 'synthetic minutes', synthetic: true, dataHash: 'benchmark' })),
    config: { cash: 10_000_000, sizing: { lots: 100 }, fees: { perShare: 0.005 }, slippage: 'none', participation: 'none' },
  }
  runBacktest(request)
  const ms = median(Array.from({ length: 3 }, () => time(() => runBacktest(request))))
  return { unit: 'M bars/s', median: (count * bars) / ms / 1000, ratioToHandWritten: null, detail: `${count} instruments × ${bars} bars` }
}
