// Accounts under storms of longs and shorts: at one price nothing but orders moves what is held, so it stays within what the account allows.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { playOut, readyRun } from '../../../tests/fixtures/played-run.js'
import { type HandBar, handSeries } from '../../../tests/fixtures/series.js'
import { strategyOf } from '../../../tests/fixtures/strategies.js'
import { limit, market } from '../../model/order-price.js'
import { cancel, enterLong, enterShort, exit, type Signal, target } from '../../model/signal.js'
import { runs } from '../../std/property.testing.js'
import { type RandomStream, randomStream } from '../../std/random.js'
import type { Strategy } from '../../strategy/define-strategy.js'

const BARS = 6
const [tags, groups] = [
  ['', 'a', 'b', 'c'],
  ['g', 'h'],
] as const
const one = <T>(of: readonly T[], random: RandomStream): T => of[of.length === 1 ? 0 : random.integer(of.length)] as T

/** Up to six signals a bar in each of two instruments, each of them large against the account. */
function storm(seed: number, ends: readonly Ending[] = [exit, cancel], name = 'storm', types: GroupTypes = [1]): Strategy {
  const random = randomStream(seed, name)
  return strategyOf(name, { onBar: () => Array.from({ length: random.integer(7) }, () => anySignal(ends, types, random)) })
}

type GroupTypes = readonly (1 | 2 | 3)[]

type Ending = (of: { readonly tag: string }) => Signal

function anySignal(ends: readonly Ending[], types: GroupTypes, random: RandomStream): Signal {
  const tag = one(tags, random)
  const kind = random.integer(10)
  if (kind < 2) return one(ends, random)({ tag })
  if (kind === 2) return target(one(['A', 'B'], random), (random.next() - 0.5) * 3)
  return anyEntry(tag, types, random)
}

function anyEntry(tag: string, types: GroupTypes, random: RandomStream): Signal {
  const lots = (): number => 100 * (1 + random.integer(random.next() < 0.8 ? 10 : 25))
  const order = (): ReturnType<typeof limit> | ReturnType<typeof market> => one([market(), limit(100)], random)
  const triggers = Array.from({ length: 1 + random.integer(2) }, () => ({
    side: one(['buy', 'sell'] as const, random),
    lots: lots(),
    order: order(),
  }))
  return one(
    [enterLong, enterShort],
    random,
  )({
    ...{ tag, order: order(), timeInForce: one(['DAY', 'GTC'] as const, random) },
    ...(random.next() < 0.8 && { size: { lots: lots() } }),
    ...(random.next() < 0.2 && { oca: { group: one(groups, random), type: one(types, random) } }),
    ...(random.next() < 0.2 && { triggers, protectAfter: one(['partial', 'full'] as const, random) }),
  })
}

/** Answers come at once, or after something else was said. */
const anyLatency = fc.constantFrom('none' as const, { entry: 1_000, response: 2_000, feed: 'none' as const })

/** Bars at 100, some of them with volume for a part of an order only. */
function series(id: string, random: RandomStream) {
  const bars = Array.from({ length: BARS }, (): HandBar => [100, 100, 100, 100, one([200, 3_000, 1_000_000], random)])
  return handSeries(id, bars)
}

test('however many longs and shorts of two strategies work at once, all positions stay within buying power, side by side', {
  timeout: 300_000,
}, () => {
  const leverage = fc.constantFrom(1, 2)
  fc.assert(
    fc.property(
      fc.nat(),
      leverage,
      fc.constantFrom('none' as const, 0.5),
      fc.boolean(),
      anyLatency,
      (seed, leverage, participation, alone, latency) => {
        const random = randomStream(seed, 'volume')
        const types = [1, 2, 3] as const
        const other = storm(seed, [exit, cancel], 'other', types)
        const run = readyRun({
          series: [series('A', random), series('B', random)],
          strategies: [storm(seed, [exit, cancel], 'storm', types), ...(alone ? [] : [other])],
          config: { cash: 100_000, leverage, participation, latency },
        })
        let most = 0
        playOut(run, ({ portfolio }) => {
          const held = portfolio.openPositions().reduce((sum, { quantity }) => sum + Math.abs(quantity) * 100, 0)
          most = Math.max(most, held / portfolio.equity)
        })
        expect(most).toBeLessThanOrEqual(leverage + 1e-9)
      },
    ),
    { numRuns: runs(5_000) },
  )
})

/** An exit passes whatever sales work beside it, so here nothing exits: positions end by sales, which are judged. */
test('however many sales work and wake at once, nobody is short in a cash account', { timeout: 300_000 }, () => {
  fc.assert(
    fc.property(fc.nat(), anyLatency, (seed, latency) => {
      const random = randomStream(seed, 'volume')
      const run = readyRun({
        series: [series('A', random), series('B', random)],
        strategies: [storm(seed, [cancel], 'storm', [1, 2, 3]), storm(seed, [cancel], 'other', [1, 2, 3])],
        config: { cash: 1_000_000, account: 'cash', participation: 0.1, latency },
      })
      let least = 0
      playOut(run, ({ portfolio }) => {
        for (const { quantity } of portfolio.openPositions()) least = Math.min(least, quantity)
      })
      expect(least).toBe(0)
    }),
    { numRuns: runs(5_000) },
  )
})
