// Storms of signals against breakers, a kill switch and an operator: what may not happen afterwards does not, in any of them.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { runBacktest } from '../../src/engine/backtest.js'
import type { BacktestConfigInput } from '../../src/engine/config.js'
import type { BarSeries } from '../../src/model/bar.js'
import { sign } from '../../src/model/order.js'
import { limit, market, stop, trailingStop } from '../../src/model/order-price.js'
import type { RunResult } from '../../src/model/run.js'
import { amend, cancel, enterLong, enterShort, exit, type Signal, target } from '../../src/model/signal.js'
import { MINUTE_MS } from '../../src/model/time.js'
import { isStricter } from '../../src/risk/trading-state.js'
import { runs } from '../../src/std/property.testing.js'
import { type RandomStream, randomStream } from '../../src/std/random.js'
import type { Strategy } from '../../src/strategy/define-strategy.js'
import { handSeries } from '../fixtures/series.js'
import { strategyOf } from '../fixtures/strategies.js'

const BARS = 60
const START = Date.UTC(2024, 0, 2, 23, 40)
const at = (minute: number): string => new Date(START + minute * MINUTE_MS).toISOString()

/** Minutes that fall and jump, over a midnight. */
function bars(id: string, seed: number): BarSeries {
  const random = randomStream(seed, id)
  let price = 100
  const rows = Array.from({ length: BARS }, () => {
    const open = price
    const close = Math.max(5, open * (1 + random.normal() * 0.02))
    price = close
    const [high, low] = [Math.max(open, close) * 1.003, Math.min(open, close) * 0.997]
    return [open, high, low, close, random.next() < 0.1 ? 0 : 3_000] as const
  })
  return handSeries(id, rows, { timeframe: '1m', start: START })
}

function anySignal(instrument: string, close: number, random: RandomStream): Signal {
  const near = close * (1 + (random.next() - 0.5) * 0.04)
  const order = [market(), limit(near), stop(near), trailingStop({ fraction: 0.01 })][random.integer(4)]
  const tag = String(random.integer(2))
  const triggers = random.next() < 0.2 ? [{ side: 'buy' as const, lots: 20 }] : undefined
  const lots = 10 + random.integer(400)
  const entry = { instrument, order, tag, size: { lots }, timeInForce: 'GTC', protect: { stop: { fraction: 0.02 } } } as const
  switch (random.integer(7)) {
    case 0:
    case 1:
      return enterLong(entry)
    case 2:
      return enterShort(entry)
    case 3:
      return exit({ instrument, order, tag, fraction: 0.3 + 0.7 * random.next(), triggers, timeInForce: 'GTC' })
    case 4:
      return target(instrument, random.next() * 2 - 1)
    case 5:
      return amend({ instrument, tag, ...(random.next() < 0.5 ? { limit: near } : { trigger: near }) })
    default:
      return cancel({ instrument })
  }
}

