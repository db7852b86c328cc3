import { describe, expect, test } from 'vitest'
import { flatBars, free, handSeries, START } from '../../tests/fixtures/series.js'
import { scripted, strategyOf } from '../../tests/fixtures/strategies.js'
import { calendar } from '../data/calendar/calendar.js'
import type { BarSeries } from '../model/bar.js'
import { type Instrument, instrument } from '../model/instrument.js'
import { limit, stop } from '../model/order-price.js'
import type { RunResult } from '../model/run.js'
import { enterLong, enterShort, exit, type Signal, type Signals, target } from '../model/signal.js'
import { HOUR_MS, type IsoDate } from '../model/time.js'
import { runBacktest } from './backtest.js'
import type { BacktestConfigInput } from './config/config.js'

/** A stock with one price for each session of New York from a date on. */
function sessions(from: IsoDate, ...prices: readonly number[]): BarSeries {
  const days = calendar('XNYS')
    .sessionsBetween(from, `${Number(from.slice(0, 4)) + 1}${from.slice(4)}`)
    .slice(0, prices.length)
  const column = Float64Array.from(prices)
  return {
    instrument: instrument('A', 'equity'),
    timeframe: '1d',
    columns: {
      length: prices.length,
      openTime: Float64Array.from(days, ({ open }) => open),
      closeTime: Float64Array.from(days, ({ close }) => close),
      ...{ open: column, high: column, low: column, close: column },
      volume: new Float64Array(prices.length).fill(1e6),
    },
  }
}

const same = (price: number, days: number): number[] => Array<number>(days).fill(price)
const dates = (run: RunResult): string[] => run.fills.map(({ time, side }) => `${side} ${new Date(time).toISOString().slice(0, 10)}`)

function run(script: Parameters<typeof scripted>[0], series: BarSeries, config: BacktestConfigInput): RunResult {
  return runBacktest({ strategies: [{ strategy: scripted(script) }], series: [series], config: { ...free, cash: 10_000, ...config } })
}

describe('a research account', () => {
  /** One holds 45 of A short and the other as many long; then one of them leaves, and the other asks for `lots` of B. */
  const beside = (lots: number): RunResult =>
    runBacktest({
      strategies: [
        { strategy: strategyOf('leaves', { onBar: ({ bar, instrument }) => (instrument.id === 'A' ? turns[bar.index] : undefined) }) },
        { strategy: strategyOf('stays', { onBar: ({ bar, instrument }) => stays(lots)[instrument.id]?.[bar.index] }) },
      ],
      series: [handSeries('A', flatBars(100, 100, 100, 100, 100, 100)), handSeries('B', flatBars(100, 100, 100, 100, 100, 100))],
      config: { ...free, cash: 10_000 },
    })
  const turns: Readonly<Record<number, Signals>> = { 0: enterShort({ size: { lots: 45 } }), 3: exit() }
  const stays = (lots: number): Readonly<Record<string, Readonly<Record<number, Signals>>>> => ({
    A: { 1: enterLong({ size: { lots: 45 } }) },
    B: { 3: enterLong({ size: { lots } }) },
  })

  test('counts positions of two strategies that cover one another side by side: one of them may leave', () => {
    expect(beside(10).openPositions.map(({ quantity }) => quantity)).toEqual([45, 10])
    expect(beside(11).denials.map(({ code, context }) => [code, context])).toEqual([
      ['BUYING_POWER', { required: 1_100, available: 1_000 }],
    ])
  })
})

test.each(['same-open', 'after-fill'] as const)(
  'a batch of a research account frees what is reduced once, under rotation %s',
  (rotation) => {
    const batch = (...signals: Signal[]): RunResult =>
      runBacktest({
        strategies: [
          {
            strategy: strategyOf('s', {
              onBars({ instruments }) {
                const index = instruments[0]?.bar.index
                return index === 0 ? enterLong({ instrument: 'A', size: { lots: 90 } }) : index === 3 ? signals : undefined
              },
            }),
          },
        ],
        series: [handSeries('A', flatBars(100, 100, 100, 100, 100, 100, 100))],
        config: { ...free, cash: 10_000, rotation },
      })
    const held = (run: RunResult) => [run.openPositions.map(({ quantity }) => quantity), run.denials.map(({ context }) => context)]
    const short = (lots: number) => enterShort({ instrument: 'A', size: { lots } })
    expect(held(batch(target('A', 0.1), short(180)))).toEqual([[10], [{ required: 17_000, available: 9_000 }]])
    expect(held(batch(target('A', 0.1), short(100)))).toEqual([[-100], []])
    expect(held(batch(target('A', 0.1), enterShort({ instrument: 'A' })))).toEqual([[-100], []])
    expect(held(batch(exit({ instrument: 'A', fraction: 0.5 }), short(101)))).toEqual([[45], [{ required: 5_600, available: 5_500 }]])
  },
)

