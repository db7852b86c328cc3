import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { flatBars, free, type HandBar, handSeries, steps } from '../../tests/fixtures/series.js'
import { scripted, strategyOf } from '../../tests/fixtures/strategies.js'
import { syntheticMinutes } from '../data/synthetic/minutes.js'
import type { Line } from '../indicators/line.js'
import { sma } from '../indicators/sma.js'
import type { BarSeries } from '../model/bar.js'
import { instrument } from '../model/instrument.js'
import { limit, stop } from '../model/order-price.js'
import type { RunResult } from '../model/run.js'
import { enterLong, enterShort, exit } from '../model/signal.js'
import { MINUTE_MS } from '../model/time.js'
import type { Strategy } from '../strategy/define-strategy.js'
import { runBacktest } from './backtest.js'
import type { BacktestConfigInput } from './config/config.js'

/** A day's volume moves the price by 2 % for a while and by 2 % for good. */
const impact = { sigma: 0.02, volume: 1_000_000 } as const
const rich = { ...free, cash: 1e9 } as const

function run(strategies: readonly Strategy[], series: readonly BarSeries[], config: BacktestConfigInput = {}): RunResult {
  return runBacktest({ strategies: strategies.map((strategy) => ({ strategy })), series, config: { ...rich, ...config } })
}

function lots(count: number) {
  return { size: { lots: count } } as const
}

function minutes(id: string, bars: readonly HandBar[]): BarSeries {
  return handSeries(id, bars, { timeframe: '1m' })
}

/** An entry by market, limit or stop, plain or protected, at a price near the hundred at which the market stands. */
const anyEntry = fc
  .record({
    at: fc.nat(9),
    isLong: fc.boolean(),
    count: fc.integer({ min: 1, max: 60_000 }),
    price: fc.constantFrom('market', 'limit', 'stop'),
    offset: fc.double({ min: -0.5, max: 0.5, noNaN: true }),
    isProtected: fc.boolean(),
  })
  .map(({ at, isLong, count, price, offset, isProtected }) => {
    const order = price === 'limit' ? limit(100 + offset) : price === 'stop' ? stop(100 + offset) : undefined
    const away = isLong ? 0.3 : -0.3
    const protect = isProtected ? { protect: { stop: 100 - away, target: 100 + away } } : {}
    const entry = { ...lots(count), timeInForce: 'GTC', ...(order && { order }), ...protect } as const
    return { at, signal: isLong ? enterLong(entry) : enterShort(entry) }
  })

const still = flatBars(...new Array<number>(12).fill(100))

/** The log shift of a trade of a share of a day's volume, `minutesAgo` minutes ago. */
function shiftOf(part: number, minutesAgo: number): number {
  return 0.02 * part + 0.02 * Math.sqrt(part * Math.exp(-minutesAgo / 30))
}

