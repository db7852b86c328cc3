// Over any signals: no account ever holds two symbols, and what the broker holds is what the accounts hold and what is in none.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { free, type HandBar, handSeries } from '../../../tests/fixtures/series.js'
import { strategyOf } from '../../../tests/fixtures/strategies.js'
import type { Fill } from '../../model/fill.js'
import { sign } from '../../model/order.js'
import { limit, market, type OrderPrice, stop } from '../../model/order-price.js'
import { amend, cancel, enterLong, enterShort, exit, type Signal, target } from '../../model/signal.js'
import { runs } from '../../std/property.testing.js'
import { runBacktest } from '../backtest.js'
import type { BacktestConfigInput } from '../config/config.js'

const symbols = ['A', 'B', 'C'] as const
const BARS = 9

const order: fc.Arbitrary<OrderPrice> = fc.oneof(
  fc.constant(market()),
  fc.integer({ min: 90, max: 110 }).map((price) => limit(price)),
  fc.integer({ min: 90, max: 110 }).map((price) => stop(price)),
)
const timeInForce = fc.constantFrom('DAY', 'GTC')
const tag = fc.constantFrom('', 'x')
const protect = fc.constantFrom(undefined, { stop: { fraction: 0.03 } }, { target: { fraction: 0.02 }, stop: { fraction: 0.05 } })

const signal: fc.Arbitrary<Signal> = fc.constantFrom(...symbols).chain((instrument) =>
  fc.oneof(
    fc.record({ order, timeInForce, tag, protect }).map((options) => enterLong({ ...options, instrument })),
    fc.record({ order, timeInForce, tag, protect }).map((options) => enterShort({ ...options, instrument })),
    {
      weight: 2,
      arbitrary: fc.record({ order, tag, fraction: fc.constantFrom(0.5, 1) }).map((options) => exit({ ...options, instrument })),
    },
    fc.constantFrom(-1, 0, 0.5, 1).map((weight) => target(instrument, weight)),
    fc.constant(cancel({ instrument })),
    fc.record({ tag, limit: fc.integer({ min: 90, max: 110 }) }).map((options) => amend({ ...options, instrument })),
  ),
)
const said = fc.array(signal, { minLength: 1, maxLength: 4 })
/** What each of two strategies says at each bar. */
const storm = fc.array(fc.tuple(said, said), {
  minLength: BARS - 2,
  maxLength: BARS - 2,
})

const accountSets: readonly BacktestConfigInput['accounts'][] = [
  [{ name: 'only', allocation: '50%' }],
  [
    { name: 'a', allocation: '30%' },
    { name: 'b', allocation: '20%' },
    { name: 'own', allocation: '25%', strategy: 'up' },
  ],
]
const config = fc.record({
  accounts: fc.constantFrom(...accountSets),
  rotation: fc.constantFrom('same-open', 'after-fill'),
  latency: fc.constantFrom(undefined, { entry: 1_000, response: 3_600_000 }),
  endOfData: fc.constantFrom('keep', 'close'),
  participation: fc.constantFrom('none' as const, 0.1),
})

/** Half hours that wander between 90 and 110, little volume: reports that take an hour come two bars late. */
const bars: fc.Arbitrary<HandBar[]> = fc.array(fc.integer({ min: 91, max: 109 }), { minLength: BARS, maxLength: BARS }).map((closes) =>
  closes.map((close, index) => {
    const open = closes[index - 1] ?? close
    return [open, Math.max(open, close) + 1, Math.min(open, close) - 1, close, 2_000]
  }),
)

/** Signed lots by account and symbol, `null` for what is in none, after each fill. */
function* holdings(fills: readonly Fill[]): Generator<ReadonlyMap<string | null, ReadonlyMap<string, number>>> {
  const held = new Map<string | null, Map<string, number>>()
  for (const { account = null, instrument, side, quantity } of fills) {
    const own = held.get(account) ?? new Map<string, number>()
    held.set(account, own.set(instrument, (own.get(instrument) ?? 0) + sign(side) * quantity))
    yield held
  }
}

test('no account ever holds two symbols, and the accounts and what is in none add up to the broker’s position', () => {
  let attributed = 0
  let refused = 0
  fc.assert(
    fc.property(
      storm,
      fc.array(bars, { minLength: symbols.length, maxLength: symbols.length }),
      config,
      fc.boolean(),
      (script, prices, options, inBatches) => {
        const strategies = ['up', 'down'].map((name, place) => {
          const said = (index: number): readonly Signal[] => script[index]?.[place] ?? []
          const handlers = inBatches
            ? { onBars: ({ instruments }: { instruments: readonly { bar: { index: number } }[] }) => said(instruments[0]?.bar.index ?? -1) }
            : {
                onBar: ({ instrument, bar }: { instrument: { id: string }; bar: { index: number } }) =>
                  instrument.id === 'A' ? said(bar.index) : undefined,
              }
          return { strategy: strategyOf(name, handlers) }
        })
        const { fills, openPositions, denials } = runBacktest({
          strategies,
          series: symbols.map((id, index) => handSeries(id, prices[index] as HandBar[], { timeframe: '30m' })),
          config: { ...free, ...options },
          record: { decisions: false },
        })
        attributed += fills.filter(({ account }) => account !== undefined).length
        refused += denials.filter(({ code }) => code === 'NO_FREE_ACCOUNT').length
        let last: ReadonlyMap<string | null, ReadonlyMap<string, number>> = new Map()
        for (const held of holdings(fills)) {
          last = held
          for (const [account, own] of held) {
            if (account !== null) expect([...own.values()].filter((lots) => lots !== 0).length, account).toBeLessThanOrEqual(1)
          }
        }
        for (const symbol of symbols) {
          const accounts = [...last.values()].reduce((sum, own) => sum + (own.get(symbol) ?? 0), 0)
          const broker = openPositions.filter(({ instrument }) => instrument === symbol).reduce((sum, { quantity }) => sum + quantity, 0)
          expect(accounts).toBe(broker)
        }
      },
    ),
    { numRuns: runs(10_000) },
  )
  expect(Math.min(attributed, refused)).toBeGreaterThan(100)
}, 300_000)
