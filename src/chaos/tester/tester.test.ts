import { expect, test } from 'vitest'
import { z } from 'zod'
import runaway from '../../../chaos/strategies/runaway.js'
import predictionRules from '../../../strategies/prediction-rules.js'
import smaCross from '../../../strategies/sma-cross.js'
import { syntheticBars } from '../../data/synthetic/market-name.js'
import type { BacktestConfigInput } from '../../engine/config/config.js'
import { limit } from '../../model/order-price.js'
import type { RunResult } from '../../model/run.js'
import { cancel, enterLong, exit, type Signal } from '../../model/signal.js'
import { MINUTE_MS } from '../../model/time.js'
import { fail } from '../../std/assert.js'
import { defineStrategy, type Strategy } from '../../strategy/define-strategy.js'
import { MOST_MINUTES } from '../faults/most-minutes.js'
import type { GateName } from '../verdict/verdict.js'
import { conditionNamed } from './conditions.js'
import { homeOf, type Tested } from './tested.js'
import { refuseUntestable, testerLaboratory, testerRun } from './tester.js'

const misbehaving = new Map([['runaway', { strategy: runaway as unknown as Strategy }]])

function tested(strategy: unknown, params: Record<string, unknown> = {}, config: BacktestConfigInput = {}): Tested {
  return { name: 'mine.ts', words: ['--param', 'fast=5'], strategy: { strategy: strategy as Strategy, params }, config, series: null }
}

/** Under these conditions alone. */
function held(one: Tested, seed: number, ...names: readonly string[]) {
  const laboratory = testerLaboratory(one, misbehaving)
  refuseUntestable(one, laboratory, seed)
  return names.map((name) => testerRun(one, laboratory, seed, conditionNamed(name)))
}

/** The failed gates under one condition, by name. */
function failedIn(strategy: unknown, condition: string, seed = 1): Map<GateName, string> {
  const [run] = held(tested(strategy), seed, condition)
  return new Map(run?.gates.flatMap(({ name, passed, says }) => (passed ? [] : [[name, says] as const])))
}

const params = z.object({})

test('a healthy strategy passes, and its runs say what was tested', () => {
  const runs = held(
    tested(smaCross, { fast: 5, slow: 20 }),
    1,
    'normal',
    'stressed-everything',
    'chaos-disconnect',
    'chaos-runaway-in-its-place',
  )
  expect(runs.flatMap(({ gates }) => gates.filter(({ passed }) => !passed))).toEqual([])
  expect(runs.map(({ kind, name, world }) => [kind, name, world])).toEqual([
    ['tester', 'normal', 'normal'],
    ['tester', 'stressed-everything', 'stressed-everything'],
    ['tester', 'chaos-disconnect', 'normal'],
    ['tester', 'chaos-runaway-in-its-place', 'normal'],
  ])
  expect(runs[0]?.tested).toEqual(['mine.ts', '--param', 'fast=5'])
  expect(runs[0]?.gates.map(({ name }) => name)).toEqual(['same again', 'invariants', 'orders leaked', 'damage', 'negative control'])
  expect(runs[2]?.gates.map(({ name }) => name)).toEqual(['invariants', 'orders leaked', 'damage', 'recovers'])
  expect(runs[2]?.catches.map(({ by }) => by)).toEqual(['NOT_CONNECTED'])
  expect(runs[3]?.catches[0]?.by).toBe('DUPLICATE_ORDER')
  expect(runs[0]?.damage).toBeGreaterThan(0)
  expect(runs[0]?.damageBudget).toBe(10_000)
}, 60_000)

/** Buys every forty bars, sells thirty later, and doubles its size after each loss. */
const martingale = defineStrategy({
  name: 'martingale',
  params,
  memory: () => ({ lots: 20, price: 0 }),
  onBar({ bar, instrument, position, memory }) {
    if (instrument.id !== 'SYN01') return undefined
    if (position.isFlat && bar.index % 40 === 0) {
      memory.price = bar.close
      return enterLong({ size: { lots: memory.lots } })
    }
    if (!position.isLong || bar.index % 40 !== 30) return undefined
    memory.lots = bar.close < memory.price ? 2 * memory.lots : 20
    return exit('one more')
  },
})

test('a martingale is refused by the controls where nothing goes wrong, and is told what to do', () => {
  expect(failedIn(martingale, 'normal').get('negative control')).toMatch(/said no: MAX_ORDER_VALUE \d+ times.*ask for less/)
})

