import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { free, handSeries, steps } from '../../tests/fixtures/series.js'
import { scripted } from '../../tests/fixtures/strategies.js'
import { syntheticDaily } from '../data/synthetic/daily-stocks.js'
import { runBacktest } from '../engine/backtest.js'
import { computeMetrics } from '../metrics/compute.js'
import { metricsInputOf } from '../metrics/run-input.js'
import { enterLong, exit } from '../model/signal.js'
import { readRun } from '../report/run-store/read-run.js'
import { backtest } from './backtest.js'
import { saveRun } from './save.js'

const trader = scripted({ 1: enterLong(), 4: exit('enough') })
const hand = handSeries('ABC', steps(100, 101, 103, 102, 106, 108))

describe('a backtest from a program', () => {
  test('of objects is the run that runBacktest gives, with its metrics', async () => {
    const run = await backtest({ strategy: trader, data: hand, config: free })
    const plain = runBacktest({ strategies: [{ strategy: trader }], series: [hand], config: free })
    expect(run.hashes).toEqual(plain.hashes)
    expect(run.fills).toEqual(plain.fills)
    expect(run.metrics).toEqual(computeMetrics(metricsInputOf(plain)))
    expect(run.bars).toEqual([expect.objectContaining({ instrument: hand.instrument })])
    expect(run.intervals.sharpe.reason).toBe('n/a: fewer than 60 sessions')
  })

  test('takes plain arrays', async () => {
    const { columns } = hand
    const time = ['2024-01-08', '2024-01-09', '2024-01-10', '2024-01-11', '2024-01-12', '2024-01-16']
    const run = await backtest({
      strategy: trader,
      data: { time, open: columns.open, high: columns.high, low: columns.low, close: columns.close },
      config: free,
    })
    expect(run.counts).toMatchObject({ bars: 6, fills: 2, roundTrips: 1 })
  })

  test('takes several sources at once, and a part of them by date', async () => {
    const market = syntheticDaily({ seed: 3, instruments: 2, from: '2020-01-01', to: '2020-12-31' })
    const run = await backtest({ strategy: trader, data: market, from: '2020-03-02', to: '2020-03-31' })
    expect(run.series.map(({ bars }) => bars)).toEqual([22, 22])
    expect(new Date(run.series[0]?.from as number).toISOString().slice(0, 10)).toBe('2020-03-02')
    expect(new Date(run.series[0]?.to as number).toISOString().slice(0, 10)).toBe('2020-03-31')
    const two = await backtest({ strategy: trader, data: [hand, handSeries('XYZ', steps(1, 2, 3))], config: free })
    expect(two.series.map(({ instrument }) => instrument.id)).toEqual(['ABC', 'XYZ'])
  })

  test('takes several strategies, each with its parameters and share', async () => {
    const run = await backtest({
      strategies: [
        { strategy: trader, name: 'one', allocation: 0.25 },
        { strategy: trader, name: 'other', allocation: 0.5 },
      ],
      data: hand,
      config: free,
    })
    expect(run.strategies.map(({ name }) => name)).toEqual(['one', 'other'])
    const [first, second] = run.fills
    expect((second?.quantity as number) / (first?.quantity as number)).toBeCloseTo(2, 1)
  })

  test('takes a worker beside one strategy, whatever the config has for all', async () => {
    const asked = { strategy: 'sma-cross', params: { fast: 5, slow: 20 } }
    const config = { eventLimitMs: 20_000 }
    const isolated = await backtest({ strategies: [{ ...asked, isolate: 'worker' }], from: '2019-01-01', config })
    const plain = await backtest({ strategies: [asked], from: '2019-01-01' })
    expect(isolated.counts.fills).toBeGreaterThan(0)
    expect(isolated.hashes.decision).toBe(plain.hashes.decision)
  })

  test.each<readonly [object, string, unknown]>([
    [{ limits: { orderValue: 1 } }, "backtest takes no option 'limits'", 'it is part of the config: { config: { limits: … } }'],
    [{ stratgies: [] }, "backtest takes no option 'stratgies'", 'did you mean `strategies`?'],
    [{ xyz: 1 }, "backtest takes no option 'xyz'", expect.stringContaining('it takes strategy, params, strategies')],
    [{ strategies: ['sma-cross'] }, 'strategies[0] is "sma-cross", and no object', 'write { strategy: "sma-cross" }'],
    [{ symbol: 'ABC' }, "backtest takes no option 'symbol'", 'it is part of load: { load: { symbol: … } }'],
    [{ load: { from: 0 } }, "load takes no option 'from'", 'it is an option of backtest itself: { from: … }'],
    [{ load: { cash: 1 } }, "load takes no option 'cash'", 'it is part of the config: { config: { cash: … } }'],
    [{ load: { timezone: 'UTC' } }, "load takes no option 'timezone'", 'did you mean `timeZone`?'],
    [{ load: { banana: 1 } }, "load takes no option 'banana'", expect.stringContaining('it takes instruments, symbol, timeframe')],
  ])('refuses %j rather than leave it out', async (more, message, hint) => {
    await expect(backtest({ strategy: trader, data: hand, ...more })).rejects.toMatchObject({ code: 'USAGE', message, hint })
  })

  test.each([
    [{ allocatoin: 0.8 }, 'did you mean `allocation`?'],
    [{ config: {} }, 'it is an option of backtest itself: { config: … }'],
    [{ limits: {} }, 'it is part of the config: { config: { limits: … } }'],
    [{ xyz: 1 }, expect.stringContaining('it takes strategy, params, name, allocation')],
  ])('refuses %j of one of several strategies', async (more, hint) => {
    const strategies = [{ strategy: trader }, { strategy: trader, name: 'other', ...more }]
    const message = `strategies[1] takes no option '${Object.keys(more)[0]}'`
    await expect(backtest({ strategies, data: hand })).rejects.toMatchObject({ code: 'USAGE', message, hint })
  })

  test('takes a time with its zone, which is the same moment on every machine', async () => {
    const market = syntheticDaily({ seed: 3, instruments: 1, from: '2020-01-01', to: '2020-12-31' })
    const from = async (moment: string | Date) => (await backtest({ strategy: trader, data: market, from: moment })).series[0]?.from
    const [utc, zoned, day] = await Promise.all([from('2020-03-03T00:00Z'), from('2020-03-03T02:00+02:00'), from('2020-03-03')])
    expect([zoned, day]).toEqual([utc, utc])
  })

  test('is held against a strategy on its bars or against another run, in curve and metrics; against nothing unasked', async () => {
    const data = syntheticDaily({ seed: 3, instruments: 1, from: '2020-01-01', to: '2021-12-31' })
    const holder = scripted({ 0: enterLong() }, 'holder')
    const [alone, against, itself] = await Promise.all([
      backtest({ strategy: trader, data }),
      backtest({ strategy: trader, data, benchmark: holder }),
      backtest({ strategy: trader, data, benchmark: await backtest({ strategy: trader, data }) }),
    ])
    expect([alone.benchmark, alone.metrics.beta.value]).toEqual([null, null])
    expect(against.benchmark?.curve.name).toBe('holder')
    expect(against.benchmark?.sessions.sessionEquity.length).toBe(against.sessions.date.length)
    expect(against.metrics.beta.value).not.toBeNull()
    expect(itself.metrics.beta.value).toBeCloseTo(1, 10)
    expect(against.hashes).toEqual(alone.hashes)
  })

  test('knows where its bars can be loaded again, unless a part of them was given as an object', async () => {
    const named = await backtest({ strategy: trader, from: '2020-01-01', load: { instruments: ['SPX'] } })
    expect(named.dataSources).toEqual([{ name: 'spx-1d', options: { instruments: ['SPX'], from: Date.UTC(2020, 0, 1) } }])
    expect((await backtest({ strategy: trader, data: ['spx-1d', hand] })).dataSources).toEqual([])
  })

  test('computes metrics as another library does, and with the risk-free rate of the config', async () => {
    const market = syntheticDaily({ seed: 3, instruments: 1, from: '2020-01-01', to: '2021-12-31' })
    const run = (options: object) => backtest({ strategy: trader, data: market, ...options })
    const [ours, theirs, riskFree] = await Promise.all([run({}), run({ metricsMode: 'quantstats' }), run({ config: { riskFree: 0.05 } })])
    expect(theirs.metrics).not.toEqual(ours.metrics)
    expect(riskFree.metrics.sharpe.value).toBeLessThan(ours.metrics.sharpe.value as number)
  })

  test.each<readonly [string, Parameters<typeof backtest>[0], string]>([
    ['no strategy', { data: hand }, 'USAGE'],
    ['a strategy and strategies', { strategy: trader, strategies: [], data: hand }, 'USAGE'],
    ['a name that nothing has', { strategy: 'no-such', data: hand }, 'UNKNOWN_STRATEGY'],
    ['data that nothing has', { strategy: trader, data: 'no-such' }, 'UNKNOWN_DATASET'],
    ['a day that is none', { strategy: trader, data: hand, from: 'soon' }, 'USAGE'],
    ['a time without its zone', { strategy: trader, data: hand, from: '2020-01-02T21:00' }, 'USAGE'],
    ['a day without its zeros', { strategy: trader, data: hand, from: '2020-1-5' }, 'USAGE'],
    ['a year alone', { strategy: trader, data: hand, to: '2020' }, 'USAGE'],
    ['a day that does not exist', { strategy: trader, data: hand, to: '2021-02-29' }, 'USAGE'],
    ['params beside strategies', { strategies: [{ strategy: trader }], params: { fast: 3 }, data: hand }, 'USAGE'],
    ['a benchmark that nothing is', { strategy: trader, data: hand, benchmark: 'no-such' }, 'UNKNOWN_STRATEGY'],
    ['days without bars', { strategy: trader, data: hand, from: '2030-01-01' }, 'NO_BARS'],
    ['a config with a slip', { strategy: trader, data: hand, config: { cash: -1 } }, 'BAD_CONFIG'],
  ])('refuses %s with a code', async (_, options, code) => {
    await expect(backtest(options)).rejects.toMatchObject({ code })
  })
})