describe('impact', () => {
  test('moves the price of the fill, the rest of its bar, and every later bar', () => {
    const closes: number[] = []
    const opens: number[] = []
    const watcher = strategyOf('watcher', {
      onBar({ bar }) {
        opens.push(bar.open)
        closes.push(bar.close)
        return undefined
      },
    })
    const buyer = scripted({ 0: enterLong(lots(10_000)) })
    const { fills, equity } = run([buyer, watcher], [minutes('A', still)], { impact })
    const [fill] = fills
    // 100 × the mean of exp(0.02·x + 0.02·√x) over x up to a hundredth.
    expect(fill?.referencePrice).toBe(100)
    expect(fill?.price).toBeCloseTo(100 * (1 + 0.02 * 0.005 + (0.02 * 0.1 * 2) / 3), 3)
    expect(fill?.slippage).toBeCloseTo(((fill?.price ?? 0) - 100) * 10_000, 6)
    expect(opens[1]).toBe(100)
    expect(closes[0]).toBe(100)
    for (let bar = 1; bar < 12; bar++) expect(closes[bar]).toBeCloseTo(100 * Math.exp(shiftOf(0.01, bar)), 8)
    for (let bar = 2; bar < 12; bar++) expect(opens[bar]).toBeCloseTo(closes[bar - 1] ?? 0, 8)
    // The account is marked at the moved close.
    expect(equity.equity[5]).toBeCloseTo(1e9 + 10_000 * ((closes[5] ?? 0) - (fill?.price ?? 0)), 2)
  })

  test('of none leaves the recorded run, hashes and all', () => {
    const series = [
      { instrument: instrument('A', 'equity', { calendar: '24/7' }), timeframe: '1m' as const, columns: syntheticMinutes(3000, 1) },
    ]
    const plain = run([trader], series, { participation: 0.1, slippage: 'auto' })
    const off = run([trader], series, { participation: 0.1, slippage: 'auto', impact: 'none' })
    expect(off.hashes).toEqual(plain.hashes)
    expect(plain.fills.length).toBeGreaterThan(50)
  })

  test('with zero coefficients gives the fills, the equity and the hashes of a run without it', () => {
    const columns = syntheticMinutes(3000, 1)
    const before = columns.close.slice()
    const series = [{ instrument: instrument('A', 'equity', { calendar: '24/7' }), timeframe: '1m' as const, columns }]
    for (const config of [
      { participation: 0.1, slippage: 'auto' },
      { intrabar: 'ohlc', limit: 'touch' },
    ] as const) {
      const plain = run([trader], series, config)
      const zero = run([trader], series, { ...config, impact: { ...impact, y: 0, kappa: 0 } })
      expect(zero.fills).toEqual(plain.fills)
      expect(zero.equity.equity).toEqual(plain.equity.equity)
      expect(zero.decisions).toEqual(plain.decisions)
      expect(zero.hashes).toEqual({ ...plain.hashes, config: zero.hashes.config })
    }
    expect(columns.close).toEqual(before)
  })

  test('goes over a split: with zero coefficients as a run without it, and else with as many of the new units displaced', () => {
    const raw = handSeries('A', steps(...Array.from({ length: 40 }, (_, k) => (k < 20 ? 100 + (k % 5) : 25 + (k % 5) / 4))))
    const series: BarSeries = { ...raw, actions: [{ kind: 'split', exDate: '2024-01-21', ratio: 4 }] }
    const crossing = strategyOf('crossing', {
      indicators: () => ({ average: sma('close', 4) }),
      onBar({ bar, position }, lines) {
        const average = (lines as unknown as { average: Line }).average.now
        if (position.isFlat) return bar.close > average ? enterLong(lots(100)) : undefined
        return bar.close < average ? exit() : undefined
      },
    })
    const plain = run([crossing], [series])
    const zero = run([crossing], [series], { impact: { ...impact, y: 0, kappa: 0 } })
    expect(plain.fills.length).toBeGreaterThan(6)
    expect(zero.fills).toEqual(plain.fills)
    expect(zero.equity.equity).toEqual(plain.equity.equity)
    expect(zero.decisions).toEqual(plain.decisions)
    const closes: number[] = []
    const watcher = strategyOf('watcher', { onBar: ({ bar }) => void closes.push(bar.close) })
    run([scripted({ 18: enterLong(lots(10_000)) }), watcher], [series], { impact: { ...impact, tauMinutes: 1e9 } })
    expect(Math.log((closes[19] ?? 0) / 104)).toBeCloseTo(shiftOf(0.01, 0), 8)
    expect(Math.log((closes[20] ?? 0) / 25)).toBeCloseTo(shiftOf(0.01, 0), 8)
  })

  test('leaves the bars of the request, and the hash of the data, as they were', () => {
    const series = minutes('A', still)
    const moved = run([scripted({ 0: enterLong(lots(50_000)) })], [series], { impact })
    expect(moved.hashes.data).toBe(run([scripted({})], [series]).hashes.data)
    expect(moved.notes.join()).toContain('Our own fills move the bars')
    expect(moved.assumptions.find(({ name }) => name === 'impact')?.value).toBe(
      'square-root: Y 1, κ 1, τ 30 minutes; 0.02 daily volatility, 1000000 units a day',
    )
    expect([...series.columns.close]).toEqual(new Array(12).fill(100))
  })

  test('is seen by indicators, which are worked out as bars close', () => {
    const seen: number[] = []
    const closes: number[] = []
    const watcher = strategyOf('watcher', {
      indicators: () => ({ average: sma('close', 3) }),
      onBar({ bar }, lines) {
        closes.push(bar.close)
        seen.push((lines as unknown as { average: Line }).average.now)
        return undefined
      },
    })
    const { decisions } = run([scripted({ 0: enterLong(lots(10_000)), 8: exit() }), watcher], [minutes('A', still)], { impact })
    expect(decisions).not.toBeNull()
    // The first value comes with the third bar, and the strategy's first bar with it.
    for (let k = 2; k < closes.length; k++)
      expect(seen[k]).toBeCloseTo(((closes[k] ?? 0) + (closes[k - 1] ?? 0) + (closes[k - 2] ?? 0)) / 3, 10)
    expect(seen[0]).toBeGreaterThan(100.1)
    expect(closes).toHaveLength(10)
  })

  test('is seen in coarser bars of the instrument', () => {
    const seen: [string, number, number][] = []
    const watcher = strategyOf('watcher', { onBar: ({ timeframe, bar }) => void seen.push([timeframe, bar.high, bar.close]) })
    const coarse = handSeries('A', flatBars(100, 100, 100), { timeframe: '4m' })
    run([scripted({ 0: enterLong(lots(10_000)) }), watcher], [minutes('A', still), coarse], { impact })
    const fine = seen.filter(([timeframe]) => timeframe === '1m')
    const four = seen.filter(([timeframe]) => timeframe === '4m')
    expect(four.map(([, , close]) => close)).toEqual([3, 7, 11].map((k) => fine[k]?.[2]))
    expect(four[0]?.[1]).toBe(Math.max(...fine.slice(0, 4).map(([, high]) => high)))
  })

  test('fires the stop of another strategy, which never saw the recorded price there', () => {
    const short = scripted({ 0: enterShort({ ...lots(100), protect: { stop: 100.3 } }) }, 'short')
    const runaway = scripted(Object.fromEntries([2, 3, 4, 5].map((bar) => [bar, enterLong(lots(20_000))])), 'runaway')
    const stopped = run([short, runaway], [minutes('A', still)], { impact })
    const covers = stopped.fills.filter(({ strategy, role }) => strategy === 'short' && role === 'stop')
    expect(covers).toHaveLength(1)
    expect(covers[0]?.price).toBeGreaterThan(100.3)
    expect(run([short, runaway], [minutes('A', still)]).fills.filter(({ role }) => role === 'stop')).toEqual([])
  })

  test('costs the same whether orders at one moment are one or many', () => {
    const cost = (script: Parameters<typeof scripted>[0]): number =>
      run([scripted(script)], [minutes('A', still)], { impact }).fills.reduce((sum, { price, quantity }) => sum + price * quantity, 0)
    const whole = cost({ 0: enterLong(lots(30_000)) })
    const parts = cost({ 0: [5000, 7000, 18_000].map((count, k) => enterLong({ ...lots(count), tag: `${k}` })) })
    expect(Math.abs(parts / whole - 1)).toBeLessThan(1e-9)
    const limits = cost({ 0: [5000, 7000, 18_000].map((count, k) => enterLong({ ...lots(count), tag: `${k}`, order: limit(101) })) })
    expect(Math.abs(limits / whole - 1)).toBeLessThan(1e-9)
  })

  test('makes no round trip free, whatever the orders, on prices that stand still', () => {
    let flat = 0
    fc.assert(
      fc.property(fc.array(anyEntry, { minLength: 1, maxLength: 6 }), (entries) => {
        const closing = strategyOf('closing', {
          onBar({ bar, position }) {
            if (bar.index < 10) return entries.filter(({ at }) => at === bar.index).map(({ signal }, k) => ({ ...signal, tag: `${k}` }))
            return bar.index === 10 && !position.isFlat ? exit() : undefined
          },
        })
        const { equity, openPositions, fills } = run([closing], [minutes('A', still)], { impact, cash: 8e9 })
        if (openPositions.length > 0) return
        if (fills.length > 1) flat++
        expect(equity.equity.at(-1)).toBeLessThanOrEqual(8e9 + 1e-4)
      }),
      { numRuns: 200 },
    )
    expect(flat).toBeGreaterThan(100)
  })

  test('makes orders that act in one bar pay for each other', () => {
    const jump: HandBar[] = [...flatBars(100, 100), [100, 103, 100, 102], ...flatBars(102, 102)]
    const twice = [1, 2].map((k) => enterLong({ ...lots(20_000), tag: `${k}`, order: stop(101), timeInForce: 'GTC' }))
    const [first, second] = run([scripted({ 0: twice })], [minutes('A', jump)], { impact }).fills
    expect([first?.referencePrice, second?.referencePrice]).toEqual([101, 101])
    expect(second?.price).toBeGreaterThan((first?.price ?? 0) * 1.001)
  })

  test('lets a limit order trade only what its own trading leaves below the limit', () => {
    const dip: HandBar[] = [...flatBars(100, 100), [100, 100, 99.9, 100], ...flatBars(100, 100)]
    const { fills } = run([scripted({ 0: enterLong({ ...lots(50_000), order: limit(99.95), timeInForce: 'GTC' }) })], [minutes('A', dip)], {
      impact,
    })
    expect(fills).toMatchObject([{ price: 99.95, rule: 'limit-at-limit', barIndex: 2 }])
    // exp(0.02·x + 0.02·√x) = 99.95 / 99.9
    expect(fills[0]?.quantity).toBeGreaterThan(550)
    expect(fills[0]?.quantity).toBeLessThan(650)
  })

  test('takes volatility and volume from the sessions before, and refuses orders until it knows them', () => {
    const days = handSeries('A', steps(...Array.from({ length: 30 }, (_, k) => 100 + (k % 3))))
    const buyer = scripted({ 2: enterLong(lots(10_000)), 10: enterLong(lots(10_000)) })
    const { orders, fills } = run([buyer], [days], { impact: 'square-root' })
    expect(orders.map(({ status }) => status)).toEqual(['rejected', 'filled'])
    expect(fills[0]?.price).toBeGreaterThan((fills[0]?.referencePrice ?? 0) * 1.0005)
    // It does not look ahead: what comes after the fill leaves it alone.
    const other = handSeries('A', steps(...Array.from({ length: 30 }, (_, k) => (k > 11 ? 500 - 9 * k : 100 + (k % 3)))))
    expect(run([buyer], [other], { impact: 'square-root' }).fills[0]).toEqual(fills[0])
  })

  test('refuses what it cannot move', () => {
    const strategies = [scripted({})]
    const refused = (series: readonly BarSeries[], config: BacktestConfigInput, message: string): void =>
      void expect(() => run(strategies, series, config)).toThrow(
        expect.objectContaining({ code: 'BAD_CONFIG', message: expect.stringContaining(message) }),
      )
    refused([minutes('A', still)], { impact, slippage: { volumeShare: 0.1 } }, 'impact model of its own')
    refused([minutes('A', still)], { impact, spread: 'recorded' }, 'recorded quotes')
    refused([handSeries('A', flatBars(0, 1), { instrument: { mayBeNegative: true } })], { impact }, 'prices of zero or less')
    refused([handSeries('A', flatBars(1, 1), { timeframe: '1w' })], { impact: 'square-root' }, 'bars of 1w of A')
    refused([minutes('A', still)], { impact: { y: -1 } }, 'impact')
  })
})

