// The governor in a run: each of its limits where it fires, where it just does not, and what happens without it.

import { describe, expect, test } from 'vitest'
import { flatBars, free, type HandBar, handSeries, START, steps } from '../../tests/fixtures/series.js'
import { type Script, scripted, strategyOf } from '../../tests/fixtures/strategies.js'
import { limit } from '../model/order-price.js'
import type { RunResult } from '../model/run.js'
import { amend, enterLong, enterShort, exit, type Signals } from '../model/signal.js'
import { HOUR_MS } from '../model/time.js'
import { runBacktest } from './backtest.js'
import type { BacktestConfigInput } from './config/config.js'

type Governor = BacktestConfigInput['governor']

const lots = (count: number) => ({ size: { lots: count } })
const hours = (count: number, prices: (index: number) => number = () => 100) =>
  flatBars(...Array.from({ length: count }, (_, index) => prices(index)))

function run(script: Script, governor: Governor, bars: readonly HandBar[] = hours(12), config: BacktestConfigInput = {}): RunResult {
  return runBacktest({
    strategies: [{ strategy: scripted(script) }],
    series: [handSeries('A', bars, { timeframe: '1h' })],
    config: { ...free, governor, ...config },
  })
}

const codes = ({ denials }: RunResult): string[] => denials.map(({ code, time }) => `${(time - START) / HOUR_MS - 1} ${code}`)
/** One lot more at every bar. */
const runaway: Script = Object.fromEntries(Array.from({ length: 12 }, (_, bar) => [bar, enterLong(lots(1))]))

describe('the throttle', () => {
  test('lets so many orders of a window pass, and refuses the rest with the numbers', () => {
    const held = run(runaway, { throttle: { orders: 3, seconds: 6 * 3600 } })
    expect(codes(held)).toEqual(['3', '4', '5', '9', '10', '11'].map((bar) => `${bar} ORDER_THROTTLE`))
    expect(held.denials[0]).toMatchObject({ strategy: 'scripted', context: { limit: 3, window_s: 21_600, until: '2024-01-01T07:00:00Z' } })
    expect(held.counts.orders).toBe(6)
  })

  test('of three hours lets one an hour pass, of a second more it does not', () => {
    expect(codes(run(runaway, { throttle: { orders: 3, seconds: 3 * 3600 } }))).toEqual([])
    expect(codes(run(runaway, { throttle: { orders: 3, seconds: 3 * 3600 + 1 } }))).toHaveLength(3)
  })

  test('off, a runaway buys all it can', () => {
    expect(run(runaway, undefined).openPositions[0]?.quantity).toBe(11)
    expect(run(runaway, { throttle: { orders: 1, seconds: 86_400 } }).openPositions[0]?.quantity).toBe(1)
  })

  test('never holds up an exit, a stop or what a stop-out leaves to cancel', () => {
    const script: Script = { 0: enterLong({ ...lots(5), protect: { stop: 50 } }), 2: exit({ fraction: 0.4 }), 3: exit() }
    const { fills } = run(script, { throttle: { orders: 1, seconds: 86_400 } })
    expect(fills.map(({ role, quantity }) => [role, quantity])).toEqual([
      ['entry', 5],
      ['exit', 2],
      ['exit', 3],
    ])
  })

  test('counts and refuses changes of an entry, not of its protection', () => {
    const waiting = enterLong({ ...lots(1), order: limit(50), timeInForce: 'GTC', protect: { stop: 40 } })
    const script: Script = { 0: waiting, 1: amend({ limit: 51 }), 2: amend({ limit: 52 }) }
    const held = run(script, { throttle: { orders: 2, seconds: 86_400 } })
    expect(codes(held)).toEqual(['2 ORDER_THROTTLE'])
    expect(held.orders[0]).toMatchObject({ price: { limit: 51 }, status: 'accepted' })
  })

  test('is asked again about a replacement that waited for a cancel: in no window are there too many', () => {
    const entry = (at: number, stop: number) => enterLong({ ...lots(1), order: limit(at), timeInForce: 'GTC', protect: { stop } })
    // The successor of bar 1 leaves two hours later, when the entry of bar 2 has taken its place in the window.
    const script: Script = { 0: entry(50, 40), 1: entry(60, 41), 2: enterLong({ ...lots(1), tag: 'other' }) }
    const slow = { latency: { entry: HOUR_MS, response: HOUR_MS } }
    expect(codes(run(script, { throttle: { orders: 2, seconds: 86_400 } }, hours(12), slow))).toEqual(['3 ORDER_THROTTLE'])
    expect(codes(run(script, { throttle: { orders: 3, seconds: 86_400 } }, hours(12), slow))).toEqual([])
  })
})