describe('a band', () => {
  /** The second bar reaches stop and target of what was bought at its open. */
  const doubtful = handSeries('ABC', [
    [100, 100, 100, 100],
    [100, 110, 90, 100],
    [100, 100, 100, 100],
  ])
  const bracket = scripted({ 0: enterLong({ size: { lots: 10 }, protect: { stop: 95, target: 105 } }) })

  test('is there for who asks, with the metrics of both ends, and is written and read back with the run', async () => {
    const run = await backtest({ strategy: bracket, data: doubtful, config: free, band: true })
    const [low, high] = [run.band?.pessimistic, run.band?.optimistic]
    expect([low?.metrics.winRate.value, high?.metrics.winRate.value, run.band?.ambiguousShare.value]).toEqual([0, 1, 1])
    expect(low?.metrics).toBe(run.metrics)
    expect((await backtest({ strategy: bracket, data: doubtful, config: free })).band).toBeNull()
    const directory = mkdtempSync(join(tmpdir(), 'bench-band-'))
    try {
      const files = await saveRun(run, { directory })
      expect((await readRun(files.directory)).band).toEqual(JSON.parse(JSON.stringify(run.band)))
    } finally {
      rmSync(directory, { recursive: true })
    }
  })

  test('closes up where the detail tells which came first', async () => {
    const detail = handSeries(
      'ABC',
      [
        [100, 100, 90, 90],
        [90, 110, 90, 100],
      ],
      { timeframe: '12h', start: doubtful.columns.openTime[1] as number },
    )
    const run = await backtest({ strategy: bracket, data: doubtful, detail, config: free, band: true })
    expect([run.band?.pessimistic, run.band?.optimistic].map((end) => end?.metrics.winRate.value)).toEqual([0, 0])
    expect(run.band?.ambiguousShare.value).toBe(0)
    expect(run.detail).toMatchObject([{ covered: 1, bars: 3 }])
  })
})
