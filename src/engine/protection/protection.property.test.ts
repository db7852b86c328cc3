import fc from 'fast-check'
import { expect, test } from 'vitest'
import { playOut, readyRun } from '../../../tests/fixtures/played-run.js'
import { flatBars, type HandBar, handSeries } from '../../../tests/fixtures/series.js'
import { strategyOf } from '../../../tests/fixtures/strategies.js'
import type { Split } from '../../model/corporate-action.js'
import { limit, stop, trailingStop } from '../../model/order-price.js'
import { cancel, enterLong, enterShort, exit, type Signal, target } from '../../model/signal.js'
import { runs } from '../../std/property.testing.js'

const BARS = 12

/** Prices that wander by up to a tenth a bar. */
const anyBars: fc.Arbitrary<HandBar[]> = fc
  .array(fc.tuple(fc.integer({ min: -10, max: 10 }), fc.nat(6), fc.nat(6), fc.constantFrom(1_000_000, 100)), {
    minLength: BARS,
    maxLength: BARS,
  })
  .map((moves) => {
    let close = 100
    return moves.map(([move, up, down, volume]) => {
      const open = close
      close = open * (1 + move / 100)
      return [open, Math.max(open, close) * (1 + up / 100), Math.min(open, close) * (1 - down / 100), close, volume] as const
    })
  })

const part = fc.integer({ min: 1, max: 9 }).map((tenths) => tenths / 10)
const near = fc.integer({ min: 85, max: 115 }).map((percent) => percent / 100)
const protect = fc.constantFrom(
  undefined,
  { stop: { fraction: 0.05 } },
  { stop: { fraction: 0.03 }, target: { fraction: 0.06 } },
  { trail: { fraction: 0.04 } },
)
const size = fc.record({ lots: fc.integer({ min: 1, max: 60 }) })

/** What a strategy could say at a close, by the price there. */
const anySignal: fc.Arbitrary<(close: number) => Signal> = fc.oneof(
  fc.tuple(size, protect).map(
    ([own, stops]) =>
      () =>
        enterLong({ size: own, protect: stops }),
  ),
  fc.tuple(size, protect).map(
    ([own, stops]) =>
      () =>
        enterShort({ size: own, protect: stops }),
  ),
  fc.tuple(size, near).map(
    ([own, at]) =>
      (close: number) =>
        enterLong({ size: own, order: limit(close * at), timeInForce: 'GTC' }),
  ),
  fc.tuple(size, protect).map(
    ([own, stops]) =>
      (close: number) =>
        enterLong({ size: own, protect: stops, protectAfter: 'full', order: limit(close), timeInForce: 'GTC' }),
  ),
  fc.tuple(size, protect).map(
    ([own, stops]) =>
      () =>
        enterShort({ size: own, protect: stops, protectAfter: 'full' }),
  ),
  part.map((fraction) => () => exit({ fraction })),
  fc.constant(() => exit()),
  near.map((at) => (close: number) => exit({ order: stop(close * at), tag: 'guard' })),
  fc.constant(() => exit({ order: trailingStop({ fraction: 0.05 }), tag: 'guard' })),
  fc.integer({ min: -9, max: 9 }).map((tenths) => () => target('A', tenths / 10)),
  fc.constant(() => cancel()),
)

const split: fc.Arbitrary<Split | null> = fc.option(
  fc.record({ kind: fc.constant('split' as const), exDate: fc.constantFrom('2024-01-05', '2024-01-08'), ratio: fc.constantFrom(2, 3) }),
)

test('whatever a strategy does, at every close each position has one live stop of its whole size', () => {
  const script = fc.array(fc.option(anySignal), { minLength: BARS, maxLength: BARS })
  const config = fc.record({
    required: fc.constant('default' as const),
    order: fc.constantFrom('stop' as const, 'trailing-stop' as const, 'trailing-stop-limit' as const),
  })
  fc.assert(
    fc.property(anyBars, script, split, config, (bars, said, action, protection) => {
      const series = { ...handSeries('A', bars), actions: action === null ? undefined : [action] }
      const found: string[] = []
      // A stop that has triggered is a market order: its tag tells it from an exit.
      const strategy = strategyOf('any', {
        onBar({ bar, position, working }) {
          const stops = working.filter(({ role, tag }) => role === 'stop' || tag === 'guard')
          const closing = stops.filter(({ side }) => side === (position.isLong ? 'sell' : 'buy'))
          const isRight = position.isFlat ? stops.length === 0 : closing.length === 1 && stops.length === 1
          const lots = stops.reduce((sum, { leaves }) => sum + leaves, 0)
          if (!isRight || lots !== Math.abs(position.quantity))
            found.push(`bar ${bar.index}: ${position.quantity} ${JSON.stringify(stops)}`)
          return said[bar.index]?.(bar.close)
        },
      })
      playOut(readyRun({ strategies: [strategy], series: [series], config: { participation: 0.1, leverage: 3, protection } }))
      expect(found).toEqual([])
    }),
    { numRuns: runs(10_000) },
  )
})

test('with messages under way it is so once they have arrived', () => {
  const script = fc.array(fc.option(anySignal), { minLength: BARS, maxLength: BARS })
  fc.assert(
    fc.property(anyBars, script, (bars, said) => {
      const still = flatBars(...Array.from({ length: 6 }, () => bars.at(-1)?.[3] as number))
      let found = ''
      const strategy = strategyOf('any', {
        onBar({ bar, position, working }) {
          if (bar.index < BARS) return said[bar.index]?.(bar.close)
          const stops = working.filter(({ role, tag }) => role === 'stop' || tag === 'guard')
          const isRight = position.isFlat ? stops.length === 0 : stops.length === 1 && stops[0]?.leaves === Math.abs(position.quantity)
          found = isRight ? '' : `${position.quantity} ${JSON.stringify(stops)}`
        },
      })
      const latency = { entry: 1_200_000, response: 1_200_000, feed: 'none' } as const
      const config = { leverage: 3, protection: { required: 'default' }, latency } as const
      playOut(readyRun({ strategies: [strategy], series: [handSeries('A', [...bars, ...still], { timeframe: '1h' })], config }))
      expect(found).toBe('')
    }),
    { numRuns: runs(10_000) },
  )
})