describe('open positions', () => {
  const three = (signals: Readonly<Record<string, Script>>, governor: Governor): RunResult =>
    runBacktest({
      strategies: [{ strategy: strategyOf('three', { onBar: ({ instrument: { id }, bar }) => signals[id]?.[bar.index] as Signals }) }],
      series: ['A', 'B', 'C'].map((id) => handSeries(id, hours(12), { timeframe: '1h' })),
      config: { ...free, governor },
    })
  const entry = enterLong(lots(1))

  test('are limited with those that working orders would open; closing one makes room, adding to one takes none', () => {
    const held = three(
      {
        A: { 0: entry, 3: entry, 4: exit() },
        B: { 1: enterLong({ ...lots(1), order: limit(50), timeInForce: 'GTC' }) },
        C: { 2: entry, 4: entry, 6: entry },
      },
      { maxOpenPositions: 2 },
    )
    expect(held.denials.map(({ instrument, code, context }) => [instrument, code, context])).toEqual([
      ['C', 'MAX_OPEN_POSITIONS', { open: 2, limit: 2 }],
      ['C', 'MAX_OPEN_POSITIONS', { open: 2, limit: 2 }],
    ])
    expect(held.openPositions.map(({ instrument }) => instrument)).toEqual(['C'])
  })

  test('off, are as many as there are instruments', () => {
    const all = { A: { 0: entry }, B: { 0: entry }, C: { 0: entry } }
    expect(three(all, {}).openPositions).toHaveLength(3)
    expect(three(all, { maxOpenPositions: 3 }).openPositions).toHaveLength(3)
    expect(three(all, { maxOpenPositions: 2 }).openPositions).toHaveLength(2)
  })
})

describe('the cool-down after losing round trips', () => {
  // It falls a point an hour: a long lot loses a point for each hour.
  const falling = steps(...Array.from({ length: 24 }, (_, index) => 100 - index))
  const churn: Script = Object.fromEntries(
    Array.from({ length: 24 }, (_, bar) => [bar, bar % 2 === 0 ? enterLong(lots(10)) : exit()] as const),
  )
  const trips = (result: RunResult): number => result.counts.roundTrips

  test('begins with the last of them and lasts as long as it says', () => {
    const held = run(churn, { coolDown: { losses: 2, minutes: 300 } }, falling)
    // Out at 04:00 for the second time: entries at the closes of 05:00 and 07:00 are refused, that of 09:00 is not.
    expect(codes(held).slice(0, 3)).toEqual(['4 COOL_DOWN', '5 NOTHING_TO_CLOSE', '6 COOL_DOWN'])
    expect(held.denials[0]?.context).toEqual({ losses: 2, until: '2024-01-01T09:00:00Z' })
    expect(held.roundTrips.slice(0, 3).map(({ entryTime }) => (entryTime - START) / HOUR_MS)).toEqual([1, 3, 9])
  })

  test('a minute longer keeps the next entry out', () => {
    const held = run(churn, { coolDown: { losses: 2, minutes: 301 } }, falling)
    expect(held.roundTrips[2]?.entryTime).toBe(START + 11 * HOUR_MS)
  })

  test('off, the strategy goes on losing', () => {
    const loose = run(churn, {}, falling)
    const held = run(churn, { coolDown: { losses: 2, until: 'next-session' } }, falling)
    expect([trips(loose), trips(held)]).toEqual([11, 2])
    const loss = ({ roundTrips }: RunResult): number => roundTrips.reduce((sum, { pnl }) => sum + pnl, 0)
    expect([loss(loose), loss(held)]).toEqual([-110, -20])
  })

  test('one loss fewer, or a trip that made a cent between two, begins none', () => {
    const once: Script = {
      0: enterLong(lots(1)),
      1: exit(),
      2: enterShort(lots(1)),
      3: exit(),
      4: enterLong(lots(1)),
      5: exit(),
      6: enterLong(lots(1)),
    }
    expect(codes(run(once, { coolDown: { losses: 2, minutes: 6_000 } }, falling))).toEqual([])
    expect(codes(run(once, { coolDown: { losses: 1, minutes: 6_000 } }, falling))[0]).toBe('2 COOL_DOWN')
  })

  test('the seeds’ scenario: a stop-out begins it, re-entry is blocked, and passes once it is over', () => {
    const bars: HandBar[] = [...hours(2), [100, 100, 94, 96], ...hours(8, () => 96)]
    const entry = enterLong({ ...lots(10), protect: { stop: { fraction: 0.05 } } })
    const script: Script = { 0: entry, 2: entry, 3: entry, 5: entry }
    const held = run(script, { coolDown: { losses: 1, minutes: 180 } }, bars)
    expect(held.fills.map(({ role, price }) => [role, price])).toEqual([
      ['entry', 100],
      ['stop', 95],
      ['entry', 96],
    ])
    expect(codes(held)).toEqual(['2 COOL_DOWN', '3 COOL_DOWN'])
    expect(held.fills.at(-1)?.time).toBe(START + 6 * HOUR_MS)
  })
})

