// Random scripts for the simulated venue: bars, and what strategies do before and inside each of them.

import fc from 'fast-check'
import type { ChildIntent, OrderIntent } from '../../model/order.js'
import { intent } from '../../model/order.testing.js'
import { limit, market, type OrderPrice, stop, stopLimit } from '../../model/signal.js'
import { MINUTE_MS } from '../../model/time.js'
import { perShareFees } from './fees.js'
import type { VenuePolicy } from './policy.js'
import { tickSlippage } from './slippage.js'
import { type HandBar, TestVenue } from './venue.testing.js'

export interface Step {
  /** When in its bar: before the open, right after it, or a minute into it. */
  readonly when: 'before-open' | 'after-open' | 'inside'
  /** Place the order, cancel the n-th order so far, or move it to the order's price and size. */
  readonly does: 'place' | 'cancel' | 'modify'
  readonly which: number
  readonly order: OrderIntent
}

export interface Script {
  readonly bars: readonly HandBar[]
  /** Steps by bar. */
  readonly steps: readonly (readonly Step[])[]
}

/** An order as the script placed it. */
export interface Placed {
  readonly id: number
  readonly order: OrderIntent
  readonly at: number
  /** Whether the script changed it later: then its first price and size say nothing. */
  modified: boolean
}

const price = fc.integer({ min: 80, max: 120 })

/** Bars of whole prices around 100; the first has volume, some of the others none. */
export const anyBar: fc.Arbitrary<HandBar> = fc
  .tuple(price, price, fc.nat(8), fc.nat(8), fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 200 })))
  .map(([open, close, above, below, volume]) => [open, Math.max(open, close) + above, Math.min(open, close) - below, close, volume])

const anyPrice: fc.Arbitrary<OrderPrice> = fc.oneof(
  fc.constant(market()),
  price.map(limit),
  price.map(stop),
  fc.tuple(price, price).map(([trigger, at]) => stopLimit(trigger, at)),
)

const anyChildren: fc.Arbitrary<readonly ChildIntent[]> = fc.oneof(
  fc.constant([]),
  fc.tuple(price, price).map(([stopAt, targetAt]): ChildIntent[] => [
    { role: 'stop', price: { at: stopAt } },
    { role: 'target', price: { at: targetAt } },
  ]),
  fc.integer({ min: -9, max: 9 }).map((percent): ChildIntent[] => [{ role: 'stop', price: { fractionOfFill: percent / 100 } }]),
)

export const anyOrder: fc.Arbitrary<OrderIntent> = fc
  .record({
    side: fc.constantFrom('buy', 'sell'),
    lots: fc.integer({ min: 1, max: 40 }),
    price: anyPrice,
    children: anyChildren,
    strategy: fc.constantFrom('a', 'b'),
    reduceOnly: fc.boolean(),
    timeInForce: fc.constantFrom('DAY', 'GTC'),
  })
  .map(({ side, lots, reduceOnly, children, ...rest }) => intent(side, lots, { ...rest, reduceOnly, children: reduceOnly ? [] : children }))

const anyStep: fc.Arbitrary<Step> = fc.record({
  when: fc.constantFrom('before-open', 'after-open', 'inside'),
  does: fc.constantFrom('place', 'place', 'place', 'cancel', 'modify'),
  which: fc.nat(30),
  order: anyOrder,
})

export const anyScript: fc.Arbitrary<Script> = fc
  .array(fc.tuple(anyBar, fc.array(anyStep, { maxLength: 5, size: 'max' })), { minLength: 1, maxLength: 20, size: 'max' })
  .map((rows) => ({
    bars: rows.map(([bar], index): HandBar => (index === 0 ? [bar[0], bar[1], bar[2], bar[3], 100] : bar)),
    steps: rows.map(([, steps]) => steps),
  }))

export const anyPolicy: fc.Arbitrary<Partial<VenuePolicy>> = fc.record({
  timing: fc.constantFrom('next-open', 'next-close', 'next-session'),
  intrabar: fc.constantFrom('ohlc', 'olhc', 'adaptive', 'pessimistic', 'optimistic', 'stop-first'),
  limit: fc.constantFrom('penetrate', 'touch'),
  participation: fc.constantFrom(null, 0.1, 0.5),
  childActivation: fc.constantFrom('same-bar', 'next-bar'),
  session: fc.constantFrom('regular', 'as-recorded'),
  fees: fc.constantFrom(perShareFees(0), perShareFees(0.01, 1, 0.01)),
  slippage: fc.constantFrom(tickSlippage(0), tickSlippage(100)),
})

/** Plays a script over its first `count` bars. */
export function play(script: Script, policy: Partial<VenuePolicy>, count = script.bars.length): { venue: TestVenue; placed: Placed[] } {
  const venue = new TestVenue(script.bars, { policy })
  const placed: Placed[] = []
  const act = (bar: number, when: Step['when'], time: number): void => {
    for (const step of script.steps[bar] ?? []) if (step.when === when) perform(venue, placed, step, time)
  }
  for (let bar = 0; bar < count; bar++) {
    const opens = venue.columns.openTime[bar] as number
    act(bar, 'before-open', opens)
    venue.open(bar)
    act(bar, 'after-open', opens)
    act(bar, 'inside', opens + MINUTE_MS)
    venue.path(bar)
    venue.sameClose(bar)
  }
  return { venue, placed }
}

function perform(venue: TestVenue, placed: Placed[], { does, which, order }: Step, time: number): void {
  const target = placed[which % Math.max(1, placed.length)]
  if (does === 'place') placed.push({ id: venue.submit(order, time), order, at: time, modified: false })
  else if (target === undefined) return
  else if (does === 'cancel') venue.broker.cancel(target.id, time, 'the script says so')
  else {
    target.modified = true
    venue.modify(target.id, order.price, 'lots' in order.quantity ? order.quantity.lots : null, time)
  }
}
