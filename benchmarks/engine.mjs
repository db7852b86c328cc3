// The engine alone: 2 M one-minute bars through sma-cross 10/30 with accounting on, against a hand-written loop doing the same arithmetic:
// two rolling sums, the cross test, a fill at the next open with a per-share fee, equity stored each bar, peak and drawdown.

import { syntheticMinutes } from '../dist/data/synthetic/minutes.js'
import { runBacktest } from '../dist/engine/backtest.js'
import { instrument } from '../dist/model/instrument.js'
import { loadStrategy } from '../dist/strategy/loader.js'
import { median, time } from './median.mjs'

const bars = 2_000_000
const pairs = 9
const lots = 100
const cash = 1_000_000
const feePerShare = 0.005

/** The two are alternated in one process, after a warm-up of each; the ratio is the median of the pairs' ratios. */
export async function engine() {
  const columns = syntheticMinutes(bars, 'benchmark')
  const { strategy } = await loadStrategy('sma-cross', { cwd: process.cwd() })
  const request = requestOf(strategy, columns)
  check(runBacktest(request), handWritten(columns))
  for (let warmUp = 0; warmUp < 2; warmUp++) {
    runBacktest(request)
    handWritten(columns)
  }
  const runs = Array.from({ length: pairs }, () => ({ ours: time(() => runBacktest(request)), theirs: time(() => handWritten(columns)) }))
  const ours = median(runs.map((run) => run.ours))
  return {
    unit: 'M bars/s',
    median: bars / ours / 1000,
    ratioToHandWritten: median(runs.map((run) => run.ours / run.theirs)),
    detail: `hand-written ${(bars / median(runs.map((run) => run.theirs)) / 1000).toFixed(0)} M bars/s`,
  }
}

function requestOf(strategy, columns) {
  return {
    strategies: [{ strategy, params: { fast: 10, slow: 30 } }],
    series: [{ instrument: instrument('X', 'equity', { tick: 'none', calendar: '24/7' }), timeframe: '1m', columns }],
    provenance: [{ label: 'synthetic minutes', synthetic: true, dataHash: 'benchmark' }],
    config: { cash, sizing: { lots }, fees: { perShare: feePerShare }, slippage: 'none', participation: 'none' },
  }
}

function handWritten({ open, close, length }) {
  const equity = new Float64Array(length)
  let [fastSum, slowSum, fastBefore, slowBefore] = [0, 0, Number.NaN, Number.NaN]
  let [money, position, pending, fills, peak, drawdown] = [cash, 0, 0, 0, cash, 0]
  for (let i = 0; i < length; i++) {
    if (pending !== 0) {
      money -= pending * open[i] + Math.abs(pending) * feePerShare
      position += pending
      pending = 0
      fills++
    }
    fastSum += close[i]
    slowSum += close[i]
    if (i >= 10) fastSum -= close[i - 10]
    if (i >= 30) slowSum -= close[i - 30]
    const value = money + position * close[i]
    equity[i] = value
    if (value > peak) peak = value
    else if (1 - value / peak > drawdown) drawdown = 1 - value / peak
    if (i < 29) continue
    const fast = fastSum / 10
    const slow = slowSum / 30
    if (position === 0 && fastBefore <= slowBefore && fast > slow) pending = lots
    else if (position > 0 && fastBefore >= slowBefore && fast < slow) pending = -position
    fastBefore = fast
    slowBefore = slow
  }
  return { fills, equity, drawdown }
}

/** Both did the same work: ties that a running sum breaks by rounding may cost a few fills of tens of thousands. */
function check(run, { fills, equity }) {
  const apart = Math.abs(run.counts.fills - fills)
  if (apart > fills / 20) throw new Error(`the engine filled ${run.counts.fills} orders, the hand-written loop ${fills}`)
  if (run.equity.equity.length !== equity.length) throw new Error('the equity curves differ in length')
}
