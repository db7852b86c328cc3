import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Side } from '../model/order.js'
import { runs } from '../std/property.testing.js'
import { reachOf, type WorkingLeg } from './worst-case.js'

const leg = (side: Side, lots: number, overrides: Partial<WorkingLeg> = {}): WorkingLeg => ({
  holder: 0,
  side,
  lots,
  value: lots * 10,
  reduceOnly: false,
  group: null,
  ...overrides,
})

describe('the reach of working orders', () => {
  test.each<[string, readonly number[], readonly WorkingLeg[], readonly [held: number, buy: number, sell: number]]>([
    ['nothing works', [100], [], [100, 0, 0]],
    ['each side stands by itself', [100], [leg('buy', 30), leg('buy', 20), leg('sell', 150)], [100, 50, 150]],
    [
      'what reduces counts for the position, not more',
      [100],
      [leg('sell', 80, { reduceOnly: true }), leg('sell', 80, { reduceOnly: true })],
      [100, 0, 100],
    ],
    ['what reduces nothing counts for nothing', [-100], [leg('sell', 80, { reduceOnly: true })], [-100, 0, 0]],
    ['a stop and an order that sells besides it', [100], [leg('sell', 100, { reduceOnly: true }), leg('sell', 50)], [100, 0, 150]],
    [
      'a group counts for its largest order',
      [0],
      [leg('buy', 30, { group: 'a' }), leg('buy', 50, { group: 'a' }), leg('buy', 7)],
      [0, 57, 0],
    ],
    ['and on each side', [0], [leg('buy', 30, { group: 'a' }), leg('sell', 50, { group: 'a' })], [0, 30, 50]],
    ['two groups', [0], [leg('buy', 30, { group: 'a' }), leg('buy', 50, { group: 'b' })], [0, 80, 0]],
    [
      'opposite positions of two strategies',
      [100, -40],
      [leg('sell', 100, { reduceOnly: true }), leg('buy', 40, { reduceOnly: true, holder: 1 })],
      [60, 40, 100],
    ],
  ])('%s', (_, held, legs, [heldLots, buyLots, sellLots]) => {
    expect(reachOf(held, legs)).toMatchObject({ heldLots, buyLots, sellLots })
  })

  test('the value of a group is that of its dearest order, of what is cut its share', () => {
    const legs = [
      leg('buy', 30, { group: 'a', value: 900 }),
      leg('buy', 50, { group: 'a', value: 500 }),
      leg('sell', 80, { reduceOnly: true, value: 800 }),
    ]
    expect(reachOf([20], legs)).toEqual({ heldLots: 20, buyLots: 50, buyValue: 900, sellLots: 20, sellValue: 200 })
  })
})

/** An order of a small venue that knows reduce-only, groups, and orders whose cancel or fate is not known. */
interface Working extends WorkingLeg {
  lots: number
  state: 'working' | 'pending-cancel' | 'unknown' | 'done'
}

type Step =
  | { readonly kind: 'place'; readonly leg: WorkingLeg; readonly cancelsGroup: boolean }
  | { readonly kind: 'fill'; readonly which: number; readonly lots: number }
  | { readonly kind: 'cancel' | 'confirm' | 'lose'; readonly which: number }

class SmallVenue {
  readonly held: number[] = [0, 0]
  readonly orders: Working[] = []
  readonly #cancelsGroup = new Map<string, boolean>()

  get live(): Working[] {
    return this.orders.filter(({ state }) => state !== 'done')
  }

  get position(): number {
    return this.held.reduce((sum, lots) => sum + lots, 0)
  }