describe('a cash account', () => {
  const cash = { account: 'cash' } as const

  /** Buys with all there is, sells at once, and then asks to buy again at every close until it may. */
  const rotating = strategyOf('rotating', {
    onBar: ({ bar, position }): Signals =>
      position.isLong && bar.index < 3 ? exit() : position.isFlat ? enterLong({ size: { lots: 100 } }) : undefined,
  })
  const rotate = (from: IsoDate): RunResult =>
    runBacktest({
      strategies: [{ strategy: rotating }],
      series: [sessions(from, ...same(100, 10))],
      config: { ...free, cash: 10_000, ...cash },
    })

  test.each<[cycle: string, from: IsoDate, again: string, denied: number]>([
    // Sold on Wednesday the 16th: settled on Monday the 21st, bought on Tuesday.
    ['three sessions in 2016', '2016-03-14', '2016-03-22', 3],
    // Sold on Wednesday the 7th: settled on Friday the 9th, bought on Monday.
    ['two in 2018', '2018-03-05', '2018-03-12', 2],
    // Sold on Wednesday the 12th: settled on Thursday the 13th, bought on Friday.
    ['one in 2025', '2025-03-10', '2025-03-14', 1],
  ])('spends what it sold after settlement: %s', (_, from, again, denied) => {
    const result = rotate(from)
    expect(dates(result)[2]).toBe(`buy ${again}`)
    expect(result.denials.map(({ code, context }) => [code, context.available])).toEqual(Array(denied).fill(['BUYING_POWER', 0]))
  })

  test('counts what working buys will cost', () => {
    const buys = [
      enterLong({ size: { lots: 60 }, tag: 'a', order: limit(90), timeInForce: 'GTC' }),
      enterLong({ size: { lots: 60 }, tag: 'b', order: limit(90), timeInForce: 'GTC' }),
    ]
    const { denials } = run({ 0: buys }, sessions('2018-03-05', ...same(100, 3)), cash)
    expect(denials).toMatchObject([{ code: 'BUYING_POWER', context: { required: 5_400, available: 4_600 } }])
  })

  test('a strategy sells nothing that another holds: that one may exit at any time', () => {
    const { denials, fills } = runBacktest({
      strategies: [
        { strategy: scripted({ 0: enterLong({ size: { lots: 12 } }), 3: exit() }), name: 'holder' },
        { strategy: scripted({ 1: enterShort({ size: { lots: 12 } }) }), name: 'seller' },
      ],
      series: [sessions('2018-03-05', ...same(100, 6))],
      config: { ...free, cash: 10_000, ...cash },
    })
    expect(denials).toMatchObject([{ strategy: 'seller', code: 'SHORT_NOT_ALLOWED', context: { would_be: -12, held: 0 } }])
    expect(fills.map(({ strategy, side, quantity }) => `${strategy} ${side} ${quantity}`)).toEqual(['holder buy 12', 'holder sell 12'])
  })

  test('sizes by settled cash', () => {
    const { fills, account } = run({ 0: enterLong() }, sessions('2018-03-05', ...same(30, 3)), cash)
    expect(fills).toMatchObject([{ quantity: 333 }])
    expect(account).toEqual({ type: 'cash', borrowFees: 0, interest: 0, settledCash: 10, margin: null })
  })

  test('sells nothing short', () => {
    const script = {
      0: enterShort({ size: { lots: 1 } }),
      1: target('A', -0.5),
      2: enterLong({ size: { lots: 10 } }),
      4: enterShort({ size: { lots: 1 } }),
    }
    const { denials, fills } = run(script, sessions('2018-03-05', ...same(100, 7)), cash)
    expect(denials.map(({ code, context }) => [code, context])).toEqual([
      ['SHORT_NOT_ALLOWED', { would_be: -1, held: 0 }],
      ['SHORT_NOT_ALLOWED', { would_be: -50, held: 0 }],
      ['SHORT_NOT_ALLOWED', { would_be: -1, held: 10 }],
    ])
    expect(fills).toHaveLength(1)
  })

  test('sells what it holds, with its protection at work', () => {
    const script = { 0: enterLong({ size: { lots: 10 }, protect: { stop: 50, target: 200 } }), 2: exit() }
    expect(dates(run(script, sessions('2018-03-05', ...same(100, 5)), cash))).toEqual(['buy 2018-03-06', 'sell 2018-03-08'])
  })

  test('a batch waits for its reductions to settle', () => {
    const rotation = strategyOf('two', {
      onBars: ({ time }): Signals =>
        time === a.columns.closeTime[0] ? [target('A', 1)] : time === a.columns.closeTime[1] ? [target('A', 0), target('B', 1)] : undefined,
    })
    const a = sessions('2018-03-05', ...same(100, 4))
    const b: BarSeries = { ...a, instrument: instrument('B', 'equity') }
    const { denials } = runBacktest({ strategies: [{ strategy: rotation }], series: [a, b], config: { ...free, cash: 10_000, ...cash } })
    expect(denials).toMatchObject([{ code: 'BUYING_POWER', instrument: 'B', context: { required: 10_000, available: 0 } }])
  })
})

