// A stretch of bars that concern no order is replayed at speed: with the stretch and without it a run is the same to the bit, whatever works meanwhile.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { syntheticMinutes } from '../../src/data/synthetic/minutes.js'
import { runBacktest } from '../../src/engine/backtest.js'
import type { BacktestConfigInput } from '../../src/engine/config/config.js'
import type { BarColumns } from '../../src/model/bar.js'
import type { CorporateAction } from '../../src/model/corporate-action.js'
import { type Instrument, instrument } from '../../src/model/instrument.js'
import {
  limit,
  limitIfTouched,
  limitOnClose,
  market,
  marketIfTouched,
  marketOnClose,
  type OrderPrice,
  relative,
  stop,
  stopLimit,
  trailingStop,
} from '../../src/model/order-price.js'
import type { RunResult } from '../../src/model/run.js'
import { amend, cancel, enterLong, enterShort, exit, type Signal, type TimeInForce } from '../../src/model/signal.js'
import type { IsoDate } from '../../src/model/time.js'
import { runs } from '../../src/std/property.testing.js'
import type { RandomStream } from '../../src/std/random.js'
import { defineStrategy } from '../../src/strategy/define-strategy.js'
import { losing } from '../fixtures/series.js'

const listings: readonly Instrument[] = [
  instrument('X', 'equity', { tick: 'none', calendar: '24/7' }),
  instrument('X', 'equity', { tick: 0.01, calendar: 'XNYS' }),
]

function anyOrderNear(price: number, random: RandomStream): OrderPrice {
  const away = price * (random.integer(40) - 20) * 2e-4
  const at = price + away
  const kinds: readonly OrderPrice[] = [
    market(),
    limit(at),
    stop(at),
    stopLimit(at, at + away / 4),
    trailingStop({ fraction: 0.001 + random.next() / 200 }),
    marketIfTouched(at),
    limitIfTouched(at, at),
    marketOnClose(),
    limitOnClose(at),
    relative(0),
  ]
  return kinds[random.integer(kinds.length)] as OrderPrice
}

function entryOf(order: OrderPrice, timeInForce: TimeInForce, random: RandomStream): Signal {
  const wide = 0.0005 + random.next() / 100
  const protect = random.next() < 0.3 ? { trail: { fraction: wide } } : { stop: { fraction: wide }, target: { fraction: wide } }
  const enter = random.next() < 0.5 ? enterLong : enterShort
  return enter({ order, timeInForce, protect, tag: String(random.integer(3)), size: { lots: 7 } })
}

/** Trades on chance with orders of every kind, near the price and far from it. */
function restless(isSlow: boolean) {
  return defineStrategy({
    name: 'restless',
    params: z.object({}),
    onBar({ bar, position, working, random, schedule }): Signal | undefined {
      const draw = random.next()
      if (draw > 0.99) schedule(bar.closeTime + 90_000 * random.next(), 'later')
      if (draw > 0.05) return undefined
      const order = anyOrderNear(bar.close, random)
      const timeInForce = order.type === 'limit' && random.next() < 0.3 ? 'IOC' : random.next() < 0.5 ? 'DAY' : 'GTC'
      if (working.length > 0 && draw < 0.008) return draw < 0.004 ? cancel() : amend({ limit: bar.close * 0.999 })
      if (!position.isFlat && draw < 0.02) return exit({ order, timeInForce })
      return entryOf(order, timeInForce, random)
    },
    onTimer: ({ random }): Signal | undefined =>
      random.next() < 0.5 ? enterLong({ instrument: 'X', tag: 'timer', size: { lots: 3 } }) : undefined,
    ...(isSlow && { onBars: () => undefined }),
  })
}

/** A dividend and a split, some way into the bars. */
function actionsIn({ openTime }: BarColumns): readonly CorporateAction[] {
  const dateAt = (bar: number) => new Date(openTime[bar] as number).toISOString().slice(0, 10) as IsoDate
  return [
    { kind: 'dividend', exDate: dateAt(1_500), amount: 0.5, factor: 0.995 },
    { kind: 'split', exDate: dateAt(2_500), ratio: 2 },
  ]
}

interface Market {
  readonly data: string
  readonly listing: Instrument
  readonly hasActions: boolean
  /** What some bars close at, which is no price; null where all are sound. */
  readonly unsound: number | null
}

function run(isSlow: boolean, { data, listing, hasActions, unsound }: Market, config: BacktestConfigInput): RunResult {
  const columns = syntheticMinutes(4_000, data)
  const series = { instrument: listing, timeframe: '1m', columns, actions: hasActions ? actionsIn(columns) : undefined } as const
  if (unsound !== null) for (const bar of [700, 701, 1_499, 2_600]) losing(series, bar, unsound)
  return runBacktest({ strategies: [{ strategy: restless(isSlow), name: 's' }], series: [series], config })
}

const anyMarket: fc.Arbitrary<Market> = fc.record({
  data: fc.nat(1000).map((seed) => `quiet ${seed}`),
  listing: fc.constantFrom(...listings),
  hasActions: fc.boolean(),
  unsound: fc.constantFrom(null, null, Number.NaN, 0),
})

const anyConfig: fc.Arbitrary<BacktestConfigInput> = fc.record({
  seed: fc.nat(1e6),
  intrabar: fc.constantFrom('pessimistic', 'ohlc', 'stop-first'),
  limit: fc.constantFrom('penetrate' as const, 'touch' as const, { queue: 0.5 }),
  spread: fc.constantFrom('none' as const, 'none' as const, { bps: 2 }),
  trailAnchor: fc.constantFrom('path', 'close'),
  timing: fc.constantFrom('next-open', 'next-close', 'next-session'),
  session: fc.constantFrom('regular', 'as-recorded'),
  childActivation: fc.constantFrom('same-bar', 'next-bar'),
  participation: fc.constantFrom('none' as const, 0.001),
  latency: fc.constantFrom('none' as const, 'none' as const, { entry: 200, response: 90_000 }),
  account: fc.constantFrom('research' as const, 'margin' as const),
  cash: fc.constantFrom(100_000, 4_000),
  interest: fc.constantFrom(0, 0.1),
  borrowFee: fc.constantFrom(0, 0.1),
  dividendPayDays: fc.constantFrom(1, 21),
  breakers: fc.constantFrom(
    {},
    { drawdown: { at: 0.5 } },
    { drawdown: { at: 0.002 }, dailyLoss: { at: 0.001 }, rapidDrawdown: { at: 0.001 }, strategyLoss: { at: 50 }, equityUnknown: {} },
  ),
})

test('a run with quiet stretches is the run without them', { timeout: 120_000 }, () => {
  let fills = 0
  fc.assert(
    fc.property(anyMarket, anyConfig, (bars, config) => {
      const [quick, slow] = [false, true].map((isSlow) => run(isSlow, bars, config)) as [RunResult, RunResult]
      expect(quick.hashes.execution).toBe(slow.hashes.execution)
      expect(quick.hashes.decision).toBe(slow.hashes.decision)
      expect(quick.equity).toEqual(slow.equity)
      expect(quick.orders).toEqual(slow.orders)
      expect(quick.account).toEqual(slow.account)
      expect(quick.risk).toEqual(slow.risk)
      fills += quick.counts.fills
    }),
    { numRuns: runs(300) },
  )
  expect(fills).toBeGreaterThan(100)
})
