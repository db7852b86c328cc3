import { describe, expect, test } from 'vitest'
import { concatColumns } from '../src/data/columns.js'
import { syntheticBars } from '../src/data/synthetic/market-name.js'
import { runBacktest } from '../src/engine/backtest.js'
import type { BacktestConfigInput } from '../src/engine/config/config.js'
import type { BarSeries } from '../src/model/bar.js'
import type { RunResult } from '../src/model/run.js'
import { DAY_MS, type EpochMs, MINUTE_MS } from '../src/model/time.js'
import type { Strategy } from '../src/strategy/define-strategy.js'
import { free, type HandBar, handSeries } from '../tests/fixtures/series.js'
import strategy from './buy-stop-trail.js'

/** 09:30 in New York on Tuesday 2024-01-02, in winter. */
const OPEN: EpochMs = Date.UTC(2024, 0, 2, 14, 30)
const BAR = 15 * MINUTE_MS
/** Bars of 15 minutes in a session: number 24 ends at 15:45. */
const BARS = 26

type Bars = Readonly<Record<number, HandBar>>

/** A session at 100, some bars of which are others; the price stays where the last of them closed. */
function session(others: Bars = {}, from = 100): HandBar[] {
  let last = from
  return Array.from({ length: BARS }, (_, index): HandBar => {
    const bar = others[index] ?? [last, last, last, last]
    last = bar[3]
    return bar
  })
}

/** Sessions that follow one another, day after day. */
function days(...sessions: readonly (readonly HandBar[])[]): BarSeries {
  const all = sessions.map((bars, index) =>
    handSeries('A', bars, { timeframe: '15m', start: OPEN + index * DAY_MS, instrument: { calendar: 'XNYS', tick: 0.01 } }),
  )
  return { ...(all[0] as BarSeries), columns: concatColumns(all.map(({ columns }) => columns)) }
}

function run(series: BarSeries | readonly BarSeries[], params: Record<string, unknown> = {}, config: BacktestConfigInput = {}): RunResult {
  const strategies = [{ strategy: strategy as unknown as Strategy, params }]
  return runBacktest({ strategies, series: Array.isArray(series) ? series : [series as BarSeries], config: { ...free, ...config } })
}

/** `day 1 09:45 buy 105` of each fill. */
function fillsOf({ fills }: RunResult): string[] {
  return fills.map(({ time, side, price, rule }) => `${clock(time)} ${side} ${price} ${rule}`)
}

function entriesOf({ orders }: RunResult) {
  return orders.filter(({ intent }) => intent.role === 'entry')
}

/** The day of the run and the time in New York. */
function clock(time: EpochMs): string {
  const day = Math.floor((time - OPEN) / DAY_MS)
  const minutes = 9 * 60 + 30 + (time - OPEN - day * DAY_MS) / MINUTE_MS
  return `day ${day + 1} ${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(Math.floor(minutes % 60)).padStart(2, '0')}`
}

/** Through the buy stop, and on to 120 without a fall of 10 % on the way. */
const climb: Bars = { 2: [100, 106, 100, 106], 4: [106, 113, 106, 113], 5: [113, 120, 113, 120] }

