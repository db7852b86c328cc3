// Each pre-trade control by what it costs to be without it: the damage is done without it and what would stand in for it, and not with it.

import { describe, expect, test } from 'vitest'
import { runBacktest } from '../../src/engine/backtest.js'
import type { BacktestConfigInput } from '../../src/engine/config/config.js'
import type { BarSeries } from '../../src/model/bar.js'
import { limit } from '../../src/model/order-price.js'
import type { RunResult } from '../../src/model/run.js'
import { enterLong, enterShort, exit } from '../../src/model/signal.js'
import { limitControlTable } from '../../src/risk/control-table.js'
import type { Strategy } from '../../src/strategy/define-strategy.js'
import { flatBars, free, type HandBar, handSeries, steps } from '../fixtures/series.js'
import { type Script, scripted } from '../fixtures/strategies.js'
import { controlCosts } from './ablation-costs.js'

interface Case {
  /** The control, as its file is called. */
  readonly control: string
  /** Where the price goes in the end, for the cost to show. */
  readonly turn: number
  readonly strategies: readonly Strategy[]
  readonly series: readonly BarSeries[]
  readonly config?: BacktestConfigInput
  /** What switches this control on, and no other. */
  readonly alone: BacktestConfigInput
  readonly code: string
  /** What the control is there to prevent. */
  readonly damage: (run: RunResult) => boolean
}

const long = (lots: number, tag = '') => enterLong({ size: { lots }, tag })
const short = (lots: number, tag = '') => enterShort({ size: { lots }, tag })
const bars = flatBars(100, 100, 100, 100, 100, 100)
const one = (script: Script, name = 'scripted') => [scripted(script, name)]
const day = (shape: readonly HandBar[] = bars, id = 'A') => [handSeries(id, shape)]
const entries = (run: RunResult) => run.orders.filter(({ intent }) => intent.role === 'entry')
const bought = (run: RunResult) => run.fills.filter(({ side }) => side === 'buy').reduce((sum, { quantity }) => sum + quantity, 0)
/** Value of the largest fill, and of all that is held at the end, longs and shorts added. */
const largest = (run: RunResult) => Math.max(0, ...run.fills.map(({ quantity, price }) => quantity * price))
const held = (run: RunResult) => run.openPositions.reduce((sum, { quantity, mark }) => sum + Math.abs(quantity * mark), 0)
/** Moves of a hundredth up and down, then a close of 1 where there should be 100, and a market that is where it was. */
const badTick: HandBar[] = [
  ...steps(...Array.from({ length: 30 }, (_, index) => 100 + (index % 2))),
  [100, 101, 1, 1],
  ...flatBars(100, 100),
]

