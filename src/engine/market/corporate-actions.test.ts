import { describe, expect, test } from 'vitest'
import { day, flatBars, free, type HandBar, handSeries, START } from '../../../tests/fixtures/series.js'
import { type Script, scripted, strategyOf } from '../../../tests/fixtures/strategies.js'
import type { BarSeries } from '../../model/bar.js'
import type { CorporateAction } from '../../model/corporate-action.js'
import { limit } from '../../model/order-price.js'
import type { RunResult } from '../../model/run.js'
import { enterLong, enterShort, exit } from '../../model/signal.js'
import { HOUR_MS } from '../../model/time.js'
import type { Strategy } from '../../strategy/define-strategy.js'
import { runBacktest } from '../backtest.js'
import type { BacktestConfigInput } from '../config/config.js'

const split = (exDate: string, ratio: number): CorporateAction => ({ kind: 'split', exDate, ratio })
const dividend = (exDate: string, amount: number | null, payDate?: string, factor = 0.99): CorporateAction => ({
  kind: 'dividend',
  exDate,
  amount,
  factor,
  payDate,
})

/** Days from 2024-01-01 that stand at one price each, with what happened between them. */
function days(prices: readonly number[], ...actions: CorporateAction[]): BarSeries {
  return { ...handSeries('X', flatBars(...prices)), actions }
}

function run(what: Script | Strategy, series: BarSeries | readonly BarSeries[], config: BacktestConfigInput = {}): RunResult {
  const strategy = 'name' in what ? (what as Strategy) : scripted(what as Script)
  const all = Array.isArray(series) ? (series as readonly BarSeries[]) : [series as BarSeries]
  return runBacktest({ strategies: [{ strategy }], series: all, config: { ...free, cash: 10_000, ...config } })
}

const ten = { size: { lots: 10 } } as const

