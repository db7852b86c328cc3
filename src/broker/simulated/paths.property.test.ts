// What the paths of one bar do to one bracket, and what holds of orders that follow the price or only reduce, whatever the bars.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Fill } from '../../model/fill.js'
import { type ChildIntent, sign } from '../../model/order.js'
import { intent } from '../../model/order.testing.js'
import {
  limit,
  limitIfTouched,
  market,
  marketIfTouched,
  type OrderPrice,
  relative,
  stop,
  stopLimit,
  type Trail,
  trailingStop,
} from '../../model/order-price.js'
import { runs } from '../../std/property.testing.js'
import { perShareFees } from './fees.js'
import type { VenuePolicy } from './policy.js'
import { anyPolicy, anyScript, play } from './script.testing.js'
import { tickSlippage } from './slippage.js'
import { type HandBar, TestVenue } from './venue.testing.js'

const cases = { numRuns: runs(10_000) }

const price = fc.integer({ min: 85, max: 115 })
const anyBar: fc.Arbitrary<HandBar> = fc
  .tuple(price, price, fc.nat(12), fc.nat(12), fc.integer({ min: 20, max: 200 }))
  .map(([open, close, above, below, volume]) => [open, Math.max(open, close) + above, Math.min(open, close) - below, close, volume])
/** One price: whatever the path, it leaves the same state. */
const anyStill = price.map((at): HandBar => [at, at, at, at, 100])
const anyTrail: fc.Arbitrary<Trail> = fc.oneof(
  fc.integer({ min: 1, max: 12 }).map((amount) => ({ amount })),
  fc.integer({ min: 1, max: 12 }).map((percent) => ({ fraction: percent / 100 })),
)
const anyEntry: fc.Arbitrary<OrderPrice> = fc.oneof(
  fc.constant(market()),
  price.map(limit),
  price.map(stop),
  fc.tuple(price, price).map(([trigger, at]) => stopLimit(trigger, at)),
  price.map(marketIfTouched),
  fc.tuple(price, price).map(([trigger, at]) => limitIfTouched(trigger, at)),
  anyTrail.map((trail) => trailingStop(trail)),
  fc.nat(3).map((offset) => relative(offset)),
)
const point = fc.oneof(
  price.map((at) => ({ at })),
  fc.integer({ min: -12, max: 12 }).map((percent) => ({ fractionOfFill: percent / 100 })),
)
const anyLegs: fc.Arbitrary<readonly ChildIntent[]> = fc
  .tuple(
    fc.oneof(
      point,
      fc.tuple(anyTrail, fc.option(point)).map(([trail, from]) => ({ trail, from })),
    ),
    fc.option(point),
  )
  .map(([stopAt, target]): ChildIntent[] => [
    { role: 'stop', price: stopAt },
    ...(target === null ? [] : [{ role: 'target' as const, price: target }]),
  ])
const anyVenue: fc.Arbitrary<Partial<VenuePolicy>> = fc.record({
  limit: fc.constantFrom('penetrate' as const, 'touch' as const, { queue: 0.5, seed: 3 }),
  spread: fc.constantFrom(null, { ticks: 100 }, { bps: 150 }, { volatility: 0.3 }),
  trailAnchor: fc.constantFrom('path', 'path', 'high', 'close'),
  childActivation: fc.constantFrom('same-bar', 'next-bar'),
  participation: fc.constantFrom(null, 0.1),
  fees: fc.constantFrom(perShareFees(0), perShareFees(0.01, 1, 0.01)),
  slippage: fc.constantFrom(tickSlippage(0), tickSlippage(50)),
})