describe('the entry', () => {
  test('is a buy stop 5 % above the first close of the session, for the day, with a stop that trails by 10 %', () => {
    const { orders } = run(days(session()))
    expect(orders.map(({ intent, price, createdAt }) => [clock(createdAt), intent.side, price, intent.timeInForce])).toEqual([
      ['day 1 09:45', 'buy', { type: 'stop', trigger: 105 }, 'DAY'],
      ['day 1 09:45', 'sell', expect.objectContaining({}), 'GTC'],
    ])
    expect(entriesOf(run(days(session())))[0]?.intent.children).toEqual([{ role: 'stop', price: { trail: { fraction: 0.1 }, from: null } }])
  })

  test('is priced from the first bar of the session: one that ends at the open is before it, one that ends later is not', () => {
    const early: readonly HandBar[] = Array.from({ length: 4 }, () => [90, 90, 90, 90])
    const from = (start: number) =>
      handSeries('A', [...early, ...session()], { timeframe: '15m', start, instrument: { calendar: 'XNYS', tick: 0.01 } })
    const first = (start: number) => entriesOf(run(from(start))).map(({ createdAt, price }) => [clock(createdAt), price])
    expect(first(OPEN - 4 * BAR)).toEqual([['day 1 09:45', { type: 'stop', trigger: 105 }]])
    expect(first(OPEN - 4 * BAR + MINUTE_MS)).toEqual([['day 1 09:31', { type: 'stop', trigger: 94.5 }]])
  })

  test('stays at its price through the session, whatever the price does', () => {
    const result = run(days(session({ 5: [100, 103, 100, 103], 9: [103, 103, 97, 97] })))
    expect(entriesOf(result).map(({ price }) => price)).toEqual([{ type: 'stop', trigger: 105 }])
  })

  test('buys at the trigger; a cent below it does not', () => {
    expect(fillsOf(run(days(session({ 4: [100, 105, 100, 104] }))))).toEqual(['day 1 10:45 buy 105 stop-at-trigger'])
    expect(run(days(session({ 4: [100, 104.99, 100, 104] }))).fills).toEqual([])
  })

  test('buys at the open where the price gaps up through the buy stop', () => {
    expect(fillsOf(run(days(session({ 4: [108, 109, 108, 109] }))))).toEqual(['day 1 10:30 buy 108 stop-gap-at-open'])
  })

  test('with a slippage cap does not follow a gap beyond it, and buys within it', () => {
    const capped = { entry: 'stop-limit', slippageCap: 0.005 }
    const beyond = run(days(session({ 4: [105.6, 109, 105.6, 109] })), capped)
    expect([beyond.fills, entriesOf(beyond)[0]?.price]).toEqual([[], { type: 'stop-limit', trigger: 105, limit: 105.52 }])
    expect(fillsOf(run(days(session({ 4: [105.5, 109, 105.5, 109] })), capped))).toEqual([expect.stringMatching(/^day 1 10:30 buy 105.5 /)])
  })

  test('that is denied is not tried again in the session', () => {
    const { denials } = run(days(session(), session()), {}, { sizing: { notional: 1e6 } })
    expect(denials.map(({ code, time }) => [code, clock(time)])).toEqual([
      ['BUYING_POWER', 'day 1 09:45'],
      ['BUYING_POWER', 'day 2 09:45'],
    ])
  })
})

test('a cut-off that leaves nothing of a session is refused', () => {
  expect(() => run(days(session()), { cutoffMinutes: 400 })).toThrow(
    expect.objectContaining({ code: 'BAD_PARAMETER', message: expect.stringContaining('a session has 390 minutes') }),
  )
  expect(entriesOf(run(days(session()), { cutoffMinutes: 374 }))).toHaveLength(1)
})

describe('unfilled 15 minutes before the close', () => {
  const late: Bars = { 25: [100, 107, 100, 107] }

  test('it is canceled, and a rise after that buys nothing', () => {
    const result = run(days(session(late)))
    expect(result.fills).toEqual([])
    expect(entriesOf(result)[0]).toMatchObject({ status: 'canceled', updatedAt: OPEN + 25 * BAR })
    expect(result.decisions?.at(-1)?.signal).toMatchObject({ kind: 'cancel', reason: 'not filled 15 minutes before the close' })
  })

  test('it is not where the cut-off is the close itself: the rise buys', () => {
    expect(run(days(session(late)), { cutoffMinutes: 0 }).fills).toHaveLength(1)
  })

  test('it is sent anew in the next session, from its own first price', () => {
    const result = run(days(session({ 20: [100, 100, 90, 90] }), session({}, 90)))
    expect(entriesOf(result).map(({ createdAt, price }) => [clock(createdAt), price])).toEqual([
      ['day 1 09:45', { type: 'stop', trigger: 105 }],
      ['day 2 09:45', { type: 'stop', trigger: 94.5 }],
    ])
  })

  test('what is left of a part that filled is canceled too, and the part keeps its stop', () => {
    const thin: HandBar = [100, 106, 100, 106, 1_000]
    const result = run(days(session({ 4: thin, ...noVolumeFrom(5) })), {}, { participation: 0.1 })
    const [entry, stop] = result.orders
    expect([entry?.status, entry?.filledQuantity, clock(entry?.updatedAt ?? 0)]).toEqual(['canceled', 100, 'day 1 15:45'])
    expect([stop?.intent.role, stop?.status, stop?.quantity]).toEqual(['stop', 'accepted', 100])
  })

  /** Bars in which nothing trades, to the end of the session. */
  function noVolumeFrom(first: number): Bars {
    return Object.fromEntries(Array.from({ length: BARS - first }, (_, i) => [first + i, [106, 106, 106, 106, 0] as const]))
  }
})

