import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { free } from '../../../tests/fixtures/series.js'
import { syntheticMinutes } from '../../data/synthetic/minutes.js'
import type { BarColumns } from '../../model/bar.js'
import { instrument } from '../../model/instrument.js'
import type { RunResult } from '../../model/run.js'
import { enterLong, enterShort, exit, type Signal } from '../../model/signal.js'
import { runs } from '../../std/property.testing.js'
import { defineStrategy } from '../../strategy/define-strategy.js'
import { runBacktest } from '../backtest.js'
import type { BacktestConfigInput } from '../config/config.js'

const lots = 400
const bars = 1_200

/** Minutes that move twelve times as far as the usual ones. */
function restlessMinutes(): BarColumns {
  const columns = syntheticMinutes(bars, 'patience')
  const from = columns.open[0] as number
  const stretched = (prices: Float64Array) => prices.map((price) => 100 * (price / from) ** 12)
  const { open, high, low, close } = columns
  return { ...columns, open: stretched(open), high: stretched(high), low: stretched(low), close: stretched(close) }
}

const columns = restlessMinutes()

/** Trades seldom and holds long. A handler of batches has every bar looked at. */
function patient(hasBatches: boolean) {
  return defineStrategy({
    name: 'patient',
    params: z.object({}),
    onBar({ position, random }): Signal | undefined {
      const draw = random.next()
      if (draw > 0.008) return undefined
      if (!position.isFlat) return exit()
      return draw < 0.004 ? enterLong({ size: { lots } }) : enterShort({ size: { lots } })
    },
    ...(hasBatches && { onBars: () => undefined }),
  })
}

function run(hasBatches: boolean, config: BacktestConfigInput): RunResult {
  const listing = instrument('X', 'equity', { tick: 'none', calendar: '24/7' })
  const strategy = patient(hasBatches)
  return runBacktest({
    strategies: ['one', 'other'].map((name) => ({ strategy, name, allocation: 0.5 })),
    series: [{ instrument: listing, timeframe: '1m', columns }],
    config: { ...free, leverage: 10, ...config },
  })
}

/** Limits about as far as equity moves. */
const anyPart = fc.constantFrom(0.005, 0.01, 0.02, 0.03, 0.05, 0.08)

const anyMultiple = fc.constantFrom(0.42, 0.45, 0.82, 0.9)

const anyWatch: fc.Arbitrary<BacktestConfigInput> = fc.record({
  seed: fc.nat(1e6),
  monitors: fc.record(
    {
      drawdown: anyPart,
      dailyLoss: anyPart,
      rapidDrawdown: fc.record({ at: anyPart, minutes: fc.constantFrom(3, 30, 300) }),
      strategyLoss: anyPart.map((part) => part * 100_000),
      concentration: anyMultiple,
      exposure: fc.record({ gross: anyMultiple, net: anyMultiple }),
    },
    { requiredKeys: [] },
  ),
  breakers: fc.constantFrom<NonNullable<BacktestConfigInput['breakers']>>(
    {},
    { drawdown: { at: 0.08 } },
    { dailyLoss: { at: 0.03, flatten: true } },
    { rapidDrawdown: { at: 0.02, minutes: 60 } },
    { strategyLoss: { at: 3_000 } },
  ),
})

test('monitors say of a stretch what they would have said at each bar of it', { timeout: 60_000 }, () => {
  let breaches = 0
  fc.assert(
    fc.property(anyWatch, (watch) => {
      const [quick, slow] = [run(false, watch), run(true, watch)]
      expect(quick.risk).toEqual(slow.risk)
      expect(quick.hashes.execution).toBe(slow.hashes.execution)
      expect(quick.equity.equity).toEqual(slow.equity.equity)
      breaches += quick.risk?.breaches.length ?? 0
    }),
    { numRuns: runs(120) },
  )
  expect(breaches).toBeGreaterThan(20)
})
