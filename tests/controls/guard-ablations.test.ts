// Breakers and gates by what it costs to be without them: the same run with the guard and without it and what would stand in for it.

import { describe, expect, test } from 'vitest'
import { type EntryInput, scheduleOf } from '../../src/chaos/schedule/schedule.js'
import { runTrial } from '../../src/chaos/trial/trial.js'
import { runBacktest } from '../../src/engine/backtest.js'
import type { BacktestConfigInput } from '../../src/engine/config/config.js'
import type { BarSeries } from '../../src/model/bar.js'
import { limit } from '../../src/model/order-price.js'
import type { RunResult } from '../../src/model/run.js'
import { enterLong, exit } from '../../src/model/signal.js'
import type { Strategy } from '../../src/strategy/define-strategy.js'
import { flatBars, free, type HandBar, handSeries, losing, START, steps } from '../fixtures/series.js'
import { type Script, scripted } from '../fixtures/strategies.js'
import { guardCosts } from './ablation-costs.js'
import type { GuardName } from './guard-row.js'

interface Ablation {
  readonly guard: GuardName
  /** Where one guard is shown more than once. */
  readonly how?: string
  readonly cost?: number
  readonly strategy: Strategy
  readonly series: readonly BarSeries[]
  readonly config?: BacktestConfigInput
  /** With the guard, and nothing else that would refuse or close. */
  readonly on: BacktestConfigInput
  /** Without it, where that takes more than leaving `on` away. */
  readonly off?: BacktestConfigInput
  /** What goes wrong beside it. */
  readonly faults?: readonly EntryInput[]
  /** What says that it was this one: a denial, or a breach. */
  readonly code: string
}

const long = (lots: number) => enterLong({ size: { lots } })
const at = (bar: number, minutes = 0): string => new Date(START + bar * 86_400_000 + minutes * 60_000).toISOString()
const times = (count: number, bar: (index: number) => number): number[] => Array.from({ length: count }, (_, index) => bar(index))
/** The same at every bar. */
const always = (count: number, said: Script[number]): Script => Object.fromEntries(times(count, (bar) => bar).map((bar) => [bar, said]))
const days = (...prices: readonly number[]) => [handSeries('A', flatBars(...prices))]
const minutes = (bars: readonly HandBar[]) => [handSeries('A', bars, { timeframe: '1m' })]
/** A point lower at each bar. */
const falling = (count: number) => steps(...times(count, (bar) => 100 - bar))
/** Round trips one after the other. */
const churn = (count: number): Script =>
  Object.fromEntries(times(count, (bar) => bar).map((bar) => [bar, bar % 2 === 0 ? long(100) : exit()]))
/** Ten lots every five seconds. */
const runaway = { strategy: scripted(always(40, long(10))), series: [handSeries('A', falling(44), { timeframe: '5s' })] }
/** Buys a fall all the way down. */
const buysDips = { strategy: scripted(always(9, long(100))), series: minutes(falling(12)) }

