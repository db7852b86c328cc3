import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { day, flatBars, free, handSeries, START, steps } from '../../tests/fixtures/series.js'
import { scripted, strategyOf } from '../../tests/fixtures/strategies.js'
import { syntheticDaily } from '../data/synthetic/daily-stocks.js'
import { syntheticMinutes } from '../data/synthetic/minutes.js'
import type { BarSeries } from '../model/bar.js'
import { type Instrument, instrument } from '../model/instrument.js'
import { limit } from '../model/order-price.js'
import { enterLong, enterShort, exit } from '../model/signal.js'
import { DAY_MS, HOUR_MS } from '../model/time.js'
import { defineStrategy, type Strategy } from '../strategy/define-strategy.js'
import { runBacktest } from './backtest.js'
import type { BacktestRequest } from './backtest-request.js'

const idle = scripted({}, 'idle')
const bars = handSeries('A', flatBars(10, 10, 10, 10))
const one = { size: { lots: 1 } } as const

function run(strategy: Strategy, overrides: Partial<BacktestRequest> = {}) {
  return runBacktest({ strategies: [{ strategy }], series: [bars], ...overrides, config: { ...free, ...overrides.config } })
}

describe('a request that cannot be run', () => {
  const refused = (overrides: Partial<BacktestRequest>) => () =>
    runBacktest({ strategies: [{ strategy: idle }], series: [bars], ...overrides })
  const empty: BarSeries = handSeries('A', [])
  const picky = defineStrategy({ name: 'picky', params: z.strictObject({ fast: z.int() }), onBar: () => undefined }) as unknown as Strategy

  test.each<[string, Partial<BacktestRequest>, object]>([
    ['no strategy', { strategies: [] }, { code: 'USAGE' }],
    [
      'two strategies of a name',
      { strategies: [{ strategy: idle }, { strategy: idle }] },
      { code: 'USAGE', message: 'two strategies are called idle' },
    ],
    ['no series', { series: [] }, { code: 'NO_BARS' }],
    ['series without bars', { series: [empty] }, { code: 'NO_BARS' }],
    [
      'bars that cannot be',
      { series: [handSeries('A', flatBars(10, Number.NaN))] },
      { code: 'BAD_DATA', message: 'A 1d, row 1: open NaN is not a finite number' },
    ],
    [
      'finer bars that cannot be',
      { series: [{ ...bars, detail: handSeries('A', flatBars(10, 0), { timeframe: '1m' }) }] },
      { code: 'BAD_DATA', message: 'A 1m, row 1: open 0 is not above zero' },
    ],
    [
      'rates that cannot be',
      { rates: [handSeries('EURUSD', flatBars(-1))] },
      { code: 'BAD_DATA', message: 'EURUSD 1d, row 0: open -1 is not above zero' },
    ],
    ['a series given twice', { series: [bars, bars] }, { code: 'BAD_DATA', message: 'A 1d is given twice' }],
    [
      'two currencies',
      { series: [bars, handSeries('B', flatBars(1), { instrument: { currency: 'EUR' } })] },
      { code: 'BAD_DATA', message: 'the instruments are in USD and EUR' },
    ],
    ['a field that no config has', { config: { csah: 5 } as never }, { code: 'BAD_CONFIG', message: expect.stringContaining('csah') }],
    ['a value that a field does not take', { config: { cash: -5 } }, { code: 'BAD_CONFIG', message: expect.stringMatching(/^cash: /) }],
    [
      'a word that a policy does not know',
      { config: { timing: 'later' as never } },
      { code: 'BAD_CONFIG', message: expect.stringMatching(/^timing: /) },
    ],
    [
      'a parameter of another type',
      { strategies: [{ strategy: picky, params: { fast: 1.5 } }] },
      { code: 'BAD_PARAMETER', message: expect.stringMatching(/^picky: fast: /) },
    ],
    ['a parameter that is missing', { strategies: [{ strategy: picky }] }, { code: 'BAD_PARAMETER' }],
  ])('for %s is refused by name', (_, overrides, error) => {
    expect(refused(overrides)).toThrow(expect.objectContaining({ name: 'BenchError', hint: expect.stringMatching(/./), ...error }))
  })

  test('an empty series beside a full one is replayed without it', () => {
    const { counts, series } = run(idle, { series: [handSeries('B', []), bars] })
    expect(counts.bars).toBe(4)
    expect(series.map(({ bars: count }) => count)).toEqual([4, 0])
  })
})

