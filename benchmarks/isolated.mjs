// Isolated hosts: sma-cross 10/30 over one-minute bars with accounting on, each bar a round trip to another thread. One, two and four hosts in a
// worker each, then four in one worker. Starting a host is measured by itself and left out of the rates.

import { syntheticMinutes } from '../dist/data/synthetic/minutes.js'
import { runBacktest } from '../dist/engine/backtest.js'
import { instrument } from '../dist/model/instrument.js'
import { loadStrategy } from '../dist/strategy/loader.js'
import { median, time } from './median.mjs'

const bars = 100_000
const runs = 3

/** The median is of one host; a rate counts bars, of which each asks every host. */
export async function isolated() {
  const loaded = await loadStrategy('sma-cross', { cwd: process.cwd(), isolated: true })
  const columns = syntheticMinutes(bars, 'benchmark')
  const rate = (isolate, hosts) => rateOf(requestOf(loaded, columns, isolate, hosts))
  const one = rate('worker', 1)
  const [two, four, shared, here] = [rate('worker', 2), rate('worker', 4), rate('shared', 4), rate('none', 1)]
  const start = startOf(requestOf(loaded, columns, 'worker', 1))
  return {
    unit: 'k bars/s',
    median: one / 1000,
    ratioToHandWritten: null,
    detail: [
      `two hosts ${k(two)}, four ${k(four)}, four in one worker ${k(shared)}`,
      `in the engine’s own thread ${k(here)}`,
      `a start ${start.toFixed(0)} ms`,
    ].join('; '),
  }
}

function rateOf(request) {
  const start = startOf(request)
  const times = Array.from({ length: runs }, () => time(() => runBacktest(request)))
  return (bars / (median(times) - start)) * 1000
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