const cases: readonly Case[] = [
  {
    control: 'message throttle',
    turn: 60,
    strategies: one({ 0: Array.from({ length: 30 }, (_, index) => long(index + 1, `t${index}`)) }),
    series: day(),
    alone: { limits: { messages: { reject: 5, terminate: 20 } } },
    code: 'MESSAGE_RATE',
    damage: (run) => entries(run).length > 5,
  },
  {
    control: 'repeated executions',
    turn: 60,
    strategies: one(Object.fromEntries(Array.from({ length: 20 }, (_, index) => [index, long(1)]))),
    series: [handSeries('A', flatBars(...Array.from({ length: 24 }, () => 100)), { timeframe: '5s' })],
    alone: { limits: { repeatedExecutions: { count: 10, seconds: 60 } } },
    code: 'REPEATED_EXECUTION',
    damage: (run) => bought(run) > 10,
  },
  {
    control: 'market data',
    turn: 95,
    strategies: one({ 30: ({ bar }) => long(Math.floor(10_000 / bar.close)) }),
    series: day(badTick),
    alone: { limits: { dataJump: 8 } },
    code: 'PRICE_JUMP',
    damage: (run) => largest(run) > 100_000,
  },
  {
    control: 'price tolerance',
    turn: 100,
    strategies: one({ 0: enterLong({ size: { lots: 10 }, order: limit(200) }) }),
    series: day([...flatBars(100), [180, 180, 180, 180], ...flatBars(100)]),
    alone: { limits: { priceTolerance: 0.03 } },
    code: 'PRICE_TOLERANCE',
    damage: (run) => run.fills.some(({ price }) => price > 103),
  },
  {
    control: 'max order value',
    turn: 50,
    strategies: one({ 0: long(900) }),
    series: day(steps(100, 100, 50)),
    alone: { limits: { orderValue: 25_000, orderEquity: '5%' } },
    code: 'MAX_ORDER_VALUE',
    damage: (run) => (run.equity.equity.at(-1) ?? 0) < 60_000,
  },
  {
    control: 'max order size',
    turn: 0.5,
    strategies: one({ 0: long(1_000) }),
    series: day(Array.from({ length: 4 }, () => [1, 1, 1, 1, 10_000] as const)),
    alone: { limits: { orderVolume: '1%' } },
    code: 'MAX_ORDER_SIZE',
    damage: (run) => bought(run) > 100,
  },
  {
    control: 'max position',
    turn: 90,
    strategies: one({
      0: [enterLong({ size: { lots: 6 }, order: limit(100), tag: 'a' }), enterLong({ size: { lots: 5 }, order: limit(100), tag: 'b' })],
    }),
    series: day(steps(100, 99, 98)),
    alone: { limits: { positionLots: { A: { long: 10, short: 10 } } } },
    code: 'MAX_POSITION',
    damage: (run) => bought(run) > 10,
  },
  {
    control: 'max position value',
    turn: 60,
    strategies: one(Object.fromEntries(Array.from({ length: 9 }, (_, index) => [index, long(49)]))),
    series: day(flatBars(...Array.from({ length: 12 }, () => 100))),
    alone: { limits: { positionEquity: '20%' } },
    code: 'MAX_POSITION_VALUE',
    damage: (run) => held(run) > 20_000,
  },
  {
    control: 'concentration',
    turn: 60,
    strategies: [scripted({ 0: long(200) }, 'up'), scripted({ 2: long(200) }, 'too')],
    series: day(),
    alone: { limits: { concentration: '30%' } },
    code: 'MAX_CONCENTRATION',
    damage: (run) => held(run) > 30_000,
  },
  {
    control: 'max strategy value',
    turn: 80,
    strategies: one({ 0: [enterLong({ instrument: 'A', size: { lots: 800 } }), enterLong({ instrument: 'B', size: { lots: 800 } })] }),
    series: [...day(), ...day(bars, 'B')],
    config: { leverage: 4 },
    alone: { limits: { strategyEquity: '100%' } },
    code: 'MAX_STRATEGY_VALUE',
    damage: (run) => held(run) > 100_000,
  },
  {
    control: 'max gross',
    turn: 80,
    strategies: ['A', 'B'].map((id) => scripted({ 0: enterLong({ instrument: id, size: { lots: 900 } }) }, `in ${id}`)),
    series: [...day(), ...day(bars, 'B')],
    config: { leverage: 4 },
    alone: { limits: { grossEquity: '150%' } },
    code: 'MAX_GROSS',
    damage: (run) => held(run) > 150_000,
  },
  {
    control: 'max net',
    turn: 120,
    strategies: ['A', 'B'].map((id) => scripted({ 0: enterShort({ instrument: id, size: { lots: 600 } }) }, `in ${id}`)),
    series: [...day(), ...day(bars, 'B')],
    config: { leverage: 4 },
    alone: { limits: { netEquity: '100%' } },
    code: 'MAX_NET',
    damage: (run) => held(run) > 100_000,
  },
  {
    control: 'self match',
    turn: 100,
    config: { fees: { fraction: 0.001 } },
    strategies: [scripted({ 0: long(10) }, 'up'), scripted({ 0: short(10) }, 'down')],
    series: day(),
    alone: { limits: { selfMatch: 'deny' } },
    code: 'SELF_MATCH',
    damage: ({ fills }) =>
      fills.some(({ side, time }) => side === 'sell' && fills.some((other) => other.side === 'buy' && other.time === time)),
  },
  {
    control: 'duplicate orders',
    turn: 60,
    strategies: one({ 0: [long(10, 'a'), long(10, 'b')] }),
    series: day(),
    alone: { limits: { duplicateSeconds: 1 } },
    code: 'DUPLICATE_ORDER',
    damage: (run) => bought(run) > 10,
  },
  {
    control: 'daily trades',
    turn: 85,
    strategies: one(Object.fromEntries(Array.from({ length: 10 }, (_, index) => [index, index % 2 === 0 ? long(1) : exit()]))),
    series: [handSeries('A', steps(...Array.from({ length: 12 }, (_, index) => 100 - index)), { timeframe: '1m' })],
    alone: { limits: { dailyTrades: 3 } },
    code: 'DAILY_TRADES',
    damage: (run) => bought(run) > 3,
  },
  {
    control: 'protection required',
    turn: 50,
    strategies: one({ 0: long(40) }),
    series: day(steps(100, 100, 95, 90, 80, 50)),
    alone: { protection: { required: 'deny' } },
    code: 'NO_PROTECTION',
    damage: (run) => (run.equity.equity.at(-1) ?? 0) < 99_000,
  },
  {
    control: 'over exit',
    turn: 100,
    strategies: one({ 0: long(10), 2: [0, 1, 2].map((index) => exit({ order: limit(110), tag: `out ${index}`, timeInForce: 'GTC' })) }),
    series: day(),
    alone: { limits: { overExit: 'deny' } },
    code: 'OVER_EXIT',
    damage: (run) =>
      run.orders.filter(({ intent }) => intent.role === 'exit').reduce((sum, { quantity }) => sum + quantity, 0) > bought(run),
  },
  {
    control: 'basket value',
    turn: 60,
    strategies: one({ 0: [40, 41, 42, 43, 44, 45, 46, 47, 48].map((lots) => long(lots, `leg ${lots}`)) }),
    series: day(),
    alone: { limits: { basketEquity: 0.25 } },
    code: 'MAX_BASKET_VALUE',
    damage: (run) => bought(run) > 250,
  },
]