const ablations: readonly Ablation[] = [
  {
    guard: 'drawdown',
    strategy: scripted({ 0: long(1_000) }),
    series: days(100, 100, 90, 80, 40, 40),
    on: { breakers: { drawdown: { at: '10%' } } },
    code: 'DRAWDOWN',
  },
  { guard: 'dailyLoss', ...buysDips, on: { breakers: { dailyLoss: { at: '2%' } } }, code: 'DAILY_LOSS' },
  {
    guard: 'rapidDrawdown',
    strategy: scripted({ 0: long(1_000) }),
    series: minutes(flatBars(100, 100, 98, 96, 95, 95, 50, 50)),
    on: { breakers: { rapidDrawdown: { at: '5%', action: 'halt', flatten: true } } },
    code: 'RAPID_DRAWDOWN',
  },
  {
    guard: 'strategyLoss',
    strategy: scripted({ 0: long(2_000) }),
    series: days(100, 100, 75, 70, 40, 40),
    config: { cash: 1_000_000 },
    on: { breakers: { strategyLoss: { at: 50_000 } } },
    code: 'STRATEGY_LOSS',
  },
  {
    guard: 'equityUnknown',
    strategy: scripted({ 0: long(10), 3: long(900) }),
    series: [losing(handSeries('A', flatBars(100, 100, 100, 100, 100, 50)), 2)],
    on: { breakers: { equityUnknown: {} } },
    code: 'EQUITY_UNKNOWN',
  },
  {
    guard: 'repeatedExecution',
    ...runaway,
    on: { limits: { repeatedExecutions: { count: 10, seconds: 60 } } },
    off: { limits: { repeatedExecutions: { count: 10, seconds: 60 } }, breakers: { repeatedExecution: 'off' } },
    code: 'REPEATED_EXECUTION',
  },
  {
    guard: 'repeatedExecution',
    how: 'by what it tries to send',
    cost: 5_550,
    strategy: scripted(
      always(30, [long(10), ...times(24, (tag) => tag).map((tag) => enterLong({ size: { lots: 10 }, order: limit(1), tag: `t${tag}` }))]),
    ),
    series: minutes(falling(34)),
    on: { limits: { messages: { reject: 20, terminate: 20, account: 'unlimited' } } },
    off: { limits: { messages: { reject: 20, terminate: 20, account: 'unlimited' } }, breakers: { repeatedExecution: 'off' } },
    code: 'MESSAGE_RATE',
  },
  {
    guard: 'strategyFailed',
    strategy: scripted({
      0: long(1_000),
      2: () => {
        throw new Error('oh')
      },
    }),
    series: days(100, 100, 100, 99, 60, 60),
    on: { onStrategyFailure: 'flatten' },
    off: { onStrategyFailure: 'stop' },
    code: 'STRATEGY_FAILED',
  },
  {
    guard: 'reconciliation',
    strategy: scripted({ 0: enterLong({ size: { lots: 100 }, order: limit(90), timeInForce: 'GTC' }) }),
    series: minutes(steps(100, 100, 100, 100, 100, 50, 50)),
    on: { breakers: { reconciliation: {} } },
    faults: [{ fault: 'wrong-position', when: { at: new Date(START + 90_000).toISOString() }, minutes: 10 }],
    code: 'RECONCILIATION',
  },
  {
    guard: 'stopRefused',
    strategy: scripted({
      0: enterLong({ size: { lots: 100 }, order: limit(90), timeInForce: 'GTC', tag: 'rests' }),
      1: long(100),
      4: exit(),
    }),
    series: minutes(steps(...times(12, () => 100), 50, 50)),
    config: { protection: { required: 'default', default: '60%' }, monitors: { reconciliation: 'off' } },
    on: { breakers: { stopRefused: {} } },
    faults: [{ fault: 'lost-fills', when: { at: new Date(START + 250_000).toISOString() }, minutes: 3 }],
    code: 'STOP_REFUSED',
  },
  {
    guard: 'kill',
    strategy: scripted(always(8, long(100))),
    series: days(...times(10, (bar) => 100 - 2 * bar)),
    on: { operator: [{ at: at(3, 60), do: 'kill', reason: 'looks wrong' }] },
    code: 'KILL_SWITCH',
  },
  {
    guard: 'kill',
    how: 'with flatten',
    cost: 6_000,
    strategy: scripted(always(8, long(100))),
    series: days(...times(10, (bar) => 100 - 2 * bar)),
    on: { operator: [{ at: at(3, 60), do: 'kill', reason: 'looks wrong' }], breakers: { kill: { flatten: true } } },
    code: 'KILL_SWITCH',
  },
  { guard: 'throttle', ...buysDips, on: { governor: { throttle: { orders: 2, seconds: 3_600 } } }, code: 'ORDER_THROTTLE' },
  {
    guard: 'maxOpenPositions',
    strategy: scripted({ 0: ['A', 'B', 'C'].map((instrument) => enterLong({ instrument, size: { lots: 300 } })) }),
    series: ['A', 'B', 'C'].map((id) => handSeries(id, falling(6))),
    on: { governor: { maxOpenPositions: 2 } },
    code: 'MAX_OPEN_POSITIONS',
  },
  {
    guard: 'coolDown',
    strategy: scripted(churn(24)),
    series: minutes(falling(24)),
    on: { governor: { coolDown: { losses: 2, until: 'next-session' } } },
    code: 'COOL_DOWN',
  },
  {
    guard: 'dailyTrades',
    strategy: scripted(churn(24)),
    series: minutes(falling(24)),
    on: { governor: { dailyTrades: 2 } },
    code: 'DAILY_TRADES',
  },
  {
    guard: 'spreadBps',
    strategy: scripted({ 1: long(100), 3: exit() }),
    series: [quoted(flatBars(100, 100, 100, 100, 100, 100), 90, 110)],
    config: { spread: 'recorded' },
    on: { filters: { spreadBps: 50 } },
    code: 'SPREAD_TOO_WIDE',
  },
  {
    guard: 'slippageBps',
    strategy: scripted({ 0: enterLong({ size: { lots: 100 }, order: limit(120) }) }),
    series: days(...[100, 115, 100, 100]),
    on: { filters: { slippageBps: 100 } },
    code: 'SLIPPAGE',
  },
  {
    guard: 'staleAfter',
    strategy: scripted({ 6: long(500) }),
    series: minutes([
      ...flatBars(100, 100, 100),
      ...times(5, (bar) => bar).map((): HandBar => [100, 100, 100, 100, 0]),
      ...flatBars(100, 60, 60),
    ]),
    on: { filters: { staleAfter: { bars: 3 } } },
    code: 'MARKET_DATA_STALE',
  },
  {
    guard: 'window',
    strategy: scripted({ 17: long(100) }),
    series: [
      handSeries('A', flatBars(...times(20, (bar) => (bar < 19 ? 100 : 80))), {
        timeframe: '30m',
        start: Date.UTC(2024, 0, 3, 13),
        instrument: { calendar: 'XNYS' },
      }),
    ],
    config: { session: 'as-recorded' },
    on: { filters: { window: {} } },
    code: 'OUTSIDE_WINDOW',
  },
  {
    guard: 'volatility',
    strategy: scripted({ 20: long(500) }),
    series: minutes([...times(24, (bar) => bar).map((): HandBar => [100, 105, 95, 100]), ...flatBars(70, 70)]),
    on: { filters: { volatility: { measure: 'atr', bars: 14, max: '5%' } } },
    code: 'VOLATILITY',
  },
]