describe('the trailing stop', () => {
  /** Buys at 105, rises to 120, and falls through 108, 10 % below. */
  const stopped: Bars = { ...climb, 8: [120, 120, 107, 107] }

  test('sells 10 % below the best price; a cent above it does not', () => {
    expect(fillsOf(run(days(session(stopped))))).toEqual(['day 1 10:15 buy 105 stop-at-trigger', 'day 1 11:45 sell 108 stop-at-trigger'])
    expect(run(days(session({ ...stopped, 8: [120, 120, 108.01, 109] }))).fills).toHaveLength(1)
  })

  test('then the cool-down blocks a new entry for the rest of the session', () => {
    const result = run(days(session({ ...stopped, 12: [107, 140, 107, 140] })))
    expect([result.fills.length, entriesOf(result).length]).toEqual([2, 1])
  })

  test('so it does where the position was held overnight', () => {
    const falls: Bars = { 3: [120, 120, 107, 107], 12: [107, 140, 107, 140] }
    const result = run(days(session(climb), session(falls, 120), session({}, 140)))
    expect(fillsOf(result).map((fill) => fill.slice(0, 17))).toEqual(['day 1 10:15 buy 1', 'day 2 10:30 sell '])
    expect(entriesOf(result).map(({ createdAt }) => clock(createdAt))).toEqual(['day 1 09:45', 'day 3 09:45'])
  })

  test('and the cool-down ends with the next session, in which it buys again', () => {
    const result = run(days(session(stopped), session({ 3: [107, 114, 107, 114] }, 107)))
    expect(fillsOf(result).slice(2)).toEqual(['day 2 10:30 buy 112.35 stop-at-trigger'])
    expect(entriesOf(result).map(({ createdAt }) => clock(createdAt))).toEqual(['day 1 09:45', 'day 2 09:45'])
  })
})

test('on bars of whole sessions a stop-out is followed by an order for the next session', () => {
  const bars: HandBar[] = [
    [100, 100, 100, 100],
    [100, 106, 100, 106],
    [106, 106, 94, 94],
    [94, 99, 94, 99],
  ]
  const series = handSeries('A', bars, { start: OPEN, openFor: BARS * BAR, instrument: { calendar: 'XNYS', tick: 0.01 } })
  const result = run(series)
  expect(fillsOf(result).map((fill) => fill.replace(/\d\d:\d\d /, ''))).toEqual([
    'day 2 buy 105 stop-at-trigger',
    'day 3 sell 95.4 stop-at-trigger',
    'day 4 buy 98.7 stop-at-trigger',
  ])
})

describe('the state of a symbol', () => {
  test('goes from no position over a pending entry and a position to the cool-down, and round again', () => {
    const memory = new Map<string, { readonly phase: string }>()
    const seen: string[] = []
    const watched = {
      ...strategy,
      memory: () => memory,
      onBars: () => {
        const phase = memory.get('A')?.phase ?? ''
        if (seen.at(-1) !== phase) seen.push(phase)
      },
    } as unknown as Strategy
    const bars: Bars = { ...climb, 8: [120, 120, 107, 107] }
    runBacktest({ strategies: [{ strategy: watched }], series: [days(session(bars), session({}, 107))], config: free })
    expect(seen).toEqual(['ENTRY_PENDING', 'POSITION_OPEN', 'COOLDOWN', 'ENTRY_PENDING', 'NO_POSITION'])
  })
})