test('who trades under limits of his own is tested under them, and by what his own breaker allows', () => {
  const bold = defineStrategy({
    name: 'bold',
    params,
    onBar: ({ bar }) =>
      bar.index % 100 === 0 ? enterLong({ size: { weight: 0.08 } }) : bar.index % 100 === 50 ? exit('time is up') : undefined,
  })
  expect(() => held(tested(bold), 1, 'normal')).toThrow(/said no: MAX_ORDER_VALUE \d+ times/)
  const config: BacktestConfigInput = { cash: 50_000, limits: { orderEquity: 0.1 }, breakers: { drawdown: { at: 0.05 } } }
  const [run] = held(tested(bold, {}, config), 1, 'normal')
  expect(run?.gates.filter(({ passed }) => !passed)).toEqual([])
  expect(run?.damageBudget).toBe(2_500)
})

test.each<[BacktestConfigInput, string]>([
  [{ riskProfile: 'research' }, 'the config has no drawdown breaker, so nothing says how much may be lost'],
  [{ breakers: 'off' }, 'the config has no drawdown breaker, so nothing says how much may be lost'],
  [{ spread: 'recorded' }, 'bars under stress have no recorded bid and ask'],
])('a config by which nothing can be judged is refused: %o', (config, message) => {
  expect(() => held(tested(smaCross, {}, config), 1, 'normal')).toThrow(expect.objectContaining({ code: 'USAGE', message }))
})

test('a number that is none is told as what it is', () => {
  const divides = defineStrategy({
    name: 'divides',
    params,
    onBar: ({ bar }) => (bar.index % 40 === 0 ? enterLong(bar.index === 0 ? {} : { size: { weight: 0 / 0 } }) : undefined),
  })
  const says = failedIn(divides, 'normal').get('negative control')
  expect(says).toMatch(/said no: NOT_FINITE \d+ times; to mend it, look where its weight comes from, which was NaN$/)
})

test('a strategy hears of a breach with a loss in its books', () => {
  const heard: [string, number][] = []
  const listens = defineStrategy({
    name: 'listens',
    params,
    onBar: ({ bar, position }) =>
      bar.index % 40 === 0 ? enterLong() : position.isLong && bar.index % 40 === 20 ? exit('time is up') : undefined,
    onRiskBreach({ account }, { severity }) {
      heard.push([severity, account.equity])
      return undefined
    },
  })
  const [run] = held(tested(listens), 1, 'stressed-limits')
  expect(run?.gates.filter(({ passed }) => !passed)).toEqual([])
  expect(run?.catches.map(({ by }) => by)).toContain('DRAWDOWN')
  expect(heard.map(([severity]) => severity)).toContain('critical')
  expect(Math.max(...heard.map(([, equity]) => equity))).toBeLessThan(100_000)
})

test('a strategy that throws when it hears of a breach is told', () => {
  const frightened = defineStrategy({
    name: 'frightened',
    params,
    onBar: ({ bar, position }) =>
      bar.index % 40 === 0 ? enterLong() : position.isLong && bar.index % 40 === 20 ? exit('time is up') : undefined,
    onRiskBreach() {
      throw new Error('never thought of')
    },
  })
  expect(failedIn(frightened, 'normal').size).toBe(0)
  expect(failedIn(frightened, 'stressed-limits').get('recovers')).toMatch(
    /it failed at .*never thought of; to mend it, handle onRiskBreach without throwing$/,
  )
})

/** Enters on another bar by how many of its runs there were. */
function leaky(offsetOf: (runs: number) => number): unknown {
  let runs = 0
  return defineStrategy({
    name: 'leaky',
    params,
    onStart: () => {
      runs++
    },
    onBar({ bar, position }) {
      if (bar.index % 40 === offsetOf(runs)) return enterLong()
      return position.isLong && bar.index % 40 === 20 ? exit('late') : undefined
    },
  })
}

test('state that outlives a run is told as such, and no other run is compared with it', () => {
  const failed = failedIn(
    leaky((runs) => runs % 7),
    'normal',
  )
  expect([...failed.keys()]).toEqual(['same again'])
  expect(failed.get('same again')).toContain('keep state in memory()')
})

test('what is the same twice is compared with runs that end earlier and with fills told again', () => {
  const failed = failedIn(
    leaky((runs) => Math.max(0, runs - 2)),
    'normal',
  )
  expect([...failed.keys()]).toEqual(['invariants'])
  expect(failed.get('invariants')).toMatch(/I8: .*I13: decision \d+ is another where the bars end earlier/)
})

