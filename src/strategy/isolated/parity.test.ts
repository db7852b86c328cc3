import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { listingsOf } from '../../../tests/fixtures/listings.js'
import { day, flatBars, free, handSeries, steps } from '../../../tests/fixtures/series.js'
import { written } from '../../../tests/fixtures/written-strategies.js'
import { dice } from '../../../tests/parity/dice.js'
import { syntheticDaily } from '../../data/synthetic/daily-stocks.js'
import { syntheticMinutes } from '../../data/synthetic/minutes.js'
import { runBacktest } from '../../engine/backtest.js'
import type { BacktestRequest, BacktestStrategy } from '../../engine/backtest-request.js'
import type { BacktestConfigInput } from '../../engine/config/config.js'
import type { BarSeries } from '../../model/bar.js'
import { instrument } from '../../model/instrument.js'
import { prediction } from '../../model/prediction.js'
import type { RunResult } from '../../model/run.js'
import type { Strategy } from '../define-strategy.js'
import { loadStrategy } from '../loader.js'

const stocks = syntheticDaily({ instruments: 4, from: '2019-01-02', to: '2020-12-31', seed: 5 })
const markets: Readonly<Record<string, readonly BarSeries[]>> = {
  stocks: [...stocks, ...stocks.slice(0, 2).flatMap(listingsOf)],
  minutes: [{ instrument: instrument('COIN', 'crypto', { lot: 0.01 }), timeframe: '1m', columns: syntheticMinutes(3_000, 5) }],
}
const names = readdirSync(new URL('../../../strategies/', import.meta.url)).filter((name) => /^[^.]+\.ts$/.test(name))

/** What a run is, but for the config that it ran under. */
function shown(result: RunResult): unknown {
  const { hashes, decisions, fills, equity, counts, strategies } = result
  const { config: _, ...ofRun } = hashes
  return {
    hashes: ofRun,
    decisions,
    fills,
    equity: [...equity.equity],
    counts,
    warmUp: strategies.map(({ warmUp }) => warmUp),
    params: strategies.map(({ params }) => params),
  }
}

/** The run in the engine's own thread, and in another. */
function both(
  strategies: readonly BacktestStrategy[],
  series: readonly BarSeries[],
  config: BacktestConfigInput = {},
  isolate: 'worker' | 'shared' = 'worker',
) {
  const request: BacktestRequest = { strategies, series, config: { slippage: { bps: 1 }, eventLimitMs: 20_000, ...config } }
  const isolated = runBacktest({ ...request, config: { ...request.config, isolate } })
  expect(isolated.risk?.breaches ?? []).toEqual([])
  return { here: runBacktest(request), isolated }
}

describe('a strategy of strategies/', () => {
  test.each(names)('%s decides and trades the same when it is isolated', async (name) => {
    const path = fileURLToPath(new URL(`../../../strategies/${name}`, import.meta.url))
    const loaded = await loadStrategy(path, { cwd: '.', isolated: true })
    const { default: plain } = (await import(/* @vite-ignore */ path)) as { readonly default: Strategy }
    let signals = 0
    for (const series of Object.values(markets)) {
      if (series.length < (plain.leastInstruments ?? 1)) continue
      const { isolated } = both([loaded], series)
      // The very object of the file, not the one that was evaluated in a guarded context.
      const here = runBacktest({
        strategies: [{ strategy: plain, sourceHash: loaded.sourceHash }],
        series,
        config: { slippage: { bps: 1 } },
      })
      expect(shown(isolated)).toEqual(shown(here))
      signals += here.counts.signals
    }
    if (name !== 'prediction-rules.ts') expect(signals).toBeGreaterThan(0)
  })
})