test('one bracket over one bar from one state: pessimistic ≤ ohlc, olhc, adaptive ≤ optimistic at the close', () => {
  fc.assert(
    fc.property(anyStill, anyBar, fc.constantFrom('buy', 'sell'), anyEntry, anyLegs, anyVenue, fc.boolean(), (...drawn) => {
      const [before, bar, side, entry, children, policy, isEarly] = drawn
      const value = (intrabar: VenuePolicy['intrabar']): number => {
        const venue = new TestVenue([before, bar], { policy: { ...policy, intrabar } })
        if (isEarly) venue.submit(intent(side, 10, { price: entry, children }))
        venue.run(1)
        if (!isEarly) venue.submit(intent(side, 10, { price: entry, children }))
        venue.run()
        return venue.fills.reduce((sum, fill) => sum + signed(fill) * (bar[3] - fill.price) - fill.fee, 0)
      }
      const [worst, best] = [value('pessimistic'), value('optimistic')]
      for (const path of ['ohlc', 'olhc', 'adaptive'] as const) {
        const between = value(path)
        expect(between).toBeGreaterThanOrEqual(worst - 1e-9)
        expect(between).toBeLessThanOrEqual(best + 1e-9)
      }
    }),
    cases,
  )
})

test('a trailing stop is never told to go back, nor to stand nearer to the best price so far than its trail', () => {
  fc.assert(
    fc.property(
      fc.array(anyBar, { minLength: 1, maxLength: 12, size: 'max' }),
      fc.constantFrom(1 as const, -1 as const),
      anyTrail,
      anyVenue,
      (...drawn) => {
        const [bars, side, trail, policy] = drawn
        const venue = new TestVenue(bars, { policy: { ...policy, intrabar: 'pessimistic' } })
        venue.submit(intent(side > 0 ? 'buy' : 'sell', 1_000, { price: trailingStop(trail) }))
        venue.run()
        let last = Number.NaN
        for (const event of venue.events) {
          if (event.kind !== 'updated' || !('trail' in event.price)) continue
          const { trigger } = event.price
          const seen = bars.slice(0, venue.columns.closeTime.indexOf(event.time) + 1)
          const best = side > 0 ? Math.min(...seen.map((bar) => bar[2])) : Math.max(...seen.map((bar) => bar[1]))
          const distance = 'amount' in trail ? trail.amount : trail.fraction * best
          expect(side * ((trigger as number) - best)).toBeGreaterThanOrEqual(distance - 1e-9)
          expect(side * ((trigger as number) - last) <= 0 || Number.isNaN(last)).toBe(true)
          last = trigger as number
        }
      },
    ),
    cases,
  )
})

test('no reduce-only order that works is larger than the position, once a fill has moved that', () => {
  fc.assert(
    fc.property(anyScript, anyPolicy, fc.nat(), (script, policy, cut) => {
      const { venue, placed } = play(script, policy, 1 + (cut % script.bars.length))
      for (const { id, order, modified } of placed) {
        const left = leavesOf(venue, id, 'lots' in order.quantity ? order.quantity.lots : 0)
        if (!order.reduceOnly || modified || left === 0) continue
        const accepted = venue.events.findIndex((event) => event.clientOrderId === id)
        const moves = venue.events.slice(accepted).some((event) => event.kind === 'filled' && event.fill.strategy === order.strategy)
        const held = venue.position(order.strategy)
        if (moves) expect(sign(order.side) * held).toBeLessThanOrEqual(-left)
      }
    }),
    cases,
  )
})

/** Lots that an order still works for; 0 after its end. */
function leavesOf({ events }: TestVenue, id: number, lots: number): number {
  let leaves = 0
  for (const event of events) {
    if (event.clientOrderId !== id) continue
    if (event.kind === 'accepted') leaves = lots
    else if (event.kind === 'updated') leaves = event.quantity ?? leaves
    else if (event.kind === 'filled') leaves = event.done ? 0 : leaves - event.fill.quantity
    else if (event.kind === 'canceled' || event.kind === 'expired' || event.kind === 'rejected') leaves = 0
  }
  return leaves
}

function signed(fill: Fill): number {
  return fill.side === 'buy' ? fill.quantity : -fill.quantity
}