/** Buys, holds and sells at random, with limits, stops and protection. */
const trader = strategyOf('trader', {
  onBar({ random, position, bar }) {
    const draw = random.next()
    if (draw < 0.8) return undefined
    if (!position.isFlat) return draw < 0.9 ? exit() : undefined
    const side = draw < 0.9 ? enterLong : enterShort
    const away = side === enterLong ? -0.05 : 0.05
    if (draw % 0.02 < 0.007) return side({ ...lots(30), order: limit(bar.close + away), timeInForce: 'GTC' })
    if (draw % 0.02 < 0.014) return side({ ...lots(50), order: stop(bar.close - away) })
    return side({ ...lots(40), protect: { stop: bar.close + 3 * away, target: bar.close - 4 * away } })
  },
})

describe('a runaway under Limit Up-Limit Down', () => {
  const open = Date.UTC(2024, 5, 3, 13, 30)
  const bars = handSeries('A', flatBars(...new Array<number>(60).fill(100)), {
    timeframe: '1m',
    start: open,
    instrument: { calendar: 'XNYS', tick: 0.01, luldTier: 1 },
  })
  const runaway = strategyOf('runaway', { onBar: () => enterLong(lots(12_000)) })
  const thin = { sigma: 0.04, volume: 20_000 } as const
  const filledMinutes = (config: BacktestConfigInput): number[] => [
    ...new Set(run([runaway], [bars], config).fills.map(({ time }) => (time - open) / MINUTE_MS)),
  ]

  test('drives the price into the band, and is paused for five minutes by its own buying', () => {
    const { fills } = run([runaway], [bars], { impact: thin, halts: { luld: true } })
    expect(fills.slice(0, 5).map(({ barIndex }) => barIndex)).toEqual([1, 7, 8, 9, 15])
    const [first, second, third] = fills
    // It took what there was up to 105, waited there as a bid, and had the rest at the reopening.
    expect(first?.quantity).toBeGreaterThan(9000)
    expect(first?.price).toBeLessThan(105)
    expect((first?.quantity ?? 0) + (second?.quantity ?? 0)).toBe(12_000)
    expect(second?.referencePrice).toBeGreaterThan(104)
    expect(third?.price).toBeGreaterThan(105)
  })

  test('is not paused where its buying moves nothing, nor where there are no bands', () => {
    const every = Array.from({ length: 59 }, (_, k) => k + 1)
    expect(filledMinutes({ halts: { luld: true } })).toEqual(every)
    expect(filledMinutes({ impact: thin })).toEqual(every)
  })

  test('needs bars of a minute', () => {
    const daily = handSeries('A', flatBars(1, 1), { instrument: { calendar: 'XNYS' } })
    expect(() => run([runaway], [daily], { halts: { luld: true } })).toThrow(expect.objectContaining({ code: 'BAD_CONFIG' }))
  })
})

