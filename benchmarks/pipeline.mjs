// The pipeline alone: from a signal to the ticket of a bracket at the venue, under the guarded profile with every limit set. At each of 20,000
// one-minute bars a strategy asks for a limit entry with a stop that the price never meets; the venue then ends it, off the clock. Microseconds an order.

import { z } from 'zod'
import { syntheticMinutes } from '../dist/data/synthetic/minutes.js'
import { assemble } from '../dist/engine/assemble.js'
import { backtestConfigSchema } from '../dist/engine/config/config.js'
import { StrategyHosts } from '../dist/engine/seats/strategy-hosts.js'
import { instrument } from '../dist/model/instrument.js'
import { enterLong } from '../dist/model/signal.js'
import { defineStrategy } from '../dist/strategy/define-strategy.js'
import { batchCosts } from './batches.mjs'
import { wideLimits } from './wide-limits.mjs'

const bars = 20_000
const batch = 100
const rounds = 8

export async function pipeline() {
  const columns = syntheticMinutes(bars, 'benchmark')
  const guarded = batchCosts(rounds, () => batches(wideLimits, columns))
  const research = batchCosts(rounds, () => batches({}, columns))
  return {
    unit: 'µs/order',
    median: guarded.middle,
    ratioToHandWritten: null,
    detail: `research profile ${research.middle.toFixed(1)} µs; guarded, 99 of 100 batches below ${guarded.slowest.toFixed(1)} µs`,
  }
}

function batches(given, columns) {
  const place = placing(given, columns)
  const costs = []
  for (let from = 0; from < bars; from += batch) {
    let spent = 0
    for (let bar = from; bar < from + batch; bar++) spent += place(bar)
    costs.push((spent * 1e3) / batch)
  }
  return costs
}

/** Places an order at the close of a bar, answers the milliseconds of that, and ends it. */
function placing(given, columns) {
  const strategy = defineStrategy({ name: 's', params: z.object({}) })
  const series = [{ instrument: instrument('X', 'equity', { tick: 'none', calendar: '24/7' }), timeframe: '1m', columns }]
  const config = backtestConfigSchema.parse({ cash: 1_000_000, sizing: { lots: 10 }, ...given })
  const { clock, portfolio, feed, engine, pipeline, orders, strategies } = assemble(
    { strategies: [{ strategy }], series },
    config,
    true,
    new StrategyHosts(config, 1),
  )
  const [{ seats, slotSeats }] = strategies
  const [seat] = slotSeats
  return (bar) => {
    const now = columns.closeTime[bar]
    const close = columns.close[bar]
    clock.advance(now)
    portfolio.markBar(0, columns, bar)
    feed.series[0].cursor.index = bar
    const signal = enterLong({ order: { type: 'limit', limit: close * 0.98 }, protect: { stop: close * 0.9 } })
    const begin = performance.now()
    pipeline.decide(seats, signal, seat, now)
    const spent = performance.now() - begin
    engine.settle(now)
    if (orders.count !== 2 * (bar + 1)) throw new Error(`${JSON.stringify(pipeline.denials[0])} in the benchmark of what passes`)
    pipeline.cancelOwn(seat.desk.orders[0], now, 'the benchmark goes on')
    engine.settle(now)
    return spent
  }
}