/** Bars whose bid and ask stand at these prices at every close. */
function quoted(bars: readonly HandBar[], bid: number, ask: number): BarSeries {
  const [series] = minutes(bars) as [BarSeries]
  const column = (price: number) => new Float64Array(bars.length).fill(price)
  const [bids, asks] = [column(bid), column(ask)]
  const sides = { bidOpen: bids, bidHigh: bids, bidLow: bids, bidClose: bids, askOpen: asks, askHigh: asks, askLow: asks, askClose: asks }
  return { ...series, quotes: { length: bars.length, ...sides } }
}

function run({ strategy, series, faults, config, guard }: Ablation, more: BacktestConfigInput): RunResult {
  const request = { strategies: [{ strategy }], series, config: { ...free, ...config, ...more } }
  if (faults === undefined) return runBacktest(request)
  return runTrial({ name: guard, ...request }, scheduleOf(1, faults), new Map(), []).result as RunResult
}

const last = ({ equity }: RunResult): number => equity.equity.at(-1) as number
const codes = ({ denials, risk }: RunResult): string[] => [
  ...denials.map(({ code }) => code),
  ...(risk?.breaches ?? []).map(({ code }) => code),
]

describe.each(ablations)('$guard $how', (given) => {
  test('prevents what it costs to be without it, and says so by its code', () => {
    const [guarded, bare] = [run(given, given.on), run(given, given.off ?? {})]
    expect(codes(guarded)).toContain(given.code)
    expect(last(guarded) - last(bare)).toBeCloseTo(given.cost ?? guardCosts[given.guard], 6)
  })
})

test('every guard has its ablation', () => {
  const shown = ablations.flatMap(({ guard, how }) => (how === undefined ? [guard] : []))
  expect(shown.sort()).toEqual(Object.keys(guardCosts).sort())
})
