import { describe, expect, test } from 'vitest'
import arbitrage from '../../strategies/arbitrage.js'
import { flatBars, free, type HandBar, handSeries, START } from '../../tests/fixtures/series.js'
import { scripted, strategyOf } from '../../tests/fixtures/strategies.js'
import type { BarSeries } from '../model/bar.js'
import { limit } from '../model/order-price.js'
import { enterLong, enterShort, exit, type Signals } from '../model/signal.js'
import { MINUTE_MS } from '../model/time.js'
import type { Strategy } from '../strategy/define-strategy.js'
import { runBacktest } from './backtest.js'
import type { BacktestConfigInput } from './config/config.js'

const minutes = (id: string, bars: readonly HandBar[], overrides = {}): BarSeries =>
  handSeries(id, bars, { timeframe: '1m', openFor: MINUTE_MS - 1_000, instrument: overrides })
const listings = (bats: readonly HandBar[], xnas: readonly HandBar[]): BarSeries[] => [
  minutes('ACME@BATS', bats),
  minutes('ACME@XNAS', xnas),
]
const run = (strategy: Strategy, series: readonly BarSeries[], config: BacktestConfigInput = {}, params = {}) =>
  runBacktest({ strategies: [{ strategy, params }], series, config: { ...free, ...config } })
const short = (fills: ReturnType<typeof run>['fills']): string[] =>
  fills.map(({ instrument, side, quantity, price }) => `${side} ${quantity} ${instrument.slice(5)} @ ${price}`)
const lots = (count: number, venue: string) => ({ instrument: `ACME@${venue}`, size: { lots: count } })

/** Decides once, at the close of a bar of all listings. */
const atBar = (decisions: Readonly<Record<number, ReturnType<typeof enterLong> | Signals>>): Strategy =>
  strategyOf('s', { onBars: ({ instruments: [first] }) => decisions[first?.bar.index ?? -1] })