describe('orders', () => {
  const { series } = syntheticBars('synthetic:20:15m:from=2024-11-18:to=2024-12-06:seed=3:volatility=0.8')

  test('go out in regular hours only, before the cut-off, and on an early close 15 minutes before it', () => {
    const result = run(series.map(around))
    const entries = entriesOf(result)
    expect(entries.length).toBeGreaterThan(150)
    expect(new Set(entries.map(({ intent }) => intent.instrument)).size).toBe(20)
    for (const { createdAt } of entries) {
      const minutes = (createdAt / MINUTE_MS) % 1440
      // 09:30 to 15:45 in New York; on the Friday after Thanksgiving to 12:45.
      const cutoff = createdAt >= Date.UTC(2024, 10, 29) && createdAt < Date.UTC(2024, 10, 30) ? 17 * 60 + 45 : 20 * 60 + 45
      expect(minutes).toBeGreaterThanOrEqual(14 * 60 + 30)
      expect(minutes).toBeLessThan(cutoff)
    }
    expect(entries.some(({ createdAt }) => new Date(createdAt).toISOString().startsWith('2024-11-29'))).toBe(true)
  })

  test('never open a second position in a symbol, and every position has its stop', () => {
    const result = run(series, {}, { sizing: { weight: 0.035 }, sizeCaps: { symbol: '10%', total: '80%', cashReserve: '10%' } })
    expect(result.fills.filter(({ side }) => side === 'buy').length).toBeGreaterThan(5)
    expect(result.denials).toEqual([])
    const held = new Map<string, number>()
    for (const { instrument, side, quantity } of result.fills) {
      const before = held.get(instrument) ?? 0
      held.set(instrument, before + (side === 'buy' ? quantity : -quantity))
      expect(held.get(instrument)).toBeGreaterThanOrEqual(0)
    }
    for (const { instrument, quantity } of result.openPositions) {
      const stops = result.orders.filter(
        (one) => one.intent.instrument === instrument && one.intent.side === 'sell' && one.status === 'accepted',
      )
      expect(stops.map((one) => one.quantity - one.filledQuantity)).toEqual([quantity])
    }
  })

  /** With an hour of bars before the open and after the close of each session. */
  function around(one: BarSeries): BarSeries {
    const rows: [number, number][] = []
    const { openTime, closeTime, close, open } = one.columns
    for (let bar = 0; bar < one.columns.length; bar++) {
      if (bar === 0 || (openTime[bar] as number) - (closeTime[bar - 1] as number) > 6 * BAR)
        for (let early = 4; early > 0; early--) rows.push([(openTime[bar] as number) - early * BAR, open[bar] as number])
      rows.push([openTime[bar] as number, close[bar] as number])
      const next = openTime[bar + 1] ?? Number.POSITIVE_INFINITY
      if (next - (closeTime[bar] as number) > 6 * BAR)
        for (let late = 0; late < 4; late++) rows.push([(closeTime[bar] as number) + late * BAR, close[bar] as number])
    }
    const prices = Float64Array.from(rows, ([, price]) => price)
    return {
      ...one,
      columns: {
        length: rows.length,
        openTime: Float64Array.from(rows, ([time]) => time),
        closeTime: Float64Array.from(rows, ([time]) => time + BAR),
        ...{ open: prices, high: prices, low: prices, close: prices },
        volume: prices.map(() => 1e6),
      },
    }
  }
})

test('bars of whole sessions are decided on at their close, for the next session: it rearms there after a stop-out', () => {
  const daily = (bars: readonly HandBar[]): BarSeries =>
    handSeries('A', bars, { timeframe: '1d', start: OPEN, openFor: BARS * BAR, instrument: { calendar: 'XNYS', tick: 0.01 } })
  const result = run(
    daily([
      [100, 100, 100, 100],
      [100, 106, 100, 106],
      [106, 106, 90, 90],
      [90, 96, 90, 96],
      [96, 96, 96, 96],
    ]),
    {},
    {},
  )
  expect(fillsOf(result).map((fill) => fill.replace(/ \d\d:\d\d/, ''))).toEqual([
    'day 2 buy 105 stop-at-trigger',
    expect.stringMatching(/^day 3 sell 95.4\d? stop-at-trigger$/),
    'day 4 buy 94.5 stop-at-trigger',
  ])
})
