// Isolated hosts: sma-cross 10/30 over one-minute bars with accounting on, each bar a round trip to another thread. One host by itself, warm as the
// engine is in the other benchmarks, and its first run in a process, start and all; then two and four hosts in a worker each, and four in one worker, over fewer
// bars, since threads that share cores sleep between any two. Starting a host is measured by itself and left out of the rates.

import { syntheticMinutes } from '../dist/data/synthetic/minutes.js'
import { runBacktest } from '../dist/engine/backtest.js'
import { instrument } from '../dist/model/instrument.js'
import { loadStrategy } from '../dist/strategy/loader.js'
import { median, time } from './median.mjs'

const bars = 400_000
const barsOfMany = 100_000
const runs = 5

/** The median is of one host; a rate counts bars, of which each asks every host. */
export async function isolated() {
  const loaded = await loadStrategy('sma-cross', { cwd: process.cwd(), isolated: true })
  const columns = syntheticMinutes(bars, 'benchmark')
  const request = (isolate, hosts, length = bars) => requestOf(loaded, firstOf(columns, length), isolate, hosts)
  const alone = request('worker', 1)
  const first = time(() => runBacktest(alone))
  runBacktest(alone)
  const one = rateOf(alone)
  const many = (isolate, hosts) => rateOf(request(isolate, hosts, barsOfMany))
  const [two, four, shared, here] = [many('worker', 2), many('worker', 4), many('shared', 4), rateOf(request('none', 1))]
  return {
    unit: 'k bars/s',
    median: one / 1000,
    ratioToHandWritten: null,
    detail: [
      `the first run ${k((bars / first) * 1000)}`,
      `two hosts ${k(two)}, four ${k(four)}, four in one worker ${k(shared)}`,
      `in the engine’s own thread ${k(here)}`,
      `a start ${startOf(alone).toFixed(0)} ms`,
    ].join('; '),
  }
}

function rateOf(request) {
  const start = startOf(request)
  const times = Array.from({ length: runs }, () => time(() => runBacktest(request)))
  return (request.series[0].columns.length / (median(times) - start)) * 1000
}

/** A run of a few bars is little but its start. */
function startOf(request) {
  const few = { ...request, series: request.series.map((one) => ({ ...one, columns: firstOf(one.columns, 100) })) }
  return median(Array.from({ length: runs }, () => time(() => runBacktest(few))))
}

function requestOf({ strategy, isolated }, columns, isolate, hosts) {
  return {
    strategies: Array.from({ length: hosts }, (_, k) => ({ strategy, isolated, name: `sma-cross-${k}`, params: { fast: 10, slow: 30 } })),
    series: [{ instrument: instrument('X', 'equity', { tick: 'none', calendar: '24/7' }), timeframe: '1m', columns }],
    provenance: [{ label: 'synthetic minutes', synthetic: true, dataHash: 'benchmark' }],
    config: { isolate, eventLimitMs: 10_000, cash: 1_000_000, sizing: { lots: 100 }, slippage: 'none', participation: 'none' },
    record: { decisions: false },
  }
}

function firstOf({ length: _, ...columns }, length) {
  return { length, ...Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, column.subarray(0, length)])) }
}

function k(rate) {
  return `${(rate / 1000).toPrecision(3)} k`
}