test('a strategy that waits for a fill that never comes does not recover', () => {
  const waiting = defineStrategy({
    name: 'waiting',
    params,
    memory: () => ({ asked: false }),
    onBar({ bar, position, memory }) {
      if (position.isLong && bar.index % 20 === 10) {
        memory.asked = false
        return exit('time is up')
      }
      if (memory.asked || bar.index % 20 !== 0) return undefined
      memory.asked = true
      return enterLong()
    },
  })
  // Where the first order that is refused is an exit it has a position, and asks again.
  const says = [1, 2, 3].map((seed) => failedIn(waiting, 'chaos-reject', seed).get('recovers') ?? '')
  expect(says).toContainEqual(expect.stringMatching(/silent since .*wait for no fill that may never come/))
  expect(failedIn(waiting, 'chaos-slow-ack').size).toBe(0)
})

test('a strategy that throws where bars are missing is told where', () => {
  const brittle = defineStrategy({
    name: 'brittle',
    params,
    memory: () => ({ last: 0 }),
    onBar({ bar, memory }) {
      if (memory.last > 0 && bar.openTime - memory.last > 600_000 && bar.openTime - memory.last < 36_000_000) throw new Error('a hole')
      memory.last = bar.closeTime
      return bar.index % 50 === 0 ? enterLong() : bar.index % 50 === 25 ? exit('done') : undefined
    },
  })
  expect(failedIn(brittle, 'chaos-missing-bars').get('recovers')).toMatch(
    /it failed at 2024-03-0.*a hole; to mend it, handle onBar without throwing$/,
  )
})

test.each(['chaos-lost-fills', 'chaos-lost-ack', 'chaos-slow-ack'])('who only warned of %s caught it', (name) => {
  const [run] = held(tested(smaCross, { fast: 5, slow: 20 }), 1, name)
  expect(run?.catches.map(({ by }) => by)).toEqual(['RECONCILIATION'])
  expect(run?.detectMs).toBeGreaterThan(0)
})

test('a fault that finds nothing to spoil is noted, and is no failure', () => {
  const once = defineStrategy({ name: 'once', params, onBar: ({ bar }) => (bar.index === 0 ? enterLong() : undefined) })
  const runs = held(tested(once), 1, 'normal', 'chaos-duplicate-fill', 'chaos-missing-bars')
  expect(runs.map(({ cameToNothing }) => cameToNothing)).toEqual([undefined, true, undefined])
  expect(runs.flatMap(({ gates }) => gates.filter(({ passed }) => !passed))).toEqual([])
})

test('what fails where nothing goes wrong is told as it is in a backtest', () => {
  const broken = defineStrategy({
    name: 'broken',
    params,
    onBar() {
      throw new Error('not yet written')
    },
  })
  expect(() => held(tested(broken), 1, 'normal')).toThrow(/not yet written/)
})

test.each([
  [null, 'null'],
  ['out of luck', 'out of luck'],
  [new Error('out of luck'), 'out of luck'],
])('what a strategy throws where nothing goes wrong is told with its handler: %o', (thrown, text) => {
  const onBar = ({ position }: { readonly position: { readonly isLong: boolean } }) => {
    if (position.isLong) throw thrown
    return enterLong()
  }
  const says = failedIn(defineStrategy({ name: 'unlucky', params, onBar }), 'normal').get('negative control')
  expect(says).toMatch(new RegExp(`^it failed at .*unlucky threw in onBar at .*: ${text}; to mend it, handle onBar without throwing$`))
})

test('what cannot be tested is refused by its name, with what it needs', () => {
  expect(() => held(tested(predictionRules), 1, 'normal')).toThrow(/mine.ts trades on predictions, and the tester has none/)
  const three = defineStrategy({ name: 'three', params, leastInstruments: 3, onBars: () => undefined })
  expect(() => held(tested(three), 1, 'normal')).toThrow(/needs 3 instruments, and the tester makes 2/)
  const idle = defineStrategy({ name: 'idle', params, onBar: () => undefined })
  expect(() => held(tested(idle), 1, 'normal')).toThrow(/mine.ts never signals on the synthetic bars/)
})

