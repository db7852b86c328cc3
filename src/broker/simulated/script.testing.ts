// Random scripts for the simulated venue: bars, and what strategies do before and inside each of them.

import fc from 'fast-check'
import { type ChildIntent, isPlain, type OrderIntent, type OrderTerms, plainTerms } from '../../model/order.js'
import { intent } from '../../model/order.testing.js'
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
  type Trail,
  trailingStop,
  trailingStopLimit,
} from '../../model/order-price.js'
import { timesInForce } from '../../model/signal.js'
import { HOUR_MS, MINUTE_MS } from '../../model/time.js'
import { perShareFees } from './fees.js'
import type { VenuePolicy } from './policy.js'
import { tickSlippage } from './slippage.js'
import { type HandBar, startTime, TestVenue } from './venue.testing.js'

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
  /** The most lots that it was ever asked for. */
  mostLots: number
  /** What was asked for, and when: at first and by every change of lots. */
  readonly asked: { readonly lots: number; readonly at: number }[]
}

const price = fc.integer({ min: 80, max: 120 })

/** Bars of whole prices around 100; the first has volume, some of the others none. */
export const anyBar: fc.Arbitrary<HandBar> = fc
  .tuple(price, price, fc.nat(8), fc.nat(8), fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 200 })))
  .map(([open, close, above, below, volume]) => [open, Math.max(open, close) + above, Math.min(open, close) - below, close, volume])

const anyTrail: fc.Arbitrary<Trail> = fc.oneof(
  fc.integer({ min: 1, max: 9 }).map((amount) => ({ amount })),
  fc.integer({ min: 1, max: 9 }).map((percent) => ({ fraction: percent / 100 })),
)

/** The prices of the four plain types, of those that wait for a price or follow it, and of those for an auction. */
export const anyPrice: fc.Arbitrary<OrderPrice> = fc.oneof(
  fc.constant(market()),
  price.map(limit),
  price.map(stop),
  fc.tuple(price, price).map(([trigger, at]) => stopLimit(trigger, at)),
  fc.tuple(anyTrail, fc.option(price)).map(([trail, trigger]) => trailingStop(trail, trigger)),
  fc.tuple(anyTrail, fc.nat(3), fc.option(price)).map(([trail, offset, trigger]) => trailingStopLimit(trail, offset, trigger)),
  price.map(marketIfTouched),
  fc.tuple(price, price).map(([trigger, at]) => limitIfTouched(trigger, at)),
  fc.constant(marketOnClose()),
  price.map(limitOnClose),
  fc.tuple(fc.nat(3), fc.option(price)).map(([offset, cap]) => relative(offset, cap)),
)

const anyProtection: fc.Arbitrary<readonly ChildIntent[]> = fc.oneof(
  fc.constant([]),
  fc.tuple(price, price).map(([stopAt, targetAt]): ChildIntent[] => [
    { role: 'stop', price: { at: stopAt } },
    { role: 'target', price: { at: targetAt } },
  ]),
  fc.integer({ min: -9, max: 9 }).map((percent): ChildIntent[] => [{ role: 'stop', price: { fractionOfFill: percent / 100 } }]),
  fc.tuple(anyTrail, price).map(([trail, at]): ChildIntent[] => [
    { role: 'stop', price: { trail, from: null } },
    { role: 'target', price: { at } },
  ]),
)

/** One triggers another: an order of any kind that wakes with the fill. */
const anyTriggered: fc.Arbitrary<readonly ChildIntent[]> = fc.oneof(
  { weight: 3, arbitrary: fc.constant([]) },
  {
    weight: 1,
    arbitrary: fc
      .record({
        role: fc.constant('triggered' as const),
        side: fc.constantFrom('buy', 'sell'),
        lots: fc.integer({ min: 1, max: 20 }),
        price: anyPrice,
      })
      .map((child) => [child]),
  },
)

/** Half of the orders are plain; the others are in one of two groups, end at an hour, work after hours or must rest. A group has one type. */
const anyTerms: fc.Arbitrary<OrderTerms> = fc.oneof(
  fc.constant(plainTerms),
  fc.record({
    goodTill: fc.integer({ min: 1, max: 20 }).map((hour) => startTime + hour * HOUR_MS),
    outsideRth: fc.boolean(),
    postOnly: fc.oneof({ weight: 3, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
    oca: fc.oneof(
      fc.constant(null),
      fc.constantFrom({ group: 'one', type: 1 } as const, { group: 'two', type: 2 } as const, { group: 'three', type: 3 } as const),
    ),
    childrenAfter: fc.constantFrom('partial', 'full'),
  }),
)

export const anyOrder: fc.Arbitrary<OrderIntent> = fc
  .record({
    side: fc.constantFrom('buy', 'sell'),
    lots: fc.integer({ min: 1, max: 40 }),
    price: anyPrice,
    protection: anyProtection,
    triggered: anyTriggered,
    terms: anyTerms,
    strategy: fc.constantFrom('a', 'b'),
    reduceOnly: fc.boolean(),
    timeInForce: fc.constantFrom('DAY', 'GTC', ...timesInForce),
  })
  .map(({ side, lots, reduceOnly, protection, triggered, terms, timeInForce, ...rest }) => {
    // A plain order has no end to be good until, and only two types are for the opening auction.
    const hasEnd = timeInForce !== 'GTD' || !isPlain(terms)
    const fitsAuction = timeInForce !== 'OPG' || rest.price.type === 'market' || rest.price.type === 'limit'
    const lasts = hasEnd && fitsAuction ? timeInForce : 'DAY'
    return intent(side, lots, {
      ...rest,
      terms,
      timeInForce: lasts,
      reduceOnly,
      children: reduceOnly ? triggered : [...protection, ...triggered],
    })
  })

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
  limit: fc.constantFrom<VenuePolicy['limit'][]>('penetrate', 'touch', { queue: 0.5, seed: 1 }),
  spread: fc.constantFrom(null, null, { ticks: 100 }, { bps: 200 }, { volatility: 0.2 }),
  trailAnchor: fc.constantFrom('path', 'high', 'close'),
  participation: fc.constantFrom(null, 0.1, 0.5),
  childActivation: fc.constantFrom('same-bar', 'next-bar'),
  session: fc.constantFrom('regular', 'as-recorded'),
  staleAfter: fc.constantFrom(null, 2),
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
  if (does === 'place') {
    const lots = lotsOf(order)
    placed.push({ id: venue.submit(order, time), order, at: time, modified: false, mostLots: lots, asked: [{ lots, at: time }] })
  } else if (target === undefined) return
  else if (does === 'cancel') venue.broker.cancel(target.id, time, 'the script says so')
  else {
    target.modified = true
    target.mostLots = Math.max(target.mostLots, lotsOf(order))
    target.asked.push({ lots: lotsOf(order), at: time })
    venue.modify(target.id, order.price, 'lots' in order.quantity ? order.quantity.lots : null, time)
  }
}

function lotsOf({ quantity }: OrderIntent): number {
  return 'lots' in quantity ? quantity.lots : 0
}