describe('a split', () => {
  test('multiplies what is held at the worth it had, and is told', () => {
    const { equity, openPositions, corporateActions, notes, fills } = run(
      { 0: enterLong(ten) },
      days([100, 100, 104, 26, 27], split('2024-01-04', 4)),
    )
    expect([...equity.equity]).toEqual([10_000, 10_000, 10_040, 10_040, 10_080])
    expect([...equity.grossExposure]).toEqual([0, 1000, 1040, 1040, 1080])
    expect(openPositions).toMatchObject([{ quantity: 40, averagePrice: 25, unrealizedPnl: 80 }])
    expect(corporateActions).toEqual([{ time: day(3), instrument: 'X', action: split('2024-01-04', 4), lots: 10, cash: 0 }])
    expect(notes).toContain('X: booked the split 4:1 on 2024-01-04.')
    expect(fills.length).toBe(1)
  })

  test('that leaves less than a share closes a round trip, of which the cool-down hears', () => {
    const bars = [100, 100, 50, 500, 500, 500]
    const one = { size: { lots: 1 } } as const
    const script: Script = { 0: enterLong(one), 3: enterLong(one) }
    const held = run(script, days(bars, split('2024-01-04', 0.1)), { governor: { coolDown: { losses: 1, minutes: 6_000 } } })
    expect(held.roundTrips).toMatchObject([{ exitReason: 'cash in lieu', pnl: -50 }])
    expect(held.denials).toMatchObject([{ code: 'COOL_DOWN', time: day(4) }])
  })

  test('pays each strategy for its own fraction, though together they held a whole share', () => {
    const strategies = ['one', 'other'].map((name) => ({ strategy: scripted({ 0: enterLong({ size: { lots: 5 } }) }, name) }))
    const series = [days([10, 10, 10, 100], split('2024-01-04', 0.1))]
    const { corporateActions, openPositions, equity } = runBacktest({ strategies, series, config: { ...free, cash: 10_000 } })
    expect([corporateActions[0]?.lots, corporateActions[0]?.cash, openPositions]).toEqual([10, 100, []])
    expect(equity.equity.at(-1)).toBe(10_000)
  })

  test('on a day without bars is booked all the same', () => {
    const series = days([100, 100, 25], split('2024-01-02', 4))
    const gap = handSeries('X', flatBars(100, 100, 0, 0, 25))
    const keep = (column: Float64Array) => column.filter((_, index) => index < 2 || index === 4)
    const { columns } = gap
    const holed = {
      length: 3,
      openTime: keep(columns.openTime),
      closeTime: keep(columns.closeTime),
      open: keep(columns.open),
      high: keep(columns.high),
      low: keep(columns.low),
      close: keep(columns.close),
      volume: keep(columns.volume),
    }
    const { equity, openPositions } = run({ 0: enterLong(ten) }, { ...series, columns: holed, actions: [split('2024-01-04', 4)] })
    expect([...equity.equity]).toEqual([10_000, 10_000, 10_000])
    expect(openPositions).toMatchObject([{ quantity: 40, averagePrice: 25 }])
  })

  test('the other way round pays the fraction of a lot that it leaves', () => {
    const { openPositions, equity, corporateActions } = run(
      { 0: enterLong({ size: { lots: 37 } }) },
      days([10, 10, 12, 120], split('2024-01-04', 0.1)),
    )
    expect(openPositions).toMatchObject([{ quantity: 3, averagePrice: 100 }])
    expect(corporateActions[0]?.cash).toBeCloseTo(0.7 * 120, 9)
    expect(equity.cash.at(-1)).toBeCloseTo(10_000 - 370 + 84, 6)
    expect(equity.equity.at(-1)).toBeCloseTo(10_000 + 37 * 2, 6)
  })

  test('reaches no stop: protection goes on in the new shares, and acts there', () => {
    const bars = days([100, 100, 104, 26, 26, 20], split('2024-01-04', 4))
    const { fills, orders } = run({ 0: enterLong({ ...ten, protect: { stop: 90, target: 130 } }) }, bars)
    expect(fills.map(({ role, quantity, price, time }) => [role, quantity, price, time])).toEqual([
      ['entry', 10, 100, day(1)],
      ['stop', 40, 20, day(5)],
    ])
    const target = orders.find(({ intent }) => intent.role === 'target')
    expect(target).toMatchObject({ price: { type: 'limit', limit: 32.5 }, status: 'canceled' })
  })

  test('ends an order that has worked, and restates one that waits for its first session', () => {
    const bars = days([100, 100, 100, 25, 25, 24], split('2024-01-04', 4))
    const worked = run({ 0: enterLong({ ...ten, order: limit(97), timeInForce: 'GTC' }) }, bars)
    expect(worked.orders).toMatchObject([{ status: 'canceled', note: 'GTC ends with a split', updatedAt: day(3) }])
    const waiting = run(
      { 2: enterLong({ ...ten, order: limit(98), protect: { stop: 80 } }) },
      days([100, 100, 100, 24.4, 25, 19], split('2024-01-04', 4)),
    )
    expect(waiting.fills.map(({ role, quantity, price }) => [role, quantity, price])).toEqual([
      ['entry', 40, 24.4],
      ['stop', 40, 19],
    ])
    expect(waiting.roundTrips[0]?.initialRisk).toBeCloseTo(40 * 4.4, 9)
  })

  test('the other way round ends an entry that has filled in part, and its protection goes on with the part', () => {
    const bars = { ...handSeries('X', [...flatBars(10), [10, 10, 10, 10, 500], [10, 10, 10, 10, 0], ...flatBars(100, 40)]) }
    const series = { ...bars, actions: [split('2024-01-04', 0.1)] }
    const entry = enterLong({
      size: { lots: 100 },
      order: limit(10.5),
      timeInForce: 'GTC',
      protect: { stop: 5 },
      protectAfter: 'full',
    })
    const { fills, orders, openPositions } = run({ 0: entry }, series, { participation: 0.1 })
    expect(orders[0]).toMatchObject({ status: 'canceled', filledQuantity: 50, note: 'GTC ends with a split' })
    expect(fills.map(({ role, quantity, price }) => [role, quantity, price])).toEqual([
      ['entry', 50, 10],
      ['stop', 5, 40],
    ])
    expect(openPositions).toEqual([])
  })

  test('on two venues: an entry on one that ends with it counts in the old shares, whichever splits first', () => {
    const listed = (venue: string, rows: readonly HandBar[]): BarSeries => ({
      ...handSeries(`X@${venue}`, rows, { instrument: { asset: 'X', venue } }),
      actions: [split('2024-01-04', 0.1)],
    })
    const part: HandBar[] = [...flatBars(10), [10, 10, 10, 10, 500], [10, 10, 10, 10, 0], ...flatBars(100, 40)]
    const whole: HandBar[] = flatBars(10, 10, 10, 100, 40)
    for (const venues of [
      ['A', 'B'],
      ['B', 'A'],
    ]) {
      const trader = strategyOf('trader', {
        onBar: ({ bar, instrument }) =>
          bar.index === 0 && instrument.id === 'X@B'
            ? enterLong({ size: { lots: 100 }, order: limit(10.5), timeInForce: 'GTC', protect: { stop: 5 }, protectAfter: 'full' })
            : undefined,
      })
      const { fills, openPositions } = run(
        trader,
        venues.map((venue) => listed(venue, venue === 'B' ? part : whole)),
        { participation: 0.1 },
      )
      expect(fills.map(({ role, quantity }) => [role, quantity])).toEqual([
        ['entry', 50],
        ['stop', 5],
      ])
      expect(openPositions).toEqual([])
    }
  })

  test('the other way round ends an order of which it leaves less than a lot', () => {
    const series = days([10, 10, 10, 100, 100], split('2024-01-04', 0.1))
    const entry = run({ 2: enterLong({ size: { lots: 5 }, order: limit(9), protect: { stop: 5 } }) }, series)
    expect(entry.orders.map(({ status, note }) => [status, note])).toEqual([
      ['canceled', 'the split leaves less than one lot'],
      ['canceled', 'its parent ended unfilled'],
    ])
    const held = run({ 0: enterLong({ size: { lots: 5 }, protect: { stop: 5 } }) }, series)
    expect(held.orders[1]).toMatchObject({ status: 'canceled', note: 'the split leaves less than one lot' })
    expect(held.openPositions).toEqual([])
  })

  test('leaves an exit that was decided before it whole', () => {
    const { fills, openPositions } = run({ 0: enterLong(ten), 2: exit() }, days([100, 100, 100, 25], split('2024-01-04', 4)))
    expect([fills.map(({ quantity }) => quantity), openPositions]).toEqual([[10, 40], []])
  })

  test('is told to a strategy, which sees the last bar, its position and its lines in the new shares already', () => {
    const seen: unknown[] = []
    const listener = strategyOf('listener', {
      onBar: ({ bar }) => (bar.index === 0 ? enterLong({ ...ten, protect: { stop: 80 } }) : undefined),
      onSplit: ({ bar, position, working, time }, { ratio }) => {
        seen.push([ratio, time, bar.close, bar.volume, position.quantity, position.averagePrice, working.map(({ price }) => price)])
      },
    })
    run(listener, days([100, 100, 104, 26], split('2024-01-04', 4)))
    expect(seen).toEqual([[4, day(3), 26, 4_000_000, 40, 25, [{ type: 'stop', trigger: 20 }]]])
  })

  test('of one instrument leaves the others alone', () => {
    const other = handSeries('Y', flatBars(100, 100, 100, 100))
    const both = { 0: ({ instrument }: { instrument: { id: string } }) => enterLong({ ...ten, instrument: instrument.id }) }
    const { openPositions } = run(both as Script, [days([100, 100, 100, 25], split('2024-01-04', 4)), other])
    expect(openPositions.map(({ instrument, quantity }) => [instrument, quantity])).toEqual([
      ['X', 40],
      ['Y', 10],
    ])
  })

  test('is left in the prices where the config says so', () => {
    const { equity, corporateActions, openPositions } = run({ 0: enterLong(ten) }, days([100, 100, 25], split('2024-01-03', 4)), {
      corporateActions: 'ignore',
    })
    expect([equity.equity.at(-1), corporateActions, openPositions[0]?.quantity]).toEqual([9250, [], 10])
  })
})