describe('listings of one asset', () => {
  const flat = listings(flatBars(100, 100, 100, 100), flatBars(101, 101, 101, 101))

  test('are one position: what is bought on one venue is sold on the other', () => {
    const { fills, openPositions, roundTrips, equity } = run(
      atBar({ 0: [enterLong(lots(10, 'BATS')), enterShort(lots(10, 'XNAS'))] }),
      flat,
    )
    expect(short(fills)).toEqual(['buy 10 BATS @ 100', 'sell 10 XNAS @ 101'])
    expect(openPositions).toEqual([])
    expect(roundTrips).toMatchObject([
      { instrument: 'ACME@BATS', direction: 'long', quantity: 10, entryPrice: 100, exitPrice: 101, pnl: 10 },
    ])
    expect(equity.equity.at(-1)).toBe(100_010)
    expect([...equity.grossExposure]).toEqual([0, 0, 0, 0])
  })

  test('show the strategy one position and the orders of each', () => {
    const seen: string[] = []
    const strategy = strategyOf('s', {
      onBars({ instruments }) {
        seen.push(instruments.map(({ position, working }) => `${position.quantity}/${working.length}`).join(' '))
        return instruments[0]?.bar.index === 0
          ? [enterLong(lots(10, 'BATS')), enterLong({ ...lots(5, 'XNAS'), order: limit(90), timeInForce: 'GTC' })]
          : undefined
      },
    })
    run(strategy, flat)
    expect(seen).toEqual(['0/0 0/0', '10/0 10/1', '10/0 10/1', '10/0 10/1'])
  })

  test('are closed at the end in the one that the position was opened in, or the one that was priced last', () => {
    const fees = { perShare: 0.01 } as const
    const closing = (series: readonly BarSeries[]) => {
      const { fills } = run(atBar({ 0: enterLong(lots(10, 'XNAS')) }), series, { endOfData: 'close', fees })
      return short(fills).at(-1)
    }
    expect(closing(flat)).toBe('sell 10 XNAS @ 101')
    expect(closing(listings(flatBars(100, 100), flatBars(101, 101, 103)))).toBe('sell 10 XNAS @ 103')
    expect(closing(listings(flatBars(100, 100, 104), flatBars(101, 101)))).toBe('sell 10 BATS @ 104')
  })

  test('pay the borrow fee, and keep the margin, that is named for any of them', () => {
    const days = ['ACME@BATS', 'ACME@XNAS'].map((id) => handSeries(id, flatBars(100, 100, 100, 100, 100)))
    const named = { borrowFee: { 'ACME@XNAS': 0.8 }, marginRates: { 'ACME@XNAS': { initial: 0.9, maintenance: 0.9 } } }
    const shorts = (series: readonly BarSeries[]) => {
      const { account } = run(scripted({ 0: enterShort(lots(100, 'XNAS')) }), series, { account: 'margin', ...named })
      return [account.borrowFees, account.margin?.maintenanceMargin]
    }
    const [fees, margin] = shorts(days.slice(1))
    expect(fees).toBeGreaterThan(0)
    expect(margin).toBe(9_000)
    expect(shorts(days)).toEqual([fees, margin])
  })

  test('are liquidated in the one that the position was opened in', () => {
    const falls = listings(flatBars(100, 100, 40, 40), flatBars(100, 100, 40, 40))
    const { fills } = run(atBar({ 0: enterLong(lots(199, 'XNAS')) }), falls, { account: 'margin', cash: 10_000 })
    expect(short(fills).map((fill) => fill.replace(/ \d+ /, ' '))).toEqual(['buy XNAS @ 100', 'sell XNAS @ 40'])
  })

  test('are marked at the last close of any of them', () => {
    const late = [
      minutes('ACME@BATS', flatBars(100, 100, 104)),
      handSeries('ACME@XNAS', flatBars(101, 103), { timeframe: '1m', openFor: MINUTE_MS - 500 }),
    ]
    const { equity } = run(atBar({ 0: enterLong(lots(10, 'BATS')) }), late)
    const at = (seconds: number): number => equity.equity[[...equity.time].indexOf(START + seconds * 1_000)] as number
    // BATS closes at 119.0 s at 100, XNAS at 119.5 s at 103, and BATS again at 179.0 s at 104.
    expect([at(119), at(119.5), at(179)]).toEqual([100_000, 100_030, 100_040])
  })

  test('what reduces is held to the position over all venues', () => {
    const strategy = atBar({
      0: enterLong({ ...lots(10, 'BATS'), protect: { stop: 95 }, timeInForce: 'GTC' }),
      1: exit({ instrument: 'ACME@XNAS', order: limit(102) }),
    })
    const series = listings(
      [...flatBars(100, 100, 100), [100, 100, 90, 90]],
      [...flatBars(101, 101), [101, 103, 101, 103], [103, 103, 103, 103]],
    )
    const { fills, orders, openPositions } = run(strategy, series)
    expect(short(fills)).toEqual(['buy 10 BATS @ 100', 'sell 10 XNAS @ 102'])
    expect(orders.find(({ intent }) => intent.role === 'stop')).toMatchObject({
      status: 'canceled',
      note: 'there is no position left to reduce',
    })
    expect(openPositions).toEqual([])
  })

  test('two exits on two venues never turn the position', () => {
    const strategy = atBar({ 0: enterLong(lots(10, 'BATS')), 1: [exit({ instrument: 'ACME@BATS' }), exit({ instrument: 'ACME@XNAS' })] })
    const { fills, openPositions } = run(strategy, flat)
    expect(short(fills)).toEqual(['buy 10 BATS @ 100', 'sell 10 BATS @ 100'])
    expect(openPositions).toEqual([])
  })

  test('share the strategy’s allocation as one instrument', () => {
    const { fills } = run(atBar({ 0: enterLong({ instrument: 'ACME@XNAS' }) }), flat)
    expect(fills).toMatchObject([{ quantity: 990, price: 101 }])
  })

  test('that could not be added up are refused', () => {
    const series = [minutes('ACME@BATS', flatBars(1)), minutes('ACME@XNAS', flatBars(1), { lot: 100 })]
    expect(() => run(scripted({}), series)).toThrow('ACME@BATS and ACME@XNAS are listings of one asset, and differ in lot: 1 and 100')
  })

  test('split together, once', () => {
    const actions = [{ kind: 'split', exDate: '2024-01-02', ratio: 2 }] as const
    const bars = (price: number): HandBar[] => flatBars(price, price, price / 2, price / 2)
    const daily = ['BATS', 'XNAS'].map((venue) => ({
      ...handSeries(`ACME@${venue}`, bars(100), { timeframe: '12h' }),
      actions,
      timeframe: '12h' as const,
    }))
    const { openPositions, equity } = run(atBar({ 0: enterLong(lots(10, 'BATS')) }), daily)
    expect(openPositions).toMatchObject([{ quantity: 20, averagePrice: 50 }])
    expect([...equity.equity]).toEqual([100_000, 100_000, 100_000, 100_000])
  })
})

