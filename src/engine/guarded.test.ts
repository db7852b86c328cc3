import { describe, expect, test } from 'vitest'
import { flatBars, free, type HandBar, handSeries, steps } from '../../tests/fixtures/series.js'
import { type Script, scripted } from '../../tests/fixtures/strategies.js'
import type { BarSeries } from '../model/bar.js'
import { limit } from '../model/order-price.js'
import type { RunResult } from '../model/run.js'
import { amend, enterLong, enterShort, exit } from '../model/signal.js'
import type { Strategy } from '../strategy/define-strategy.js'
import { runBacktest } from './backtest.js'
import type { BacktestConfigInput } from './config.js'

interface Case {
  /** The control, as its file is called. */
  readonly control: string
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
    strategies: one({ 0: Array.from({ length: 30 }, (_, index) => long(index + 1, `t${index}`)) }),
    series: day(),
    alone: { limits: { messages: { reject: 5, terminate: 20 } } },
    code: 'MESSAGE_RATE',
    damage: (run) => entries(run).length > 5,
  },
  {
    control: 'repeated executions',
    strategies: one(Object.fromEntries(Array.from({ length: 20 }, (_, index) => [index, long(1)]))),
    series: [handSeries('A', flatBars(...Array.from({ length: 24 }, () => 100)), { timeframe: '5s' })],
    alone: { limits: { repeatedExecutions: { count: 10, seconds: 60 } } },
    code: 'REPEATED_EXECUTION',
    damage: (run) => bought(run) > 10,
  },
  {
    control: 'market data',
    strategies: one({ 30: ({ bar }) => long(Math.floor(10_000 / bar.close)) }),
    series: day(badTick),
    alone: { limits: { dataJump: 8 } },
    code: 'PRICE_JUMP',
    damage: (run) => largest(run) > 100_000,
  },
  {
    control: 'price tolerance',
    strategies: one({ 0: enterLong({ size: { lots: 10 }, order: limit(200) }) }),
    series: day([...flatBars(100), [180, 180, 180, 180], ...flatBars(100)]),
    alone: { limits: { priceTolerance: 0.03 } },
    code: 'PRICE_TOLERANCE',
    damage: (run) => run.fills.some(({ price }) => price > 103),
  },
  {
    control: 'max order value',
    strategies: one({ 0: long(900) }),
    series: day(steps(100, 100, 50)),
    alone: { limits: { orderValue: 25_000, orderEquity: '5%' } },
    code: 'MAX_ORDER_VALUE',
    damage: (run) => (run.equity.equity.at(-1) ?? 0) < 60_000,
  },
  {
    control: 'max order size',
    strategies: one({ 0: long(1_000) }),
    series: day(Array.from({ length: 4 }, () => [1, 1, 1, 1, 10_000] as const)),
    alone: { limits: { orderVolume: '1%' } },
    code: 'MAX_ORDER_SIZE',
    damage: (run) => bought(run) > 100,
  },
  {
    control: 'max position',
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
    strategies: one(Object.fromEntries(Array.from({ length: 9 }, (_, index) => [index, long(49)]))),
    series: day(flatBars(...Array.from({ length: 12 }, () => 100))),
    alone: { limits: { positionEquity: '20%' } },
    code: 'MAX_POSITION_VALUE',
    damage: (run) => held(run) > 20_000,
  },
  {
    control: 'concentration',
    strategies: [scripted({ 0: long(200) }, 'up'), scripted({ 2: short(200) }, 'down')],
    series: day(),
    alone: { limits: { concentration: '30%' } },
    code: 'MAX_CONCENTRATION',
    damage: (run) => held(run) > 30_000,
  },
  {
    control: 'max strategy value',
    strategies: one({ 0: [enterLong({ instrument: 'A', size: { lots: 800 } }), enterLong({ instrument: 'B', size: { lots: 800 } })] }),
    series: [...day(), ...day(bars, 'B')],
    config: { leverage: 4 },
    alone: { limits: { strategyEquity: '100%' } },
    code: 'MAX_STRATEGY_VALUE',
    damage: (run) => held(run) > 100_000,
  },
  {
    control: 'max gross',
    strategies: ['A', 'B'].map((id) => scripted({ 0: enterLong({ instrument: id, size: { lots: 900 } }) }, `in ${id}`)),
    series: [...day(), ...day(bars, 'B')],
    config: { leverage: 4 },
    alone: { limits: { grossEquity: '150%' } },
    code: 'MAX_GROSS',
    damage: (run) => held(run) > 150_000,
  },
  {
    control: 'max net',
    strategies: ['A', 'B'].map((id) => scripted({ 0: enterShort({ instrument: id, size: { lots: 600 } }) }, `in ${id}`)),
    series: [...day(), ...day(bars, 'B')],
    config: { leverage: 4 },
    alone: { limits: { netEquity: '100%' } },
    code: 'MAX_NET',
    damage: (run) => held(run) > 100_000,
  },
  {
    control: 'self match',
    strategies: [scripted({ 0: long(10) }, 'up'), scripted({ 0: short(10) }, 'down')],
    series: day(),
    alone: { limits: { selfMatch: 'deny' } },
    code: 'SELF_MATCH',
    damage: ({ fills }) =>
      fills.some(({ side, time }) => side === 'sell' && fills.some((other) => other.side === 'buy' && other.time === time)),
  },
  {
    control: 'duplicate orders',
    strategies: one({ 0: [long(10, 'a'), long(10, 'b')] }),
    series: day(),
    alone: { limits: { duplicateSeconds: 1 } },
    code: 'DUPLICATE_ORDER',
    damage: (run) => bought(run) > 10,
  },
  {
    control: 'daily trades',
    strategies: one(Object.fromEntries(Array.from({ length: 10 }, (_, index) => [index, index % 2 === 0 ? long(1) : exit()]))),
    series: [handSeries('A', flatBars(...Array.from({ length: 12 }, () => 100)), { timeframe: '1m' })],
    alone: { limits: { dailyTrades: 3 } },
    code: 'DAILY_TRADES',
    damage: (run) => bought(run) > 3,
  },
  {
    control: 'protection required',
    strategies: one({ 0: long(40) }),
    series: day(steps(100, 100, 95, 90, 80, 50)),
    alone: { protection: { required: 'deny' } },
    code: 'NO_PROTECTION',
    damage: (run) => (run.equity.equity.at(-1) ?? 0) < 99_000,
  },
]

