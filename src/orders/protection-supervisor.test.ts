import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { runs } from '../std/property.testing.js'
import { type GuardedPosition, type LiveStop, type ProtectionStep, supervise } from './protection-supervisor.js'

const stop = (id: number, trigger: number, more: Partial<LiveStop> = {}): LiveStop => ({
  id,
  side: 'sell',
  lots: 10,
  trigger,
  isTriggered: false,
  standsInFor: null,
  underWay: null,
  ...more,
})
const steps = (held: number, stops: readonly LiveStop[], isLeaving = false) => supervise({ held, stops, isLeaving })
const another = 'another stop guards the position'
const gone = 'the position that it guarded is gone'

describe('the protection supervisor', () => {
  test('does nothing where one stop of the whole size works', () => {
    expect(steps(10, [stop(1, 95)])).toEqual([])
    expect(steps(0, [])).toEqual([])
  })

  test('cancels a duplicate: of equal ones the later', () => {
    expect(steps(10, [stop(1, 95), stop(2, 95)])).toEqual([{ kind: 'cancel', id: 2, why: another }])
  })

  test.each<[string, number, LiveStop[], number[]]>([
    ['the higher sell', 10, [stop(1, 94.99), stop(2, 95)], [1]],
    ['the lower buy', -10, [stop(1, 105, { side: 'buy' }), stop(2, 104.99, { side: 'buy' })], [1]],
    ['one that is selling already', 10, [stop(1, 99), stop(2, Number.NaN, { isTriggered: true })], [1]],
    ['one whose level is known', 10, [stop(1, Number.NaN), stop(2, 80), stop(3, Number.NaN)], [1, 3]],
  ])('keeps %s', (_, held, stops, canceled) => {
    const found = steps(held, stops)
    expect(found.map((step) => (step.kind === 'cancel' ? step.id : step.kind))).toEqual(canceled)
  })

  test('places a missing one, of the whole size', () => {
    expect(steps(10, [])).toEqual([{ kind: 'place', side: 'sell', lots: 10 }])
    expect(steps(-7, [])).toEqual([{ kind: 'place', side: 'buy', lots: 7 }])
  })

  test('leaves it to the stop that another stood in for, unless that one is selling already', () => {
    const wakes = 'the stop of the entry is awake'
    expect(steps(10, [stop(1, 90), stop(2, 91, { standsInFor: 1 })])).toEqual([{ kind: 'cancel', id: 2, why: wakes }])
    expect(steps(10, [stop(1, 90), stop(2, 91, { standsInFor: 1, isTriggered: true })])).toEqual([{ kind: 'cancel', id: 1, why: another }])
    expect(steps(10, [stop(3, 90), stop(2, 91, { standsInFor: 1 })])).toEqual([{ kind: 'cancel', id: 3, why: another }])
  })

  test('resizes one that is a lot too small or too large', () => {
    expect(steps(11, [stop(1, 95)])).toEqual([{ kind: 'resize', id: 1, lots: 11 }])
    expect(steps(9, [stop(1, 95)])).toEqual([{ kind: 'resize', id: 1, lots: 9 }])
  })

  test('cancels those of a position that is gone or has turned', () => {
    expect(steps(0, [stop(1, 95)])).toEqual([{ kind: 'cancel', id: 1, why: gone }])
    expect(steps(-5, [stop(1, 95)])).toEqual([
      { kind: 'cancel', id: 1, why: gone },
      { kind: 'place', side: 'buy', lots: 5 },
    ])
  })

  test('waits for what is under way: a stop guards until its end is confirmed, and a change for its answer', () => {
    expect(steps(10, [stop(1, 95, { underWay: 'cancel' })])).toEqual([])
    expect(steps(12, [stop(1, 95, { underWay: 'change' })])).toEqual([])
    expect(steps(0, [stop(1, 95, { underWay: 'cancel' })])).toEqual([])
  })

  test('sends no new stop after a close of everything', () => {
    expect(steps(10, [], true)).toEqual([])
  })
})

/** A broker that does at once, or a step later, what it is asked. */
interface World {
  held: number
  stops: LiveStop[]
  next: number
}

type Event =
  | { readonly kind: 'fill'; readonly lots: number; readonly withStop: boolean; readonly trigger: number }
  | { readonly kind: 'lose' | 'ask to cancel' | 'trigger'; readonly which: number }
  | { readonly kind: 'split'; readonly ratio: 2 | 3 }
  | { readonly kind: 'partial stop'; readonly lots: number }
  | { readonly kind: 'confirm' }