const run = ({ strategies, config }: Case, series: readonly BarSeries[], on: BacktestConfigInput): RunResult =>
  runBacktest({ strategies: strategies.map((strategy) => ({ strategy })), series, config: { ...free, ...config, ...on } })
const codesOf = ({ denials, risk }: RunResult) => [...denials.map(({ code }) => code), ...(risk?.breaches ?? []).map(({ code }) => code)]
const last = ({ equity }: RunResult): number => equity.equity.at(-1) as number

/** The series with two more bars, at one price. */
function turned({ columns, ...rest }: BarSeries, price: number): BarSeries {
  const { openTime, closeTime, open, high, low, close, volume } = columns
  const prices = (column: Float64Array) => Float64Array.from([...column, price, price])
  const step = (closeTime[0] as number) - (openTime[0] as number)
  const times = (column: Float64Array) =>
    Float64Array.from([...column, (column.at(-1) as number) + step, (column.at(-1) as number) + 2 * step])
  const longer = { openTime: times(openTime), closeTime: times(closeTime), volume: Float64Array.from([...volume, 1e6, 1e6]) }
  return {
    ...rest,
    columns: { length: columns.length + 2, ...longer, open: prices(open), high: prices(high), low: prices(low), close: prices(close) },
  }
}

describe.each(cases)('$control', (given) => {
  test(`without ${given.control}, and without what would stand in for it, the damage is done`, () => {
    expect(given.damage(run(given, given.series, {}))).toBe(true)
  })

  test('alone it prevents it, and says so by its code', () => {
    const guarded = run(given, given.series, given.alone)
    expect(codesOf(guarded)).toContain(given.code)
    expect(given.damage(guarded)).toBe(false)
  })

  test('the guarded profile prevents it', () => {
    const { limits, ...rest } = given.alone
    expect(given.damage(run(given, given.series, { ...rest, riskProfile: 'guarded', limits: { ...limits } }))).toBe(false)
  })

  test('costs what the table says to be without', () => {
    const row = limitControlTable.find(({ ablation }) => ablation[1] === given.control)
    const series = given.series.map((one) => turned(one, given.turn))
    const cost = last(run(given, series, given.alone)) - last(run(given, series, {}))
    expect(cost).toBeCloseTo(row === undefined ? Number.NaN : controlCosts[row.name], 6)
  })
})

test('every control has its ablation', () => {
  expect(limitControlTable.map(({ ablation }) => ablation[1])).toEqual(cases.map(({ control }) => control))
})
