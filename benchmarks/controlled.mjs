// The engine with everything on: 2 M one-minute bars through sma-cross 10/30 under the guarded profile, where every control judges each order, every
// entry carries a stop, and every monitor and breaker looks at each bar. None of them fires. The same without them is measured afterwards: runs of
// both in turn would measure what one makes the compiler forget of the other.

import { syntheticMinutes } from '../dist/data/synthetic/minutes.js'
import { runBacktest } from '../dist/engine/backtest.js'
import { instrument } from '../dist/model/instrument.js'
import { loadStrategy } from '../dist/strategy/loader.js'
import { median, time } from './median.mjs'
import { checkNothingFired, wideLimits } from './wide-limits.mjs'

const bars = 2_000_000
const runs = 9

export async function controlled() {
  const columns = syntheticMinutes(bars, 'benchmark')
  const { strategy } = await loadStrategy('sma-cross', { cwd: process.cwd() })
  const plain = requestOf(strategy, columns, {})
  const guarded = requestOf(strategy, columns, wideLimits)
  checkNothingFired(runBacktest(guarded))
  const [on, off] = [guarded, plain].map(warmTime)
  return {
    unit: 'M bars/s',
    median: bars / on / 1000,
    ratioToHandWritten: null,
    detail: `${(on / off).toFixed(2)}× the same run without them`,
  }
}

function warmTime(request) {
  runBacktest(request)
  return median(Array.from({ length: runs }, () => time(() => runBacktest(request))))
}

function requestOf(strategy, columns, given) {
  return {
    strategies: [{ strategy, params: { fast: 10, slow: 30 } }],
    series: [{ instrument: instrument('X', 'equity', { tick: 'none', calendar: '24/7' }), timeframe: '1m', columns }],
    provenance: [{ label: 'synthetic minutes', synthetic: true, dataHash: 'benchmark' }],
    config: {
      ...{ cash: 1_000_000, sizing: { lots: 100 }, fees: { perShare: 0.005 }, slippage: 'none', participation: 'none' },
      ...given,
    },
    record: { decisions: false },
  }
}
