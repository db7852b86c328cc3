// What a strategy can come to from what its handlers are given: views and copies, never the columns behind them, which hold the future and are everyone's.

import { expect, test } from 'vitest'
import { z } from 'zod'
import { free, handSeries, START, steps } from '../../../tests/fixtures/series.js'
import { strategyOf } from '../../../tests/fixtures/strategies.js'
import { written } from '../../../tests/fixtures/written-strategies.js'
import { runBacktest } from '../../engine/backtest.js'
import { market } from '../../model/order-price.js'
import { prediction } from '../../model/prediction.js'
import { enterLong, exit } from '../../model/signal.js'
import { DAY_MS } from '../../model/time.js'
import { defineStrategy, type Strategy } from '../define-strategy.js'

const split = { kind: 'split', exDate: '2024-01-05', ratio: 2 } as const
const bars = handSeries('A', steps(100, 104, 98, 90, 46, 47, 48, 49), { instrument: { asset: 'S' } })
const series = [{ ...bars, actions: [split] }, handSeries('B', steps(100, 104, 98, 90, 46, 47, 48, 49))]
const predictions = { name: 'p', predictions: [prediction(START + 2 * DAY_MS, 'B', 1, 0.9, { metadata: { model: 'x' } })] }

/** Looks at everything that can be read from what a handler is given, getters and prototypes with it, and notes each buffer that it comes to. */
const walker = `
const buffers = /(\\w+Array|ArrayBuffer)\\]$/
function walk(value, path, seen, found) {
  if (value === null || (typeof value !== 'object' && typeof value !== 'function') || seen.has(value)) return
  seen.add(value)
  if (buffers.test(Object.prototype.toString.call(value))) return found.push(path)
  for (let owner = value; owner !== null && owner !== Object.prototype && owner !== Function.prototype; owner = Object.getPrototypeOf(owner)) {
    for (const name of [...Object.getOwnPropertyNames(owner), ...Object.getOwnPropertySymbols(owner)]) {
      let inside
      try { inside = value[name] } catch { continue }
      walk(inside, path + '.' + String(name), seen, found)
    }
  }
}
const looked = { found: [], handlers: new Set() }
function look(handler, ...given) {
  looked.handlers.add(handler)
  given.forEach((one, place) => walk(one, handler + '[' + place + ']', new Set(), looked.found))
}
`
const handlers = `
  indicators: () => ({ fast: sma('close', 2) }),
  onStart(...given) { look('onStart', ...given) },
  onBar(...given) {
    look('onBar', ...given)
    const [{ bar, instrument, schedule, time }] = given
    if (instrument.id !== 'A') return
    if (bar.index === 1) schedule(time + 1000, 'later')
    if (bar.index === 1) return enterLong({ size: { lots: 10 }, protect: { stop: 10 } })
    if (bar.index === 7) return enterLong({ reason: JSON.stringify([looked.found, [...looked.handlers].sort()]) })
  },
  onBars(...given) { look('onBars', ...given) },
  onFill(...given) { look('onFill', ...given) },
  onPrediction(...given) { look('onPrediction', ...given) },
  onTimer(...given) { look('onTimer', ...given) },
  onSplit(...given) { look('onSplit', ...given) },
  onRiskBreach(...given) { look('onRiskBreach', ...given) },
`

test.each(['none', 'worker'] as const)('comes to no column, under isolate: %s', async (isolate) => {
  const strategy = await written('walking', handlers, walker)
  const { decisions } = runBacktest({
    strategies: [strategy],
    series,
    predictions,
    config: { ...free, isolate, monitors: { drawdown: 0.0001 } },
  })
  const told = decisions?.map(({ signal }) => signal.reason).find((reason) => reason?.startsWith('[['))
  expect(JSON.parse(told ?? 'null')).toEqual([
    [],
    ['onBar', 'onBars', 'onFill', 'onPrediction', 'onRiskBreach', 'onSplit', 'onStart', 'onTimer'],
  ])
})

/** Buys, sells, and writes over everything it is handed meanwhile. */
function scribbling(writes: boolean) {
  const scribble = (given: object): void => {
    if (!writes) return
    for (const name of Object.keys(given)) (given as Record<string, unknown>)[name] = 7
  }
  return strategyOf('scribbling', {
    onBar({ bar, instrument, working }) {
      for (const order of working) {
        scribble(order.price)
        scribble(order)
      }
      if (instrument.id !== 'B') return undefined
      if (bar.index === 1) return enterLong({ size: { lots: 10 }, protect: { stop: { fraction: 0.5 }, target: 200 } })
      return bar.index === 5 ? exit({ order: market() }) : undefined
    },
    onFill(_, fill) {
      scribble(fill)
      return undefined
    },
    onPrediction(_, one) {
      scribble(one.metadata)
      scribble(one)
      return undefined
    },
    onRiskBreach(_, breach) {
      scribble(breach.context)
      scribble(breach)
      return undefined
    },
  })
}

test('what it writes over is its own copy', () => {
  const run = (writes: boolean) =>
    runBacktest({
      strategies: [{ strategy: scribbling(writes) }],
      series,
      predictions,
      config: { ...free, monitors: { drawdown: 0.0001 } },
    })
  const [written, read] = [run(true), run(false)]
  expect(written.fills).toEqual(read.fills)
  expect(written.orders).toEqual(read.orders)
  expect(written.risk?.breaches).toEqual(read.risk?.breaches)
  expect(written.hashes).toEqual(read.hashes)
  expect(predictions.predictions[0]).toMatchObject({ confidence: 0.9, metadata: { model: 'x' } })
  expect([written.fills.length, written.risk?.breaches.length ?? 0]).toEqual([2, 1])
})

test('what it writes over its parameters is not what its run says it ran with', () => {
  const params = { size: 10, levels: [1, 2], by: { A: 3 } }
  const schema = z.object({ size: z.number(), levels: z.array(z.number()), by: z.record(z.string(), z.number()) })
  const strategy = defineStrategy({
    name: 'params',
    params: schema,
    onStart(_, own) {
      own.size = 7
      own.levels.push(7)
      own.by.A = 7
    },
    onBar: ({ bar }, _, given) => (bar.index === 0 ? enterLong({ size: { lots: given.size } }) : undefined),
  })
  const { strategies, fills } = runBacktest({ strategies: [{ strategy: strategy as unknown as Strategy, params }], series, config: free })
  expect(strategies[0]?.params).toEqual({ size: 10, levels: [1, 2], by: { A: 3 } })
  expect(params).toEqual({ size: 10, levels: [1, 2], by: { A: 3 } })
  expect(fills[0]?.quantity).toBe(7)
})