describe('a margin account', () => {
  const margin = { account: 'margin' } as const

  test('opens twice its equity and shows what Interactive Brokers shows', () => {
    const script = { 0: enterLong({ size: { lots: 150 } }), 1: enterLong({ size: { lots: 51 }, tag: 'more' }) }
    const { denials, account } = run(script, sessions('2018-03-05', ...same(100, 4)), margin)
    expect(denials).toMatchObject([{ code: 'BUYING_POWER', context: { required: 2_550, available: 2_500 } }])
    expect(account.margin).toEqual({
      ...{ equity: 10_000, initialMargin: 7_500, maintenanceMargin: 3_750, availableFunds: 2_500, excessLiquidity: 6_250 },
      ...{ buyingPower: 5_000, cushion: 0.625, lowestCushion: 0.625, liquidations: 0 },
    })
  })

  test('an allocation of twice the equity is the most there is', () => {
    const { fills } = run({ 0: enterLong({ size: { weight: 2 } }) }, sessions('2018-03-05', ...same(100, 3)), margin)
    expect(fills).toMatchObject([{ quantity: 200 }])
  })

  test('orders of one group count as the largest of them', () => {
    const both = (group: 'g' | undefined): Signals => {
      const oca = group === undefined ? undefined : ({ group, type: 1 } as const)
      return [
        enterLong({ size: { lots: 150 }, tag: 'up', order: stop(110), timeInForce: 'GTC', oca }),
        enterLong({ size: { lots: 150 }, tag: 'down', order: limit(90), timeInForce: 'GTC', oca }),
      ]
    }
    const denied = (signals: Signals) =>
      run({ 0: signals }, sessions('2018-03-05', ...same(100, 3)), margin).denials.map(({ code }) => code)
    expect(denied(both('g'))).toEqual([])
    expect(denied(both(undefined))).toEqual(['BUYING_POWER'])
  })

  test('an order that sleeps until another fills is counted all the while', () => {
    const triggers = [{ side: 'buy', lots: 50, order: limit(100) }] as const
    const first = enterLong({ size: { lots: 100 }, order: limit(50), timeInForce: 'GTC', triggers })
    const second = (lots: number) => ({ 0: first, 1: enterLong({ size: { lots }, tag: 'b', order: limit(100), timeInForce: 'GTC' }) })
    // 2,500 for the first and 2,500 for what it triggers.
    expect(run(second(100), sessions('2018-03-05', ...same(110, 3)), margin).denials).toEqual([])
    expect(run(second(101), sessions('2018-03-05', ...same(110, 3)), margin).denials).toMatchObject([
      { code: 'BUYING_POWER', context: { required: 5_050, available: 5_000 } },
    ])
  })

  test('refuses what it has no rate for, and takes a rate that it is given', () => {
    const coin = handSeries('BTC', flatBars(100, 100, 100), { instrument: { assetClass: 'crypto' } })
    const script = { 0: enterLong({ size: { lots: 1 } }) }
    expect(run(script, coin, margin).denials).toMatchObject([
      { code: 'NO_MARGIN_RATE', context: { instrument: 'BTC', asset_class: 'crypto' } },
    ])
    const rates = { marginRates: { crypto: { initial: 0.8, maintenance: 0.6 } } }
    expect(run(script, coin, { ...margin, ...rates }).account.margin).toMatchObject({ initialMargin: 80, maintenanceMargin: 60 })
  })

  test('a fund of three times its index opens less', () => {
    const bars = sessions('2018-03-05', ...same(100, 3))
    const threefold: BarSeries = { ...bars, instrument: instrument('A', 'etf', { leverageFactor: 3 }) }
    expect(run({ 0: enterLong({ size: { lots: 134 } }) }, threefold, margin).denials).toHaveLength(1)
    expect(run({ 0: enterLong({ size: { lots: 133 } }) }, threefold, margin).denials).toHaveLength(0)
  })

  test('listings of one asset are one position', () => {
    const listing = (id: string) => handSeries(id, flatBars(100, 100, 100), { instrument: { asset: 'A' } as Partial<Instrument> })
    const both = strategyOf('both', {
      onBar: ({ bar, instrument: { id } }): Signals =>
        bar.index === 0 ? (id === 'A1' ? enterLong({ size: { lots: 150 } }) : enterShort({ size: { lots: 150 } })) : undefined,
    })
    const { account, fills } = runBacktest({
      strategies: [{ strategy: both }],
      series: [listing('A1'), listing('A2')],
      config: { ...free, cash: 10_000, ...margin },
    })
    expect(fills).toHaveLength(2)
    expect(account.margin).toMatchObject({ initialMargin: 0, maintenanceMargin: 0, availableFunds: 10_000 })
  })

  test('leverage and all-in are not its own', () => {
    const bars = sessions('2018-03-05', ...same(100, 3))
    expect(() => run({}, bars, { ...margin, leverage: 2 })).toThrow(expect.objectContaining({ code: 'BAD_CONFIG' }))
    expect(() => run({}, bars, { account: 'cash', sizing: 'all-in' })).toThrow(expect.objectContaining({ code: 'BAD_CONFIG' }))
    expect(() => run({}, bars, { marginRates: { X: { initial: 0.1, maintenance: 0.2 } } })).toThrow(/cannot take more than opening/)
  })

  test('its rates are of no other', () => {
    const marginRates = { crypto: { initial: 0.5, maintenance: 0.4 } }
    for (const account of ['research', 'cash'] as const)
      expect(() => run({}, sessions('2018-03-05', ...same(100, 3)), { account, marginRates })).toThrow(
        expect.objectContaining({ code: 'BAD_CONFIG', hint: 'leave it out, or run --account margin' }),
      )
  })
})

