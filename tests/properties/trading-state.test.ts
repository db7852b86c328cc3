// Storms of signals against breakers, a kill switch and an operator: what may not happen afterwards does not, in any of them.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AssembledRun } from '../../src/engine/assemble.js'
import { runBacktest } from '../../src/engine/backtest.js'
import type { OperatorDeed } from '../../src/engine/config/breaker-config.js'
import type { BacktestConfig } from '../../src/engine/config/config.js'
import type { BarSeries } from '../../src/model/bar.js'
import { type OrderStatus, sign } from '../../src/model/order.js'
import { limit, market, type OrderPrice, stop, trailingStop } from '../../src/model/order-price.js'
import type { RunResult } from '../../src/model/run.js'
import { amend, cancel, enterLong, enterShort, exit, type Signal, target } from '../../src/model/signal.js'
import { MINUTE_MS } from '../../src/model/time.js'
import { isStricter } from '../../src/risk/trading-state.js'
import { runs } from '../../src/std/property.testing.js'
import { type RandomStream, randomStream } from '../../src/std/random.js'
import type { IndicatorSet, InstrumentView, Strategy } from '../../src/strategy/define-strategy.js'
import { playOut, readyRun } from '../fixtures/played-run.js'
import { handSeries } from '../fixtures/series.js'
import { strategyOf } from '../fixtures/strategies.js'

const BARS = 18
const START = Date.UTC(2024, 0, 2, 23, 52)
const at = (minute: number): string => new Date(START + minute * MINUTE_MS).toISOString()

/** Minutes that fall and jump, over a midnight. */
function bars(id: string, seed: number): BarSeries {
  const random = randomStream(seed, id)
  let price = 100
  const rows = Array.from({ length: BARS }, () => {
    const open = price
    const close = Math.max(5, open * (1 + random.normal() * 0.04))
    price = close
    const [high, low] = [Math.max(open, close) * 1.003, Math.min(open, close) * 0.997]
    return [open, high, low, close, random.next() < 0.1 ? 0 : 3_000] as const
  })
  return handSeries(id, rows, { timeframe: '1m', start: START })
}

/** Mostly about what there is: a position to leave, an order to change or to cancel; else a new one. */
function anySignal(
  { instrument: { id: instrument }, bar: { close }, position, working }: InstrumentView<IndicatorSet>,
  random: RandomStream,
): Signal {
  const near = close * (1 + (random.next() - 0.5) * 0.06)
  const tag = String(random.integer(2))
  const isBlind = random.next() < 0.2
  const kind = random.integer(9)
  if (kind < 2 && (isBlind || !position.isFlat)) {
    const triggers = random.next() < 0.2 ? [{ side: 'buy' as const, lots: 20 }] : undefined
    return exit({ instrument, order: anyOrder(near, random), tag, fraction: 0.3 + 0.7 * random.next(), triggers, timeInForce: 'GTC' })
  }
  if (kind === 2 || kind === 3) return target(instrument, random.next() * 2 - 1)
  if (kind > 6 && (isBlind || working.length > 0)) {
    const one = working[random.integer(working.length || 1)]
    if (kind === 7) return cancel({ instrument })
    return amend({ instrument, tag: one?.tag ?? tag, ...(one !== undefined && 'limit' in one.price ? { limit: near } : { trigger: near }) })
  }
  const size = { lots: 10 + random.integer(400) }
  const entry = { instrument, order: anyOrder(near, random), tag, size, timeInForce: 'GTC', protect: { stop: { fraction: 0.02 } } } as const
  return random.next() < 0.5 ? enterLong(entry) : enterShort(entry)
}

function anyOrder(near: number, random: RandomStream): OrderPrice {
  return [market(), limit(near), stop(near), trailingStop({ fraction: 0.01 })][random.integer(4)] as OrderPrice
}

/** `batches` has it answer through onBars too, which takes the quiet stretches from the run. */
function storm(name: string, batches: boolean): Strategy {
  return strategyOf(name, {
    onBar: (seen) => (seen.random.next() < 0.95 ? anySignal(seen, seen.random) : undefined),
    onFill: (seen) => (seen.random.next() < 0.1 ? anySignal(seen, seen.random) : undefined),
    onRiskBreach: ({ instruments, random }) => instruments.map((one) => anySignal(one, random)),
    ...(batches && { onBars: () => undefined }),
  })
}

const deeds = fc.record({
  action: fc.constantFrom('reduce' as const, 'halt' as const),
  cancel: fc.boolean(),
  flatten: fc.boolean(),
})
const breaker = (limits: readonly number[]) =>
  fc.option(
    fc.tuple(fc.constantFrom(...limits), deeds).map(([limitAt, rest]) => ({ at: limitAt, ...rest })),
    { nil: 'off' as const },
  )
const anyConfig = fc.record({
  seed: fc.nat(1e6),
  breakers: fc.record({
    drawdown: breaker([0.01, 0.03]),
    dailyLoss: breaker([0.005, 0.02]),
    rapidDrawdown: breaker([0.01, 0.02]).map((one) => (one === 'off' ? one : { ...one, minutes: 10 })),
    strategyLoss: breaker([500, 2_000]),
  }),
  latency: fc.constantFrom('none' as const, { entry: 200, response: 90_000, feed: 'none' as const }),
  participation: fc.constantFrom('none' as const, 0.1),
  leverage: fc.constantFrom(1, 3),
  riskProfile: fc.constantFrom('research' as const, 'research' as const, 'guarded' as const),
  cash: fc.constantFrom(100_000, 1_000_000),
  timing: fc.constantFrom('next-open' as const, 'next-close' as const),
})
const deed = fc.record({
  minute: fc.integer({ min: -1, max: BARS - 2 }),
  offset: fc.constantFrom(0, 20_000),
  do: fc.constantFrom('kill' as const, 'unlatch' as const, 'reduce' as const, 'halt' as const),
  strategy: fc.constantFrom(undefined, 'a', 'b'),
})
type Deed = typeof deed extends fc.Arbitrary<infer One> ? One : never

