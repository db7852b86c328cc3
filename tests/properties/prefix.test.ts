// The prefix property: a run over data that stops early decides and fills what the whole run did up to there. Whatever breaks it looks ahead.

import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { adjustSeries } from '../../src/data/adjust.js'
import { sliceColumns } from '../../src/data/columns.js'
import { syntheticDaily } from '../../src/data/synthetic/daily-stocks.js'
import { syntheticMinutes } from '../../src/data/synthetic/minutes.js'
import { type Backtest, traceBacktest } from '../../src/engine/backtest.js'
import type { BacktestConfigInput } from '../../src/engine/config/config.js'
import type { BarSeries } from '../../src/model/bar.js'
import type { CorporateAction } from '../../src/model/corporate-action.js'
import { instrument } from '../../src/model/instrument.js'
import { limit } from '../../src/model/order-price.js'
import { enterLong, enterShort, exit } from '../../src/model/signal.js'
import type { EpochMs } from '../../src/model/time.js'
import { randomStream } from '../../src/std/random.js'
import { defineStrategy, type Strategy } from '../../src/strategy/define-strategy.js'
import { bundledStrategies } from '../fixtures/bundled-strategies.js'
import { listingsOf } from '../fixtures/listings.js'
import { predictionsOf } from '../fixtures/predictions.js'

const CUTS = 200

const crypto = instrument('COIN', 'crypto', { lot: 0.01 })
const minutes = syntheticMinutes(1_500, 7)
const daily = { from: '2015-01-02', to: '2016-12-30', seed: 20 } as const

const datasets: Readonly<Record<string, readonly BarSeries[]>> = {
  'one instrument, daily': syntheticDaily({ instruments: 1, ...daily }),
  'one instrument, daily, over splits': overSplits(syntheticDaily({ instruments: 1, ...daily })),
  'one instrument, minutes': [{ instrument: crypto, timeframe: '1m', columns: minutes }],
  'twenty instruments, daily': syntheticDaily({ instruments: 20, ...daily }),
  'four stocks on two venues': syntheticDaily({ instruments: 4, ...daily }).flatMap(listingsOf),
  'minutes and quarter hours': [
    { instrument: crypto, timeframe: '1m', columns: minutes },
    { instrument: crypto, timeframe: '15m', columns: quarterHours(minutes) },
  ],
}

const policies: readonly BacktestConfigInput[] = [
  {},
  { intrabar: 'ohlc', limit: 'touch' },
  { intrabar: 'adaptive', childActivation: 'next-bar', protectFrom: 'fill' },
  { intrabar: 'optimistic', timing: 'same-close' },
  { intrabar: 'stop-first', timing: 'next-close' },
  { intrabar: 'olhc', timing: 'next-session', session: 'as-recorded' },
  { endOfData: 'close', firstDecision: 'one-bar-later', rotation: 'after-fill' },
  { participation: 0.00001, sizing: { weight: 0.3 }, slippage: { volumeShare: 10 } },
]

const bundled = await bundledStrategies()
const wholes = new Map<string, Backtest>()

describe.each([...bundled])('%s', (name, strategy) => {
  test(`decides the same whatever comes after, over ${CUTS} cuts`, { timeout: 120_000 }, () => {
    let compared = 0
    for (const { cut, whole, end } of cutsOf(name, strategy)) {
      expectPrefix(cut, whole, end)
      compared += cut.log.decisions.length
    }
    expect(compared).toBeGreaterThan(CUTS)
  })
})

describe('the property', () => {
  /** Trades on chance, both ways and with every kind of order. */
  const restless = defineStrategy({
    name: 'restless',
    params: z.object({}),
    onBar({ bar, position, random }) {
      const draw = random.next()
      if (draw < 0.9) return undefined
      if (!position.isFlat && draw < 0.95) return exit()
      const protect = { stop: { fraction: 0.002 }, target: { fraction: 0.003 } }
      return draw < 0.97 ? enterLong({ protect, order: limit(bar.close * 0.9995) }) : enterShort({ size: { weight: 0.2 } })
    },
    onFill: ({ bar }, fill) =>
      fill.role === 'entry' && bar.index % 3 === 0 ? exit({ order: limit(fill.price * 1.001), tag: 'quick' }) : undefined,
  }) as unknown as Strategy

  test('holds for a strategy that trades at random', { timeout: 120_000 }, () => {
    for (const { cut, whole, end } of cutsOf('restless', restless)) expectPrefix(cut, whole, end)
    expect(
      Math.min(...[...wholes].filter(([key]) => key.startsWith('restless ')).map(([, { result }]) => result.counts.fills)),
    ).toBeGreaterThan(0)
  })

  test('fails for a strategy that knows how the data ends', () => {
    const series = datasets['one instrument, daily'] as readonly BarSeries[]
    const peeking = (seen: readonly BarSeries[]): Strategy => {
      const last = seen[0]?.columns.close.at(-1) ?? 0
      const onBar: Strategy['onBar'] = ({ bar, position }) => (position.isFlat && bar.close < last ? enterLong() : undefined)
      return defineStrategy({ name: 'peeking', params: z.object({}), onBar }) as unknown as Strategy
    }
    const run = (bars: readonly BarSeries[]) => traceBacktest({ strategies: [{ strategy: peeking(bars) }], series: bars })
    const whole = run(series)
    const ends = [50, 100, 150, 200].map((bar) => (series[0] as BarSeries).columns.closeTime[bar] as number)
    const verdicts = ends.map((end) => isPrefix(run(cutAt(series, end)), whole, end))
    expect(verdicts).toContain(false)
  })
})