test('in a research account a group takes up what its largest order does, too', () => {
  const entry = (tag: string, lots: number, group?: string) =>
    enterLong({ size: { lots }, tag, order: limit(100), timeInForce: 'GTC', ...(group !== undefined && { oca: { group, type: 1 } }) })
  const denied = (...signals: readonly Signals[]) =>
    run({ 0: signals.flat() as Signals }, sessions('2018-03-05', ...same(110, 3)), {}).denials.map(({ context }) => context)
  expect(denied(entry('a', 60, 'g'), entry('b', 80, 'g'), entry('c', 20))).toEqual([])
  expect(denied(entry('a', 60, 'g'), entry('b', 80, 'g'), entry('c', 21))).toEqual([{ required: 2_100, available: 2_000 }])
  expect(denied(entry('c', 20), entry('a', 60, 'g'), entry('b', 81, 'g'))).toEqual([{ required: 8_100, available: 8_000 }])
})

describe('what can be borrowed', () => {
  const bars = sessions('2018-03-05', ...same(10, 5))
  const denials = (signals: Signals, shortAvailability: BacktestConfigInput['shortAvailability']) =>
    run({ 0: signals }, bars, { shortAvailability }).denials.map(({ code, context }) => [code, context])

  test('is the most that is sold short, working orders counted', () => {
    const sell = (lots: number, tag: string) => enterShort({ size: { lots }, tag, order: limit(11), timeInForce: 'GTC' })
    expect(denials([sell(60, 'a'), sell(40, 'b')], { lots: 100 })).toEqual([])
    expect(denials([sell(60, 'a'), sell(41, 'b')], { lots: 100 })).toEqual([['SHORT_UNAVAILABLE', { would_be_short: 101, available: 100 }]])
  })

  test('is by instrument where the config says so', () => {
    expect(denials(enterShort({ size: { lots: 8 } }), { A: 7, default: 'unlimited' })).toHaveLength(1)
    expect(denials(enterShort({ size: { lots: 8 } }), { default: 'unlimited' })).toHaveLength(0)
    expect(denials(enterShort({ size: { lots: 8 } }), 'none')).toHaveLength(1)
  })
})