const level = fc.integer({ min: 1, max: 200 })
const which = fc.nat(5)
const anyEvent: fc.Arbitrary<Event> = fc.oneof(
  fc.record({ kind: fc.constant('fill' as const), lots: fc.integer({ min: -20, max: 20 }), withStop: fc.boolean(), trigger: level }),
  fc.record({ kind: fc.constantFrom('lose' as const, 'ask to cancel' as const, 'trigger' as const), which }),
  fc.record({ kind: fc.constant('split' as const), ratio: fc.constantFrom(2 as const, 3 as const) }),
  fc.record({ kind: fc.constant('partial stop' as const), lots: fc.integer({ min: 1, max: 10 }) }),
  fc.constant({ kind: 'confirm' as const }),
)

describe('over random fills, cancels and splits', () => {
  test('there is one live stop over each position, of its whole size and on its closing side, once it has been looked at', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 30 }), (events) => {
        const world: World = { held: 0, stops: [], next: 1 }
        for (const event of events) {
          happen(world, event)
          const before = tightest(world)
          for (const step of supervise(positionOf(world))) act(world, step)
          expectGuarded(world)
          // What guarded best still does: the supervisor takes no level away.
          if (before !== null) expect(tightest(world)).toBe(before)
          expect(supervise(positionOf(world))).toEqual([])
        }
      }),
      { numRuns: runs(10_000) },
    )
  })
})

function positionOf({ held, stops }: World): GuardedPosition {
  return { held, stops, isLeaving: false }
}

function happen(world: World, event: Event): void {
  const stopAt = 'which' in event ? world.stops[event.which] : undefined
  switch (event.kind) {
    case 'fill':
      world.held += event.lots
      if (event.withStop && event.lots !== 0) {
        const side = event.lots > 0 ? 'sell' : 'buy'
        world.stops.push(stop(world.next++, event.trigger, { side, lots: Math.abs(event.lots) }))
      }
      return
    case 'lose':
      world.stops = world.stops.filter((one) => one !== stopAt)
      return
    case 'ask to cancel':
    case 'trigger':
      world.stops = world.stops.map((one) =>
        one !== stopAt ? one : event.kind === 'trigger' ? { ...one, isTriggered: true } : { ...one, underWay: 'cancel' },
      )
      return
    case 'split':
      world.held *= event.ratio
      world.stops = world.stops.map((one) => ({ ...one, lots: one.lots * event.ratio, trigger: one.trigger / event.ratio }))
      return
    case 'partial stop': {
      const [first] = world.stops
      if (first === undefined || Math.sign(world.held) !== (first.side === 'sell' ? 1 : -1)) return
      const lots = Math.min(event.lots, first.lots, Math.abs(world.held))
      world.held -= Math.sign(world.held) * lots
      world.stops = world.stops.map((one) => (one === first ? { ...one, lots: one.lots - lots } : one)).filter((one) => one.lots > 0)
      return
    }
    case 'confirm':
      world.stops = world.stops.filter((one) => one.underWay !== 'cancel')
  }
}

function act(world: World, step: ProtectionStep): void {
  if (step.kind === 'place') world.stops.push(stop(world.next++, 50, { side: step.side, lots: step.lots }))
  else if (step.kind === 'cancel') world.stops = world.stops.filter(({ id }) => id !== step.id)
  else world.stops = world.stops.map((one) => (one.id === step.id ? { ...one, lots: step.lots } : one))
}

/** The level of the best stop that stays; null where there is none. */
function tightest({ held, stops }: World): number | null {
  const own = stops.filter(({ side, underWay }) => held !== 0 && side === (held > 0 ? 'sell' : 'buy') && underWay === null)
  const closing = own.find(({ isTriggered }) => isTriggered)
  const [first] = [...(closing === undefined ? own : own.filter(({ isTriggered }) => isTriggered))].sort((a, b) =>
    held > 0 ? b.trigger - a.trigger : a.trigger - b.trigger,
  )
  return first?.trigger ?? null
}

/** A stop whose end is asked for counts for as long as it lives: nothing is put beside it. */
function expectGuarded({ held, stops }: World): void {
  const staying = stops.filter(({ underWay }) => underWay !== 'cancel')
  if (held === 0) expect(staying).toEqual([])
  else if (staying.length === 0) expect(stops.some(({ side }) => side === (held > 0 ? 'sell' : 'buy'))).toBe(true)
  else expect(staying).toMatchObject([{ side: held > 0 ? 'sell' : 'buy', lots: Math.abs(held) }])
}