describe('the end of the data', () => {
  const rising = handSeries('A', steps(10, 11, 12, 13))
  const buyer = scripted({ 0: enterLong({ size: { lots: 10 }, protect: { stop: 1 } }) })

  test('keeps open positions, marked at the last close', () => {
    const { openPositions, equity, roundTrips, fills } = run(buyer, { series: [rising] })
    expect(openPositions).toEqual([
      {
        strategy: 'scripted',
        instrument: 'A',
        quantity: 10,
        averagePrice: 10,
        mark: 13,
        openedAt: day(1),
        unrealizedPnl: 30,
        realizedPnl: 0,
        fees: 0,
      },
    ])
    expect([roundTrips.length, fills.length, equity.equity.at(-1)]).toEqual([0, 1, 100_030])
  })

  test('close sells them at the last close, pays for it, and writes the last equity anew', () => {
    const { openPositions, equity, roundTrips, fills, orders } = run(buyer, {
      series: [rising],
      config: { endOfData: 'close', fees: { perShare: 0.1 } },
    })
    expect(openPositions).toEqual([])
    expect(fills.at(-1)).toMatchObject({
      role: 'end-of-data',
      rule: 'end-of-data',
      price: 13,
      priceSource: 'close',
      time: day(4),
      fee: 1,
      slippage: 0,
    })
    expect(roundTrips).toMatchObject([{ pnl: 28, exitRole: 'end-of-data', exitReason: 'the data ends', exitBar: 3 }])
    expect(orders.at(-1)).toMatchObject({ status: 'filled', intent: { role: 'end-of-data' } })
    expect([equity.equity.at(-1), equity.cash.at(-1), equity.grossExposure.at(-1)]).toEqual([100_028, 100_028, 0])
    expect([equity.equity.at(-2), equity.cash.at(-2), equity.grossExposure.at(-2)]).toEqual([100_019, 99_899, 120])
  })

  test('close buys a short back, and closes each strategy’s position and each instrument’s at its own last bar', () => {
    const short = handSeries('B', steps(20, 20))
    const { fills, equity } = runBacktest({
      strategies: [
        {
          strategy: scripted(
            { 0: ({ instrument: { id } }) => (id === 'A' ? enterShort({ size: { lots: 2 } }) : enterLong({ size: { lots: 3 } })) },
            's',
          ),
        },
        { strategy: scripted({ 0: ({ instrument: { id } }) => (id === 'A' ? enterLong({ size: { lots: 5 } }) : undefined) }, 't') },
      ],
      series: [rising, short],
      config: { ...free, endOfData: 'close' },
    })
    const closing = fills.filter(({ role }) => role === 'end-of-data')
    expect(
      closing.map(({ strategy, instrument: id, side, quantity, price, time, barIndex }) => [
        strategy,
        id,
        side,
        quantity,
        price,
        time,
        barIndex,
      ]),
    ).toEqual([
      ['s', 'A', 'buy', 2, 13, day(4), 3],
      ['t', 'A', 'sell', 5, 13, day(4), 3],
      ['s', 'B', 'sell', 3, 20, day(2), 1],
    ])
    expect(equity.equity.at(-1)).toBe(100_000 - 6 + 15)
  })

  test('leaves no protection working where it closed the position', () => {
    const { orders } = run(buyer, { series: [rising], config: { endOfData: 'close' } })
    expect(orders.filter(({ status }) => status === 'accepted')).toEqual([])
  })

  test('an instrument that ends before the others is held at its last mark', () => {
    const short = handSeries('B', steps(20, 20, 25))
    const { equity, openPositions } = run(scripted({ 0: ({ instrument: { id } }) => (id === 'B' ? enterLong(one) : undefined) }), {
      series: [handSeries('A', flatBars(1, 1, 1, 1, 1)), short],
    })
    expect([...equity.equity]).toEqual([100_000, 100_000, 100_005, 100_005, 100_005])
    expect(openPositions).toMatchObject([{ instrument: 'B', mark: 25 }])
  })

  test('calls onEnd after everything, with the time of the last event', () => {
    const seen: string[] = []
    run(
      strategyOf('ender', {
        onStart: ({ time }) => void seen.push(`start ${Number.isFinite(time)}`),
        onBar: ({ bar }) => void seen.push(`bar ${bar.index}`),
        onEnd: ({ time, account }) => void seen.push(`end ${(time - START) / DAY_MS} ${account.equity}`),
      }),
    )
    expect(seen).toEqual(['start false', 'bar 0', 'bar 1', 'bar 2', 'bar 3', 'end 4 100000'])
  })
})

