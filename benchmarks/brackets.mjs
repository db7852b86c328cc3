// Orders alone: 1 M one-minute bars, and every five bars an entry with a stop and a target a tenth of a percent away, unless one is still open.
// A bracket is three orders, two fills and about nine events of the venue; accounting and hashes are on, decisions are not kept.

import { z } from 'zod'
import { syntheticMinutes } from '../dist/data/synthetic/minutes.js'
import { runBacktest } from '../dist/engine/backtest.js'
import { instrument } from '../dist/model/instrument.js'
import { enterLong } from '../dist/model/signal.js'
import { defineStrategy } from '../dist/strategy/define-strategy.js'
import { median, time } from './median.mjs'

const bars = 1_000_000
const runs = 9

export async function brackets() {
  const request = requestOf(syntheticMinutes(bars, 'benchmark'))
  const { counts } = runBacktest(request)
  if (counts.orders < bars / 5) throw new Error(`${counts.orders} orders are too few for a bracket every five bars`)
  runBacktest(request)
  const ours = median(Array.from({ length: runs }, () => time(() => runBacktest(request))))
  const perBracket = ((ours * 1e3) / counts.roundTrips).toFixed(1)
  return {
    unit: 'M bars/s',
    median: bars / ours / 1000,
    ratioToHandWritten: null,
    detail: `${counts.roundTrips} brackets, ${perBracket} µs each with the bars between`,
  }
}

function requestOf(columns) {
  const strategy = defineStrategy({
    name: 'brackets',
    params: z.object({}),
    onBar({ bar, position }) {
      if (bar.index % 5 !== 0 || !position.isFlat) return undefined
      return enterLong({ protect: { stop: bar.close * 0.999, target: bar.close * 1.001 } })
    },
  })
  return {
    strategies: [{ strategy }],
    series: [{ instrument: instrument('X', 'equity', { tick: 'none', calendar: '24/7' }), timeframe: '1m', columns }],
    provenance: [{ label: 'synthetic minutes', synthetic: true, dataHash: 'benchmark' }],
    config: { cash: 1_000_000, sizing: { lots: 10 }, fees: { perShare: 0.005 }, slippage: 'none', participation: 'none' },
    record: { decisions: false },
  }
}