describe('an isolated strategy', () => {
  test('draws the numbers that it would have drawn', async () => {
    const path = fileURLToPath(new URL('../../../tests/fixtures/dice-file.ts', import.meta.url))
    const loaded = await loadStrategy(path, { cwd: '.', isolated: true })
    const { isolated } = both([loaded], markets.minutes as BarSeries[], { seed: 7 })
    const here = runBacktest({
      strategies: [{ strategy: dice as unknown as Strategy }],
      series: markets.minutes as BarSeries[],
      config: { seed: 7, slippage: { bps: 1 } },
    })
    expect(shown(isolated)).toEqual(shown(here))
    expect(here.counts.fills).toBeGreaterThan(100)
  })

  test('is as strict as a module: `this` of a plain call is nothing', async () => {
    const strict = await written(
      'strict',
      `onBar({ position }) {
        function isStrict() { return this === undefined }
        if (position.isFlat) return isStrict() ? enterLong({ size: { lots: 1 } }) : exit('as if it were a script')
      }`,
    )
    const { here, isolated } = both([strict], [handSeries('A', flatBars(100, 100, 100))], free)
    expect(shown(isolated)).toEqual(shown(here))
    expect(isolated.fills[0]?.side).toBe('buy')
  })

  test('has memory, timers, working orders, positions, fills, batches and its account as it would have them', async () => {
    const everything = await written(
      'everything',
      `indicators: () => ({ mean: sma('close', 5), bands: bollinger(10, 2), range: atr(7) }),
      memory: (p) => ({ log: [], filled: 0, p }),
      onStart({ schedule, time, memory }) { memory.log.push('start ' + time) },
      onBar({ bar, position, working, account, memory, random, schedule, time, instrument, isFresh, isWarm }, { mean, bands, range }) {
        memory.log.push([bar.index, bar.volume, position.quantity, position.averagePrice, position.barsHeld, position.openedAt, position.openedBar,
          working.length, account.equity, account.cash, mean.now, mean.previous, mean.ago(3), bands.upper.now, range.now, isFresh, isWarm].join())
        if (bar.index % 7 === 0) schedule(time + 90_000 + Math.floor(random.normal() * 1000), 'soon')
        const one = { instrument: instrument.id, tag: 'a', reason: memory.log.at(-1) }
        if (position.isFlat && working.length === 0) return enterLong({ ...one, size: { lots: 3 }, order: limit(bar.close * 0.999), protect: { stop: { fraction: 0.01 } }, timeInForce: 'GTC' })
        if (position.isFlat) return [amend({ ...one, limit: bar.close * 0.9995 })]
        if (position.barsHeld > 4) return exit({ ...one, fraction: 0.5 })
      },
      onBars({ instruments, memory }) { memory.log.push(instruments.map(({ bar, working }) => bar.index + ':' + JSON.stringify(working)).join()) },
      onFill(context, fill, p) {
        context.memory.filled += fill.price * p.size
        return fill.side === 'sell' ? cancel({ tag: 'a' }) : exit({ order: stop(fill.price * 0.98), tag: 'late', reason: JSON.stringify(fill) + context.memory.filled })
      },
      onTimer({ memory, time }, name) { memory.log.push(name + time); return memory.log.length % 2 ? target('COIN', 0.2, memory.log.join('|').slice(-300)) : undefined },
      onEnd({ memory }) { memory.log.push('end') },`,
    )
    const { here, isolated } = both([{ ...everything, params: { size: 3 } }], [...(markets.minutes as BarSeries[])])
    expect(shown(isolated)).toEqual(shown(here))
    expect(here.counts.fills).toBeGreaterThan(50)
  })

  test('hears predictions and breaches as it would have heard them', async () => {
    const hearing = await written(
      'hearing',
      `memory: () => ({ log: [] }),
      onBar: ({ bar, position }) => position.isFlat && bar.index === 1 ? enterLong({ size: { lots: 800 }, reason: 'begin' }) : undefined,
      onPrediction({ time, bar, memory }, said) {
        memory.log.push(JSON.stringify(said) + time + bar.close)
        return said.direction === 'flat' ? exit(memory.log.at(-1)) : enterLong({ size: { lots: 10 }, tag: 'p' + time, reason: memory.log.at(-1) })
      },
      onRiskBreach({ instruments, time }, breach) {
        return exit({ instrument: 'A', fraction: 0.25, reason: JSON.stringify(breach) + time + instruments.length })
      }`,
    )
    const series = [handSeries('A', steps(100, 101, 102, 95, 90, 91, 92, 80, 81, 82))]
    const predictions = [
      prediction(day(3) + 1, 'A', 0.4, 0.7),
      prediction(day(5), 'A', 0, 1, { metadata: { by: 'me' } }),
      prediction(day(6), 'A', 2, 0.5, { horizonMs: 60_000 }),
    ]
    const request = { strategies: [hearing], series, predictions: { name: 'said.csv', predictions } }
    const config: BacktestConfigInput = { ...free, monitors: { drawdown: 0.05 }, eventLimitMs: 20_000 }
    const [here, isolated] = (['none', 'worker'] as const).map((isolate) =>
      runBacktest({ ...request, config: { ...config, isolate } }),
    ) as [RunResult, RunResult]
    expect(shown(isolated)).toEqual(shown(here))
    expect(isolated.risk).toEqual(expect.objectContaining({ breaches: here.risk?.breaches }))
    expect(here.decisions?.map(({ signal }) => signal.kind)).toEqual(expect.arrayContaining(['enter', 'exit', 'exit']))
    expect(here.risk?.breaches.length).toBeGreaterThan(0)
  })

  test('sees a split as it would have seen it', async () => {
    const prices = [100, 101, 99, 102, 104, 26, 27, 25, 26, 13, 12.5, 13]
    const actions = [
      { kind: 'split', exDate: '2024-01-06', ratio: 4 },
      { kind: 'split', exDate: '2024-01-10', ratio: 2 },
    ] as const
    const splitting = await written(
      'splitting',
      `indicators: () => ({ mean: sma('close', 3) }),
      memory: () => ({ log: [] }),
      onBar({ bar, position, memory }, { mean }) {
        memory.log.push([bar.close, bar.volume, mean.now, mean.previous, mean.ago(2), position.quantity, position.averagePrice].join())
        return bar.index % 4 === 2 ? exit(memory.log.at(-1)) : enterLong({ size: { lots: 1 }, tag: 't' + bar.index, reason: memory.log.at(-1) })
      },
      onSplit({ bar, memory, position, lines }, { ratio }) { memory.log.push([ratio, bar.close, bar.volume, position.quantity, lines.mean.now].join()) },
      onEnd({ memory }) { if (memory.log.length < 3) throw new Error('nothing was seen') },`,
    )
    const series = [{ ...handSeries('X', steps(...prices)), actions }]
    const { here, isolated } = both([splitting], series, free)
    expect(shown(isolated)).toEqual(shown(here))
    expect(here.corporateActions.length).toBe(2)
  })

  test('sees bars that its own fills have moved', async () => {
    const mover = await written(
      'mover',
      `indicators: () => ({ mean: sma('close', 3) }),
      onBar({ bar, position }, { mean }) {
        const reason = [bar.open, bar.high, bar.low, bar.close, mean.now, mean.ago(1)].join()
        return position.isFlat ? enterLong({ size: { lots: 5000 }, reason }) : position.barsHeld > 3 ? exit(reason) : undefined
      }`,
    )
    const series = [handSeries('A', flatBars(...Array.from({ length: 40 }, (_, k) => 100 + Math.sin(k))), { timeframe: '1m' })]
    const { here, isolated } = both([mover], series, { ...free, cash: 1e9, impact: { sigma: 0.02, volume: 1_000_000 } })
    expect(shown(isolated)).toEqual(shown(here))
    expect(here.fills.some(({ price }) => !series[0]?.columns.open.includes(price))).toBe(true)
  })

  test('says a thousand things at once', async () => {
    const chatty = await written(
      'chatty',
      `onBar: ({ bar }) => Array.from({ length: 2000 }, (_, k) => enterLong({ tag: 'tag ' + k, size: { lots: 1 }, order: limit(50), reason: 'one of very many ' + k })).slice(0, bar.index === 1 ? 2000 : 3)`,
    )
    const { here, isolated } = both([chatty], [handSeries('A', flatBars(100, 100, 100))], { ...free, cash: 1e9 })
    expect(shown(isolated)).toEqual(shown(here))
    expect(here.counts.signals).toBe(2006)
  })

  test.each(['worker', 'shared'] as const)('shares the account with others (%s)', async (isolate) => {
    const names = ['first', 'second', 'third']
    const strategies = await Promise.all(
      names.map((name, k) =>
        written(
          name,
          `indicators: () => ({ fast: sma('close', ${3 + k}), slow: sma('close', ${11 + k}) }),
          onBar: ({ position, account, random }, { fast, slow }) =>
            position.isFlat && fast.now > slow.now && random.next() < 0.7 ? enterLong({ reason: 'equity ' + account.equity }) : position.isLong && fast.now < slow.now ? exit() : undefined`,
        ),
      ),
    )
    const { here, isolated } = both(strategies, markets.minutes as BarSeries[], {}, isolate)
    expect(shown(isolated)).toEqual(shown(here))
    expect(new Set(here.fills.map(({ strategy }) => strategy))).toEqual(new Set(names))
  })
})