describe('a venue has its own', () => {
  const both = atBar({ 0: [enterLong(lots(10, 'BATS')), enterLong(lots(10, 'XNAS'))] })
  const series = listings(flatBars(100, 100, 100), flatBars(100, 100, 100))

  test('fees and slippage, and the run’s where it names none', () => {
    const { fills } = run(both, series, {
      fees: { fraction: 0.001 },
      venues: { BATS: { fees: { perShare: 0.05 } }, XNAS: { slippage: { bps: 10 } } },
    })
    expect(fills.map(({ instrument, price, fee }) => [instrument, price, fee])).toEqual([
      ['ACME@BATS', 100, 0.5],
      ['ACME@XNAS', 100.1, 0.001 * 1_001],
    ])
  })

  test('spread', () => {
    const { fills } = run(both, series, { venues: { XNAS: { spread: { bps: 20 } } } })
    expect(fills.map(({ price }) => price)).toEqual([100, 100.1])
  })

  test('latency: an order to the slow one misses the bar that the other takes', () => {
    const { fills } = run(both, series, { latency: { entry: 10 }, venues: { XNAS: { latency: { entry: 1_500 } } } })
    expect(fills.map(({ instrument, barIndex }) => [instrument, barIndex])).toEqual([
      ['ACME@BATS', 1],
      ['ACME@XNAS', 2],
    ])
  })

  test('latency of none beside a slow run', () => {
    const { fills } = run(both, series, { latency: { entry: 1_500 }, venues: { XNAS: { latency: 'none' } } })
    expect(fills.map(({ instrument, barIndex }) => [instrument, barIndex])).toEqual([
      ['ACME@XNAS', 1],
      ['ACME@BATS', 2],
    ])
  })

  test('name, and a misspelt one is refused', () => {
    expect(() => run(both, series, { venues: { XNSA: {} } })).toThrow("venues: nothing in this run trades on 'XNSA'")
    expect(() => run(scripted({}), [minutes('A', flatBars(1))], { venues: { XNAS: {} } })).toThrow("nothing in this run trades on 'XNAS'")
  })
})

describe('the arbitrage strategy', () => {
  const strategy = arbitrage as unknown as Strategy
  // XNAS is 30 bps dearer for a while, then 40 bps cheaper, then the same.
  const bats = flatBars(100, 100, 100, 100, 100, 100, 100)
  const xnas = flatBars(100, 100.3, 100.3, 99.6, 99.6, 100, 100)

  test('buys where it is cheaper, sells where it is dearer, and ends flat', () => {
    const { fills, openPositions, roundTrips, denials } = run(
      strategy,
      listings(bats, xnas),
      {},
      { minSpreadBps: 20, costBps: 2, share: 0.1 },
    )
    expect(short(fills)).toEqual([
      'buy 99 BATS @ 100',
      'sell 99 XNAS @ 100.3',
      'buy 99 BATS @ 100',
      'sell 99 XNAS @ 99.6',
      'sell 99 BATS @ 100',
      'buy 99 XNAS @ 99.6',
      'sell 100 BATS @ 100',
      'buy 100 XNAS @ 100',
    ])
    expect(roundTrips.map(({ pnl }) => Number(pnl.toFixed(6)))).toEqual([29.7, -39.6, 39.6, 0])
    expect(openPositions).toEqual([])
    expect(denials).toEqual([])
  })

  test('leaves a spread that costs would eat', () => {
    const apart = listings(bats, xnas)
    expect(run(strategy, apart, {}, { minSpreadBps: 0, costBps: 21 }).fills).toEqual([])
    expect(run(strategy, apart, {}, { minSpreadBps: 41 }).fills).toEqual([])
    expect(run(strategy, apart, {}, { minSpreadBps: 36.2, costBps: 2 }).fills).toEqual([])
    expect(run(strategy, apart, {}, { minSpreadBps: 36.1, costBps: 2 }).fills).not.toEqual([])
  })

  test('with fees and latency of each venue stands open for a bar, and closes what one leg left', () => {
    const { fills, openPositions, roundTrips } = run(
      strategy,
      listings(bats, xnas),
      {
        fees: 'none',
        latency: { entry: 5, response: 5 },
        venues: { XNAS: { fees: { perShare: 0.01 }, latency: { entry: 1_200, response: 300 } } },
      },
      { minSpreadBps: 20, share: 0.1 },
    )
    expect(fills.some(({ instrument, fee }) => instrument === 'ACME@XNAS' && fee > 0)).toBe(true)
    expect(fills.every(({ instrument, fee }) => instrument === 'ACME@XNAS' || fee === 0)).toBe(true)
    const [first, second] = fills
    expect(first).toMatchObject({ instrument: 'ACME@BATS', barIndex: 2 })
    expect(second).toMatchObject({ instrument: 'ACME@XNAS', barIndex: 3, price: 99.6 })
    expect(openPositions).toEqual([])
    expect(roundTrips.length).toBeGreaterThan(0)
  })

  test('closes what a thin venue did not take', () => {
    const thin = xnas.map(([open, high, low, close], bar): HandBar => [open, high, low, close, bar === 2 ? 400 : 1_000_000])
    const { fills, openPositions } = run(strategy, listings(bats, thin), { participation: 0.1 }, { minSpreadBps: 20, share: 0.1 })
    expect(short(fills).slice(0, 3)).toEqual(['buy 99 BATS @ 100', 'sell 40 XNAS @ 100.3', 'sell 59 XNAS @ 99.6'])
    expect(openPositions).toEqual([])
  })
})