test.each<[string, () => Signal, string, string]>([
  [
    'only cancels',
    () => cancel({ tag: 'a' }),
    'mine.ts has no fill on the synthetic bars, one-minute bars of two stocks, so',
    'give it bars',
  ],
  [
    'waits far below the price',
    () => enterLong({ order: limit(1), size: { lots: 1 }, timeInForce: 'GTC' }),
    'mine.ts has no fill on',
    'give it bars',
  ],
  ['asks for too much', () => enterLong({ size: { weight: 0.2 } }), '(said no: MAX_ORDER_VALUE 1560 times), so', '--config takes your own'],
  ['asks for no number', () => enterLong({ size: { weight: 0 / 0 } }), '(said no: NOT_FINITE 1560 times), so', 'which was NaN'],
])('a strategy that %s never trades, and is refused', (_, does, says, hint) => {
  const idle = defineStrategy({ name: 'idle', params, onBar: does })
  expect(() => held(tested(idle), 1, 'normal')).toThrow(
    expect.objectContaining({ code: 'USAGE', message: expect.stringContaining(says), hint: expect.stringContaining(hint) }),
  )
})

test('a fault comes on just before an order of the normal run, another at each seed, and finds it', () => {
  const one = tested(smaCross, { fast: 5, slow: 20 })
  const laboratory = testerLaboratory(one, misbehaving)
  const runs = [1, 2, 3].map((seed) => testerRun(one, laboratory, seed, conditionNamed('chaos-reject')))
  for (const run of runs) {
    const home = laboratory.world('normal', run.seed)
    const { orders = [] } = laboratory.twin(home, run.seed).result ?? {}
    const [entry] = run.schedule.entries
    const from = Date.parse(entry !== undefined && 'at' in entry.when ? entry.when.at : '')
    const next = orders.find(({ createdAt }) => createdAt > from)?.createdAt
    expect(next).toBe(from + 60_000)
    expect(run.cameToNothing).toBeUndefined()
  }
  expect(new Set(runs.map(({ schedule }) => JSON.stringify(schedule.entries))).size).toBe(3)
})

test('a strategy is tested on bars of decades, and passes', () => {
  const { series } = syntheticBars('synthetic:1:1d:from=2000-01-03:to=2012-12-31:volatility=0.1:seed=1')
  const runs = held({ ...tested(smaCross), series }, 1, 'normal')
  expect(runs.flatMap(({ gates }) => gates.filter(({ passed }) => !passed))).toEqual([])
})

test('a fault lasts no longer than a schedule takes, however long the bars go on', () => {
  const one = { ...tested(smaCross), series: syntheticBars('synthetic:1:1d:from=1995-01-03:to=1997-12-31:seed=1').series }
  const laboratory = testerLaboratory(one, misbehaving)
  const home = laboratory.world('normal', 1)
  const alone = laboratory.twin(home, 1).result ?? fail('it runs')
  const stretched = (times: Float64Array) => times.map((time) => 60 * time)
  const series = home.series.map((bars) => {
    const { openTime, closeTime } = bars.columns
    return { ...bars, columns: { ...bars.columns, openTime: stretched(openTime), closeTime: stretched(closeTime) } }
  })
  const { entries } = conditionNamed('chaos-reject').schedule({ ...home, series }, 1, alone)
  expect(entries.map(({ minutes }) => minutes)).toEqual([MOST_MINUTES])
})

test.each([
  ['synthetic:20:5m:from=2024-01-02:to=2024-02-28:seed=1', 100],
  ['synthetic:300:1h:from=2024-01-02:to=2024-01-12:seed=1', 66],
])('a runaway sends a bounded number of orders, whatever bars it is on: %s', (market, orders) => {
  const { series } = syntheticBars(market)
  const home = homeOf({ ...tested(smaCross), series }, 1)
  for (const name of ['chaos-runaway-beside', 'chaos-runaway-in-its-place']) {
    const [entry] = conditionNamed(name).schedule(home, 1, { orders: [] as const } as unknown as RunResult).entries
    const from = Date.parse(entry !== undefined && 'at' in entry.when ? entry.when.at : '')
    const to = from + (entry?.minutes ?? 0) * MINUTE_MS
    const bars = series.flatMap(({ columns }) => [...columns.closeTime].filter((time) => time >= from && time < to))
    expect(entry?.params.orders ?? 100).toBe(orders)
    expect(bars.length).toBeGreaterThanOrEqual(series.length)
    expect(bars.length * orders).toBeLessThanOrEqual(20_000)
  }
})