const costs = { fees: 'none', slippage: 'none' } as const
const storms = ['a', 'b'].map((name) => storm(name, false))

function run(config: Partial<BacktestConfig>, instruments: readonly string[]): AssembledRun {
  const series = instruments.map((id) => bars(id, config.seed ?? 0))
  return playOut(readyRun({ strategies: storms, series, config }))
}

test('I11: the state only escalates without an operator, but for the daily limit at a session’s open', { timeout: 600_000 }, () => {
  let resets = 0
  fc.assert(
    fc.property(anyConfig, fc.array(deed, { maxLength: 4 }), (config, deeds) => {
      const operator = operatorOf(deeds)
      const { postTrade } = run({ ...config, operator }, ['A'])
      /** What holds the account. */
      const held = new Set<string>()
      for (const { from, to, cause, time, strategy } of postTrade?.result.transitions ?? []) {
        if (cause === 'SESSION') {
          resets++
          held.delete('DAILY_LOSS')
          expect([time, strategy, to === 'active']).toEqual([Date.UTC(2024, 0, 3), null, held.size === 0])
        } else if (isStricter(from, to)) {
          expect(cause).toBe('OPERATOR')
          expect(operator.some((one) => one.do === 'unlatch' && Date.parse(one.at) === time)).toBe(true)
          if (strategy === null) held.clear()
        } else if (strategy === null) held.add(cause)
      }
    }),
    { numRuns: runs(10_000) },
  )
  expect(resets).toBeGreaterThan(0)
})

test('I5: after a kill every order reduces, none leaks, and what worked ends', { timeout: 600_000 }, () => {
  let killed = 0
  let closed = 0
  fc.assert(
    fc.property(anyConfig, fc.integer({ min: 3, max: BARS - 4 }), fc.boolean(), fc.boolean(), (config, minute, between, flatten) => {
      const kill = START + minute * MINUTE_MS + (between ? 20_000 : 0)
      const operator = [{ at: new Date(kill).toISOString(), do: 'kill' as const, reason: 'drill' }]
      const breakers = { ...config.breakers, kill: { flatten } }
      const { orders, engine, portfolio } = run({ ...config, breakers, operator }, ['A', 'B'])
      const placed = new Map(orders.orders.map((order) => [order.clientOrderId, order]))
      for (const { createdAt, intent, status } of placed.values()) {
        if (createdAt >= kill) {
          closed++
          holds(intent.reduceOnly && intent.children.length === 0, 'an order after the kill')
        } else {
          killed++
          holds(ended.has(status), `an order before the kill: ${status}`)
        }
      }
      const held = new Map<string, number>()
      for (const { strategy, instrument, side, quantity, clientOrderId } of engine.fills.records()) {
        const key = `${strategy} ${instrument}`
        const before = held.get(key) ?? 0
        const after = before + sign(side) * quantity
        held.set(key, after)
        if ((placed.get(clientOrderId)?.createdAt ?? 0) < kill) continue
        holds(Math.abs(after) < Math.abs(before) && after * before >= 0, 'a fill after the kill')
      }
      // Three minutes are enough for any price and volume of these bars.
      if (flatten && config.latency === 'none' && config.participation === 'none' && minute < BARS - 8)
        expect(portfolio.openPositions()).toEqual([])
    }),
    { numRuns: runs(10_000) },
  )
  expect(Math.min(killed, closed)).toBeGreaterThan(100)
})

const ended: ReadonlySet<OrderStatus> = new Set<OrderStatus>(['filled', 'canceled', 'expired', 'rejected', 'pending-cancel'])

/** An `expect` for each order and fill would take longer than the runs. */
function holds(isSo: boolean, what: string): void {
  if (!isSo) throw new Error(`it does not hold of ${what}`)
}

function operatorOf(deeds: readonly Deed[]): OperatorDeed[] {
  return deeds.map(({ minute, offset, ...rest }) => ({ at: at(minute + offset / MINUTE_MS), reason: 'drill', ...rest }))
}

test('what is watched bar by bar in a quiet stretch is what is watched without one', { timeout: 600_000 }, () => {
  fc.assert(
    fc.property(anyConfig, fc.array(deed, { maxLength: 3 }), (config, deeds) => {
      const operator = operatorOf(deeds)
      const monitors = { drawdown: 0.005, exposure: { gross: 0.8 }, concentration: 0.7, strategyLoss: 300 }
      const [quick, slow] = [false, true].map((batches) =>
        runBacktest({
          strategies: ['a', 'b'].map((name) => ({ strategy: storm(name, batches) })),
          series: [bars('A', config.seed)],
          config: { ...costs, ...config, operator, monitors },
        }),
      ) as [RunResult, RunResult]
      expect(quick.risk).toEqual(slow.risk)
      expect(quick.hashes.decision).toBe(slow.hashes.decision)
      expect(quick.equity).toEqual(slow.equity)
    }),
    { numRuns: runs(2_000) },
  )
})