  place(order: WorkingLeg, cancelsGroup: boolean): void {
    this.orders.push({ ...order, state: 'working' })
    if (order.group !== null && !this.#cancelsGroup.has(order.group)) this.#cancelsGroup.set(order.group, cancelsGroup)
  }

  /** One step of a history; an order is placed only where `allows` it. */
  take(step: Step, allows: (order: WorkingLeg) => boolean): void {
    const { live } = this
    if (step.kind === 'place') {
      if (allows(step.leg)) this.place(step.leg, step.cancelsGroup)
      return
    }
    const order = live[step.which % Math.max(1, live.length)]
    if (order === undefined) return
    if (step.kind === 'fill') this.fill(order, step.lots)
    else order.state = step.kind === 'cancel' ? 'pending-cancel' : step.kind === 'lose' ? 'unknown' : 'done'
  }

  fill(order: Working, wanted: number): void {
    const held = this.held[order.holder] as number
    const room = order.reduceOnly ? Math.max(0, order.side === 'buy' ? -held : held) : Number.POSITIVE_INFINITY
    const lots = Math.min(wanted, order.lots, room)
    if (lots === 0) return
    order.lots -= lots
    this.held[order.holder] = held + (order.side === 'buy' ? lots : -lots)
    for (const other of this.live) {
      if (order.group === null || other === order || other.group !== order.group) continue
      other.lots = this.#cancelsGroup.get(order.group) === true ? 0 : Math.max(0, other.lots - lots)
    }
    for (const one of this.live) if (one.lots === 0) one.state = 'done'
  }
}

const anyLeg = fc.record({
  holder: fc.constantFrom(0, 1),
  side: fc.constantFrom<Side>('buy', 'sell'),
  lots: fc.integer({ min: 1, max: 200 }),
  value: fc.integer({ min: 0, max: 10_000 }),
  reduceOnly: fc.boolean(),
  group: fc.constantFrom(null, null, 'a', 'b'),
})
const which = fc.nat(50)
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('place' as const), leg: anyLeg, cancelsGroup: fc.boolean() }),
  fc.record({ kind: fc.constant('fill' as const), which, lots: fc.integer({ min: 1, max: 250 }) }),
  fc.record({ kind: fc.constantFrom('cancel' as const, 'confirm' as const, 'lose' as const), which }),
)

/** −limit ≤ held − sells, and held + buys ≤ limit. */
function isWithin(limit: number, held: readonly number[], legs: readonly WorkingLeg[]): boolean {
  const { heldLots, buyLots, sellLots } = reachOf(held, legs)
  return heldLots - sellLots >= -limit && heldLots + buyLots <= limit
}

test('I7: held to a limit by its reach, no position ever passes it, whatever fills, is canceled or gets lost', () => {
  const anySteps = fc.array(anyStep, { maxLength: 40, size: 'max' })
  fc.assert(
    fc.property(anySteps, fc.integer({ min: 1, max: 400 }), (steps, limit) => {
      const venue = new SmallVenue()
      for (const step of steps) {
        venue.take(step, (order) => isWithin(limit, venue.held, [...venue.live, order]))
        expect(isWithin(limit, venue.held, venue.live)).toBe(true)
        expect(Math.abs(venue.position)).toBeLessThanOrEqual(limit)
      }
    }),
    { numRuns: runs(10_000) },
  )
})

test('the reach is no wider than it must be: some order of fills gets to each end', () => {
  const positions = fc.tuple(fc.integer({ min: -200, max: 200 }), fc.integer({ min: -200, max: 200 }))
  fc.assert(
    fc.property(positions, fc.array(anyLeg, { maxLength: 12, size: 'max' }), fc.constantFrom<Side>('buy', 'sell'), (held, legs, side) => {
      // A group that reduces in part, or for two strategies, is counted for more than it can do.
      const own = legs.map((one) => ({ ...one, group: one.group === null ? null : `${one.group}${one.holder}${one.reduceOnly}` }))
      const venue = new SmallVenue()
      for (const [holder, lots] of held.entries()) venue.held[holder] = lots
      for (const one of own) venue.place(one, false)
      const { heldLots, buyLots, sellLots } = reachOf(held, own)
      const largestFirst = venue.orders.filter((one) => one.side === side).sort((a, b) => b.lots - a.lots)
      for (const order of largestFirst.filter((one) => one.reduceOnly)) venue.fill(order, order.lots)
      for (const order of largestFirst.filter((one) => !one.reduceOnly)) venue.fill(order, order.lots)
      expect(venue.position).toBe(side === 'buy' ? heldLots + buyLots : heldLots - sellLots)
    }),
    { numRuns: 2_000 },
  )
})