interface Cut {
  readonly cut: Backtest
  readonly whole: Backtest
  /** The last close that the cut data has. */
  readonly end: EpochMs
}

/** Runs over data cut at seeded random places; each cut has its own dataset and policy. */
function* cutsOf(name: string, strategy: Strategy): Iterable<Cut> {
  const random = randomStream(1, `prefix/${name}`)
  const names = Object.keys(datasets).filter((dataset) => idsOf(dataset).size >= (strategy.leastInstruments ?? 1))
  for (let index = 0; index < CUTS; index++) {
    const dataset = names[index % names.length] as string
    const series = datasets[dataset] as readonly BarSeries[]
    const config = policies[random.integer(policies.length)] as BacktestConfigInput
    const key = `${name} ${dataset} ${JSON.stringify(config)}`
    const predictions = name === 'prediction-rules' ? predictionsOf(series) : undefined
    const whole = wholes.get(key) ?? traceBacktest({ strategies: [{ strategy }], series, predictions, config })
    wholes.set(key, whole)
    const { closeTime, length } = (series[0] as BarSeries).columns
    const end = closeTime[Math.floor(length * (0.3 + 0.7 * random.next()))] as number
    yield { cut: traceBacktest({ strategies: [{ strategy }], series: cutAt(series, end), predictions, config }), whole, end }
  }
}

function idsOf(dataset: string): ReadonlySet<string> {
  return new Set(datasets[dataset]?.map(({ instrument }) => instrument.id))
}

/** The bars that have ended by then: what was knowable. */
function cutAt(series: readonly BarSeries[], end: EpochMs): BarSeries[] {
  return series.map((one) => ({
    ...one,
    columns: sliceColumns(one.columns, 0, one.columns.closeTime.filter((time) => time <= end).length),
  }))
}

function expectPrefix(cut: Backtest, whole: Backtest, end: EpochMs): void {
  if (isPrefix(cut, whole, end)) return
  const [ours, theirs] = [comparable(cut), comparable(whole)]
  expect(ours.decisions).toEqual(theirs.decisions.slice(0, ours.decisions.length))
  expect(ours.fills).toEqual(theirs.fills.slice(0, ours.fills.length))
  expect.fail(`the whole run decided or filled more up to ${new Date(end).toISOString()}`)
}

/** Equal as far as the cut goes, and nothing missing: what the whole run has more is later, or at the open that the cut no longer has. */
function isPrefix(cut: Backtest, whole: Backtest, end: EpochMs): boolean {
  const [ours, theirs] = [comparable(cut), comparable(whole)]
  const later = theirs.fills.slice(ours.fills.length)
  const opensAtEnd = later.some(({ time }) => time === end)
  return (
    ours.decisions.every(({ text }, index) => text === theirs.decisions[index]?.text) &&
    ours.fills.every(({ text }, index) => text === theirs.fills[index]?.text) &&
    later.every(({ time, isOpen }) => time > end || (time === end && isOpen)) &&
    theirs.decisions.slice(ours.decisions.length).every(({ time }) => time > end || (time === end && opensAtEnd))
  )
}

interface Comparable {
  readonly decisions: readonly { readonly time: EpochMs; readonly text: string }[]
  readonly fills: readonly { readonly time: EpochMs; readonly isOpen: boolean; readonly text: string }[]
}

const comparables = new WeakMap<Backtest, Comparable>()

/** Decisions and fills as text, without the fills that only the end of the data made. */
function comparable(run: Backtest): Comparable {
  const known = comparables.get(run)
  if (known !== undefined) return known
  const fills = run.result.fills.filter(({ role }) => role !== 'end-of-data')
  const made = {
    decisions: run.log.decisions.map((decision) => ({ time: decision.time, text: JSON.stringify(decision) })),
    fills: fills.map((fill) => ({ time: fill.time, isOpen: fill.priceSource === 'open', text: JSON.stringify(fill) })),
  }
  comparables.set(run, made)
  return made
}

/** The same bars as they would have been traded before splits of 3:1 and 1:10, and dividends. */
function overSplits([one]: readonly BarSeries[]): BarSeries[] {
  const actions: readonly CorporateAction[] = [
    { kind: 'split', exDate: '2015-08-10', ratio: 3 },
    { kind: 'dividend', exDate: '2015-11-09', amount: 0.5, factor: 0.99 },
    { kind: 'split', exDate: '2016-03-14', ratio: 0.1 },
    { kind: 'dividend', exDate: '2016-08-08', amount: null, factor: 0.99 },
  ]
  return [{ ...adjustSeries(one as BarSeries, { adjusted: 'splits', actions }, 'none'), actions }]
}

/** Fifteen minutes of bars each, without the last part. */
function quarterHours(columns: BarSeries['columns']): BarSeries['columns'] {
  const length = Math.floor(columns.length / 15)
  const each = (value: (from: number, to: number) => number) =>
    Float64Array.from({ length }, (_, index) => value(index * 15, index * 15 + 15))
  return {
    length,
    openTime: each((from) => columns.openTime[from] as number),
    closeTime: each((_, to) => columns.closeTime[to - 1] as number),
    open: each((from) => columns.open[from] as number),
    high: each((from, to) => Math.max(...columns.high.subarray(from, to))),
    low: each((from, to) => Math.min(...columns.low.subarray(from, to))),
    close: each((_, to) => columns.close[to - 1] as number),
    volume: each((from, to) => columns.volume.subarray(from, to).reduce((sum, volume) => sum + volume, 0)),
  }
}