describe('a dividend', () => {
  const bars = days([100, 100, 98, 98, 98, 98], dividend('2024-01-03', 2, '2024-01-05'))

  test('is owed to who held before the ex-date, and paid on the pay date', () => {
    const { equity, corporateActions } = run({ 0: enterLong(ten) }, bars)
    expect([...equity.equity]).toEqual([10_000, 10_000, 10_000, 10_000, 10_000, 10_000])
    expect([...equity.cash]).toEqual([10_000, 9000, 9000, 9000, 9020, 9020])
    expect(corporateActions).toMatchObject([{ lots: 10, cash: 20 }])
  })

  test('is owed by a short, who pays it in lieu', () => {
    const { equity, corporateActions } = run({ 0: enterShort(ten) }, bars)
    expect([...equity.equity].at(-1)).toBe(10_000)
    expect([...equity.cash]).toEqual([10_000, 11_000, 11_000, 11_000, 10_980, 10_980])
    expect(corporateActions).toMatchObject([{ lots: -10, cash: -20 }])
  })

  test('goes to who sold on the ex-date, and not to who bought on it', () => {
    const sold = run({ 0: enterLong(ten), 1: exit() }, bars)
    expect([sold.equity.equity.at(-1), sold.equity.cash.at(-1)]).toEqual([10_000, 10_000])
    const bought = run({ 1: enterLong(ten) }, bars)
    expect([bought.equity.equity.at(-1), bought.corporateActions[0]?.cash]).toEqual([10_000, 0])
  })

  test('of an unknown pay date comes after as many days as the config says', () => {
    const paidAt = (dividendPayDays: number) => {
      const { equity } = run({ 0: enterLong(ten) }, days([100, 100, 98, 98, 98, 98], dividend('2024-01-03', 2)), { dividendPayDays })
      return [...equity.cash].indexOf(9020)
    }
    expect([paidAt(0), paidAt(2), paidAt(21)]).toEqual([2, 4, -1])
  })

  test('of which only the factor is known is that part of the last close', () => {
    const { corporateActions } = run({ 0: enterLong(ten) }, days([100, 100, 98], dividend('2024-01-03', null, undefined, 0.98)))
    expect(corporateActions[0]?.cash).toBeCloseTo(20, 9)
  })

  test('of the day of a split is of the shares after it', () => {
    const both = [split('2024-01-03', 4), dividend('2024-01-03', 0.5, '2024-01-04')]
    const { equity } = run({ 0: enterLong(ten) }, days([100, 100, 24.5, 24.5], ...both.reverse()))
    expect([...equity.equity]).toEqual([10_000, 10_000, 10_000, 10_000])
  })
})