describe('a market-wide halt', () => {
  const start = Date.UTC(2024, 5, 3, 19, 55)
  // Five minutes of Monday, the night, and Tuesday from 9:30 on.
  const ofTwoDays = (id: string, prices: readonly number[], assetClass: 'equity' | 'index'): BarSeries => {
    const { columns } = handSeries(id, flatBars(...prices), { timeframe: '1m', start })
    for (let row = 5; row < prices.length; row++) {
      columns.openTime[row] = (columns.openTime[row] as number) + 17.5 * 60 * MINUTE_MS
      columns.closeTime[row] = (columns.closeTime[row] as number) + 17.5 * 60 * MINUTE_MS
    }
    return { instrument: instrument(id, assetClass), timeframe: '1m', columns }
  }
  const stock = ofTwoDays('A', new Array<number>(40).fill(50), 'equity')
  const index = ofTwoDays('SPX', new Array<number>(40).fill(1000).fill(929, 10), 'index')
  const buyer = strategyOf('buyer', {
    onBar: ({ instrument: { id } }) => (id === 'A' ? enterLong(lots(1)) : undefined),
  })

  test('stops every stock for fifteen minutes when the index has fallen by 7 %', () => {
    const rows = run([buyer], [stock, index], { halts: { marketWide: 'SPX' } }).fills.map(({ barIndex }) => barIndex)
    expect(rows.filter((row) => row > 10 && row < 26)).toEqual([])
    expect(rows).toContain(10)
    expect(rows).toContain(26)
    expect(run([buyer], [stock, index]).fills.map(({ barIndex }) => barIndex)).toContain(15)
  })

  test('needs the index in the run', () => {
    expect(() => run([buyer], [stock], { halts: { marketWide: 'SPX' } })).toThrow(expect.objectContaining({ code: 'BAD_CONFIG' }))
  })
})