/** `batches` has it answer through onBars too, which takes the quiet stretches from the run. */
function storm(name: string, batches: boolean): Strategy {
  return strategyOf(name, {
    onBar: ({ instrument, bar, random }) => (random.next() < 0.5 ? anySignal(instrument.id, bar.close, random) : undefined),
    onFill: ({ instrument, bar, random }) => (random.next() < 0.1 ? anySignal(instrument.id, bar.close, random) : undefined),
    onRiskBreach: ({ instruments, random }) => instruments.map((one) => anySignal(one.instrument.id, one.bar.close, random)),
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
    rapidDrawdown: breaker([0.01, 0.02]),
    strategyLoss: breaker([500, 2_000]),
  }),
  latency: fc.constantFrom('none' as const, { entry: 200, response: 90_000 }),
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

function run(config: BacktestConfigInput, instruments: readonly string[], batches = false): RunResult {
  return runBacktest({
    strategies: ['a', 'b'].map((name) => ({ strategy: storm(name, batches) })),
    series: instruments.map((id) => bars(id, config.seed ?? 0)),
    config: { fees: 'none', slippage: 'none', ...config },
  })
}

test('I11: the state only escalates without an operator, but for the daily limit at a session’s open', { timeout: 600_000 }, () => {
  let resets = 0
  fc.assert(
    fc.property(anyConfig, fc.array(deed, { maxLength: 4 }), (config, deeds) => {
      const operator = deeds.map(({ minute, offset, ...rest }) => ({ at: at(minute + offset / MINUTE_MS), reason: 'drill', ...rest }))
      const { risk } = run({ ...config, operator }, ['A'])
      for (const { from, to, cause, time, strategy } of risk?.transitions ?? []) {
        if (!isStricter(from, to)) continue
        if (cause === 'SESSION') {
          resets++
          expect([time, strategy]).toEqual([Date.UTC(2024, 0, 3), null])
        } else {
          expect(cause).toBe('OPERATOR')
          expect(operator.some((one) => one.do === 'unlatch' && Date.parse(one.at) === time)).toBe(true)
        }
      }
    }),
    { numRuns: runs(2_000) },
  )
  expect(resets).toBeGreaterThan(0)
})

test('I5: after a kill every order reduces, none leaks, and what worked ends', { timeout: 600_000 }, () => {
  let killed = 0
  let closed = 0
  fc.assert(
    fc.property(anyConfig, fc.integer({ min: 5, max: BARS - 5 }), fc.boolean(), fc.boolean(), (config, minute, between, flatten) => {
      const kill = START + minute * MINUTE_MS + (between ? 20_000 : 0)
      const operator = [{ at: new Date(kill).toISOString(), do: 'kill' as const, reason: 'drill' }]
      const breakers = { ...config.breakers, kill: { flatten } }
      const { orders, fills, openPositions } = run({ ...config, breakers, operator }, ['A', 'B'])
      const placed = new Map(orders.map((order) => [order.clientOrderId, order]))
      for (const { createdAt, intent, status } of orders) {
        if (createdAt >= kill) {
          closed++
          expect(intent.reduceOnly).toBe(true)
          expect(intent.children).toEqual([])
        } else {
          killed++
          expect(['filled', 'canceled', 'expired', 'rejected', 'pending-cancel']).toContain(status)
        }
      }
      const held = new Map<string, number>()
      for (const { strategy, instrument, side, quantity, clientOrderId } of fills) {
        const key = `${strategy} ${instrument}`
        const before = held.get(key) ?? 0
        const after = before + sign(side) * quantity
        held.set(key, after)
        if ((placed.get(clientOrderId)?.createdAt ?? 0) < kill) continue
        expect(Math.abs(after)).toBeLessThan(Math.abs(before))
        expect(after * before).toBeGreaterThanOrEqual(0)
      }
      // Three minutes are enough for any price and volume of these bars.
      if (flatten && config.latency === 'none' && config.participation === 'none' && minute < BARS - 20) expect(openPositions).toEqual([])
    }),
    { numRuns: runs(10_000) },
  )
  expect(Math.min(killed, closed)).toBeGreaterThan(100)
})

test('what is watched bar by bar in a quiet stretch is what is watched without one', { timeout: 600_000 }, () => {
  fc.assert(
    fc.property(anyConfig, fc.array(deed, { maxLength: 3 }), (config, deeds) => {
      const operator = deeds.map(({ minute, offset, ...rest }) => ({ at: at(minute + offset / MINUTE_MS), reason: 'drill', ...rest }))
      const monitors = { drawdown: 0.005, exposure: { gross: 0.8 }, concentration: 0.7, strategyLoss: 300 }
      const [quick, slow] = [false, true].map((batches) => run({ ...config, operator, monitors }, ['A'], batches)) as [RunResult, RunResult]
      expect(quick.risk).toEqual(slow.risk)
      expect(quick.hashes.decision).toBe(slow.hashes.decision)
      expect(quick.equity).toEqual(slow.equity)
    }),
    { numRuns: runs(2_000) },
  )
})