describe('progress', () => {
  test('is told now and then and at the end, never running back', () => {
    const told: [number, number][] = []
    const series: BarSeries = { instrument: instrument('M', 'crypto'), timeframe: '1m', columns: syntheticMinutes(50_000, 1) }
    run(idle, { series: [series], onProgress: (done, total) => told.push([done, total]) })
    expect(told.length).toBeGreaterThanOrEqual(4)
    expect(told.at(-1)).toEqual([50_000, 50_000])
    expect(told.every(([done, total], index) => total === 50_000 && done >= (told[index - 1]?.[0] ?? 0))).toBe(true)
    expect(told[0]?.[0]).toBeLessThan(50_000)
  })

  test('counts the bars of all series', () => {
    let last: [number, number] = [0, 0]
    run(idle, {
      series: [bars, handSeries('B', flatBars(1, 1))],
      onProgress: (done, total) => {
        last = [done, total]
      },
    })
    expect(last).toEqual([6, 6])
  })
})

describe('the result', () => {
  test('counts what it lists', () => {
    const trader = scripted({ 0: [enterLong({ ...one, protect: { stop: 1 } }), exit()], 2: exit() })
    const { counts, orders, fills, roundTrips, denials } = run(trader)
    expect(counts).toEqual({ bars: 4, signals: 3, denials: 1, orders: 3, fills: 2, roundTrips: 1 })
    expect([orders.length, fills.length, roundTrips.length, denials.length]).toEqual([3, 2, 1, 1])
  })

  test('says what ran, on what, with which hashes', () => {
    const strategy = defineStrategy({
      name: 'tuned',
      params: z.object({ fast: z.int().default(7) }),
      onBar: () => undefined,
    }) as unknown as Strategy
    const result = runBacktest({
      strategies: [{ strategy, name: 'own name', sourceHash: 'abc' }],
      series: [bars],
      provenance: [{ label: 'by hand', synthetic: true, dataHash: 'd1' }],
    })
    expect(result.strategies).toEqual([{ name: 'own name', params: { fast: 7 }, sourceHash: 'abc', warmUp: 1 }])
    expect(result.series).toMatchObject([
      { timeframe: '1d', bars: 4, from: START, to: day(4), dataHash: 'd1', label: 'by hand', synthetic: true },
    ])
    expect(result).toMatchObject({ currency: 'USD', initialCash: 100_000, seed: 1, calendar: '24/7' })
    expect(result.engineVersion).toMatch(/^\d+\.\d+\.\d+/)
    for (const hash of Object.values(result.hashes)) expect(hash).toMatch(/^[0-9a-f]{64}$/)
  })

  test('keeps the provenance of each series with it, whatever the order', () => {
    const provenance = ['b', 'a'].map((label) => ({ label, synthetic: false, dataHash: label }))
    const { series } = run(idle, { series: [handSeries('B', flatBars(1)), bars], provenance })
    expect(series.map(({ instrument: { id }, label }) => id + label)).toEqual(['Aa', 'Bb'])
  })

  test('prints every assumption with where it came from', () => {
    const { assumptions, config } = run(idle, {
      config: { participation: '10%' },
      sources: { participation: 'flag', fees: 'config', slippage: 'environment' },
    })
    expect(new Set(assumptions.map(({ name }) => name))).toEqual(new Set(Object.keys(config)))
    const sourceOf = (name: string) => assumptions.find((one) => one.name === name)
    expect(sourceOf('participation')).toEqual({ name: 'participation', value: '10% of a bar’s volume', source: 'flag' })
    expect(sourceOf('fees')).toMatchObject({ value: 'none', source: 'config' })
    expect(sourceOf('slippage')).toMatchObject({ source: 'environment' })
    expect(sourceOf('timing')).toEqual({ name: 'timing', value: 'next-open', source: 'default' })
    expect(config.participation).toBe(0.1)
  })

  test('describes the defaults of costs in words, and other costs by their numbers', () => {
    const textOf = (name: string, config: BacktestRequest['config']) =>
      runBacktest({ strategies: [{ strategy: idle }], series: [bars], config }).assumptions.find((one) => one.name === name)?.value
    expect(textOf('fees', {})).toMatch(/IBKR fixed/)
    expect(textOf('slippage', {})).toMatch(/1 tick/)
    expect(textOf('fees', { fees: { perShare: 0.01, minimum: 2 } })).toBe('{"perShare":0.01,"minimum":2}')
    expect(textOf('participation', { participation: 'none' })).toBe('none')
  })

  test.each<[string, Partial<BacktestRequest>, RegExp | null]>([
    ['an index', { series: [handSeries('SPX', flatBars(1), { instrument: { assetClass: 'index', tradable: false } })] }, /^SPX: an index/],
    ['synthetic bars', { provenance: [{ label: '', synthetic: true, dataHash: 'x' }] }, /^A: synthetic bars/],
    ['today’s fees over all years', { config: { fees: 'ibkr-fixed' } }, /schedule of today/],
    ['the same by default on US stocks', { config: { fees: 'auto' } }, /schedule of today/],
    ['sizes at the fill price', { config: { sizing: 'all-in' } }, /^All-in sizes/],
    ['nothing where there is nothing', {}, null],
  ])('notes %s', (_, overrides, note) => {
    const { notes } = run(idle, overrides)
    if (note === null) expect(notes).toEqual([])
    else expect(notes).toEqual([expect.stringMatching(note)])
  })

  test('has no note on fees for what IBKR’s stock schedule is not for', () => {
    const crypto = handSeries('BTC', flatBars(1), { instrument: { assetClass: 'crypto' } })
    expect(run(idle, { series: [crypto], config: { fees: 'auto' } }).notes).toEqual([])
  })
})