describe('the daily trade limit', () => {
  const day = 24
  const entries: Script = {
    0: enterLong(lots(1)),
    1: exit(),
    2: enterLong(lots(1)),
    3: exit(),
    4: enterLong(lots(1)),
    [day + 1]: enterLong(lots(1)),
  }

  test('refuses the trade above it, until the next trading date', () => {
    const held = run(entries, { dailyTrades: 2 }, hours(30))
    expect(codes(held)).toEqual(['4 DAILY_TRADES'])
    expect(held.denials[0]?.context).toEqual({ would_be: 3, limit: 2 })
    expect(held.openPositions[0]?.quantity).toBe(1)
  })

  test('one higher lets it pass, as does none', () => {
    expect(codes(run(entries, { dailyTrades: 3 }, hours(30)))).toEqual([])
    expect(run(entries, undefined, hours(30)).openPositions[0]?.quantity).toBe(2)
  })

  test('counts orders that wait, each once, and not again the one that a signal replaces', () => {
    const waits = (at: number, tag: string) => enterLong({ ...lots(1), order: limit(at), timeInForce: 'GTC', tag })
    expect(codes(run({ 0: waits(50, 'x'), 1: waits(51, 'x') }, { dailyTrades: 1 }))).toEqual([])
    const script: Script = { 0: waits(50, 'x'), 1: waits(51, 'x'), 2: waits(50, 'y'), 3: waits(50, 'z') }
    expect(run(script, { dailyTrades: 2 }).denials).toMatchObject([{ code: 'DAILY_TRADES', context: { would_be: 3, limit: 2 } }])
  })
})

test('a governor without limits changes no decision, and is told in the assumptions', () => {
  const plain = run(runaway, undefined)
  const governed = run(runaway, { throttle: { orders: 100, seconds: 3_600 }, coolDown: { losses: 1, until: 'next-session' } })
  expect(governed.hashes).toMatchObject({ decision: plain.hashes.decision, execution: plain.hashes.execution })
  expect(governed.assumptions).toContainEqual({
    name: 'governor',
    value: 'for each strategy: 100 orders in 3600 s, after 1 losses in a row a pause up to the next session',
    source: 'default',
  })
  expect(plain.assumptions).toContainEqual({ name: 'governor', value: 'none', source: 'default' })
})

describe('a stage that is closed', () => {
  const entry = (stop: number) => enterLong({ ...lots(1), order: limit(50), timeInForce: 'GTC', protect: { stop } })

  test('leaves an entry that is asked for again as it is', () => {
    const again: Script = { 0: entry(40), 1: entry(40), 2: amend({ limit: 50 }), 3: entry(41) }
    const held = run(again, { throttle: { orders: 1, seconds: 86_400 } })
    expect(codes(held)).toEqual(['3 ORDER_THROTTLE'])
    expect(held.orders[0]).toMatchObject({ status: 'accepted' })
  })
})

test('a trade that has begun may be changed: it is counted once', () => {
  const bars: HandBar[] = hours(12, (index) => (index === 3 ? 50 : 100)).map(([open, high, low, close]) => [open, high, low, close, 100])
  const script: Script = { 0: enterLong({ ...lots(50), order: limit(60), timeInForce: 'GTC' }), 5: amend({ limit: 61 }) }
  const changed = run(script, { dailyTrades: 1 }, bars, { participation: 0.1 })
  expect(changed.fills).toMatchObject([{ quantity: 10 }])
  expect(codes(changed)).toEqual([])
  expect(changed.orders[0]).toMatchObject({ price: { limit: 61 } })
})