describe('a delisting', () => {
  const gone: CorporateAction = { kind: 'delisting', exDate: '2024-01-04' }
  const other = handSeries('Y', flatBars(50, 50, 50, 50, 50, 50))

  test('closes the position at the last price and ends its orders', () => {
    const onX = {
      0: ({ instrument }: { instrument: { id: string } }) =>
        instrument.id === 'X' ? enterLong({ ...ten, protect: { stop: 50 } }) : undefined,
    }
    const { roundTrips, fills, orders, equity } = run(onX as Script, [days([100, 100, 90], gone), other])
    expect(roundTrips).toMatchObject([{ exitTime: day(3), exitPrice: 90, pnl: -100, exitReason: 'delisted' }])
    expect(fills.at(-1)).toMatchObject({ rule: 'delisting', price: 90, quantity: 10, side: 'sell', fee: 0 })
    expect(orders.map(({ status, note }) => [status, note])).toEqual([
      ['filled', ''],
      ['canceled', 'X was delisted'],
      ['filled', ''],
    ])
    expect(equity.equity.at(-1)).toBe(9900)
  })

  describe('that loses is a round trip like any other', () => {
    const onBoth = {
      0: ({ instrument }: { instrument: { id: string } }) => (instrument.id === 'X' ? enterLong(ten) : undefined),
      3: ({ instrument }: { instrument: { id: string } }) => (instrument.id === 'Y' ? enterLong(ten) : undefined),
    } as Script
    const series = [days([100, 100, 90], gone), other]

    test('to the cool-down after losses', () => {
      const held = run(onBoth, series, { governor: { coolDown: { losses: 1, minutes: 6_000 } } })
      expect(held.denials).toMatchObject([{ code: 'COOL_DOWN', instrument: 'Y', time: day(4) }])
      expect(run(onBoth, series, { governor: { coolDown: { losses: 2, minutes: 6_000 } } }).denials).toEqual([])
    })

    test('to the virtual account that held it', () => {
      const { account } = run(onBoth, series, { accounts: [{ name: 'one', allocation: 1 }] })
      expect(account?.virtual).toMatchObject([{ roundTrips: 1, wins: 0, pnl: -100 }])
    })
  })

  test('with the last bar of the data comes after it', () => {
    const { roundTrips, equity, openPositions } = run({ 0: enterLong(ten) }, days([100, 100, 90], gone))
    expect([roundTrips.length, equity.cash.at(-1), openPositions]).toEqual([1, 9900, []])
  })
})

test('a change of ticker is noted, and the position stays', () => {
  const renamed: CorporateAction = { kind: 'ticker-change', exDate: '2024-01-03', from: 'X', to: 'NEW' }
  const { corporateActions, openPositions, notes } = run({ 0: enterLong(ten) }, days([100, 100, 100], renamed))
  expect([corporateActions.length, openPositions[0]?.quantity]).toEqual([1, 10])
  expect(notes).toContain('X: booked the change of ticker from X to NEW on 2024-01-03.')
})