describe('the session curve', () => {
  test('has New York dates, each with the equity of its last close', () => {
    // 2024-03-08 is the Friday before the clocks change.
    const series = syntheticDaily({ instruments: 1, from: '2024-03-07', to: '2024-03-12', seed: 3 })
    const { sessions, equity, calendar } = run(scripted({ 0: enterLong(one) }), { series })
    expect(calendar).toBe('XNYS')
    expect(sessions.date).toEqual(['2024-03-07', '2024-03-08', '2024-03-11', '2024-03-12'])
    expect(sessions.periodsPerYear).toBe(252)
    expect(sessions.equity).toEqual(equity.equity)
    expect(new Date(sessions.time[1] as number).toISOString()).toBe('2024-03-08T21:00:00.000Z')
    expect(new Date(sessions.time[2] as number).toISOString()).toBe('2024-03-11T20:00:00.000Z')
  })

  test('takes the last bar of each day where there are many, a close at midnight with the day it ends', () => {
    const hours = handSeries('A', steps(...Array.from({ length: 60 }, (_, index) => 10 + index)), { timeframe: '1h' })
    const { sessions, equity } = run(scripted({ 0: enterLong(one) }), { series: [hours] })
    expect(sessions.date).toEqual(['2024-01-01', '2024-01-02', '2024-01-03'])
    expect([...sessions.time]).toEqual([day(1), day(2), START + 60 * HOUR_MS])
    expect([...sessions.equity]).toEqual([equity.equity[23], equity.equity[47], equity.equity[59]])
    expect(sessions.periodsPerYear).toBe(365)
  })

  test('counts every day when the calendars of the instruments differ', () => {
    const hours = { start: Date.UTC(2024, 0, 2, 14, 30), openFor: 6.5 * HOUR_MS, instrument: { calendar: 'XNYS' } } as const
    expect(run(idle, { series: [handSeries('A', flatBars(1), hours), handSeries('B', flatBars(1))] }).calendar).toBe('24/7')
  })
})