const run = ({ strategies, series, config }: Case, on: BacktestConfigInput): RunResult =>
  runBacktest({ strategies: strategies.map((strategy) => ({ strategy })), series, config: { ...free, ...config, ...on } })
const codesOf = ({ denials, risk }: RunResult) => [...denials.map(({ code }) => code), ...(risk?.breaches ?? []).map(({ code }) => code)]

describe.each(cases)('$control', (given) => {
  test(`without ${given.control}, and without what would stand in for it, the damage is done`, () => {
    expect(given.damage(run(given, {}))).toBe(true)
  })

  test('alone it prevents it, and says so by its code', () => {
    const guarded = run(given, given.alone)
    expect(codesOf(guarded)).toContain(given.code)
    expect(given.damage(guarded)).toBe(false)
  })

  test('the guarded profile prevents it', () => {
    const { limits, ...rest } = given.alone
    expect(given.damage(run(given, { ...rest, riskProfile: 'guarded', limits: { ...limits } }))).toBe(false)
  })
})

describe('the guarded profile', () => {
  const guarded = (script: Script, shape: readonly HandBar[], config: BacktestConfigInput = {}) =>
    runBacktest({
      strategies: [{ strategy: scripted(script) }],
      series: day(shape),
      config: { ...free, riskProfile: 'guarded', ...config },
    })

  test('lets an order through that stays within every limit, and what closes it', () => {
    const { fills, denials } = guarded({ 0: long(49), 2: exit() }, bars)
    expect(denials).toEqual([])
    expect(fills.map(({ side, quantity }) => `${side} ${quantity}`)).toEqual(['buy 49', 'sell 49'])
  })

  test('judges a change as the order that it makes', () => {
    const order = enterLong({ size: { lots: 10 }, order: limit(90), timeInForce: 'GTC' })
    const { denials, orders } = guarded({ 0: order, 1: amend({ limit: 103.01 }), 2: amend({ limit: 102 }) }, steps(100, 100, 100, 100))
    expect(denials).toMatchObject([{ code: 'PRICE_TOLERANCE', context: { price: 103.01, limit: 103 } }])
    expect(orders[0]).toMatchObject({ averageFillPrice: 100, price: { limit: 102 } })
  })

  test.each(['orderValue', 'positionEquity', 'grossEquity', 'messages', 'selfMatch', 'repeatedExecutions'] as const)(
    'with %s missing opens nothing, and closes all the same',
    (name) => {
      const { denials, fills } = guarded({ 0: long(1) }, bars, { limits: { [name]: null } })
      expect(denials).toMatchObject([{ code: 'LIMIT_MISSING', context: { limit: name } }])
      expect(fills).toEqual([])
    },
  )

  test('with every limit unlimited in words is the research profile with a stop', () => {
    const names = [
      'orderValue',
      'orderEquity',
      'orderVolume',
      'positionEquity',
      'strategyEquity',
      'grossEquity',
      'netEquity',
      'concentration',
    ]
    const unlimited = Object.fromEntries(names.map((name) => [name, 'unlimited']))
    expect(guarded({ 0: long(900) }, bars, { limits: unlimited }).fills).toHaveLength(1)
  })

  test('says in its assumptions what is in force', () => {
    const { assumptions } = guarded({}, bars, { limits: { orderValue: 10_000, netEquity: null } })
    const said = assumptions.find(({ name }) => name === 'riskProfile')?.value
    expect(said).toMatch(/^guarded: finite numbers, .*orderValue 10000, .*netEquity missing: it refuses.*messages 5\/20/)
  })
})