describe('holding', () => {
  test('a short position costs its fee for every night, a week-end three', () => {
    // Sold on Tuesday, bought back on Monday: six nights. 25.50 + 2 % is 26.01, which counts as 27; at 26.60 it is 28.
    const series = sessions('2018-03-05', 25.5, 25.5, 25.5, 26.6, 26.6, 26.6, 26.6)
    const { account, equity, notes } = run({ 0: enterShort({ size: { lots: 100 } }), 4: exit() }, series, { borrowFee: 0.36 })
    // 100 × 27 × 0.36 ÷ 360 = 2.70 for Tuesday and Wednesday, 2.80 for Thursday and for the three of Friday.
    expect(account.borrowFees).toBeCloseTo(2 * 2.7 + 4 * 2.8, 10)
    const paid = [...equity.cash].map(
      (cash, index) => Math.round(((index === 0 ? 10_000 : (equity.cash[index - 1] as number)) - cash) * 100) / 100,
    )
    expect(paid).toEqual([0, -2_550, 2.7, 2.7, 2.8, 2_660 + 8.4, 0])
    expect(notes).toContain('Borrowing what was sold short cost 16.60; one fee is taken for all years.')
  })

  test('costs by instrument where the config says so, and long positions cost nothing', () => {
    const series = sessions('2018-03-05', ...same(100, 4))
    const short = { 0: enterShort({ size: { lots: 10 } }) }
    expect(run(short, series, { borrowFee: { A: 0.36 } }).account.borrowFees).toBeCloseTo(2.04, 10)
    expect(run(short, series, { borrowFee: { A: 0, default: 0.36 } }).account.borrowFees).toBe(0)
    expect(run(short, series, { borrowFee: { default: 0.36 } }).account.borrowFees).toBeCloseTo(2.04, 10)
    expect(run({ 0: enterLong({ size: { lots: 10 } }) }, series, { borrowFee: 0.36 }).account.borrowFees).toBe(0)
  })

  test('of what is bought back on the same day costs nothing', () => {
    const bars = handSeries('A', flatBars(...same(100, 8)), { timeframe: '1h' })
    const { account } = run({ 0: enterShort({ size: { lots: 10 } }), 4: exit() }, bars, { borrowFee: 0.5 })
    expect(account.borrowFees).toBe(0)
  })

  test('of one instrument has nights of its own, whatever trades beside it', () => {
    // Sold at 21:00 UTC and bought back at 01:00: over a midnight UTC, and not over one of New York.
    const night = handSeries('B', flatBars(...same(100, 30)), { timeframe: '1h' })
    const strategy = strategyOf('sells B', {
      onBar: ({ bar, instrument }) =>
        instrument.id === 'B' ? { 20: enterShort({ size: { lots: 10 } }), 24: exit() }[bar.index] : undefined,
    })
    const beside = (...others: readonly BarSeries[]) =>
      runBacktest({ strategies: [{ strategy }], series: [night, ...others], config: { ...free, borrowFee: 0.36 } }).account.borrowFees
    expect(beside()).toBeCloseTo(1.02, 10)
    expect(beside(sessions('2024-01-02', 10, 10, 10))).toBe(beside())
  })

  test('pays one night for each day between its fills, and none within a day', () => {
    const hours = handSeries('B', flatBars(...same(100, 60)), { timeframe: '1h' })
    const paid = (from: number, to: number): number =>
      run({ [from]: enterShort({ size: { lots: 10 } }), [to]: exit() }, hours, { borrowFee: 0.36 }).account.borrowFees / 1.02
    // A decision in bar 22 sells at 23:00.
    expect([paid(10, 22), paid(20, 22), paid(22, 24), paid(20, 24), paid(22, 48)].map((nights) => Math.round(nights))).toEqual([
      0, 0, 1, 1, 2,
    ])
  })

  test('pays by its own calendar beside one of another, and interest by the days of both', () => {
    // From Friday to Monday: the coin is marked on each day between, the stock is not, and both pay three nights.
    const stock = sessions('2024-01-05', ...same(100, 3))
    const coin = handSeries('B', flatBars(...same(100, 7)), { start: Date.UTC(2024, 0, 4) })
    const sell = enterShort({ size: { lots: 10 } })
    const strategy = strategyOf('sells both', {
      onBar: ({ bar, instrument }) => (bar.index === 0 ? sell : bar.index === (instrument.id === 'B' ? 5 : 1) ? exit() : undefined),
    })
    const { account } = runBacktest({
      strategies: [{ strategy }],
      series: [coin, { ...stock, instrument: instrument('C', 'equity') }],
      config: { ...free, borrowFee: { B: 0.36, C: 0.36 }, leverage: 10 },
    })
    expect(account.borrowFees / 1.02).toBeCloseTo(5 + 1, 10)
  })

  test('where a day begins as the one before it ends counts the nights between its fills', () => {
    const days = handSeries('B', flatBars(...same(100, 10)))
    const strategy = strategyOf('sells B', {
      onBar: ({ bar, instrument }) => (instrument.id === 'B' ? { 1: enterShort({ size: { lots: 10 } }), 5: exit() }[bar.index] : undefined),
    })
    const hours = (from: number, to: number) =>
      handSeries('A', flatBars(...same(10, to - from)), { timeframe: '1h', start: START + from * HOUR_MS })
    const beside = (...others: readonly BarSeries[]) =>
      runBacktest({ strategies: [{ strategy }], series: [days, ...others], config: { ...free, borrowFee: 0.36 } }).account.borrowFees
    // Sold as the third day begins, bought back as the seventh does.
    expect(beside()).toBeCloseTo(4 * 1.02, 10)
    for (const [from, to] of [
      [0, 100],
      [100, 240],
      [0, 240],
    ] as const)
      expect(beside(hours(from, to))).toBe(beside())
  })

  test('with the broker’s money costs interest, and the proceeds of short sales pay for nothing', () => {
    const series = sessions('2018-03-05', ...same(100, 4))
    // 5,000 are owed over two nights.
    const owed = run({ 0: enterLong({ size: { lots: 150 } }) }, series, { account: 'margin', interest: 0.072 })
    expect(owed.account.interest).toBeCloseTo(2 + 1 / 5_000, 3)
    expect(owed.notes).toContain('Interest on what was owed cost 2.00; one rate is taken for all years.')
    const covered = run({ 0: enterShort({ size: { lots: 150 } }) }, series, { account: 'margin', interest: 0.072 })
    expect(covered.account.interest).toBe(0)
    const hedged = runBacktest({
      strategies: [
        { strategy: scripted({ 0: enterLong({ size: { lots: 120 } }) }, 'long') },
        {
          strategy: strategyOf('short', {
            onBar: ({ bar }) => (bar.index === 0 ? enterShort({ instrument: 'B', size: { lots: 50 } }) : undefined),
          }),
        },
      ],
      series: [series, { ...series, instrument: instrument('B', 'equity') }],
      config: { ...free, cash: 10_000, account: 'margin', interest: 0.072 },
    })
    // 12,000 bought with 10,000: 2,000 are owed, whatever lies with the lender.
    expect(hedged.fills.map(({ quantity }) => quantity)).toEqual([120, 50])
    expect(hedged.account.interest).toBeCloseTo(0.8, 3)
  })

  test('is the same run bar by bar and in a quiet stretch', () => {
    const bars = sessions('2018-03-05', ...same(100, 12))
    const script = { 2: enterShort({ size: { lots: 10 } }), 5: exit(), 8: enterShort({ size: { lots: 10 } }) }
    const quiet = run(script, bars, { borrowFee: 0.36 })
    const watching = strategyOf('watching', { onBars: () => undefined })
    const slow = runBacktest({
      strategies: [{ strategy: scripted(script), allocation: 1 }, { strategy: watching }],
      series: [bars],
      config: { ...free, cash: 10_000, borrowFee: 0.36 },
    })
    expect(quiet.account).toEqual(slow.account)
    expect([...quiet.equity.equity]).toEqual([...slow.equity.equity])
  })
})