describe('hashes', () => {
  const trader = () => scripted({ 0: enterLong({ ...one, order: limit(10), reason: 'because' }), 2: exit() }, 'trader')
  const series = [handSeries('A', steps(10, 9, 11, 12, 12))]
  const base = run(trader(), { series }).hashes

  test('are the same for the same run', () => {
    expect(run(trader(), { series }).hashes).toEqual(base)
  })

  test('of decisions and of executions tell a decision from its fill', () => {
    const cheaper = run(trader(), { series, config: { fees: { perShare: 0.01 } } }).hashes
    expect(cheaper.execution).not.toBe(base.execution)
    expect(cheaper.decision).toBe(base.decision)
    expect(cheaper.config).not.toBe(base.config)
    expect(cheaper.data).toBe(base.data)
  })

  test('of the config differ by the share of a strategy, and by what decides fills and margin of an instrument', () => {
    const configHash = (allocation: number | undefined, instrument: Partial<Instrument> = {}): string =>
      runBacktest({
        strategies: [{ strategy: trader(), allocation }],
        series: [handSeries('A', steps(10, 9, 11, 12, 12), { instrument })],
        config: free,
      }).hashes.config
    const plain = configHash(undefined)
    expect(configHash(1)).toBe(plain)
    const others = [
      configHash(0.5),
      ...[{ tick: 0.01 }, { lot: 10 }, { multiplier: 2 }, { calendar: 'XNYS' }, { leverageFactor: 2 }, { luldTier: 1 }].map((field) =>
        configHash(1, field as Partial<Instrument>),
      ),
      ...[{ venue: 'XNAS' }, { asset: 'B' }].map((field) => configHash(1, field)),
    ]
    expect(new Set([plain, ...others]).size).toBe(10)
  })

  test.each([
    ['the reason', scripted({ 0: enterLong({ ...one, order: limit(10), reason: 'other' }), 2: exit() }, 'trader')],
    ['the limit', scripted({ 0: enterLong({ ...one, order: limit(10.000000001), reason: 'because' }), 2: exit() }, 'trader')],
    ['the tag', scripted({ 0: enterLong({ ...one, order: limit(10), reason: 'because', tag: 't' }), 2: exit({ tag: 't' }) }, 'trader')],
    ['the bar', scripted({ 1: enterLong({ ...one, order: limit(10), reason: 'because' }), 2: exit() }, 'trader')],
    ['the name', scripted({ 0: enterLong({ ...one, order: limit(10), reason: 'because' }), 2: exit() }, 'other')],
  ])('of decisions differ by %s', (_, strategy) => {
    expect(run(strategy, { series }).hashes.decision).not.toBe(base.decision)
  })

  test('of data differ by one bit of one price, and not by the name of the file', () => {
    const [first] = series as [BarSeries]
    const high = first.columns.high.slice()
    high[4]! += 2 ** -49
    const nudged = { ...first, columns: { ...first.columns, high } }
    expect(run(trader(), { series: [nudged] }).hashes.data).not.toBe(base.data)
  })
})

describe('random streams', () => {
  const drawing = (draws: number[]) => strategyOf('drawing', { onBar: ({ random }) => void draws.push(random.next()) })
  const drawsOf = (seed: number, name = 'drawing') => {
    const draws: number[] = []
    runBacktest({ strategies: [{ strategy: drawing(draws), name }], series: [bars], config: { ...free, seed } })
    return draws
  }

  test('give the same draws under a seed and others under another, or under another name', () => {
    expect(drawsOf(1)).toEqual(drawsOf(1))
    expect(new Set([...drawsOf(1), ...drawsOf(2), ...drawsOf(1, 'other')]).size).toBe(12)
  })
})