describe('what belongs to a run', () => {
  test('are its actions: the data hash is of them too, and a run without any has the hash of its bars', () => {
    const bars = handSeries('X', flatBars(100, 100, 98))
    const hash = (series: BarSeries) => run({ 0: enterLong(ten) }, series).hashes.data
    const paid = (amount: number) => hash({ ...bars, actions: [dividend('2024-01-03', amount)] })
    expect(new Set([hash(bars), paid(1), paid(2)]).size).toBe(3)
    expect(hash({ ...bars, actions: [] })).toBe(hash(bars))
  })

  test.each<readonly [string, readonly BarSeries[]]>([
    ['a split inside a bar', [{ ...handSeries('X', flatBars(100, 100, 25), { timeframe: '1w' }), actions: [split('2024-01-11', 4)] }]],
    [
      'bars of one instrument in different shares',
      [days([100, 100, 25], split('2024-01-03', 4)), handSeries('X', flatBars(...new Array<number>(60).fill(25)), { timeframe: '1h' })],
    ],
    [
      'bars of two listings of one asset in different shares',
      [{ ...handSeries('X@A', flatBars(100, 100, 25)), actions: [split('2024-01-03', 4)] }, handSeries('X@B', flatBars(100, 100, 25))],
    ],
    ['a ratio that is none', [days([100, 100, 25], split('2024-01-03', Number.NaN))]],
    ['an amount below zero', [days([100, 100, 98], dividend('2024-01-03', -1))]],
  ])('is refused with %s', (_, series) => {
    expect(() => run({}, series)).toThrow(expect.objectContaining({ code: 'BAD_DATA' }))
  })
})

describe('what waits when a split comes', () => {
  const halfHours = (before: number, after: number) => flatBars(...Array.from({ length: 192 }, (_, at) => (at < 144 ? before : after)))
  const series = (id = 'X', ...actions: readonly CorporateAction[]): BarSeries => ({
    ...handSeries(id, halfHours(100, actions.length === 0 ? 100 : 50), { timeframe: '30m' }),
    actions,
  })
  const inTwo = series('X', split('2024-01-04', 2))
  const entry = (at: number, stop: number, count = 10) =>
    enterLong({ size: { lots: count }, order: limit(at), timeInForce: 'GTC', protect: { stop } })
  /** Half an hour before the split. */
  const late = 142

  test.each([
    ['the cancel', { entry: HOUR_MS }],
    ['its confirmation', { entry: 600_000, response: HOUR_MS }],
  ])('a replacement leaves in the new shares where %s is under way', (_, latency) => {
    const { orders } = run({ 120: entry(90, 80), [late]: entry(92, 84, 20) }, inTwo, { latency })
    const [first, , next, stop] = orders
    expect(first).toMatchObject({ status: 'canceled' })
    expect(next).toMatchObject({
      quantity: 40,
      intent: { quantity: { lots: 40 } },
      price: { type: 'limit', limit: 46 },
      status: 'accepted',
    })
    expect(stop).toMatchObject({ intent: { role: 'stop' }, price: { type: 'stop', trigger: 42 } })
  })

  test('an increase that waits for a reduction has its prices and lots in the new shares', () => {
    const rotate = strategyOf('rotate', {
      onBars({ time }) {
        if (time === START + HOUR_MS) return enterLong({ instrument: 'Y', size: { lots: 1 } })
        if (time !== day(3) - HOUR_MS / 2) return undefined
        const next = enterLong({
          instrument: 'X',
          size: { lots: 10 },
          order: limit(90),
          protect: { stop: 80, target: 130 },
          triggers: [{ side: 'sell', lots: 5, order: limit(120) }],
        })
        return [exit({ instrument: 'Y' }), next]
      },
    })
    const { orders } = run(rotate, [inTwo, series('Y')], { rotation: 'after-fill', latency: { response: HOUR_MS } })
    const placed = orders.find(({ intent }) => intent.role === 'entry' && intent.instrument === 'X')
    expect(placed).toMatchObject({ quantity: 20, price: { type: 'limit', limit: 45 } })
    expect(placed?.intent.children).toMatchObject([{ price: { at: 40 } }, { price: { at: 65 } }, { lots: 10, price: { limit: 60 } }])
  })

  test('the price that it was decided at is one of the new shares: no slippage comes of the split', () => {
    const market = enterLong({ size: { lots: 10 }, protect: { stop: { fraction: 0.1 } } })
    const config = { latency: { entry: HOUR_MS }, filters: { slippageBps: 100 } }
    const reversed = { ...handSeries('X', halfHours(100, 200), { timeframe: '30m' }), actions: [split('2024-01-04', 0.5)] }
    for (const [one, quantity, price] of [
      [inTwo, 20, 50],
      [reversed, 5, 200],
    ] as const) {
      const { denials, fills } = run({ 120: entry(90, 80), [late]: market }, one, config)
      expect(denials).toEqual([])
      expect(fills).toMatchObject([{ side: 'buy', quantity, price }])
    }
  })
})
